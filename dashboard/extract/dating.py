"""Which time expression dates which event of a sentence, and the bounds of an event that has none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.dates import Day, EdtfDate, parse_edtf
from dashboard.errors import EdtfError
from dashboard.extract.actions import Found
from dashboard.extract.happening import which_will
from dashboard.extract.scene import Moment, Scene
from dashboard.extract.words import has_verb

Groups = Mapping[str, frozenset[str]]
# Costs by eye on news sentences: a word apart costs 1, a comma 3, a clause 12, another verb in between 6.
_SOFT, _HARD, _VERB, _NOUN, _LIMIT = 3, 12, 6, 2, 13
_NOUN_LIMIT = 9
_CLEAR = 20
_LONE = 18  # for the only verb of a sentence: "met the king and his ministers at the palace in Oslo on Monday"


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
        (i for i in range(scene.opening, min(len(words), scene.opening + 4)) if words.lower[i] in _CLAUSE_OPENERS), None
    )
    comma = next((i for i in range(lead or 0, len(words)) if words.lower[i] == ","), None) if lead is not None else None
    if lead is not None and comma is not None and has_verb(words.lower, lead + 1, groups):
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
        if _CLOCK.fullmatch(moment.timex.text.lower()) or _numbers_a_paper(scene, moment):
            continue
        if scene.words.quoted[moment.first]:
            continue  # a time inside somebody's speech dates nothing outside it
        cost = _cost(scene, found, moment, others, groups)
        light = found.noun is not None and (found.noun.light is not None or found.noun.rule == "verb")
        lone = found.verb is not None and not any(o.verb and o is not found for o in others)
        first, last = sorted((found.first, moment.first))
        lone = (
            lone
            or found.verb is not None
            and found.kind in _GOINGS
            and not any(o.verb and o is not found and first <= o.first <= last for o in others)
        )
        lone = lone and (found.kind in _GOINGS or found.kind != "say" and not _clause_between(scene, found, moment))
        if cost > (_LONE if lone else _LIMIT if found.verb is not None or light else _NOUN_LIMIT):
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
    inside = _owner(scene, moment, groups) is not None or when_follows(scene.words.lower, moment.last)
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


def _cost(scene: Scene, found: Found, moment: Moment, others: Sequence[Found], groups: Groups) -> float:
    words = scene.words
    owned = _owner(scene, moment, groups)
    if owned is not None:
        if (
            found.noun is not None
            and moment.first < found.last
            and owned >= found.first
            and found.first - moment.last <= 6
        ):
            return 0.5
        if found.first <= moment.first and found.last >= moment.last:
            return 0.5
        if found.first <= owned <= found.last:
            return 0.5
        return 99.0
    if found.first <= moment.first <= found.last:
        return 0.0
    if moment.first > found.last:
        path = range(found.last + 1, moment.first + 1)
        extra = 0.0
    else:
        path = range(moment.last + 1, found.first + 1)
        extra = 2.0
    hard = sum(1 for i in path if scene.hard(i) and words.lower[i] not in ("(", ")"))
    if hard and moment.first > found.last and found.trigger.words[0] in ("die", "kill", "injure", "wound"):
        hard -= any(words.lower[i] in ("when", "after", "as") and scene.hard(i) for i in path)
    if hard == 1 and moment.last < found.first and when_follows(words.lower, moment.last):
        base = 1.0 if found.verb is not None else 4.0
        return base + verbs_between(path, found, others)  # "in May, when the president pulled out of the pact"
    if hard and moment.last < found.first and words.lower[moment.last + 1] in ("in", ",", "when", "which", "where"):
        relative = set(words.lower[moment.last + 1 : moment.last + 4]) & {"which", "when", "where"}
        hard -= bool(relative)  # "in 2014, in which Crimea was annexed"
    if words.lower[moment.first - 1 : moment.first] in (["since"], ["until"], ["till"]) and moment.first - 1 in path:
        hard -= scene.hard(moment.first - 1)  # "has fought since 2009"
    if hard and found.noun is not None and any(which_will(words.lower, i) for i in path):
        if _STARTED & set(words.lower[path.start : path.stop]) and len(moment.edtf or "") == 4:
            return 99.0  # "The talks, which began in 2013, ..." go on
        return 2.0 + (hard - 1) * _HARD  # "the visit, which will take place on Monday"
    if moment.last < found.first and moment.first > 6 and _another_says(scene, moment, found, groups):
        hard += 1  # "is to meet on Tuesday, and the envoy will report": Tuesday is that of the meeting
    if moment.last < found.first and _in_aside(scene, moment, found):
        hard += 1  # "Zuma, who visited Tripoli in May, denied ...": May is that of the visit
    lists = sum(
        1 for i in path if words.lower[i] == "and" and words.text[i + 1 : i + 2] and words.text[i + 1][0].isupper()
    )
    soft = max(0, sum(1 for i in path if scene.soft(i)) - lists - _apposed_commas(scene, path))
    verbs = verbs_between(path, found, others)
    nouns = sum(1 for o in others if o is not found and o.noun and not o.verb and o.head in path)
    if moment.first > found.last and any(
        o is not found and found.last < o.first and o.last < moment.first and moment.first - o.last <= 5 for o in others
    ):
        nouns += 2
    lead = words.lower[scene.opening] if scene.opening < len(words) else ""
    if moment.last < found.first and lead in _CLAUSE_OPENERS and moment.first > scene.opening + 1 and soft:
        return 99.0  # "Since the launch last year, ..."
    if moment.last < found.first and "during which" in " ".join(words.lower[moment.last + 1 : found.first]):
        return 99.0  # "ended a visit today, during which he met the king": throughout the visit
    if moment.last < found.first and found.noun is not None and not found.verb and found.noun.light is None:
        if _REASONS & set(words.lower[max(moment.last + 1, found.first - 6) : found.first]):
            return 99.0  # "sanctioned the bank on Monday in response to the atrocities"
    if moment.last < found.first and _opens(scene, moment):
        # A time that opens the sentence belongs to its main clause, however long the subject is.
        main = next((i for i in range(moment.last + 1, found.first) if words.lower[i] == ","), moment.last)
        hard = sum(1 for i in range(main + 1, found.first + 1) if scene.hard(i) and words.lower[i] not in ("(", ")"))
        if found.noun is not None and not found.verb and _in_phrase(words.lower, found, groups):
            return 99.0  # "Today, in response to these attacks": the day is that of the response
        if hard and "where" in words.lower[main + 1 : found.first]:
            hard -= 1  # "On Monday she flew to Cairo, where she met ..."
        return 2.0 + hard * _HARD + (verbs * 0.5 if not hard else 0)
    if moment.first - found.last >= 3 and found.verb is not None and _of_object(words.lower, found, moment):
        return 99.0  # "welcomed the release last week of two monks", "condemned the bombing on Monday that killed six"
    if hard and len(moment.edtf or "") == 10 and any(words.lower[i] == "as" and scene.hard(i) for i in path):
        hard -= 1  # "marched today as unions began a strike": at the same time
    length = sum(0.3 if words.text[i][0].isupper() else 1.0 for i in path)
    if not (extra or soft or hard or verbs or nouns) and found.verb is not None and length <= _CLEAR:
        length = min(length, _LIMIT - 0.5)  # nothing stands in between
    return length + extra + soft * _SOFT + hard * _HARD + verbs * _VERB + nouns * _NOUN


_REASONS = frozenset({"response", "reaction", "over", "following", "because", "despite"})
_STARTED = frozenset({"began", "started", "opened"})


def when_follows(lower: Sequence[str], last: int) -> bool:
    return lower[last + 1 : last + 3] == [",", "when"] or lower[last + 1 : last + 2] == ["when"]


def verbs_between(path: range, found: Found, others: Sequence[Found]) -> int:
    """Return how many other verbs stand between a time and the trigger."""
    return sum(1 for o in others if o is not found and o.verb and o.head in path and o.head != found.head)


def _apposed_commas(scene: Scene, path: range) -> int:
    """Return how many commas of a path only set off the state of a place: "in Havana, Cuba, on Monday"."""
    free: set[int] = set()
    for one, other in itertools.pairwise(scene.spots):
        if other.first - one.last == 2 and scene.words.lower[one.last + 1] == ",":
            free |= {one.last + 1, other.last + 1}
    return sum(1 for i in path if i in free and scene.words.lower[i] == ",")


_REACTIONS = frozenset(
    "welcome condemn praise mourn criticize criticise denounce deplore applaud commend regret hail lament".split()
)


def _of_object(lower: Sequence[str], found: Found, moment: Moment) -> bool:
    """True where a time in the middle of a verb's object dates that object."""
    after = lower[moment.last + 1 : moment.last + 2]
    reacts = found.trigger.words[0] in _REACTIONS
    return reacts and after in (["of"], ["that"], ["which"], ["in"], ["at"], ["against"], ["by"])


