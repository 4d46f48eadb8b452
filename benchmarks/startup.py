"""From process start to the first chart painted, beside an empty Streamlit page in the same browser and run.

    python benchmarks/startup.py [RUNS]

Prints the median seconds of both and whether ours is at most 1.5 times the empty page plus one second.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
EMPTY = "import streamlit as st\nst.text('painted')\n"
EMPTY_PAINTED = "document.body?.innerText.includes('painted')"
PAINTED = "document.querySelector('.dl-explorer[data-drawn]')"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_paint(browser: Browser, command: list[str], port: int, painted: str) -> float:
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit(f"It did not start: {' '.join(command)}") from None
                time.sleep(0.02)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
        page.wait_for_function(painted, timeout=60_000)  # asked at each frame; a locator asks twice a second
        took = time.perf_counter() - began
        context.close()
        return took
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    chromium = os.environ.get("DATELINE_CHROMIUM") or next(
        path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome")) if path
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        took: dict[str, list[float]] = {"empty Streamlit page": [], "Dateline": []}
        for _ in range(runs):
            port = free_port()
            plain = [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                str(empty),
                f"--server.port={port}",
                "--server.headless=true",
            ]
            took["empty Streamlit page"].append(seconds_to_paint(browser, plain, port, EMPTY_PAINTED))
            port = free_port()
            ours = [sys.executable, "-m", "dashboard", "run", "--port", str(port)]
            took["Dateline"].append(seconds_to_paint(browser, ours, port, PAINTED))
        browser.close()
    for name, seconds in took.items():
        print(f"{name:22} {statistics.median(seconds):6.2f} s   ({', '.join(f'{s:.2f}' for s in seconds)})")
    allowed = 1.5 * statistics.median(took["empty Streamlit page"]) + 1
    print(f"allowed {allowed:.2f} s: {'met' if statistics.median(took['Dateline']) <= allowed else 'MISSED'}")


main()
