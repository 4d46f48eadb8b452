"""Store -> sheet: made once, kept beside the store, so that a start draws its first chart without making anything.

What only a click asks for, one event in full or an article, is read from the store when it is asked.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from threading import Timer
from typing import Any

from dashboard.lexicon import Lexicon
from dashboard.linked.details import event_detail
from dashboard.linked.served import Sheet
from dashboard.model import Article, Event, Selection
from dashboard.records import article_record
from dashboard.store import Store

CODE = Path(__file__).resolve().parents[1]
AFTER = 4.0  # seconds until the table is read for the first click, when the first page has been drawn


class Table:
    """The events behind a sheet, read when they are first asked for."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        self.store = store
        self.lexicon = lexicon

    @cached_property
    def events(self) -> list[Event]:
        return self.store.select()

    @cached_property
    def articles(self) -> list[Article]:
        return self.store.articles()

    @cached_property
    def by_id(self) -> dict[str, Event]:
        joined = {member: event for event in self.events for member in event.members}
        return joined | {event.id: event for event in self.events}

    def event(self, event_id: str) -> dict[str, Any] | None:
        found = self.by_id.get(event_id) or next(iter(self.store.select(Selection(ids=(event_id,)))), None)
        return event_detail(found, self.by_id, self.articles, self.lexicon) if found else None

    def article(self, article_id: str) -> dict[str, Any] | None:
        found = self.store.article(article_id)
        return article_record(found) | {"text": found.text} if found else None

    def sheet(self, text: bytes) -> Sheet:
        return Sheet(hashlib.blake2b(text, digest_size=8).hexdigest(), text, self.event, self.article)


def sheet_of(store: Store, lexicon: Lexicon, rules: str) -> Sheet:
    """Return the sheet of a store; `rules` is the digest of the reference data that its words come from."""
    table = Table(store, lexicon)
    kept = store.folder / "sheets" / f"{_key(store, rules)}.json"
    try:
        text = kept.read_bytes()
    except OSError:
        from dashboard.linked.payload import sheet_text  # what makes one is needed only then

        text = sheet_text(table.events, table.articles, lexicon)
        _keep(kept, text)
    else:
        reader = Timer(AFTER, lambda: table.by_id)
        reader.daemon = True
        reader.start()
    return table.sheet(text)


def _key(store: Store, rules: str) -> str:
    """Return a name that changes with the events, the words and the code that makes a sheet of them."""
    digest = hashlib.blake2b(f"{store.revision} {rules}".encode(), digest_size=8)
    files = [CODE / name for name in ("theme.py", "selection.py", "linked/payload.py", "linked/outlines.py")]
    for file in [*files, *sorted((CODE / "viewmodel").glob("*.py"))]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _keep(file: Path, text: bytes) -> None:
    """Write a sheet beside the store and take the older ones away; a folder that cannot be written is no fault."""
    try:
        file.parent.mkdir(exist_ok=True)
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_bytes(text)
        os.replace(aside, file)
        for other in sorted(file.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-4]:
            other.unlink()
    except OSError:
        return
