"""Events in the making: one draft a trigger, with what counts as an event and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.extract.actions import Found
from dashboard.extract.dating import Dating
from dashboard.extract.participants import Cast, is_media
from dashboard.extract.scene import Name, Scene
from dashboard.model import Place

Groups = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Told:
    """One mention of an event: its trigger and scene, how it is dated there, and who claims it."""

    scene: Scene
    found: Found
    dating: Dating
    claimed_by: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """An event in the making. `told` holds its mentions; `part_of` and `commemorates` other drafts.

    A `faint` one ("the attack", and no more) only adds a mention to an event that the text tells elsewhere.
    """

    scene: Scene
    found: Found
    cast: Cast
    dating: Dating
    status: str
    places: tuple[Place, ...]
    told: list[Told]
    category: str
    kind: str
    plover: str = ""
    cameo: str = ""
    part_of: Draft | None = None
    commemorates: Draft | None = None
    what: str = ""
    faint: bool = False
    extra: list[Name] = field(default_factory=list)
    ordered: list[tuple[str, Draft]] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)

    @property
    def names(self) -> tuple[Name, ...]:
        return (*self.cast.acts, *self.cast.acted_on)

    def actors(self) -> list[str]:
        return list(dict.fromkeys(n.actor for n in self.names if n.actor))

    def countries(self) -> list[str]:
        named = [n.country for n in (*self.names, *self.extra)]
        placed = [p.iso3 for p in self.places]
        return list(dict.fromkeys(c for c in (*named, *placed) if c))


_MEASURES = frozenset({"move", "military", "aid", "sanction", "trade", "office", "meet"})
_MET_NOBODY = frozenset("no resistance deadline criteria conditions demands needs requirements target targets".split())
# What such a verb tells is an event even where nobody is named ("The constitution was suspended").
_DEEDS = frozenset({"fight", "coerce", "protest", "happen", "office"})
_AHEAD = frozenset({"will", "is to", "is due"})
_MEETINGS = frozenset({"summit", "meeting", "conference", "talks", "session", "forum"})


def is_event(draft: Draft, groups: Groups) -> bool:
    """True where a careful analyst would put the draft on a timeline."""
    found, cast = draft.found, draft.cast
    if draft.status == "suspended" and draft.kind in ("aid", "sanction", "say", "report"):
        return False
    if found.verb is not None and not found.noun:
        return _verb_counts(draft, groups)
    mood = found.noun
    assert mood is not None
    near = draft.dating.dated and draft.dating.cost <= 6
    bare = not (mood.support or mood.modified or draft.places or near or cast.acts or cast.acted_on)
    told = (
        mood.light or mood.background or mood.rule == "took place" or (mood.rule == "verb" and not mood.definite)
    )  # "Clashes erupted"
    idle = not (told or near or draft.places or cast.acts or cast.acted_on)
    draft.faint = (idle and draft.status == "occurred") or bare and mood.definite in ("the", "that")
    if found.trigger.strong:
        return bool(
            mood.support or mood.modified or mood.definite or draft.places or near or cast.acts or cast.acted_on
        )
    if mood.rule in _AHEAD and (draft.places or draft.dating.dated):
        return True  # "A mission to Bamako is planned for June"
    if mood.support >= 2 or (
        draft.dating.dated and (draft.dating.cost < 2 or mood.support and draft.dating.cost <= 3 or mood.rule == "verb")
    ):
        return True
    if found.kind in ("fight", "coerce") and mood.definite and any(n.kind == "person" for n in cast.acted_on):
        return True  # "the execution of Jane Roe"
    if found.kind == "fight":
        return bool(cast.acted_on or draft.places or mood.definite) and bool(mood.support or cast.acts or draft.places)
    if found.kind == "report":
        return mood.background and bool(cast.acts or cast.acted_on)
    if found.kind in ("deal", "sanction"):
        return bool(mood.support and cast.acts)
    return False


def _told_of(draft: Draft) -> bool:
    """True where an everyday verb tells an event: dated in its own clause, planned, or just done by somebody named."""
    mood, cast = draft.found.verb, draft.cast
    assert mood is not None
    if mood.present and draft.status == "occurred":
        return False  # "lends its helicopters": a habit
    if draft.dating.dated:
        return draft.dating.cost <= _NEAR
    named = bool(cast.acts or cast.acted_on or draft.places or cast.official)
    if draft.status == "planned":
        return named or bool(draft.found.trigger.needs)  # "The rebels are to be confined in camps"
    return named and (mood.perfect or draft.status == "ongoing")


_NEAR = 13


def _verb_counts(draft: Draft, groups: Groups) -> bool:
    found, cast = draft.found, draft.cast
    mood = found.verb
    assert mood is not None
    if mood.needs_date and not draft.dating.dated:
        lead = found.words.lower[max(0, mood.start - 12) : mood.start]
        own = lead[-1:] in (["it"], ["he"], ["she"], ["they"]) or "announced" in lead
        if found.trigger.words[0] == "introduce":
            return False  # "said he would introduce a bill"
        if mood.rule != "would" or not (found.kind == "move" and draft.places or own and found.kind in _MEASURES):
            return False  # "said he would visit Peru", "said it would send troops": a plan of the speaker's own
    if mood.purpose:
        return found.kind in ("protest", "mark") and draft.dating.dated  # "defied a ban to protest on Sunday"
    if not found.trigger.strong and not _told_of(draft):
        return False
    after = found.words.lower[found.last + 1 : found.last + 3]
    if found.trigger.words[0] == "agree" and after[:1] == ["to"] and set(after) & {"remain", "stay", "keep"}:
        return False  # "agreed to remain in close contact"
    if after == ["the", "following"] or mood.present and found.trigger.words[0] in ("refuse", "oppose"):
        return False  # "announced the following steps:"; "a ruling that China refuses to recognise"
    if mood.present and found.kind in ("trade", "aid"):
        return False  # "China buys most of the oil": a habit
    if found.trigger.words[0] == "accompany" or found.trigger.words[0] == "attend" and mood.passive:
        return False  # told with the journey, with the meeting
    if found.trigger.words[0] == "land" and not cast.acts:
        return False  # a plane, not a visitor
    plain = len(found.trigger.words) == 1 and not found.trigger.needs
    if plain and found.trigger.words[0] == "leave":
        away = set(after) & {"country", "island", "capital", "city", "region"}
        return bool(draft.places or away) and any(n.kind == "person" for n in cast.acts)
    if plain and found.trigger.words[0] in ("release", "free"):
        return bool(cast.acted_on)
    if plain and found.trigger.words[0] == "suspend":
        return bool(cast.acts) and (bool(cast.acted_on) or draft.dating.dated)
    if found.kind == "host" and not any(n.kind == "person" for n in cast.acted_on):
        return False
    if found.kind == "say":
        which = mood.present and found.words.lower[mood.start - 1 : mood.start] in (["which"], ["who"])
        if which:
            return False  # "the group, which says it fights for": a standing claim
        if cast.private or cast.media:
            return False
        if not cast.acts:
            return cast.official and bool(draft.countries())
        return not (mood.present and cast.acts[0].kind == "person" and is_media(cast.acts[0], groups))
    at_meeting = set(found.words.lower[found.last + 1 : found.last + 9]) & _MEETINGS
    if found.kind == "deal" and mood.passive and not draft.dating.dated and not cast.acts:
        return bool(at_meeting)
    habits = [m for m in draft.scene.moments if m.timex.type == "SET" and abs(m.first - found.head) < 12]
    if any(not m.timex.text.lower().startswith(("a ", "an ", "per ")) for m in habits):
        return False  # a habit: "rotate every nine months", not "350,000 barrels a day"
    if found.trigger.words == ("meet",) and set(found.words.lower[found.last + 1 : found.last + 5]) & _MET_NOBODY:
        return False  # "met no resistance", "met the deadline"
    if found.trigger.words == ("leave",) and found.kind == "military":
        return bool(found.trigger.needs & set(found.words.lower[max(0, mood.start - 5) : mood.start]))
    if found.kind == "move" and not draft.places and all(n.kind == "organisation" for n in cast.acts):
        return bool(cast.acts) and draft.dating.dated  # "will return to the issue"
    if found.kind in ("move", "meet", "call"):
        return bool(cast.acts) or bool(draft.places) or draft.dating.dated
    so_far = mood.perfect and found.trigger.words[0] in ("kill", "wound", "injure", "die", "displace")
    told_as_done = draft.status == "occurred" and not (mood.background or so_far) and found.kind in _DEEDS
    return bool(cast.acts or cast.acted_on or draft.places or draft.dating.dated) or told_as_done
