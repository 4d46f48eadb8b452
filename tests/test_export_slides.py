"""Slides: words inside their boxes, nothing over anything, every page marked, no plan told as a fact."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from pptx import Presentation
from pptx.util import Emu

from dashboard.briefing.editing import add_text_scene, edit_scene
from dashboard.briefing.making import brief
from dashboard.errors import ExportError
from dashboard.export import write_export
from dashboard.export.browser import print_pdf
from dashboard.export.drawing import Box, Land, Slide, Words, fits
from dashboard.export.fonts import text_width, wrap
from dashboard.export.outlines import WORLD, clip, countries, fit_view
from dashboard.export.pages import PAPERS, picture, timeline_sheets
from dashboard.export.slides import slides
from dashboard.lexicon import REFERENCE, Lexicon
from tests.briefed import OPTIONS, article, event, first_article, hostile_events, kinds_of_dates
from tests.made_events import made_events

LONG_DATES = ("2024-05-16", "2023", None, "[2024-05-16..2024-05-20]", "1949", "2024-05-16/..", None, "2022-02")
LONG_TITLE = "Ministers of many countries meet to speak about a title of the greatest length allowed here"
LONG = [event(f"l{number}", LONG_TITLE, date=date) for number, date in enumerate(LONG_DATES)]
TABLES = {
    "first article": first_article,
    "made": lambda: (made_events(200), [article(f"article-{n}") for n in range(3)]),
    "kinds of dates": lambda: (kinds_of_dates(), [article()]),
    "hostile": lambda: (hostile_events(), []),
    "long": lambda: (LONG, [article()]),
    "none": lambda: ([], []),
}


def every_slide(table: str) -> tuple[Slide, ...]:
    events, articles = TABLES[table]()
    made = slides(events, articles, OPTIONS)
    pages = [sheet for paper in PAPERS for sheet in timeline_sheets(events, articles, replace(OPTIONS, paper=paper))]
    pictures = [picture(events, articles, replace(OPTIONS, view=view)) for view in ("timeline", "map")]
    return (*made, *pages, *pictures)


@pytest.mark.parametrize("table", TABLES)
def test_no_word_stands_outside_its_box_or_its_page(table):
    for slide in every_slide(table):
        page = Box(0, 0, *slide.size)
        for part in slide.parts:
            if isinstance(part, Words):
                assert fits(part), (slide.heading, part)
                assert page.holds(part.box, slack=0.6), (slide.heading, part)


@pytest.mark.parametrize("table", TABLES)
def test_no_words_stand_over_other_words(table):
    for slide in every_slide(table):
        texts = [part for part in slide.parts if isinstance(part, Words) and part.lines]
        for index, one in enumerate(texts):
            for other in texts[index + 1 :]:
                inner = Box(one.box.x + 0.6, one.box.y + 0.6, max(0, one.box.w - 1.2), max(0, one.box.h - 1.2))
                assert not inner.meets(other.box), (slide.heading, one.lines, other.lines)


@pytest.mark.parametrize("table", ["first article", "made"])
def test_words_of_a_slide_can_be_read_from_the_back_of_the_room(table):
    """At 1280 by 720, 15 pixels is a fiftieth of the height; only foot and boundary note are smaller."""
    events, articles = TABLES[table]()
    for slide in slides(events, articles, OPTIONS):
        for part in slide.parts:
            if (
                isinstance(part, Words)
                and part.role not in ("foot", "boundary", "badge")
                and not part.name.startswith("Row")
            ):
                assert part.size >= 12.5, (slide.heading, part)


def test_every_page_bears_the_marking_and_says_what_it_shows():
    for slide in every_slide("first article"):
        text = " ".join(" ".join(part.lines) for part in slide.parts if isinstance(part, Words))
        assert "EXERCISE ONLY" in text
        assert "not whether it is true" in text


def test_a_map_names_its_boundary_set():
    for slide in every_slide("first article"):
        if any(isinstance(part, Land) for part in slide.parts):
            assert any(
                isinstance(part, Words) and part.role == "boundary" and "United Nations" in part.name
                for part in slide.parts
            )


def test_the_slides_of_the_first_article_say_no_forbidden_word():
    wording = Lexicon().wording
    for slide in slides(*first_article(), OPTIONS):
        for part in slide.parts:
            if isinstance(part, Words) and not part.italic:
                assert not wording.forbidden_in(" ".join(part.lines)), part.lines
        assert not re.search(r"\bconfirmed\b", " ".join(slide.notes))


def test_no_plan_is_told_as_a_fact():
    """Wherever a planned event is named on a slide, the slide says that it is planned."""
    events, articles = first_article()
    planned = {e.title for e in events if e.status == "planned"}
    for slide in slides(events, articles, OPTIONS):
        for part in slide.parts:
            if (
                isinstance(part, Words)
                and (title := " ".join(part.lines)) in planned
                and part.bold
                and part.role != "heading"
            ):
                assert any(isinstance(p, Words) and "planned for" in " ".join(p.lines) for p in slide.parts), title
    [heading] = {s.heading for s in slides(events, articles, OPTIONS) if s.heading.startswith("Putin to")}
    assert heading == "Putin to visit Harbin"


def test_every_event_is_defended_in_the_notes():
    """Sentence, publisher and how the date was read: what somebody who is asked needs."""
    events, articles = first_article()
    notes = "\n".join(line for slide in slides(events, articles, OPTIONS) for line in slide.notes)
    for e in events:
        assert all(item.sentence in notes for item in e.evidence)
    assert "How the date was read: “Thursday morning” → published Thursday 16 May 2024" in notes


def test_what_a_person_wrote_stands_first_in_the_notes_and_on_the_slides():
    events, articles = first_article()
    made = brief(events, articles)
    made = add_text_scene(edit_scene(made, "background", note="Ask about 1949."), "Closing", "Questions?")
    pages = slides(events, articles, replace(OPTIONS, briefing=made))

    [background] = [page for page in pages if page.scene == "background"]
    assert background.notes[0] == "Ask about 1949."
    assert "Questions?" in [" ".join(p.lines) for p in pages[-1].parts if isinstance(p, Words)]


def test_an_event_that_left_the_table_is_told_as_gone():
    events, articles = first_article()
    made = brief(events, articles)
    fewer = [e for e in events if e.id not in ("gaza-war", "kharkiv-advances")]
    [page] = [p for p in slides(fewer, articles, replace(OPTIONS, briefing=made)) if p.scene == "under-way"]

    assert any("no longer in the table" in " ".join(p.lines) for p in page.parts if isinstance(p, Words))


# ---- PowerPoint ----


def deck_of(table: str):
    events, articles = TABLES[table]()
    return Presentation(io.BytesIO(write_export("pptx", events, articles, OPTIONS)))


@pytest.mark.parametrize("table", ["first article", "hostile", "kinds of dates"])
def test_every_shape_is_powerpoints_own_and_has_alt_text(table):
    deck = deck_of(table)
    assert deck.slide_width == Emu(12192000)
    assert deck.slide_height == Emu(6858000)
    for slide in deck.slides:
        assert slide.shapes.title is not None
        assert slide.notes_slide.notes_text_frame.text.strip()
        for shape in slide.shapes:
            assert shape.shape_type != 13, "a picture"
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 9525
            assert shape.top + shape.height <= deck.slide_height + 9525
        assert not slide._element.xpath(".//a:effectRef")


def test_shape_ids_are_unique_on_each_slide():
    """PowerPoint offers to repair a file in which two shapes share an id."""
    for slide in deck_of("first article").slides:
        ids = [node.get("id") for node in slide._element.xpath(".//p:cNvPr")]
        assert len(ids) == len(set(ids))


def test_the_notes_of_a_presentation_cite_every_sentence():
    events, _ = first_article()
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck_of("first article").slides)

    assert all(item.sentence in notes for e in events for item in e.evidence)


def test_the_map_of_a_presentation_is_made_of_countries():
    names = {
        shape.name for slide in deck_of("first article").slides for group in slide.shapes
        if group.shape_type == 6 for shape in group.shapes
    }  # fmt: skip
    assert {"Outline CHN", "Outline MNG"} <= names


def test_the_same_briefing_gives_the_same_presentation():
    assert write_export("pptx", *first_article(), OPTIONS) == write_export("pptx", *first_article(), OPTIONS)


# ---- HTML, SVG, PDF ----


def test_the_html_file_asks_for_nothing_and_runs_no_text():
    """It is opened on machines without a network, and its words come from articles."""
    page = write_export("html", hostile_events(), [article()], OPTIONS).decode()

    assert "<script>alert" not in page
    assert not re.search(r"<(?:link|img|iframe|object|embed|base|video|audio)\b", page)
    assert not re.search(
        r"\b(?:src|srcset|action|poster|background)\s*=", re.sub(r"<script.*?</script>", "", page, flags=re.S)
    )
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page
    assert len(page) < 7_000_000


@pytest.mark.parametrize("view", ["timeline", "map"])
def test_svg_is_well_formed_whatever_an_article_says(view):
    content = write_export(
        "svg", [*hostile_events(), *kinds_of_dates()], [article()], replace(OPTIONS, view=view, width=900, height=600)
    )
    root = ET.fromstring(content)

    assert root.get("width") == "900"
    assert not [node for node in root.iter() if node.tag.endswith(("script", "image", "foreignObject"))]


def test_without_a_browser_pdf_and_png_say_so_and_what_works(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("DATELINE_CHROMIUM", "/nowhere/chromium")
    events, articles = first_article()

    for format in ("pdf", "png"):
        with pytest.raises(ExportError, match=r"html .*pptx and svg work"):
            write_export(format, events, articles, OPTIONS)
    assert write_export("svg", events, articles, OPTIONS)


def test_more_events_than_anybody_can_read_are_refused_in_words():
    many = made_events(601)
    for format in ("pptx", "svg"):
        with pytest.raises(ExportError, match="601 events are more than"):
            write_export(format, many, [], OPTIONS)
    assert write_export("csv", many, [], OPTIONS)


def test_a_picture_too_large_or_a_paper_unknown_is_refused():
    with pytest.raises(ExportError, match="A4"):
        write_export("pdf", [], [], replace(OPTIONS, view="timeline", paper="B5"))
    with pytest.raises(ExportError, match="100000"):
        write_export("svg", [], [], replace(OPTIONS, width=100_000))


@pytest.mark.browser
def test_pdf_has_a_page_a_slide_and_text_that_can_be_searched():
    from pypdf import PdfReader

    events, articles = first_article()
    reader = PdfReader(io.BytesIO(write_export("pdf", events, articles, OPTIONS)))
    assert len(reader.pages) == len(slides(events, articles, OPTIONS))
    assert all("EXERCISE ONLY" in page.extract_text() for page in reader.pages)
    [page] = PdfReader(
        io.BytesIO(write_export("pdf", events, articles, replace(OPTIONS, view="timeline", paper="A3")))
    ).pages
    assert "Putin to visit Harbin" in page.extract_text()
    assert round(float(page.mediabox.width)) == 1191  # points of A3, landscape


@pytest.mark.browser
def test_png_has_the_size_that_was_chosen():
    content = write_export("png", *first_article(), replace(OPTIONS, view="map", width=800, height=500))

    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (800, 500)
    with pytest.raises(ExportError):
        print_pdf(b"", "/nowhere/chromium")


# ---- words and outlines ----


def test_lines_are_never_wider_than_asked():
    text = "Ministers of many countries meet, meet and " + "o" * 200 + " sign 日本語日本語日本語 e\u0301" * 4
    for size in (9, 20, 40):
        for line in wrap(text, size, 180):
            assert text_width(line, size) <= 180 + 0.01 or len(line) == 1
    assert "".join(wrap(text, 20, 180)).replace(" ", "") == text.replace(" ", "")
    assert wrap(text, 20, 180, most=2)[-1].endswith("…")


def test_every_country_outline_stays_on_the_globe():
    for name in ("natural-earth", "un"):
        for country in countries(REFERENCE, name):
            west, south, east, north = country.bounds
            assert -200 <= west <= east <= 380, country.iso3
            assert -90 <= south <= north <= 90
            for ring in country.rings:
                for (a, _), (b, _) in pairwise(ring):
                    assert abs(a - b) < 180 or country.iso3 == "ATA", country.iso3
    with pytest.raises(ExportError, match="flat-earth"):
        countries(REFERENCE, "flat-earth")


@pytest.mark.parametrize(
    ("places", "holds"),
    [
        ([(116.4, 39.9, 0)], (116.4, 39.9)),
        ([(179.0, -17.0, 0), (-178.0, -18.0, 0)], (180.0, -17.5)),
        ([(-122.4, 37.8, 0), (139.7, 35.7, 0)], (180.0, 36.0)),
        ([(2.0, 48.0, 0), (37.6, 55.7, 0)], (20.0, 52.0)),
    ],
)
def test_a_view_holds_its_places_also_across_the_date_line(places, holds):
    west, south, east, north = fit_view(places, 1.5)

    assert east - west < 300
    assert west <= holds[0] <= east or west <= holds[0] - 360 <= east or west <= holds[0] + 360 <= east
    assert south <= holds[1] <= north
    assert fit_view([], 1.5) == WORLD


def test_an_outline_cut_to_a_view_stays_inside_it():
    view = (100.0, 20.0, 120.0, 40.0)
    for country in countries(REFERENCE, "natural-earth"):
        for ring in country.rings:
            assert all(100 <= lon <= 120 and 20 <= lat <= 40 for lon, lat in clip(ring, view))
