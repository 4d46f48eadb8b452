"""The app in a real browser, with the network cut: fixtures that every browser test shares.

app_url        address of a running app on the repository's own data; one server a test session
serve          starts another app (own settings, own data) for one module, and stops it afterwards
browser        one Chromium for the whole session
page           a fresh page that fails the test on a page error, a console error or a request to another machine
open_page      makes further such pages: size, colour scheme
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
# Chromium's own traffic (updates, safe browsing, hints) would be no fault of the page; it is switched off.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
SIZES = {"laptop": (1366, 768), "desktop": (1920, 1080), "projector": (3840, 2160), "tablet": (820, 1180)}


def find_chromium() -> str | None:
    """Return the browser to drive: DATELINE_CHROMIUM, else a usual name on the path, else playwright's own (None)."""
    named = os.environ.get("DATELINE_CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(
    log: Path, *options: str, app: Path | None = None, **environment: str
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the app on a free port and return it with its address, once it answers. Raises with its log otherwise.

    It is started as its user starts it; with options of Streamlit, or another app, as a shared server does.
    """
    port = free_port()
    command = [sys.executable, "-m", "dashboard", "run", "--port", str(port)]
    if options or app:
        script = str(app or ROOT / "dashboard" / "app.py")
        command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", *options]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=os.environ | environment
        )
    base = next((text.partition("=")[2] for text in options if text.startswith("--server.baseUrlPath=")), "")
    address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address + "/_stcore/health", timeout=2):
                return server, address
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("the app did not start:\n" + log.read_text(errors="replace")[-3000:])


def stop_server(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server, address = start_server(tmp_path_factory.mktemp("server") / "log.txt")
    yield address
    stop_server(server)


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Return a function that starts an app: `serve("--server.baseUrlPath=x", DATELINE_DATA="...") -> address`."""
    servers = []

    def start(*options: str, **environment: str) -> str:
        server, address = start_server(tmp_path_factory.mktemp("server") / "log.txt", *options, **environment)
        servers.append(server)
        return address

    yield start
    for server in servers:
        stop_server(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield chromium
        chromium.close()


class Watch:
    """What a page did that it must not, and the bytes that its WebSockets brought."""

    def __init__(self, page: Page) -> None:
        self.wrong: list[str] = []
        self.received: list[int] = []
        self.sent: list[int] = []
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("console", self._console)
        page.on("request", lambda request: self._request(request.url))
        page.on("websocket", self._websocket)

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        if message.type == "error" and "/_stcore/" in url and "404" in message.text:
            return  # Streamlit looks for its server below the address of a sub-page first
        if message.type == "error":
            self.wrong.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, url: str) -> None:
        local = ("blob:", "data:", "http://127.0.0.1:", "http://localhost:", "ws://127.0.0.1:", "ws://localhost:")
        if not url.startswith(local):
            self.wrong.append(f"request to another machine: {url}")

    def _websocket(self, socket: object) -> None:
        socket.on("framereceived", lambda data: self.received.append(len(data)))  # type: ignore[attr-defined]
        socket.on("framesent", lambda data: self.sent.append(len(data)))  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that brings the context of a size and scheme: its cache holds plotly.js for all tests."""
    made: dict[object, BrowserContext] = {}

    def bring(size: str, scheme: str, **options: object) -> BrowserContext:
        key = (size, scheme, tuple(sorted(options.items())))
        if key not in made:
            width, height = SIZES[size]
            made[key] = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **options
            )
        return made[key]

    yield bring
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a watched page: `open_page(url, size="laptop", scheme="dark")`."""
    pages: list[Page] = []

    def make(url: str = "", size: str = "laptop", scheme: str = "light", **options: object) -> Page:
        page = contexts(size, scheme, **options).new_page()
        page.set_default_timeout(20_000)
        page.watch = Watch(page)  # type: ignore[attr-defined]
        pages.append(page)
        if url:
            page.goto(url)
        return page

    yield make
    wrong = [fault for page in pages for fault in page.watch.wrong]  # type: ignore[attr-defined]
    for page in pages:
        page.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


def drawn(page: Page, number: int | None = None) -> None:
    """Wait until timeline and map show their events: `number` of them, or any number."""
    wanted = f"[data-drawn='{number}']" if number is not None else "[data-drawn]"
    expect(page.locator(f".dl-explorer{wanted}")).to_be_visible(timeout=30_000)


expect.set_options(timeout=10_000)
