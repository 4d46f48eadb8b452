"""The page for every eye and screen: no accessibility fault, nothing cut, light and dark, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, drawn

pytestmark = pytest.mark.browser


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_our_pages(open_page: Callable[..., Page], app_url: str, scheme: str) -> None:
    page = open_page(app_url, scheme=scheme)
    drawn(page, 18)
    assert faults(page) == []

    page.locator(".dl-table tbody button").nth(5).click()
    page.get_by_role("button", name="Read in the article").first.click()
    expect(page.locator(".dl-text mark")).to_be_visible()
    page.locator(".dl-filters").get_by_role("button", name="Who", exact=True).click()
    assert faults(page) == []

    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert faults(page) == []

    page.goto(app_url + "/about")
    expect(page.get_by_role("heading", name="Where the data comes from")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(open_page: Callable[..., Page], app_url: str, scheme: str) -> None:
    """Each menu open, lanes, all dates, several selected, nothing found."""
    page = open_page(app_url + "/?actor=Russia&actor=CHN&from=2024-05&lanes=actor&window=all", scheme=scheme)
    drawn(page)
    for menu in page.locator(".dl-menu > button:visible").all():
        menu.click()
        assert faults(page) == [], menu.inner_text()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear all").click()
    drawn(page, 18)
    page.locator(".dl-counts button").first.click()
    expect(page.locator(".dl-detail h2")).to_contain_text("18 events selected")
    assert faults(page) == []
    page.keyboard.press("/")
    page.keyboard.type("no such words")
    drawn(page, 0)
    assert faults(page) == []


@pytest.mark.parametrize("size", list(SIZES))
def test_every_screen_shows_the_whole_page_without_sideways_scrolling(
    open_page: Callable[..., Page], app_url: str, size: str
) -> None:
    page = open_page(app_url, size=size)
    drawn(page, 18)
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".dl-explorer, .dl-head, .dl-timeline-pane, .dl-side, .dl-table")]
                 .filter(node => node.getBoundingClientRect().right > innerWidth + 1).map(node => node.className)"""
    )

    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_screen_of_a_laptop_tells_what_when_where_and_who(
    open_page: Callable[..., Page], app_url: str
) -> None:
    """At 1366x768, without scrolling: the headline, the axis with its events, the map with its places, the people."""
    page = open_page(app_url)
    drawn(page, 18)
    for selector in (".dl-head h1", ".dl-counts", ".dl-timeline-pane", ".dl-map-plot", ".dl-tops"):
        box = page.locator(selector).first.bounding_box()
        assert box
        assert box["y"] < 700, selector
    for name in ("Moscow", "Beijing", "Harbin", "China · 3"):
        expect(page.locator(".dl-name", has_text=name).first).to_be_in_viewport()
    expect(page.locator(".dl-tops")).to_contain_text("Vladimir Putin")
    assert page.locator(".dl-filters").evaluate("node => node.offsetHeight") < 40


def test_the_event_is_read_to_its_end_without_scrolling_the_page(open_page: Callable[..., Page], app_url: str) -> None:
    page = open_page(app_url)
    drawn(page, 18)
    page.locator(".dl-tl-title", has_text="Putin to visit Harbin").click()
    page.get_by_role("button", name="Read in the article").click()
    lit = page.locator(".dl-text mark")

    expect(lit).to_be_in_viewport(ratio=1)
    box = page.locator(".dl-detail").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 768
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_the_theme_is_followed_while_the_page_is_open(open_page: Callable[..., Page], app_url: str) -> None:
    page = open_page(app_url)
    drawn(page, 18)
    sea = "getComputedStyle(document.querySelector('.dl-map-frame')).backgroundColor"
    light = page.evaluate(sea)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".dl-explorer.dark")).to_be_visible()
    dark = page.evaluate(sea)
    page.emulate_media(color_scheme="light")

    assert light != dark


def test_the_whole_page_is_reached_by_keyboard_alone(open_page: Callable[..., Page], app_url: str) -> None:
    """Search, filter, walk, open, read, go to the table: no pointer is touched."""
    page = open_page(app_url)
    drawn(page, 18)
    page.keyboard.press("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".dl-panel:visible")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".dl-panel:visible")).to_have_count(0)

    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached |= set(page.evaluate("(document.activeElement.closest('[class*=dl-]')?.className ?? '').split(' ')"))
        reached |= set(page.evaluate("(document.activeElement.parentElement?.className ?? '').split(' ')"))
        if "what" in reached:
            break
    assert {"dl-counts", "dl-charts", "dl-map-bar", "dl-detail", "what"} <= reached

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".dl-table tr.on")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".dl-table tr.on")).to_have_count(0)
    page.keyboard.press("End")
    expect(page.locator(".dl-table tr.on")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".dl-text mark")).to_be_visible()
