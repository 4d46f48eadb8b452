"""Who says so: the chain of those who claim an event, nearest first, and what their verb does to its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.extract.actions import Found
from dashboard.extract.participants import Cast, is_media
from dashboard.extract.scene import Name, Scene
from dashboard.model import Article

Groups = Mapping[str, frozenset[str]]


def claim(
    scene: Scene, found: Found, casts: Sequence[tuple[Found, Cast]], article: Article, groups: Groups
) -> tuple[tuple[str, ...], str]:
    """Return the chain of claimants, nearest first, and the status ("alleged", "denied", "" for none) they give."""
    chain: list[str] = []
    status = ""
    for verb, cast in casts:
        if verb is found or verb.verb is None or verb.kind != "say" or not _tells(scene, verb, found):
            continue
        if found.kind == "say" and found.first < verb.first:
            continue
        word = scene.words.lower[verb.head]
        speaker = _label(cast.acts[0]) if cast.acts else ""
        if word in groups["deny"] and verb.first < found.first and _denied(scene, verb, found, groups):
            status = "denied"
        elif word in groups["allege"] and verb.first < found.first and not status and _content(scene, verb, found):
            status = "alleged"
        reports = word in groups["reporting"] or word in groups["allege"] or word in groups["deny"]
        if (
            speaker
            and speaker not in chain
            and found.kind != "say"
            and reports
            and not _aside(scene, verb, found, word)
        ):
            chain.insert(0, speaker)
    reporting = [
        n for n in scene.names
        if is_media(n, groups) and scene.words.lower[n.last + 1 : n.last + 2] and n.last < found.first
        and scene.words.lower[n.last + 1] in groups["publisher_verb"]
    ]  # fmt: skip
    for name in (*reporting, *_according(scene)):
        if (label := _label(name)) not in chain:
            chain.append(label)
    for cited in article.cites:
        if chain and cited not in chain:
            chain.append(cited)
    return tuple(chain), status


def _label(name: Name) -> str:
    text = name.actor or name.text
    return text.removeprefix("the ").removeprefix("The ")


def _tells(scene: Scene, verb: Found, found: Found) -> bool:
    """True where `found` lies in what the speech verb reports."""
    if found.first > verb.last:
        between = range(verb.last + 1, found.first + 1)
        if any(scene.words.lower[i] in ("but", "while", "although", ";") for i in between):
            return False
        return verb.head < found.first and (any(scene.hard(i) for i in between) or _direct(scene, verb))
    between = range(found.last + 1, verb.first)
    return any(i in scene.walls for i in between)


_DIRECT = frozenset({"deny", "accuse", "blame", "allege", "claim", "suspect", "reject", "refute", "dismiss"})
# Words that may stand between "denied" and the noun of what is denied.
_PLAIN = frozenset(
    "any all its his her their the a an that of in for about having responsibility to direct such".split()
)
_THEN = frozenset("after when before since while because as but".split())


def _direct(scene: Scene, verb: Found) -> bool:
    return verb.trigger.words[0] in _DIRECT


def _aside(scene: Scene, verb: Found, found: Found, word: str) -> bool:
    """True where what follows "rejected a truce after ..." is the writer's own."""
    between = scene.words.lower[verb.last + 1 : found.first]
    return word in ("rejected", "rejects", "reject", "dismissed", "dismisses") and bool(set(between) & _THEN)


def _denied(scene: Scene, verb: Found, found: Found, groups: Groups) -> bool:
    """True where the speaker denies the event: "denied that", "denied attacking", "rejected reports of a raid"."""
    words = scene.words
    between = words.lower[verb.last + 1 : found.first]
    if set(between) & _THEN:
        return False
    if set(between) & groups["reports_of"]:
        return True
    if verb.trigger.words[0] != "deny":
        return False
    if found.verb is not None and found.noun is None:
        return "that" in between or found.status == "denied" or not between
    return all(word in _PLAIN or word.endswith(("al", "ic", "ed", "ive", "ous")) for word in between)


def _content(scene: Scene, verb: Found, found: Found) -> bool:
    """True for "claimed (that) ..." and "accused of ...ing", not for "claimed responsibility for the attack"."""
    word = verb.trigger.words[0]
    between = scene.words.lower[verb.last + 1 : found.first]
    if word in ("claim", "allege", "suspect"):
        told = found.verb is not None and found.noun is None or "that" in between
        return told and not set(between) & (_THEN | {"responsibility"}) and bool(between)
    if found.verb is not None and found.noun is None:
        return found.status == "alleged"
    after_of = between[len(between) - between[::-1].index("of") :] if "of" in between else None
    return word == "accuse" and after_of is not None and len(after_of) <= 3


def _according(scene: Scene) -> list[Name]:
    lower = scene.words.lower
    for i in range(len(lower) - 2):
        if lower[i] == "according" and lower[i + 1] == "to":
            near = [n for n in scene.names if i + 2 <= n.first <= i + 8]
            persons = [n for n in near if n.kind == "person"]
            return (persons or near)[:1]
    return []
