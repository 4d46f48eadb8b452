"""People by name: which capitalised words name somebody, by the words inside, before and behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.extract.actor_tokens import Labeller, Labels, Token, glued_name
from dashboard.extract.person_titles import Person, has_title_before, read_titles
from dashboard.lexicon.actor_names import FAMILY_FIRST
from dashboard.lexicon.actors import ActorTable

_AGE = re.compile(r",?\s*\(?\d{2}\)?[,.)]")
_NAME_AND_TITLE = frozenset(
    "king mufti imam sheikh shah khan bishop prince pope judge major marshal chancellor duke head dean count father "
    "justice baron private".split()
)
_BEGIN_BODIES = frozenset("national islamic united democratic popular supreme international royal federal".split())
_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_NICKNAME = re.compile(r"\s[\"“‘'][^\"“”‘]{1,30}[\"”’']\s")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_MONTH_NAMES = frozenset(("april", "june", "august", "may"))


def find_persons(
    text: str,
    tokens: Sequence[Token],
    labels: Labels,
    taken: Sequence[bool],
    labeller: Labeller,
    lowered: frozenset[str],
) -> list[Person]:
    """Return the possible names of people in a sentence, in order.

    `taken` marks the words that belong to organisations; `lowered` holds the words that the article also writes
    small. A name of one word is returned too, and other words that may be a part of a name ('López Obrador'):
    coreference decides whether they name anybody.
    """
    table = labeller.table
    persons: list[Person] = []
    k = 0
    while k < len(tokens):
        segment = labels[k]
        end = k + 1
        if taken[k]:
            pass
        elif segment.is_person:
            end = _known_end(tokens, segment.j, table)
            assert segment.known is not None
            person = Person(k, end, segment.known.name, country=segment.known.country, record=segment.known.name)
            person.sure, person.rule, person.others = True, "known name", segment.known.others
            read_titles(tokens, labels, person, labeller)
            persons.append(person)
        elif tokens[k].cap and _may_begin(tokens, labels, k, table, lowered):
            end = _run_end(tokens, labels, k, table, taken)
            found = _judge(text, tokens, labels, _with_particles(tokens, k, table), end, labeller, lowered)
            if found is not None:
                persons.append(found)
        k = end
    return persons


def _known_end(tokens: Sequence[Token], end: int, table: ActorTable) -> int:
    """Return the end of a known name with 'Jr.', 'III' or a further name behind it: 'Carrie Lam Cheng Yuet-ngor'."""
    while end < len(tokens) and tokens[end].cap and not tokens[end - 1].poss:
        suffix = tokens[end].fold in table.words["person_suffixes"]
        word = tokens[end].word
        further = tokens[end].tight and (
            tokens[end].fold in FAMILY_FIRST or glued_name(word) or _GIVEN.fullmatch(word) is not None
        )
        if not (suffix or further):
            break
        end += 1
    return end


def _may_begin(tokens: Sequence[Token], labels: Labels, k: int, table: ActorTable, lowered: frozenset[str]) -> bool:
    """True where a person's name may begin with the capitalised word `k`."""
    token, segment = tokens[k], labels[k]
    words = table.words
    follows = tokens[k + 1] if k + 1 < len(tokens) and tokens[k + 1].tight and not token.poss else None
    named_on = follows is not None and follows.cap and labels[k + 1].kind == "cap"
    first_name = token.fold in table.first_names and named_on
    if segment.kind == "country":
        # 'Israel Katz', 'Jordan Bardella': the name of a country is a first name too.
        return first_name and not segment.adjective and segment.j == k + 1 and not _is_thing(tokens[k + 1].fold, table)
    if segment.kind == "title":
        return first_name and not segment.is_real_title
    if segment.kind != "cap":
        return False
    titled = has_title_before(tokens, labels, k)
    if token.word.isupper() and len(token.word) > 3 and not titled and not _INITIALS.fullmatch(token.word):
        return False
    if token.fold in words["calendar"]:
        if token.fold not in _MONTH_NAMES or follows is None or follows.word[0].isdigit():
            return False
        return first_name or (token.fold == "may" and not follows.cap)
    common = token.fold in words["common"] or (
        token.opens
        and (token.fold in words["thing_words"] or (token.fold in lowered and token.fold not in words["particles"]))
    )
    return not common or first_name or titled


def _is_thing(fold: str, table: ActorTable) -> bool:
    words = table.words
    return (
        fold in words["thing_words"]
        or fold in words["place_words"]
        or fold in words["heads"]
        or fold in words["calendar"]
    )


def _with_particles(tokens: Sequence[Token], k: int, table: ActorTable) -> int:
    """Return where a name begins that has its particle before it: 'bin Laden', 'de Mistura'."""
    while (
        k > 0 and tokens[k].tight and tokens[k - 1].fold in table.words["leading_particles"] and not tokens[k - 1].cap
    ):
        k -= 1
    return k


