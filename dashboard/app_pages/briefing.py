"""Briefing: make one of the current selection, present it, edit it, save it, hand it over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard.app_pages.briefing_export import export_part
from dashboard.app_pages.notices import no_table, show_fault
from dashboard.briefing.changes import changes_since
from dashboard.briefing.editing import add_text_scene, drop_scene, edit_scene, move_scene
from dashboard.briefing.making import brief
from dashboard.briefing.model import Briefing
from dashboard.briefing.saving import briefing_name, list_briefings, load_briefing, save_briefing
from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.export import ExportOptions
from dashboard.export.as_html import deck_html
from dashboard.export.slides import slides
from dashboard.lexicon import Lexicon
from dashboard.linked.presenting import presented
from dashboard.model import Article, Event, Selection
from dashboard.selection import selection_words
from dashboard.session import Shown, home, read_link, shown, standing, write_link

MOST = 300  # events of one briefing; by eye: fifty slides are more than anybody can tell
_UNDO = 50  # steps back


@dataclass(frozen=True)
class Work:
    """The briefing at hand: how it was before each edit, and the digest of its file ("" where not saved)."""

    briefing: Briefing
    selection: Selection | None
    past: tuple[Briefing, ...] = ()
    digest: str = ""
    saved: Briefing | None = None
    turn: int = 0
    left_out: int = 0

    @property
    def edited(self) -> bool:
        return bool(self.past) and self.briefing != self.saved


def page() -> None:
    table = shown()
    if isinstance(table, str):
        no_table(table)
        return
    show_fault(table.fault)
    work = _work(table)
    _address(work)
    events, articles = _events(table, work), list(table.store.articles())
    options = _options(work)
    _heading(table, work)
    edited = st.session_state.get("edited-scene", "")
    presented(_deck(table, work, events, articles, options), key="present", scene=edited)
    scenes, saving, since, export = st.tabs(["Scenes", "Save and open", "Since the last briefing", "Export"])
    with scenes:
        _scenes(work)
    with saving:
        _saving(table, work)
    with since:
        _since(table)
    with export:
        export_part(events, [table.store.article(a.id) or a for a in articles], options)


# ---- the briefing at hand ----


def _work(table: Shown) -> Work:
    """Return the briefing at hand: the saved one that the address names, else one made of the selection."""
    work: Work | None = st.session_state.get("briefing")
    named = st.query_params.get("briefing", "")
    chosen = standing().link.selection
    if work is None and named:
        try:
            work = _opened(named)
        except DatelineError as error:
            st.warning("The briefing that the link names cannot be opened.")
            st.text(str(error))
    if work is None or (work.selection is not None and work.selection != chosen and not work.edited):
        work = _made(table, chosen, turn=work.turn + 1 if work else 0)
    st.session_state["briefing"] = work
    return work


def _made(table: Shown, selection: Selection, marking: str = "", turn: int = 0) -> Work:
    events = table.store.select(selection, limit=MOST)
    made = brief(
        events,
        table.store.articles(),
        marking=marking,
        filter_words=selection_words(selection, _lexicon(home().reference).gazetteer.country_name),
        query=urlencode(write_link(selection), doseq=True),
        made_on=_today(),
    )
    return Work(made, selection, turn=turn, left_out=max(0, table.store.count(selection) - len(events)))


def _opened(name: str, turn: int = 0) -> Work:
    briefing, digest = load_briefing(_folder(), name)
    return Work(briefing, None, digest=digest, saved=briefing, turn=turn)


def _change(briefing: Briefing) -> None:
    """Take the briefing as it is now and draw the page anew.

    Widgets bear the turn in their keys and are compared, not called back: a callback of a widget that has left the page
    may still come, with the briefing of its time.
    """
    work: Work = st.session_state["briefing"]
    if briefing != work.briefing:
        past = (*work.past, work.briefing)[-_UNDO:]
        st.session_state["briefing"] = replace(work, briefing=briefing, past=past, turn=work.turn + 1)
        st.rerun()


def _undo() -> None:
    work: Work = st.session_state["briefing"]
    if work.past:
        st.session_state["briefing"] = replace(work, briefing=work.past[-1], past=work.past[:-1], turn=work.turn + 1)
        st.rerun()


def _events(table: Shown, work: Work) -> list[Event]:
    """Return the events that the briefing tells; of the selection where it was just made of it."""
    ids = work.briefing.event_ids()
    return list(table.store.select(Selection(ids=ids))) if ids else []


def _options(work: Work) -> ExportOptions:
    return ExportOptions(
        made_on=work.briefing.made_on or _today(),
        marking=work.briefing.marking,
        filter_words=work.briefing.filter_words,
        title=work.briefing.title,
        briefing=work.briefing,
        outlines=standing().link.view.outlines,
        lexicon=_lexicon(home().reference),
    )


def _deck(table: Shown, work: Work, events: list[Event], articles: list[Article], options: ExportOptions) -> str:
    """Return the slides' markup; made anew only where the table or the briefing is another."""
    key = (table.store.revision, work.briefing, options.outlines)
    held = st.session_state.get("briefing-deck")
    if held is None or held[0] != key:
        held = st.session_state["briefing-deck"] = (key, deck_html(slides(events, articles, options), options))
    return str(held[1])


