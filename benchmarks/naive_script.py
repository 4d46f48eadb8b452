"""The script of naive_page.py: pills for the kind of event, two charts, rerun on every click."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.environ["DATELINE_ROOT"])

import streamlit as st

from dashboard.figures.map import map_figure
from dashboard.figures.timeline import timeline_figure
from dashboard.model import CATEGORIES
from dashboard.session import shown

CONFIG = {"topojsonURL": "/_outlines/un/", "displayModeBar": False}

st.set_page_config(layout="wide")


@st.cache_resource
def table():
    held = shown()
    assert not isinstance(held, str)
    return held.store.select(limit=5000), held.store.articles(), held.lexicon


events, articles, lexicon = table()
kinds = st.pills("Kind", CATEGORIES, selection_mode="multi")
left = [event for event in events if not kinds or event.category in kinds]
st.plotly_chart(timeline_figure(left, articles, lexicon), config=CONFIG, key="timeline")
st.plotly_chart(map_figure(left), config=CONFIG, key="map")
st.text(f"shown {len(left)}")
