"""Words that stand for a state or for who leads it: 'Moscow said', 'the Russian president'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.actor_tokens import Labeller, Segment, Token
from dashboard.extract.coreference import Cast
from dashboard.extract.person_titles import Person

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the office that a description names, and the state he or she acts for."""

    name: str
    country: str | None
    rule: str


def speaking_capital(
    tokens: Sequence[Token], segments: Sequence[Segment], index: int, labeller: Labeller
) -> str | None:
    """Return the state of a capital that acts: 'Moscow said', 'between Moscow and Beijing'; None for the town."""
    i = segments[index].i
    last = segments[index].j
    name = tokens[i].word
    state = labeller.gazetteer.capital_state(name)
    if last < len(tokens) and tokens[last].tight and tokens[last].cap and not tokens[i].poss:
        state = labeller.gazetteer.capital_state(f"{name} {tokens[last].word}")
        last += 1
    if state is None:
        return None
    words = labeller.table.words
    before = tokens[i - 1].fold if i and tokens[i].tight else ""
    if before in words["locatives"]:
        return None
    if tokens[last - 1].poss or before in words["metonym_before"]:
        return state
    after = tokens[last].fold if last < len(tokens) and tokens[last].tight else ""
    if after in words["metonym_verbs"] or after in words["metonym_after"]:
        return state
    if before == "and" and i > 1 and _state_of(tokens[i - 2], labeller):
        return state if i < 3 or tokens[i - 3].fold not in words["locatives"] else None
    if after == "and" and last + 1 < len(tokens) and _state_of(tokens[last + 1], labeller):
        return state
    return None


def half_of_korea(tokens: Sequence[Token], segment: Segment, labeller: Labeller) -> str | None:
    """Return the state that "the North" or "the South" means in an article that names a Korea."""
    token = tokens[segment.i]
    if segment.i == 0 or tokens[segment.i - 1].fold != "the":
        return None
    follows = tokens[segment.j] if segment.j < len(tokens) else None
    if follows is not None and follows.tight and (follows.cap or follows.fold == "of") and not token.poss:
        return None
    return labeller.half_of_korea(token)


def _state_of(token: Token, labeller: Labeller) -> str | None:
    return labeller.gazetteer.capital_state(token.word) or labeller.country_of(token.word)


def read_office(
    tokens: Sequence[Token],
    segments: Sequence[Segment],
    index: int,
    persons: Sequence[Person],
    cast: Cast,
) -> Holder | None:
    """Read an office without a name: 'the Russian president', "Ukraine's foreign minister", 'the president of Kenya'.

    The article's own people come first, then the tables' terms of office on the day of publication. None where
    the office belongs to a name beside it, is indefinite ('a former president') or its holder is not certain.
    """
    segment = segments[index]
    title = segment.title
    if title is None or not title.office or segments[index - 1].kind == "title" and index > 0:
        return None
    if _belongs_to_a_name(tokens, segments, index, persons):
        return None
    of, first = _whose_office(tokens, segments, index, cast)
    before = tokens[first - 1].fold if first else ""
    if of is None or before in cast.table.words["not_definite"] or _ORDINAL.fullmatch(before):
        return None  # "the 45th president" is one of many
    named = cast.in_office(of, title.office)
    name = named.name if named is not None else cast.table.holder(of, title.office, cast.published)
    if name is None:
        return None
    state = cast.table.state_on(name, cast.published) if of in cast.table.records else of
    rule = "named in the article" if named is not None else "by the terms of office"
    return Holder(name, state, f"office {title.office!r} {rule}")


def _belongs_to_a_name(
    tokens: Sequence[Token], segments: Sequence[Segment], index: int, persons: Sequence[Person]
) -> bool:
    segment = segments[index]
    follows = segments[index + 1] if index + 1 < len(segments) else None
    beside = follows is not None and tokens[follows.i].tight and not tokens[segment.j - 1].poss
    if follows is not None and beside and follows.kind != "country" and (follows.title or tokens[follows.i].cap):
        return True
    near = bisect_left(persons, segment.i, key=lambda p: p.i)
    behind = persons[near : near + 1]
    before = persons[max(0, near - 1) : near]
    if any(0 <= p.i - segment.j <= 4 and p.titled for p in behind):
        return True
    return any(0 <= segment.i - p.j <= 6 and tokens[p.j].gap.strip()[:1] in (",", "(") for p in before)


def _whose_office(
    tokens: Sequence[Token], segments: Sequence[Segment], index: int, cast: Cast
) -> tuple[str | None, int]:
    """Return the state or body that an office belongs to, and the word where the description begins."""
    segment = segments[index]
    before = segments[index - 1] if index and tokens[segment.i].tight else None
    if before is not None and before.kind == "country":
        return before.country, before.i if before.adjective else segment.i
    if before is not None and before.is_body and before.known is not None:
        return before.known.name, before.i
    if index + 2 < len(segments) and tokens[segment.j].fold == "of" and not tokens[segment.j - 1].poss:
        after = segments[index + 2]
        if tokens[after.i].fold == "the" and index + 3 < len(segments):
            after = segments[index + 3]
        if after.kind == "country" and not after.adjective:
            return after.country, segment.i
        if after.is_body and after.known is not None:
            return after.known.name, segment.i
    title = segment.title
    if title is not None and title.country and title.office == "pope":
        return title.country, segment.i
    return None, segment.i


def leads_government(tokens: Sequence[Token], person: Person, cast: Cast) -> bool:
    """True in 'the Bush administration': the words stand for the state, not for the person."""
    if person.j >= len(tokens) or not tokens[person.j].tight or tokens[person.j - 1].poss:
        return False
    return tokens[person.j].fold in cast.table.words["governments"]
