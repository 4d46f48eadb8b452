"""Tables too big to draw event by event are drawn as counts that leave none out."""

from __future__ import annotations

from dashboard.dates import Day
from dashboard.figures.density import density_figure, density_of
from dashboard.store import build_store, open_store
from tests.made_events import made_events

FIRST, LAST = Day(2021, 1, 1), Day(2025, 12, 31)
COUNTED = [(0, "visit", 2), (3, "visit", 1), (3, "talks", 4)]


def test_an_empty_stretch_is_counted_as_nothing_and_not_left_out():
    """Left out, its neighbours would be drawn side by side."""
    density = density_of(COUNTED, Day(2024, 1, 1), Day(2024, 1, 8), 4)

    assert density.days == 2
    assert density.lanes == {"visit": (2, 0, 0, 1), "talks": (0, 0, 0, 4)}
    assert density.sums == [2, 0, 0, 5]


def test_bars_cover_the_days_they_count():
    figure = density_figure(density_of(COUNTED, Day(2024, 1, 1), Day(2024, 1, 8), 4), {"visit": "Visit"})
    visit = figure.data[0]

    assert visit.name == "Visit"
    assert [x - w // 2 for x, w in zip(visit.x, visit.width, strict=True)] == [
        Day(2024, 1, 1).ordinal * 86_400_000,
        Day(2024, 1, 7).ordinal * 86_400_000,
    ]


def test_the_bars_hold_every_event_of_the_store_that_has_a_first_day(tmp_path):
    events = made_events(300)
    build_store(events, [], tmp_path)
    store = open_store(tmp_path)
    density = density_of(store.density(FIRST, LAST, 60), FIRST, LAST, 60)

    assert density.total == sum(event.earliest is not None for event in events)
    store.close()


def test_the_figure_is_as_small_for_a_million_events_as_for_a_hundred():
    few = density_of([(n, "visit", 1) for n in range(100)], Day(2024, 1, 1), Day(2024, 4, 9), 100)
    many = density_of([(n, "visit", 10_000) for n in range(100)], Day(2024, 1, 1), Day(2024, 4, 9), 100)

    assert many.total == 1_000_000
    assert len(density_figure(many, {}).to_json()) < len(density_figure(few, {}).to_json()) * 1.2


def test_no_events_make_an_empty_figure_and_no_fault():
    assert len(density_figure(density_of([], FIRST, LAST, 10), {}).data) == 0
