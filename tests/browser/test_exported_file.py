"""The exported HTML file, opened from disk in a browser that is offline: stepped, read, printed, asking for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard.export import write_export
from tests.briefed import OPTIONS, first_article, hostile_events

pytestmark = pytest.mark.browser


def shows(page: Page, heading: str) -> None:
    expect(page.locator(".slide.current")).to_have_attribute("data-heading", heading)


@pytest.fixture
def offline(browser: Browser) -> Iterator[Callable[[Path], tuple[Page, list[str]]]]:
    """Return a function that opens a file in a browser that is offline, with what it asked for and complained of."""
    contexts = []

    def make(path: Path) -> tuple[Page, list[str]]:
        context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
        contexts.append(context)
        page, wrong = context.new_page(), []
        page.on("request", lambda request: wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.goto(path.as_uri())
        assert wrong.pop(0) == path.as_uri()
        return page, wrong

    yield make
    for context in contexts:
        context.close()


def test_the_exported_file_opens_from_disk_and_is_stepped_to_the_end(offline, tmp_path: Path) -> None:
    """On a machine without Python and without a network, asking for nothing."""
    path = tmp_path / "briefing.html"
    path.write_bytes(write_export("html", *first_article(), OPTIONS))
    assert path.stat().st_size < 7_000_000
    page, wrong = offline(path)
    count = page.locator(".slide").count()
    assert count == 11
    for number in range(1, count + 1):
        current = page.locator(".slide.current")
        expect(current).to_have_count(1)
        expect(current).to_contain_text("EXERCISE ONLY")
        expect(page.locator(".bar .count")).to_have_text(f"{number} of {count}")
        page.keyboard.press("PageDown")
    assert page.url.endswith("#sources")
    page.reload()
    shows(page, "Sources, map and method")
    page.keyboard.press("t")
    expect(page.locator(".slide.current .note")).to_be_visible()
    assert [w for w in wrong if w != path.as_uri() and "#" not in w] == []


def test_the_exported_file_has_a_presenter_window(offline, tmp_path: Path) -> None:
    path = tmp_path / "briefing.html"
    path.write_bytes(write_export("html", *first_article(), OPTIONS))
    page, wrong = offline(path)
    with page.expect_popup() as opening:
        page.keyboard.press("s")
    expect(opening.value.locator("figcaption").nth(1)).to_have_text("Next: Overview")
    assert wrong == []


def test_hostile_words_are_shown_as_typed_in_the_exported_file(offline, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(write_export("html", hostile_events(), [], OPTIONS))
    page, wrong = offline(path)
    assert "<script>alert(1)</script>" in page.locator(".deck").text_content()
    assert page.evaluate("document.scripts.length") == 1
    assert wrong == []


def test_no_word_on_an_exported_slide_leaves_its_box_in_a_real_browser(offline, tmp_path: Path) -> None:
    """The layout was reckoned with a table of widths; the browser measures with its own fonts."""
    path = tmp_path / "briefing.html"
    path.write_bytes(write_export("html", *first_article(), OPTIONS))
    page, _ = offline(path)
    for _ in range(page.locator(".slide").count()):
        wide = page.evaluate(
            """() => [...document.querySelectorAll(".slide.current text[data-width]")]
                .filter(t => t.getComputedTextLength() > Number(t.dataset.width) + 1).map(t => t.textContent)"""
        )
        assert wide == []
        page.keyboard.press("ArrowRight")


def test_the_exported_file_has_no_known_accessibility_fault(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "briefing.html"
    path.write_bytes(write_export("html", *first_article(), OPTIONS))
    context = browser.new_context(bypass_csp=True)  # the file's own policy would keep the checker out
    page = context.new_page()
    page.goto(path.as_uri())
    for key in ("ArrowRight", "ArrowRight", "t"):
        page.keyboard.press(key)
    found = Axe().run(page)
    context.close()

    assert found.violations_count == 0, found.generate_report()


def test_the_exported_file_prints_a_slide_a_page(offline, tmp_path: Path) -> None:
    path = tmp_path / "briefing.html"
    path.write_bytes(write_export("html", *first_article(), OPTIONS))
    page, _ = offline(path)
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('.slide')].filter(s => getComputedStyle(s).display !== 'none').length"
    )
    assert shown == 11
    expect(page.locator(".bar")).to_be_hidden()
