"""python -m dashboard: the commands that read. `cli_files.py` holds those that write files.

Results go to standard output, everything else to standard error. A DatelineError ends with exit code 2 and its line.
"""

from __future__ import annotations

import io
import json
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard import cli_files, cli_intake
from dashboard.cli_options import Filters, Format, Published, chosen_selection, day_option, files, filtered
from dashboard.errors import ArticleError, DataError, DataFaults, DatelineError

PATHS = "Articles, folders of articles, .jsonl files of {id, dct, text}, or - for standard input."
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Dateline turns news articles into a dated, mapped event table and shows it. Works offline.",
)
cli_files.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what the user can put right is said in one line on standard error, with exit code 2."""
    try:
        _settle_output()
        code = app(args=arguments, prog_name="python -m dashboard", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:  # a call that is not understood
        said = error.format_message()
        command = getattr(getattr(error, "ctx", None), "command_path", "python -m dashboard")
        # Without any command the message is the help itself.
        typer.echo(said if "\n" in said else f"{said.rstrip('.')}. '{command} --help' explains it.", err=True)
        code = 2
    except DatelineError as error:
        typer.echo(str(error), err=True)
        code = 2
    except BrokenPipeError:  # whoever reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else "standard output"
        typer.echo(f"{where}: {error.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 2
    if code:
        sys.exit(code)


def _settle_output() -> None:
    """Write UTF-8 to files and pipes, as JSON and YAML are; a terminal gets what it can show."""
    if sys.stdout is None:  # closed by whoever called us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")


@app.command()
def run(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.", min=1, max=65535)] = 8501,
) -> None:
    """Build the table and serve the app on this machine."""
    from dashboard import pipeline

    listening = _listen(port)
    state = pipeline.current(files())
    if state.fault:
        shown = "The app shows the last good table." if state.store else "The app says so and shows no events."
        typer.echo(f"{state.fault}\n{shown}", err=True)
    if state.store:
        state.store.close()
    # Streamlit finds .streamlit/config.toml, with its safe settings, in the folder it is started from. It runs in this
    # process, so that what the build has imported serves the first page.
    os.chdir(pipeline.ROOT)
    os.environ["STREAMLIT_SERVER_PORT"] = str(port)
    from dashboard.app import serve

    with suppress(KeyboardInterrupt):
        typer.echo(f"Dateline is at http://127.0.0.1:{port}  (Ctrl+C ends it)", err=True)
        serve(listening)


def _listen(port: int) -> socket.socket:
    """Return a socket bound to `port` of this machine; DatelineError where another program has it."""
    # TCP is named, since asyncio turns Nagle's algorithm off only then: with it each small file waits 40 ms for the
    # browser's delayed acknowledgement, and a first page has a hundred of them.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":  # there the option lets two programs share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise DatelineError(
            f"Port {port} is taken by another program. Choose another: make run PORT={port % 65535 + 1}"
        ) from error
    return listening


@app.command()
def build(force: Annotated[bool, typer.Option(help="Build even where nothing has changed.")] = False) -> None:
    """Build the event table from data/articles and events.yaml."""
    from dashboard import pipeline

    with progress_bar("Reading articles") as step:
        store = pipeline.build(files(), progress=step, force=force)
    events, articles = _counted(store.count(), "event"), _counted(len(store.articles()), "article")
    typer.echo(f"{events} from {articles} in {files().build}", err=True)
    for note in store.notes:
        typer.echo(f"note: {note}", err=True)


@app.command()
def check() -> None:
    """Name every fault of every data file (exit code 2 when there is one), then every unresolved mention."""
    from dashboard import checking

    home = files()
    faults = checking.data_faults(home)
    for fault in faults:
        typer.echo(str(fault), err=True)
    for line in checking.unresolved(home):
        typer.echo(line)
    if faults:
        typer.echo(_counted(len(faults), "fault"), err=True)
        sys.exit(2)
    typer.echo("no fault in any data file", err=True)


@app.command()
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(help=PATHS, metavar="PATH..."),
    ],
    published: Published = None,
    format: Format = "jsonl",
) -> None:
    """Write the events of articles to standard output; nothing is stored."""
    from dashboard.extract import extract_events

    lexicon = files().lexicon()
    day = day_option("--published", published)
    read = read_inputs(paths, day)

    def events() -> Iterator[Any]:
        for article in read:
            if article.published is None:
                typer.echo(
                    f"{article.id}: publication day not known; relative dates stay unresolved (--published DAY)",
                    err=True,
                )
            yield from extract_events(article, lexicon)

    write_events(events(), format, extracted=True)


@app.command()
def annotate(
    kind: Annotated[str, typer.Argument(help="What to find.", metavar="timexes|toponyms|actors")],
    paths: Annotated[list[Path], typer.Argument(help=PATHS, metavar="PATH...")],
    published: Published = None,
) -> None:
    """Write the mentions of a kind with their offsets, one article a line (JSON Lines)."""
    from dashboard import annotating

    if kind not in annotating.KINDS:
        raise DatelineError(f"There is no annotation {kind!r}. Write one of: {', '.join(annotating.KINDS)}")
    lexicon = files().lexicon()
    articles = list(read_inputs(paths, day_option("--published", published), check_first=False))
    with progress_bar(f"Reading {kind}") as step:
        for number, article in enumerate(articles, 1):
            typer.echo(json.dumps(annotating.annotate(kind, article, lexicon), ensure_ascii=False))
            step(number, len(articles))


@app.command()
@filtered
def events(filters: Filters, format: Format = "table") -> None:
    """Query the table."""
    from dashboard import pipeline

    home = files()
    store = pipeline.build(home)
    selection = chosen_selection(store, home.lexicon(), filters)
    write_events(store.select(selection), format)


@app.command()
def evaluate(
    write: Annotated[bool, typer.Option(help="Put the figures where docs and the About page read them.")] = False,
    lower_floors: Annotated[bool, typer.Option(help="Allow floors to be lowered to the figures measured now.")] = False,
) -> None:
    """Measure accuracy on annotated data, against the pinned floors."""
    from dashboard import evaluate as evaluation

    report = evaluation.evaluate(files())
    typer.echo(report.table())
    if write:
        evaluation.write_figures(report, lower_floors=lower_floors)
    if report.below:
        for line in report.below:
            typer.echo(line, err=True)
        sys.exit(1)


def read_inputs(paths: Iterable[Path], published: Any, *, check_first: bool = True) -> Iterator[Any]:
    """Yield the articles of files, folders and .jsonl lines; every missing path is told before anything is written."""
    from dashboard.annotating import STANDARD_INPUT
    from dashboard.annotating import read_inputs as read

    missing = [path for path in paths if path != STANDARD_INPUT and not path.exists()]
    if missing:
        raise DataFaults([DataError("there is no such file or folder", file=str(path)) for path in missing])
    articles = read(paths, published)
    return iter(list(articles)) if check_first else articles


def write_events(events: Iterable[Any], format: str, *, extracted: bool = False) -> None:
    """Write events to standard output in one of the formats of the command line."""
    from dashboard.cli_options import EVENT_FORMATS
    from dashboard.records import event_record, extraction_record

    if format not in EVENT_FORMATS:
        raise DatelineError(f"There is no format {format!r} here. Write one of: {', '.join(EVENT_FORMATS)}")
    record = extraction_record if extracted else event_record
    if format == "jsonl":
        for event in events:
            typer.echo(json.dumps(record(event), ensure_ascii=False))
    elif format == "json":
        typer.echo(json.dumps([record(event) for event in events], ensure_ascii=False, indent=1))
    elif format == "csv":
        from dashboard.export import write_export

        sys.stdout.buffer.write(write_export("csv", list(events), []))
    elif format == "yaml":
        from dashboard.curation.fields import event_fields
        from dashboard.yamlrecords import record_lines

        typer.echo("events:")
        for event in events:
            typer.echo(record_lines(event_fields(event)))
    else:
        write_table(list(events))


def write_table(events: list[Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as RichText

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("date", "title", "category", "status", "actors", "countries", "places"):
        table.add_column(name, overflow="fold", no_wrap=name in ("date", "category", "status"))
    for event in events:
        bounds = f"({event.earliest or '..'} to {event.latest or '..'})"
        cells = (
            event.date or bounds, event.title, event.category, event.status, ", ".join(event.actors),
            " ".join(event.countries), ", ".join(place.name for place in event.places),
        )  # fmt: skip
        table.add_row(*(RichText(cell) for cell in cells))
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    typer.echo(_counted(len(events), "event"), err=True)


def _counted(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


class progress_bar:
    """A bar on standard error for work that lasts; silent where nobody looks."""

    def __init__(self, words: str) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self.words = words
        self.progress = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self.task: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        self.progress.start()
        return self.step

    def step(self, done: int, total: int) -> None:
        if self.task is None:
            self.task = self.progress.add_task(self.words, total=total)
        self.progress.update(self.task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self.progress.stop()


__all__ = ["ArticleError", "app", "main"]


cli_intake.register(app, progress_bar)
