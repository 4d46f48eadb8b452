"""The timeline alone on a bare page, with made events: quick to start, and nothing else can hide a fault.

`python -m tests.browser.timeline_page` serves it for looking at; add ?sheet=n500&dark=1&lanes=actor to the address.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.model import CATEGORIES, STATUSES, Article, Event, Evidence, Link, Place
from dashboard.theme import DARK, LIGHT, category_mark
from dashboard.viewmodel import event_columns, news_day, opening_window

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path(__file__).with_suffix(".html")
LINKED = ROOT / "dashboard" / "linked"
PEOPLE = ("Ines Duarte", "Karel Novak", "Amina Yusuf", "Prime Minister Lund", "Port Authority", "Northern Alliance")
THINGS = (
    "the long-delayed agreement on river navigation and fisheries",
    "a joint inspection of the border crossing at the mountain pass",
    "new export limits on machine tools and refined copper",
    "the return of all prisoners held since the spring campaign",
    "emergency grain deliveries to the three coastal provinces",
)
DEEDS = ("announces", "rejects", "welcomes", "calls off", "signs", "discusses", "presses for", "inspects")


def made_table(
    number: int, seed: int = 7, articles: int = 13, years: int = 3, undated: float = 0.12
) -> tuple[list[Event], list[Article]]:
    """Return events with long titles on every kind of date, and their articles, in time order."""
    draw = random.Random(seed)
    newest = Day(2024, 9, 20)
    made = [
        Article(f"article-{k}", "", newest.plus(-9 * (articles - 1 - k)), f"Gazette {k}", f"Report {k} on the talks")
        for k in range(articles)
    ]
    events = []
    for n in range(number):
        near = draw.random() < 0.55
        first = newest.plus(-draw.randint(0, 110) if near else -draw.randint(110, 365 * years))
        last = first.plus(draw.choice([0, 0, 0, 0, 1, 4, 6, 30]))
        dated, one_of = draw.random() > undated, draw.random() < 0.5
        exact = first == last
        date = first.iso() if exact else f"[{first.iso()}..{last.iso()}]" if one_of else f"{first.iso()}/{last.iso()}"
        title = f"{draw.choice(PEOPLE)} {draw.choice(DEEDS)} {draw.choice(THINGS)}"[:76] + f" {n:03}"
        article = draw.choice(made)
        events.append(
            Event(
                id=f"made-{n:04}",
                title=title,
                category=draw.choice(CATEGORIES),
                status=draw.choice((*STATUSES, "occurred", "occurred", "occurred")),
                evidence=(Evidence(article.id, f"Sentence {n}.", claimed_by=("Ministry",) if n % 5 == 0 else ()),),
                date=date if dated else None,
                earliest=first if dated else None,
                latest=last,
                dated=dated,
                precision=("day" if exact else "days") if dated else "none",
                actors=tuple(draw.sample(PEOPLE, draw.randint(0, 2))),
                countries=tuple(draw.sample(("FRA", "EGY", "CHL", "NOR"), draw.randint(0, 2))),
                places=(Place("Cairo", "Cairo", 30.0, 31.2, "EGY"),) if n % 3 else (),
                published=article.published,
                links=(Link("part_of", f"made-{n - 1:04}"),) if n % 17 == 5 else (),
            )
        )
    events.sort(key=lambda e: (e.earliest or e.latest or newest, e.latest or newest, e.id))
    return events, made


def sheet_of(events: list[Event], articles: list[Article]) -> dict[str, Any]:
    lexicon = Lexicon()
    newest = news_day(articles)
    return {
        "events": event_columns(events, articles, lexicon),
        "timeline": {
            "window": [day.iso() for day in opening_window(events, newest)],
            "published": newest.iso() if newest else None,
        },
        "words": dict(lexicon.wording.words),
        "articles": [{"id": a.id, "headline": a.headline} for a in articles],
        "kinds": {name: _kind(name) for name in CATEGORIES},
    }


def _kind(name: str) -> dict[str, str]:
    light, dark = category_mark(name, LIGHT), category_mark(name, DARK)
    return {"symbol": light.symbol, "light": light.color, "dark": dark.color}


def seed_table() -> tuple[list[Event], list[Article]]:
    from dashboard.pipeline import build

    store = build()
    return store.select(), store.articles()


def sign_table() -> tuple[list[Event], list[Article]]:
    """Return one event for each sign of the legend, titled by what it shows."""
    said = (Evidence("a", "They said so.", claimed_by=("Ministry",)),)
    days = {"date": "2024-05-14", "earliest": Day(2024, 5, 14), "latest": Day(2024, 5, 14), "precision": "day"}
    stretch = {
        "date": "2024-05-13/2024-05-16",
        "earliest": Day(2024, 5, 13),
        "latest": Day(2024, 5, 16),
        "precision": "days",
    }
    one_of = stretch | {"date": "[2024-05-13..2024-05-16]"}
    year = {"date": "2024", "earliest": Day(2024, 1, 1), "latest": Day(2024, 12, 31), "precision": "year"}
    open_end = {"date": "2024-05-13/..", "earliest": Day(2024, 5, 13), "precision": "day"}
    under_way = stretch | {"seen_on": Day(2024, 5, 16)}
    rows = [
        ("A day: opened on 14 May", "occurred", days), ("A stretch: lasted from 13 to 16 May", "occurred", stretch),
        ("One day inside: on a day from 13 to 16 May", "occurred", one_of),
        ("A year: some time in 2024", "occurred", year),
        ("An unknown end: from 13 May on", "occurred", open_end), ("A plan for one day of these", "planned", one_of),
        ("A plan for 14 May", "planned", days), ("Under way on 16 May", "ongoing", under_way),
        ("Suspended", "suspended", stretch), ("Denied", "denied", days), ("Claimed", "alleged", days),
    ]  # fmt: skip
    events = [
        Event(f"sign-{n:02}", title, category, status, said, dated=True, published=Day(2024, 5, 16), **dates)  # type: ignore[arg-type]
        for n, (title, status, dates) in enumerate(rows)
        for category in [CATEGORIES[n % 4]]
    ]
    return events, [Article("a", "", Day(2024, 5, 16), "Gazette", "The signs")]


SHEETS: dict[str, Callable[[], tuple[list[Event], list[Article]]]] = {
    "seed": seed_table,
    "signs": sign_table,
    "n10": lambda: made_table(10, articles=2, undated=0),
    "n40": lambda: made_table(40, years=1, undated=0),
    "n150": lambda: made_table(150),
    "n500": lambda: made_table(500),
    "n5000": lambda: made_table(5000, years=20),
}


@cache
def sheet_text(name: str) -> bytes:
    return json.dumps(sheet_of(*SHEETS[name]())).encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            return self._send(PAGE.read_bytes(), "text/html")
        if path.startswith("/sheet/"):
            return self._send(sheet_text(path.removeprefix("/sheet/")), "application/json")
        file = LINKED / path.removeprefix("/linked/")
        kind = {".js": "text/javascript", ".css": "text/css"}.get(file.suffix)
        if kind and file.parent == LINKED and file.exists():
            return self._send(file.read_bytes(), kind)
        self.send_error(404)

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def start(port: int = 0) -> tuple[ThreadingHTTPServer, str]:
    """Serve the page from a thread; returns the server and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


if __name__ == "__main__":
    running, address = start(8590)
    print(address)  # noqa: T201
    threading.Event().wait()
