"""The briefing page in a real browser, the network cut: made of a selection, stepped, edited, saved, taken along."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the first article, in which a test may save."""
    home = tmp_path_factory.mktemp("home")
    (home / "data" / "articles").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "articles" / "2024-05-16-putin-china-visit.txt", home / "data" / "articles")
    shutil.copy(ROOT / "events.yaml", home)
    return home


@pytest.fixture(scope="module")
def own_url(serve: Callable[..., str], own_home: Path) -> str:
    return serve(DATELINE_DATA=str(own_home / "data"), DATELINE_EVENTS=str(own_home / "events.yaml"))


def shows(page: Page, heading: str) -> None:
    expect(page.locator(".slide.current")).to_have_attribute("data-heading", heading)


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".deck .slide.current")).to_be_visible(timeout=40_000)
    return page


@pytest.fixture
def briefing(page: Page, own_url: str) -> Iterator[Page]:
    yield opened(page, f"{own_url}/briefing")
    # Streamlit asks for its health beside the page's own address first; that is no fault of the page.
    page.watch.wrong[:] = [w for w in page.watch.wrong if "/briefing/_stcore/" not in w]  # type: ignore[attr-defined]


def test_a_filtered_selection_becomes_a_briefing_in_one_click(page: Page, own_url: str) -> None:
    """Choose on the explore page, click Briefing: its slides tell those events and no others."""
    page.goto(f"{own_url}/?category=visit")
    page.get_by_role("link", name="Briefing").click()

    expect(page.locator(".slide.current")).to_contain_text("4 events from 1 article", timeout=40_000)
    expect(page.locator(".slide.current")).to_contain_text("nothing later is known here")
    expect(page.locator(".slide.current")).to_contain_text("category visit")
    told = page.locator(".deck").text_content() or ""
    assert "Putin to visit Harbin" in told
    assert "War in Gaza" not in told
    expect(page).to_have_url(re.compile("category=visit"))


def test_a_briefing_is_stepped_by_keys_to_the_end_and_back(briefing: Page) -> None:
    count = briefing.locator(".slide").count()
    briefing.locator(".slides").focus()
    for key in ("ArrowRight", "PageDown", " ", "ArrowDown"):
        briefing.keyboard.press(key)
    expect(briefing.locator(".bar .count")).to_have_text(f"5 of {count}")
    for _ in range(count):
        briefing.keyboard.press("PageDown")
    shows(briefing, "Sources, map and method")
    expect(briefing.get_by_role("button", name="Next (Right, PageDown)")).to_be_disabled()
    for key in ("PageUp", "ArrowLeft"):
        briefing.keyboard.press(key)
    expect(briefing.locator(".bar .count")).to_have_text(f"{count - 2} of {count}")
    briefing.keyboard.press("Home")
    expect(briefing.locator(".bar .count")).to_have_text(f"1 of {count}")
    briefing.keyboard.press("End")
    shows(briefing, "Sources, map and method")


def test_timeline_map_and_quote_move_together(briefing: Page) -> None:
    briefing.locator(".jump").select_option(label="5. Putin to visit Harbin")
    current = briefing.locator(".slide.current")
    for words in ("Harbin", "16 or 17 May 2024", "Additionally, Putin will visit Harbin", "Boundaries:"):
        expect(current).to_contain_text(words)
    harbin = current.locator("svg.land").get_attribute("viewBox")
    briefing.locator(".jump").select_option(label="7. Under way")
    expect(briefing.locator(".slide.current")).to_contain_text("Kharkiv")
    assert briefing.locator(".slide.current svg.land").get_attribute("viewBox") != harbin


def test_a_reload_comes_back_to_the_same_scene(briefing: Page) -> None:
    briefing.locator(".slides").focus()
    for _ in range(4):
        briefing.keyboard.press("ArrowRight")
    shows(briefing, "Putin to visit Harbin")
    assert briefing.url.endswith("#putin-to-visit-harbin")

    briefing.reload()

    expect(briefing.locator(".slide.current")).to_be_visible(timeout=40_000)
    shows(briefing, "Putin to visit Harbin")