def _run_end(tokens: Sequence[Token], labels: Labels, k: int, table: ActorTable, taken: Sequence[bool]) -> int:
    """Return the end of the capitalised words, with particles and 'Jr.', that begin at word `k`."""
    particles = table.words["particles"]
    end = k + 1
    while end < len(tokens) and not taken[end] and not tokens[end - 1].poss:
        token = tokens[end]
        if token.cap and token.fold in ("jr", "sr", "junior") and (token.tight or token.gap.strip() == ","):
            end += 1
        elif end == k + 1 and (named := _past_nickname(tokens, labels, end)):
            end = named
        elif not token.tight:
            break
        elif token.cap and _carries_on(tokens, labels, k, end, table):
            end += 1
        elif not token.cap and token.fold in particles:
            ahead = end + 1
            while ahead < len(tokens) and tokens[ahead].fold in particles and not tokens[ahead].cap:
                ahead += 1
            if not (ahead < len(tokens) and tokens[ahead].cap and tokens[ahead].tight and labels[ahead].kind == "cap"):
                break
            end = ahead + 1
        else:
            break
    return min(end, len(tokens))


def _past_nickname(tokens: Sequence[Token], labels: Labels, k: int) -> int:
    """Return where 'Jimmy "Barbecue" Cherizier' ends, whose nickname begins at word `k`; 0 where there is none."""
    if tokens[k].gap.strip() not in ('"', "“", "‘", "'"):
        return 0
    for end in (k + 1, k + 2, k + 3):
        if end < len(tokens) and tokens[end].gap.strip() in ('"', "”", "’", "'"):
            return end + 1 if tokens[end].cap and labels[end].kind == "cap" else 0
    return 0


def _carries_on(tokens: Sequence[Token], labels: Labels, k: int, end: int, table: ActorTable) -> bool:
    """True where the capitalised word `end` goes on with the name that begins at word `k`."""
    token, segment = tokens[end], labels[end]
    after_first_name = tokens[end - 1].fold in table.first_names
    if segment.kind == "country":
        return not segment.adjective and segment.j == end + 1 and after_first_name
    if segment.kind == "title":
        titled = after_first_name or has_title_before(tokens, labels, k)
        return end == k + 1 and titled and token.fold in _NAME_AND_TITLE
    if segment.known is not None and (segment.known.kind == "stop" or segment.is_body and not segment.known.exact):
        return segment.j == end + 1 and after_first_name  # "Elliott Abrams" is no tank, "Michael Bloomberg" no agency
    if segment.kind != "cap":
        return False
    if token.fold in table.words["calendar"]:
        return after_first_name and not (end + 1 < len(tokens) and tokens[end + 1].word[0].isdigit())
    shouted = token.word.isupper() and len(token.word) > 1 and token.fold not in table.words["person_suffixes"]
    return not shouted or tokens[k].word.isupper()


def _judge(
    text: str,
    tokens: Sequence[Token],
    labels: Labels,
    i: int,
    j: int,
    labeller: Labeller,
    lowered: frozenset[str],
) -> Person | None:
    """Decide whether words [i, j) name a person; the evidence is words inside, before and behind."""
    table = labeller.table
    words = table.words
    while i < j - 1 and tokens[i].fold in words["common"] and tokens[i].cap:
        if has_title_before(tokens, labels, i):
            break
        if tokens[i].fold in table.first_names and j - i == 2 and not _is_thing(tokens[i + 1].fold, table):
            break
        i += 1
    if i < j - 1 and tokens[i].opens and tokens[i].fold.endswith("ing") and tokens[i + 1].fold in table.first_names:
        i += 1  # "Making Ada Moss the chair"
    i = _past_labels(tokens, i, j, table)
    while j - i > 2 and tokens[i].fold not in table.first_names and tokens[i + 1].fold in table.first_names:
        if not labeller.is_place(tokens[i].word):
            break
        i += 1  # "Senior Director for Europe Michael Moss"
    name = " ".join(_NICKNAME.sub(" ", text[tokens[i].start : tokens[j - 1].end]).split())
    if tokens[j - 1].fold in ("jr", "sr") and text[tokens[j - 1].end : tokens[j - 1].end + 1] == ".":
        name += "."
    person = Person(i, j, name)
    read_titles(tokens, labels, person, labeller)
    folds = [t.fold for t in tokens[i:j]]
    if len(folds) == 1:
        return person if _single_may_name(tokens[i], person, table) else None
    before = tokens[i - 1] if i and tokens[i].tight and tokens[i - 1].cap and not tokens[i - 1].poss else None
    if i and tokens[i].tight and tokens[i - 1].fold in words["ships"]:
        return None  # "the carrier George Washington"
    if folds[0] in words["vehicles"] or (before is not None and before.fold in words["vehicles"]):
        return None  # "Operation Atlantic Resolve", "USS Cole"
    if before is not None and before.fold in _BEGIN_BODIES and folds[0] not in table.first_names and not person.titled:
        return None  # "National Thowheeth Jama'ath"
    if person.titled and not (_is_thing(folds[-1], table) and folds[0] not in table.first_names):
        person.sure = True
        return person
    person.partial = not _looks_like_a_name(text, tokens, person, folds, labeller, lowered)
    return person


