"""python -m dashboard: add, import and review: what brings articles and tables in, and what is decided about them."""

from __future__ import annotations

import datetime
import getpass
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli_options import Published, day_option, files, word_option
from dashboard.dates import Day
from dashboard.errors import DatelineError

Bar = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]
_bar: Bar


def register(app: typer.Typer, progress_bar: Bar) -> None:
    """Add the commands of this module to the command line; `progress_bar` shows how far a long one is."""
    global _bar
    _bar = progress_bar
    app.command()(add)
    app.command("import")(import_)
    app.command()(review)


def today() -> Day:
    return Day.of(datetime.date.today())


def add(
    what: Annotated[
        list[str], typer.Argument(help="Files, folders or addresses (http, https).", metavar="PATH|URL...")
    ],
    published: Published = None,
) -> None:
    """Take articles into data/articles: text, Markdown, HTML, PDF, DOCX. What is there already is left alone."""
    from dashboard.intake.adding import add_articles

    day = day_option("--published", published)
    home = files()
    with _bar("Taking in articles") as step:
        report = add_articles(what, home.data, day, step, today=today())
    for row in report.rows:
        if row.outcome == "added" and len(report.rows) <= 50:
            typer.echo(row.article)
        for note in row.notes if len(report.rows) <= 50 else ():
            typer.echo(f"{row.article}: {note}", err=True)
        if row.outcome != "added" and (row.outcome == "refused" or len(report.rows) <= 50):
            reason = row.reason.removeprefix(f"{row.what}: ").removeprefix(f"{Path(row.what).name}: ")
            typer.echo(f"{row.what}: {reason}", err=True)
    if len(report.rows) > 1 or report.stopped:
        typer.echo(str(report), err=True)
    if report.stopped:
        sys.exit(130)
    if report.of("refused"):
        sys.exit(2)


def import_(
    kind: Annotated[str, typer.Argument(help="What the tables are.", metavar="csv|json|xlsx|timelinejs|gdelt|acled")],
    paths: Annotated[list[Path], typer.Argument(help="Tables.", metavar="PATH...")],
    column: Annotated[
        list[str] | None, typer.Option("--column", "-c", help="field=column title, as date='Event day'. Repeatable.")
    ] = None,
    date_order: Annotated[str, typer.Option(help="dmy or mdy, where the cells do not show it.")] = "",
    undated: Annotated[bool, typer.Option(help="The table has no dates.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Show the mapping and what would be taken; keep nothing.")] = False,
) -> None:
    """Import tables: the mapping is guessed and shown, every row that is not taken is listed with its reason."""
    from dashboard.importers.bringing import import_table, offer_table
    from dashboard.importers.days import ORDERS
    from dashboard.intake.adding import read_regular
    from dashboard.limits import limits

    if date_order and date_order not in ORDERS:
        raise DatelineError(f"--date-order {date_order!r} is not known. Write dmy or mdy")
    columns = {}
    for pair in column or ():
        field, sign, title = pair.partition("=")
        if not sign:
            raise DatelineError(f"--column {pair!r} is not understood. Write field=column title")
        columns[field.strip()] = title.strip()
    home = files()
    refused = 0
    for path in paths:
        if not path.is_file():
            what = "is a folder; name its files" if path.is_dir() else "there is no such file"
            raise DatelineError(f"{path}: {what}")
        offered = offer_table(read_regular(path, limits()), path.name, kind)
        shown = {**offered.plan.columns, **columns}
        if offered.sheet is not None:
            typer.echo(f"{path}: " + ", ".join(f"{field} from {title!r}" for field, title in shown.items()), err=True)
        done = import_table(
            kind, path, home.data, columns=columns, order=date_order, undated=undated, recorded=today(),
            keep=not dry_run,
        )  # fmt: skip
        for note in done.notes:
            typer.echo(f"{path}: {note}", err=True)
        for row in done.refused:
            typer.echo(f"{path}:{row.line}: {row.reason}", err=True)
        verb = "would be imported" if dry_run else "imported"
        typer.echo(f"{path}: {len(done.events)} rows {verb}, {len(done.refused)} not taken", err=True)
        refused += not done.events
    if refused:
        sys.exit(2)


def review(
    ids: Annotated[list[str] | None, typer.Argument(help="Events to decide about.", metavar="[EVENT]...")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List what waits for review (so without any option).")] = False,
    accept: Annotated[bool, typer.Option(help="They stand as they were read.")] = False,
    reject: Annotated[bool, typer.Option(help="They are no events.")] = False,
    reopen: Annotated[bool, typer.Option(help="Take the decision back.")] = False,
    correct: Annotated[
        list[str] | None, typer.Option("--set", help="field=value: correct a field (one event). Repeatable.")
    ] = None,
    why: Annotated[str, typer.Option(help="The reason, for the history.")] = "",
    source: Annotated[str, typer.Option(help="Where that stands.")] = "",
    who: Annotated[str, typer.Option(help="Your name, for the history; by default the one you are logged in by.")] = "",
    article: Annotated[str, typer.Option(help="List only this article.")] = "",
    format: Annotated[str, typer.Option(help="table or jsonl")] = "table",
) -> None:
    """List what waits for review; accept, reject or correct events by their ids."""
    from dashboard.curation.deciding import Reviewer
    from dashboard.curation.writing import apply_step
    from dashboard.workbench import Workbench

    chosen = [name for name, on in (("accept", accept), ("reject", reject), ("reopen", reopen)) if on]
    if correct:
        chosen.append("correct")
    if len(chosen) > 1:
        raise DatelineError("Only one of --accept, --reject, --reopen and --set at a time.")
    if format not in ("table", "jsonl"):
        raise DatelineError(f"There is no format {format!r} here. Write one of: table, jsonl")
    home = files()
    bench = Workbench.open(home)
    if not chosen:
        if ids and not list_:
            raise DatelineError("Say what to do with them: --accept, --reject, --reopen or --set field=value.")
        _list(bench, article, format)
        return
    if not ids:
        raise DatelineError(f"Name the events to {chosen[0]}, by their ids ('review --list' shows them).")
    if chosen == ["correct"] and len(ids) > 1:
        raise DatelineError("--set corrects one event at a time.")
    values = {}
    for pair in correct or ():
        field, sign, value = pair.partition("=")
        if not sign:
            raise DatelineError(f"--set {pair!r} is not understood. Write field=value")
        values[field.strip()] = value
    unknown = [name for name in values if name not in _form()]
    if unknown:
        raise DatelineError(f"There is no field {unknown[0]!r} to correct. Fields: {', '.join(_form())}")
    reviewer = Reviewer(who or _login(), datetime.datetime.now().isoformat(" ", "minutes"))
    for event in ids:
        step = bench.step({"act": chosen[0], "event": event, "values": values, "why": why, "source": source}, reviewer)
        apply_step(home.events_file, step)
        typer.echo(step.words, err=True)


def _form() -> tuple[str, ...]:
    from dashboard.workbench import FORM

    return FORM


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "command line"


def _list(bench: Any, article: str, format: str) -> None:
    from dashboard.records import extraction_record

    word_option("--article", [article] if article else None, [known.id for known in bench.articles])
    waiting = [e for e in bench.waiting if not article or any(item.article == article for item in e.evidence)]
    for event in waiting:
        if format == "jsonl":
            typer.echo(json.dumps(extraction_record(event), ensure_ascii=False))
        else:
            typer.echo(f"{event.id}  {event.date or '-':<24}  {event.category:<11}  {event.title}")
    for note in bench.curated.notes:
        typer.echo(f"note: {note}", err=True)
    typer.echo(f"{len(waiting)} wait for review", err=True)
