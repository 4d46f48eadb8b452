"""EDTF dates: what a text says about days, and no more than that."""

import datetime

import pytest
from edtf import parse_edtf as oracle_parse
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dates import PRECISIONS, Day, date_words, parse_edtf
from dashboard.errors import EdtfError
from dashboard.lexicon import Lexicon

WORDING = Lexicon().wording.dates
DAYS = st.integers(-1_500_000, 1_500_000).map(Day.from_ordinal)

# EDTF text, first day, last day, precision: rows after the specification (ISO 8601-2, levels 0 to 2).
ROWS = [
    ("2024-05-16", "2024-05-16", "2024-05-16", "day"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("1949", "1949-01-01", "1949-12-31", "year"),
    ("1949~", "1949-01-01", "1949-12-31", "year"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "day"),
    ("-0217", "-0217-01-01", "-0217-12-31", "year"),
    ("0000", "0000-01-01", "0000-12-31", "year"),
    ("0070", "0070-01-01", "0070-12-31", "year"),
    ("2001-21", "2001-03-01", "2001-05-31", "season"),
    ("2001-24", "2001-12-01", "2002-02-28", "season"),
    ("2008-33", "2008-01-01", "2008-03-31", "part-year"),
    ("2008-37", "2008-01-01", "2008-04-30", "part-year"),
    ("2008-41", "2008-07-01", "2008-12-31", "part-year"),
    ("199X", "1990-01-01", "1999-12-31", "decade"),
    ("19XX", "1900-01-01", "1999-12-31", "century"),
    ("-08XX", "-0899-01-01", "-0800-12-31", "century"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year"),
    ("2004-02-1X", "2004-02-10", "2004-02-19", "days"),
    ("2024-05-16/2024-05-17", "2024-05-16", "2024-05-17", "days"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "part-year"),
    ("1964/2008", "1964-01-01", "2008-12-31", "years"),
    ("2022-02-24/..", "2022-02-24", None, "day"),
    ("../2014", None, "2014-12-31", "year"),
    ("[2024-05-16..2024-05-17]", "2024-05-16", "2024-05-17", "days"),
    ("[2024-05-06..2024-05-12]", "2024-05-06", "2024-05-12", "week"),
    ("[2021-03-04,2021-04-03]", "2021-03-04", "2021-04-03", "days"),
    ("[..2014-12-31]", None, "2014-12-31", "days"),
    ("[2021,2023..]", "2021-01-01", None, "years"),
]
# EDTF's groupings of months: code, first month, last month. Winter goes on into the next year.
GROUPINGS = [
    *((code + turn, first, first + 2) for turn in (0, 4) for code, first in ((21, 3), (22, 6), (23, 9), (24, 12))),
    (29, 9, 11), (30, 12, 14), (31, 3, 5), (32, 6, 8),
    (33, 1, 3), (34, 4, 6), (35, 7, 9), (36, 10, 12), (37, 1, 4), (38, 5, 8), (39, 9, 12), (40, 1, 6), (41, 7, 12),
]  # fmt: skip
BAD = ["", "12 Feb 2015", "2015-13", "2015-02-30", "2015-2-1", "2024-05-17/2024-05-16", "..", "../..", "[", "[..]",
       "{2024,2025}", "20X4", "XXXX", "2024-W20", "2024-05-16T10:00", "-0000", "２０２４"]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "precision"), ROWS)
def test_an_edtf_text_names_these_days(text, first, last, precision):
    date = parse_edtf(text)

    assert date.earliest == (Day.parse(first) if first else None)
    assert date.latest == (Day.parse(last) if last else None)
    assert date.precision == precision


@pytest.mark.parametrize(("code", "first", "last"), GROUPINGS)
def test_each_grouping_of_months_has_its_own(code, first, last):
    date = parse_edtf(f"2021-{code}")
    end = Day(2021, 1, 1).plus_months(last).plus(-1)

    assert (date.earliest, date.latest) == (Day(2021, first, 1), end)


# It ends winter with December, where ours goes on to February; open ends are floats there.
ORACLE = [row[0] for row in ROWS if ".." not in row[0] and "X" not in row[0].replace("XX", "") and row[0] != "2001-24"]


