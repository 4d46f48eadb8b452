"""Explore: what happened, when, where and who, on a timeline and a map."""

from __future__ import annotations

import streamlit as st

from dashboard.app_pages.notices import no_table, show_fault, show_notes
from dashboard.linked import linked_views
from dashboard.session import (
    Shown,
    remember,
    selection_of,
    sheet_for,
    shown,
    standing,
    start_of,
    view_of,
)


def page() -> None:
    table = shown()
    if isinstance(table, str):
        no_table(table)
        return
    show_fault(table.fault)
    show_notes()
    views(table)


@st.fragment
def views(table: Shown) -> None:
    """The component; what it tells reruns this part alone."""
    start, turn = start_of()
    here = standing().link
    state = linked_views(sheet_for(table, here.selection, here.view.window), key="explore", start=start, turn=turn)
    before = standing().link
    remember(selection_of(state["selection"]), view_of(state["view"]))
    after = standing().link
    if table.parts and (before.selection, before.view.window) != (after.selection, after.view.window):
        st.rerun(scope="fragment")  # other events are to be drawn