def test_full_screen_shows_the_slide_and_nothing_else(briefing: Page) -> None:
    briefing.locator(".slides").focus()
    briefing.keyboard.press("ArrowRight")
    briefing.keyboard.press("f")
    expect(briefing.locator(".deck.full")).to_be_visible()
    expect(briefing.locator(".bar")).to_be_hidden()
    box = briefing.locator(".slide.current svg.page").bounding_box()
    size = briefing.viewport_size
    assert box
    assert size
    assert box["width"] >= size["width"] * 0.98 or box["height"] >= size["height"] * 0.98
    briefing.keyboard.press("PageDown")
    shows(briefing, "Putin on a two-day state visit to China")
    briefing.keyboard.press("f")
    expect(briefing.locator(".bar")).to_be_visible()


def test_a_second_window_has_note_clock_and_next_scene(briefing: Page) -> None:
    with briefing.expect_popup() as opening:
        briefing.get_by_role("button", name="Notes, clock and next slide in a second window (S)").click()
    other = opening.value
    expect(other.locator(".where")).to_contain_text("1 of")
    expect(other.locator(".clock")).to_contain_text("spoken")
    expect(other.locator("figcaption").nth(1)).to_have_text("Next: Overview")
    other.locator("body").press("PageDown")
    other.locator("body").press("PageDown")
    shows(briefing, "Putin on a two-day state visit to China")
    expect(other.locator(".note")).to_contain_text("How the date was read: “two-day”")
    expect(other.locator(".note")).to_contain_text("Russian President Vladimir Putin arrived in China")
    other.close()


def test_the_slide_is_hidden_while_the_room_is_to_look_at_who_speaks(briefing: Page) -> None:
    """Presenter remotes have a button for it, which sends a full stop or b."""
    briefing.locator(".slides").focus()
    for key in (".", "b"):
        briefing.keyboard.press(key)
        expect(briefing.locator(".slide.current")).not_to_be_visible()
        briefing.keyboard.press("PageDown")
        expect(briefing.locator(".slide.current")).to_be_visible()


def test_keys_typed_into_a_field_do_not_step(briefing: Page) -> None:
    field = briefing.get_by_label("Handling marking")
    field.fill("a b")
    for key in ("ArrowLeft", "Home", "End", " ", "f", "s"):
        field.press(key)
    expect(briefing.locator(".bar .count")).to_have_text(re.compile("^1 of"))


def test_words_of_a_scene_are_edited_and_undone(briefing: Page) -> None:
    briefing.get_by_label("Handling marking").fill("TLP:AMBER")
    briefing.get_by_label("Handling marking").press("Enter")
    expect(briefing.locator(".slide.current")).to_contain_text("TLP:AMBER")
    heading = briefing.get_by_role("textbox", name="Heading")
    heading.fill("Two days in May <b>")
    heading.press("Enter")
    shows(briefing, "Two days in May <b>")
    expect(briefing.locator(".slide.current")).to_contain_text("Two days in May <b>")
    briefing.get_by_role("button", name="Undo").click()
    shows(briefing, "Putin arrives in China for a two-day state visit")
    briefing.get_by_role("button", name="Drop this scene").click()
    shows(briefing, "Overview")
    briefing.get_by_role("button", name="Undo").click()
    expect(briefing.locator(".bar .count")).to_have_text(re.compile("of 11"))


def edit_scene(page: Page, label: str) -> None:
    """Go to a slide and ask to edit its scene."""
    page.locator(".jump").select_option(label=label)
    page.get_by_role("button", name="Edit this scene, below").click()
    expect(page.get_by_role("textbox", name="Heading")).to_have_value(label.partition(". ")[2])


def test_whoever_types_on_into_the_next_field_loses_nothing(briefing: Page) -> None:
    """Each edit runs the page again; a field that were made anew meanwhile would drop what is being typed into it."""
    edit_scene(briefing, "5. Putin to visit Harbin")
    briefing.get_by_role("textbox", name="Heading").fill("Harbin next")
    note = briefing.get_by_role("textbox", name="Note for whoever speaks")
    note.click()
    expect(note).to_be_focused()
    briefing.keyboard.type("One moment. ")
    shows(briefing, "Harbin next")
    expect(note).to_be_focused()
    briefing.keyboard.type("Then questions.")
    note.blur()
    expect(briefing.locator(".slide.current .note")).to_contain_text("One moment. Then questions.")


