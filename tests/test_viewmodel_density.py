"""Tables too big to draw event by event are drawn as counts that leave none out."""

from __future__ import annotations

from dashboard.dates import Day
from dashboard.store import build_store, open_store
from dashboard.viewmodel.density import density_of
from tests.made_events import made_events

FIRST, LAST = Day(2021, 1, 1), Day(2025, 12, 31)
COUNTED = [(0, "visit", 2), (3, "visit", 1), (3, "talks", 4)]


def test_an_empty_stretch_is_counted_as_nothing_and_not_left_out():
    """Left out, its neighbours would be drawn side by side."""
    density = density_of(COUNTED, Day(2024, 1, 1), Day(2024, 1, 8), 4)

    assert density.days == 2
    assert density.lanes == {"visit": (2, 0, 0, 1), "talks": (0, 0, 0, 4)}
    assert density.sums == [2, 0, 0, 5]


def test_the_bars_hold_every_event_of_the_store_that_has_a_first_day(tmp_path):
    events = made_events(300)
    build_store(events, [], tmp_path)
    store = open_store(tmp_path)
    density = density_of(store.density(FIRST, LAST, 60), FIRST, LAST, 60)

    assert density.total == sum(event.earliest is not None for event in events)
    store.close()


def test_no_events_make_no_bars_and_no_fault():
    assert density_of([], FIRST, LAST, 10).sums == []
