"""What the explore page costs in a real browser, against what plain plotly.js and a plain Streamlit page cost.

    python benchmarks/browser_explore.py                 all of it, at 300, 1,000 and 5,000 made events
    python benchmarks/browser_explore.py 300             at one size

Prints a table: medians of ROUNDS, ours beside the page to beat, and the ratio. The goals stand in docs/screen.md.
Both pages run in the same Chromium one after the other, so that the load of the machine weighs on both.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, Route, sync_playwright  # noqa: E402

from dashboard.figures.map import map_figure  # noqa: E402
from dashboard.figures.timeline import timeline_figure  # noqa: E402
from dashboard.lexicon import Lexicon  # noqa: E402
from dashboard.linked import ASSETS, PLOTLY_NAME  # noqa: E402
from dashboard.store import Store, open_store  # noqa: E402
from dashboard.viewmodel.places import group_places  # noqa: E402
from tests.browser.conftest import FLAGS, Watch, find_chromium, start_server, stop_server  # noqa: E402
from tests.browser.made_table import made_table  # noqa: E402

ROUNDS = 7
SIZES = (300, 1000, 5000)
PROBE = Path(__file__).with_name("browser_probe.js")


def median(times: list[float]) -> float:
    return statistics.median(times)


def rounds(page: Page, probe: str, arguments: list[object]) -> float:
    return median([page.evaluate(f"argument => probe.{probe}(argument)", argument) for argument in arguments])


def new_page(browser: Browser, height: int) -> Page:
    page = browser.new_page(viewport={"width": 1366, "height": height})
    page.add_init_script(path=PROBE)
    page.watch = Watch(page)  # type: ignore[attr-defined]
    return page


def open_app(browser: Browser, address: str) -> Page:
    page = new_page(browser, 768)
    page.goto(address)
    page.wait_for_selector(".dl-explorer[data-drawn]", timeout=60_000)
    page.wait_for_timeout(1500)
    return page


def open_bare(browser: Browser, address: str, store: Store) -> Page:
    """Open an empty page of the app's own server and draw the two figures of the table there."""
    events, lexicon = store.select(), Lexicon()
    figures = [timeline_figure(events, store.articles(), lexicon), map_figure(events)]
    answers = {
        "bare.html": ("<!doctype html><body>", "text/html"),
        "figures.json": (f"[{','.join(figure.to_json() for figure in figures)}]", "application/json"),
    }
    page = new_page(browser, 1200)
    for name, (body, kind) in answers.items():
        page.route(f"**/{name}", partial(Route.fulfill, body=body, content_type=kind))
    page.goto(address + "/bare.html")
    places = [list(place.events) for place in group_places(events)]
    page.evaluate(
        "([plotly, outlines, ids, places]) => probe.bare(plotly, outlines, ids, places)",
        [f"{ASSETS}/{PLOTLY_NAME}", f"{ASSETS}/outlines/un/", [event.id for event in events], places],
    )
    return page


def bytes_of(page: Page, act: Callable[[], object]) -> int:
    page.wait_for_timeout(1000)
    page.watch.received.clear()  # type: ignore[attr-defined]
    act()
    page.wait_for_timeout(1500)
    return sum(page.watch.received)  # type: ignore[attr-defined]


def measure(browser: Browser, count: int, folder: Path) -> None:
    environment = made_table(folder / str(count), count)
    server, address = start_server(folder / "app.log", **environment)
    naive, naive_address = start_server(folder / "naive.log", app=ROOT / "benchmarks" / "naive_page.py", **environment)
    try:
        page = open_app(browser, address)
        bare = open_bare(browser, address, open_store(folder / str(count)))
        ours = rounds(page, "click", list(range(1, ROUNDS + 1)))
        theirs = rounds(bare, "restyle", list(range(ROUNDS)))
        report(count, "click to highlight in all views", ours, "plotly.js restyle", theirs, 2)
        bare.close()
        nodes = page.evaluate("document.querySelectorAll('*').length")
        marks = page.evaluate("document.querySelectorAll('.dl-explorer .point').length")
        print(f"{count:>6}  DOM nodes {nodes} with {marks} marks drawn; goal at most {6 * marks + 3000}")
        click = bytes_of(page, lambda: page.evaluate("probe.click(0)"))
        page.locator(".dl-filters").get_by_role("button", name="Kind", exact=True).click()
        kinds: list[object] = ["visit", "talks", "visit", "talks", "trade", "trade", "aid", "aid"]
        filtered = rounds(page, "filter", kinds)
        chip = bytes_of(page, lambda: page.evaluate("probe.filter('visit')"))
        print(f"{count:>6}  WebSocket: a click {click} B, a filter {chip} B; goal 2,000 each")
        page.close()
        other = new_page(browser, 1200)
        other.goto(naive_address)
        other.wait_for_function("document.querySelectorAll('.js-plotly-plot').length === 2", timeout=120_000)
        other.wait_for_timeout(3000)
        plain = rounds(other, "pill", kinds)
        report(count, "filter to repainted views", filtered, "Streamlit widget, two charts", plain, 0.5)
        other.close()
    finally:
        stop_server(server)
        stop_server(naive)


def report(count: int, what: str, ours: float, than: str, theirs: float, goal: float) -> None:
    ratio = ours / theirs
    verdict = "reached" if ratio <= goal else "MISSED"
    print(
        f"{count:>6}  {what}: {ours:.0f} ms; {than}: {theirs:.0f} ms; ratio {ratio:.2f}, goal {goal}: {verdict}",
        flush=True,
    )


EMPTY = 'import streamlit as st\nst.text("empty")\n'


def cold_start(browser: Browser, folder: Path) -> None:
    """From process start to first chart painted, against an empty Streamlit page to its text."""
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")

    def first(selector: str, **how: Path) -> float:
        start = time.perf_counter()
        server, address = start_server(folder / "cold.log", **how)  # type: ignore[arg-type]
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(address)
        page.wait_for_selector(selector, timeout=60_000)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        took = time.perf_counter() - start
        page.close()
        stop_server(server)
        return took

    ours, empty = [], []
    for _ in range(5):
        empty.append(first('[data-testid="stText"]', app=script))
        ours.append(first(".dl-explorer[data-drawn]"))
    a, b = median(ours), median(empty)
    goal = 1.5 * b + 1
    print(f" start  process to first chart {a:.2f} s; empty Streamlit page {b:.2f} s; goal {goal:.2f}: "
          f"{'reached' if a <= goal else 'MISSED'}", flush=True)  # fmt: skip


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:] if text.isdigit()] or list(SIZES)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        if "start" in sys.argv[1:] or len(sys.argv) == 1:
            cold_start(browser, Path(name))
        if sys.argv[1:] != ["start"]:
            for count in sizes:
                measure(browser, count, Path(name))
        browser.close()


if __name__ == "__main__":
    main()
