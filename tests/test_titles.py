"""Titles that a briefer would keep: active voice, full names, the status in the words, 80 characters, no guesses."""

from __future__ import annotations

import pytest

from dashboard.dates import Day
from dashboard.extract import extract_events
from dashboard.extract.phrases import fit
from dashboard.extract.titles import MAX_CHARS
from dashboard.lexicon import Lexicon
from dashboard.model import Article

LEXICON = Lexicon()


def titles(text: str) -> list[str]:
    return [e.title for e in extract_events(Article("article", text, Day(2024, 6, 12)), LEXICON)]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("William Ruto visited Oslo on Monday.", "William Ruto visits Oslo"),
        ("Kenyan President William Ruto will visit Oslo on Friday.", "William Ruto to visit Oslo"),
        ("Norway expelled two Russian diplomats last week.", "Norway expels two Russian diplomats"),
        ("Two soldiers were killed by a bomb in Gao on Sunday.", "Two soldiers killed by a bomb in Gao"),
        ("British troops joined the fighting in Basra on Saturday.", "British troops join the fighting in Basra"),
        (
            "Norway said on Monday that it would close its embassy in Lusaka.",
            "Norway says it would close its embassy in Lusaka",
        ),
        (
            "“The bridge will be rebuilt within a year,” Kari Solberg said.",
            "Kari Solberg: “The bridge will be rebuilt within a year”",
        ),
        ("Several towns have been shelled, Kari Solberg said.", "Kari Solberg says Several towns have been shelled"),
        ("Norway condemned the coup and called for elections.", "Norway condemns the coup"),
        ("Peru and Chile reached on Monday an agreement on water.", "Peru and Chile reach an agreement on water"),
        ("Armed men opened fire on a bus in Gao on Sunday.", "Armed men open fire on a bus in Gao"),
        ("Norway began deploying troops to Mali on Monday.", "Norway begins deploying troops to Mali"),
        ("A treaty signed in 1928 ended the dispute.", "Treaty signed"),
        ("Peace talks in Geneva were suspended on Monday.", "Peace talks in Geneva suspended"),
        ("Russia denied attacking the port of Odesa.", "Russia denies attacking the port of Odesa"),
        ("Crimea was annexed in 2014.", "Crimea annexed"),
        ("Kari Solberg was elected in 2021.", "Kari Solberg elected"),
        ("The war in Gaza has entered its second year.", "War in Gaza"),
    ],
)
def test_a_title_is_made_from_the_sentence(sentence: str, title: str):
    assert title in titles(sentence)


def test_a_plan_never_reads_as_a_fact():
    """A slide that shows a plan as done is worse than no slide."""
    for event in extract_events(
        Article(
            "article",
            "The United States and Japan plan to hold naval exercises. Chad will hold an election in 2025.",
            Day(2024, 6, 12),
        ),
        LEXICON,
    ):
        assert event.status == "planned"
        assert " to " in event.title or event.title.endswith("planned"), event.title


def test_titles_hold_no_word_that_dateline_never_says():
    """What an article calls likely or confirmed is not for us to repeat as ours."""
    text = (
        "Officials said the rebels probably attacked Gao. The army confirmed the attack on Gao. "
        "Prime Minister Jane Roe said the deal was likely to be verified. The spy was allegedly poisoned in Salisbury."
    )
    found = titles(text)

    assert found
    for title in found:
        assert LEXICON.wording.forbidden_in(title) == []
        assert "confirm" not in title.lower()


def test_titles_fit_and_end_with_a_whole_word():
    text = (
        "The deputy foreign minister of Kazakhstan, Aigul Serikova, signed a far-reaching agreement on transport of "
        "uranium, wheat and natural gas through the territories of four neighbouring states in Astana on Monday."
    )
    for title in titles(text):
        assert len(title) <= MAX_CHARS
        assert title.split()[-1].strip(",.") in text or title.split()[-1] in ("statement", "planned")


def test_titles_have_no_dangling_pronoun():
    """A title stands alone in a list: nobody is there for "they" to point to."""
    text = "Kari Solberg met William Ruto in Oslo. They praised it. He said they would sign it with them."

    for title in titles(text):
        assert not {"it", "they", "them", "he", "him"} & set(title.lower().split()[1:]) or "says he" in title


@pytest.mark.parametrize(
    ("start", "rest", "limit", "line"),
    [
        ("Putin visits", "Harbin", 80, "Putin visits Harbin"),
        ("Putin visits", "Harbin in the north-east of China", 30, "Putin visits Harbin"),
        ("Putin visits", "Harbin and", 80, "Putin visits Harbin"),
        ("A very long beginning of a title", "", 14, "A very long"),
    ],
)
def test_a_line_is_cut_where_a_phrase_ends(start: str, rest: str, limit: int, line: str):
    assert fit(start, rest, limit) == line
