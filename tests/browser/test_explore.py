"""The explore page in a real browser with the network cut: what a reader does, and what must follow."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.dates import Day
from dashboard.linked.payload import filter_columns
from dashboard.model import CATEGORIES, STATUSES, Selection
from dashboard.selection import matches
from dashboard.session import selection_record, write_link
from tests.browser.conftest import drawn
from tests.made_events import PEOPLE, PLACES, STATES, made_events

pytestmark = pytest.mark.browser
HARBIN = "Putin to visit Harbin"


@pytest.fixture
def explore(page: Page, app_url: str) -> Page:
    page.goto(app_url)
    drawn(page, 18)
    return page


def chosen(page: Page) -> list[str]:
    return (page.locator(".dl-explorer").get_attribute("data-selected") or "").split()


def choose_row(page: Page, title: str) -> str:
    found = page.locator(".dl-table tbody tr", has_text=title)
    found.get_by_role("button").click()
    event = found.get_attribute("data-id") or ""
    expect(page.locator(f".dl-explorer[data-selected='{event}']")).to_be_visible()
    return event


def open_menu(page: Page, name: str) -> None:
    page.locator(".dl-filters").get_by_role("button", name=name, exact=True).click()


def option(page: Page, name: str) -> Locator:
    return page.locator(".dl-panel:visible li", has_text=name).get_by_role("checkbox")


def settled(page: Page, address: str = "") -> None:
    """Wait until Python has been told: the address holds what is selected, `address` among it."""
    if address:
        expect(page).to_have_url(re.compile(re.escape(address)))
    page.wait_for_timeout(600)


# ---- what is there -------------------------------------------------------------------------------------------------


def test_timeline_map_and_table_show_the_events_of_the_article(explore: Page) -> None:
    """The app's own article, offline: the fixture fails this test on any request to another machine."""
    expect(explore.get_by_role("heading", level=1)).to_contain_text("Putin arrives in China")
    assert explore.locator(".dl-tl-plot .point").count() == 14
    assert explore.locator(".dl-map-marks .point").count() == 3
    assert explore.locator(".dl-map-plot .layer.land path").count() > 0
    expect(explore.locator(".dl-table tbody tr[data-id]")).to_have_count(18)


def test_counts_add_up_and_are_buttons(explore: Page) -> None:
    counts = {}
    for button in explore.locator(".dl-counts button").all():
        number, _, words = button.inner_text().partition(" ")
        counts[words] = int(number)
    total = counts.pop("events")
    placed = counts.pop("on the map") + counts.pop("without a place")

    assert total == placed == sum(counts.values()) == 18

    explore.locator(".dl-counts button", has_text="without a place").click()
    expect(explore.locator(".dl-detail h2")).to_contain_text("10 events selected")


# ---- linked --------------------------------------------------------------------------------------------------------


def test_a_row_of_the_table_lights_the_map_and_opens_the_sentence(explore: Page) -> None:
    choose_row(explore, "Xi visits Moscow")

    expect(explore.locator(".dl-detail blockquote")).to_contain_text("Xi visited Moscow in 2023")
    expect(explore.locator(".dl-name.on")).to_have_text("Moscow")
    assert explore.locator(".dl-map-marks .point.on").count() == 1


def test_a_click_on_a_timeline_mark_lights_map_and_table_and_opens_the_sentence(explore: Page) -> None:
    mark = explore.evaluate(
        """() => {
             const dot = [...document.querySelectorAll(".dl-tl-plot path.point")].find(node => node.getAttribute("d"));
             const box = dot.getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2];
           }"""
    )
    explore.mouse.click(*mark)

    expect(explore.locator(".dl-table tr.on")).to_contain_text("Putin arrives in Beijing")
    expect(explore.locator(".dl-name.on", has_text="Beijing")).to_be_visible()
    expect(explore.locator(".dl-detail blockquote").first).to_contain_text("arrived in China on Thursday morning")


def test_a_title_of_the_timeline_is_as_good_as_its_mark(explore: Page) -> None:
    explore.locator(".dl-tl-title", has_text=HARBIN).click()

    expect(explore.locator(".dl-table tr.on")).to_contain_text(HARBIN)
    expect(explore.locator(".dl-name.on", has_text="Harbin")).to_be_visible()


