"""Records are written by lines: whatever text people type comes back, and no other line moves."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import DataError
from dashboard.yamlfile import parse_yaml, read_yaml
from dashboard.yamlrecords import parse_record, patch_record, record_lines, split_records

ROOT = Path(__file__).parents[1]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.one_of(
    WORDS,
    st.none(),
    st.lists(WORDS, max_size=4),
    st.lists(st.dictionaries(st.sampled_from(["kind", "event"]), WORDS, min_size=1), min_size=1, max_size=3),
)
RECORDS = st.dictionaries(st.sampled_from(["id", "title", "date", "actors", "places", "note"]), VALUES, min_size=1)


def read(text: str):
    item, faults = parse_record(text)
    assert not faults
    return json.loads(json.dumps(item))


@given(RECORDS)
def test_every_record_written_is_read_back_the_same(record):
    assert read(record_lines(record)) == record


SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
SIGNED = [form for sign in SIGNS for form in (sign, f"{sign}a", f"a{sign}", f"a{sign}b", f"a {sign}", f"a {sign} b")]


@pytest.mark.parametrize("value", SIGNED)
def test_a_text_with_any_sign_in_any_place_is_read_back_the_same(value):
    """ "Is that the day?" as a reason, or 2015? as a date that stood there, must not make the file unreadable."""
    record = {"id": "x", "title": value, "actors": [value, "b"], "history": [{"why": value, "old": value}]}

    assert read(record_lines(record)) == record


@given(RECORDS, VALUES)
def test_a_changed_field_is_the_only_one_that_changes(record, value):
    text = record_lines(record)
    patched = patch_record(text, {"title": value}, ["id", "title", "date", "actors", "places", "note"])

    assert read(patched) == {**record, "title": value}
    assert patch_record(patched, {"title": value}, ["id"]) == patched


@given(st.text(max_size=300))
def test_any_text_is_cut_into_pieces_that_join_to_it_again(text):
    assert split_records(text, "x.yaml")[0].text() == text


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_reason(text):
    with contextlib.suppress(DataError):
        parse_yaml(text, "x.yaml")


def test_the_repositorys_own_table_written_anew_is_the_same_text():
    text = (ROOT / "events.yaml").read_text(encoding="utf-8")
    for section in split_records(text, "events.yaml")[0].sections:
        for record in section.records:
            item, _ = parse_record(record.text)
            assert item is not None
            assert record_lines(item) == record.text


BOMBS = [
    ("a: &x [1]\nb: [*x, *x]", 1),
    ("a: 1\nb: &x text\nc: 2", 2),
    ("a:\n  - &x text\n", 2),
    ("a: {b: 1, c: &x d}", 1),
    ("&x a: 1", 1),
    ("a: 1\nb: !!str &x text", 2),
    ("a: *x", 1),
    ("a: {<<: {b: c}}", 1),
    ("a: !!python/object:os.system x", 1),
    ("a: 1\n---\nb: 2", 3),
    ("a: 1\na: 2", 2),
    ("a:\n\t- b", 2),
    ("[" * 100_000, 1),
    ("\n".join(" " * n + "a:" for n in range(40)), 21),
]


@pytest.mark.parametrize(("text", "line"), BOMBS)
def test_what_explodes_or_changes_meaning_is_refused_by_its_line(text, line):
    with pytest.raises(DataError) as raised:
        parse_yaml(text, "x.yaml")
    assert str(raised.value).startswith(f"x.yaml:{line}: ")


def test_an_ampersand_or_star_inside_a_text_is_no_anchor():
    """Firms and footnotes have them: "AT&T", "R & D", "*editor's note"."""
    text = "a: AT&T and R & D\nb: 'x &y'\nc: \"&z *q\"\nd: |\n  &k is a text\n  *l too\ne: [5 *6, a&b]\n"
    assert parse_yaml(text, "x.yaml") == {
        "a": "AT&T and R & D", "b": "x &y", "c": "&z *q", "d": "&k is a text\n*l too\n", "e": ["5 *6", "a&b"],
    }  # fmt: skip


def test_scalars_are_texts(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: no\nb: 2024-05-01\nc: 012\nd: 1_000\ne: null\nf: ~\ng:\nh: 'null'\n")
    assert read_yaml(path) == {
        "a": "no", "b": "2024-05-01", "c": "012", "d": "1_000", "e": None, "f": None, "g": None, "h": "null",
    }  # fmt: skip