@pytest.mark.parametrize("text", ORACLE)
def test_first_and_last_day_agree_with_python_edtf(text):
    """The library is the test oracle only: it is wrong or silent on some rows."""
    theirs = oracle_parse(text)

    assert tuple(parse_edtf(text).earliest) == tuple(theirs.lower_strict()[:3])
    assert tuple(parse_edtf(text).latest) == tuple(theirs.upper_strict()[:3])


@given(DAYS, st.sampled_from(["day", "month", "year"]), st.sampled_from(["", "~", "?", "%"]))
def test_any_single_date_agrees_with_python_edtf(day, precision, mark):
    if not 0 <= day.year <= 9999:
        day = day._replace(year=abs(day.year) % 9000 + 1, day=min(day.day, 28))
    text = {"day": day.iso(), "month": day.iso()[:-3], "year": day.iso()[:-6]}[precision] + mark
    theirs = oracle_parse(text)

    assert tuple(parse_edtf(text).earliest) == tuple(theirs.lower_strict()[:3])
    assert tuple(parse_edtf(text).latest) == tuple(theirs.upper_strict()[:3])


@pytest.mark.parametrize("text", BAD)
def test_a_text_that_is_no_edtf_date_is_refused_with_a_way_out(text):
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert "2015-02-12" in str(caught.value) or "end" in str(caught.value)


@given(DAYS)
def test_a_day_and_its_number_are_the_same(day):
    assert Day.from_ordinal(day.ordinal) == day
    assert Day.parse(day.iso()) == day


@given(st.dates())
def test_the_calendar_is_the_standard_librarys_where_that_has_one(date):
    day = Day.of(date)

    assert day.weekday == date.weekday()
    assert day.to_date() == date
    assert day.ordinal == (date - datetime.date(1970, 1, 1)).days


@given(DAYS, st.integers(-500, 500))
def test_months_move_a_day_and_never_out_of_its_month(day, months):
    moved = day.plus_months(months)

    assert Day.parse(moved.iso()) == moved
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


@given(DAYS, DAYS)
def test_dates_are_ordered_by_their_first_day(one, other):
    first, second = parse_edtf(one.iso()), parse_edtf(other.iso())

    assert (first < second) == (one < other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-05-16", "on Thursday 16 May 2024"),
        ("2024-05-16/2024-05-17", "from 16 to 17 May 2024"),
        ("2024-05-28/2024-06-03", "from 28 May to 3 June 2024"),
        ("[2024-05-16..2024-05-17]", "on 16 or 17 May 2024"),
        ("[2024-05-06..2024-05-12]", "on a day in 6-12 May 2024"),
        ("[2021-03-04,2021-04-03]", "on 4 March or 3 April 2021"),
        ("2023", "in 2023, month not given"),
        ("1949~", "about 1949, month not given"),
        ("2024-05", "in May 2024, day not given"),
        ("-0217", "in 218 BC, month not given"),
        ("2024-05-16~", "on or about Thursday 16 May 2024"),
        ("2024-05-16?", "on Thursday 16 May 2024 (date doubtful)"),
        ("199X", "in the 1990s, year not given"),
        ("19XX", "in the 20th century, year not given"),
        ("1991/1997", "from 1991 to 1997, months not given"),
        ("2022-02-24/..", "since 24 February 2022, end not given"),
        ("2022-02/..", "since February 2022, end not given"),
        ("2022/..", "since 2022, end not given"),
        ("2022-21/..", "since spring 2022, end not given"),
    ],
)
def test_a_date_in_words_is_as_exact_as_the_date(text, words):
    """These words stand on slides: a set must not sound like an interval, nor a year like a day."""
    assert date_words(parse_edtf(text), WORDING) == words


@given(st.sampled_from([row[0] for row in ROWS]), st.sampled_from(["", "~", "?"]))
def test_every_date_has_words(text, mark):
    date = parse_edtf(text + mark if text[-1].isdigit() and "/" not in text else text)
    words = date_words(date, WORDING)

    assert words
    assert "{" not in words
    assert date.precision in PRECISIONS
