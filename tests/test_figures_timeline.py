"""The timeline's figure: every sign means one thing, and nothing looks more exact than the article was."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from dashboard.dates import Day, parse_edtf
from dashboard.figures.timeline import DAY_MS, timeline_figure
from dashboard.lexicon import Lexicon
from dashboard.model import CATEGORIES, STATUSES, Article, Event, Evidence, Link
from dashboard.theme import DARK, LIGHT, category_mark
from dashboard.viewmodel.drawing import Piece, pieces, time_rows
from tests.made_events import made_events

LEXICON = Lexicon()
ARTICLE = Article("a", "", Day(2024, 5, 16), "Gazette", "Headline")
WINDOW = (Day(2024, 5, 1), Day(2024, 5, 31))


def event(date: str | None, /, id: str = "e", **fields: Any) -> Event:
    values: dict[str, Any] = {"title": "Envoys meet", "category": "talks", "status": "occurred"}
    if date is not None:
        read = parse_edtf(date)
        values |= {
            "date": date,
            "earliest": read.earliest,
            "latest": read.latest,
            "precision": read.precision,
            "dated": True,
        }
    return Event(id=id, **(values | {"evidence": (Evidence("a", "Envoys met."),)} | fields))


def parts(made: list[Piece]) -> list[tuple[str, float, float]]:
    origin = Day(2024, 5, 1).ordinal
    return [(p.part, p.start - origin + 1, p.end - origin + 1) for p in made if p.part != "fade"]


def test_a_day_is_a_dot_in_the_middle_of_that_day():
    assert parts(pieces(event("2024-05-16"), WINDOW)) == [("dot", 16.5, 16.5)]


def test_what_lasts_throughout_is_a_bar_over_all_its_days():
    assert parts(pieces(event("2024-05-16/2024-05-17"), WINDOW)) == [("span", 16, 18)]


def test_one_day_inside_is_a_bracket_and_nothing_marks_its_middle():
    """Analysts are misled by a dot in the middle of a week."""
    made = parts(pieces(event("[2024-05-06..2024-05-12]"), WINDOW))

    assert sorted(made) == [("end", 6, 6), ("end", 13, 13), ("rail", 6, 13)]


@pytest.mark.parametrize("date", ["2024", "2024-05", "2024-21", "202X"])
def test_a_year_or_month_is_drawn_as_the_whole_of_it(date: str):
    read = parse_edtf(date)
    [rail] = [p for p in pieces(event(date), WINDOW) if p.part == "rail"]

    assert read.earliest is not None
    assert read.latest is not None
    assert (rail.start, rail.end) == (read.earliest.ordinal, read.latest.ordinal + 1)


def test_an_open_end_fades_and_has_no_edge():
    made = pieces(event("2024-05-10/.."), WINDOW)
    fade = [p for p in made if p.part == "fade"]

    assert [p.strength for p in fade] == sorted((p.strength for p in fade), reverse=True)
    assert fade[0].start == Day(2024, 5, 11).ordinal


def test_an_undated_event_is_drawn_by_its_bound_alone():
    made = pieces(event(None, latest=Day(2024, 5, 16)), WINDOW)

    assert parts(made) == [("end", 17, 17)]
    assert pieces(event(None), WINDOW) == []


@pytest.mark.parametrize("date", ["2024-05-16", "2024-05-16/2024-05-17", "[2024-05-06..2024-05-12]"])
def test_each_status_is_drawn_differently(date: str):
    """A plan is never drawn as a fact."""
    drawn = {
        status: tuple((p.part, p.hollow, p.sign) for p in pieces(event(date, status=status), WINDOW))
        for status in STATUSES
    }

    assert len(set(drawn.values())) == len(STATUSES)
    assert all(hollow for part, hollow, _ in drawn["planned"] if part in ("dot", "span", "rail"))
    assert not any(hollow for _, hollow, _ in drawn["occurred"])


def test_every_event_is_drawn_once_and_every_point_names_its_event():
    events = made_events(80)
    figure = timeline_figure(events, [], LEXICON)
    named = {point.partition("#")[0] for trace in figure.data for point in trace.ids or ()}

    assert named == {e.id for e in events}
    assert all(len(set(trace.ids)) == len(trace.ids) for trace in figure.data), "plotly.js draws one point of an id"


def test_figures_hold_lists_that_javascript_can_filter():
    """plotly.py packs arrays into base64, which the browser's filter could not read."""
    assert "bdata" not in timeline_figure(made_events(50), [], LEXICON).to_json()


def test_the_publication_day_is_a_line_and_the_axis_is_linear_on_the_news():
    figure = timeline_figure([event("2024-05-16"), event("1949", id="old")], [ARTICLE], LEXICON)

    assert figure.layout.xaxis.range[0] > Day(2024, 5, 1).ordinal * DAY_MS
    assert any(shape.line.dash == "dot" for shape in figure.layout.shapes)
    assert "in order, not to scale" in json.dumps(figure.layout.to_plotly_json(), default=str)


def test_markup_in_a_title_is_only_text():
    figure = timeline_figure([event("2024-05-16", title="<b>bold</b> & <a href='x'>")], [ARTICLE], LEXICON)

    assert "<b>" not in json.dumps([list(t.text or ()) for t in figure.data])


def test_parts_stand_indented_under_their_whole():
    whole = event("2024-05-16/2024-05-17", id="whole")
    part = event("2024-05-16", id="part", links=(Link("part_of", "whole"),))
    inner = event("2024-05-16", id="inner", links=(Link("part_of", "part"),))

    assert [(e.id, depth) for e, depth in time_rows([part, inner, whole])] == [("whole", 0), ("part", 1), ("inner", 2)]


def test_events_that_are_parts_of_each_other_do_not_vanish():
    one = event("2024-05-16", id="one", links=(Link("part_of", "two"),))
    two = event("2024-05-16", id="two", links=(Link("part_of", "one"),))

    assert {e.id for e, _ in time_rows([one, two])} == {"one", "two"}


def test_a_figure_without_events_is_no_fault():
    assert timeline_figure([], [], LEXICON).layout.height > 0


def luminance(color: str) -> float:
    channels = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
def test_marks_stand_out_from_the_page_in_light_and_dark(palette: Any):
    """WCAG 2.2: 3:1 for marks, 4.5:1 for words."""
    weak = {c: contrast(category_mark(c, palette).color, palette.background) for c in CATEGORIES}

    assert {c: round(v, 2) for c, v in weak.items() if v < 3} == {}
    assert min(contrast(color, palette.background) for color in (palette.text, palette.muted, palette.accent)) >= 4.5


# Brettel-style matrices for linear RGB of the three dichromacies (Machado, Oliveira and Fernandes 2009, severity 1.0).
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("kind", BLINDNESS)
def test_no_two_kinds_share_a_symbol_and_alike_colours_differ_in_symbol_for_the_colour_blind(kind: str):
    """Colour never carries a kind alone: where two look alike, their symbols do not."""
    marks = {c: category_mark(c) for c in CATEGORIES}

    def seen(color: str) -> list[float]:
        rgb = [(int(color[n : n + 2], 16) / 255) ** 2.2 for n in (1, 3, 5)]
        return [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in BLINDNESS[kind]]

    alike = [
        (a, b)
        for a in CATEGORIES
        for b in CATEGORIES
        if a < b and math.dist(seen(marks[a].color), seen(marks[b].color)) < 0.02
    ]
    assert all(marks[a].symbol != marks[b].symbol for a, b in alike)
    assert len({mark.symbol for mark in marks.values()}) == len(CATEGORIES)
