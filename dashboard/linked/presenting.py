"""The slides of a briefing on the page: stepped, full screen, with a second window, all in the browser.

A step tells Python nothing: the scene stands in the address (#scene), where a reload finds it.
"""

from __future__ import annotations

import hashlib

import streamlit as st

from dashboard.linked import ASSETS

HTML = '<div class="dl-present"></div>'
LOADER = f"""
const module = import(new URL("{ASSETS}/linked/presenting.js", location.origin));
export default async component => (await module).default(component, "{ASSETS}");
"""
_mount = st.components.v2.component("dateline_present", html=HTML, js=LOADER, isolate_styles=False)


def presented(deck: str, *, key: str, scene: str = "") -> str:
    """Show the slides; return the scene that the reader has just asked to edit, "" else.

    `deck` is the markup of `export.as_html.deck_html`, in which all text is escaped. Where `scene` is another one than
    before, its slide is shown: the reader chose it to edit it.
    """
    revision = hashlib.blake2b(deck.encode(), digest_size=8).hexdigest()
    data = {"revision": revision, "deck": deck, "scene": scene}
    state = _mount(key=key, height="content", data=data, on_edit_change=lambda: None)
    return str(state.get("edit") or "")
