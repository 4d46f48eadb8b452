"""Whether two mentions of an article tell one event: its words, people, states, places and dates."""

from __future__ import annotations

from dashboard.extract.actions import Found
from dashboard.extract.dating import Dating
from dashboard.extract.drafts import Draft

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
    if family(draft.kind) != family(earlier.kind) or draft.kind == "say" and speaker(draft) != speaker(earlier):
        return False
    if not compatible(draft.dating, earlier.dating):
        return False
    if (draft.status == "planned") != (earlier.status == "planned") and not takes_up(draft):
        return False
    if earlier.status == "planned" and draft.status != "planned" and draft.found.noun and draft.found.noun.background:
        return False
    if draft.found.noun is not None and draft.found.noun.background and draft.found.verb is None:
        ours = {n.actor for n in draft.cast.acts if n.kind == "person"}
        if ours and not ours & {n.actor for n in earlier.names if n.kind == "person"}:
            return False  # "after the summit between Biden and Lopez Obrador": not the meeting of today
    if draft.found.trigger.words[0] in TALKED_OF and len(draft.found.trigger.words) == 1 and draft.found.verb:
        known = {n.actor for n in earlier.names if n.kind == "person"}
        here = {n.actor for n in draft.cast.acts if n.kind == "person"}
        near = draft.scene.words.index - earlier.told[-1].scene.words.index <= 4
        return near and (not here or bool(here & known))
    if draft.kind == "say":
        apart = draft.scene.words.index - earlier.told[-1].scene.words.index
        one_speech = (
            draft.dating.dated == earlier.dating.dated
            or apart <= _ONE_SPEECH
            and not (long_ago(draft) or long_ago(earlier))
        )
        return one_speech and speaker(draft) != ""
    if _items(draft, earlier) and draft.found.verb and not draft.found.noun:
        return False
    if _places_apart(draft, earlier):
        return False
    if _bodies_apart(draft, earlier):
        return False
    if takes_up(draft):
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
    if draft.found.trigger.words[0] in CASUALTY:
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
TALKED_OF = frozenset({"discuss", "consult", "confer"})


def _items(draft: Draft, earlier: Draft) -> bool:
    """True for two items of a list: each tells something of its own."""
    return all(d.scene.words.lower[:1] in (["-"], ["•"], ["*"], ["–"]) for d in (draft, earlier)) and (
        draft.scene is not earlier.scene
    )


def takes_up(draft: Draft) -> bool:
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


def long_ago(draft: Draft) -> bool:
    """True for a background event known to the year: "the summit" rather means the one in the news."""
    date = draft.dating.date
    return date is not None and date.precision in ("month", "year", "years", "decade", "century")


CASUALTY = frozenset({"kill", "wound", "injure", "destroy", "die", "displace"})