_CLAUSE_OPENERS = frozenset({"since", "after", "before", "following", "until", "despite", "although", "while", "when"})


def _in_phrase(lower: Sequence[str], found: Found, groups: Groups) -> bool:
    """True where a noun only qualifies something else ("in response to the attacks", "aware of the talks")."""
    assert found.noun is not None
    if found.status == "suspended":
        return False  # "called off the strikes"
    for word in reversed(lower[max(0, found.first - 5) : found.first]):
        if not word[0].isalnum():
            return False
        if word in groups["preposition"]:
            return found.noun.light is None and word not in ("in", "at", "during")
    return False


def words_before(scene: Scene, moment: Moment) -> list[str]:
    """Return the words of the expression and the one before it, in lower case."""
    return scene.words.lower[max(0, moment.first - 1) : moment.last + 1]


def _another_says(scene: Scene, moment: Moment, found: Found, groups: Groups) -> bool:
    """True where after a time ", and" begins a clause with a subject of its own, in which the trigger stands."""
    lower = scene.words.lower
    for i in range(moment.last + 1, found.first):
        if lower[i] == "," and lower[i + 1] in ("and", "but") and found.verb is not None:
            named = any(i < n.first < found.first for n in scene.names)
            return named or lower[i + 2] in groups["determiner"] and found.verb.start > i + 3
    return False


