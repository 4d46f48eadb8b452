"""The timeline in a real browser, alone on a bare page: titles, windows, gestures, and that it agrees with Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.model import STATUSES
from dashboard.viewmodel import bands, event_columns, first_window
from dashboard.viewmodel.drawing import pieces
from tests.browser.timeline_page import SHEETS, start
from tests.made_events import made_events

pytestmark = pytest.mark.browser

# Boxes of the titles as the browser laid them out, with the box of the axis they belong to.
BOXES = """() => {
  const plot = document.querySelector(".dl-tl-titles").getBoundingClientRect();
  return [...document.querySelectorAll(".dl-tl-title")].map(node => {
    const range = document.createRange(); range.selectNodeContents(node);
    const text = range.getBoundingClientRect(), box = node.getBoundingClientRect();
    return { text: node.textContent, left: text.left, right: text.right, top: box.top, bottom: box.bottom,
      inside: text.left >= plot.left - 1 && text.right <= plot.right + 1
        && box.top >= plot.top - 1 && box.bottom <= plot.bottom + 1,
      whole: node.scrollWidth <= node.clientWidth + 2 };
  });
}"""


# What the titles and the entries of the gutters say, signs and buttons left out.
TITLES = """() => {
  const words = child => child.nodeName === "BR" ? " " : child.nodeType === 3 ? child.data : "";
  const said = node => [...node.childNodes].map(words).join("");
  const titles = [...document.querySelectorAll(".dl-tl-title")].map(said);
  return [...titles, ...[...document.querySelectorAll(".dl-tl-entry")].map(node => node.lastChild.data)];
}"""
LAYOUT = "const layout = await import('/linked/timeline_layout.js');"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server, url = start()
    yield url
    server.shutdown()


@pytest.fixture
def timeline(open_page: Callable[..., Page], address: str) -> Callable[..., Page]:
    def show(sheet: str = "seed", size: str = "laptop", **ask: Any) -> Page:
        page = open_page(size=size)
        query = "&".join(f"{name}={value}" for name, value in {"sheet": sheet, "width": "830px", **ask}.items())
        page.goto(f"{address}/?{query}")
        page.wait_for_selector("body[data-ready]")
        return page

    return show


def settled(page: Page, act: Callable[[], object]) -> str:
    """Do something that moves the window; return the window that was told once it stands still."""
    before = page.evaluate("told.windows.length")
    act()
    page.wait_for_function("n => told.windows.length > n", arg=before)
    return str(page.evaluate("document.querySelector('.dl-tl').dataset.window"))


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["text"], b["text"])
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if a["left"] < b["right"] - 1
        and b["left"] < a["right"] - 1
        and a["top"] < b["bottom"] - 3
        and b["top"] < a["bottom"] - 3
    ]


@pytest.mark.parametrize("size", ["laptop", "desktop", "tablet"])
@pytest.mark.parametrize(("sheet", "least"), [("n10", 10), ("n40", 40), ("n500", 40)])
def test_titles_never_collide_are_never_cut_and_stay_in_the_plot(
    timeline: Callable[..., Page], sheet: str, least: int, size: str
):
    """Asked of every timeline library for ten years and given by none (plotly.js#4674, TimelineJS3#17)."""
    width = {"laptop": "830px", "desktop": "1180px", "tablet": "788px"}[size]
    page = timeline(sheet, size, window="all", width=width)
    boxes = page.evaluate(BOXES)

    assert len(boxes) >= least
    assert overlapping(boxes) == []
    assert [box["text"] for box in boxes if not (box["inside"] and box["whole"])] == []


def test_the_first_article_opens_on_the_news_with_every_title_whole(timeline: Callable[..., Page]):
    page = timeline("seed")
    boxes, names = page.evaluate(BOXES), page.evaluate("view.bands()")

    assert page.evaluate("document.querySelector('.dl-tl').dataset.window") == "2024-05-05..2024-05-19"
    assert [names.count(band) for band in ("axis", "earlier", "later", "ongoing")] == [8, 3, 0, 2]
    assert {e.title for e in SHEETS["seed"]()[0]} == set(page.evaluate(TITLES))
    assert overlapping(boxes) == []
    assert all(box["inside"] and box["whole"] for box in boxes)


def test_a_click_on_a_title_a_row_or_a_gutter_selects_and_dims_the_others(timeline: Callable[..., Page]):
    page = timeline("seed")
    page.locator(".dl-tl-title", has_text="Putin to visit Harbin").click()
    assert page.evaluate("told.selections.at(-1)") == ["putin-harbin-2024-05"]
    assert page.locator(".dl-tl.has-selection .dl-tl-title.on").count() == 1
    assert page.evaluate("[...document.querySelectorAll('.dl-tl-plot .point.on')].length") > 0

    page.locator(".dl-tl-entry", has_text="Xi visits Moscow").click()
    assert page.evaluate("told.selections.at(-1)") == ["xi-moscow-2023"]

    box = page.locator(".dl-tl-titles").bounding_box()
    y = page.evaluate("view.spots.find(s => sheet.events.id[s.i] === 'state-visit-2024-05').y")
    assert box
    page.mouse.click(box["x"] + box["width"] - 30, box["y"] + y)
    assert page.evaluate("told.selections.at(-1)") == ["state-visit-2024-05"]


def test_what_is_selected_is_shown_however_far_from_the_axis_it_lies(timeline: Callable[..., Page]):
    """Who walks through time by key must not come to events that the timeline does not light."""
    page = timeline("n150")
    bands = page.evaluate("view.bands()")
    for band in ("earlier", "undated"):
        far = page.evaluate("([band, bands]) => sheet.events.id.find((_, i) => bands[i] === band)", [band, bands])
        page.evaluate("id => { state.selected = new Set([id]); return view.select([id]); }", far)

        assert page.evaluate("id => view.nodes.get(id).some(node => node.classList.contains('on'))", far), band


def test_an_anniversary_leads_to_what_it_commemorates(timeline: Callable[..., Page]):
    page = timeline("seed")
    page.locator(".dl-tl-chip").click()

    assert page.evaluate("told.selections.at(-1)") == ["russia-china-relations-1949"]
    assert page.locator(".dl-tl-back .memory").count() == 1


def test_wheel_drag_buttons_keys_and_typing_all_move_the_window(timeline: Callable[..., Page]):
    page = timeline("seed")
    box = page.locator(".dl-tl-titles").bounding_box()
    assert box
    x, y = box["x"] + 200, box["y"] + 60
    page.mouse.move(x, y)

    assert settled(page, lambda: page.mouse.wheel(0, -600)) != "2024-05-05..2024-05-19"
    assert settled(page, lambda: page.get_by_role("button", name="News").click()) == "2024-05-05..2024-05-19"

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 90, y, steps=4)
        page.mouse.up()

    assert settled(page, drag) < "2024-05-05"
    assert page.evaluate("told.selections") == [], "a drag is no click"
    assert settled(page, lambda: page.get_by_role("button", name="All").click()) < "1949"
    page.locator(".dl-tl-brush").focus()
    assert settled(page, lambda: page.keyboard.press("ArrowLeft")) < "1940"

    def type_days() -> None:
        page.get_by_label("First day of the axis").fill("May 2024")
        page.get_by_label("Last day of the axis").fill("20 May 2024")
        page.keyboard.press("Enter")

    assert settled(page, type_days) == "2024-05-01..2024-05-20"
    page.locator(".dl-tl-chip").focus()
    assert settled(page, lambda: page.keyboard.press("+")) == "2024-05-06..2024-05-15"


def test_zoom_goes_from_a_century_to_a_day_and_no_further(timeline: Callable[..., Page]):
    page = timeline("seed", window="1900-01-01..2024-12-31")
    box = page.locator(".dl-tl-titles").bounding_box()
    assert box
    for _ in range(12):
        page.evaluate("at => { view.zoom(.2, at, false) }", Day(2024, 5, 16).ordinal + 0.5)
    page.wait_for_function("told.windows.length > 0")

    assert page.evaluate("view.range[1] - view.range[0]") == pytest.approx(1)


def test_what_is_typed_wrongly_is_said_and_changes_nothing(timeline: Callable[..., Page]):
    page = timeline("seed")
    field = page.get_by_label("First day of the axis")
    field.fill("yesterday")
    page.keyboard.press("Enter")

    assert (
        page.evaluate("document.querySelector('.dl-tl-range input').validationMessage")
        == "Write 2024, 2024-05, 2024-05-16 or 16 May 2024."
    )
    assert page.evaluate("told.windows") == []


def test_a_filter_leaves_the_window_where_the_reader_put_it(timeline: Callable[..., Page]):
    page = timeline("seed")
    settled(page, lambda: page.get_by_role("button", name="Zoom in").click())
    window = page.evaluate("document.querySelector('.dl-tl').dataset.window")
    page.locator(".dl-tl-legend button", has_text="Talks").click()

    assert page.evaluate("told.filters") == [{"categories": ["talks"]}]
    assert page.locator(".dl-tl-title").count() == 1
    assert page.evaluate("document.querySelector('.dl-tl').dataset.window") == window


def test_one_click_makes_lanes_and_above_forty_events_they_come_by_themselves(timeline: Callable[..., Page]):
    page = timeline("seed")
    page.locator("[data-lane='actor']").click()
    page.wait_for_selector(".dl-tl[data-lane='actor']")
    assert "Vladimir Putin" in page.locator(".dl-tl-head").all_inner_texts()[0]

    crowded = timeline("n150", window="all")
    assert crowded.evaluate("document.querySelector('.dl-tl').dataset.lane") == "category"


def test_marks_as_wide_as_the_axis_have_their_titles_too(timeline: Callable[..., Page]):
    """Zoomed into a visit, every plan for it covers the axis; lanes of bars without names would tell nothing."""
    page = timeline("seed", window="2024-05-16..2024-05-17", lanes="country")
    boxes = page.evaluate(BOXES)

    assert overlapping(boxes) == []
    assert sum("Putin to visit Harbin" in box["text"] for box in boxes) == 2


def test_lanes_tie_what_is_selected_to_its_parts_and_rows_tie_all(timeline: Callable[..., Page]):
    """Parts often stand in other lanes; all lines at once would be a web."""
    page = timeline("seed")
    ties = page.locator(".dl-tl-back .part")
    in_rows = ties.count()
    page.locator("[data-lane='actor']").click()
    page.wait_for_selector(".dl-tl[data-lane='actor']")
    assert in_rows > 3
    assert ties.count() == 0

    page.locator(".dl-tl-title", has_text="Putin on a two-day state visit").first.click()
    assert ties.count() >= in_rows


def test_an_anniversary_is_tied_to_its_origin_also_where_both_stand_on_the_axis(timeline: Callable[..., Page]):
    page = timeline("seed", window="all")

    assert page.locator(".dl-tl-entry").count() == 0
    assert page.locator(".dl-tl-back .memory").count() == 1


def test_a_step_of_a_gesture_draws_the_marks_where_they_belong(timeline: Callable[..., Page]):
    """Stretched marks would say for a moment that a day lasts two."""
    page = timeline("seed")
    off = page.evaluate(
        """() => {
             view.frame([view.range[0] + 3, view.range[1] - 3]);
             const spot = view.spots.find(s => sheet.events.title[s.i].startsWith("Putin arrives in Beijing"));
             const node = view.nodes.get(sheet.events.id[spot.i])[0].getBoundingClientRect();
             const box = view.titles.getBoundingClientRect(), day = sheet.events.earliest_ord[spot.i] + .5;
             return [node.x + node.width / 2 - box.x - view.x(day), node.width - node.height];
           }"""
    )

    assert all(abs(pixels) < 1 for pixels in off)


def test_today_is_a_line_that_never_widens_the_axis(timeline: Callable[..., Page]):
    page = timeline("seed", today=Day(2024, 5, 18).ordinal)
    assert page.locator(".dl-tl-flag.today").count() == 1

    later = timeline("seed", today=Day(2026, 1, 1).ordinal)
    assert later.locator(".dl-tl-flag.today").count() == 0
    assert later.evaluate("document.querySelector('.dl-tl').dataset.window") == "2024-05-05..2024-05-19"


@pytest.mark.parametrize("sheet", ["seed", "n150", "n500", "n5000"])
def test_the_page_stays_light(timeline: Callable[..., Page], sheet: str):
    page = timeline(sheet, window="all")
    nodes, marks = page.evaluate("[document.querySelectorAll('*').length, new Set(view.spots.map(s => s.i)).size]")

    assert nodes <= 6 * marks + 3000


# ---- the same rules in Python and in the browser ----


def made_columns() -> tuple[list[Any], dict[str, list[Any]]]:
    events = made_events(150, 5)
    return events, event_columns(events, [], Lexicon())


def test_python_and_the_browser_put_every_event_into_the_same_band(timeline: Callable[..., Page]):
    page, (events, columns) = timeline("seed"), made_columns()
    for low, high in [
        (Day(2022, 3, 1), Day(2022, 6, 1)),
        (Day(2023, 1, 1), Day(2023, 1, 1)),
        (Day(2019, 1, 1), Day(2030, 1, 1)),
    ]:
        answer = page.evaluate(
            f"async ([c, low, high]) => {{ {LAYOUT} return layout.bandsOf(c, low, high); }}",
            [columns, low.ordinal, high.ordinal],
        )
        assert answer == bands(events, (low, high))


def test_python_and_the_browser_draw_the_same_pieces(timeline: Callable[..., Page]):
    page, (events, columns) = timeline("seed"), made_columns()
    window = first_window(events)
    assert window
    assert {e.status for e in events} == set(STATUSES)
    answer = page.evaluate(
        "async ([c, ...range]) => { const marks = await import('/linked/timeline_marks.js');"
        " return c.id.map((_, i) => marks.pieces(c, i, range)); }",
        [columns, window[0].ordinal, window[1].ordinal + 1],
    )

    def plain(part: str, start: float, end: float, hollow: bool, sign: str, strength: float) -> str:
        return f"{part} {start:.6f} {end:.6f} {hollow} {sign} {strength:.6f}"

    for event, made in zip(events, answer, strict=True):
        ours = sorted(plain(p.part, p.start, p.end, p.hollow, p.sign, p.strength) for p in pieces(event, window))
        theirs = sorted(plain(p["part"], p["start"], p["end"], p["hollow"], p["sign"], p["strength"]) for p in made)
        assert theirs == ours, event


@pytest.mark.parametrize(
    ("low", "high", "names"),
    [
        ("2024-05-05", "2024-05-20", ["5 May 2024", "7", "9", "11", "13", "15", "17", "19"]),
        ("2024-01-01", "2025-01-01", ["Jan 2024", "Apr", "Jul", "Oct"]),
        ("1940-01-01", "2025-01-01", ["1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        ("-0100-01-01", "0150-01-01", ["101 BC", "51 BC", "1 BC", "50", "100"]),
    ],
)
def test_ticks_name_days_months_years_and_years_before_ours(
    timeline: Callable[..., Page], low: str, high: str, names: list[str]
):
    page = timeline("seed")
    found = page.evaluate(
        f"async range => {{ {LAYOUT} return layout.ticks(range, 640, sheet.words.months_short).map(t => t.text); }}",
        [Day.parse(low).ordinal, Day.parse(high).ordinal],
    )

    assert found == names


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("16 May 2024", "2024-05-16", "2024-05-16"), ("may 2024", "2024-05-01", "2024-05-31"),
        ("2024-5-6", "2024-05-06", "2024-05-06"), ("30 Feb 2024", None, None), ("soon", None, None),
    ],
)  # fmt: skip
def test_a_typed_date_may_be_a_year_a_month_or_a_day(
    timeline: Callable[..., Page], typed: str, first: str | None, last: str | None
):
    page = timeline("seed")
    found = page.evaluate(
        f"async text => {{ {LAYOUT} const {{ months }} = sheet.words;"
        " return [false, true].map(end => layout.typedDay(text, end, months)); }",
        typed,
    )

    assert found == [Day.parse(text).ordinal if text else None for text in (first, last)]
