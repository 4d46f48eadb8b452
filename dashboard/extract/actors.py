"""Actors in an article: people, organisations, armed groups, and the words that stand for a state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.dates import Day
from dashboard.extract.actor_tokens import Labeller, Labels, Segment, Token, tokenise
from dashboard.extract.coreference import Cast
from dashboard.extract.official_states import Map, read_map, seats_in, state_of_official
from dashboard.extract.organisations import Body, find_bodies, short_company_name, stands_for
from dashboard.extract.person_names import find_persons
from dashboard.extract.person_titles import Person
from dashboard.extract.state_names import half_of_korea, leads_government, read_office, speaking_capital
from dashboard.lexicon.actor_names import fold_name, name_words, surname_of
from dashboard.lexicon.actors import ActorTable, Known
from dashboard.lexicon.places import Gazetteer
from dashboard.model import ActorMention, Article, Span, Toponym

__all__ = ["find_actors", "surname_of"]

_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])")
_NEAR = 60  # words before a name in which "the country's" finds its country
_IN_BRACKETS = re.compile(r"\s*\(\s*[\"“']?([A-Z][A-Za-z.&-]{1,9})[\"”']?\s*[),;]")


@dataclass(slots=True)
class _Line:
    """A sentence on its way through the rules."""

    tokens: list[Token]
    segments: list[Segment]
    labels: Labels
    bodies: list[Body]
    persons: list[Person] = field(default_factory=list)


def find_actors(
    article: Article,
    sentences: Sequence[Span],
    actor_table: ActorTable,
    gazetteer: Gazetteer,
    toponyms: Sequence[Toponym] = (),
) -> tuple[ActorMention, ...]:
    """Return the mentions of actors and states in `article.text`, in order, none overlapping.

    A person's span is the name without title ('Vladimir Putin' in 'Russian President Vladimir Putin'; 'Russian' is a
    mention of the state beside it). Names are canonical: the tables' spelling, else the longest form of the article.
    Later mentions by surname carry the full name. Descriptions of an office ('the Russian president') name its holder
    on the day of publication where the tables are certain. A mention of kind 'state' has no actor, only a country.
    The `toponyms` of the article tell of which states it speaks.
    """
    text = article.text
    world = read_map(text, toponyms, gazetteer)
    labeller = Labeller(actor_table, gazetteer, world.renamed)
    lines = [_read_line(text, span, labeller) for span in sentences]
    named = _states_named(lines, article.published, labeller) + world.states()
    labeller.states = frozenset(named)
    if _define_aliases(text, lines, labeller) or _has_shared_names(lines, labeller):
        lines = [_read_line(text, span, labeller) for span in sentences]
    cast = Cast(actor_table, article.published)
    _introduce(text, lines, cast, world, labeller)
    if labeller.learn_surnames(p.name for p in cast.people):
        lines = [_read_line(text, span, labeller) for span in sentences]
        cast = Cast(actor_table, article.published)
        _introduce(text, lines, cast, world, labeller)
    surnames = cast.surnames()
    cast.settle(_states_named(lines, article.published, labeller, surnames) + world.states(surnames))
    found: list[ActorMention] = []
    bodies: dict[str, Body] = {}
    for line in lines:
        _line_mentions(text, line, cast, labeller, bodies, found)
    return _without_overlap(found)


def _read_line(text: str, span: Span, labeller: Labeller) -> _Line:
    tokens = tokenise(text, span, labeller)
    segments = labeller.segments(tokens)
    labels = {k: s for s in segments for k in range(s.i, s.j)}
    return _Line(tokens, segments, labels, find_bodies(text, tokens, labels, labeller))


def _states_named(
    lines: Sequence[_Line], published: Day | None, labeller: Labeller, surnames: frozenset[str] = frozenset()
) -> Counter[str]:
    """Count how often the article names each state, also by capitals, leaders and well-known names in full.

    `surnames` of people of the article count for their bearer alone: Gerald Paris is no mention of France.
    """
    states: Counter[str] = Counter()
    for line in lines:
        for segment in line.segments:
            known, state = segment.known, None
            if segment.kind == "cap":
                word = line.tokens[segment.i].word
                if line.tokens[segment.i].fold in surnames:
                    continue
                leader = labeller.table.bearer(word, published)
                state = labeller.gazetteer.capital_state(word) or labeller.table.state_on(leader or "", published)
            elif known is not None and labeller.is_generic(known):
                continue
            elif known is None or known.kind in ("person", "state") or (not known.exact and len(known.words) > 1):
                state = segment.country
            if state:
                states[state] += 1
    return states


def _has_shared_names(lines: Sequence[_Line], labeller: Labeller) -> bool:
    """True where a body is named by one word or a common phrase: the states of the article may make it another's."""
    bodies = (s for line in lines for s in line.segments if s.is_body)
    return any(s.j - s.i == 1 or (s.known is not None and labeller.is_generic(s.known)) for s in bodies)


