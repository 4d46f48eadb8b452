"""Who acts and who is acted on, read from the names around a trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.extract.actions import Found
from dashboard.extract.scene import Name, Scene

Groups = Mapping[str, frozenset[str]]


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


@dataclass(slots=True)
class Memory:
    """Who was spoken of last, for "he", "it" and "the two leaders"."""

    person: Name | None = None
    body: Name | None = None
    persons: list[Name] = field(default_factory=list)
    states: list[Name] = field(default_factory=list)
    group: Name | None = None

    def note(self, names: Sequence[Name], subjects: Sequence[Name]) -> None:
        """Remember the names of a sentence; its subjects are likelier than others to be meant next."""
        for name in names:
            pool = self.persons if name.kind == "person" else self.states if name.kind == "state" else None
            if pool is not None:
                pool[:] = [n for n in pool if (n.actor, n.country) != (name.actor, name.country)][-3:] + [name]
        people = [n for n in subjects if n.kind == "person"] or [n for n in names if n.kind == "person"][:1]
        if people:
            self.person = people[0]
        bodies = [n for n in subjects if n.kind != "person"] or [
            n for n in names if n.kind != "person" and not n.adjective
        ][:1]
        if bodies:
            self.body = bodies[0]
        groups = [n for n in names if n.kind in ("organisation", "armed_group")]
        if groups:
            self.group = groups[-1]


def read_cast(
    scene: Scene, found: Found, earlier: Sequence[tuple[Found, Cast]], memory: Memory, groups: Groups
) -> Cast:
    """Return who acts and who is acted on in the event that `found` names."""
    if found.verb is not None:
        cast = _verb_cast(scene, found, earlier, memory, groups)
    else:
        cast = _noun_cast(scene, found, earlier, memory, groups)
    return cast


def _verb_cast(
    scene: Scene, found: Found, earlier: Sequence[tuple[Found, Cast]], memory: Memory, groups: Groups
) -> Cast:
    words = scene.words
    mood = found.verb
    assert mood is not None
    start = min(mood.start, found.first)
    subject, private, official = subject_names(scene, start, found, earlier, memory, groups)
    after = object_names(scene, found.last)
    if mood.passive:
        agents = [n for n in after if n.governed == "by"]
        rest = [n for n in after if n.governed != "by"]
        if found.kind == "say" and mood.rule == "past":
            return Cast(private=True)  # "measures endorsed by ...": a reduced clause
        if found.kind == "say":
            return _speaking(words, agents, (*subject, *rest), private, official, groups)
        return Cast(tuple(agents), tuple(subject) + tuple(rest))
    if found.kind == "say":
        if (words.lower[found.last + 1 : found.last + 2] == ["of"] and mood.rule == "past"):
            return Cast(private=True)  # "measures endorsed by", "diplomats accused of": a reduced clause, no statement told
        if not subject and not private:
            subject, private, official = _inverted(scene, found, groups)
            after = [n for n in after if n not in subject]
        return _speaking(words, subject, after, private, official, groups)
    return Cast(tuple(subject), tuple(after), official=official)


def _speaking(words, speakers, others, private, official, groups: Groups) -> Cast:  # type: ignore[no-untyped-def]
    media = bool(speakers) and all(is_media(n, groups) for n in speakers)
    return Cast(tuple(speakers), tuple(others), private=private, media=media, official=official)


def is_media(name: Name, groups: Groups) -> bool:
    """True where a name is a publisher's or broadcaster's."""
    if name.kind not in ("organisation", "person"):
        return False
    tokens = (name.actor or name.text).lower().replace("’", "'").split()
    return name.kind == "organisation" and bool(
        set(tokens) & (groups["media"] - {"agency", "times", "post"}) or tokens[-1] in ("times", "post")
    )


def subject_names(
    scene: Scene, start: int, found: Found, earlier: Sequence[tuple[Found, Cast]], memory: Memory, groups: Groups
) -> tuple[list[Name], bool, bool]:
    """Return the names in the subject of the verb group at word `start`; whether it is private; whether official."""
    words = scene.words
    lower = words.lower
    end = start
    previous = next((cast for one, cast in reversed(earlier) if one.verb and one.head < start), None)
    before = lower[end - 1] if end else ""
    if before in ("and", "or", "but", "then") or (before == "," and end > 1 and lower[end - 2] in ("and", "but")):
        if previous is not None:
            return list(previous.acts), previous.private, previous.official
    if before == "," and (comma := _comma_before(scene, end - 1)) is not None:
        end = comma  # "John Kerry, US Secretary of State, stated": the subject stands before the aside
    elif before == ")" and "(" in lower[:end]:
        end = max(i for i in range(end) if lower[i] == "(")
    low = 0
    for i in range(end - 1, -1, -1):
        if scene.hard(i) and lower[i] not in ("(", ")"):
            low = i
            break
    segment = range(low, end)
    names = [n for n in scene.names if n.first >= low and n.last < end]
    inside = {lower[i] for i in segment}
    whole = [n for n in names if not n.governed]
    heads = [n for n in whole if not n.adjective] or whole
    nearest = _after_last_comma(scene, heads, low, end)
    chosen = nearest or heads or names
    head = next((w for w in reversed(lower[low:end]) if w in groups["inanimate"] or w in groups["official"] or w in groups["private"]), "")
    private = bool(inside & groups["private"]) and not any(n.kind == "person" for n in chosen)
    passive = found.verb is not None and found.verb.passive
    if not passive and head in groups["inanimate"] and not any(n.kind == "person" and not n.adjective for n in chosen):
        return chosen, True, False
    official = bool(inside & groups["official"])
    if chosen:
        persons = [n for n in chosen if n.kind == "person"]
        if persons and any(n.adjective is False for n in persons):
            chosen = [n for n in chosen if n.kind == "person" or not n.adjective or n.kind != "state"]
        return chosen, private and not official, official
    if inside & groups["person_pronoun"] and memory.person is not None:
        return [memory.person], False, True
    if low and lower[low] in ("who", "which", "that", "whom") and low + 1 >= end - 1:
        antecedent = [n for n in scene.names if n.last < low]
        if antecedent:
            return [antecedent[-1]], False, official
    if "it" in inside and memory.body is not None:
        return [memory.body], False, official
    if inside & {"they", "both", "two", "sides"} and len(inside) <= 6:
        pool = memory.persons if inside & {"leaders", "presidents", "ministers", "men"} else memory.states
        if inside & {"they"} and found.kind == "say":
            return [], True, False
        if inside & {"they"}:
            return ([memory.body] if memory.body else []), False, official
        return list(pool[-2:]), False, official
    if (
        inside & {"group", "alliance", "organisation", "organization", "bloc", "movement", "militia", "body"}
        and memory.group
    ):
        return [memory.group], False, True
    if previous is not None and not (segment and set(inside) - {","}):
        return list(previous.acts), previous.private, previous.official
    if official and memory.states and inside & {"country", "country's", "government", "military", "army"}:
        return [memory.states[-1]], False, True
    return [], private, official


def _after_last_comma(scene: Scene, names: Sequence[Name], low: int, end: int) -> list[Name]:
    """Return the names after an introduction ("In a speech today, Maliki ..."): those behind the last comma that has names."""
    commas = [i for i in range(low, end) if scene.words.lower[i] == ","]
    for comma in reversed(commas):
        behind = [n for n in names if n.first > comma]
        if behind:
            return behind
    return []


def _comma_before(scene: Scene, comma: int) -> int | None:
    """Return the comma that opens the aside which `comma` closes."""
    for i in range(comma - 1, max(-1, comma - 18), -1):
        if scene.words.lower[i] == ",":
            return i
        if scene.hard(i) and scene.words.lower[i] not in ("who", "which", "whose"):
            return None
    return None


def _inverted(scene: Scene, found: Found, groups: Groups) -> tuple[list[Name], bool, bool]:
    """Read the subject after the verb: '"..." said Sean McCormack'."""
    words = scene.words
    for name in scene.names:
        if name.first > found.last and name.first - found.last <= 6 and not name.governed:
            return [name], False, True
    following = set(words.lower[found.last + 1 : found.last + 6])
    return [], bool(following & groups["private"]), bool(following & groups["official"])


def object_names(scene: Scene, last: int) -> list[Name]:
    """Return the names after a trigger up to the next clause."""
    limit = len(scene.words)
    for i in range(last + 1, limit):
        if scene.hard(i) and scene.words.lower[i] not in ("(", ")"):
            limit = i
            break
    return [n for n in scene.names if last < n.first < limit]


_TARGETING = frozenset(("against", "on", "to", "at", "over"))


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
            acts.extend(subject_names(scene, mood.light, found, earlier, memory, groups)[0])
    for name in scene.names:
        if name.last < found.first and found.first - name.last <= 5 and all(
            not words.barrier[i] for i in range(name.last + 1, found.first + 1)
        ) and (name.adjective or name.last == found.first - 1) and name not in acts:  # fmt: skip
            acts.append(name)
    for name in object_names(scene, found.last):
        if name.first - found.last > 14:
            break
        if name.governed in _TARGETING or (name.governed == "of" and found.kind in ("fight", "coerce", "sanction")):
            acted.append(name)
        elif name.governed in ("by", "between", "with", "of", "and", "", "from") or name.kind == "person":
            acts.append(name)
    return Cast(tuple(dict.fromkeys(acts)), tuple(n for n in dict.fromkeys(acted) if n not in acts))
