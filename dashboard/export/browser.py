"""The machine's own Chromium, asked to print a page or take its picture: offline, with a throw-away profile.

It opens a file of ours that holds no script to run at that time and whose policy forbids every request; names do not
resolve in it besides.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from dashboard.errors import ExportError

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
    "microsoft-edge-stable", "brave-browser",
)  # fmt: skip
_INSTALLED = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars", "--mute-audio",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
TIMEOUT_S = 60


def find_browser(given: str = "") -> str | None:
    """Return the path of a Chromium: the one given, DATELINE_CHROMIUM's, one on the path or where it is installed."""
    for named in (given, os.environ.get("DATELINE_CHROMIUM", "")):
        if named:
            return shutil.which(named)
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return found or next((path for path in _INSTALLED if Path(path).is_file()), None)


def print_pdf(page: bytes, options_browser: str = "") -> bytes:
    """Return the HTML page as PDF, in the paper size that its style asks for. Raises ExportError."""
    return _run(
        page,
        "out.pdf",
        options_browser,
        lambda out: [f"--print-to-pdf={out}", "--no-pdf-header-footer", "--generate-pdf-document-outline"],
    )


def take_picture(page: bytes, width: int, height: int, options_browser: str = "") -> bytes:
    """Return the HTML page as PNG of `width` by `height` pixels. Raises ExportError."""
    return _run(
        page,
        "out.png",
        options_browser,
        lambda out: [f"--screenshot={out}", f"--window-size={width},{height}", "--force-device-scale-factor=1"],
    )


def _run(page: bytes, name: str, given: str, task: Callable[[Path], list[str]]) -> bytes:
    browser = find_browser(given)
    if browser is None:
        raise ExportError(
            "PDF and PNG are printed by a Chromium, Chrome or Edge, and none was found on this machine. Without one, "
            "html (print it from any browser), pptx and svg work. DATELINE_CHROMIUM may name one."
        )
    with tempfile.TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as folder:
        source, out = Path(folder) / "page.html", Path(folder) / name
        source.write_bytes(page)
        # Root has no sandbox to give; every other user keeps it.
        root = ["--no-sandbox"] if sys.platform != "win32" and os.geteuid() == 0 else []
        command = [browser, *_FLAGS, *root, f"--user-data-dir={folder}/profile", *task(out), source.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ExportError(f"{browser} could not be run: {error}. html, pptx and svg work without it.") from error
        if not out.is_file() or not out.stat().st_size:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
            raise ExportError(f"{browser} made no file: {said[0]}. html, pptx and svg work without it.")
        return out.read_bytes()
