"""Events -> a Plotly figure as JSON, for notebooks and other Plotly programs: `plotly.io.read_json`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dashboard.export.as_json import dump
from dashboard.export.options import ExportOptions, refuse_too_many, stamp
from dashboard.figures.map import map_figure
from dashboard.figures.timeline import timeline_figure
from dashboard.model import Article, Event

# Outlines are no part of a figure: whoever shows it draws its own.
OUTLINES = "as drawn by the program that shows this figure"


def plotly_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the timeline (or the map, for view "map") as a figure; `layout.meta.about` is the stamp."""
    refuse_too_many(events)
    lexicon = options.lexicon
    if options.view == "map":
        figure = map_figure(events, lexicon.gazetteer.country_name, outlines=OUTLINES)
    else:
        figure = timeline_figure(events, articles, lexicon)
    about = stamp(events, articles, options).record()
    figure.update_layout(meta={**(figure.layout.meta or {}), "about": about}, title=options.title or None)
    return dump(json.loads(figure.to_json()))
