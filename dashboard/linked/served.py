"""What the browser may fetch from this server: the tables now on screen, by revision.

A table is held while it is among the last few shown; the page names its revision, the routes of `app.py` send it. So no
event crosses the WebSocket, and a page that comes back finds its table in the browser's own cache.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HELD = 8  # tables; by eye: a few people, a few selections each


@dataclass(frozen=True)
class Sheet:
    """One table as the browser gets it: JSON of columns and figures, and on demand one event or article."""

    revision: str
    text: bytes
    event: Callable[[str], dict[str, Any] | None]
    article: Callable[[str], dict[str, Any] | None]


_held: OrderedDict[str, Sheet] = OrderedDict()
_lock = threading.Lock()


def hold(sheet: Sheet) -> None:
    """Keep `sheet` at hand, and let go of the one that was not asked for longest."""
    with _lock:
        _held[sheet.revision] = sheet
        _held.move_to_end(sheet.revision)
        while len(_held) > HELD:
            _held.popitem(last=False)


def _find(revision: str) -> Sheet | None:
    with _lock:
        sheet = _held.get(revision)
        if sheet is not None:
            _held.move_to_end(revision)
        return sheet


def table(revision: str) -> bytes | None:
    """Return the JSON of the table of that revision, None where it is no longer held."""
    sheet = _find(revision)
    return sheet.text if sheet else None


def event(revision: str, event_id: str) -> dict[str, Any] | None:
    """Return what the detail panel shows of an event, None where there is no such event or table."""
    sheet = _find(revision)
    return sheet.event(event_id) if sheet else None


def article(revision: str, article_id: str) -> dict[str, Any] | None:
    """Return an article with its text, None where there is no such article or table."""
    sheet = _find(revision)
    return sheet.article(article_id) if sheet else None
