"""Explore: what happened, when, where and who, on a timeline and a map."""
from __future__ import annotations
import streamlit as st

def page() -> None:
    st.title("Explore the world: 18 events")
    st.text("hello")
    st.button("x")
