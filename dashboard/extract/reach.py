"""How far a time expression is from a trigger of its sentence: the nearest one dates the event."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from dashboard.extract.actions import Found
from dashboard.extract.happening import which_will
from dashboard.extract.scene import Moment, Scene

Groups = Mapping[str, frozenset[str]]
# Costs by eye on news sentences: a word apart costs 1, a comma 3, a clause 12, another verb in between 6.
_SOFT, _HARD, _VERB, _NOUN = 3, 12, 6, 2
# A verb reaches no further than `VERB_REACH`; over so many words where nothing stands in between.
VERB_REACH, _CLEAR = 13, 20
_NEVER = 99.0
_DYING = frozenset({"die", "kill", "injure", "wound"})


def reach_of(scene: Scene, found: Found, moment: Moment, others: Sequence[Found], groups: Groups) -> float:
    """Return the distance between a time and a trigger, 99 where the time is of something else."""
    owned = owner(scene, moment, groups)
    if owned is not None:
        return _owned(found, moment, owned)
    if found.first <= moment.first <= found.last:
        return 0.0
    if moment.first > found.last:
        return _forward(scene, found, moment, others)
    return _back(scene, found, moment, others, groups)


def _owned(found: Found, moment: Moment, owned: int) -> float:
    """Return the distance of a time that a noun owns ("last year's attack"): next to nothing for that noun."""
    inside = found.first <= moment.first and found.last >= moment.last
    ours = found.noun is not None and moment.first < found.last and owned >= found.first
    if ours and found.first - moment.last <= 6 or inside or found.first <= owned <= found.last:
        return 0.5
    return _NEVER


def _forward(scene: Scene, found: Found, moment: Moment, others: Sequence[Found]) -> float:
    """Return the distance to a time behind the trigger."""
    words = scene.words
    path = range(found.last + 1, moment.first + 1)
    hard = _clauses(scene, path)
    how = any(words.lower[i] in ("when", "after", "as") and scene.hard(i) for i in path)
    if how and found.trigger.words[0] in _DYING:
        hard -= 1  # "died when a jet came down on Monday"
        others = [o for o in others if not o.verb]
    if words.lower[moment.first - 1] in ("since", "until", "till") and moment.first - 1 in path:
        hard -= scene.hard(moment.first - 1)  # "has fought since 2009"
    if (relative := _relative(scene, found, moment, others, path, hard)) is not None:
        return relative
    nouns = sum(1 for o in others if o is not found and o.noun and not o.verb and o.head in path)
    if any(o is not found and found.last < o.first and 0 < moment.first - o.last <= 5 for o in others):
        nouns += 2
    if moment.first - found.last >= 3 and found.verb is not None and _of_object(words.lower, found, moment):
        return (
            _NEVER  # "welcomed the release last week of two monks", "condemned the bombing on Monday that killed six"
        )
    return _sum(scene, found, moment, others, path, hard, nouns)


def _back(scene: Scene, found: Found, moment: Moment, others: Sequence[Found], groups: Groups) -> float:
    """Return the distance to a time before the trigger."""
    words = scene.words
    path = range(moment.last + 1, found.first + 1)
    hard = _clauses(scene, path)
    if hard == 1 and when_follows(words.lower, moment.last):
        base = 1.0 if found.verb is not None else 4.0
        return base + _verbs(path, found, others)  # "in May, when the president pulled out of the pact"
    if hard and words.lower[moment.last + 1] in ("in", ",", "when", "which", "where"):
        hard -= bool(set(words.lower[moment.last + 1 : moment.last + 4]) & {"which", "when", "where"})
        # "in 2014, in which Crimea was annexed"
    if (relative := _relative(scene, found, moment, others, path, hard)) is not None:
        return relative
    if moment.first > 4 and _another_says(scene, moment, found, groups):
        hard += 1  # "is to meet on Tuesday, and the envoy will report": Tuesday is that of the meeting
    if _in_aside(scene, moment, found):
        hard += 1  # "Zuma, who visited Tripoli in May, denied ...": May is that of the visit
    if _of_another(scene, found, moment, path):
        return _NEVER
    if _opens(scene, moment):
        return _from_opening(scene, found, moment, others, groups, _verbs(path, found, others))
    nouns = sum(1 for o in others if o is not found and o.noun and not o.verb and o.head in path)
    return 2.0 + _sum(scene, found, moment, others, path, hard, nouns)


def _of_another(scene: Scene, found: Found, moment: Moment, path: range) -> bool:
    """True where a time before the trigger stands in a phrase of its own."""
    lower = scene.words.lower
    lead = lower[scene.opening] if scene.opening < len(lower) else ""
    if lead in CLAUSE_OPENERS and moment.first > scene.opening + 1 and any(scene.soft(i) for i in path):
        return True  # "Since the launch last year, ..."
    if "during which" in " ".join(lower[moment.last + 1 : found.first]):
        return True  # "ended a visit today, during which he met the king": throughout the visit
    bare = found.noun is not None and not found.verb and found.noun.light is None
    return bare and bool(_REASONS & set(lower[max(moment.last + 1, found.first - 6) : found.first]))
    # "sanctioned the bank on Monday in response to the atrocities"


def _from_opening(
    scene: Scene, found: Found, moment: Moment, others: Sequence[Found], groups: Groups, verbs: int
) -> float:
    """Return the distance to a time that opens the sentence: it is of the main clause, however long the subject."""
    lower = scene.words.lower
    main = next((i for i in range(moment.last + 1, found.first) if lower[i] == ","), moment.last)
    if any(o.verb and moment.last < o.first < main for o in others):
        main = moment.last  # the comma stands behind the main verb
    if verbs and _has_own(scene, found, others):
        return _NEVER  # "On Monday she will fly to Cairo, where she will meet him on Tuesday"
    hard = _clauses(scene, range(main + 1, found.first + 1))
    if found.noun is not None and not found.verb and _in_phrase(lower, found, groups):
        return _NEVER  # "Today, in response to these attacks": the day is that of the response
    if hard and "where" in lower[main + 1 : found.first]:
        hard -= 1  # "On Monday she flew to Cairo, where she met ..."
    return 2.0 + hard * _HARD + (verbs * 0.5 if not hard else 0)


def _has_own(scene: Scene, found: Found, others: Sequence[Found]) -> bool:
    """True where a time of its own follows a trigger before any other verb."""
    for moment in scene.moments:
        if moment.first <= found.last or not moment.edtf or moment.timex.bound:
            continue
        path = range(found.last + 1, moment.first + 1)
        return not _clauses(scene, path) and not _verbs(path, found, others)
    return False


def _relative(
    scene: Scene, found: Found, moment: Moment, others: Sequence[Found], path: range, hard: int
) -> float | None:
    """Return the distance over "which will", "which killed": the clause tells when the noun before it was."""
    lower = scene.words.lower
    if not hard or found.noun is None or not any(which_will(lower, i) for i in path):
        return None
    if any(o.verb and o.kind == "deal" and o.head in path for o in others):
        return None  # "the treaty, which expired last year": another event
    if _STARTED & set(lower[path.start : path.stop]) and len(moment.edtf or "") == 4:
        return _NEVER  # "The talks, which began in 2013, ..." go on
    return 2.0 + (hard - 1) * _HARD  # "the visit, which will take place on Monday"


def _sum(
    scene: Scene, found: Found, moment: Moment, others: Sequence[Found], path: range, hard: int, nouns: int
) -> float:
    words = scene.words
    lists = sum(
        1 for i in path if words.lower[i] == "and" and words.text[i + 1 : i + 2] and words.text[i + 1][0].isupper()
    )
    soft = max(0, sum(1 for i in path if scene.soft(i)) - lists - _apposed_commas(scene, path))
    verbs = _verbs(path, found, others)
    if hard and len(moment.edtf or "") == 10 and any(words.lower[i] == "as" and scene.hard(i) for i in path):
        hard -= 1  # "marched today as unions began a strike": at the same time
    length = sum(0.3 if words.text[i][0].isupper() else 1.0 for i in path)
    clear = moment.first > found.last and not (soft or hard or verbs or nouns)
    if clear and found.verb is not None and length <= _CLEAR:
        length = min(length, VERB_REACH - 0.5)
    return length + soft * _SOFT + hard * _HARD + verbs * _VERB + nouns * _NOUN


def _clauses(scene: Scene, path: range) -> int:
    return sum(1 for i in path if scene.hard(i) and scene.words.lower[i] not in ("(", ")"))


_REASONS = frozenset({"response", "reaction", "over", "following", "because", "despite"})
_STARTED = frozenset({"began", "started", "opened"})


def when_follows(lower: Sequence[str], last: int) -> bool:
    """True where "when" takes up the time that ends at word `last`."""
    return lower[last + 1 : last + 3] == [",", "when"] or lower[last + 1 : last + 2] == ["when"]


def _verbs(path: range, found: Found, others: Sequence[Found]) -> int:
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


CLAUSE_OPENERS = frozenset({"since", "after", "before", "following", "until", "despite", "although", "while", "when"})


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


_WENT_ON = frozenset("began broke erupted continued resumed started flared was were has had took".split())


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
        and words.lower[1] not in _WENT_ON
        or (comma is not None and moment.first <= 4)
    )


def owner(scene: Scene, moment: Moment, groups: Groups) -> int | None:
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
