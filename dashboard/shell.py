"""The page script: page settings, navigation and the look that all pages share. Runs on every visit and rerun."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import streamlit as st

from dashboard.linked import LINKED

PAGES = (("explore", "Explore"), ("briefing", "Briefing"), ("articles", "Articles"), ("about", "About"))


def main() -> None:
    st.set_page_config(page_title="Dateline", page_icon=str(LINKED / "icon.svg"), layout="wide")
    st.logo(str(LINKED / "logo.svg"), size="medium")
    st.html(LINKED / "shell.css")
    st.navigation([_page(name, title) for name, title in PAGES], position="top").run()


def _page(name: str, title: str) -> st.Page:
    return st.Page(_runner(name), title=title, url_path=name if name != "explore" else "", default=name == "explore")


def _runner(name: str) -> Callable[[], None]:
    """Return what runs a page; it is imported when it is first opened, so that a start pays for one page only."""

    def run() -> None:
        importlib.import_module("dashboard.session").enter(name)
        importlib.import_module(f"dashboard.app_pages.{name}").page()

    run.__name__ = name
    return run


if __name__ == "__main__":  # a process started to read articles loads this file too, and is no page
    main()
