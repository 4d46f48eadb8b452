"""What the browser is sent: everything of a table it can draw, and of a larger one a part that says it is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.linked import parts, served, sheets
from dashboard.linked.served import Sheet
from dashboard.model import Article, Selection
from dashboard.selection import matches
from dashboard.store import Store, build_store, open_store
from dashboard.viewmodel import bands, counts
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
    assert detail["told_by"] == "1 article, 1 origin: Press"
    assert sheet.event("nobody") is None
    assert sheet.article("article-1") == sheet.article("article-1") | {"text": "Told here.", "publisher": "Press"}


@pytest.fixture
def large(store: Store, monkeypatch: pytest.MonkeyPatch) -> parts.Parts:
    """The same table, with a browser that can draw 80 events."""
    monkeypatch.setattr(parts, "MOST_EVENTS", 80)
    monkeypatch.setattr(parts, "NEAREST", 5)
    monkeypatch.setattr(parts, "UNDATED", 10)
    return parts.Parts(store, Lexicon())


def test_of_a_table_too_large_to_draw_a_part_is_sent_and_all_is_counted(large: parts.Parts) -> None:
    """Nothing vanishes: what is not drawn is counted, band by band and in the strip of all dates."""
    window = (Day(2023, 1, 1), Day(2023, 2, 15))
    content = json.loads(large.sheet(Selection(), window, "asked").text)
    part = content["part"]

    assert part["counts"] == counts(EVENTS, window)
    assert sum(part["strip"]["counts"]) == sum(event.earliest is not None for event in EVENTS)
    assert (part["whole"], part["bars"], part["asked"]) == (False, None, "asked")
    sent = [event for event in EVENTS if event.id in content["events"]["id"]]
    assert {e.id for e, band in zip(EVENTS, bands(EVENTS, window), strict=True) if band == "axis"} <= {
        e.id for e in sent
    }
    assert bands(sent, window).count("earlier") == 5


def test_a_window_with_more_events_than_can_be_drawn_has_bars_that_count_each(large: parts.Parts) -> None:
    window = (Day(2021, 1, 1), Day(2026, 1, 1))
    part = json.loads(large.sheet(Selection(), window).text)["part"]

    assert part["counts"]["axis"] > 80
    begun = [event for event in EVENTS if event.earliest and window[0] <= event.earliest <= window[1]]
    assert sum(part["bars"]["counts"]) == len(begun)


def test_a_menu_counts_the_whole_table_also_for_who_is_not_in_the_part(large: parts.Parts) -> None:
    """A menu that counted only what is drawn would say that somebody with a hundred earlier events has none."""
    part = json.loads(large.sheet(Selection(categories=("visit",)), (Day(2030, 1, 1), Day(2030, 2, 1))).text)["part"]

    visits = [event for event in EVENTS if event.category == "visit"]
    assert part["facets"]["actors"]["Omar Haddad"] == sum("Omar Haddad" in event.actors for event in visits)
    assert part["facets"]["actors"]["FRA"] == sum("FRA" in event.countries for event in visits)
    assert sum(part["facets"]["categories"].values()) == len(EVENTS)


def test_a_selection_small_enough_is_sent_whole(large: parts.Parts) -> None:
    chosen = Selection(categories=("visit",))
    content = json.loads(large.sheet(chosen).text)

    assert sorted(content["events"]["id"]) == sorted(event.id for event in EVENTS if matches(event, chosen))
    assert content["part"]["whole"]


def test_where_nothing_fits_each_filter_says_what_there_were_without_it(large: parts.Parts) -> None:
    part = json.loads(large.sheet(Selection(categories=("visit",), text="no such words")).text)["part"]

    assert part["relief"] == {"categories": 0, "text": sum(event.category == "visit" for event in EVENTS)}


def test_a_filter_leaves_the_window_of_the_news_where_it_is(large: parts.Parts) -> None:
    whole, some = (json.loads(large.sheet(s).text)["timeline"] for s in (Selection(), Selection(actors=("FRA",))))

    assert whole == some


def test_only_the_last_tables_are_held() -> None:
    for number in range(served.HELD + 1):
        served.hold(Sheet(f"held-{number}", b"{}", lambda _: None, lambda _: None))

    assert served.table("held-0") is None
    assert served.table(f"held-{served.HELD}") == b"{}"
    assert served.event("held-0", "x") is None
