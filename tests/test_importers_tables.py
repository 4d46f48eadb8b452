"""Tables of other people: a mapping that is guessed and shown, every row taken or listed with its reason."""

import json
import random
from pathlib import Path

import pytest

from dashboard.errors import ArticleError, DataError, DatelineError, LimitError
from dashboard.importers.bringing import carry_out_offer, import_table, offer_table, with_columns
from dashboard.importers.days import day_order, read_day
from dashboard.importers.kept import keep_table, read_tables
from dashboard.importers.mapping import plan_faults
from dashboard.limits import Limits

DOCUMENTS = Path(__file__).parent / "documents"


def taken(text: str, name: str = "a.csv", **choices):
    offered = offer_table(text.encode(), name)
    return carry_out_offer(with_columns(offered, choices.pop("columns", {}), **choices))


DAYS = [
    ("2024-05-16", "2024-05-16"),
    ("2024-05", "2024-05"),
    ("2024", "2024"),
    ("20240516", "2024-05-16"),
    ("2024/5/6", "2024-05-06"),
    ("16 May 2024", "2024-05-16"),
    ("May 16, 2024", "2024-05-16"),
    ("16th May 2024", "2024-05-16"),
    ("May 2024", "2024-05"),
    ("16/05/2024", "2024-05-16"),
    ("05/16/2024", "2024-05-16"),
    ("5.5.2024", "2024-05-05"),
    ("2024-05-16T23:30:00+02:00", "2024-05-16"),
    ("2024-05-16 00:00", "2024-05-16"),
    ("2024-05-16/2024-05-17", "2024-05-16/2024-05-17"),
    ("2024~", "2024~"),
    ("-0044", "-0044"),
]
NO_DAYS = [
    "29 Feb 2023",
    "32 May 2024",
    "31/04/2024",
    "00/00/2024",
    "2024-13-01",
    "soon",
    "5/6/24",
    "16/16/2024",
    "٣٢ مايو",
    "１２ May 2024",
]


@pytest.mark.parametrize(("cell", "edtf"), DAYS)
def test_days_are_read_however_they_are_written(cell, edtf):
    assert read_day(cell) == edtf


@pytest.mark.parametrize("cell", NO_DAYS)
def test_no_day_is_invented(cell):
    with pytest.raises(DataError):
        read_day(cell)


def test_a_day_that_could_be_two_is_asked_and_not_guessed():
    assert day_order(["03/04/2024", "5/5/2024"]) == ("", "03/04/2024")
    assert day_order(["03/04/2024", "25/04/2024"]) == ("dmy", "")
    assert day_order(["03/04/2024", "04/25/2024"]) == ("mdy", "")
    assert day_order(["2024-05-16", "May 2024"]) == ("", "")
    with pytest.raises(DataError, match="may be day/month or month/day"):
        taken("Title,Date\nA,03/04/2024\n")
    assert taken("Title,Date\nA,03/04/2024\n", order="mdy").events[0].date == "2024-03-04"


def test_of_ten_thousand_rows_the_thirty_seven_bad_ones_are_listed_and_the_rest_taken():
    draw = random.Random(5)
    bad = set(draw.sample(range(10_000), 37))
    rows = ["Event;When;Where"]
    for number in range(10_000):
        day = "31/02/2021" if number in bad else f"{draw.randint(13, 28)}/{draw.randint(1, 12)}/2021"
        rows.append(f"Meeting {number};{day};Lima")
    done = taken("\n".join(rows))

    assert (len(done.events), len(done.refused)) == (9_963, 37)
    assert {refused.line for refused in done.refused} == {number + 2 for number in bad}
    assert done.refused[0].reason == "date '31/02/2021' is no day of the calendar"
    assert "cells are parted by a semicolon" in done.notes


def test_a_mapping_without_the_date_is_refused_until_the_user_says_that_there_is_none():
    offered = with_columns(offer_table(b"Title,Date\nA,2024\n", "a.csv"), {"date": ""})
    assert offered.sheet
    assert "No column is the date" in plan_faults(offered.sheet, offered.plan)[0]
    with pytest.raises(DataError, match="No column is the date"):
        carry_out_offer(offered)

    [event] = carry_out_offer(with_columns(offered, {}, undated=True)).events
    assert (event.date, event.dated) == (None, False)