def _define_aliases(text: str, lines: Sequence[_Line], labeller: Labeller) -> bool:
    """Learn the acronyms and full names of organisations that the article itself defines."""
    aliases = labeller.aliases
    for line in lines:
        for body in line.bodies:
            short = short_company_name(body, labeller)
            if short:
                _learn(aliases, short, Known((), body.name, "organisation", body.country))
            if body.acronym and not labeller.is_publisher(body.acronym):
                for form in (body.name, body.acronym):
                    _learn(aliases, form, Known((), body.name, "organisation", body.country))
        for segment in line.segments:
            if segment.is_body and segment.known is not None and segment.j - segment.i > 1:
                match = _IN_BRACKETS.match(text, line.tokens[segment.j - 1].end)
                if match and stands_for(match.group(1), [t.word for t in line.tokens[segment.i : segment.j]]):
                    _learn(aliases, match.group(1), segment.known)
    for rows in aliases.values():
        rows.sort(key=lambda k: -len(k.words))
    return bool(aliases)


def _learn(aliases: dict[str, list[Known]], form: str, named: Known) -> None:
    words = name_words(form)
    exact = form if form.isupper() and len(words) == 1 else ""
    known = Known(words, named.name, named.kind, named.country, exact)
    if words and known not in aliases.setdefault(words[0], []):
        aliases[words[0]].append(known)


def _introduce(text: str, lines: Sequence[_Line], cast: Cast, world: Map, labeller: Labeller) -> None:
    """Find the people of every sentence and take in their full names."""
    lowered = frozenset(_SMALL_WORD.findall(text))
    last_country: str | None = None
    around: set[str] = set()
    for line in lines:
        states = {s.country for s in line.segments if s.country} | world.states_of(line.tokens)
        around, near_by = states, states | around
        taken = [False] * len(line.tokens)
        for body in line.bodies:
            taken[body.i : body.j] = [True] * (body.j - body.i)
        line.persons = find_persons(text, line.tokens, line.labels, taken, labeller, lowered)
        before: Person | None = None
        for person in line.persons:
            if person.of_last_country and not person.country:
                first = max(0, person.i - _NEAR)
                near = [s.country for k in range(first, person.i) if (s := line.labels[k]).kind == "country"]
                person.country = near[-1] if near else last_country
            if not person.country:
                person.country = state_of_official(line.tokens, line.labels, person, before, world, labeller)
            person.near = frozenset(near_by)
            cast.introduce(person)
            before = person
        countries = [s.country for s in line.segments if s.kind == "country"]
        last_country = countries[-1] if countries else last_country


