"""Data exports: nothing lost, nothing run, nothing claimed that the format cannot carry."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import icalendar
import plotly.io as pio
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.dates import Day
from dashboard.errors import DataFaults, ExportError
from dashboard.export import FORMATS, ExportOptions, write_export
from dashboard.export.options import stamp
from dashboard.importers.cells import event_cells, event_from_cells, guard, join_names, split_names, unguard
from dashboard.importers.own import read_own_csv, read_own_json, read_own_timelinejs
from dashboard.model import Change, Event
from dashboard.records import FIELDS, event_from_record, event_record
from tests.briefed import OPTIONS, article, event, first_article, hostile_events, kinds_of_dates

DATA = ("csv", "xlsx", "json", "geojson", "ics", "timelinejs", "parquet", "plotly")
READ_BACK = {"csv": read_own_csv, "json": read_own_json, "timelinejs": read_own_timelinejs}
TABLES = {"first article": lambda: first_article()[0], "hostile": hostile_events, "kinds of dates": kinds_of_dates}


def same_table(left: Sequence[Event], right: Sequence[Event]) -> bool:
    """True where both hold equal events, in whatever order."""
    return sorted(left, key=lambda e: e.id) == sorted(right, key=lambda e: e.id)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("format", READ_BACK)
def test_what_was_exported_comes_back_the_same(format, table):
    events = TABLES[table]()

    back = READ_BACK[format](write_export(format, events, [article()], OPTIONS), "x")

    assert same_table(back, events)


@pytest.mark.parametrize("format", DATA)
def test_the_same_events_give_the_same_bytes(format, monkeypatch: pytest.MonkeyPatch):
    """Two people who export the same table, whenever, can compare their files."""
    events, articles = first_article()
    once = write_export(format, events, articles, OPTIONS)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)

    assert write_export(format, events, articles, OPTIONS) == once


def test_a_workbook_bears_the_day_it_was_made_on_and_never_the_clocks():
    """The clock would make every file another one."""
    content = write_export("xlsx", *first_article(), replace(OPTIONS, made_on=Day(2024, 5, 20)))
    about = zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml").decode()

    made = "2024-05-20T00:00:00Z"
    assert re.findall(r"<dcterms:(\w+)[^>]*>([^<]+)", about) == [("created", made), ("modified", made)]


def test_a_file_never_says_that_an_event_is_confirmed():
    """A reviewer found the sentence in the article; whether it is true nobody looked."""
    checked = event("e1", review="confirmed", history=(Change("2024-05-20", "Eva", "confirmed", why="read again"),))
    lines = stamp([checked], [article()], OPTIONS).lines()

    assert "Correction: Ana Ruiz visits Cairo: checked against the text, Eva on 2024-05-20: read again" in lines


@pytest.mark.parametrize("format", DATA)
def test_every_data_export_carries_what_it_rests_on(format):
    """A file that is passed on must still say what it shows, of what, and how sure."""
    events, articles = first_article()
    content = write_export(format, events, articles, OPTIONS)
    if format == "xlsx":
        content = b"".join(
            zipfile.ZipFile(io.BytesIO(content)).read(n) for n in zipfile.ZipFile(io.BytesIO(content)).namelist()
        )
    if format == "parquet":
        content = pq.read_schema(io.BytesIO(content)).metadata[b"dateline"]
    text = content.decode("utf-8").replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")

    for words in (
        "EXERCISE ONLY",
        "2024-06-01",
        "all events",
        "United Nations",
        "without a date in the text",
        "rules ",
    ):
        assert words in text, words
    for told in articles:
        assert told.headline in text or told.publisher in text


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_guarded_cell_comes_back_as_it_was(cell):
    assert unguard(guard(cell)) == cell


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1)))
def test_joined_names_come_apart_as_they_were(names):
    assert split_names(join_names(names)) == names


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_cell_can_run_as_a_formula(format):
    """Article text in a spreadsheet must not start a program."""
    content = write_export(format, hostile_events(), [], OPTIONS)
    if format == "xlsx":
        cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
        assert all(cell.value is None for cell in cells if cell.data_type == "n")
        return
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), cell


def test_a_csv_row_can_be_read_without_dateline():
    events, articles = first_article()
    rows = list(
        csv.DictReader(io.StringIO(write_export("csv", events, articles, OPTIONS).decode("utf-8-sig"), newline=""))
    )

    assert len(rows) == len(events)
    assert set(FIELDS) <= set(rows[0])
    assert all(row["when"] and row["sentence"] and row["source"] for row in rows)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"category": "gossip"}, "category 'gossip' is none of visit, talks"),
        ({"status": "maybe"}, "status 'maybe' is none of"),
        ({"review": "seen"}, "review 'seen' is none of"),
        ({"precision": "fine"}, "precision 'fine' is none of"),
        ({"date": "12 May"}, "'12 May' is not an EDTF date"),
        ({"latest": "1999-01-01"}, "ends on 1999-01-01, before it begins"),
        ({"latest": "1999-02-30"}, "not a day of the calendar"),
        ({"title": ["x"]}, "title is ['x']"),
        ({"id": 5}, "id is 5"),
        ({"dated": "yes"}, "dated is 'yes'"),
        ({"actors": "Xi"}, "actors is 'Xi'"),
        ({"actors": [1]}, "actors is [1]"),
        ({"places": {"name": "x"}}, "places is no list"),
        ({"places": [{"name": "x", "kind": "moon"}]}, "places: kind 'moon' is none of"),
        ({"places": [{"name": "x", "lat": "a", "lon": 1}]}, "places: lat is 'a'"),
        ({"places": [{"name": "x", "lat": float("nan"), "lon": 1}]}, "places: lat is nan"),
        ({"places": [{"name": "x", "lat": 91, "lon": 1}]}, "places: lat 91 is no degree"),
        ({"places": [{"name": "x", "lat": 1, "lon": -181}]}, "places: lon -181 is no degree"),
        ({"places": [{"name": "x", "height": 1}]}, "height"),
        ({"evidence": [{"article": "a", "sentence": 5}]}, "evidence: sentence is 5"),
        ({"evidence": [{"article": "a", "sentence": "s", "start": True}]}, "evidence: start is True"),
        ({"links": [{"kind": "near", "event": "e"}]}, "links: kind 'near' is none of"),
    ],
)
def test_an_event_that_somebody_changed_into_none_is_refused_with_its_field(change: dict[str, object], said: str):
    """Taken in, it would break the table and every page, and no check would say where."""
    whole = event_record(event("e1", date="2024-05-12"))
    assert read_own_json(json.dumps([whole]).encode(), "x.json")

    with pytest.raises(DataFaults) as caught:
        read_own_json(json.dumps([whole | change]).encode(), "x.json")
    assert said in str(caught.value)


def test_every_fault_of_a_csv_is_told_with_its_line():
    content = write_export("csv", [event("a", date="2024"), event("b", date="2024")], [], OPTIONS).decode("utf-8-sig")
    broken = content.replace('"a"', '""').replace('"true"', '"perhaps"')

    with pytest.raises(DataFaults) as raised:
        read_own_csv(broken.encode(), "table.csv")

    assert len(raised.value.faults) == 2
    assert all(fault.line and fault.file == "table.csv" for fault in raised.value.faults)


@pytest.mark.parametrize("reader", READ_BACK.values())
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"events": [{"id": 3}]}', b'{"events": 7}', b"id,title\n1,2\n", b"null"]
)
def test_a_foreign_or_broken_file_is_refused_in_words(reader, content):
    with pytest.raises(DataFaults):
        reader(content, "file")


def test_geojson_keeps_to_rfc_7946():
    events = [*first_article()[0], *hostile_events(), *kinds_of_dates()]
    data = json.loads(write_export("geojson", events, [], OPTIONS))

    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    west, south, east, north = data["bbox"]
    assert len(data["features"]) == len(events)
    for feature in data["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties", "id"} <= set(feature)
        if feature["geometry"] is None:
            continue
        assert feature["geometry"]["type"] in ("Point", "MultiPoint")
        points = feature["geometry"]["coordinates"]
        for lon, lat in [points] if feature["geometry"]["type"] == "Point" else points:
            assert west <= lon <= east
            assert south <= lat <= north
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
    assert same_table([event_from_record(f["properties"]) for f in data["features"]], events)


def _entries(events):
    calendar = icalendar.Calendar.from_ical(write_export("ics", events, [article()], OPTIONS))
    assert not calendar.errors
    return {str(c["uid"]).split("@")[0]: c for c in calendar.walk() if c.name in ("VEVENT", "VJOURNAL")}


def test_a_calendar_holds_every_event_once():
    events = [*hostile_events(), *kinds_of_dates()]

    assert set(_entries(events)) == {e.id for e in events}


@pytest.mark.parametrize(
    ("date", "first", "after_last", "says"),
    [
        ("2024-05-16", "2024-05-16", "2024-05-17", ""),
        ("2024-05-16/2024-05-17", "2024-05-16", "2024-05-18", ""),
        ("[2024-05-16..2024-05-17]", "2024-05-16", "2024-05-18", "it does not last"),
        ("2023", "2023-01-01", "2024-01-01", "it does not last"),
        ("2022-02-24/..", "2022-02-24", "2022-02-25", "no end"),
    ],
)
def test_a_calendar_says_what_its_days_cannot_show(date, first, after_last, says):
    """A calendar has only whole days: a year must not look as if something lasted all of it."""
    [entry] = _entries([event("x", date=date)]).values()

    assert entry.name == "VEVENT"
    assert entry["dtstart"].dt.isoformat() == first
    assert entry["dtend"].dt.isoformat() == after_last
    assert says in str(entry["description"])
    if says:
        assert "(" in str(entry["summary"])
    assert str(entry["x-dateline-edtf"]) == date


def test_an_undated_event_gets_no_day_in_a_calendar():
    """The publication day would be the easy, wrong answer."""
    [entry] = _entries([event("x", latest=Day(2024, 5, 16))]).values()

    assert entry.name == "VJOURNAL"
    assert "dtstart" not in entry
    assert "no date is given" in str(entry["description"])


def test_timelinejs_shows_no_date_closer_than_the_text():
    events = [
        event("y", date="2023"),
        event("m", date="2024-05"),
        event("d", date="2024-05-16"),
        event("u", "No day at all"),
    ]
    data = json.loads(write_export("timelinejs", events, [], OPTIONS))
    slides = {slide["unique_id"]: slide for slide in data["events"]}

    assert slides["y"]["start_date"] == {"year": 2023}
    assert slides["m"]["start_date"] == {"year": 2024, "month": 5}
    assert slides["d"]["start_date"] == {"year": 2024, "month": 5, "day": 16}
    assert "end_date" not in slides["d"]
    assert "u" not in slides
    assert "No day at all" in data["title"]["text"]["text"]
    assert "cannot hold" in data["title"]["text"]["text"]


def test_timelinejs_texts_are_escaped_for_a_program_that_reads_them_as_html():
    data = json.loads(write_export("timelinejs", hostile_events(), [], OPTIONS))

    assert "<script>" not in json.dumps([slide["text"] | {"d": slide["display_date"]} for slide in data["events"]])


def test_parquet_keeps_types_and_rows():
    events = [*first_article()[0], *hostile_events()]
    table = pq.read_table(io.BytesIO(write_export("parquet", events, [], OPTIONS)))

    assert same_table([event_from_record(row) for row in table.to_pylist()], events)


def test_a_text_that_no_format_can_write_is_cleaned_not_fatal():
    odd = "a\x00b\x0b\x1b\ud800\ufffe" + "x" * 40_000
    events = [event("x", odd, date="2024-05-16", evidence=(replace(event().evidence[0], sentence=odd),))]

    for format in ("csv", "xlsx", "json", "geojson", "ics", "timelinejs", "pptx", "html", "svg"):
        assert write_export(format, events, [article()], OPTIONS), format


def test_an_empty_selection_still_gives_a_file():
    for format in (*DATA, "pptx", "html", "svg"):
        assert write_export(format, [], [], OPTIONS), format


def test_an_unknown_format_is_answered_with_those_there_are():
    with pytest.raises(ExportError, match="csv"):
        write_export("docx", [], [], ExportOptions())
    with pytest.raises(ExportError, match="timeline"):
        write_export("pdf", [], [], ExportOptions(view="globe"))
    assert all(made.words and made.ending for made in FORMATS.values())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_any_words_survive_a_row_of_cells(title, names):
    made = event("x", title or "t", actors=tuple(names), conflicts=tuple(names))

    assert event_from_cells(event_cells(made)) == made


def test_days_in_a_calendar_are_marked_as_days():
    """RFC 5545 reads a DTSTART without VALUE=DATE as a time of day; strict programs refuse the file."""
    text = write_export("ics", [event("x", date="2024-05-16")], [article()], OPTIONS).decode()

    assert "DTSTART;VALUE=DATE:20240516" in text
    assert "DTEND;VALUE=DATE:20240517" in text


@pytest.mark.parametrize("status", ["planned", "suspended", "denied", "alleged"])
def test_what_is_no_fact_says_so_where_only_the_title_is_seen(status):
    """A month's view shows the title alone, TimelineJS shows no field of ours; neither may tell a plan as a fact."""
    words = str(OPTIONS.lexicon.wording["status"][status])
    told = event("x", "Ana Ruiz visits Cairo", date="2024-05-16", status=status)
    [entry] = _entries([told]).values()
    [slide] = json.loads(write_export("timelinejs", [told], [], OPTIONS))["events"]

    assert words in str(entry["summary"])
    assert words in slide["text"]["text"]


@pytest.mark.parametrize("view", ["timeline", "map"])
def test_plotly_reads_the_figure_and_finds_every_title_or_place(view: str):
    """A notebook opens it with plotly.io.from_json; whose boundaries the map shows is said on it."""
    events, articles = first_article()
    figure = pio.from_json(write_export("plotly", events, articles, replace(OPTIONS, view=view)).decode())
    words = " ".join(str(text) for trace in figure.data for text in (trace.text or ())).replace("<br>  ", "")

    assert figure.layout.meta["about"]["sources"]
    if view == "map":
        assert "Harbin" in words
        assert any("drawn by the program" in note.text for note in figure.layout.annotations)
    else:
        assert [e.title for e in events if html.escape(e.title) not in words and "…" not in words] == []
