"""What the browser is sent: everything of a table it can draw, and of a larger one a part that says it is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.linked import served, sheets
from dashboard.linked.served import Sheet
from dashboard.model import Article, Selection
from dashboard.selection import matches
from dashboard.store import Store, build_store, open_store
from tests.made_events import made_events

EVENTS = made_events(300)
ARTICLES = [Article(f"article-{n}", "Told here.", Day(2024, 1, 1), "Press") for n in range(3)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    build_store(EVENTS, ARTICLES, tmp_path)
    return open_store(tmp_path)


def test_a_sheet_holds_every_event_once_with_what_filters_need(store: Store) -> None:
    content = json.loads(sheets.sheet_of(store, Lexicon(), "rules").text)

    columns = content["events"]
    assert sorted(columns["id"]) == sorted(event.id for event in EVENTS)
    assert {len(column) for column in columns.values()} == {300}
    assert content["part"] is None


def test_a_sheet_is_kept_beside_the_store_and_made_anew_when_the_words_change(store: Store) -> None:
    first = sheets.sheet_of(store, Lexicon(), "rules")
    again = sheets.sheet_of(store, Lexicon(), "rules")
    other = sheets.sheet_of(store, Lexicon(), "other rules")

    assert first.revision == again.revision == other.revision
    assert len(list((store.folder / "sheets").glob("*.json"))) == 2


def test_one_event_comes_in_full_when_it_is_asked_for(store: Store) -> None:
    sheet = sheets.sheet_of(store, Lexicon(), "rules")
    detail = sheet.event(EVENTS[0].id)

    assert detail is not None
    assert detail["title"] == EVENTS[0].title
    assert detail["evidence"][0]["sentence"] == EVENTS[0].evidence[0].sentence
    assert sheet.event("nobody") is None
    assert sheet.article("article-1") == sheet.article("article-1") | {"text": "Told here.", "publisher": "Press"}


def test_of_a_table_too_large_to_draw_the_newest_part_is_sent_and_all_is_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing vanishes: what is not drawn is counted in the strip of all dates, and the page says how many."""
    monkeypatch.setattr(sheets, "MOST_EVENTS", 80)
    content = json.loads(sheets.part_of(store, Lexicon(), Selection(), None).text)
    dated = [event for event in EVENTS if event.earliest]

    assert len(content["events"]["id"]) <= 80
    assert content["part"]["total"] == 300
    assert content["timeline"]["layout"]["meta"]["density"]["total"] == len(dated)
    assert content["part"]["since"] > "2022-01-01"


def test_a_selection_small_enough_is_sent_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_EVENTS", 80)
    chosen = Selection(categories=("visit",))
    content = json.loads(sheets.part_of(store, Lexicon(), chosen, None).text)

    assert sorted(content["events"]["id"]) == sorted(event.id for event in EVENTS if matches(event, chosen))
    assert content["part"]["since"] is None


def test_only_the_last_tables_are_held() -> None:
    for number in range(served.HELD + 1):
        served.hold(Sheet(f"held-{number}", b"{}", lambda _: None, lambda _: None))

    assert served.table("held-0") is None
    assert served.table(f"held-{served.HELD}") == b"{}"
    assert served.event("held-0", "x") is None
