"""What a page says when something is not as it should be. Plain text only: a fault may quote a file."""

from __future__ import annotations

import streamlit as st

from dashboard.session import standing


def no_table(fault: str) -> None:
    """Say that there is no table at all, and why."""
    st.title("No event table yet")
    with st.container(key="dl-fault"):
        st.text(fault)
        st.text("Put the fault right and reload this page. To see every fault at once: python -m dashboard check")


def show_fault(fault: str) -> None:
    """Say that the files changed for the worse and that the page shows the last good table."""
    if fault:
        with st.container(key="dl-fault"):
            st.text("The files have a fault, so this is the last good table; it does not hold their newest changes.")
            st.text(fault)


def show_notes() -> None:
    """Say what in the link that the reader came by made no sense."""
    notes = standing().link.notes
    if notes:
        with st.container(key="dl-notes"):
            st.text("\n".join(notes))
