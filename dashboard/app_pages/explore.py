"""Explore: what happened, when, where and who, on a timeline and a map."""

from __future__ import annotations

import streamlit as st

from dashboard.app_pages.notices import no_table, show_fault, show_notes
from dashboard.linked import linked_views
from dashboard.linked.served import Sheet
from dashboard.session import remember, selection_of, shown, start_of, view_of


def page() -> None:
    table = shown()
    if isinstance(table, str):
        no_table(table)
        return
    show_fault(table.fault)
    show_notes()
    views(table.sheet)


@st.fragment
def views(sheet: Sheet) -> None:
    """The component; what it tells reruns this part alone."""
    start, turn = start_of()
    state = linked_views(sheet, key="explore", start=start, turn=turn)
    remember(selection_of(state["selection"]), view_of(state["view"]))
