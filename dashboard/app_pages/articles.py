"""Articles: bring one in, see what was read from it, put it right, and look after those that are there."""

from __future__ import annotations

import streamlit as st

from dashboard.app_pages import articles_add, articles_review, articles_shelf, articles_tables
from dashboard.linked.review import drafts

VIEWS = {
    "Add": articles_add.view,
    "Review": articles_review.view,
    "All articles": articles_shelf.view,
    "Tables": articles_tables.view,
    "History": articles_shelf.history_view,
}


def page() -> None:
    st.session_state.setdefault(articles_review.VIEW, "Add")
    chosen = st.segmented_control(
        "View of the articles", list(VIEWS), key=articles_review.VIEW, label_visibility="collapsed",
        required=True, on_change=drafts().clear_said,
    )  # fmt: skip
    VIEWS[chosen or "Add"]()