def test_the_guess_can_be_changed_and_a_wrong_change_is_named():
    text = "What,Day of it,Extra\nA pact,2024-05-16,x\n"
    offered = offer_table(text.encode(), "a.csv")
    assert "title" not in offered.plan.columns
    with pytest.raises(DataError, match="There is no column 'Wat'"):
        carry_out_offer(with_columns(offered, {"title": "Wat", "date": "Day of it"}))
    [event] = carry_out_offer(with_columns(offered, {"title": "What", "date": "Day of it"})).events
    assert (event.title, event.date, event.evidence[0].article) == ("A pact", "2024-05-16", "a")


ROWS = [
    ("A,2024-05-16,2024-05-10,,", "it ends on 2024-05-10, before it begins on 2024-05-16"),
    (",2024-05-16,,,", "the title is empty"),
    ("A,2024-05-16,,91,0", "lat 91 is not from -90 to 90"),
    ("A,2024-05-16,,0,0", "its place is 0, 0, in the open sea"),
    ('A,2024-05-16,,"50,45",3', "lat '50,45' is no number; write a decimal point"),
    ("A,2024-05-16,,5,", "there is only one of lat and lon"),
    ("A,2024-05-16", "2 cells, but the header has 5"),
    ("A,2024-05-16,,nan,1", "lat nan is not from -90 to 90"),
]


@pytest.mark.parametrize(("row", "reason"), ROWS)
def test_a_row_that_is_not_taken_says_why(row, reason):
    done = taken(f"Title,Date,End,Lat,Lon\nGood,2024,,,\n{row}\n")

    assert [event.title for event in done.events] == ["Good"]
    assert [(r.line, r.reason) for r in done.refused] == [(3, reason)]


def test_kinds_that_are_not_ours_are_other_and_counted():
    """What a word of another table means is not guessed; how many rows it concerns is said."""
    done = taken("Title,Date,Kind\nA,2024,Gala\nB,2024,Rodeo\nC,2024,Treaty\nD,2024,other\nE,2024,\n")

    assert [event.category for event in done.events] == ["other", "other", "agreement", "other", "other"]
    assert done.notes == ("2 rows have a kind that is not one of ours and are 'other'",)


def test_a_long_title_is_cut_between_words_within_eighty_characters():
    title = "Delegations of the two neighbouring states " * 4
    [event] = taken(f"Title,Date\n{title},2024\n").events

    assert event.title == "Delegations of the two neighbouring states Delegations of the two neighbouring…"


def test_a_year_alone_is_the_date_and_with_a_month_its_part():
    assert [e.date for e in taken("Title,Year\nA,2024\n").events] == ["2024"]
    assert [e.date for e in taken("Title,Year,Month,Day\nA,2024,5,\nB,2024,5,6\n").events] == ["2024-05", "2024-05-06"]
    assert [e.date for e in taken("Title,Date,Month\nA,2024-05-06,May\n").events] == ["2024-05-06"]


def test_formulas_come_back_as_the_text_they_were():
    [event] = taken("Title,Date\n\"'=cmd|' /C calc'!A0\",2024\n").events
    assert event.title == "=cmd|' /C calc'!A0"


