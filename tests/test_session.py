"""The link in the address bar is the whole selection: whoever gets it sees the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dates import Day
from dashboard.model import CATEGORIES, REVIEWS, ROLES, STATUSES, Selection
from dashboard.session import (
    Shown,
    ViewState,
    read_link,
    selection_of,
    selection_record,
    shown,
    view_of,
    view_record,
    write_link,
)
from dashboard.store import build_store
from tests.made_events import made_events

NAMES = st.lists(st.text(min_size=1, max_size=30), max_size=3, unique=True).map(tuple)
DAYS = st.none() | st.integers(-700_000, 200_000).map(Day.from_ordinal)


def some(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), max_size=3, unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    actors=NAMES,
    both=st.booleans(),
    roles=some(ROLES),
    countries=NAMES,
    categories=some(CATEGORIES),
    statuses=some(STATUSES),
    reviews=some(REVIEWS),
    places=NAMES,
    articles=NAMES,
    text=st.text(max_size=40),
    since=DAYS,
    until=DAYS,
    certain=st.booleans(),
    published_since=DAYS,
    published_until=DAYS,
    recorded_since=DAYS,
    recorded_until=DAYS,
    ids=NAMES,
)
VIEWS = st.builds(
    ViewState,
    selected=NAMES,
    window=st.sampled_from(["", "news", "all", "selection", "2024-05-05..2024-05-19"]),
    lanes=st.sampled_from(["", "actor", "country"]),
    outlines=st.sampled_from(["", "un", "natural-earth"]),
    map=st.sampled_from(["", "116.4,39.9,4.5", "-60,-10,1"]),
)


@given(SELECTIONS, VIEWS)
def test_a_link_says_the_whole_selection_and_view(selection: Selection, view: ViewState) -> None:
    link = read_link(write_link(selection, view))

    assert (link.selection, link.view, link.notes) == (selection, view, ())


@given(SELECTIONS, VIEWS)
def test_the_browser_gets_and_gives_back_the_same_selection(selection: Selection, view: ViewState) -> None:
    assert selection_of(selection_record(selection)) == selection
    assert view_of(view_record(view)) == view


def test_everything_is_an_empty_link() -> None:
    assert write_link(Selection(), ViewState()) == {}


def test_a_link_reads_as_people_would_write_it() -> None:
    link = read_link({"actor": ["Xi Jinping", "RUS"], "both": ["1"], "from": ["2024-05-01"], "q": ["visit"]})

    assert link.selection == Selection(actors=("Xi Jinping", "RUS"), both=True, since=Day(2024, 5, 1), text="visit")


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"from": ["9999-99-99"]}, "from"),
        ({"category": ["gossip"]}, "category"),
        ({"window": ["yesterday"]}, "window"),
        ({"outlines": ["../../etc"]}, "outlines"),
        ({"map": ["north"]}, "map"),
        ({"lanes": ["<script>"]}, "lanes"),
    ],
)
def test_what_makes_no_sense_in_a_link_is_left_out_and_said(query: dict[str, list[str]], word: str) -> None:
    link = read_link(query)

    assert link.selection == Selection()
    assert link.view == ViewState()
    assert len(link.notes) == 1
    assert word in link.notes[0]
    assert not any(value in link.notes[0] for values in query.values() for value in values)


def test_a_page_without_a_table_shows_one_as_soon_as_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a table not built yet is put right outside of our files; a reload must be enough."""
    monkeypatch.setenv("DATELINE_TABLE", str(tmp_path))
    missing = shown()
    build_store(made_events(3), [], tmp_path)
    there = shown()

    assert isinstance(missing, str)
    assert "no event table" in missing
    assert isinstance(there, Shown)
    assert there.store.count() == 3
    assert shown() is there


def test_unknown_and_overlong_parts_of_a_link_are_ignored() -> None:
    link = read_link({"utm_source": ["x"], "actor": ["A" * 1_000_000], "id": [str(n) for n in range(100_000)]})

    assert link.selection.actors == ()
    assert len(link.selection.ids) <= 200
