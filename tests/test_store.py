"""The store answers as `selection.matches` does, and gives back what went in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.dates import Day
from dashboard.errors import StoreError
from dashboard.model import Article, Selection
from dashboard.selection import matches
from dashboard.store import Store, build_store, event_order, open_store
from tests.made_events import made_events

EVENTS = made_events(300)
ARTICLES = [Article("article-0", "text 0"), Article("article-1", "text 1", cites=("CNN",), published=Day(2024, 5, 16))]
SELECTIONS = [
    Selection(),
    Selection(actors=("Omar Haddad",)),
    Selection(actors=("Omar Haddad", "FRA"), both=True),
    Selection(actors=("EGY", "Omar Haddad"), roles=("host",)),
    Selection(actors=("CHL", "FRA"), roles=("acts", "acted_on"), both=True),
    Selection(countries=("FRA",)),
    Selection(text="elodie EVENT 12"),
    Selection(text="100% [x] _ '"),
    Selection(since=Day(2022, 6, 1), until=Day(2023, 1, 1)),
    Selection(since=Day(2022, 6, 1), until=Day(2023, 1, 1), certain=True),
    Selection(since=Day(2023, 6, 1), certain=True),
    Selection(until=Day(2022, 3, 1)),
    Selection(places=("Cairo",), statuses=("planned", "ongoing")),
    Selection(articles=("article-1",), published_since=Day(2024, 1, 10)),
    Selection(recorded_until=Day(2024, 2, 10), reviews=("extracted",)),
    Selection(ids=(EVENTS[3].id, EVENTS[9].id)),
    Selection(actors=("nobody",)),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("build")
    build_store(EVENTS, ARTICLES, folder, fingerprint="f", notes=["one line"])
    return open_store(folder)


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda s: repr(s)[10:60])
def test_the_store_selects_what_the_plain_rule_selects(store: Store, selection: Selection):
    expected = [event.id for event in sorted(EVENTS, key=event_order) if matches(event, selection)]

    assert [event.id for event in store.select(selection)] == expected
    assert store.count(selection) == len(expected)
    assert store.facets(selection).total == len(expected)


def test_every_event_comes_back_as_it_went_in(store: Store):
    assert store.select() == sorted(EVENTS, key=event_order)
    assert store.event(EVENTS[5].id) == EVENTS[5]
    assert store.event("unknown") is None
    assert store.size() == len(EVENTS)


def test_facets_count_the_events_of_each_value(store: Store):
    facets = store.facets()

    assert sum(facets.categories.values()) == sum(facets.statuses.values()) == 300
    assert facets.actors["Omar Haddad"] == sum("Omar Haddad" in event.actors for event in EVENTS)
    assert list(facets.countries.values()) == sorted(facets.countries.values(), reverse=True)


def test_density_counts_every_event_of_its_days_once(store: Store):
    cells = store.density(Day(2022, 1, 1), Day(2024, 12, 31), 12)

    expected = sum(event.earliest is not None for event in EVENTS)
    assert sum(n for _, _, n in cells) == expected
    assert all(0 <= number < 12 for number, _, _ in cells)


def test_article_text_is_fetched_one_by_one(store: Store):
    assert [article.text for article in store.articles()] == ["", ""]
    assert store.article("article-1") == ARTICLES[1]
    assert store.article("none") is None


def test_the_same_events_give_the_same_bytes(tmp_path: Path):
    for name, events in (("one", EVENTS), ("two", list(reversed(EVENTS)))):
        build_store(events, reversed(ARTICLES), tmp_path / name)

    files = [sorted((tmp_path / name / "batches").iterdir()) for name in ("one", "two")]
    assert [f.name for f in files[0]] == [f.name for f in files[1]]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(*files, strict=True))


def test_a_build_beside_an_open_store_disturbs_nobody(tmp_path: Path):
    build_store(EVENTS, ARTICLES, tmp_path)
    before = open_store(tmp_path)
    build_store(EVENTS[:10], ARTICLES, tmp_path)

    assert before.count() == 300
    assert not before.is_current()
    assert open_store(tmp_path).count() == 10


def test_builds_of_one_folder_wait_for_each_other(tmp_path: Path):
    """The app builds when a file changes, and so does a command beside it; neither may take the other's files away."""

    def build_some(number: int) -> None:
        for count in range(1, 9):
            build_store(made_events(count, number), [], tmp_path, fingerprint=str(number))
            open_store(tmp_path).close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(build_some, range(3)))
    store = open_store(tmp_path)
    assert store.select() == sorted(made_events(8, int(store.fingerprint)), key=event_order)


def test_threads_share_a_store(store: Store):
    """Streamlit runs each session in a thread of its own."""
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(store.count())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counts == [300] * 8


def test_candidates_are_no_rows_of_the_table(tmp_path: Path):
    build_store(EVENTS[:2], ARTICLES, tmp_path, candidates=EVENTS[2:5])
    store = open_store(tmp_path)

    assert store.count() == store.size() == 2
    assert len(store.select(candidates=True)) == 3
    assert store.event(EVENTS[4].id) == EVENTS[4]


def test_a_missing_or_broken_store_says_how_to_build_it(tmp_path: Path):
    with pytest.raises(StoreError, match="python -m dashboard build"):
        open_store(tmp_path)
    build_store(EVENTS[:2], ARTICLES, tmp_path)
    next(tmp_path.glob("*.duckdb")).write_bytes(b"garbage")
    with pytest.raises(StoreError, match="delete the folder"):
        open_store(tmp_path)
