"""Print the Chromium or Chrome that the browser tests drive; install one where the machine has none.

python scripts/browser.py      prints its path; ends with 2 and one clear line where no means works
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_browser() -> str | None:
    """Return the path of a browser that starts: DATELINE_CHROMIUM, a usual name or place, or playwright's own."""
    named = os.environ.get("DATELINE_CHROMIUM")
    if named:
        return named if _starts(named) else sys.exit(f"DATELINE_CHROMIUM names {named}, which does not start")
    candidates = [path for path in map(shutil.which, NAMES) if path] + [path for path in USUAL if Path(path).exists()]
    return next((path for path in [*candidates, *_playwrights()] if _starts(path)), None)


def _playwrights() -> list[str]:
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception:  # playwright raises many kinds where its driver cannot run
        return []
    return [path] if Path(path).exists() else []


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_commands() -> list[list[list[str]]]:
    """Return the ways in which this machine might install a browser, each a list of commands, best first."""
    root = [] if not hasattr(os, "geteuid") or os.geteuid() == 0 else ["sudo", "-n"]
    ways = []
    if shutil.which("apt-get"):
        ways.append(
            [[*root, "apt-get", "update"], [*root, "apt-get", "install", "-y", "--no-install-recommends", "chromium"]]
        )
    for manager, words in (("dnf", ["install", "-y"]), ("apk", ["add"]), ("pacman", ["-Sy", "--noconfirm"])):
        if shutil.which(manager):
            ways.append([[*root, manager, *words, "chromium"]])
    if shutil.which("brew"):
        ways.append([["brew", "install", "--cask", "chromium"]])
    ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    return ways


def main() -> None:
    found = find_browser()
    if found is None:
        for way in install_commands():
            print(f"No Chromium or Chrome here; trying: {' '.join(way[-1])}", file=sys.stderr)
            for command in way:
                try:
                    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
                except (OSError, subprocess.TimeoutExpired):
                    break
            found = find_browser()
            if found:
                break
    if found is None:
        print(
            "The browser tests need Chromium or Chrome, and none could be installed. "
            "Install one, or set DATELINE_CHROMIUM to its path.",
            file=sys.stderr,
        )
        sys.exit(2)
    print(found)


main()
