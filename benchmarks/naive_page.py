"""The page to beat: the same two figures as st.plotly_chart, the same filters as Streamlit widgets.

DATELINE_DATA and DATELINE_EVENTS name the table. Map outlines come from this machine, as in the app.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.routing import Mount  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402

app = st.App(
    Path(__file__).with_name("naive_script.py"),
    routes=[Mount("/_outlines", StaticFiles(directory=ROOT / "data" / "reference" / "outlines"))],
)
os.environ.setdefault("DATELINE_ROOT", str(ROOT))
