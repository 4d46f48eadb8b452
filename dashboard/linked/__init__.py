"""The one component of the page: timeline, map, table and detail, linked in the browser.

Streamlit gets two small things: an empty element and a loader of a few lines, since both travel with every rerun. The
modules beside this file, plotly.js and the events come by the routes of `app.py`. What the reader does comes back as
one state: the selection, what is picked, and how the views stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.linked import served
from dashboard.linked.served import Sheet

__all__ = ["ASSETS", "LINKED", "PLOTLY_JS", "PLOTLY_NAME", "linked_views", "served"]

LINKED = Path(__file__).parent
_base = st.get_option("server.baseUrlPath").strip("/")
ASSETS = f"/{_base}/_dateline" if _base else "/_dateline"  # routes of st.App are not prefixed by Streamlit


def _plotly_js() -> Path:
    spec = find_spec("plotly")  # not imported: a start that finds its figures already made does without
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


PLOTLY_JS = _plotly_js()
PLOTLY_NAME = f"plotly-{version('plotly')}.min.js"

HTML = '<div class="dl-root"></div>'
LOADER = f"""
const module = import(new URL("{ASSETS}/linked/component.js", location.origin));
export default async component => (await module).default(component, "{ASSETS}", "{PLOTLY_NAME}");
"""
_mount = st.components.v2.component("dateline_linked", html=HTML, js=LOADER, isolate_styles=False)


def linked_views(sheet: Sheet, *, key: str, start: Mapping[str, Any], turn: int = 0) -> dict[str, Any]:
    """Show a table and return what the reader made of it: {"selection": ..., "view": ...} in plain values.

    `start` has the same shape and is read when the component comes onto the page, and again whenever `turn` changes:
    that is how Python moves the views (a link, the browser's back button). In between the browser leads and Python is
    told after.
    """
    served.hold(sheet)
    asked = f"{key}.asked"
    reply = _mount(
        key=key,
        height="content",
        default={"state": {**start, "turn": turn}},
        data={
            "revision": sheet.revision,
            "start": dict(start),
            "turn": turn,
            "asked": st.session_state.get(asked, 0),
        },
        on_state_change=lambda: None,
        on_need_change=lambda: st.session_state.update({asked: st.session_state.get(asked, 0) + 1}),
    )
    told = reply.state
    return dict(told) if told and told.get("turn") == turn else {**start, "turn": turn}
