"""What stands beside a person's name: title, office, state and body, before it or in an aside behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.extract.actor_tokens import Labeller, Labels, Segment, Token
from dashboard.lexicon.actors import Title

_GLUE = frozenset(("of", "for", "and", "&"))
_SENT = frozenset(("ambassador", "envoy", "representative", "negotiator", "emissary", "delegate", "consul"))
_NOT_THE_HOLDER = frozenset("deputy assistant under vice former ex proposed incoming designate late next".split())
WordLists = Mapping[str, frozenset[str]]
_HOME = frozenset(("country", "nation", "republic", "kingdom", "island", "region"))
_LONGEST_ASIDE = 12
_OF_STATE = (
    *("minister", "spokes", "governor", "secretary", "leader", "chief"),
    *("senator", "speaker", "premier", "mayor", "justice"),
)
_STATE_BODIES = frozenset("ministry government army military police presidency cabinet minister president".split())
# What "British divers John Moss" are: words that end like this, unless they are others of these.
_PEOPLE = (
    "er",
    "ers",
    "or",
    "ors",
    "ist",
    "ists",
    "ian",
    "ians",
    "ant",
    "ants",
    "man",
    "men",
    "woman",
    "women",
    "naut",
)
_NO_PEOPLE = frozenset("after over under however whether rather either other another never later for nor or".split())


@dataclass(slots=True)
class Person:
    """Words [i, j) of a sentence that name a person, with what stands beside them.

    `office` is the key of an office of state, `country` the state that title or aside give, `body` an organisation
    they give, `kin` the name of another person ('a top aide to al-Sadr'); `of_last_country`: 'the country's
    president'. `titled`: a title or honorific stands beside the name; `sure`: the words are surely a name; `partial`:
    they name somebody only where a longer name holds them; `official`: the title is one of a state and the text names
    no other body; `record`: the canonical name where the tables know it, `others` its namesakes there; `near`: the
    states that this sentence and the one before name.
    """

    i: int
    j: int
    name: str
    office: str = ""
    country: str | None = None
    body: str | None = None
    kin: str = ""
    of_last_country: bool = False
    titled: bool = False
    sure: bool = False
    partial: bool = False
    official: bool = False
    rule: str = "name"
    record: str | None = None
    others: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()


def has_title_before(tokens: Sequence[Token], labels: Labels, k: int) -> bool:
    """True where a title that needs a name stands right before word `k`."""
    return k > 0 and tokens[k].tight and not tokens[k - 1].poss and labels[k - 1].is_real_title


def read_titles(tokens: Sequence[Token], labels: Labels, person: Person, labeller: Labeller) -> None:
    """Read title, state and body before the name, and in the aside behind it."""
    _read_before(tokens, labels, person, labeller)
    if not (person.titled and person.country) and not _is_town(tokens, person, labeller):
        _read_behind(tokens, labels, person, labeller)
        if not person.country and person.j - person.i > 1:
            person.country = _country_behind(tokens, labels, person.j)


def _country_behind(tokens: Sequence[Token], labels: Labels, k: int) -> str | None:
    """Return the state of 'Mohamed Nasheed of the Maldives' and 'Abdelhamid Moss, a Belgian from ...'."""
    if (
        k + 1 < len(tokens)
        and tokens[k].fold in ("a", "an")
        and tokens[k].gap.strip() == ","
        and labels[k + 1].adjective
    ):
        return labels[k + 1].country
    if k + 1 >= len(tokens) or tokens[k].fold != "of" or not tokens[k].tight or tokens[k - 1].poss:
        return None
    at = k + 2 if tokens[k + 1].fold == "the" and k + 2 < len(tokens) else k + 1
    return labels[at].country if labels[at].kind == "country" and not labels[at].adjective else None


def _is_town(tokens: Sequence[Token], person: Person, labeller: Labeller) -> bool:
    """True for one word that a preposition makes a place: 'In Istanbul, Russian Defence Minister ...'."""
    if person.j - person.i > 1:
        return False
    if (
        person.j < len(tokens)
        and tokens[person.j].gap.strip()[:1] in ("—", "–", "-")
        and labeller.is_place(person.name)
    ):
        return True  # "UVALDE, Texas — A gunman ..."
    if not person.i:
        return False
    return tokens[person.i - 1].fold in labeller.table.words["locatives"] and labeller.is_place(person.name)


def _read_before(tokens: Sequence[Token], labels: Labels, person: Person, labeller: Labeller) -> None:
    window = _window_before(tokens, labels, person, labeller)
    title = next((s for s in window if s.is_real_title), None)
    if title is None:
        # "Ukraine's Zelensky", "Israeli Benjamin Netanyahu": the state beside the name is the person's.
        near = window[0] if window else None
        if near is not None and near.kind == "country" and (near.adjective or tokens[near.j - 1].poss):
            person.titled = person.titled or bool(person.others)
            person.country = near.country if person.others else person.country or near.country
        elif near is not None and near.known is not None and near.is_body and tokens[near.j - 1].poss:
            person.body = near.known.name
        elif near is None and (state := _of_a_people(tokens, labels, person.i)):
            person.country = person.country or state
        return
    assert title.title is not None
    if window[0] is not title and window[0].kind == "country" and not _is_of(tokens, title, window[0]):
        return
    # "Foreign Minister Sheikh Mohammed": the honorific stands between, the office counts.
    office = next((s for s in window if s.is_real_title and s.title is not None and s.title.office), title)
    assert office.title is not None
    deputy = any(s.title is not None and s.title.words[0] in _NOT_THE_HOLDER and not s.is_real_title for s in window)
    person.titled = True
    person.office = "" if deputy else office.title.office
    person.rule = f"title {' '.join(office.title.words)!r}"
    person.official = any(s.title is not None and _of_a_government(s.title, labeller) for s in window)
    states = [s for s in window if s.country]
    if title.title.words[-1] in _SENT and any(s.i > title.i for s in states):
        states = [s for s in states if s.i < title.i]  # "ambassador to Libya Christopher Stevens"
    country = states[0].country if states else _implied(title.title, labeller) or _implied(office.title, labeller)
    if person.record is None or person.others or not person.country:
        person.country = country or person.country
    body = next((s for s in window if s.is_body), None)
    person.body = body.known.name if body is not None and body.known is not None else None
    if not person.country:
        other = next((s for s in window if s.is_person), None)
        person.kin = other.known.name if other is not None and other.known is not None else person.kin


def _of_a_people(tokens: Sequence[Token], labels: Labels, i: int) -> str | None:
    """Return the state of 'British divers John Moss' and 'a 32-year-old Norwegian, Anders Moss'."""
    if i > 1 and tokens[i].gap == ", " and labels[i - 1].adjective:
        noun = tokens[i - 2].fold in ("a", "an") or tokens[i - 2].fold.endswith("year-old")
        return labels[i - 1].country if noun else None
    if i < 2 or not (tokens[i].tight and tokens[i - 1].tight) or tokens[i - 1].cap or not labels[i - 2].adjective:
        return None
    word = tokens[i - 1].fold
    return labels[i - 2].country if word.endswith(_PEOPLE) and word not in _NO_PEOPLE else None


def _window_before(tokens: Sequence[Token], labels: Labels, person: Person, labeller: Labeller) -> list[Segment]:
    """Return the titles, states and bodies that stand before the name without a break, nearest first."""
    words = labeller.table.words
    window: list[Segment] = []
    titled = crossed = False
    k = person.i
    while k > 0:
        token, segment = tokens[k - 1], labels[k - 1]
        if not tokens[k].tight:
            hyphen = tokens[k].gap == "-" and titled
            only_titles = all(s.kind == "title" for s in window)  # "Kenya's army chief, Gen. Daniel Moss"
            aside = only_titles and tokens[k].gap == ", " and _whole_office(tokens, labels, k - 1, words["fields"])
            if not hyphen and not aside:
                break
        if token.fold == "its" and titled:
            person.of_last_country = True
            break
        if token.poss and segment.kind not in ("country", "known"):
            if titled and tokens[k].tight:
                person.country = person.country or labeller.half_of_korea(token)
                person.of_last_country = token.fold in _HOME
                person.kin = "" if token.fold in _HOME or not token.cap else token.word
            break
        if segment.kind in ("title", "country", "known"):
            if segment.is_person and not (titled and token.poss):
                break
            window.append(segment)
            titled = titled or segment.is_real_title
            if token.poss:
                break
            k = segment.i
        elif _within_title(tokens, labels, k - 1, window, titled or crossed, words):
            crossed = crossed or not window
            k -= 1
        else:
            break
    return window if titled or not crossed else []


def _of_a_government(title: Title, labeller: Labeller) -> bool:
    """True for the titles of a state, which the main state of an article may lend its name."""
    if title.kind != "office":
        return "-".join(title.words) in labeller.table.words["state_roles"]
    return bool(title.office) or title.doubtful or title.words[-1].startswith(_OF_STATE)


def _implied(title: Title, labeller: Labeller) -> str | None:
    """Return the state that a title alone implies: 'Sen.' an American one, but not in an article on the Philippines."""
    doubted = title.doubtful and bool(labeller.states) and title.country not in (labeller.states or ())
    return None if doubted else title.country


def _within_title(
    tokens: Sequence[Token], labels: Labels, k: int, window: Sequence[Segment], titled: bool, words: WordLists
) -> bool:
    """True where word `k` may stand inside a title, between its office, its state and the name."""
    token, segment = tokens[k], labels[k]
    before = labels[k - 1] if k else None
    if token.cap and segment.kind == "cap":
        if not window and k > 1 and tokens[k - 1].fold == "of" and labels[k - 2].is_real_title:
            return True  # "Mayor of London Ada Moss"
        if titled:
            return (
                token.fold not in words["common"] or token.fold in words["heads"] or token.fold in words["thing_words"]
            )
        return not window and token.fold in words["thing_words"]  # "Minister of Rural Development Angela ..."
    if before is None:
        return False
    if token.fold in _GLUE and titled:
        # "Minister for Trade and Industry Ada Moss", but "Minister Bo Reed and Minister Ada Moss"
        return before.kind in ("cap", "title") and not (token.fold == "and" and labels[k + 1].is_real_title)
    if titled and token.fold in words["fields"]:
        return before.kind in ("country", "known", "title")  # "UN relief coordinator", "EU trade commissioner"
    # "President of Russia Vladimir Putin"
    return token.fold in ("of", "to", "for") and bool(window) and bool(window[-1].country) and before.is_real_title


def _whole_office(tokens: Sequence[Token], labels: Labels, k: int, fields: frozenset[str]) -> bool:
    """True where words up to `k` are an office with its state: "the country's president"."""
    title = labels[k]
    if title.kind in ("country", "known", "cap") and title.i > 1 and tokens[title.i - 1].fold in ("to", "of", "for"):
        title = labels[title.i - 2]  # "the US ambassador to Libya, Richard Norland"
    if title.title is None or title.title.kind not in ("office", "role"):
        return False
    first = title.i
    while first > 0 and tokens[first].tight and not tokens[first - 1].poss:
        before = labels[first - 1]
        if not (before.kind == "title" or before.is_body or tokens[first - 1].fold in fields):
            break
        first = before.i
    if first == 0 or not tokens[first].tight:
        return False
    return (
        tokens[first - 1].poss
        or tokens[first - 1].fold in ("the", "its", "their", "his")
        or labels[first - 1].kind == "country"
    )


def _is_of(tokens: Sequence[Token], title: Segment, country: Segment) -> bool:
    """'President of Ukraine Volodymyr Zelensky': the state stands between title and name."""
    return title.j < len(tokens) and tokens[title.j].fold in ("of", "to", "for") and country.i - title.j <= 2


def _read_behind(tokens: Sequence[Token], labels: Labels, person: Person, labeller: Labeller) -> None:
    """Read an aside: ', the foreign minister of Kenya,', ', US Secretary of State,', ', a top aide to al-Sadr,'."""
    k = person.j
    if k >= len(tokens) or tokens[k - 1].poss or tokens[k].gap.strip()[:1] not in (",", "(", "—", "–"):
        return
    words = labeller.table.words
    title: Segment | None = None
    country: str | None = None
    body: str | None = None
    kin = ""
    home = of_state = False
    first = k
    while k < len(tokens) and k - first < _LONGEST_ASIDE:
        token, segment = tokens[k], labels[k]
        of_state = of_state or (title is not None and token.tight and token.fold in _STATE_BODIES)
        if k > first and not token.tight and token.gap != "-":
            break
        owner = tokens[segment.j - 1].poss
        listed = token.cap and token.tight and segment.kind in ("cap", "known") and not owner
        if title is not None and listed and title.j == k:
            return  # "Bush, British Prime Minister Tony Blair": the next of a list, no aside
        if segment.kind == "title":
            if segment.title is not None and segment.title.kind == "honorific":
                return
            title = title or (segment if segment.is_real_title else None)
        elif segment.kind == "country":
            if tokens[k - 1].fold not in ("to", "in"):
                country = country or segment.country
        elif segment.is_person:
            kin = kin or (segment.known.name if segment.known is not None else "")
            if not owner:
                break
            title = None  # ", President Ada Moss's spokesman,"
        elif segment.kind == "cap" and token.poss and title is None and k - first <= 1:
            country = labeller.half_of_korea(token)  # ", the North's vice foreign minister,"
            kin = "" if country else token.word  # ", Abiy's national security adviser,"
        elif segment.known is not None and segment.known.kind == "state":
            country = country or segment.country  # "the Pentagon press secretary"
        elif segment.is_body:
            body = body or (segment.known.name if segment.known is not None else None)
            country = country or segment.country
        elif segment.kind == "cap" and title is not None and tokens[k - 1].fold in ("to", "of", "for"):
            kin = token.word
            break
        elif segment.kind == "low" and (token.fold not in words["aside_words"] or (token.fold == "and" and not title)):
            home = home or (token.poss and token.fold in _HOME)
            if title is not None and token.tight and k + 1 < len(tokens) and tokens[k + 1].fold in _STATE_BODIES:
                of_state = True  # ", a spokesman for the defence ministry,"
            if k == first or title is not None or token.fold in words["speech"] or token.fold == "and":
                break
        k = segment.j
    if title is None or title.title is None:
        return
    if not person.titled:
        person.titled = True
        person.rule = f"aside {' '.join(title.title.words)!r}"
        person.office = title.title.office
    person.official = person.official or of_state or _of_a_government(title.title, labeller)
    if person.record is None or not person.country:
        person.country = person.country or country or (None if home else _implied(title.title, labeller))
    person.body = person.body or body
    person.kin = person.kin or kin
    person.of_last_country = person.of_last_country or home