@st.cache_resource(max_entries=2, show_spinner=False)
def _lexicon(reference: Path) -> Lexicon:
    return home().lexicon()


def _folder() -> Path:
    return home().data / "briefings"


def _today() -> Day:
    return Day.of(datetime.date.today())


def _address(work: Work) -> None:
    """Write into the address what a reload needs: the selection, or the name of the saved briefing."""
    held = standing()
    query = write_link(held.link.selection, held.link.view)
    if work.selection is None and work.briefing.name:
        query["briefing"] = [work.briefing.name]
    if query != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(query)
    held.written = query


# ---- the parts of the page ----


def _heading(table: Shown, work: Work) -> None:
    left, middle, right = st.columns([6, 3, 3], vertical_alignment="bottom")
    with left:
        st.subheader("Briefing", anchor=False)
        of = f"Of the selection: {work.briefing.filter_words or 'all events'}"
        if work.selection is None:
            of = f"Saved as {work.briefing.name}"
        st.text(of + (", with changes not saved" if work.edited else ""))
        if work.left_out:
            st.text(f"It tells the first {MOST} events in time; {work.left_out} more of the selection are left out.")
    with middle:
        marking = st.text_input(
            "Handling marking",
            work.briefing.marking,
            key=f"marking-{work.turn}",
            max_chars=120,
            placeholder="Handling marking, on every page",
            label_visibility="collapsed",
        )
    with right, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom"):
        undo = st.button("Undo", disabled=not work.past)
        anew = st.button("Brief this", type="primary", help="Make a new briefing of the current selection")
    if undo:
        _undo()
    if anew:
        made = _made(table, standing().link.selection, work.briefing.marking, work.turn + 1)
        st.session_state["briefing"] = made
        st.rerun()
    _change(replace(work.briefing, marking=marking.strip()))


def _scenes(work: Work) -> None:
    """Choose a scene; edit its words, move or drop it, or add one of one's own."""
    briefing = work.briefing
    ids = [scene.id for scene in briefing.scenes]
    if not ids:
        st.text("No scenes. Brief this makes them again.")
        return
    headings = {scene.id: f"{n}. {scene.heading}" for n, scene in enumerate(briefing.scenes, 1)}
    if st.session_state.get("edited-scene") not in ids:
        st.session_state["edited-scene"] = ids[0]
    chosen = st.selectbox("Scene to edit, shown above", ids, format_func=headings.__getitem__, key="edited-scene")
    scene = briefing.scene(chosen)
    assert scene is not None
    with st.container(horizontal=True):
        earlier = st.button("Earlier", disabled=chosen == ids[0])
        later = st.button("Later", disabled=chosen == ids[-1])
        drop = st.button("Drop this scene")
        add = st.button("Add a scene at the end")
    if earlier or later:
        _change(move_scene(briefing, chosen, -1 if earlier else 1))
    if drop:
        _change(drop_scene(briefing, chosen))
    if add:
        _change(add_text_scene(briefing, "Closing"))
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
    _change(edit_scene(briefing, chosen, heading=heading, note=note, text=text))


def _saving(table: Shown, work: Work) -> None:
    left, right = st.columns(2)
    with left:
        name = st.text_input("Name", work.briefing.name or briefing_name(work.briefing.title), key=f"name-{work.turn}")
        if st.button("Save", type="primary"):
            named = replace(work.briefing, name=briefing_name(name))
            expected = work.digest if named.name == work.briefing.name else ""
            try:
                digest = save_briefing(named, _folder(), expected=expected)
            except DatelineError as error:
                st.warning("The briefing was not saved.")
                st.text(str(error))
            else:
                st.session_state["briefing"] = replace(
                    work, briefing=named, selection=None, digest=digest, saved=named, turn=work.turn + 1
                )
                st.rerun()
    with right:
        there = list_briefings(_folder())
        if not there:
            st.text("No briefing is saved yet.")
            return
        chosen = st.selectbox("Saved briefings", there, key="saved-briefing")
        if st.button("Open"):
            try:
                st.session_state["briefing"] = _opened(chosen, work.turn + 1)
            except DatelineError as error:
                st.warning("The briefing cannot be opened.")
                st.text(str(error))
            else:
                st.rerun()


def _since(table: Shown) -> None:
    """What is new, changed or gone since a saved briefing, its selection asked again of today's table."""
    there = list_briefings(_folder())
    if not there:
        st.text("Save a briefing first; later tables can then be compared with it.")
        return
    chosen = st.selectbox("Compare with", there, key="since-briefing")
    try:
        saved, _ = load_briefing(_folder(), chosen)
    except DatelineError as error:
        st.text(str(error))
        return
    events = table.store.select(read_link(parse_qs(saved.query)).selection, limit=MOST)
    found = changes_since(saved, events)
    st.text(
        f"Since {saved.made_on or 'it was saved'}: {len(found.new)} new, {len(found.changed)} changed, "
        f"{len(found.gone)} gone; selection: {saved.filter_words or 'all events'}."
    )
    for event in found.new:
        st.text(f"New: {event.title}")
    for changed in found.changed:
        what = "; ".join(f"{field}: {then} → {now}" for field, then, now in changed.changes)
        st.text(f"Changed: {changed.now.title} ({what})")
    for seen in found.gone:
        st.text(f"Gone: {seen.title}")
