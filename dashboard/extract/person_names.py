"""People by name: 'Russian President Vladimir Putin', 'Tomasz Szatkowski, Polish Undersecretary of State'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.actor_tokens import Labeller, Segment, Token, glued_name
from dashboard.lexicon.actors import ActorTable

_AGE = re.compile(r",?\s*\(?\d{2}\)?[,.)]")
_GLUE = frozenset(("of", "for", "and", "the", "to", "on", "&", "in"))


@dataclass(slots=True)
class Person:
    """Words [i, j) of a sentence that name a person, with what stands beside them.

    `office` is the key of an office of state, `country` the state that title or aside give, `body` an organisation
    they give; `titled`: a title or honorific stands beside the name; `sure`: the words are surely a name.
    """

    i: int
    j: int
    name: str
    office: str = ""
    country: str | None = None
    body: str | None = None
    titled: bool = False
    sure: bool = False
    rule: str = "name"
    record: str | None = None
    of_last_country: bool = False


def find_persons(
    text: str,
    tokens: Sequence[Token],
    segments: Sequence[Segment],
    taken: Sequence[bool],
    labeller: Labeller,
    lowered: frozenset[str],
) -> list[Person]:
    """Return the possible names of people in a sentence, in order.

    `taken` marks the words that belong to organisations; `lowered` holds the words that the article also writes
    small. A name of one word is returned too: coreference decides whether it names anybody.
    """
    table = labeller.table
    label = {k: s for s in segments for k in range(s.i, s.j)}
    persons: list[Person] = []
    k = 0
    while k < len(tokens):
        segment = label[k]
        if taken[k]:
            k += 1
            continue
        if segment.kind == "known" and segment.known is not None and segment.known.kind == "person":
            end = _known_end(tokens, label, segment, table)
            person = Person(
                segment.i, end, segment.known.name, country=segment.known.country, sure=True, record=segment.known.name
            )
            person.rule = "known name"
            _read_beside(text, tokens, label, person, labeller)
            persons.append(person)
            k = end
            continue
        if not _may_begin(tokens, label, k, table, taken, lowered):
            k += 1
            continue
        end = _run_end(tokens, label, k, table, taken)
        person = _judge(text, tokens, label, k, end, labeller, lowered)
        if person is not None:
            persons.append(person)
        k = max(end, k + 1)
    return persons


def _known_end(tokens: Sequence[Token], label: dict[int, Segment], segment: Segment, table: ActorTable) -> int:
    """'Jr.' and further name words belong to a known name: 'Ferdinand Marcos Jr.', 'Faisal bin Farhan Al Saud'."""
    end = segment.j
    while (
        end < len(tokens)
        and tokens[end].fold in table.words["person_suffixes"]
        and tokens[end].cap
        and not tokens[end - 1].poss
    ):
        end += 1
    return end


def _may_begin(
    tokens: Sequence[Token],
    label: dict[int, Segment],
    k: int,
    table: ActorTable,
    taken: Sequence[bool],
    lowered: frozenset[str],
) -> bool:
    token, segment = tokens[k], label[k]
    follows = tokens[k + 1] if k + 1 < len(tokens) else None
    next_cap = (
        follows is not None
        and follows.tight
        and not token.poss
        and follows.cap
        and label[k + 1].kind in ("cap", "country")
    )
    if not token.cap:
        return False
    if segment.kind == "country":
        # 'Israel Katz', 'Jordan Bardella': the name of a country is a first name too.
        return (
            not segment.adjective and segment.j == k + 1 and token.fold in table.first_names and next_cap
            and label[k + 1].kind == "cap" and follows is not None and not _is_thing(follows.fold, table)
        )  # fmt: skip
    if segment.kind == "title":
        return (
            token.fold in table.first_names and next_cap and (segment.title is None or segment.title.kind == "modifier")
        )
    if segment.kind != "cap":
        return False
    if token.word.isupper() and len(token.word) > 3 and not _beside_title(tokens, label, k):
        return False
    if token.fold in table.words["calendar"]:
        return (
            next_cap
            and token.fold in ("april", "june", "august")
            and follows is not None
            and not follows.word.isdigit()
        )
    if (
        _is_common(token, table, lowered)
        and not (token.fold in table.first_names and next_cap)
        and not _beside_title(tokens, label, k)
    ):
        return False
    return True


def _beside_title(tokens: Sequence[Token], label: dict[int, Segment], k: int) -> bool:
    if k == 0 or not tokens[k].tight or tokens[k - 1].poss:
        return False
    before = label[k - 1]
    return before.kind == "title" and before.title is not None and before.title.kind != "modifier"


def _is_common(token: Token, table: ActorTable, lowered: frozenset[str]) -> bool:
    words = table.words
    if token.fold in words["common"]:
        return True
    return token.opens and (token.fold in words["thing_words"] or token.fold in lowered)


def _is_thing(fold: str, table: ActorTable) -> bool:
    words = table.words
    return (
        fold in words["thing_words"]
        or fold in words["place_words"]
        or fold in words["heads"]
        or fold in words["calendar"]
    )


def _run_end(
    tokens: Sequence[Token], label: dict[int, Segment], k: int, table: ActorTable, taken: Sequence[bool]
) -> int:
    """Return the end of the capitalised words, with particles and 'Jr.', that begin at word `k`."""
    particles = table.words["particles"]
    end = k + 1
    while end < len(tokens) and not taken[end]:
        token = tokens[end]
        if tokens[end - 1].poss:
            break
        if token.fold in ("jr", "sr") and token.gap.strip() == "," and token.cap:
            end += 1
            continue
        if not token.tight:
            break
        segment = label[end]
        if token.cap and (segment.kind == "cap" or (segment.kind == "country" and not segment.adjective and segment.j == end + 1
                          and tokens[end - 1].fold in table.first_names)):  # fmt: skip
            if token.fold in table.words["calendar"] and end + 1 < len(tokens) and tokens[end + 1].word.isdigit():
                break
            if token.word.isupper() and len(token.word) > 3 and not tokens[k].word.isupper():
                break
            end += 1
            continue
        if token.cap and segment.kind == "title" and end == k + 1 and segment.title is not None and (
            token.fold in ("king", "bishop", "prince", "pope", "judge", "major", "marshal", "chancellor", "duke", "head", "dean", "count", "father")
            and tokens[k].fold in table.first_names
        ):  # fmt: skip
            end += 1
            continue
        if token.fold in particles and not token.cap:
            ahead = end + 1
            while (
                ahead < len(tokens)
                and tokens[ahead].fold in particles
                and not tokens[ahead].cap
                and tokens[ahead].tight
            ):
                ahead += 1
            if (
                ahead < len(tokens)
                and tokens[ahead].cap
                and tokens[ahead].tight
                and not taken[ahead]
                and label[ahead].kind == "cap"
            ):
                end = ahead + 1
                continue
        break
    return end


def _judge(
    text: str,
    tokens: Sequence[Token],
    label: dict[int, Segment],
    i: int,
    j: int,
    labeller: Labeller,
    lowered: frozenset[str],
) -> Person | None:
    """Decide whether words [i, j) name a person; the evidence is words inside, before and after."""
    table = labeller.table
    words = table.words
    while i < j - 1 and _is_common(tokens[i], table, lowered) and not (
        tokens[i].fold in table.first_names and j - i == 2 and not _is_thing(tokens[i + 1].fold, table)
    ) and not _beside_title(tokens, label, i):  # fmt: skip
        i += 1
    name = text[tokens[i].start : tokens[j - 1].end]
    if tokens[j - 1].fold in ("jr", "sr") and text[tokens[j - 1].end : tokens[j - 1].end + 1] == ".":
        name += "."
    person = Person(i, j, " ".join(name.split()))
    _read_beside(text, tokens, label, person, labeller)
    size = j - i
    if person.titled:
        if (
            size == 1
            and (_is_thing(tokens[i].fold, table) or tokens[i].fold in words["common"])
            and tokens[i].fold not in table.surnames
        ):
            return None
        if size > 1 and _is_thing(tokens[j - 1].fold, table) and tokens[i].fold not in table.first_names:
            return None
        person.sure = True
        return person
    if size == 1:
        return person if not _is_thing(tokens[i].fold, table) and not tokens[i].word.isupper() else None
    folds = [t.fold for t in tokens[i:j]]
    if any(_is_thing(f, table) for f in folds[1:]) and not (
        folds[0] in table.first_names and folds[-1] not in words["place_words"] | words["heads"]
    ):
        return None
    if folds[0] in words["thing_words"] and folds[0] not in table.first_names:
        return None
    if any(c.isdigit() for c in name) or "&" in name or "/" in name:
        return None
    if all(t.word.isupper() and len(t.word) > 1 for t in tokens[i:j]):
        return None
    first_known = folds[0] in table.first_names or (folds[0].split("-")[0] in table.first_names and "-" in folds[0])
    place = labeller.is_place(name)
    particle = any(glued_name(t.word) or (t.fold in words["particles"] and not t.cap) for t in tokens[i:j])
    initial = any(len(f) == 1 for f in folds[:-1])
    if place and not (first_known and _speaks(tokens, j, words)):
        return None
    if first_known or particle or initial or _speaks(tokens, j, words) or _AGE.match(text, tokens[j - 1].end):
        person.sure = True
        return person
    if any(f in lowered for f in folds) or any(f in words["common"] for f in folds[1:]):
        return None
    if size > 4 or (tokens[i].opens and size == 2 and folds[0] in lowered):
        return None
    person.rule = "two capitalised words"
    return person


def _speaks(tokens: Sequence[Token], j: int, words) -> bool:  # type: ignore[no-untyped-def]
    """True where a verb of speech or movement, or 'who', follows the name."""
    for k in range(j, min(j + 2, len(tokens))):
        if tokens[j - 1].poss:
            return False
        if tokens[k].fold in words["speech"]:
            return True
        if tokens[k].fold not in ("also", "later", "had", "has", "then", "did"):
            return False
    return False


def _read_beside(
    text: str, tokens: Sequence[Token], label: dict[int, Segment], person: Person, labeller: Labeller
) -> None:
    """Read title, state and body before the name, and in the aside after it."""
    _read_before(tokens, label, person, labeller)
    _read_after(tokens, label, person, labeller)


def _read_before(tokens: Sequence[Token], label: dict[int, Segment], person: Person, labeller: Labeller) -> None:
    k = person.i
    window: list[Segment] = []
    title_seen = False
    while k > 0:
        token = tokens[k - 1]
        if token.poss and not (label[k - 1].kind in ("country", "known") and tokens[k].tight):
            person.of_last_country = token.fold in ("country", "nation", "republic", "kingdom") and title_seen
            break
        if not tokens[k].tight and not (tokens[k].gap == "-" and title_seen):
            if not (k == person.i and tokens[k].gap == ", " and _whole_office(tokens, label, k - 1)):
                break
        segment = label[k - 1]
        if segment.kind in ("title", "country") or (
            segment.kind == "known" and segment.known is not None and segment.known.kind != "person"
        ):
            window.append(segment)
            title_seen = title_seen or (
                segment.kind == "title" and segment.title is not None and segment.title.kind != "modifier"
            )
            if token.poss:
                break
            k = segment.i
            continue
        if title_seen and (
            token.fold in _GLUE
            or (token.cap and segment.kind == "cap" and token.fold not in labeller.table.words["common"])
        ):
            k -= 1
            continue
        break
    title = next((s for s in window if s.kind == "title" and s.title is not None and s.title.kind != "modifier"), None)
    if title is None:
        near = window[0] if window else None
        if near is not None and near.kind == "country":
            # "Ukraine's Zelensky", "Israeli Benjamin Netanyahu": the state beside the name is the person's.
            if person.record is None and (near.adjective or tokens[near.j - 1].poss):
                person.country = near.country
        return
    assert title.title is not None
    touching = title.j == person.i or label[person.i - 1].kind in ("country", "known", "title")
    if not touching and title.j != person.i:
        return
    if (
        window
        and window[0] is not title
        and window[0].kind == "country"
        and not _title_of_country(tokens, title, window[0])
    ):
        return
    person.titled = True
    deputy = any(
        s.kind == "title"
        and s.title is not None
        and s.title.kind == "modifier"
        and s.title.words[0] in ("deputy", "assistant", "under", "vice")
        for s in window
    )
    person.office = "" if deputy else title.title.office
    person.rule = f"title {' '.join(title.title.words)!r}"
    country = next((s.country for s in window if s.country), None)
    body = next(
        (
            s.known.name
            for s in window
            if s.kind == "known" and s.known is not None and s.known.kind in ("organisation", "armed_group")
        ),
        None,
    )
    if person.record is None or not person.country:
        person.country = country or title.title.country or person.country
    person.body = body


def _whole_office(tokens: Sequence[Token], label: dict[int, Segment], k: int) -> bool:
    """True where words up to `k` are an office with its state: "the country's president", "Russia's foreign minister"."""
    title = label[k]
    if title.kind != "title" or title.title is None or title.title.kind not in ("office", "role"):
        return False
    first = title.i
    while first > 0 and label[first - 1].kind == "title" and tokens[first].tight:
        first = label[first - 1].i
    if first == 0 or not tokens[first].tight:
        return False
    before = tokens[first - 1]
    return before.poss or before.fold in ("the", "its", "their", "his") or label[first - 1].kind == "country"


def _title_of_country(tokens: Sequence[Token], title: Segment, country: Segment) -> bool:
    """'President of Ukraine Volodymyr Zelensky': the state stands between title and name."""
    return title.j < len(tokens) and tokens[title.j].fold == "of" and country.i - title.j <= 2


def _read_after(tokens: Sequence[Token], label: dict[int, Segment], person: Person, labeller: Labeller) -> None:
    """Read an aside: ', the foreign minister of Kenya,', ', US Secretary of State,', ', a top aide to al-Sadr,'."""
    k = person.j
    if (
        k >= len(tokens)
        or tokens[k - 1].poss
        or not tokens[k].gap.strip().startswith((",", "(", "—", "–"))
        or person.titled
        and person.country
    ):
        return
    title: Segment | None = None
    country: str | None = None
    body: str | None = None
    steps = 0
    while k < len(tokens) and steps < 12:
        token, segment = tokens[k], label[k]
        if steps and not token.tight and token.gap not in ("-",):
            break
        if segment.kind == "title":
            if segment.title is not None and segment.title.kind != "modifier":
                title = title or segment
                if token.fold in ("mr", "mrs", "ms"):
                    return
        elif segment.kind == "country":
            country = country or segment.country
        elif segment.kind == "known":
            if segment.known is not None and segment.known.kind == "person":
                country = country or segment.known.country
                break
            if segment.known is not None and segment.known.kind in ("organisation", "armed_group"):
                body = body or segment.known.name
                country = country or segment.country
        elif segment.kind == "low":
            allowed = (
                token.fold in ("the", "a", "an", "his", "her", "its", "their", "who", "is", "was", "as")
                or token.fold in _GLUE
            )
            if not allowed and (title is not None or steps > 6 or token.fold in labeller.table.words["speech"]):
                break
            if not allowed and steps == 0:
                break
        steps += segment.j - segment.i
        k = segment.j
    if title is None or title.title is None:
        return
    if not person.titled:
        person.titled = True
        person.rule = f"aside {' '.join(title.title.words)!r}"
        person.office = title.title.office
    if person.record is None or not person.country:
        person.country = person.country or country or title.title.country
    person.body = person.body or body
