"""What holds of the reader of place names whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.extract.sentences import split_sentences
from dashboard.extract.toponyms import find_toponyms, without_people
from dashboard.lexicon import REFERENCE, places
from dashboard.model import PLACE_KINDS, Span, Toponym

GAZETTEER = places.load(REFERENCE)
PIECES = st.sampled_from(
    "Paris, London Georgia Washington D.C. in the of and said Mr. President North South Korea Gaza West Bank al- el- "
    "U.S. US$ state region village called Kharkiv 's ’ ( ) . , ; — - / \n 12 Lake Mount River São Tomé İstanbul Łódź "
    "Mоscow Київ 北京 القاهرة 👩‍👩‍👧 \u200b \u00a0 \ufeff é e\u0301".split(" ")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=200))


def read(text: str) -> tuple[Toponym, ...]:
    return find_toponyms(text, split_sentences(text), GAZETTEER)


@settings(max_examples=300)
@given(TEXTS)
@example("Lake Lake Lake Lake Lake")
def test_toponyms_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """Offsets that are off by one put the highlight on the wrong words."""
    end = 0
    for toponym in read(text):
        assert end <= toponym.start < toponym.end <= len(text)
        assert text[toponym.start : toponym.end] == toponym.text
        assert toponym.kind in PLACE_KINDS
        assert toponym.name
        assert (toponym.lat is None) == (toponym.lon is None)
        end = toponym.end


@settings(max_examples=100)
@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_whatever_stretch_is_said_to_be_a_person_the_laws_hold(text: str, start: int, length: int) -> None:
    """The reader of names may be wrong; then we are wrong with it, and nothing breaks."""
    end = 0
    for toponym in without_people(text, read(text), (Span(start, start + length),)):
        assert end <= toponym.start < toponym.end <= len(text)
        end = toponym.end


@settings(max_examples=50)
@given(TEXTS)
def test_the_same_text_gives_the_same_toponyms(text: str) -> None:
    """Byte-identical tables need it."""
    assert read(text) == read(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "’s", "-", "A", "İ", "\ufeff", "the", "Mоscow", "U.S", "(,)"])
def test_odd_and_empty_texts_are_read_without_complaint(text: str) -> None:
    """A Cyrillic o in Moscow is no reason to fall over, nor to guess."""
    assert all(t.text != "Mоscow" for t in read(text))
