"""What the explore page says when there is nothing to show, too much, or a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, drawn
from tests.browser.made_table import made_table

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Desk:
    """A running app with files of its own."""

    address: str
    folder: Path

    def write_events(self, text: str) -> None:
        (self.folder / "events.yaml").write_text(text, encoding="utf-8")


CURATED = (ROOT / "events.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    (folder / "events.yaml").write_text(CURATED, encoding="utf-8")
    files = {"DATELINE_DATA": str(folder / "data"), "DATELINE_EVENTS": str(folder / "events.yaml")}
    return Desk(serve(**files), folder)


def test_a_broken_events_file_is_said_and_the_last_good_table_stays(desk: Desk, page: Page) -> None:
    page.goto(desk.address)
    drawn(page, 18)
    desk.write_events(CURATED.replace("category: trade", "category: tirade"))
    page.reload()
    drawn(page, 18)

    fault = page.locator(".st-key-dl-fault")
    expect(fault).to_contain_text("last good table")
    expect(fault).to_contain_text("tirade")
    expect(fault).to_contain_text("events.yaml:")

    desk.write_events(CURATED.replace("Xi visits Moscow", "Xi visits Moscow again"))
    page.reload()
    expect(page.locator(".dl-table tbody tr", has_text="Xi visits Moscow again")).to_be_visible()
    expect(fault).to_have_count(0)


def test_markup_in_a_title_is_shown_as_typed(desk: Desk, page: Page) -> None:
    """The fixture fails the test should the picture be asked for; every view shows the title as it was written."""
    hostile = "<img src=x onerror=alert(1)> ![a](http://h.example/p.png) <b>Xi</b> $x^2$"
    desk.write_events(CURATED.replace("title: Xi visits Moscow", f"title: '{hostile}'"))
    page.goto(desk.address)
    drawn(page, 18)
    row = page.locator(".dl-table tbody tr", has_text="onerror")
    row.get_by_role("button").click()

    expect(row.get_by_role("button")).to_have_text(hostile)
    expect(page.locator(".dl-detail h2")).to_have_text(hostile)
    assert page.locator(".dl-explorer img, .dl-explorer b:text-is('Xi')").count() == 0


def test_without_articles_the_page_says_what_to_do(desk: Desk, page: Page) -> None:
    shutil.rmtree(desk.folder / "data" / "articles")
    desk.write_events("events: []\n")
    page.goto(desk.address)
    drawn(page, 0)

    expect(page.locator(".dl-empty")).to_contain_text("Add an article")


def test_thirteen_articles_and_five_thousand_events_stay_light(
    serve: Callable[..., str], page: Page, tmp_path: Path
) -> None:
    """At most 6 nodes a visible mark and 3,000, at most 2 kB over the WebSocket; places are counted, not piled up."""
    page.goto(serve(**made_table(tmp_path, 5000)))
    drawn(page, 5000)
    page.wait_for_timeout(800)
    nodes = page.evaluate("document.querySelectorAll('*').length")
    marks = page.evaluate("document.querySelectorAll('.dl-explorer .point').length")
    page.watch.received.clear()  # type: ignore[attr-defined]
    page.locator(".dl-table tbody tr[data-id]").nth(3).get_by_role("button").click()
    expect(page.locator(".dl-explorer:not([data-selected=''])")).to_be_visible()
    page.wait_for_timeout(800)

    assert nodes <= 6 * marks + 3000
    assert sum(page.watch.received) <= 2_000  # type: ignore[attr-defined]
    expect(page.locator(".dl-head")).to_contain_text("13 articles")
    expect(page.locator(".dl-filters").get_by_role("button", name="Article", exact=True)).to_be_visible()


def test_a_table_that_cannot_be_fetched_is_said_with_a_way_on(open_page: Callable[..., Page], app_url: str) -> None:
    page = open_page()
    page.route("**/tables/*.json", lambda route: route.abort())
    page.goto(app_url)

    expect(page.get_by_role("alert")).to_contain_text("could not be drawn")
    expect(page.get_by_role("button", name="Reload")).to_be_visible()
    page.watch.wrong.clear()  # type: ignore[attr-defined]


def test_the_page_works_under_a_base_path(serve: Callable[..., str], page: Page) -> None:
    page.goto(serve("--server.baseUrlPath=desk/dateline"))

    drawn(page, 18)
    assert page.locator(".dl-map-plot .layer.land path").count() > 0
