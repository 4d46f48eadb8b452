"""The scenes part of the briefing page: choose a scene, edit its words, events and what it shows, move or drop it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.app_pages.briefing_work import MOST, Work, change
from dashboard.briefing.editing import add_text_scene, drop_scene, edit_scene, move_scene, tell_events
from dashboard.briefing.framing import View, Window, frame_scene, read_view, read_window, scaled, settled
from dashboard.briefing.model import Scene, by_id
from dashboard.errors import DataError
from dashboard.export.drawing import Box, Land, Slide
from dashboard.export.maps import view_of
from dashboard.export.outlines import view_at
from dashboard.export.strip import fit_window
from dashboard.model import Event
from dashboard.session import Shown, standing
from dashboard.viewmodel import first_window

_EDITED = "edited-scene"
_MAP = Box(0, 0, 540, 400)  # about the map of a slide, whose own box the view is widened to


def edited_scene(work: Work, asked: str = "") -> str:
    """Return the scene that is edited: the one asked for on the slides, else the one chosen last, else the first."""
    ids = [scene.id for scene in work.briefing.scenes]
    last = st.session_state.get(_EDITED)
    chosen = asked if asked in ids else last if last in ids else ids[0] if ids else ""
    # Set on every run: a heading typed anew makes other words of the choice, which would then fall back to the first.
    st.session_state[_EDITED] = chosen
    return chosen


def scenes_part(table: Shown, work: Work, events: Sequence[Event], deck: Sequence[Slide]) -> None:
    """Show the choice of a scene and all that can be done with it. `events` are those that scenes may tell."""
    briefing = work.briefing
    ids = [scene.id for scene in briefing.scenes]
    if not ids:
        st.text("No scenes. Brief this makes them again.")
        return
    headings = {scene.id: f"{n}. {scene.heading}" for n, scene in enumerate(briefing.scenes, 1)}
    chosen = st.selectbox("Scene to edit", ids, format_func=headings.__getitem__, key=_EDITED)
    scene = briefing.scene(chosen)
    assert scene is not None
    with st.container(horizontal=True):
        earlier = st.button("Earlier", disabled=chosen == ids[0])
        later = st.button("Later", disabled=chosen == ids[-1])
        drop = st.button("Drop this scene")
        add = st.button("Add a scene at the end")
    if earlier or later:
        change(move_scene(briefing, chosen, -1 if earlier else 1))
    if drop:
        change(drop_scene(briefing, chosen))
    if add:
        change(add_text_scene(briefing, "Closing"))
    key = f"{chosen}-{work.turn}"
    heading = st.text_input("Heading", scene.heading, key=f"heading-{key}", max_chars=200)
    text = "\n".join(scene.text)
    if scene.kind in ("text", "title"):
        text = st.text_area("Text, a paragraph a line", text, key=f"text-{key}")
    note = st.text_area(
        "Note for whoever speaks",
        scene.note,
        key=f"note-{key}",
        help="Stands before the sources of the scene, which are added to it.",
    )
    change(edit_scene(briefing, chosen, heading=heading, note=note, text=text), typed=True)
    if scene.kind == "topic":
        _told(work, scene, events, key)
        _framed(table, work, scene, deck, key)


def _told(work: Work, scene: Scene, events: Sequence[Event], key: str) -> None:
    """Choose and order the events of the scene, and whose sentence is quoted."""
    table = by_id(events)
    now = [table[id_].id for id_ in scene.events if id_ in table]
    left, right = st.columns([2, 1])
    told = left.multiselect(
        "Events, in this order",
        [event.id for event in events],
        now,
        format_func=lambda id_: table[id_].title,
        key=f"events-{key}",
        help="An event that another scene tells is taken from there.",
    )
    quoted = scene.quote if scene.quote in told else (told[0] if told else "")
    if told:
        quoted = right.selectbox(
            "Sentence quoted",
            told,
            told.index(quoted),
            format_func=lambda id_: table[id_].title,
            key=f"quote-{key}",
        )
    if told != now or quoted != scene.quote:
        change(tell_events(work.briefing, scene.id, told, quoted), typed=True)


def _framed(table: Shown, work: Work, scene: Scene, deck: Sequence[Slide], key: str) -> None:
    """Set which days and which part of the world the scene shows: by hand, from Explore, or as its events need."""
    left, right = st.columns(2)
    needs = "as the events of the scene need"
    days = ", ".join(day.iso() for day in scene.window) if scene.window else ""
    degrees = ", ".join(f"{number:g}" for number in scene.view) if scene.view else ""
    days_now = left.text_input(
        "Timeline: first day, last day", days, key=f"window-{key}", placeholder=needs, help="As 2024-05-14, 2024-05-20"
    )
    degrees_now = right.text_input(
        "Map: west, south, east, north",
        degrees,
        key=f"view-{key}",
        placeholder=needs,
        help="As 70, 15, 140, 55",
    )
    with st.container(horizontal=True):
        explore = st.button("As on Explore", help="The days and the part of the world that the Explore page shows now")
        closer = st.button("Map closer")
        wider = st.button("Map wider")
        needed = st.button("As its events need", disabled=not (scene.window or scene.view))
    window, view = scene.window, scene.view
    try:
        if days_now != days:
            window = read_window(days_now.split(",")) if days_now.strip() else None
        if degrees_now != degrees:
            view = read_view(degrees_now.split(",")) if degrees_now.strip() else None
    except DataError as error:
        st.warning("What the scene shows was not changed.")
        st.text(str(error))
    if explore:
        window, view = _as_on_explore(table)
    if closer or wider:
        maps = [part for slide in deck if slide.scene == scene.id for part in slide.parts if isinstance(part, Land)]
        view = scaled(view or maps[0].view, 0.7 if closer else 1 / 0.7)
    if needed:
        window, view = None, None
    change(frame_scene(work.briefing, scene.id, window, view), typed=not (explore or closer or wider or needed))


def _as_on_explore(table: Shown) -> tuple[Window | None, View]:
    """Return the days and the part of the world that Explore shows, which the session remembers."""
    link = standing().link
    events = table.store.select(link.selection, limit=MOST)
    if ".." in link.view.window:
        window: Window | None = read_window(link.view.window.split(".."))
    elif link.view.window == "all":
        window = fit_window(events)
    elif link.view.window == "selection":
        window = fit_window([event for event in events if event.id in link.view.selected])
    else:
        window = first_window(events)
    if not link.view.map:
        return window, settled(view_of(events, _MAP))
    lon, lat, zoom = (float(number) for number in link.view.map.split(","))
    return window, settled(view_at(lon, lat, zoom))
