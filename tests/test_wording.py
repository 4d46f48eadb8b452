"""One file holds every word for dates, status and the drawing, and none promises more than an article does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import DataFaults
from dashboard.lexicon import REFERENCE, Lexicon
from dashboard.lexicon.wording import load

WORDING = Lexicon().wording


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif value is not None:
        yield str(value)


def test_no_word_of_ours_says_likely_or_probably_or_verified():
    """Dateline tells what articles say; a word of ours that judged it would be read as a fact."""
    spoken = {name: table for name, table in WORDING.words.items() if name != "forbidden"}

    assert {text: WORDING.forbidden_in(text) for text in texts(spoken) if WORDING.forbidden_in(text)} == {}


def test_the_word_confirmed_is_only_a_key_and_reads_checked_against_the_text():
    assert WORDING["review"]["confirmed"] == "Checked against the text"
    assert not [text for text in texts(WORDING.words) if "confirmed" in text.lower()]


def test_a_missing_word_is_named_with_its_file_and_line(tmp_path: Path):
    text = (REFERENCE / "wording.yaml").read_text(encoding="utf-8")
    (tmp_path / "wording.yaml").write_text(text.replace("  denied: denied\n", ""), encoding="utf-8")

    with pytest.raises(DataFaults, match=r"wording\.yaml:\d+: status: no words for 'denied'"):
        load(tmp_path)


def test_every_fault_is_reported_in_one_run(tmp_path: Path):
    text = (REFERENCE / "wording.yaml").read_text(encoding="utf-8")
    broken = (
        text.replace("  denied: denied\n", "")
        .replace("months_short: [Jan, ", "months_short: [")
        .replace("roles:\n", "rolls:\n")
    )
    (tmp_path / "wording.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(DataFaults) as caught:
        load(tmp_path)
    assert len(caught.value.faults) == 3
