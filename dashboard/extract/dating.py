"""Which time expression dates which event of a sentence, and the bounds of an event that has none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.dates import Day, EdtfDate, parse_edtf
from dashboard.errors import EdtfError
from dashboard.extract.actions import Found
from dashboard.extract.reach import CLAUSE_OPENERS, VERB_REACH, owner, reach_of, when_follows
from dashboard.extract.scene import Moment, Scene
from dashboard.extract.words import has_verb

Groups = Mapping[str, frozenset[str]]
# How far a noun reaches for its time, and the only verb of a sentence; by eye.
_NOUN_REACH = 9
_ANY_REACH = 60
_LONE_REACH = 18  # for the only verb of a sentence: "met the king and his ministers at the palace in Oslo on Monday"


_GOINGS = frozenset({"meet", "move", "protest"})


@dataclass(frozen=True, slots=True)
class Dating:
    """When an event is: its EDTF date or None, the bounds where it has none, and the words it was read from."""

    edtf: str | None = None
    earliest: Day | None = None
    latest: Day | None = None
    timex: str = ""
    anchor: str = ""
    rule: str = ""
    cost: float = 0.0

    @property
    def date(self) -> EdtfDate | None:
        return parse_edtf(self.edtf) if self.edtf else None

    @property
    def dated(self) -> bool:
        return self.edtf is not None


def wall_off(scene: Scene, found: Sequence[Found], groups: Groups) -> None:
    """Mark where reported speech begins without "that", and where attribution follows what was said."""
    words = scene.words
    starts = {m.first: m.last for m in scene.moments}
    lead = next(
        (i for i in range(scene.opening, min(len(words), scene.opening + 4)) if words.lower[i] in CLAUSE_OPENERS), None
    )
    comma = next((i for i in range(lead or 0, len(words)) if words.lower[i] == ","), None) if lead is not None else None
    if lead is not None and comma is not None and lead + 1 not in starts and has_verb(words.lower, lead + 1, groups):
        scene.breaks.add(comma)  # "Two years after Russia invaded, the United States today announced ..."
    for one in found:
        if one.verb is None or one.kind != "say" or words.lower[one.head] not in groups["reporting"]:
            continue
        after = one.last + 1
        while after < len(words):
            if after in starts:
                after = starts[after] + 1
            elif words.lower[after] in ("on", "in", "at", "late", "early", "earlier") and after + 1 in starts:
                after = starts[after + 1] + 1
            elif words.lower[one.head] in ("told", "tell", "tells") and any(
                n.first <= after <= n.last for n in scene.names
            ):
                after = max(n.last for n in scene.names if n.first <= after <= n.last) + 1
            else:
                break
        tells = after < len(words) and words.lower[after].isalpha() and has_verb(words.lower, after, groups)
        if tells and words.lower[after] not in ("and", "in", "at", "to"):
            scene.walls.add(after)
        for i in range(one.head - 1, max(-1, one.head - 9), -1):
            if words.lower[i] == "," and i > 3:
                tail = words.lower[after : after + 3]
                if not [w for w in tail if w[0].isalnum()] or after >= len(words) - 1:
                    scene.walls.add(i)
                break


def choose_date(scene: Scene, found: Found, others: Sequence[Found], published: Day | None, groups: Groups) -> Dating:
    """Return the dating of one trigger by the times of its sentence."""
    best: tuple[float, Moment] | None = None
    bound = Dating()
    for moment in scene.moments:
        if moment.timex.type in ("DURATION", "SET") and not moment.edtf or not moment.edtf:
            continue
        if moment.timex.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
            continue
        if moment.timex.text.lower().endswith((" after", " before")):
            continue  # "a week after he visited the camp": counted from another event
        if _CLOCK.fullmatch(moment.timex.text.lower()) or _numbers_a_paper(scene, moment):
            continue
        if scene.words.quoted[moment.first]:
            continue  # a time inside somebody's speech dates nothing outside it
        cost = reach_of(scene, found, moment, others, groups)
        light = found.noun is not None and (found.noun.light is not None or found.noun.rule in ("verb", "took place"))
        lone = found.verb is not None and not any(o.verb and o is not found for o in others)
        first, last = sorted((found.first, moment.first))
        lone = (
            lone
            or found.verb is not None
            and found.kind in _GOINGS
            and not any(o.verb and o is not found and first <= o.first <= last for o in others)
        )
        lone = lone and (found.kind in _GOINGS or found.kind != "say" and not _clause_between(scene, found, moment))
        if lone and cost < _ANY_REACH and moment.first > found.last and _closes(scene, moment):
            cost = min(cost, _LONE_REACH)  # "was abducted with two others, ..., from a beach in Lome last May."
        if cost > (_LONE_REACH if lone else VERB_REACH if found.verb is not None or light else _NOUN_REACH):
            continue
        within = "within" in words_before(scene, moment)
        own = found.noun is not None and cost <= 0.5  # "following the October 7 attack"
        if moment.timex.bound in ("before", "by", "until", "after") and not own or within:
            bound = _bounds(bound, moment)
            continue
        if best is None or cost < best[0]:
            best = (cost, moment)
    if best is None:
        return bound
    cost, moment = best
    inside = owner(scene, moment, groups) is not None or when_follows(scene.words.lower, moment.last)
    dating = _read(moment, cost, inside, published)
    if dating is not None and dating.edtf and dating.edtf.endswith("/..") and published is not None:
        once = found.verb is not None and found.status == "occurred" and found.verb.rule in _PAST
        if once and moment.timex.bound == "since" and _closed(dating, published):
            span = f"{dating.edtf.removesuffix('..')}{published}"  # "has freed 80 hostages since Friday"
            dating = Dating(span, dating.earliest, published, dating.timex, dating.anchor, dating.rule, dating.cost)
    if dating is not None and published is not None and found.status == "occurred":
        dating = _so_far(dating, published)
    if dating is not None:
        dating = _last_weekday(dating, found, others, published)
    return dating if dating is not None and fits(dating, found, published) else bound


def _closes(scene: Scene, moment: Moment) -> bool:
    """True where a time stands at the end of its sentence."""
    return not [word for word in scene.words.lower[moment.last + 1 :] if word[0].isalnum()]


def _clause_between(scene: Scene, found: Found, moment: Moment) -> bool:
    first, last = sorted((found.last, moment.first))
    return any(scene.hard(i) for i in range(first + 1, last + 1))


# A bare clock time does not tell the day.
_CLOCK = re.compile(
    r"(?:at |about |around )?(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?|o'clock)?|noon|midnight|midday)"
    r"(?: (?:local time|gmt|utc|est))?"
)


def _numbers_a_paper(scene: Scene, moment: Moment) -> bool:
    """True for the year of "resolution 2098 (2013)"."""
    return scene.words.lower[moment.first - 1 : moment.first] == ["("] and scene.words.lower[moment.first - 2].isdigit()


def _so_far(dating: Dating, published: Day) -> Dating:
    """Return "this week" of something that has happened as its days up to publication."""
    date = dating.date
    if dating.timex.lower() != "this week" or date is None or date.earliest is None or date.latest is None:
        return dating
    if not date.earliest < published < date.latest:
        return dating
    span = f"[{date.earliest}..{published}]"
    return Dating(span, date.earliest, published, dating.timex, dating.anchor, dating.rule, dating.cost)


def _closed(dating: Dating, published: Day) -> bool:
    try:
        return parse_edtf(f"{(dating.edtf or '').removesuffix('..')}{published}").latest == published
    except EdtfError:
        return False


_PAST = frozenset({"past", "passive", "perfect", "did"})


def _last_weekday(dating: Dating, found: Found, others: Sequence[Found], published: Day | None) -> Dating:
    """Return a bare weekday read as the next one as the last one, where the event has happened ("urged on Tuesday")."""
    word = (dating.timex.lower().split() or [""])[0]
    if published is None or dating.earliest is None or dating.edtf != str(dating.earliest):
        return dating
    told = (
        [o.verb.rule for o in (found, *others) if o.verb is not None][:1] if found.verb is None else [found.verb.rule]
    )
    ahead = 0 < dating.earliest.ordinal - published.ordinal < 7
    if any(o.status == "planned" for o in others):
        return dating
    if not (ahead and word in _WEEKDAYS and found.status == "occurred" and set(told) & _PAST):
        return dating
    day = dating.earliest.plus(-7)
    return Dating(str(day), day, day, dating.timex, dating.anchor, "the last such day, as it has happened", dating.cost)


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def fits(dating: Dating, found: Found, published: Day | None) -> bool:
    """True where a date agrees with the status: what happened is not after publication, a plan not before."""
    date = dating.date
    if date is None or published is None:
        return True
    if found.status in ("occurred", "ongoing") and date.earliest and date.earliest > published:
        return found.verb is None or found.verb.rule in ("present", "progressive", "progressive passive")
    if found.status == "planned" and date.latest and date.latest == published and date.earliest != published:
        return False  # "met him earlier this week and will travel on to Niamey"
    return not (found.status == "planned" and date.latest and date.latest < published)


def _vague_part(moment: Moment, published: Day | None) -> str | None:
    """Return EDTF for "earlier this week" (from its first day to publication) and "later this month" (the month)."""
    words = moment.timex.text.lower().replace(" in the ", " this ").split()
    if published is None or len(words) != 3 or words[0] not in ("earlier", "later") or words[1] != "this":
        return None
    if words[2] == "week":
        monday = published.plus(-published.weekday)
        end = published if words[0] == "earlier" else monday.plus(6)
        return f"[{monday}..{end}]" if end > monday else str(monday)
    if words[0] == "later" and words[2] in ("month", "year"):
        return str(published)[: 7 if words[2] == "month" else 4]
    return None


def _read(moment: Moment, cost: float, owned: bool = False, published: Day | None = None) -> Dating | None:
    text = _vague_part(moment, published) or moment.edtf or ""
    if owned and text.endswith("/.."):
        text = text.removesuffix("/..")  # "since the 2010 summit": the summit was in 2010
    try:
        date = parse_edtf(text)
    except EdtfError:
        return None
    return Dating(
        date.text, date.earliest, date.latest, moment.timex.text, moment.timex.anchor, moment.timex.rule, cost
    )


def _bounds(bound: Dating, moment: Moment) -> Dating:
    try:
        date = parse_edtf(moment.edtf or "")
    except EdtfError:
        return bound
    earliest, latest = bound.earliest, bound.latest
    if moment.timex.bound == "after":
        earliest = date.earliest
    else:
        latest = date.latest
    return Dating(None, earliest, latest, moment.timex.text, moment.timex.anchor, moment.timex.rule)


def words_before(scene: Scene, moment: Moment) -> list[str]:
    """Return the words of the expression and the one before it, in lower case."""
    return scene.words.lower[max(0, moment.first - 1) : moment.last + 1]
