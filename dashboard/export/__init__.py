"""Events or a briefing -> the bytes of a file. `write_export` is the one way in; one module a format.

    write_export("pptx", events, articles, ExportOptions(made_on=today, marking="Internal", filter_words="all events"))

Data: csv xlsx json geojson ics timelinejs parquet. To show: pptx html pdf png svg plotly. A Chromium found
on the machine prints pdf and png; where there is none, ExportError says so and names what works.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from dashboard.errors import ExportError
from dashboard.export.options import ExportOptions
from dashboard.model import Article, Event

__all__ = ["FORMATS", "ExportOptions", "Format", "write_export"]


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, media type, what it is in words, and whether making it needs a browser."""

    name: str
    ending: str
    media_type: str
    words: str
    needs_browser: bool = False
    views: tuple[str, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format("pptx", ".pptx", f"{_OFFICE}.presentationml.presentation", "Slides to edit, with notes (PowerPoint)"),
        Format("html", ".html", "text/html", "One file that opens with no network and is stepped by keys"),
        Format(
            "pdf",
            ".pdf",
            "application/pdf",
            "Slides or the timeline on sheets, to print",
            True,
            ("briefing", "timeline"),
        ),
        Format("png", ".png", "image/png", "A picture of the timeline or the map", True, ("timeline", "map")),
        Format("svg", ".svg", "image/svg+xml", "A drawing of the timeline or the map", False, ("timeline", "map")),
        Format(
            "plotly", ".json", "application/json", "The timeline or the map, for notebooks", False, ("timeline", "map")
        ),
        Format("csv", ".csv", "text/csv", "All fields, for spreadsheets; can be imported again"),
        Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "All fields, as an Excel workbook"),
        Format("json", ".json", "application/json", "All fields, for programs; can be imported again"),
        Format("geojson", ".geojson", "application/geo+json", "Places, for map programs"),
        Format("ics", ".ics", "text/calendar", "Days, for calendars"),
        Format("timelinejs", ".json", "application/json", "Slides for TimelineJS; can be imported again"),
        Format("parquet", ".parquet", "application/vnd.apache.parquet", "All fields, for data frames"),
    )
}
_Writer = Callable[[Sequence[Event], Sequence[Article], ExportOptions], bytes]


def write_export(
    format: str, events: Sequence[Event], articles: Sequence[Article], options: ExportOptions | None = None
) -> bytes:
    """Return the file's bytes; the same arguments give the same bytes (pdf and png: with the same browser).

    `events` are the events of the selection, all of which the data formats hold. pptx, html and pdf show
    `options.briefing`, or the briefing that one click makes of the events. `articles` are those the events rest on
    (more do no harm). Raises ExportError for an unknown format or view, or where this machine cannot make it.
    """
    if format not in FORMATS:
        raise ExportError(f"there is no export {format!r}. Formats are: {', '.join(FORMATS)}.")
    options = options or ExportOptions()
    views = FORMATS[format].views
    if options.view and options.view not in views:
        some = f"It shows: {', '.join(views)}." if views else "It has only one."
        raise ExportError(f"{format} has no view {options.view!r}. {some}")
    # Imported when asked for: python-pptx and openpyxl would make every start of the command line slower.
    writer: _Writer = getattr(import_module(f"dashboard.export.as_{format}"), f"{format}_bytes")
    return writer(events, articles, options)
