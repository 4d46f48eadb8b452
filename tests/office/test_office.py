"""Our files in the programs they are made for: LibreOffice, poppler and the real TimelineJS, with no network."""

from __future__ import annotations

import csv
import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

from dashboard.dates import parse_edtf
from dashboard.export import FORMATS, write_export
from dashboard.export.browser import find_browser
from dashboard.export.drawing import Words
from dashboard.export.slides import slides
from tests.briefed import HOSTILE, OPTIONS, article, first_article, hostile_events, kinds_of_dates
from tests.made_events import made_events

pytestmark = pytest.mark.office
TIMELINEJS = "@knight-lab/timelinejs@3.9.11"
TABLES = {
    "first-article": first_article,
    "made": lambda: (made_events(60), []),
    "hostile": lambda: (hostile_events(), [article()]),
}


def run(*command: str, folder: Path) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def converted(folder: Path, name: str, content: bytes, to: str) -> Path:
    """Return the file that LibreOffice makes of ours."""
    source = folder / name
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--convert-to", to, "--outdir", str(folder / "out")]
    if name.endswith(".csv"):  # on the command line LibreOffice takes the system's encoding, in its dialog UTF-8
        options.append("--infilter=CSV:44,34,76,1")
    run("soffice", profile, "--headless", *options, str(source), folder=folder)
    return folder / "out" / f"{source.stem}.{to.partition(':')[0]}"


