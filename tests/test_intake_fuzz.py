"""Whatever bytes a reader is given, it answers: with what it read, or with a sentence that says why not.

Real files are cut off, damaged, doubled and spliced; parts of packed ones are changed and packed again. The readers run
in the test's own process, where a library's exception would show; the way through the child process is tried as well.
"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.articles import parse_article
from dashboard.curation import parse_curation
from dashboard.errors import DatelineError
from dashboard.importers import tables
from dashboard.importers.bringing import carry_out_offer, offer_table, with_columns
from dashboard.importers.mapping import Imported
from dashboard.intake.adding import add_articles
from dashboard.intake.documents import Document, read_document
from dashboard.intake.parsing import parse_document
from dashboard.intake.workbooks import read_workbook
from dashboard.limits import Limits
from dashboard.model import Article
from dashboard.records import event_record
from tests.homes import EVENTS, HARBOUR, make_home
from tests.made_events import made_events

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT / "tests" / "documents"
ARTICLES = {
    **{n: (DOCUMENTS / n).read_bytes() for n in ("harbour.docx", "harbour.pdf", "printed-page.pdf", "harbour.html")},
    "harbour.txt": HARBOUR.encode(),
    "harbour.md": b"# Treaty signed\n**Ana Ruiz** [arrived](http://x.org/a) in Lima.\n",
}
TABLES = {
    "events.xlsx": (DOCUMENTS / "events.xlsx").read_bytes(),
    "pacts.csv": b'Title,Date,Place,Lat,Lon\nA pact,2024-05-16,Lima,-12,-77\n"B, c",05/06/2024,,,\n',
    "own.json": json.dumps({"events": [event_record(event) for event in made_events(2)]}).encode(),
}
LIMITS = Limits()
SPLICES = [
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"]]>", b"<!DOCTYPE x>", b"%PDF-", b"PK\x03\x04", b'"', b"\n---\n",
    b"&x ", b"*", b"{", b"[", b": ", b"\t", b"9" * 400, b"NaN", b"1e999", b"null", b"- - - ", b"\\",
]  # fmt: skip
FUZZED = settings(max_examples=250, suppress_health_check=list(HealthCheck))


@st.composite
def damaged(draw: st.DrawFn, raw: bytes) -> bytes:
    """The bytes after one to four acts of damage."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        length = draw(st.integers(1, 200))
        act = draw(st.sampled_from(["cut", "drop", "double", "splice", "noise"]))
        piece = {
            "cut": b"",
            "drop": raw[start + length :],
            "double": raw[start : start + length] * 3 + raw[start:],
            "splice": draw(st.sampled_from(SPLICES)) + raw[start:],
            "noise": draw(st.binary(max_size=20)) + raw[start + length :],
        }[act]
        raw = raw[:start] + piece
    return raw


@st.composite
def documents(draw: st.DrawFn, originals: dict[str, bytes]) -> tuple[str, bytes]:
    """A name and the damaged bytes of a real file; of a packed one mostly a part of it, packed again."""
    name = draw(st.sampled_from(sorted(originals)))
    raw = originals[name]
    if raw.startswith(b"PK") and draw(st.booleans()):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            victim = draw(st.sampled_from(old.namelist()))
            for part in old.namelist():
                new.writestr(part, draw(damaged(old.read(part))) if part == victim else old.read(part))
        return name, buffer.getvalue()
    return name, draw(damaged(raw))


def answer(read: Callable[[], object]) -> object:
    """What a reader answers: what it read, or its reason as a text. Any other exception fails the test."""
    try:
        return read()
    except DatelineError as error:
        return str(error)


def test_what_is_damaged_here_is_read_while_it_is_whole():
    """The cases below would prove nothing if their originals were refused for another reason."""
    for name, raw in ARTICLES.items():
        assert "Ana Ruiz" in read_document(raw, name, LIMITS).text
    for name, raw in TABLES.items():
        assert carry_out_offer(with_columns(offer_table(raw, name), {}, order="dmy")).events


@given(documents(ARTICLES))
@FUZZED
def test_any_document_is_read_or_refused_with_its_reason(document):
    name, raw = document
    read = answer(lambda: read_document(raw, name, LIMITS, today="2026-01-01"))
    assert (isinstance(read, Document) and read.text.strip()) or name in str(read)


@given(documents(TABLES))
@FUZZED
def test_any_table_is_read_or_refused_with_its_reason(table):
    name, raw = table
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "parse_workbook", read_workbook)
        done = answer(lambda: carry_out_offer(offer_table(raw, name)))
    assert isinstance(done, Imported) or done


@given(damaged(EVENTS.encode()), damaged(HARBOUR.encode()))
@FUZZED
def test_any_text_of_a_data_file_is_read_or_has_faults_with_lines(events, article):
    _, faults = parse_curation(events.decode("utf-8", "replace"), "events.yaml")
    assert all(fault.line is None or fault.line >= 1 for fault in faults)
    read = answer(lambda: parse_article(article.decode("utf-8", "replace"), "a", "a.txt"))
    assert isinstance(read, Article) or "a.txt" in str(read)


@given(st.lists(documents(ARTICLES), min_size=1, max_size=4))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_taking_in_anything_changes_no_file_that_is_there(tmp_path_factory, found):
    home = make_home(tmp_path_factory.mktemp("home"))
    folder = tmp_path_factory.mktemp("in")
    for number, (name, raw) in enumerate(found):
        (folder / f"{number}-{name}").write_bytes(raw)
    before = {p: p.read_bytes() for p in home.data.parent.rglob("*") if p.is_file()}
    report = add_articles([str(folder)], home.data)

    assert len(report.rows) == len(found)
    assert all(row.reason for row in report.of("refused"))
    assert {p: p.read_bytes() for p in before} == before


@given(documents(ARTICLES))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_the_child_process_answers_as_the_reader_does(document):
    name, raw = document
    in_child = answer(lambda: parse_document(raw, name, LIMITS, today="2026-01-01"))
    assert in_child == answer(lambda: read_document(raw, name, LIMITS, today="2026-01-01"))
