"""The page on a tablet: one finger moves, two fingers zoom, a tap selects, and every target is as large as a finger."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn
from tests.browser.test_explore import chosen, settled

pytestmark = pytest.mark.browser
SMALL = """() => [...document.querySelectorAll(".dl-explorer :is(button, select, input)")]
  .filter(node => node.offsetParent)
  .filter(node => !node.closest(".dl-hidden, .dl-table, .dl-counts, .dl-tl-title, .dl-tl-front, label"))
  .map(node => [node.textContent || node.ariaLabel, node.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 43.5 || box.width < 43.5))
  .map(([text, box]) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.fixture
def tablet(open_page: Callable[..., Page], app_url: str) -> Page:
    page = open_page(app_url, size="tablet", has_touch=True)
    drawn(page, 18)
    return page


def touch(page: Page, *steps: list[tuple[float, float]]) -> None:
    """Put fingers down, move them from step to step, and lift them."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, at: list[tuple[float, float]]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(at)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", steps[0])
    for before, after in pairwise(steps):
        for n in range(1, 9):
            send(
                "touchMove",
                [(a + (c - a) * n / 8, b + (d - b) * n / 8) for (a, b), (c, d) in zip(before, after, strict=True)],
            )
    send("touchEnd", [])
    session.detach()


def middle(page: Page, selector: str) -> tuple[float, float]:
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"], 260) / 2


def window(page: Page) -> tuple[str, str]:
    settled(page, "window=")
    low, _, high = page.url.split("window=")[1].split("&")[0].partition("..")
    return low, high


def placed(page: Page) -> tuple[float, ...]:
    settled(page, "map=")
    return tuple(float(text) for text in page.url.split("map=")[1].split("&")[0].replace("%2C", ",").split(","))


def test_one_finger_moves_the_axis_and_two_zoom_it(tablet: Page) -> None:
    x, y = middle(tablet, ".dl-tl-titles")
    touch(tablet, [(x, y)], [(x + 150, y + 4)])
    low, high = window(tablet)
    assert low < "2024-05-05"
    assert high < "2024-05-19"
    assert chosen(tablet) == []

    touch(tablet, [(x - 40, y), (x + 40, y)], [(x - 160, y), (x + 160, y)])
    tablet.wait_for_function(f"() => !location.search.includes('{low}')")
    nearer = window(tablet)
    assert low < nearer[0] < nearer[1] < high


def test_one_finger_moves_the_map_and_two_zoom_it(tablet: Page) -> None:
    x, y = middle(tablet, ".dl-map-frame")
    touch(tablet, [(x, y)], [(x + 120, y)])
    lon, _, scale = placed(tablet)
    touch(tablet, [(x - 30, y), (x + 30, y)], [(x - 120, y), (x + 120, y)])
    told = "decodeURIComponent(location.search).split('map=')[1].split('&')[0].split(',')"
    tablet.wait_for_function(f"before => +{told}[2] > before * 3", arg=scale)
    again = placed(tablet)[0]

    assert abs(again - lon) < 3, "what is under the fingers stays under them"
    assert chosen(tablet) == []


def test_a_finger_that_goes_up_scrolls_the_page(tablet: Page) -> None:
    """The timeline is as high as the screen; one that caught every finger would be a trap."""
    x, y = middle(tablet, ".dl-tl-titles")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = tablet.evaluate(scrolled)
    touch(tablet, [(x, y + 60)], [(x, y - 140)])

    tablet.wait_for_function(f"before => {scrolled} > before", arg=before)


def test_a_tap_selects_and_a_second_tap_clears(tablet: Page) -> None:
    middle(tablet, ".dl-map-frame")
    tablet.wait_for_timeout(700)  # the finer outlines have come, and with them names are laid anew
    box = tablet.locator(".dl-name", has_text="Moscow").bounding_box()
    assert box
    tablet.touchscreen.tap(box["x"] + 10, box["y"] + 8)
    expect(tablet.locator(".dl-table tr.on")).to_contain_text("Xi visits Moscow")
    tablet.touchscreen.tap(box["x"] + 10, box["y"] + 8)
    expect(tablet.locator(".dl-explorer[data-selected='']")).to_be_visible()


def test_every_target_is_as_large_as_a_finger(tablet: Page) -> None:
    assert tablet.evaluate(SMALL) == []
    tablet.locator(".dl-filters").get_by_role("button", name="Who", exact=True).tap()
    assert tablet.evaluate(SMALL) == []