def test_edits_survive_a_reload_without_being_saved(briefing: Page) -> None:
    """An hour of words must not hang on one key."""
    edit_scene(briefing, "5. Putin to visit Harbin")
    note = briefing.get_by_role("textbox", name="Note for whoever speaks")
    note.fill("The forums are the point.")
    note.blur()
    expect(briefing.get_by_text("kept as a draft")).to_be_visible()
    expect(briefing).to_have_url(re.compile(r"draft=[0-9a-f]{8}#putin-to-visit-harbin$"))

    briefing.reload()

    expect(briefing.locator(".slide.current")).to_be_visible(timeout=40_000)
    shows(briefing, "Putin to visit Harbin")
    expect(briefing.get_by_text("kept as a draft")).to_be_visible()
    expect(briefing.locator(".slide.current .note")).to_contain_text("The forums are the point.")


def test_a_draft_left_behind_is_found_and_thrown_away(briefing: Page, own_url: str) -> None:
    briefing.get_by_role("textbox", name="Heading").fill("Left behind")
    briefing.get_by_role("textbox", name="Heading").press("Enter")
    expect(briefing.get_by_text("kept as a draft")).to_be_visible()

    opened(briefing, f"{own_url}/briefing")
    shows(briefing, "Putin arrives in China for a two-day state visit")
    briefing.get_by_role("tab", name="Save and open").click()
    kept = briefing.get_by_role("combobox", name="Drafts not saved")
    expect(kept).to_have_value("Left behind")
    briefing.get_by_role("button", name="Open the draft").click()
    shows(briefing, "Left behind")
    briefing.get_by_role("button", name="Undo").click()
    shows(briefing, "Putin arrives in China for a two-day state visit")
    expect(kept).to_have_value("Left behind")
    briefing.get_by_role("button", name="Throw the draft away").click()
    expect(kept.and_(briefing.locator("[value='Left behind']"))).to_have_count(0)


def test_a_scene_takes_the_days_and_the_map_that_explore_shows(page: Page, own_url: str) -> None:
    page.goto(f"{own_url}/?window=2024-05-01..2024-05-31&map=105,35,4")
    page.get_by_role("link", name="Briefing").click()
    expect(page.locator(".slide.current")).to_be_visible(timeout=40_000)
    edit_scene(page, "5. Putin to visit Harbin")
    land = page.locator(".slide.current svg.land")
    before = land.get_attribute("viewBox")

    page.get_by_role("button", name="As on Explore").click()

    expect(page.get_by_role("textbox", name="Timeline: first day, last day")).to_have_value("2024-05-01, 2024-05-31")
    expect(page.locator(".slide.current")).to_contain_text("31 May")
    expect(land).not_to_have_attribute("viewBox", before or "")
    west, _, wide, _ = (float(number) for number in (land.get_attribute("viewBox") or "").split())
    assert abs(west + wide / 2 - 105) < 1
    page.get_by_role("button", name="Map closer").click()
    expect(land).not_to_have_attribute("viewBox", re.compile(f"^{west:g} "))
    page.get_by_role("button", name="As its events need").click()
    expect(land).to_have_attribute("viewBox", before or "")


def test_a_wrong_window_changes_nothing_and_says_what_to_write(briefing: Page) -> None:
    edit_scene(briefing, "5. Putin to visit Harbin")
    briefing.get_by_role("textbox", name="Timeline: first day, last day").fill("2024-05-31, 2024-05-01")
    briefing.get_by_role("textbox", name="Timeline: first day, last day").press("Enter")

    expect(briefing.get_by_text("before it begins")).to_be_visible()
    expect(briefing.get_by_text("with changes not saved")).to_have_count(0)


def test_two_people_cannot_overwrite_each_others_briefing(briefing: Page, open_page, own_url: str) -> None:
    save_as(briefing, "shared")
    theirs = opened(open_page(), f"{own_url}/briefing?briefing=shared")
    for page, words in ((theirs, "Their heading"), (briefing, "My heading")):
        page.get_by_role("tab", name="Scenes").click()
        page.get_by_role("textbox", name="Heading").fill(words)
        page.get_by_role("textbox", name="Heading").press("Enter")
        shows(page, words)
    save_as(theirs, "shared")

    briefing.get_by_role("tab", name="Save and open").click()
    briefing.get_by_role("button", name="Save", exact=True).click()

    expect(briefing.get_by_text("was changed by somebody else")).to_be_visible()
    expect(briefing.get_by_text("kept as a draft. Save them under another name")).to_be_visible()
    save_as(briefing, "mine")
    shows(opened(theirs, f"{own_url}/briefing?briefing=shared"), "Their heading")
    theirs.watch.wrong[:] = [w for w in theirs.watch.wrong if "/briefing/_stcore/" not in w]  # type: ignore[attr-defined]


