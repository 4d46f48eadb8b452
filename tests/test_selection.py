"""A selection in words: what a file or a page says it holds."""

from __future__ import annotations

import pytest

from dashboard.dates import Day
from dashboard.model import Selection
from dashboard.selection import selection_words

NAMES = {"RUS": "Russia", "CHN": "China"}
WORDS = [
    (Selection(), "all events"),
    (Selection(actors=("Xi Jinping",)), "actor Xi Jinping"),
    (Selection(actors=("Xi Jinping", "RUS")), "actors Xi Jinping or Russia"),
    (Selection(actors=("CHN", "RUS"), both=True, roles=("acted_on",)), "actors China and Russia (acted on)"),
    (Selection(countries=("CHN", "RUS")), "countries China or Russia"),
    (Selection(categories=("visit",), statuses=("planned",)), "category visit; what the article says planned"),
    (Selection(reviews=("extracted",), places=("Cairo",)), "review extracted; place Cairo"),
    (Selection(articles=("a",), text="gas"), 'article a; text "gas"'),
    (Selection(since=Day(2024, 5, 1)), "days from 2024-05-01"),
    (Selection(until=Day(2024, 5, 9), certain=True), "days certainly to 2024-05-09"),
    (Selection(published_since=Day(2024, 5, 1), published_until=Day(2024, 5, 9)),
     "reported from 2024-05-01 to 2024-05-09"),
    (Selection(recorded_until=Day(2024, 5, 9)), "recorded to 2024-05-09"),
    (Selection(ids=("a",)), "1 chosen event"),
    (Selection(ids=("a", "b")), "2 chosen events"),
]  # fmt: skip


@pytest.mark.parametrize(("selection", "words"), WORDS, ids=[words for _, words in WORDS])
def test_a_file_says_what_was_chosen(selection: Selection, words: str):
    """A table that is passed on without it would be taken for the whole."""
    assert selection_words(selection, NAMES.__getitem__) == words
