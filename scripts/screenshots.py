"""Make the pictures of the explore page in docs/images, from the repository's own table and from made ones.

python scripts/screenshots.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.browser.conftest import FLAGS, SIZES, find_chromium, start_server, stop_server  # noqa: E402
from tests.browser.made_table import made_table  # noqa: E402

IMAGES = ROOT / "docs" / "images"


def event_open(page: Page) -> None:
    page.locator(".dl-table tbody tr", has_text="Putin arrives in Beijing").get_by_role("button").click()
    page.get_by_role("button", name="Read in the article").first.click()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")


def actors_chosen(page: Page) -> None:
    page.locator(".dl-filters").get_by_role("button", name="Who", exact=True).click()
    for name in ("Xi Jinping", "Russia"):
        page.locator(".dl-panel:visible li", has_text=name).get_by_role("checkbox").check()
    page.get_by_label("all of them together").check()


def nothing(page: Page) -> None:
    """The page as it opens."""


SHOTS = (
    ("explore-laptop-light", "laptop", "light", nothing),
    ("explore-laptop-dark", "laptop", "dark", nothing),
    ("explore-event-light", "laptop", "light", event_open),
    ("explore-actors-dark", "laptop", "dark", actors_chosen),
    ("explore-tablet-light", "tablet", "light", nothing),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        server, address = start_server(folder / "log.txt")
        made, made_address = start_server(folder / "made.txt", **made_table(folder / "made", 150))
        large, large_address = start_server(folder / "large.txt", **made_table(folder / "large", 50_000))
        others = {
            "explore-many-light": ("desktop", made_address),
            "explore-large-light": ("laptop", large_address + "/?window=all"),
        }
        more = [(shot, size, "light", nothing) for shot, (size, _) in others.items()]
        for shot, size, scheme, act in (*SHOTS, *more):
            width, height = SIZES[size]
            page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(others[shot][1] if shot in others else address)
            page.wait_for_selector(".dl-explorer[data-drawn]")
            page.wait_for_timeout(1500)
            act(page)
            page.wait_for_timeout(1200)
            page.screenshot(path=IMAGES / f"{shot}.png")
            print(shot)
            page.close()
        stop_server(server)
        stop_server(made)
        stop_server(large)
        chromium.close()


if __name__ == "__main__":
    main()
