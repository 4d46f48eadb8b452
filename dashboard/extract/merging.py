"""One event told several times in an article -> one draft with all its mentions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from dashboard.extract.dating import Dating
from dashboard.extract.drafts import Draft
from dashboard.extract.participants import Cast
from dashboard.extract.sameness import (
    CASUALTY,
    TALKED_OF,
    compatible,
    family,
    long_ago,
    same_event,
    stem,
    stems,
    takes_up,
)


def absorb(earlier: Draft, draft: Draft) -> None:
    """Add the mentions of `draft` to `earlier`; what the later mention knows and the earlier lacks is taken over."""
    stems(earlier).update(stems(draft))
    earlier.told.extend(draft.told)
    if earlier.found.noun and not earlier.found.trigger.strong and draft.found.trigger.strong and draft.kind != "say":
        earlier.scene, earlier.found = draft.scene, draft.found  # the plainer word gives the title
    if earlier.kind == "move":
        earlier.places = tuple(dict.fromkeys((*earlier.places, *draft.places)))
        earlier.extra.extend(draft.cast.acted_on)
    elif draft.kind == "say":
        earlier.places = earlier.places or (draft.places if draft.found.noun is not None else ())
    else:
        acts = tuple(dict.fromkeys((*earlier.cast.acts, *draft.cast.acts)))
        others = tuple(n for n in dict.fromkeys((*earlier.cast.acted_on, *draft.cast.acted_on)) if n not in acts)
        earlier.cast = replace(earlier.cast, acts=acts, acted_on=others)
        earlier.places = tuple(dict.fromkeys((*earlier.places, *draft.places)))
    if draft.dating.dated and (not earlier.dating.dated or _finer(draft.dating, earlier.dating)):
        earlier.dating = draft.dating
    if draft.status in ("suspended", "denied") and earlier.status in ("planned", "occurred", "ongoing"):
        earlier.status = draft.status if draft.status == "suspended" else earlier.status
    if earlier.kind != "say":
        earlier.extra.extend(draft.extra)


def _finer(one: Dating, other: Dating) -> bool:
    a, b = one.date, other.date
    if a is None or b is None or a.earliest is None or b.earliest is None:
        return False
    span_a = (a.latest or a.earliest).ordinal - a.earliest.ordinal
    span_b = (b.latest or b.earliest).ordinal - b.earliest.ordinal
    return span_a < span_b and b.one_of | (b.precision not in ("day", "days"))


def _cause(draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """Return the event of the same sentence whose victims the draft counts ("the airstrike killed eight")."""
    causes = ("fight", "happen", "protest", "coerce", "begun")
    here = next((e for e in reversed(kept) if e.kind in causes and any(t.scene is draft.scene for t in e.told)), None)
    if here is not None or draft.dating.dated or draft.places or draft.status != "occurred":
        return here
    verb = draft.found.verb
    if verb is None or not (verb.passive or draft.found.trigger.words[0] == "die"):
        return None
    for earlier in reversed(kept[-12:]):  # "Ten people were wounded.": in the attack told just before
        near = 0 < draft.scene.words.index - earlier.told[-1].scene.words.index <= 2
        if near and earlier.kind in ("fight", "happen") and earlier.status == "occurred":
            return earlier
    return None


def _one_clause(draft: Draft, pool: Sequence[Draft]) -> Draft | None:
    """Return the event of the same sentence that a noun only names again: "met in a summit"."""
    verb = draft.found.verb
    if verb is not None and verb.passive and family(draft.kind) in ("meet", "mark"):
        for earlier in reversed(pool[-40:]):
            subject = any(
                t.scene is draft.scene and t.found.noun is not None and t.found.last < draft.found.first
                for t in earlier.told
            )
            if subject and compatible(draft.dating, earlier.dating):
                return earlier  # "The meeting was chaired by ..."
    for earlier in reversed(pool[-4:]):
        if earlier.scene is not draft.scene:
            continue
        if verb is not None and draft.found.noun is None and _participle_of(earlier, draft):
            earlier.dating = draft.dating if draft.dating.dated else earlier.dating
            return earlier  # "a peace deal signed in 2005", "an election held on Sunday"
        fought = earlier.found.verb and earlier.found.trigger.words[0] == "fight" and family(draft.kind) == "fight"
        if fought and draft.found.trigger.words[-1] == "war":
            return earlier  # "fought each other in the 1980-88 war"
        if not compatible(draft.dating, earlier.dating):
            continue
        if verb is not None and _victims_first(earlier, draft):
            return earlier
        if family(draft.kind) == "mark":
            return earlier
        if draft.found.verb is not None and draft.found.verb.passive and draft.found.first - earlier.found.last <= 2:
            return earlier  # "hold a meeting chaired by ..."
        if draft.found.verb is not None:
            if draft.found.verb.passive and draft.found.verb.rule == "past" and earlier.found.noun is not None:
                return earlier  # "a meeting chaired by ..."
            continue
        words = draft.scene.words
        lead = set(words.lower[max(0, draft.found.first - 4) : draft.found.first])
        casualty = earlier.found.trigger.words[0] in CASUALTY and family(draft.kind) == "fight"
        near = draft.found.first - earlier.found.last <= 9 and not draft.scene.hard(draft.found.first)
        undone = earlier.category == draft.category and draft.kind in ("fight", "office") and near
        if earlier.found.verb and lead & {"in", "by", "during"} and (casualty or undone):
            return earlier  # "75 people were killed in fighting", "himself ousted in a coup"
        between = range(earlier.found.last + 1, draft.found.first + 1)
        one_clause = earlier.found.verb and not any(draft.scene.hard(i) for i in between)
        apart = words.lower[draft.found.first - 1] in ("before", "after", "since")
        if family(draft.kind) == "meet" and one_clause and not apart:
            return earlier
    return None


def _participle_of(earlier: Draft, draft: Draft) -> bool:
    """True for a participle right after its noun: "a treaty, signed in 1960", "the election held on Sunday"."""
    verb = draft.found.verb
    between = draft.scene.words.lower[earlier.found.last + 1 : draft.found.first]
    relative = len(between) <= 9 and set(between[-2:]) & {"that", "which"} and earlier.category == draft.category
    if earlier.found.noun is not None and verb is not None and relative:
        return True  # "the embargo that it imposed in 1991", "a truce that took effect on Monday"
    if earlier.found.noun is None or verb is None or between not in ([], [","], [",", "which", "was"]):
        return False
    if not between and earlier.found.words.lower[earlier.found.last] in draft.found.trigger.needs:
        return True  # "Fighting broke out in April"
    return earlier.kind == "deal" == draft.kind or verb.passive and draft.found.trigger.category == earlier.category


def _victims_first(earlier: Draft, draft: Draft) -> bool:
    """True for "three soldiers were killed when rebels attacked a patrol"."""
    if earlier.found.trigger.words[0] not in CASUALTY or earlier.found.verb is None or family(draft.kind) != "fight":
        return False
    between = draft.scene.words.lower[earlier.found.last + 1 : draft.found.first]
    return bool(set(between) & {"when", "after", "as"}) and draft.found.verb is not None


_HELD = frozenset("chaired co-chaired convened held hosted co-hosted".split())


def _own_verb(draft: Draft, pool: Sequence[Draft]) -> Draft | None:
    """Return the event whose verb has the noun as its object: "co-chaired the dialogue"."""
    noun = draft.found.noun
    if noun is None or noun.light is None or draft.found.verb is not None:
        return None
    if draft.found.words.lower[noun.light] not in _HELD:
        return None
    return next((e for e in pool[-3:] if e.scene is draft.scene and e.found.verb and e.found.head == noun.light), None)


def _may_repeat(draft: Draft, earlier: Draft) -> bool:
    talked = draft.found.trigger.words[0] in TALKED_OF and draft.found.verb is not None  # "met Roe and discussed trade"
    return earlier.scene is not draft.scene or draft.kind == "say" or talked or takes_up(draft)


def _lend_people(drafts: Sequence[Draft], became: dict[int, Draft]) -> None:
    """Give a verb without people those of the event that is its subject: "The designation will take effect"."""
    for before, draft in itertools.pairwise(drafts):
        if (
            became.get(id(draft)) is not draft
            or draft.found.verb is None
            or draft.found.noun is not None
            or draft.names
        ):
            continue
        gap = range(before.found.last + 1, draft.found.verb.start)
        if before.scene is draft.scene and before.found.noun is not None and len(gap) <= 2:
            whole = became.get(id(before))
            if whole is not None and whole is not draft:
                draft.cast = Cast(whole.cast.acts, whole.cast.acted_on)


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with repeated mentions put together, in the order of their first mention."""
    kept: list[Draft] = []
    became: dict[int, Draft] = {}
    recent: dict[str, list[Draft]] = {}
    for draft in drafts:
        pool = recent.setdefault(family(draft.kind), [])
        own = _own_verb(draft, pool)
        again = (
            [own] if own is not None else [e for e in pool[:-41:-1] if _may_repeat(draft, e) and same_event(draft, e)]
        )
        match = min(
            again,
            key=lambda e: (
                (e.status == "planned") != (draft.status == "planned"),
                stem(draft) not in stems(e),
                long_ago(e),
            ),
            default=None,
        )
        if match is None and (draft.found.noun is None) != (draft.found.verb is None):
            match = _one_clause(draft, pool)
        if match is None and draft.found.trigger.words[0] in CASUALTY:
            match = _cause(draft, kept)
        if match is None and draft.faint:
            continue
        if match is None:
            became[id(draft)] = draft
            kept.append(draft)
            pool.append(draft)
        else:
            became[id(draft)] = match
            absorb(match, draft)
    _lend_people(drafts, became)
    return kept
