"""Actors in an article: people, organisations, armed groups, and the words that stand for a state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.actor_tokens import Labeller, Segment, Token, tokenise
from dashboard.extract.coreference import Cast
from dashboard.extract.organisations import Body, find_bodies
from dashboard.extract.person_names import Person, find_persons
from dashboard.lexicon.actors import ActorTable, Known, fold_name, name_words, surname_of
from dashboard.lexicon.places import Gazetteer
from dashboard.model import ActorMention, Article, Span

__all__ = ["find_actors", "surname_of"]

_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])")
_IN_BRACKETS = re.compile(r"\s*\(\s*[\"“']?([A-Z][A-Za-z.&-]{1,9})[\"”']?\s*[),;]")


@dataclass(slots=True)
class _Line:
    """A sentence on its way through the rules."""

    span: Span
    tokens: list[Token]
    segments: list[Segment]
    bodies: list[Body]
    persons: list[Person]


def find_actors(
    article: Article, sentences: Sequence[Span], actor_table: ActorTable, gazetteer: Gazetteer
) -> tuple[ActorMention, ...]:
    """Return the mentions of actors and states in `article.text`, in order, none overlapping.

    A person's span is the name without title ('Vladimir Putin' in 'Russian President Vladimir Putin'; 'Russian' is a
    mention of the state beside it). Names are canonical: the tables' spelling, else the longest form of the article.
    Later mentions by surname carry the full name. Descriptions of an office ('the Russian president') name its holder
    on the day of publication where the tables are certain. A mention of kind 'state' has no actor, only a country.
    """
    text = article.text
    lowered = frozenset(_SMALL_WORD.findall(text))
    aliases: dict[str, list[Known]] = {}
    labeller = Labeller(actor_table, gazetteer, aliases)
    lines = [_read_line(text, span, labeller) for span in sentences]
    if _define_aliases(text, lines, actor_table, aliases):
        lines = [_read_line(text, span, labeller) for span in sentences]
    cast = Cast(actor_table, article.published)
    last_country: str | None = None
    for line in lines:
        taken = [False] * len(line.tokens)
        for body in line.bodies:
            taken[body.i : body.j] = [True] * (body.j - body.i)
        line.persons = find_persons(text, line.tokens, line.segments, taken, labeller, lowered)
        for person in line.persons:
            if person.of_last_country and not person.country:
                before = [s.country for s in line.segments if s.kind == "country" and s.j <= person.i]
                person.country = before[-1] if before else last_country
            cast.introduce(person)
        countries = [s.country for s in line.segments if s.kind == "country"]
        last_country = countries[-1] if countries else last_country
    found: list[ActorMention] = []
    bodies_seen: dict[str, Body] = {}
    for line in lines:
        _mentions_of(text, line, cast, labeller, bodies_seen, found)
    return _without_overlap(found)


def _read_line(text: str, span: Span, labeller: Labeller) -> _Line:
    tokens = tokenise(text, span, labeller)
    segments = labeller.segments(tokens)
    return _Line(span, tokens, segments, find_bodies(text, tokens, segments, labeller), [])


def _define_aliases(text: str, lines: Sequence[_Line], table: ActorTable, aliases: dict[str, list[Known]]) -> bool:
    """Learn the acronyms and full names of organisations that the article itself defines."""
    for line in lines:
        for body in line.bodies:
            if body.generic or not body.acronym:
                continue
            for form in (body.name, body.acronym):
                words = name_words(form)
                exact = form if form.isupper() and len(words) == 1 else ""
                known = Known(words, body.name, "organisation", body.country, exact)
                if words and known not in aliases.setdefault(words[0], []):
                    aliases[words[0]].append(known)
        for segment in line.segments:
            # "NATO (North Atlantic ...)" needs nothing; "Ansar Allah (AA)" gives the known name one more form.
            if (
                segment.kind == "known"
                and segment.known is not None
                and segment.known.kind in ("organisation", "armed_group")
            ):
                match = _IN_BRACKETS.match(text, line.tokens[segment.j - 1].end)
                if (
                    match
                    and match.group(1).isupper()
                    and fold_name(match.group(1)) not in table.known
                    and segment.j - segment.i > 1
                ):
                    words = name_words(match.group(1))
                    known = Known(words, segment.known.name, segment.known.kind, segment.known.country, match.group(1))
                    if known not in aliases.setdefault(words[0], []):
                        aliases[words[0]].append(known)
    for rows in aliases.values():
        rows.sort(key=lambda k: -len(k.words))
    return bool(aliases)


def _mentions_of(
    text: str, line: _Line, cast: Cast, labeller: Labeller, bodies_seen: dict[str, Body], found: list[ActorMention]
) -> None:
    tokens = line.tokens
    used = [False] * len(tokens)
    for person in line.persons:
        single = person.j - person.i == 1
        bare = single and not person.titled and _may_be_bare(tokens, person, labeller)
        if single and not person.titled and person.record is None and _governed_by_place_word(tokens, person, labeller):
            continue
        identity = cast.meant(person, tokens[person.i].start, bare)
        if identity is None:
            continue
        start, end = tokens[person.i].start, tokens[person.j - 1].end
        if person.name.endswith(".") and text[end : end + 1] == ".":
            end += 1
        rule = (
            person.rule
            if person.titled or person.record
            else "surname of a person named before"
            if single
            else person.rule
        )
        found.append(ActorMention(start, end, text[start:end], identity.name, "person", identity.country, rule))
        used[person.i : person.j] = [True] * (person.j - person.i)
    for body in line.bodies:
        if any(used[body.i : body.j]):
            continue
        mention = _body_mention(text, tokens, body, bodies_seen)
        if mention is not None:
            found.append(mention)
            used[body.i : body.j] = [True] * (body.j - body.i)
    for index, segment in enumerate(line.segments):
        if any(used[segment.i : segment.j]):
            continue
        start, end = tokens[segment.i].start, tokens[segment.j - 1].end
        words = text[start:end]
        if segment.kind == "known" and segment.known is not None:
            known = segment.known
            if known.kind in ("organisation", "armed_group"):
                country = known.country or labeller.table.nation(known.name)
                if country is None and known.name in (
                    "Supreme Court",
                    "National Assembly",
                    "Ministry of Defence",
                    "House of Commons",
                ):
                    country = _state_before(tokens, line.segments, index)
                found.append(ActorMention(start, end, words, known.name, known.kind, country, "known name"))
            elif known.kind == "state":
                found.append(
                    ActorMention(start, end, words, None, "state", known.country, "seat of power or former state")
                )
        elif segment.kind == "country":
            rule = "nationality" if segment.adjective else "country"
            found.append(ActorMention(start, end, words, None, "state", segment.country, rule))
        elif segment.kind == "title":
            mention = _office_mention(text, line, index, cast, labeller)
            if mention is not None:
                found.append(mention)
        elif segment.kind == "cap":
            state = _speaking_capital(tokens, line.segments, index, labeller)
            if state is not None:
                found.append(ActorMention(start, end, words, None, "state", state, "capital that stands for its state"))


def _may_be_bare(tokens: Sequence[Token], person: Person, labeller: Labeller) -> bool:
    """True where one capitalised word alone may be looked up among the leaders."""
    token = tokens[person.i]
    words = labeller.table.words
    return not (
        token.fold in words["common"] or token.fold in words["thing_words"] or token.fold in words["ambiguous_surnames"]
        or token.fold in labeller.table.first_names and token.opens
    )  # fmt: skip


def _governed_by_place_word(tokens: Sequence[Token], person: Person, labeller: Labeller) -> bool:
    """'in Annan' and 'Bush County' are places; 'with Annan' is not."""
    before = tokens[person.i - 1].fold if person.i else ""
    if before in ("in", "at", "near", "outside") and labeller.is_place(person.name):
        return True
    return (
        person.j < len(tokens)
        and tokens[person.j].tight
        and tokens[person.j].cap
        and tokens[person.j].fold in labeller.table.words["place_words"]
    )


def _body_mention(text: str, tokens: Sequence[Token], body: Body, seen: dict[str, Body]) -> ActorMention | None:
    """Return the mention; a head word alone ('the Council') means the last body with that head."""
    start, end = tokens[body.i].start, tokens[body.j - 1].end
    if body.generic:
        before = seen.get(body.head)
        if before is None:
            if body.country is None:
                return None
            return ActorMention(start, end, text[start:end], None, "state", body.country, "body of a state")
        return ActorMention(
            start, end, text[start:end], before.name, "organisation", before.country, "body named before"
        )
    if body.head:
        seen[body.head] = body
    return ActorMention(start, end, text[start:end], body.name, "organisation", body.country, "name of an organisation")


def _state_before(tokens: Sequence[Token], segments: Sequence[Segment], index: int) -> str | None:
    if index and segments[index - 1].kind == "country" and tokens[segments[index].i].tight:
        return segments[index - 1].country
    after = index + 2
    if after < len(segments) and tokens[segments[index + 1].i].fold == "of" and segments[after].kind == "country":
        return segments[after].country
    return None


def _office_mention(text: str, line: _Line, index: int, cast: Cast, labeller: Labeller) -> ActorMention | None:
    """Read 'the Russian president', "Ukraine's foreign minister", 'the president of Kenya', 'the NATO chief'."""
    segment = line.segments[index]
    title = segment.title
    if title is None or not title.office or title.kind != "office" and title.kind != "role":
        return None
    tokens, segments = line.tokens, line.segments
    if tokens[segment.j - 1].poss is False and segment.j < len(tokens) and tokens[segment.j].tight and (
        tokens[segment.j].cap and segments[index + 1].kind != "country" or segments[index + 1].kind == "title"
    ):  # fmt: skip
        return None
    for person in line.persons:
        if person.i >= segment.j and person.i - segment.j <= 3 and person.titled and not tokens[person.i].tight:
            return None
        if person.j <= segment.i and segment.i - person.j <= 6 and tokens[person.j].gap.strip().startswith(","):
            return None
    of: str | None = None
    first = segment.i
    if index and tokens[segment.i].tight and segments[index - 1].kind in ("country", "known"):
        before = segments[index - 1]
        of = (
            before.country
            if before.kind == "country"
            else before.known.name
            if before.known and before.known.kind == "organisation"
            else None
        )
        first = before.i if before.adjective or before.kind == "known" else segment.i
        if index > 1 and segments[index - 2].kind == "title":
            return None
    elif index + 2 < len(segments) and tokens[segment.j].fold == "of" and not tokens[segment.j - 1].poss:
        after = index + 2
        if tokens[segments[after].i].fold == "the" and after + 1 < len(segments):
            after += 1
        if segments[after].kind == "country":
            of = segments[after].country
        elif segments[after].kind == "known" and segments[after].known is not None:
            of = segments[after].known.name
    elif title.country and tokens[segment.i].fold != "secretary":
        of = title.country
    if of is None or _indefinite(tokens, first):
        return None
    name = _holder(cast, labeller.table, of, title.office)
    if name is None:
        return None
    start, end = tokens[segment.i].start, tokens[segment.j - 1].end
    state = of if of not in labeller.table.records else labeller.table.state_on(name, cast.published)
    return ActorMention(start, end, text[start:end], name, "person", state, f"office {title.office!r} held that day")


def _holder(cast: Cast, table: ActorTable, of: str, office: str) -> str | None:
    if (named := cast.in_office(of, office)) is not None:
        return named.name
    return table.holder(of, office, cast.published)


def _indefinite(tokens: Sequence[Token], first: int) -> bool:
    before = tokens[first - 1] if first else None
    return before is not None and before.fold in (
        "a", "an", "any", "every", "no", "former", "ex", "next", "first", "new", "future", "then", "deputy", "vice", "past", "previous", "previous",
        "second", "last", "late", "another", "each", "some", "assistant", "ousted", "deposed", "elected", "would-be", "potential",
    )  # fmt: skip


def _speaking_capital(
    tokens: Sequence[Token], segments: Sequence[Segment], index: int, labeller: Labeller
) -> str | None:
    """Return the state of a capital that acts: 'Moscow said', 'between Moscow and Beijing'; None for the town."""
    segment = segments[index]
    last = segment.j
    name = tokens[segment.i].word
    state = labeller.gazetteer.capital_state(name)
    if last < len(tokens) and tokens[last].tight and tokens[last].cap and not tokens[segment.i].poss:
        two = f"{name} {tokens[last].word}"
        state_of_two = labeller.gazetteer.capital_state(two)
        if state_of_two is None:
            return None
        state, last = state_of_two, last + 1
    if state is None:
        return None
    words = labeller.table.words
    before = tokens[segment.i - 1].fold if segment.i and tokens[segment.i].tight else ""
    if before in words["locatives"]:
        return None
    if last < len(tokens) and tokens[last].gap.strip() == "," and last + 1 < len(tokens) and tokens[last].cap:
        return None
    after = tokens[last].fold if last < len(tokens) and tokens[last].tight else ""
    if before in words["metonym_before"] or tokens[last - 1].poss:
        return state
    if after in words["metonym_verbs"] and not tokens[last - 1].poss:
        return state
    if after in words["metonym_after"]:
        return state
    if (
        before == "and"
        and segment.i > 1
        and (
            labeller.gazetteer.capital_state(tokens[segment.i - 2].word)
            or labeller.country_of(tokens[segment.i - 2].word)
        )
    ):
        return state
    if after == "and" and last + 1 < len(tokens) and labeller.gazetteer.capital_state(tokens[last + 1].word):
        return state if before not in words["locatives"] else None
    return None


def _without_overlap(found: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Return the mentions in order; of two that overlap the longer stays."""
    kept: list[ActorMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -(m.end - m.start))):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(kept)
