"""Who acts and who is acted on, read from the names around a trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.extract.actions import Found
from dashboard.extract.scene import Name, Scene
from dashboard.extract.subjects import Memory, Subject, find_subject

Groups = Mapping[str, frozenset[str]]
_TARGETING = frozenset({"against", "on", "to", "at", "over", "toward", "towards"})
_TITLES = frozenset(
    "president minister leader chancellor king queen secretary envoy ambassador chief counterpart "
    "premier commander general "
    "spokesman spokeswoman governor mayor chairman head negotiator director".split()
)
_SHARED = frozenset({"by", "between", "with", "of", "", "from", "among", "for"})


@dataclass(frozen=True, slots=True)
class Cast:
    """The names that act and those acted on; `private`: the speaker is nobody official ("a policeman said").

    `media`: the speaker is a publisher, so the words are attribution and no event of their own.
    """

    acts: tuple[Name, ...] = ()
    acted_on: tuple[Name, ...] = ()
    private: bool = False
    media: bool = False
    official: bool = False
    subject: tuple[Name, ...] = ()
    head: str = ""


def read_cast(
    scene: Scene, found: Found, earlier: Sequence[tuple[Found, Cast]], memory: Memory, groups: Groups
) -> Cast:
    """Return who acts and who is acted on in the event that `found` names."""
    reader = _verb_cast if found.verb is not None else _noun_cast
    cast = reader(scene, found, earlier, memory, groups)
    if cast.acts or cast.acted_on or cast.private or found.kind in ("say", "report"):
        return cast
    near = [n for n in scene.names if 0 < n.first - found.last <= 10]
    lower = scene.words.lower
    clear = [n for n in near if not any(scene.hard(i) or lower[i] == "," for i in range(found.last + 1, n.first + 1))]
    return replace(cast, acted_on=tuple(clear[:2]))  # "imposed sanctions aimed at depleting Russia's resources"


def _subjects(earlier: Sequence[tuple[Found, Cast]], before: int) -> list[Subject]:
    return [
        Subject(cast.subject or cast.acts, cast.private, cast.official)
        for one, cast in earlier
        if one.verb and one.head < before and (cast.acts or not cast.private)
    ]


def _verb_cast(
    scene: Scene, found: Found, earlier: Sequence[tuple[Found, Cast]], memory: Memory, groups: Groups
) -> Cast:
    words = scene.words
    mood = found.verb
    assert mood is not None
    start = min(mood.start, found.first)
    barred = max((one.last for one, _ in earlier if one.verb and one.last < start and not one.noun), default=-1)
    subject = find_subject(scene, start, _subjects(earlier, start), memory, mood.passive, groups, barred)
    after = object_names(scene, found.head)
    if found.kind == "say" and (
        mood.rule == "past" and (mood.passive or words.lower[found.last + 1 : found.last + 2] == ["of"])
    ):
        return Cast(private=True)  # "measures endorsed by", "diplomats accused of": a reduced clause, no statement told
    if mood.rule.startswith("accused of"):
        verbs = [one for one, _ in earlier if one.verb is not None and one.kind == "say"]
        accused = [n for n in scene.names if verbs and verbs[-1].last < n.first and n.last < found.first]
        return Cast(tuple(accused), tuple(n for n in after if n not in accused), official=True)
    if mood.passive:
        agents = tuple(n for n in after if n.governed == "by")
        if not agents and memory.group and words.lower[found.last + 1 : found.last + 4] == ["by", "the", "group"]:
            agents = (memory.group,)
        rest = tuple(
            n for n in after if n.governed != "by" and n.governed in (*_TARGETING, "with", "of", "for", "between")
        )
        if found.kind == "say":
            if not agents and words.lower[found.head] not in ("announced", "reported"):
                return Cast(private=True)  # "its wisdom was confirmed": nobody speaks
            return _speaking(agents, (*subject.names, *rest), subject, groups)
        return Cast(agents, (*subject.names, *rest), official=subject.official)
    if found.kind == "say":
        before = words.lower[found.first - 1] if found.first else ","
        if (
            found.trigger.words[0] == "add"
            and before[0].isalnum()
            and any(n.first == found.last + 1 for n in scene.names)
        ):
            return Cast(private=True)  # "NATO has added Finland" is no speech
        if not subject.names and not subject.private and not before[0].isalnum():
            subject = _inverted(scene, found, groups)
        told = tuple(n for n in after if n not in subject.names and n.kind == "state")
        return _speaking(subject.names, told, subject, groups)
    if found.kind in ("meet", "call"):
        partners = tuple(
            n for n in after if n.governed in ("with", "", "between", "by", "and", "to") and not n.adjective
        )
        return Cast((*subject.names, *partners), official=subject.official, subject=subject.names)
    if found.kind == "host" and not any(n.kind == "person" and n.first - found.last <= 6 for n in after):
        return _speaking(subject.names, tuple(after), subject, groups)
    return Cast(subject.names, tuple(n for n in after if n not in subject.names), official=subject.official)


def _speaking(speakers: tuple[Name, ...], others: tuple[Name, ...], subject: Subject, groups: Groups) -> Cast:
    media = bool(speakers) and all(is_media(n, groups) for n in speakers)
    return Cast(speakers, others, subject.private, media, subject.official, head=subject.head)


def is_media(name: Name, groups: Groups) -> bool:
    """True where a name is a publisher's or broadcaster's."""
    tokens = (name.actor or name.text).lower().replace("’", "'").split()
    sure = groups["media"] - {"agency", "times", "post", "state", "daily", "independent"}
    return name.kind == "organisation" and (bool(set(tokens) & sure) or tokens[-1] in ("times", "post"))


def _inverted(scene: Scene, found: Found, groups: Groups) -> Subject:
    """Read the subject after the verb: '"..." said Sean McCormack'."""
    words = scene.words
    for name in scene.names:
        if name.first > found.last and name.first - found.last <= 6 and not name.governed and not name.adjective:
            return Subject((name,), False, True)
    following = set(words.lower[found.last + 1 : found.last + 6])
    return Subject((), bool(following & groups["private"]), bool(following & groups["official"]))


def object_names(scene: Scene, last: int) -> list[Name]:
    """Return the names after a trigger: up to the next clause, or to a comma that no list of names follows."""
    lower = scene.words.lower
    limit = len(lower)
    for i in range(last + 1, limit):
        if (scene.hard(i) and lower[i] not in ("(", ")")) or i in scene.stops or _participle(lower, i):
            limit = i
            break
        if lower[i] == "," and not _list_goes_on(scene, i):
            limit = i
            break
    return [n for n in scene.names if last < n.first < limit]


def _participle(lower: Sequence[str], i: int) -> bool:
    """True for "addressing" in "a summit addressing threats from ...": what follows is a matter, not a party."""
    return lower[i].endswith("ing") and len(lower[i]) > 5 and lower[i] not in _NO_PARTICIPLES


_NO_PARTICIPLES = frozenset(
    "including during beijing outgoing incoming acting ruling visiting sitting neighboring neighbouring opposing "
    "leading warring governing ongoing following".split()
)


def _list_goes_on(scene: Scene, comma: int) -> bool:
    if any(n.kind == "person" and n.first == comma + 1 for n in scene.names):
        return scene.words.lower[comma - 1] in _TITLES  # "the country's president, Petro Poroshenko"
    behind = any(n.last >= comma - 2 and n.last < comma for n in scene.names)
    ahead = any(comma < n.first <= comma + 4 for n in scene.names)
    verb = any(scene.words.lower[i].endswith(("ing", "ed")) for i in range(comma + 1, min(len(scene.words), comma + 3)))
    return behind and ahead and not verb


def _noun_cast(
    scene: Scene, found: Found, earlier: Sequence[tuple[Found, Cast]], memory: Memory, groups: Groups
) -> Cast:
    words = scene.words
    acts: list[Name] = []
    acted: list[Name] = []
    mood = found.noun
    assert mood is not None
    if mood.light is not None and mood.light < found.last:
        verb = next((cast for one, cast in reversed(earlier) if one.head == mood.light), None)
        if verb is not None:
            acts.extend(verb.acts)
        else:
            acts.extend(find_subject(scene, mood.light, _subjects(earlier, mood.light), memory, False, groups).names)
    elif (off := _calls_off(words.lower, found, groups)) is not None:
        acts.extend(find_subject(scene, off, _subjects(earlier, off), memory, False, groups).names)
    elif found.kind in ("meet", "move") and (be := _is_on(words.lower, found, groups)) is not None:
        acts.extend(find_subject(scene, be, _subjects(earlier, be), memory, False, groups).names)
    elif found.kind in ("meet", "move", "mark") and _adjunct(words.lower, found, groups):
        verbs = [(one, cast) for one, cast in earlier if one.verb and one.last < found.first]
        if verbs and not any(scene.hard(i) for i in range(verbs[-1][0].last + 1, found.first + 1)):
            acts.extend(
                verbs[-1][1].acts + (verbs[-1][1].acted_on if verbs[-1][0].kind == "host" else ())
            )  # "pledged support at a meeting with ...": who pledged also met
    for name in scene.names:
        if name.last < found.first and found.first - name.last <= 5 and all(
            not words.barrier[i] for i in range(name.last + 1, found.first + 1)
        ) and (name.adjective or name.last == found.first - 1) and name not in acts:  # fmt: skip
            acts.append(name)
    if words.lower[found.last + 1 : found.last + 4] in (["between", "the", "two"], ["between", "both", "sides"]):
        acts.extend(memory.meeting[:2])
    for name in object_names(scene, found.last):
        if name.first - found.last > 14:
            break
        if name.governed in _TARGETING or (name.governed == "of" and found.kind in ("fight", "coerce", "sanction")):
            acted.append(name)
        elif name.governed in _SHARED or name.kind == "person":
            acts.append(name)
    return Cast(tuple(dict.fromkeys(acts)), tuple(n for n in dict.fromkeys(acted) if n not in acts))


def _calls_off(lower: Sequence[str], found: Found, groups: Groups) -> int | None:
    """Return the verb before a noun that calls it off ("called off the strikes"), None where there is none."""
    if found.status != "suspended":
        return None
    off = groups["suspended"] | groups["off"]
    return next((i for i in range(found.first - 1, max(-1, found.first - 5), -1) if lower[i] in off), None)


def _is_on(lower: Sequence[str], found: Found, groups: Groups) -> int | None:
    """Return the "is" of "is on a visit to Beijing" and "is currently in China for talks", None where there is none."""
    for i in range(found.first - 1, max(-1, found.first - 9), -1):
        if lower[i] in groups["present_be"]:
            following = [w for w in lower[i + 1 : i + 4] if w not in groups["adverb"]]
            return i if following[:1] in (["on"], ["in"]) else None
        if lower[i] in groups["subordinator"] or lower[i] in groups["have"]:
            return None
    return None


def _adjunct(lower: Sequence[str], found: Found, groups: Groups) -> bool:
    for word in reversed(lower[max(0, found.first - 4) : found.first]):
        if word in groups["preposition"]:
            return word in ("at", "in", "during", "for", "on")
    return False