def test_selecting_the_same_again_clears_it(explore: Page) -> None:
    choose_row(explore, "Xi visits Moscow")
    explore.locator(".dl-table tbody tr", has_text="Xi visits Moscow").get_by_role("button").click()

    expect(explore.locator(".dl-explorer[data-selected='']")).to_be_visible()


def test_several_events_are_selected_with_the_control_key(explore: Page) -> None:
    choose_row(explore, "Xi visits Moscow")
    explore.locator(".dl-table tbody tr", has_text=HARBIN).get_by_role("button").click(modifiers=["Control"])

    expect(explore.locator(".dl-detail h2")).to_contain_text("2 events selected")
    assert len(chosen(explore)) == 2


def test_the_article_opens_with_the_sentence_lit(explore: Page) -> None:
    choose_row(explore, "Xi visits Moscow")
    explore.get_by_role("button", name="Read in the article").click()

    expect(explore.locator(".dl-text mark")).to_have_text(
        "Xi visited Moscow in 2023 after beginning his new term as China's president."
    )
    box, lit = explore.locator(".dl-text").bounding_box(), explore.locator(".dl-text mark").bounding_box()
    assert box
    assert lit
    assert box["y"] <= lit["y"] < box["y"] + box["height"]


def test_how_a_date_was_read_is_shown_with_the_event(explore: Page) -> None:
    choose_row(explore, "Diplomatic relations between Russia and China begin")

    expect(explore.locator(".dl-how")).to_contain_text("75 years")
    expect(explore.locator(".dl-how")).to_contain_text("2024")
    expect(explore.locator(".dl-detail code")).to_have_text("1949")


def test_a_quote_is_copied_with_its_citation(open_page: Callable[..., Page], app_url: str) -> None:
    page = open_page(app_url, permissions=("clipboard-read", "clipboard-write"))
    drawn(page, 18)
    choose_row(page, "Xi visits Moscow")
    page.get_by_role("button", name="Copy quote with citation").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")

    assert "Xi visited Moscow in 2023 after beginning his new term" in copied
    assert "Putin arrives in China for a two-day state visit" in copied
    assert "16 May 2024" in copied


