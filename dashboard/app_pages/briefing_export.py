"""The export part of the briefing page: choose a kind of file, make it, take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.briefing.saving import briefing_name
from dashboard.errors import DatelineError
from dashboard.export import FORMATS, ExportOptions, Format, write_export
from dashboard.export.browser import find_browser
from dashboard.export.pages import PAPERS
from dashboard.model import Article, Event


def export_part(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> None:
    """Show the choice; the file is made when asked for, since a presentation of many events takes seconds."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        name = st.selectbox(
            "Kind of file",
            list(FORMATS),
            format_func=lambda key: f"{key}: {FORMATS[key].words}",
            key="export-format",
        )
    chosen = FORMATS[name]
    options = _asked(chosen, options)
    if chosen.needs_browser and find_browser() is None:
        st.text("This needs a Chromium, Chrome or Edge, and none was found on this machine. html, pptx and svg work.")
        return
    made: tuple[object, bytes] | None = st.session_state.get("exported")
    wanted = (name, options, tuple(event.id for event in events))
    with right:
        if st.button("Make the file", type="primary", key="export-make"):
            with st.spinner(f"Making {name} of {len(events)} events …", show_time=True):
                try:
                    made = (wanted, write_export(name, events, articles, options))
                except DatelineError as error:
                    made = None
                    st.warning("The file was not made.")
                    st.text(str(error))
            st.session_state["exported"] = made
    if made and made[0] == wanted:
        st.download_button(
            f"Download {name} ({len(made[1]) / 1000:,.0f} kB)",
            made[1],
            file_name=f"{briefing_name(options.title or 'dateline')}{chosen.ending}",
            mime=chosen.media_type,
            key="export-download",
        )


def _asked(chosen: Format, options: ExportOptions) -> ExportOptions:
    """Return the options with what this kind of file leaves open."""
    if chosen.views:
        view = st.radio("Shows", chosen.views, horizontal=True, key=f"export-view-{chosen.name}")
        options = replace(options, view=view)
    if chosen.name == "pdf" and options.view == "timeline":
        options = replace(options, paper=st.radio("Paper", list(PAPERS), horizontal=True, key="export-paper"))
    if chosen.name in ("png", "svg"):
        wide, high = st.columns(2)
        options = replace(
            options,
            width=int(wide.number_input("Width in pixels", 200, 8000, 1600, 100, key="export-width")),
            height=int(high.number_input("Height in pixels", 150, 8000, 900, 100, key="export-height")),
        )
    if chosen.name == "json" and st.checkbox("With the whole articles", key="export-articles"):
        options = replace(options, articles_text=True)
    return options
