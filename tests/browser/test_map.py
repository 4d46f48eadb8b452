"""The map in a real browser: what it shows, what a click, a wheel and a filter do, and that it agrees with Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.figures.map import ring
from tests.browser.conftest import drawn
from tests.browser.test_explore import chosen, open_menu, option, settled

pytestmark = pytest.mark.browser
MAP = "const map = await import('/_dateline/linked/map_marks.js');"
# How far our marks stand from where plotly.js puts the same points in its own drawing of land.
APART = """async () => {
  const { camera } = await import("/_dateline/linked/map_marks.js"), plot = document.querySelector(".dl-map-plot"), { geo } = plot._fullLayout;
  const view = { lon: geo.projection.rotation.lon, lat: geo.center.lat, scale: geo.projection.scale }, { to } = camera(view, plot.clientWidth, plot.clientHeight);
  return Math.max(...[[0, 0], [39.9, 116.4], [55.8, 37.6], [-33, -70], [70, 20]].map(([lat, lon]) => {
    const ours = to(lat, lon), theirs = geo._subplot.projection([lon, lat]);
    return Math.hypot(ours[0] - theirs[0], ours[1] - theirs[1]);
  }));
}"""  # noqa: E501


@pytest.fixture
def explore(page: Page, app_url: str) -> Page:
    page.goto(app_url)
    drawn(page, 18)
    return page


def click_place(page: Page, name: str) -> None:
    """Click a name on the map: a mark of the map and its name are one. Asked in one go, since names are laid anew."""
    x, y = page.evaluate(
        """name => {
             const node = [...document.querySelectorAll(".dl-name")].find(node => node.textContent.startsWith(name));
             const box = node.getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2];
           }""",
        name,
    )
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def test_a_click_on_the_map_lights_timeline_and_table(explore: Page) -> None:
    click_place(explore, "Moscow")

    expect(explore.locator(".dl-table tr.on")).to_contain_text("Xi visits Moscow")
    expect(explore.locator(".dl-detail blockquote")).to_contain_text("Xi visited Moscow in 2023")


def test_a_place_with_several_events_selects_them_all(explore: Page) -> None:
    click_place(explore, "Harbin")

    expect(explore.locator(".dl-detail h2")).to_contain_text("2 events selected")
    assert len(chosen(explore)) == 2


def test_a_country_is_an_area_with_its_name_and_no_dot(explore: Page) -> None:
    """A dot in the middle of China would claim a place that no article named."""
    click_place(explore, "China")

    expect(explore.locator(".dl-detail h2")).to_contain_text("3 events selected")
    expect(explore.locator(".dl-name.country.on")).to_have_text("China · 3")
    assert explore.locator(".dl-map-plot path.choroplethlocation.on").count() == 1
    assert explore.locator(".dl-map-marks .point").count() == 3, "Moscow, Beijing, Harbin"


def middle(page: Page) -> tuple[float, float]:
    box = page.locator(".dl-map-frame").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def address(page: Page) -> str:
    """What the address says of the map, once it says something."""
    settled(page, "map=")
    return page.url.split("map=")[1].split("&")[0]


def test_zoom_of_the_map_survives_a_filter(explore: Page) -> None:
    explore.locator(".dl-map-bar").get_by_role("button", name="Zoom in").click()
    before = address(explore)
    open_menu(explore, "Kind")
    option(explore, "Visit").check()
    expect(explore.locator(".dl-explorer:not([data-drawn='18'])")).to_be_visible()
    settled(explore, "=visit")

    assert address(explore) == before


def test_marks_stand_where_land_says_also_after_zoom_and_drag(explore: Page) -> None:
    """plotly.js draws land, we draw marks: a pixel apart would be a wrong place."""
    assert explore.evaluate(APART) < 0.6
    x, y = middle(explore)
    explore.mouse.move(x, y)
    explore.mouse.wheel(0, -500)
    explore.mouse.down()
    explore.mouse.move(x + 120, y + 30, steps=4)
    explore.mouse.up()
    address(explore)

    assert explore.evaluate(APART) < 0.6
    assert chosen(explore) == [], "a drag is no click"
    assert explore.locator(".dl-map-plot").get_attribute("style") in ("", None) or "scale" not in (
        explore.locator(".dl-map-plot").get_attribute("style") or ""
    )


def test_the_map_moves_by_keys_and_arrows_still_walk_elsewhere(explore: Page) -> None:
    explore.locator(".dl-map-frame").focus()
    explore.keyboard.press("+")
    explore.keyboard.press("ArrowRight")
    east, _, scale = address(explore).replace("%2C", ",").split(",")
    explore.keyboard.press("ArrowRight")
    settled(explore)

    assert float(address(explore).replace("%2C", ",").split(",")[0]) > float(east)
    assert float(scale) > 1
    assert chosen(explore) == []


def test_a_filter_redraws_no_land_where_the_map_holds_all_that_is_left(explore: Page) -> None:
    """Land is what costs: drawn anew for each filter it was most of the time a filter took."""
    explore.wait_for_timeout(700)
    explore.evaluate(
        "() => { window.land = 0; const { react } = Plotly; Plotly.react = (...x) => { land++; return react(...x); }; }"
    )
    open_menu(explore, "Who")
    option(explore, "Russia").check()
    drawn(explore, 15)

    assert explore.evaluate("land") == 0
    assert explore.locator(".dl-map-marks .point").count() == 3


def test_a_ring_of_the_map_is_the_circle_that_exports_draw(explore: Page) -> None:
    place = {"lat": 60.0, "lon": 170.0, "radius_km": 900.0}
    ours = explore.evaluate(f"async place => {{ {MAP} return map.ring(place); }}", place)
    lats, lons = ring(**place)
    drawn_there = [(lat, lon) for lat, lon in zip(lats, lons, strict=True) if lat is not None and lon is not None]

    assert len(ours) == len(drawn_there)
    for (lat, lon), (north, east) in zip(ours, drawn_there, strict=True):
        assert lat == pytest.approx(north, abs=0.01)
        assert (lon + 180) % 360 - 180 == pytest.approx(east, abs=0.01)


def test_the_map_opens_on_what_is_shown_whichever_side_of_the_date_line(explore: Page) -> None:
    view = explore.evaluate(f"async () => {{ {MAP} return map.fit([[-18, 178, 10], [-13.8, -171.8, 10]], 480, 222); }}")

    assert abs(abs(view["lon"]) - 176.9) < 1
    assert view["scale"] > 4


def test_two_boundary_sets_can_be_chosen_and_each_says_what_it_draws(
    open_page: Callable[..., Page], app_url: str
) -> None:
    page = open_page(app_url)
    drawn(page, 18)
    expect(page.locator(".dl-map-note")).to_contain_text("Crimea as Ukraine")
    page.get_by_label("Boundaries shown on the map").select_option("natural-earth")

    expect(page.locator(".dl-map-note")).to_contain_text("Crimea as Russia")
