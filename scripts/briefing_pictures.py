"""Make the pictures of the briefing in docs/images, from the repository's own table.

python scripts/briefing_pictures.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.conftest import FLAGS, SIZES, find_chromium, start_server, stop_server  # noqa: E402

IMAGES = ROOT / "docs" / "images"


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        server, address = start_server(Path(name) / "log.txt")
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        width, height = SIZES["laptop"]
        page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page.goto(f"{address}/briefing?briefing=putin-china-visit")
        page.wait_for_selector(".deck .slide.current", timeout=60_000)
        page.locator(".jump").select_option(label="5. Putin to visit Harbin")
        page.wait_for_timeout(1500)
        page.screenshot(path=IMAGES / "briefing-page.png")
        page.get_by_role("button", name="Edit this scene, below").click()
        page.wait_for_timeout(1500)
        page.get_by_role("textbox", name="Heading").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 650")
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / "briefing-edit.png")
        page.locator(".slides").focus()
        page.keyboard.press("f")
        page.wait_for_timeout(1000)
        page.locator(".slide.current svg.page").screenshot(path=IMAGES / "briefing-topic.png")
        chromium.close()
        stop_server(server)
    for name in ("page", "edit", "topic"):
        path = IMAGES / f"briefing-{name}.png"
        Image.open(path).convert("RGB").quantize(256).save(path, optimize=True)  # a third of the size, looks the same


if __name__ == "__main__":
    main()
