"""Briefing: make one of the current selection, present it, edit it, save it, hand it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

import streamlit as st

from dashboard.app_pages.briefing_export import export_part
from dashboard.app_pages.briefing_scenes import edited_scene, scenes_part
from dashboard.app_pages.briefing_work import (
    MOST,
    Work,
    change,
    drafted,
    drafts,
    folder,
    lexicon_of,
    made,
    opened,
    save,
    step,
    today,
    undo,
    work_at_hand,
    write_address,
)
from dashboard.app_pages.notices import no_table, show_fault
from dashboard.briefing.changes import Changed, changes_since
from dashboard.briefing.drafts import drop_draft, list_drafts, load_draft
from dashboard.briefing.editing import tell_changes
from dashboard.briefing.model import Briefing
from dashboard.briefing.saving import briefing_name, list_briefings, load_briefing
from dashboard.briefing.words import day_words
from dashboard.errors import DatelineError
from dashboard.export import ExportOptions
from dashboard.export.as_html import deck_html
from dashboard.export.drawing import Slide
from dashboard.export.slides import slides
from dashboard.linked.presenting import presented
from dashboard.model import Article, Event, Selection
from dashboard.session import Shown, home, read_link, shown, standing


def page() -> None:
    table = shown()
    if isinstance(table, str):
        no_table(table)
        return
    show_fault(table.fault)
    work = work_at_hand(table)
    write_address(work)
    told, articles = _events(table, work.briefing.event_ids()), list(table.store.articles())
    options = _options(work.briefing)
    _heading(table, work)
    deck, markup = _deck(table, work.briefing, told, articles, options)
    edited_scene(work, presented(markup, key="present", scene=edited_scene(work)))
    scenes, saving, since, export = st.tabs(["Scenes", "Save and open", "Since the last briefing", "Export"])
    with scenes:
        ids = work.briefing.event_ids()
        dropped = tuple({seen.id for seen in work.briefing.seen} - set(ids))
        scenes_part(table, work, [*told, *_events(table, dropped)], deck)
    with saving:
        _saving(table, work)
    with since:
        _since(table, work)
    with export:
        export_part(told, [table.store.article(a.id) or a for a in articles], options)


def _events(table: Shown, ids: tuple[str, ...]) -> list[Event]:
    return list(table.store.select(Selection(ids=ids))) if ids else []


def _options(briefing: Briefing) -> ExportOptions:
    return ExportOptions(
        made_on=today(),  # whatever was saved when, the slides are made of today's table
        marking=briefing.marking,
        filter_words=briefing.filter_words,
        title=briefing.title,
        briefing=briefing,
        outlines=standing().link.view.outlines,
        lexicon=lexicon_of(home().reference),
    )


def _deck(
    table: Shown, briefing: Briefing, events: Sequence[Event], articles: Sequence[Article], options: ExportOptions
) -> tuple[Sequence[Slide], str]:
    """Return the slides and their markup; made anew only where the table or the briefing is another."""
    key = (table.store.revision, briefing, options.outlines)
    held = st.session_state.get("briefing-deck")
    if held is None or held[0] != key:
        made_slides = slides(events, articles, options)
        held = st.session_state["briefing-deck"] = (key, made_slides, deck_html(made_slides, options))
    return held[1], str(held[2])


def _heading(table: Shown, work: Work) -> None:
    left, middle, right = st.columns([6, 3, 3], vertical_alignment="bottom")
    with left:
        st.subheader("Briefing", anchor=False)
        of = f"Saved as {work.briefing.name}"
        if not work.digest:
            of = f"Of the selection: {work.briefing.filter_words or 'all events'}"
        if work.edited:
            of += ", with changes not saved" + (" (kept as a draft)" if work.draft else "; they are lost on a reload")
        st.text(of)
        if work.selection is not None and work.selection != standing().link.selection:
            st.text("The selection is another by now. Brief this makes a briefing of it; Undo comes back to this one.")
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
        back = st.button("Undo", disabled=not work.past)
        anew = st.button("Brief this", type="primary", help="Make a new briefing of the current selection")
    if back:
        undo()
    if anew:
        step(made(table, standing().link.selection, work.briefing.marking))
    change(replace(work.briefing, marking=marking.strip()), typed=True)


def _saving(table: Shown, work: Work) -> None:
    left, right = st.columns(2)
    with left:
        suggested = work.briefing.name or briefing_name(work.briefing.title)
        name = st.text_input("Name", suggested, key=f"name-{work.turn}-{suggested}")
        if st.button("Save", type="primary"):
            try:
                save(table, briefing_name(name))
            except DatelineError as error:
                st.warning("The briefing was not saved.")
                st.text(str(error))
                if work.draft:
                    st.text("Your changes are kept as a draft. Save them under another name, or open the other one.")
    with right:
        if there := list_briefings(folder()):
            chosen = st.selectbox("Saved briefings", there, key="saved-briefing")
            if st.button("Open"):
                _open(lambda: opened(chosen))
        else:
            st.text("No briefing is saved yet.")
        if kept := {key: _title(key) for key in list_drafts(drafts()) if key != work.draft}:
            draft = st.selectbox("Drafts not saved, the newest first", list(kept), format_func=kept.__getitem__)
            with st.container(horizontal=True):
                if st.button("Open the draft"):
                    _open(lambda: drafted(draft))
                if st.button("Throw the draft away"):
                    drop_draft(drafts(), draft)
                    st.rerun()


def _title(key: str) -> str:
    """Return a draft in words; one that cannot be read is named by its file."""
    try:
        briefing, _ = load_draft(drafts(), key)
    except DatelineError:
        return f"{key}.yaml (cannot be read)"
    return f"{briefing.title}{f', of {briefing.name}' if briefing.name else ''}"


def _open(bring: Callable[[], Work]) -> None:
    try:
        step(bring())
    except DatelineError as error:
        st.warning("It cannot be opened.")
        st.text(str(error))


def _since(table: Shown, work: Work) -> None:
    """What is new, changed or gone since a saved briefing, its selection asked again of today's table."""
    there = list_briefings(folder())
    if not there:
        st.text("Save a briefing first; later tables can then be compared with it.")
        return
    chosen = st.selectbox("Compare with", there, key="since-briefing")
    try:
        saved, _ = load_briefing(folder(), chosen)
    except DatelineError as error:
        st.text(str(error))
        return
    events = table.store.select(read_link(parse_qs(saved.query)).selection, limit=MOST)
    found = changes_since(saved, events)
    since = f"Since {day_words(saved.made_on)}" if saved.made_on else "Since it was saved"
    st.text(
        f"{since}: {len(found.new)} new, {len(found.changed)} changed, {len(found.gone)} gone; "
        f"selection: {saved.filter_words or 'all events'}."
    )
    for event in found.new:
        st.text(f"New: {event.title}")
    lines = [f"Changed: {changed.now.title} ({_what(changed)})" for changed in found.changed]
    lines += [f"Gone: {seen.title}" for seen in found.gone]
    for line in lines:
        st.text(line)
    if found and st.button("Tell it in this briefing", help="As scenes behind the overview"):
        day = day_words(saved.made_on) if saved.made_on else saved.name
        change(tell_changes(work.briefing, day, [event.id for event in found.new], lines))


def _what(changed: Changed) -> str:
    return "; ".join(f"{field}: {then} → {now}" for field, then, now in changed.changes)
