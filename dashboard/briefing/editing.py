"""Changes to a briefing, each a new briefing: the old one stays, which is what undo goes back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.briefing.model import Briefing, Scene
from dashboard.briefing.topics import MAX_EVENTS


def move_scene(briefing: Briefing, scene_id: str, by: int) -> Briefing:
    """Return the briefing with a scene moved by so many places; at an end it stays there."""
    scenes = list(briefing.scenes)
    at = _index(briefing, scene_id)
    scene = scenes.pop(at)
    scenes.insert(max(0, min(len(scenes), at + by)), scene)
    return replace(briefing, scenes=tuple(scenes))


def drop_scene(briefing: Briefing, scene_id: str) -> Briefing:
    at = _index(briefing, scene_id)
    return replace(briefing, scenes=briefing.scenes[:at] + briefing.scenes[at + 1 :])


def add_text_scene(briefing: Briefing, heading: str, text: str = "", *, at: int | None = None) -> Briefing:
    """Return the briefing with a scene of the user's own words, at the end (a closing) unless `at` says where."""
    return _with_new(briefing, Scene(_free_id(briefing, "text"), "text", heading, text=_paragraphs(text)), at)


def _with_new(briefing: Briefing, scene: Scene, at: int | None = None) -> Briefing:
    at = len(briefing.scenes) if at is None else at
    return replace(briefing, scenes=(*briefing.scenes[:at], scene, *briefing.scenes[at:]))


def _free_id(briefing: Briefing, stem: str) -> str:
    taken = {scene.id for scene in briefing.scenes}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}-{n}") not in taken)


def edit_scene(
    briefing: Briefing, scene_id: str, *, heading: str | None = None, note: str | None = None, text: str | None = None
) -> Briefing:
    """Return the briefing with new words in a scene; None leaves them. The title scene's heading is the title."""

    def change(scene: Scene) -> Scene:
        return replace(
            scene,
            heading=scene.heading if heading is None else heading.strip() or scene.heading,
            note=scene.note if note is None else note.strip(),
            text=scene.text if text is None else _paragraphs(text),
        )

    edited = _with_scene(briefing, scene_id, change)
    scene = edited.scene(scene_id)
    return replace(edited, title=scene.heading) if scene and scene.kind == "title" else edited


def tell_events(briefing: Briefing, scene_id: str, events: Sequence[str], quote: str = "") -> Briefing:
    """Return the briefing with these events in the scene, in this order, `quote` the one whose sentence is quoted.

    An event stands in one scene only, so another that told one of them tells it no longer, and goes where it tells
    nothing any more.
    """
    _index(briefing, scene_id)
    scenes = []
    for scene in briefing.scenes:
        mine = tuple(events) if scene.id == scene_id else tuple(id_ for id_ in scene.events if id_ not in events)
        wanted = quote if scene.id == scene_id and quote else scene.quote
        if mine or scene.id == scene_id or not scene.events:
            scenes.append(replace(scene, events=mine, quote=wanted if wanted in mine else mine[0] if mine else ""))
    return replace(briefing, scenes=tuple(scenes))


def tell_changes(briefing: Briefing, since: str, new: Sequence[str], lines: Sequence[str]) -> Briefing:
    """Return the briefing with scenes behind the overview for what is new and for what changed or is gone.

    `since` is the day or name of the older briefing in words, `new` the ids of events, `lines` a sentence each.
    """
    at = next((n for n, scene in enumerate(briefing.scenes, 1) if scene.kind == "overview"), 0)
    if lines:
        briefing = add_text_scene(briefing, f"Changed since {since}", "\n".join(lines), at=at)
    chunks = [tuple(new[start : start + MAX_EVENTS]) for start in range(0, len(new), MAX_EVENTS)]
    for number in range(len(chunks), 0, -1):
        heading = f"New since {since}" + (f" ({number} of {len(chunks)})" if len(chunks) > 1 else "")
        scene = Scene(_free_id(briefing, "new"), "topic", heading)
        briefing = tell_events(_with_new(briefing, scene, at), scene.id, chunks[number - 1])
    return briefing


def _with_scene(briefing: Briefing, scene_id: str, change: Callable[[Scene], Scene]) -> Briefing:
    at = _index(briefing, scene_id)
    scenes = (*briefing.scenes[:at], change(briefing.scenes[at]), *briefing.scenes[at + 1 :])
    return replace(briefing, scenes=scenes)


def _index(briefing: Briefing, scene_id: str) -> int:
    for index, scene in enumerate(briefing.scenes):
        if scene.id == scene_id:
            return index
    raise KeyError(f"no scene {scene_id!r}; there are {', '.join(scene.id for scene in briefing.scenes)}")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
