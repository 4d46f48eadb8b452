"""Where sentences begin and end, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.extract.sentences import LONGEST, split_sentences

PIECES = st.sampled_from(["said ", "The U.S. said. ", "\n", "\n\n", "- item\n", "x" * 700, ", ", "; ", "? ", "”"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_sentences_hold_all_words_in_order_and_none_is_endless(text: str):
    """Rules look from each word of a sentence to its others: a document without a full stop would take hours."""
    spans = split_sentences(text)

    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in spans)
    assert all(s.end - s.start <= LONGEST or " " not in text[s.start : s.end] for s in spans)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He met Dr. Ruto in Lima. They signed.", ["He met Dr. Ruto in Lima.", "They signed."]),
        ("Talks in the U.S. failed on Monday.", ["Talks in the U.S. failed on Monday."]),
        ("A headline\n\nChad voted.", ["A headline", "Chad voted."]),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_it_does(text: str, sentences: list[str]):
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences
