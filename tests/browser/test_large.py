"""A table too large to draw: counts are of all of it, and what is looked at comes from the store."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.model import Selection
from dashboard.store import Store, open_store
from tests.browser.conftest import drawn
from tests.browser.made_table import made_table
from tests.browser.test_explore import open_menu, option

pytestmark = pytest.mark.browser
EVENTS = 12_000


@pytest.fixture(scope="module")
def large(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Store]:
    folder = tmp_path_factory.mktemp("large")
    address = serve(**made_table(folder, EVENTS))
    return address, open_store(folder)


@pytest.fixture
def explore(page: Page, large: tuple[str, Store]) -> Page:
    page.goto(large[0])
    drawn(page)
    expect(page.locator(".dl-explorer[data-state='ready']")).to_be_visible()
    return page


def numbers(page: Page) -> dict[str, int]:
    """The counts above the charts: words -> number."""
    expect(page.locator(".dl-explorer[data-state='ready']")).to_be_visible(timeout=20_000)
    found = [re.match(r"([\d,]+) (.+)", text) for text in page.locator(".dl-counts button").all_inner_texts()]
    return {match[2]: int(match[1].replace(",", "")) for match in found if match}


def changed(page: Page, act: Callable[[], object]) -> dict[str, int]:
    """Do something that asks for another part; return the counts once it has come."""
    counts = page.locator(".dl-counts")
    before = counts.inner_text()
    act()
    expect(counts).not_to_have_text(before)
    return numbers(page)


def add_up(counted: dict[str, int], total: int) -> bool:
    events, placed = counted.get("events", counted.get("event")), counted["on the map"] + counted["without a place"]
    return events == placed == sum(counted.values()) - events - placed == total


def test_every_count_is_of_the_whole_table(explore: Page) -> None:
    """Drawn are some hundreds; a reader who took them for all would be misled."""
    assert add_up(numbers(explore), EVENTS)
    expect(explore.locator(".dl-part")).to_contain_text("Every count is of the whole table")
    expect(explore.locator(".dl-tl-gutter.earlier")).to_contain_text("earlier still")


def test_all_dates_are_bars_and_a_bar_leads_to_its_days(explore: Page) -> None:
    counted = changed(explore, explore.get_by_role("button", name="All", exact=True).click)
    expect(explore.locator(".dl-tl-plot .bar").first).to_be_visible()
    expect(explore.locator(".dl-part")).to_contain_text("each bar counts those that begin on its days")
    assert add_up(counted, EVENTS)
    assert counted["on this axis"] > 5000

    box = explore.locator(".dl-tl-titles").bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.8, box["y"] + 245
    counted = changed(explore, lambda: explore.mouse.click(x, y))
    assert add_up(counted, EVENTS)
    assert counted["later"] > 0


def test_the_brush_brings_the_events_of_its_days(explore: Page) -> None:
    before = numbers(explore)["on this axis"]
    explore.locator(".dl-tl-brush").focus()
    after = changed(explore, lambda: explore.keyboard.press("PageUp"))

    assert add_up(after, EVENTS)
    assert after["on this axis"] not in (0, before)
    assert after["later"] > 0
    assert explore.locator(".dl-tl-plot .point").count() > 20


def test_an_open_menu_stays_open_when_another_part_comes_and_counts_all(
    explore: Page, large: tuple[str, Store]
) -> None:
    _, store = large
    menu = explore.locator(".dl-panel:visible")
    open_menu(explore, "Kind")
    chosen = changed(explore, option(explore, "Visit").check)["events"]

    expect(menu).to_be_visible()
    assert chosen == store.count(Selection(categories=("visit",)))
    said = [text.split("\n")[-1] for text in menu.locator("li").all_inner_texts()]
    assert sum(int(count.replace(",", "")) for count in said) == EVENTS


def test_somebody_who_is_not_in_the_part_is_found(explore: Page, large: tuple[str, Store]) -> None:
    """A place seen once, a year ago: it stands in the menu, and choosing it brings its event."""
    _, store = large
    drawn_places = set(
        explore.evaluate("[...document.querySelectorAll('.dl-table tr[data-id] small')].map(n => n.textContent)")
    )
    name, count = next(
        (name, count)
        for name, count in reversed(store.facets().places.items())
        if not any(name in text for text in drawn_places)
    )
    explore.goto(large[0] + "/?place=" + name.replace(" ", "+"))

    drawn(explore, count)
    assert add_up(numbers(explore), count)


def test_nothing_found_says_which_filter_to_take_back(explore: Page) -> None:
    open_menu(explore, "Kind")
    changed(explore, option(explore, "Visit").check)
    explore.keyboard.press("Escape")
    explore.keyboard.press("/")
    explore.keyboard.type("no such words")
    relief = explore.locator(".dl-empty button", has_text="Without Visit")
    expect(explore.locator(".dl-empty button", has_text="no such words")).to_be_visible(timeout=20_000)
    expect(relief).to_have_count(0)
    explore.locator(".dl-empty button", has_text="no such words").click()
    expect(explore.locator(".dl-explorer:not([data-drawn='0'])")).to_be_visible()
