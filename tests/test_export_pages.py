"""Sheets, pictures and what a file says of itself: nothing is cut in silence, nothing tells about this machine."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from dashboard.briefing.editing import add_text_scene
from dashboard.briefing.framing import frame_scene, read_window
from dashboard.briefing.making import brief
from dashboard.export import write_export
from dashboard.export.drawing import Box, Land, Slide, Words
from dashboard.export.outlines import WORLD, filled, view_at
from dashboard.export.pages import picture, timeline_sheets
from dashboard.export.slides import slides
from tests.briefed import OPTIONS, article, event, first_article
from tests.made_events import made_events

LONG = "Ministers of twelve countries meet to speak about shared waters and fishing days"


def told(slide: Slide) -> list[str]:
    return [" ".join(part.lines) for part in slide.parts if isinstance(part, Words)]


def test_the_first_article_fits_on_one_sheet_and_two_hundred_events_on_a_few():
    """A sheet is read in the hand: where whole titles would be too small, another sheet is better."""
    events, articles = first_article()
    [sheet] = timeline_sheets(events, articles, OPTIONS)
    assert set(sheet.events) == {e.id for e in events}

    many = made_events(200)
    sheets = timeline_sheets(many, [], OPTIONS)
    assert sorted(id_ for sheet in sheets for id_ in sheet.events) == sorted(e.id for e in many)
    assert 1 < len(sheets) < 8
    for number, sheet in enumerate(sheets, 1):
        assert sheet.heading == f"Timeline ({number} of {len(sheets)})"


def test_titles_and_kinds_stand_whole_on_a_sheet():
    events = [event(f"e{n}", LONG, date=f"2024-05-{n + 1:02}") for n in range(25)]
    for sheet in timeline_sheets(events, [article()], OPTIONS):
        assert told(sheet).count(f"{LONG} · Visit") == len(sheet.events)


def test_a_table_of_many_months_has_an_axis_that_shows_most_of_it():
    """An axis of the last fortnight alone would say of nearly every event that it lies earlier."""
    for sheet in timeline_sheets(made_events(200), [], OPTIONS)[1:]:
        assert sum(words.startswith("◂") for words in told(sheet)) < len(sheet.events) / 2


def test_sources_that_do_not_fit_are_counted():
    articles = [article(f"report-{n}", headline=f"A report on the waters of region {n}") for n in range(40)]
    events = [event(f"e{n}", date="2024-05-16", evidence=(replace(event().evidence[0], article=a.id),))
              for n, a in enumerate(articles)]  # fmt: skip
    [foot] = [words for words in told(picture(events, articles, replace(OPTIONS, view="map"))) if "Sources:" in words]
    shown = foot.count("Grain Courier")

    assert f"and {40 - shown} more" in foot
    few = told(picture(events[:5], articles, replace(OPTIONS, view="map")))
    assert sum(words.count("Grain Courier") for words in few if "Sources:" in words) == 5


def test_a_picture_of_the_map_says_what_its_colours_and_signs_mean():
    """Colour alone tells nobody which kind of event it is."""
    words = told(picture(*first_article(), replace(OPTIONS, view="map")))

    assert {"Visit", "Conflict", "several kinds"} <= set(words)
    assert "Aid" not in words
    assert any("ring, a region" in line for line in words)


def test_a_title_is_set_smaller_before_it_is_cut():
    events = [event(f"e{n}", LONG, date="2024-05-16") for n in range(3)]
    page = next(slide for slide in slides(events, [article()], OPTIONS) if slide.events)

    assert told(page).count(LONG) >= 3


def test_without_events_no_slide_claims_anything_of_every_event():
    made = slides([], [], OPTIONS)
    words = [line for slide in made for line in told(slide)]

    assert not [line for line in words if line.startswith("Every event")]
    assert words.count("The selection holds no events.") == 3
    assert not [line for line in words if "publication is not known" in line]


def test_a_long_text_of_ones_own_goes_on_on_the_next_page():
    """A paragraph that fell off the slide would be missed in the room, not on the screen of who wrote it."""
    paragraphs = [f"Point {number}: {LONG}, and what follows from it for the coming weeks" for number in range(40)]
    made = add_text_scene(brief([event("a")], [article()]), "Points", "\n".join([*paragraphs, "word " * 900]))
    pages = [s for s in slides([event("a")], [article()], replace(OPTIONS, briefing=made)) if s.scene == "text-1"]
    words = " ".join(line for page in pages for line in told(page))

    assert [page.heading for page in pages] == [f"Points ({n} of {len(pages)})" for n in range(1, len(pages) + 1)]
    assert all(paragraph in words for paragraph in paragraphs)
    assert words.count("word") == 900


def test_words_on_the_timeline_are_not_struck_through_by_its_lines():
    sheet = timeline_sheets(*first_article(), OPTIONS)[0]
    beside = [part for part in sheet.parts if isinstance(part, Words) and part.italic]

    assert beside
    assert all(part.fill for part in beside)


def test_a_view_set_by_hand_is_never_squeezed():
    """A scene's box is as wide as its list allows; the part of the world asked for is filled to its shape."""
    view = (70.0, 15.0, 75.0, 55.0)
    west, south, east, north = filled(view, 1.5)

    assert west < 70
    assert east > 75
    assert (south, north) == (15.0, 55.0)
    assert filled(WORLD, 1.5) == WORLD
    west, south, east, north = view_at(105, 35, 4)
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((105, 35))


def test_a_scene_shows_the_view_and_the_days_that_were_set():
    events, articles = first_article()
    made = brief(events, articles, made_on=OPTIONS.made_on)
    framed = frame_scene(made, "background", read_window(["2023-01-01", "2023-12-31"]), (70, 15, 140, 55))
    [page] = [s for s in slides(events, articles, replace(OPTIONS, briefing=framed)) if s.scene == "background"]
    [land] = [part for part in page.parts if isinstance(part, Land)]

    assert land.view[0] <= 70
    assert land.view[2] >= 140
    assert "Jan 2023" in told(page)
    assert Box(0, 0, 1280, 720).holds(land.box)


@pytest.mark.browser
@pytest.mark.parametrize("view", ["briefing", "timeline"])
def test_the_same_briefing_gives_the_same_pdf_which_tells_nothing_of_this_machine(view):
    """Whoever is handed a PDF learns who made it and for which day, not by which browser on which system."""
    events, articles = first_article()
    made = write_export("pdf", events, articles, replace(OPTIONS, view=view))

    assert made == write_export("pdf", events, articles, replace(OPTIONS, view=view))
    info = PdfReader(io.BytesIO(made)).metadata
    assert (info.author, info.creator, info.producer) == ("Dateline", "Dateline", None)
    assert info["/Keywords"] == "EXERCISE ONLY"
    assert str(info.creation_date) == "2024-06-01 00:00:00+00:00"


@pytest.mark.browser
def test_the_pages_of_a_pdf_are_found_by_bookmark_and_read_aloud():
    events, articles = first_article()
    reader = PdfReader(io.BytesIO(write_export("pdf", events, articles, OPTIONS)))

    titles = [mark.title.replace("\xa0", " ") for mark in reader.outline]
    assert titles == [slide.heading for slide in slides(events, articles, OPTIONS)]
    assert reader.root_object["/Lang"] == "en"
    assert reader.root_object["/MarkInfo"]["/Marked"]