def _past_labels(tokens: Sequence[Token], i: int, j: int, table: ActorTable) -> int:
    """Return where the name begins behind capitalised labels: 'Ulster Unionist David Trimble'."""
    for k in range(j - 2, i, -1):
        label = tokens[k - 1].fold
        party = label.endswith(("ist", "ists", "crat", "crats", "ative"))
        if tokens[k].fold in table.first_names and (party or label in table.words["thing_words"]):
            return k
    profession = tokens[i].fold.endswith(("ologist", "ist", "arian", "ician")) and j - i > 2
    return i + 1 if profession else i  # "Epidemiologist Patsy Moss"


def _single_may_name(token: Token, person: Person, table: ActorTable) -> bool:
    if person.titled and table.words["kin"] & set(person.rule.replace("'", "").split()):
        return False  # "his daughter Yulia" is nobody's full name
    common = token.fold in table.words["common"] or _is_thing(token.fold, table)
    if person.titled:
        person.sure = True
        shouted = token.word.isupper() and len(token.word) < 4
        return not shouted and (not common or token.fold in table.surnames)
    return (not common or token.fold == "may") and not token.word.isupper()


def _looks_like_a_name(
    text: str,
    tokens: Sequence[Token],
    person: Person,
    folds: list[str],
    labeller: Labeller,
    lowered: frozenset[str],
) -> bool:
    """Judge two or more capitalised words without a title."""
    table, words = labeller.table, labeller.table.words
    first_name = folds[0] in table.first_names or folds[0].split("-")[0] in table.first_names
    things = words["place_words"] | words["heads"]
    if any(_is_thing(f, table) for f in folds[1:]) and (not first_name or folds[-1] in things):
        return False
    if folds[0] in words["thing_words"] | words["place_words"] and folds[0] not in table.first_names:
        return False
    if folds[0] == "st" or (folds[-1] in words["common"] and not first_name):
        return False  # "St. Nicolas"; "hepatitis A. It": a sentence that was not parted
    own = tokens[person.i : person.j]
    if any(c.isdigit() or c in "&/" for c in person.name) or all(t.word.isupper() and len(t.word) > 1 for t in own):
        return False
    if _names_a_site(tokens, person, table):
        return False
    speaks = _speaks(tokens, person.j, table)
    if labeller.is_place(person.name) and not (first_name and speaks):
        return False
    before = tokens[person.i - 1].fold if person.i and tokens[person.i].tight else ""
    placed = before in words["into_places"] | {"between"} and not (first_name or speaks)
    particle = not placed and any(glued_name(t.word) or not t.cap for t in own)
    initial = any(len(f) == 1 for f in folds[:-1]) or _INITIALS.fullmatch(own[0].word) is not None
    family_first = folds[0] in FAMILY_FIRST and len(folds) <= 3 and not labeller.is_place(person.name)
    aged = _AGE.match(text, tokens[person.j - 1].end) is not None
    if first_name or particle or initial or speaks or aged or family_first:
        person.sure = True
        return True
    if any(f in lowered for f in folds) or any(f in words["common"] for f in folds[1:]) or len(folds) > 4:
        return False
    if placed or labeller.is_place(own[0].word) or before == "the":
        return False  # "Boston Marathon", "the fighting at Dong Khe"
    person.rule = "capitalised words"
    return True


def _names_a_site(tokens: Sequence[Token], person: Person, table: ActorTable) -> bool:
    """True for 'the Enrique Moss school', which bears somebody's name."""
    if person.j >= len(tokens) or not tokens[person.j].tight or tokens[person.j - 1].poss or not person.i:
        return False
    return tokens[person.j].fold in table.words["small_sites"] and tokens[person.i - 1].fold in (
        "the",
        "a",
        "at",
        "near",
    )


def _speaks(tokens: Sequence[Token], j: int, table: ActorTable) -> bool:
    """True where a verb of speech or movement, or 'who', follows the name."""
    if tokens[j - 1].poss:
        return False
    for token in tokens[j : j + 2]:
        if token.fold in table.words["speech"] or token.fold in table.words["person_verbs"]:
            return True
        if token.fold not in ("also", "later", "had", "has", "then", "did"):
            return False
    return False