def test_lanes_of_actors_are_one_click_from_the_filter(explore: Page) -> None:
    open_menu(explore, "Who")
    explore.get_by_role("button", name="Show a lane for each actor").click()

    expect(explore.locator(".dl-timeline-pane").get_by_role("button", name="Actor", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    settled(explore, "lanes=actor")


# ---- filters -------------------------------------------------------------------------------------------------------


def test_xi_jinping_leaves_exactly_his_events_and_russia_finds_putins(explore: Page) -> None:
    open_menu(explore, "Who")
    option(explore, "Xi Jinping").check()
    drawn(explore, 5)
    for title in explore.locator(".dl-table tbody tr[data-id] small").all_inner_texts():
        assert "Xi Jinping" in title

    option(explore, "Xi Jinping").uncheck()
    option(explore, "Russia").check()
    drawn(explore, 15)
    expect(explore.locator(".dl-table tbody tr", has_text="Putin starts a new term")).to_be_visible()


def test_two_choices_mean_either_or_both(explore: Page) -> None:
    open_menu(explore, "Who")
    option(explore, "Xi Jinping").check()
    option(explore, "Ukraine").check()
    either = int(explore.locator(".dl-explorer").get_attribute("data-drawn") or 0)
    explore.get_by_label("all of them together").check()
    drawn(explore, 0)

    assert either == 8
    expect(explore.locator(".dl-empty")).to_contain_text("No event fits")


def test_a_search_lights_its_hits(explore: Page) -> None:
    explore.keyboard.press("/")
    explore.keyboard.type("harbin")
    drawn(explore, 2)
    choose_row(explore, HARBIN)

    expect(explore.locator(".dl-table tr.on mark")).to_have_text("Harbin")
    expect(explore.locator(".dl-detail blockquote mark")).to_have_text("Harbin")


def test_a_date_range_tells_certainly_from_possibly(explore: Page) -> None:
    open_menu(explore, "When")
    explore.get_by_label("Happened from").fill("2024-05-16")
    explore.get_by_label("Happened to").fill("2024-05-17")
    explore.get_by_label("Happened to").press("Enter")
    words = explore.locator(".dl-panel:visible .dl-row.tall label").first
    expect(words).to_contain_text("+")
    certainly, possibly = (int(part) for part in words.inner_text().split(": ")[1].split(" + "))
    drawn(explore, certainly + possibly)
    explore.get_by_label("certainly inside only").check()

    drawn(explore, certainly)
    assert 0 < certainly < certainly + possibly < 18


def test_a_menu_with_nothing_to_choose_from_is_left_out(explore: Page) -> None:
    """One article, one day of reporting: menus of one choice are only in the way."""
    menus = explore.locator(".dl-menu > button:visible").all_inner_texts()

    assert menus == ["Who", "Country", "Kind", "Says", "When", "Place"]


def test_another_name_finds_its_actor_in_the_menu(explore: Page) -> None:
    """Whoever looks for "Kremlin" means Russia, and a menu that has only "Russia" sends them away."""
    open_menu(explore, "Who")
    explore.get_by_label("Find: Who").fill("kreml")

    expect(explore.locator(".dl-panel:visible li")).to_have_count(1)
    expect(explore.locator(".dl-panel:visible li")).to_contain_text("Russia")
    expect(explore.locator(".dl-panel:visible li")).to_contain_text("“Kremlin”")


def test_an_empty_page_names_the_filter_that_empties_it_and_takes_it_back(explore: Page) -> None:
    open_menu(explore, "Who")
    option(explore, "Xi Jinping").check()
    drawn(explore, 5)
    explore.keyboard.press("Escape")
    explore.keyboard.press("/")
    explore.keyboard.type("zelensky")
    drawn(explore, 0)
    expect(explore.locator(".dl-empty button", has_text="Without “zelensky”: 5 events")).to_be_visible()
    explore.locator(".dl-empty button", has_text="Without Xi Jinping").click()

    expect(explore.locator(".dl-empty")).to_be_hidden()
    expect(explore.locator(".dl-chip", has_text="zelensky")).to_be_visible()


def test_the_legend_counts_what_each_choice_would_show(explore: Page) -> None:
    visit, talks = (explore.locator(".dl-tl-legend button", has_text=name) for name in ("Visit", "Talks"))
    before = talks.inner_text()
    visit.click()
    drawn(explore, 4)

    assert talks.inner_text() == before
    expect(visit).to_have_attribute("aria-pressed", "true")
    visit.click()
    drawn(explore, 18)


def test_who_and_where_are_buttons_that_filter(explore: Page) -> None:
    explore.locator(".dl-tops").get_by_role("button", name="Xi Jinping").click()

    drawn(explore, 5)
    expect(explore.locator(".dl-chip", has_text="Xi Jinping")).to_be_visible()


# ---- link, bytes, keys ---------------------------------------------------------------------------------------------


def test_the_address_restores_the_view_in_a_second_browser(explore: Page, open_page: Callable[..., Page]) -> None:
    open_menu(explore, "Who")
    option(explore, "Xi Jinping").check()
    drawn(explore, 5)
    explore.keyboard.press("Escape")
    event = choose_row(explore, "Xi visits Moscow")
    explore.get_by_label("Boundaries shown on the map").select_option("natural-earth")
    settled(explore, "natural-earth")
    second = open_page(explore.url)

    drawn(second, 5)
    assert chosen(second) == [event]
    expect(second.locator(".dl-map-note")).to_contain_text("Crimea as Russia")
    expect(second.locator(".dl-chip", has_text="Xi Jinping")).to_be_visible()


def test_going_back_in_the_browser_takes_the_filter_back(explore: Page, app_url: str) -> None:
    explore.goto(app_url + "/?actor=Xi+Jinping")
    drawn(explore, 5)
    explore.go_back()

    drawn(explore, 18)


def test_a_click_or_a_filter_sends_at_most_two_kilobytes(explore: Page) -> None:
    settled(explore)
    explore.watch.received.clear()  # type: ignore[attr-defined]
    choose_row(explore, "Xi visits Moscow")
    settled(explore, "event=")
    click = sum(explore.watch.received)  # type: ignore[attr-defined]
    explore.watch.received.clear()  # type: ignore[attr-defined]
    open_menu(explore, "Kind")
    option(explore, "Visit").check()
    settled(explore, "=visit")

    assert 0 < click <= 2_000
    assert 0 < sum(explore.watch.received) <= 2_000  # type: ignore[attr-defined]


def test_another_page_and_back_keeps_the_selection_and_sends_little(explore: Page) -> None:
    choose_row(explore, "Xi visits Moscow")
    settled(explore, "event=")
    explore.get_by_role("link", name="About").click()
    expect(explore.get_by_role("heading", name="About Dateline")).to_be_visible()
    settled(explore)
    explore.watch.received.clear()  # type: ignore[attr-defined]
    explore.get_by_role("link", name="Explore").click()
    drawn(explore, 18)
    settled(explore)

    assert len(chosen(explore)) == 1
    assert "event=" in explore.url
    assert sum(explore.watch.received) <= 5_000  # type: ignore[attr-defined]


def test_arrow_keys_walk_through_time_and_the_event_is_spoken(explore: Page) -> None:
    explore.keyboard.press("ArrowRight")
    said = explore.locator(".dl-explorer > [role=status]").last
    expect(said).to_contain_text("1 of 18: Diplomatic relations between Russia and China begin")
    explore.keyboard.press("ArrowRight")
    expect(said).to_contain_text("2 of 18")
    expect(explore.locator(".dl-table tr.on")).to_have_count(1)
    explore.keyboard.press("Enter")
    expect(explore.locator(".dl-text mark")).to_be_visible()
    explore.keyboard.press("Escape")
    expect(explore.locator(".dl-explorer[data-selected='']")).to_be_visible()
    explore.keyboard.press("?")
    expect(explore.get_by_role("dialog", name="Keys")).to_be_visible()
    explore.keyboard.press("Escape")
    expect(explore.get_by_role("dialog", name="Keys")).to_be_hidden()


# ---- one meaning of a filter ---------------------------------------------------------------------------------------


def test_browser_and_python_answer_every_selection_alike(explore: Page) -> None:
    """The filter runs in the browser, the store and exports run in Python: one selection, one answer."""
    events = made_events(300)
    draw = random.Random(5)
    selections = [_some_selection(draw) for _ in range(400)]
    answers = explore.evaluate(
        """async ([columns, selections]) => {
             const { visibleEvents } = await import("/_dateline/linked/filter.js");
             return selections.map(s => [...visibleEvents(columns, s)].flatMap((on, i) => on ? [columns.id[i]] : []));
           }""",
        [filter_columns(events), [selection_record(selection) for selection in selections]],
    )

    for selection, answer in zip(selections, answers, strict=True):
        assert answer == [event.id for event in events if matches(event, selection)], write_link(selection)


def _some_selection(draw: random.Random) -> Selection:
    def some(words: tuple[str, ...], chance: float = 0.25) -> tuple[str, ...]:
        return tuple(draw.sample(words, draw.randint(1, 2))) if draw.random() < chance else ()

    def day(chance: float = 0.15) -> Day | None:
        return Day(2022, 1, 1).plus(draw.randint(-50, 1100)) if draw.random() < chance else None

    chosen = Selection(
        actors=some((*PEOPLE, *STATES), 0.4),
        both=draw.random() < 0.4,
        roles=some(("acts", "acted_on", "host")),
        countries=some(STATES, 0.15),
        categories=some(CATEGORIES, 0.1),
        statuses=some(STATUSES, 0.15),
        reviews=some(("extracted", "curated"), 0.1),
        places=some(tuple(place.name for place in PLACES), 0.1),
        articles=some(("article-0", "article-2"), 0.1),
        text=draw.choice(["", "", "", "ELODIE", "grain event", "Straße", "cairo  report"]),
        since=day(),
        until=day(),
        certain=draw.random() < 0.5,
        published_since=day(0.1),
        recorded_until=day(0.1),
    )
    return (
        replace(chosen, ids=tuple(f"{draw.randint(0, 300):016x}" for _ in range(40))) if draw.random() < 0.1 else chosen
    )


def test_hits_are_found_whatever_the_case_and_accents(explore: Page) -> None:
    found = explore.evaluate(
        """async texts => {
             const { hits } = await import("/_dateline/linked/filter.js");
             return texts.map(([text, query]) => hits(text, query).map(([a, b]) => text.slice(a, b)));
           }""",
        [["Élodie met ÉLODIE", "elodie"], ["Straße to Gaza", "strasse gaza"], ["nothing", "x"], ["a b", ""]],
    )

    assert json.loads(json.dumps(found)) == [["Élodie", "ÉLODIE"], ["Straße", "Gaza"], [], []]