def save_as(page: Page, name: str) -> None:
    page.get_by_role("tab", name="Save and open").click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Name").press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"Saved as {name}", exact=True)).to_be_visible()


def test_a_briefing_is_saved_opened_and_compared(briefing: Page, own_url: str) -> None:
    save_as(briefing, "weekly")
    expect(briefing).to_have_url(re.compile("briefing=weekly"))

    opened(briefing, f"{own_url}/briefing?briefing=weekly")

    expect(briefing.get_by_text("Saved as weekly")).to_be_visible()
    briefing.get_by_role("tab", name="Since the last briefing").click()
    expect(briefing.get_by_text("0 new, 0 changed, 0 gone")).to_be_visible()


def test_what_is_new_since_the_last_briefing_is_told_in_this_one(
    briefing: Page, own_url: str, own_home: Path, open_page: Callable[..., Page]
) -> None:
    save_as(briefing, "last")
    events = own_home / "events.yaml"
    before = events.read_text(encoding="utf-8")
    try:
        events.write_text(
            before.replace("title: Putin to visit Harbin", "title: Putin to travel to Harbin"), encoding="utf-8"
        )
        page = opened(open_page(), f"{own_url}/briefing")
        page.get_by_role("tab", name="Since the last briefing").click()
        page.get_by_role("combobox", name="Compare with").fill("last")
        page.get_by_role("combobox", name="Compare with").press("Enter")
        expect(page.get_by_text("0 new, 1 changed, 0 gone")).to_be_visible()
        page.get_by_role("button", name="Tell it in this briefing").click()
        expect(page.locator(".bar .count")).to_have_text(re.compile("of 12"))
        page.locator(".jump").select_option(index=2)
        expect(page.locator(".slide.current")).to_contain_text("Putin to visit Harbin → Putin to travel to Harbin")
        expect(page.locator(".slide.current")).to_contain_text("Changed since")
    finally:
        events.write_text(before, encoding="utf-8")
    page.watch.wrong[:] = [w for w in page.watch.wrong if "/briefing/_stcore/" not in w]  # type: ignore[attr-defined]


def test_a_file_is_made_and_taken(briefing: Page, tmp_path: Path) -> None:
    briefing.get_by_role("tab", name="Export").click()
    briefing.get_by_role("button", name="Make the file").click()
    button = briefing.get_by_role("button", name=re.compile("Download pptx"))
    expect(button).to_be_visible(timeout=30_000)
    with briefing.expect_download() as loading:
        button.click()
    assert loading.value.suggested_filename == "putin-arrives-in-china-for-a-two-day-state-visit.pptx"
    loading.value.save_as(tmp_path / "x.pptx")
    assert (tmp_path / "x.pptx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_briefing_page_has_no_known_accessibility_fault(
    open_page: Callable[..., Page], own_url: str, scheme: str
) -> None:
    page = opened(open_page(scheme=scheme), f"{own_url}/briefing")
    edit_scene(page, "5. Putin to visit Harbin")
    for tab in ("Scenes", "Save and open", "Since the last briefing", "Export"):
        page.get_by_role("tab", name=tab).click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    # axe cannot judge what scrolls; the names of chosen events are as dark or light as the words of a button.
    color = "node => getComputedStyle(node).color"
    page.get_by_role("tab", name="Scenes").click()
    chosen = page.locator("[data-testid=stMultiSelectTagsContainer] [data-tag] span").first
    assert chosen.evaluate(color) == page.get_by_role("button", name="Brief this").evaluate(color)
    page.watch.wrong[:] = [w for w in page.watch.wrong if "/briefing/_stcore/" not in w]  # type: ignore[attr-defined]


def test_a_step_is_painted_at_once(briefing: Page) -> None:
    """Nobody waits for the next slide: no rerun, no request."""
    took = briefing.evaluate(
        """async () => {
            const stage = document.querySelector(".slides"), times = [];
            for (let n = 0; n < 8; n++) {
                const begin = performance.now();
                stage.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                times.push(performance.now() - begin);
            }
            return times.sort((a, b) => a - b)[4];
        }"""
    )
    assert took < 300, took