def _line_mentions(
    text: str, line: _Line, cast: Cast, labeller: Labeller, bodies: dict[str, Body], found: list[ActorMention]
) -> None:
    """Append the mentions of one sentence: people first, then bodies, then what is left."""
    tokens = line.tokens
    used = [False] * len(tokens)
    for person in line.persons:
        mention = _person_mention(text, tokens, person, cast, labeller)
        if mention is not None:
            found.append(mention)
            used[person.i : person.j] = [True] * (person.j - person.i)
    for body in line.bodies:
        if not any(used[body.i : body.j]):
            if not (body.generic or body.country):
                _bring_home(line, body, bodies.get(body.head), cast, labeller)
            mention = _body_mention(text, tokens, body, bodies)
            if mention is not None:
                found.append(mention)
                used[body.i : body.j] = [True] * (body.j - body.i)
    for index, segment in enumerate(line.segments):
        if segment.kind != "low" and not any(used[segment.i : segment.j]):
            mention = _segment_mention(text, line, index, cast, labeller)
            if mention is not None:
                found.append(mention)
                if mention.kind == "organisation" and mention.actor:
                    # "the Agency" is the International Atomic Energy Agency named before.
                    head = fold_name(mention.actor.split()[-1])
                    bodies[head] = Body(segment.i, segment.j, mention.actor, mention.country, head=head)


def _bring_home(line: _Line, body: Body, earlier: Body | None, cast: Cast, labeller: Labeller) -> None:
    """Give a body of state that of the one state in its sentence, else the main one of the article.

    "The Interior Ministry" of an article on Kenya is the Kenyan one, and so is its National Drought Authority.
    """
    ministry = body.head == "ministry" or body.name == "Foreign Office"
    first = body.name.split()[0].lower()
    if not ministry and (first not in labeller.table.words["national"] or body.head in labeller.table.words["schools"]):
        return
    if earlier is not None and earlier.name.endswith(" " + body.name):
        return
    near = {s.country for s in line.segments if s.kind == "country" and s.j <= body.i and s.country}
    near |= seats_in(line.tokens[: body.i], labeller)
    state = near.pop() if len(near) == 1 and ministry else cast.home.state
    if state:
        body.country = state
        if ministry:
            body.name = f"{labeller.adjective_of(state)} {body.name}"


def _person_mention(
    text: str, tokens: Sequence[Token], person: Person, cast: Cast, labeller: Labeller
) -> ActorMention | None:
    start, end = tokens[person.i].start, tokens[person.j - 1].end
    single = " " not in person.name
    if single and not person.titled and person.record is None and _is_place_here(tokens, person, labeller):
        return None
    governs = leads_government(tokens, person, cast)
    bare = single and (governs or person.country is not None or _may_be_bare(tokens, person, cast, labeller))
    identity = cast.meant(person, start, bare, recent=not governs)
    if identity is None:
        return None
    if governs:
        if identity.country is None:
            return None
        end = tokens[person.j].end
        return ActorMention(start, end, text[start:end], None, "state", identity.country, "government of a leader")
    if person.name.endswith(".") and text[end : end + 1] == ".":
        end += 1
    rule = person.rule if person.titled or person.record or not single else "surname of a person named before"
    return ActorMention(start, end, text[start:end], identity.name, "person", identity.country, rule)


def _may_be_bare(tokens: Sequence[Token], person: Person, cast: Cast, labeller: Labeller) -> bool:
    """True where one capitalised word alone may be looked up among the leaders."""
    token = tokens[person.i]
    words = labeller.table.words
    if token.fold in words["common"] or token.fold in words["thing_words"]:
        return False
    before = tokens[person.i - 1].fold if person.i and tokens[person.i].tight else ""
    if labeller.is_place(token.word) and (cast.published is None or before in words["locatives"]):
        return False  # "Lagos" is a town before it is a president of Chile
    if token.fold not in words["ambiguous_surnames"]:
        return True
    # "Clinton called Jiang": an ambiguous surname needs a verb or partner beside it.
    after = tokens[person.j].fold if person.j < len(tokens) and tokens[person.j].tight else ""
    beside = words["speech"] | {"and", "with", "has", "had", "will"}
    return after in beside or before in ("and", "with", "by", "told", "urged", "called", "between", "met")