def words_of(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return the words of each page with their places, as poppler finds them."""
    text = run("pdftotext", "-bbox", str(pdf), "-", folder=pdf.parent)
    pattern = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
    return [
        [(*map(float, match.groups()[:4]), html.unescape(match.group(5))) for match in re.finditer(pattern, page)]  # type: ignore[misc]
        for page in text.split("<page ")[1:]
    ]


@pytest.mark.parametrize("table", TABLES)
def test_slides_in_libreoffice_keep_their_words_apart_and_on_the_page(table: str, tmp_path: Path) -> None:
    """What we reckoned from a table of widths must hold in a program that lays out text itself."""
    events, articles = TABLES[table]()
    made = slides(events, articles, OPTIONS)
    pdf = converted(tmp_path, "deck.pptx", write_export("pptx", events, articles, OPTIONS), "pdf")
    pages = words_of(pdf)
    assert len(pages) == len(made)
    for slide, found in zip(made, pages, strict=True):
        assert "EXERCISE" in [word[4] for word in found]
        for left, top, right, bottom, word in found:
            assert left >= -1, (slide.heading, word)
            assert right <= 961, (slide.heading, word)
            assert top >= -1, (slide.heading, word)
            assert bottom <= 541, (slide.heading, word)
        for index, (left, top, right, bottom, word) in enumerate(found):
            for other in found[index + 1 :]:
                across = min(right, other[2]) - max(left, other[0])
                down = min(bottom, other[3]) - max(top, other[1])
                # Boxes of words are as high as the font, so neighbouring lines may touch by a little.
                assert across < 1.5 or down < 0.4 * min(bottom - top, other[3] - other[1]), (slide.heading, word, other)


def test_what_stands_on_a_slide_stands_in_libreoffices_pdf(tmp_path: Path) -> None:
    events, articles = first_article()
    pdf = converted(tmp_path, "deck.pptx", write_export("pptx", events, articles, OPTIONS), "pdf")
    text = " ".join(run("pdftotext", "-layout", str(pdf), "-", folder=tmp_path).split())
    for slide in slides(events, articles, OPTIONS):
        for part in slide.parts:
            if isinstance(part, Words) and part.role == "heading":
                assert " ".join(part.lines) in text


def test_the_map_of_a_slide_is_painted_by_libreoffice(tmp_path: Path) -> None:
    """Land, shaded countries and sea must all be there: a map that opens empty is worse than none."""
    from PIL import Image

    pdf = converted(tmp_path, "deck.pptx", write_export("pptx", *first_article(), OPTIONS), "pdf")
    run("pdftoppm", "-r", "72", "-png", "-f", "3", "-l", "3", str(pdf), str(tmp_path / "page"), folder=tmp_path)
    [picture] = tmp_path.glob("page*.png")
    image = Image.open(picture).convert("RGB")
    colors = {color: count for count, color in image.crop((530, 80, 925, 370)).getcolors(maxcolors=100_000) or []}
    for name, color in (("land", (220, 216, 205)), ("involved", (243, 226, 179)), ("sea", (238, 243, 247))):
        assert (
            sum(n for c, n in colors.items() if max(abs(a - b) for a, b in zip(c, color, strict=True)) <= 3) > 2000
        ), name


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_spreadsheet_opens_our_table_and_runs_nothing(format: str, tmp_path: Path) -> None:
    content = write_export(format, hostile_events(), [article()], OPTIONS)
    to = "xlsx" if format == "csv" else "xlsx:Calc MS Excel 2007 XML"
    book = load_workbook(converted(tmp_path, f"table{FORMATS[format].ending}", content, to))
    sheet = book.worksheets[0]
    assert sheet.max_row == len(HOSTILE) + 1
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    titles = [str(sheet.cell(row, 2).value).lstrip("'") for row in range(2, sheet.max_row + 1)]
    assert titles[0] == "=cmd|' /C calc'!A0"


def test_a_csv_saved_by_a_spreadsheet_program_still_holds_the_events(tmp_path: Path) -> None:
    content = write_export("csv", first_article()[0], first_article()[1], OPTIONS)
    again = converted(tmp_path, "table.csv", content, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false")
    rows = list(csv.DictReader(again.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == [event.id for event in first_article()[0]]


def test_pdf_is_vector_with_text(tmp_path: Path) -> None:
    for view, needle in (("briefing", "Putin to visit Harbin"), ("timeline", "War in Gaza")):
        path = tmp_path / f"{view}.pdf"
        path.write_bytes(write_export("pdf", *first_article(), replace(OPTIONS, view=view)))
        assert needle in run("pdftotext", "-layout", str(path), "-", folder=tmp_path)
        images = run("pdfimages", "-list", str(path), folder=tmp_path).strip().splitlines()
        assert len(images) <= 2, images


# ---- TimelineJS ----


@pytest.fixture(scope="module")
def timelinejs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built files of the real TimelineJS, from npm."""
    folder = tmp_path_factory.mktemp("timelinejs")
    run("npm", "pack", TIMELINEJS, "--silent", folder=folder)
    [packed] = folder.glob("*.tgz")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package" / "dist"


@pytest.fixture
def served(timelinejs: Path) -> Iterator[str]:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(timelinejs))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_real_timelinejs_shows_every_dated_event_on_its_date(timelinejs: Path, served: str) -> None:
    events = [*first_article()[0], *kinds_of_dates(), *hostile_events()]
    content = write_export("timelinejs", events, first_article()[1], OPTIONS)
    (timelinejs / "data.json").write_bytes(content)
    (timelinejs / "page.html").write_text(
        "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><link rel=stylesheet href=css/timeline.css>"
        '<script src="js/timeline.js"></script><div id="t" style="width:1200px;height:700px"></div>'
        '<script>fetch("data.json").then(r => r.json()).then(d => { window.tl = new TL.Timeline("t", d, '
        '{ script_path: "/js/", font: null, language: "en" }) })</script>'
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        page = browser.new_page(viewport={"width": 1300, "height": 800})
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on(
            "request", lambda request: None if request.url.startswith((served, "data:")) else wrong.append(request.url)
        )
        page.goto(f"{served}/page.html")
        page.wait_for_function("window.tl && document.querySelectorAll('.tl-slide').length > 1")
        shown = page.evaluate(
            "tl.config.events.map(e => [e.unique_id, e.start_date.data.date_obj.getUTCFullYear(), "
            "e.start_date.data.date_obj.getUTCMonth() + 1, e.start_date.data.date_obj.getUTCDate(), e.display_date])"
        )
        texts = page.evaluate("[...document.querySelectorAll('.tl-slide h2')].map(h => h.textContent)")
        browser.close()
    assert wrong == []
    dated = {event.id: event for event in events if event.dated and event.earliest}
    assert {row[0] for row in shown} == set(dated)
    for id_, year, month, day, words in shown:
        earliest = parse_edtf(dated[id_].date or "").earliest
        assert earliest
        assert [year if year > 0 else year + 1, month, day] == list(earliest), id_
        assert words
    assert "<script>alert(1)</script>" in " ".join(texts)
    assert len(json.loads(content)["dateline"]["not_on_the_timeline"]) == len(events) - len(dated)