_ASIDES = frozenset({"who", "which", "whose", "including"})


def _in_aside(scene: Scene, moment: Moment, found: Found) -> bool:
    """True where a time stands in a relative clause that ends before the trigger."""
    lower = scene.words.lower
    opened = next(
        (i for i in range(moment.first - 1, max(-1, moment.first - 16), -1) if lower[i] in _ASIDES),
        None,
    )
    return opened is not None and "," in lower[moment.last + 1 : found.first]


def _opens(scene: Scene, moment: Moment) -> bool:
    """True where a time stands at the head of its sentence, perhaps within an opening phrase of a few words."""
    if moment.first <= 2:
        return True
    words = scene.words
    comma = next((i for i in range(moment.last, min(len(words), moment.last + 6)) if words.lower[i] == ","), None)
    return (
        comma is not None
        and moment.first <= 6
        and words.lower[0].endswith("ing")
        or (comma is not None and moment.first <= 4)
    )


def _owner(scene: Scene, moment: Moment, groups: Groups) -> int | None:
    """Return the noun that a time modifies ("last year's attack"), None where it stands alone."""
    words = scene.words
    after = moment.last + 1
    if words.possessive[moment.last]:
        return min(after + 3, len(words) - 1)
    if after >= len(words):
        return None
    before = words.lower[moment.first - 1] if moment.first else ""
    described = before.endswith(("al", "ous", "ic", "ed", "ent", "ant", "ive", "ful", "ible", "able"))
    if described and moment.first > 1 and words.lower[moment.first - 2] in ("the", "this", "that", "a", "an"):
        before = "the"  # "the brutal October attack"
    if before in groups["determiner"] and words.lower[moment.first] not in (
        "last",
        "next",
        "past",
        "previous",
        "coming",
        "early",
        "late",
    ):
        end = after
        while end < len(words) and end - after < 4 and not words.barrier[end] and words.lower[end][0].isalnum():
            if words.lower[end] in groups["preposition"]:
                break
            end += 1
        if end > after and re.match(r"[a-z]", words.lower[after]) and words.lower[after] not in groups["reporting"]:
            return end - 1
    return None
