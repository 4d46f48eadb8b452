"""python -m dashboard: the commands that write files: export, add, import, review."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli_options import Filters, chosen_selection, day_option, files, filtered
from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.model import Selection

FORMAT_WORDS = "csv, xlsx, json, geojson, ics, timelinejs, parquet, pptx, html, pdf, png, svg or plotly"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    app.command()(export)


def today() -> Day:
    return Day.of(datetime.date.today())


@filtered
def export(
    filters: Filters,
    format: Annotated[str, typer.Argument(help=FORMAT_WORDS, metavar="FORMAT")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    briefing: Annotated[str, typer.Option(help="The events of this saved briefing; pptx, html and pdf show it.")] = "",
    marking: Annotated[str, typer.Option(help="Handling marking, on every page.")] = "",
    title: Annotated[str, typer.Option(help="Title of the briefing.")] = "",
    view: Annotated[str, typer.Option(help="pdf: briefing or timeline; png, svg: timeline or map.")] = "",
    paper: Annotated[str, typer.Option(help="A4, A3 or letter (pdf).")] = "A4",
    width: Annotated[int, typer.Option(help="Pixels (png, svg).", min=200, max=8000)] = 1600,
    height: Annotated[int, typer.Option(help="Pixels (png, svg).", min=150, max=8000)] = 900,
    outlines: Annotated[str, typer.Option(help="Boundary set of the map; the first of them by default.")] = "",
    made_on: Annotated[
        str | None, typer.Option(help="Day that the file names as its making; today by default.")
    ] = None,
    articles_text: Annotated[bool, typer.Option("--articles-text", help="json: the whole articles too.")] = False,
) -> None:
    """Write the events of a selection, or a saved briefing, as a file."""
    from dashboard import pipeline
    from dashboard.briefing.saving import load_briefing
    from dashboard.export import ExportOptions, write_export
    from dashboard.selection import selection_words
    from dashboard.writes import write_file

    home = files()
    lexicon = home.lexicon()
    store = pipeline.build(home)
    told = load_briefing(home.data / "briefings", briefing)[0] if briefing else None
    if told and filters != Filters():
        raise DatelineError("A saved briefing has its own events: --briefing goes with no filter.")
    selection = Selection(ids=told.event_ids()) if told else chosen_selection(store, lexicon, filters)
    events = store.select(selection)
    if not events:
        raise DatelineError("No event matches; nothing was written.")
    articles = [store.article(a.id) if articles_text else a for a in store.articles()]
    options = ExportOptions(
        made_on=day_option("--made-on", made_on) or today(),
        marking=marking,
        title=title,
        filter_words=selection_words(selection, lexicon.gazetteer.country_name),
        briefing=told,
        view=view,
        paper=paper,
        width=width,
        height=height,
        outlines=outlines,
        articles_text=articles_text,
        lexicon=lexicon,
    )
    content = write_export(format, events, [a for a in articles if a], options)
    write_file(output, content)
    typer.echo(f"{output}: {len(events)} events, {len(content):,} bytes", err=True)
