"""One event told several times in an article -> one draft with all its mentions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from dashboard.extract.actions import Found
from dashboard.extract.dating import Dating
from dashboard.extract.drafts import Draft
from dashboard.extract.participants import Cast

_MEETING = frozenset({"meet", "call", "mediate"})


def stem(draft: Draft) -> str:
    """Return the word under which mentions of one event meet: "airstrikes" and "strike", "invade" and "invasion"."""
    return draft.found.trigger.stem


def stems(draft: Draft) -> set[str]:
    """Return the stems of all mentions of an event."""
    if not draft.stems:
        draft.stems.update(told.found.trigger.stem for told in draft.told)
    return draft.stems


def family(kind: str) -> str:
    return "meet" if kind in _MEETING else "move" if kind == "host" else "fight" if kind == "coerce" else kind


def same_event(draft: Draft, earlier: Draft) -> bool:
    """True where `draft` tells again what `earlier` told."""
    if family(draft.kind) != family(earlier.kind) or not compatible(draft.dating, earlier.dating):
        return False
    if (draft.status == "planned") != (earlier.status == "planned") and not _takes_up(draft):
        return False
    if earlier.status == "planned" and draft.status != "planned" and draft.found.noun and draft.found.noun.background:
        return False
    if draft.found.noun is not None and draft.found.noun.background and draft.found.verb is None:
        ours = {n.actor for n in draft.cast.acts if n.kind == "person"}
        if ours and not ours & {n.actor for n in earlier.names if n.kind == "person"}:
            return False  # "after the summit between Biden and Lopez Obrador": not the meeting of today
    if draft.found.trigger.words[0] in _TALKED_OF and len(draft.found.trigger.words) == 1 and draft.found.verb:
        known = {n.actor for n in earlier.names if n.kind == "person"}
        here = {n.actor for n in draft.cast.acts if n.kind == "person"}
        near = draft.scene.words.index - earlier.told[-1].scene.words.index <= 4
        return near and (not here or bool(here & known))
    if draft.kind == "say":
        apart = draft.scene.words.index - earlier.told[-1].scene.words.index
        one_speech = (
            draft.dating.dated == earlier.dating.dated
            or apart <= _ONE_SPEECH
            and not (_long_ago(draft) or _long_ago(earlier))
        )
        return one_speech and speaker(draft) == speaker(earlier) and speaker(draft) != ""
    if _items(draft, earlier) and draft.found.verb and not draft.found.noun:
        return False
    if _places_apart(draft, earlier):
        return False
    if _bodies_apart(draft, earlier):
        return False
    if _takes_up(draft):
        if draft.scene is earlier.scene and stem(draft) not in stems(earlier) and family(draft.kind) == "fight":
            return False  # "warplanes bombed X, as the Iraqi offensive went on": two events
        if draft.kind in ("move", "host") or family(draft.kind) == "meet":
            return not _people_apart(draft, earlier)
        if stem(draft) == stem(earlier) or (
            draft.found.trigger.generic
            and draft.found.noun
            and draft.found.noun.definite in ("the", "this", "these", "that", "those")
        ):
            return not _people_apart(draft, earlier) and not _states_apart(draft, earlier)
        return False
    if draft.found.trigger.words[0] in _CASUALTY:
        return False
    if stem(draft) == stem(earlier) or (family(draft.kind) in ("move", "meet")):
        shared = set(draft.actors()) & set(earlier.actors()) or set(draft.countries()) & set(earlier.countries())
        untold = not (draft.names and earlier.names) and draft.found.trigger.words == earlier.found.trigger.words
        if untold and _same_words(draft, earlier):
            shared = shared or {"untold"}  # "measures were announced earlier today" names nobody
        if family(draft.kind) == "meet" and _new_people(draft, earlier):
            return False
        if draft.kind == "deal" and draft.found.verb and not _same_words(draft, earlier):
            return False  # "signed the accords", later "agreed to meet": two agreements
        same_day = draft.dating.dated and draft.dating.edtf == earlier.dating.edtf
        if (
            family(draft.kind) in ("move", "meet")
            and draft.found.verb
            and draft.found.trigger.words != earlier.found.trigger.words
        ):
            return False
        return (
            bool(shared)
            and not _people_apart(draft, earlier)
            and (same_day or not draft.dating.dated or not earlier.dating.dated or draft.kind in ("fight", "happen"))
        )
    return False


# Within so many sentences an undated quote belongs to the same speaker's dated statement; by eye.
_ONE_SPEECH = 8
_TALKED_OF = frozenset({"discuss", "consult", "confer"})


def _items(draft: Draft, earlier: Draft) -> bool:
    """True for two items of a list: each tells something of its own."""
    return all(d.scene.words.lower[:1] in (["-"], ["•"], ["*"], ["–"]) for d in (draft, earlier)) and (
        draft.scene is not earlier.scene
    )


def _takes_up(draft: Draft) -> bool:
    """True for a noun that refers back: "the visit", "these attacks", "Putin's arrival"."""
    mood = draft.found.noun
    return mood is not None and bool(mood.definite) and not draft.found.verb


def compatible(one: Dating, other: Dating) -> bool:
    """True where two datings can be of one event: one has none, or one lies in the other."""
    a, b = one.date, other.date
    if a is None or b is None or a.text == b.text:
        return True
    if a.earliest is None or b.earliest is None:
        return False
    if a.latest is None and b.latest is not None and b.earliest >= a.earliest:
        return True
    a_end, b_end = a.latest or a.earliest, b.latest or b.earliest
    inside = (a.earliest <= b.earliest and b_end <= a_end) or (b.earliest <= a.earliest and a_end <= b_end)
    return inside


def _places_apart(draft: Draft, earlier: Draft) -> bool:
    ours, theirs = {p.name for p in draft.places}, {p.name for p in earlier.places}
    if not ours or not theirs or ours & theirs:
        return False
    states = {p.iso3 for p in draft.places} & {p.iso3 for p in earlier.places} - {None}
    return not (states and any(p.kind == "country" for p in (*draft.places, *earlier.places)))


def _people_apart(draft: Draft, earlier: Draft) -> bool:
    ours = {n.actor for n in draft.cast.acts if n.kind == "person"}
    theirs = {n.actor for n in earlier.names if n.kind == "person"}
    return bool(ours and theirs and not ours & theirs)


def _same_words(draft: Draft, earlier: Draft) -> bool:
    """True where two mentions share a telling word around their triggers and stand near each other."""
    if draft.scene.words.index - earlier.told[-1].scene.words.index > 3:
        return False
    around = []
    for one in (draft, earlier):
        lower, at = one.scene.words.lower, one.found.head
        around.append({w for w in lower[max(0, at - 6) : at + 7] if len(w) > 4} - {one.found.words.lower[at]})
    return bool(around[0] & around[1])


def _new_people(draft: Draft, earlier: Draft) -> bool:
    """True where the second meeting is with somebody else."""
    ours = {n.actor for n in draft.names if n.kind == "person"}
    theirs = {n.actor for n in earlier.names if n.kind == "person"}
    return bool(ours - theirs and theirs - ours)


def _one_phrase(found: Found, first: int) -> bool:
    """True where nothing but qualifying words stands between a name and the noun ("the UN annual meeting")."""
    between = found.words.lower[first : found.first]
    small = {
        "the",
        "a",
        "an",
        "this",
        "these",
        "that",
        "those",
        "before",
        "after",
        "during",
        "at",
        "in",
        "of",
        "for",
        "on",
    }
    return not set(between) & small and not any(found.words.barrier[i] for i in range(first, found.first + 1))


def _bodies_apart(draft: Draft, earlier: Draft) -> bool:
    """True for "the UN General Assembly annual meeting" after a NATO meeting: a noun's own body is another's."""
    noun = draft.found
    if noun.noun is None:
        return False
    own = {
        n.actor
        for n in draft.scene.names
        if n.kind == "organisation"
        and n.last < noun.first
        and noun.first - n.last <= 3
        and _one_phrase(noun, n.last + 1)
    }
    theirs = {n.actor for n in earlier.names if n.kind == "organisation"}
    again = set(noun.words.lower[max(0, noun.first - 3) : noun.first]) & _OTHER
    return bool(own and not own & theirs) or bool(again)


_OTHER = frozenset(
    "last annual inaugural second third fourth fifth sixth another separate next previous earlier".split()
)


def _states_apart(draft: Draft, earlier: Draft) -> bool:
    ours, theirs = set(draft.countries()), set(earlier.countries())
    return bool(ours and theirs and not ours & theirs)


def speaker(draft: Draft) -> str:
    """Return the key of who speaks: the first person, else body, else state."""
    for kinds in (("person",), ("organisation", "armed_group"), ("state",)):
        for name in draft.cast.acts:
            if name.kind in kinds:
                office = draft.cast.head if name.kind == "state" and draft.cast.head in _OFFICERS else ""
                return f"{name.actor or name.country or name.text} {office}".strip()
    return ""


_OFFICERS = frozenset(
    "commander general spokesman spokeswoman spokesperson diplomat officer aide lawmaker official "
    "officials military army opposition prosecutors rebels senate coalition cabinet "
    "police parliament court ministry minister ambassador".split()
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


_CASUALTY = frozenset({"kill", "wound", "injure", "destroy", "die", "displace"})


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
        casualty = earlier.found.trigger.words[0] in _CASUALTY and family(draft.kind) == "fight"
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
    if earlier.found.noun is None or verb is None or between not in ([], [","], [",", "which", "was"]):
        return False
    if not between and earlier.found.words.lower[earlier.found.last] in draft.found.trigger.needs:
        return True  # "Fighting broke out in April"
    return earlier.kind == "deal" == draft.kind or verb.passive and draft.found.trigger.category == earlier.category


def _victims_first(earlier: Draft, draft: Draft) -> bool:
    """True for "three soldiers were killed when rebels attacked a patrol"."""
    if earlier.found.trigger.words[0] not in _CASUALTY or earlier.found.verb is None or family(draft.kind) != "fight":
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


def _long_ago(draft: Draft) -> bool:
    """True for a background event known to the year: "the summit" rather means the one in the news."""
    date = draft.dating.date
    return date is not None and date.precision in ("month", "year", "years", "decade", "century")


def _may_repeat(draft: Draft, earlier: Draft) -> bool:
    talked = (
        draft.found.trigger.words[0] in _TALKED_OF and draft.found.verb is not None
    )  # "met Roe and discussed trade"
    return earlier.scene is not draft.scene or draft.kind == "say" or talked or _takes_up(draft)


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
                _long_ago(e),
            ),
            default=None,
        )
        if match is None and (draft.found.noun is None) != (draft.found.verb is None):
            match = _one_clause(draft, pool)
        if match is None and draft.found.trigger.words[0] in _CASUALTY:
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