def _is_place_here(tokens: Sequence[Token], person: Person, labeller: Labeller) -> bool:
    """'in Annan' and 'Bush County' are places; 'with Annan' is not."""
    before = tokens[person.i - 1].fold if person.i else ""
    if before in ("in", "at", "near", "outside") and labeller.is_place(person.name):
        return True
    follows = tokens[person.j] if person.j < len(tokens) else None
    if follows is None or not follows.tight or not follows.cap or tokens[person.j - 1].poss:
        return False
    return follows.fold in labeller.table.words["place_words"]


def _body_mention(text: str, tokens: Sequence[Token], body: Body, named: dict[str, Body]) -> ActorMention | None:
    """Return the mention; a head word alone ('the Council') means the last body with that head."""
    start, end = tokens[body.i].start, tokens[body.j - 1].end
    if not body.generic:
        earlier = named.get(body.head)
        if earlier is not None and body.country is None and earlier.name.endswith(" " + body.name):
            rule = "body named before"
            return ActorMention(start, end, text[start:end], earlier.name, "organisation", earlier.country, rule)
        if body.head:
            named[body.head] = body
        rule = "name of an organisation"
        return ActorMention(start, end, text[start:end], body.name, "organisation", body.country, rule)
    before = named.get(body.head)
    if before is not None and body.country in (None, before.country):
        return ActorMention(
            start, end, text[start:end], before.name, "organisation", before.country, "body named before"
        )
    if body.country is None:
        return None
    return ActorMention(start, end, text[start:end], None, "state", body.country, "body of a state")


def _segment_mention(text: str, line: _Line, index: int, cast: Cast, labeller: Labeller) -> ActorMention | None:
    """Return the mention that a known name, a country, a capital or an office without a name makes, if any."""
    tokens, segment = line.tokens, line.segments[index]
    start, end = tokens[segment.i].start, tokens[segment.j - 1].end
    words = text[start:end]
    table = labeller.table
    if segment.kind == "country":
        rule = "nationality" if segment.adjective else "country"
        return ActorMention(start, end, words, None, "state", segment.country, rule)
    if segment.is_body and segment.known is not None:
        known = segment.known
        country = known.country or table.nation(known.name) or _state_beside(tokens, line.segments, index, table)
        rule = "news source" if known.name in table.publishers else "known name"
        return ActorMention(start, end, words, known.name, known.kind, country, rule)
    if segment.known is not None and segment.known.kind == "state":
        return ActorMention(start, end, words, None, "state", segment.country, "seat of power or former state")
    if segment.kind == "title":
        holder = read_office(tokens, line.segments, index, line.persons, cast)
        if holder is not None:
            return ActorMention(start, end, words, holder.name, "person", holder.country, holder.rule)
    if segment.kind == "cap":
        if (half := half_of_korea(tokens, segment, labeller)) is not None:
            return ActorMention(start, end, words, None, "state", half, "half of Korea, in an article on it")
        state = speaking_capital(tokens, line.segments, index, labeller)
        if state is not None:
            rule = "capital that stands for its state"
            return ActorMention(start, end, words, None, "state", state, rule)
    return None


def _state_beside(tokens: Sequence[Token], segments: Sequence[Segment], index: int, table: ActorTable) -> str | None:
    """Return the state of a body that many states have: 'Israeli Supreme Court', 'National Assembly of France'."""
    segment = segments[index]
    if tokens[segment.j - 1].fold not in table.words["state_heads"] or table.family(
        segment.known.name if segment.known else ""
    ):
        return None
    if index and segments[index - 1].kind == "country" and tokens[segment.i].tight:
        return segments[index - 1].country
    if index + 2 < len(segments) and tokens[segment.j].fold == "of" and segments[index + 2].kind == "country":
        return segments[index + 2].country
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