BROKEN = [
    ("", "the file is empty"),
    ("Title,Date\n", "a header and no rows"),
    ('Title,Date\n"A,2024\n' + "x\n" * 200_000, "line 2: a quote is opened that never closes"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_what_is_no_table_is_refused(text, reason):
    with pytest.raises(ArticleError) as raised:
        taken(text)
    assert reason in str(raised.value)


def test_too_many_columns_and_rows_are_refused_by_name():
    with pytest.raises(LimitError, match="table_columns is 500"):
        taken(",".join(["x"] * 1_000_000) + "\n1\n")
    with pytest.raises(LimitError, match="table_rows is 3"):
        offer_table(b"Title,Date\n" + b"A,2024\n" * 4, "a.csv", bounds=Limits(table_rows=3))


def test_the_same_table_gives_the_same_events_and_the_same_row_twice_is_one():
    text = "Title,Date\nA,2024\nA,2024\nB,2024\n"
    first, second = taken(text), taken(text)

    assert first == second
    assert [(r.line, r.reason) for r in first.refused] == [(3, "the same row stands above")]
    assert len({event.id for event in first.events}) == 2


def test_a_workbook_of_libreoffice_is_imported_and_its_bad_row_listed():
    done = carry_out_offer(offer_table((DOCUMENTS / "events.xlsx").read_bytes(), "events.xlsx"))

    assert [(e.title, e.date) for e in done.events] == [
        ("Harbour treaty signed", "2023-03-08"),
        ("Dock strike begins", "2023-02-27"),
        ("Talks on fishing", "2022-06"),
        ("No date at all", None),
    ]
    assert done.events[0].actors == ("Ana Ruiz", "Omar Haddad")
    assert done.events[0].places[0].lat == -0.22
    assert [(r.line, r.reason) for r in done.refused] == [(6, "date '31/02/2023' is no day of the calendar")]


def test_a_timelinejs_spreadsheet_is_read_with_its_ends_and_without_its_title_slide():
    head = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date"
    head += ",Headline,Text,Media,Media Credit,Type,Group"
    rows = [
        head,
        ",,,,,,,,,The story,Intro,,,title,",
        "2024,5,16,,2024,5,17,,,Visit to <b>Lima</b>,A <i>state</i> visit,http://x.org/a,Wire,,",
        "2023,,,,,,,,,A year,,,,,",
        "2024,,9,,,,,,,No month,,,,,",
    ]
    done = taken("\n".join(rows), "story.csv")

    assert [(e.title, e.date) for e in done.events][:2] == [
        ("Visit to Lima", "2024-05-16/2024-05-17"),
        ("A year", "2023"),
    ]
    assert done.events[0].evidence[0].sentence == "A state visit"
    assert any("title slides" in note for note in done.notes)


def test_acled_and_gdelt_rows_are_read_as_their_codebooks_mean_them():
    head = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,location,"
    head += "latitude,longitude,geo_precision,source,notes"
    rows = [
        "PER1,16 May 2024,2024,1,Protests,Peaceful protest,Dockers (Peru),,Lima,-12.05,-77.04,1,Wire,Dockers marched.",
        "PER2,16 May 2024,2024,2,Battles,Armed clash,A,B,Lima,-12.05,-77.04,1,Wire,A fought B.",
        "PER3,16 May 2024,2024,3,Riots,Mob violence,A,,Lima,-12.05,-77.04,1,Wire,A mob.",
    ]
    done = taken("\n".join([head, *rows]), "acled.csv")
    assert [(e.category, e.date) for e in done.events] == [
        ("protest", "2024-05-16"),
        ("conflict", "[2024-05-13..2024-05-19]"),
        ("protest", "2024-05"),
    ]
    assert done.events[1].actors == ("A", "B")

    cells = ["1", "20240516", *[""] * 59]
    cells[6], cells[7], cells[16], cells[17], cells[26], cells[28] = "PERU", "PER", "ECUADOR", "ECU", "043", "04"
    cells[51], cells[52], cells[56], cells[57], cells[60] = "1", "Ecuador", "-1.4", "-78.4", "http://x.org/a"
    bad = ["2", "20241399", *[""] * 59]
    done = carry_out_offer(
        offer_table(("\t".join(cells) + "\n" + "\t".join(bad) + "\n").encode(), "20240516.export.CSV", "gdelt")
    )
    [event] = done.events
    assert (event.category, event.cameo, event.countries, event.date) == ("visit", "043", ("PER", "ECU"), "2024-05-16")
    assert event.title == "Peru consults Ecuador"
    assert (event.places[0].kind, done.refused[0].line) == ("country", 2)
    with pytest.raises(DatelineError, match="no GDELT event file"):
        offer_table(b"a,b\n1,2\n", "x.csv", "gdelt")


def test_an_import_is_kept_whole_and_can_be_repeated(tmp_path):
    path = tmp_path / "pacts.csv"
    path.write_text("Title,Date\nA pact,2024\n")
    import_table("csv", path, tmp_path)
    import_table("csv", path, tmp_path)
    assert [e.title for e in read_tables(tmp_path)] == ["A pact"]

    path.write_text("Title,Date\n,2024\n")
    assert import_table("csv", path, tmp_path).events == ()
    assert [e.title for e in read_tables(tmp_path)] == ["A pact"]


def test_our_own_exports_come_back_as_they_were(tmp_path):
    from dashboard.records import event_record
    from tests.made_events import made_events

    events = made_events(20)
    raw = json.dumps({"events": [event_record(event) for event in events]}).encode()
    done = carry_out_offer(offer_table(raw, "own.json"))
    keep_table(tmp_path, "own", done.events)
    assert read_tables(tmp_path) == events
