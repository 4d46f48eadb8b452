"""Bad input and the right answer to it: what docs/intake.md promises, row by row, where no other test has it.

Each case says what was found; none changes a file, and none ends in a traceback.
"""

import io
import json
import re
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dashboard import yamlrecords
from dashboard.articles import parse_article
from dashboard.characters import shortened
from dashboard.checking import data_faults, unresolved
from dashboard.curation import read_curation
from dashboard.curation.deciding import Desk, Reviewer
from dashboard.curation.writing import apply_step
from dashboard.dates import Day
from dashboard.errors import ArticleError, DatelineError, FetchError, LimitError
from dashboard.extract import extract_events
from dashboard.importers.bringing import carry_out_offer, offer_table
from dashboard.importers.kept import read_tables
from dashboard.intake import fetching
from dashboard.intake.adding import add_articles
from dashboard.intake.parsing import parse_document
from dashboard.lexicon import Lexicon
from dashboard.limits import Limits
from tests.homes import make_home

ROOT = Path(__file__).parents[1]
DOCX = (ROOT / "tests" / "documents" / "harbour.docx").read_bytes()
XLSX = (ROOT / "tests" / "documents" / "events.xlsx").read_bytes()


def refusal(raw: bytes, name: str) -> str:
    with pytest.raises(ArticleError) as raised:
        parse_document(raw, name, Limits(), today="2026-01-01")
    return str(raised.value)


def repacked(package: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The package with its parts changed and more of them added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def test_of_five_thousand_events_a_correction_reads_only_the_one_that_changed(tmp_path):
    """Row 4: the file is parsed by records that are kept by their text, so that a step costs one record."""
    record = "  - id: e{n}\n    title: Talks number {n}\n    category: talks\n    evidence:\n"
    record += "      - {{article: a, sentence: Talks number {n} went on.}}\n"
    path = tmp_path / "events.yaml"
    path.write_text("# by hand\nevents:\n" + "\n".join(record.format(n=n) for n in range(5_000)))
    before = path.read_text().split("\n")
    event = read_curation(path).events[2_500]
    known = yamlrecords.parse_record.cache_info().misses
    apply_step(path, Desk.open(path).correct(event, {"title": "Other talks"}, Reviewer("Eva", "2026-01-01")))
    read_curation(path)

    assert yamlrecords.parse_record.cache_info().misses <= known + 2
    after = path.read_text().split("\n")
    assert [line for line in before if line not in after] == ["    title: Talks number 2500"]
    assert len(after) == len(before) + 2


def test_json_nested_without_end_is_refused(tmp_path):
    """Row 2: in a table that is imported, and in one that was."""
    with pytest.raises(DatelineError, match="not readable JSON"):
        offer_table(b"[" * 100_000, "a.json")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "t.jsonl").write_text("[" * 100_000)
    with pytest.raises(DatelineError, match=r"t\.jsonl:1: this line is no event"):
        read_tables(tmp_path)


def lying(package: bytes) -> bytes:
    """The package, whose directory and entry say that 50 MB are 1,000 bytes."""
    raw = bytearray(package)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = raw.find(mark)
        raw[start + at : start + at + 4] = struct.pack("<I", 1_000)
    return bytes(raw)


def marked_encrypted(package: bytes) -> bytes:
    raw = bytearray(package)
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def overlapping(package: bytes) -> bytes:
    """The package, whose last entry lies where its first does."""
    raw = bytearray(package)
    last = raw.rfind(b"PK\x01\x02")
    raw[last + 42 : last + 46] = struct.pack("<I", 0)
    return bytes(raw)


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def with_entity(head: bytes, encoding: str = "ascii") -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name not in ("word/document.xml", "xl/workbook.xml"):
            return content
        if encoding != "ascii":
            return ('<?xml version="1.0" encoding="utf-16"?>' + ENTITY + "<w>&x;</w>").encode(encoding)
        return head + ENTITY.encode() + content.partition(b"?>")[2].replace(b"Ana Ruiz", b"&x;")

    return change


PACKAGES = [
    (lying(zipped(word__document=b" " * 50_000_000)), "this packed file is damaged: Bad CRC-32"),
    (marked_encrypted(DOCX), "it is encrypted; a password is needed to read it"),
    (overlapping(DOCX), "its packed files overlap"),
    (zipped(word__document=b"<a/>", inner=zipped(x=b"y")), "this DOCX cannot be read"),
    (repacked(DOCX, lambda _, c: c, {"word/vbaProject.bin": b"x"}), "it holds macros; save it without them"),
    (repacked(DOCX, with_entity(b'<?xml version="1.0"?>')), "its XML defines entities"),
    (repacked(DOCX, with_entity(b'<?xml version="1.0"?><!--' + b"x" * 9_000 + b"-->")), "its XML defines entities"),
    (repacked(DOCX, with_entity(b"", "utf-16")), "its XML defines entities"),
    (repacked(DOCX, with_entity(b"", "utf-16-be")), "its XML defines entities"),
]


@pytest.mark.parametrize(("package", "reason"), PACKAGES, ids=[reason[:40] for _, reason in PACKAGES])
def test_a_package_that_is_not_what_it_says_is_refused(package, reason):
    """Rows 6 and 7: lying sizes, encryption, overlap, packages in packages, macros, entities wherever they stand."""
    assert refusal(package, "a.docx").startswith(f"a.docx: {reason}")


def test_entities_of_a_workbook_are_refused_as_those_of_a_text_are():
    with pytest.raises(ArticleError, match="its XML defines entities"):
        offer_table(repacked(XLSX, with_entity(b'<?xml version="1.0"?>')), "a.xlsx")


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of them its catalog."""
    out, at = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % n for n in at)
    end = b"trailer<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + table + end.replace(b"HERE", b"%d" % len(out))


WORDS = b"BT /F1 12 Tf 10 100 Td (Ana Ruiz arrived in Lima on Tuesday for talks.) Tj ET"
BODY = (
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(WORDS), WORDS),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)
ACTS = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>/AA<</O<</S/Launch/F(calc.exe)>>>>"
ACTS += b"/Names<</EmbeddedFiles<</Names[(x.exe)6 0 R]>>>>>>"


def test_scripts_launches_and_attached_files_of_a_pdf_are_passed_over_and_its_text_read():
    """Row 8: nothing of it is run, and what it says is no reason to lose the article."""
    document = parse_document(pdf(ACTS, *BODY, b"<</Type/Filespec/F(x.exe)>>"), "a.pdf", Limits())
    assert document.text == "Ana Ruiz arrived in Lima on Tuesday for talks.\n"


def test_a_pdf_that_leads_in_circles_ends():
    """Row 8: a page tree that holds itself, and a table of contents that follows itself."""
    circle = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>")
    assert "this PDF cannot be read" in refusal(circle, "a.pdf")
    round_and_round = pdf(b"<</Type/Catalog/Pages 2 0 R>>", *BODY, trailer=b"/Prev HERE")
    assert "arrived in Lima" in parse_document(round_and_round, "a.pdf", Limits()).text
    pages = b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>"
    with pytest.raises(LimitError, match="pdf_pages is 500"):
        parse_document(pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, BODY[1]), "a.pdf", Limits())


RUSSIAN = "Министр иностранных дел прибыл в порт в четверг утром с визитом. Переговоры пройдут в Лиме на неделе. " * 3


def test_a_page_that_names_the_wrong_encoding_is_read_by_its_bytes_and_says_so():
    """Row 11: cp1251 under the name of UTF-8."""
    page = b"<html><head><meta charset=utf-8></head><body><p>" + RUSSIAN.encode("cp1251") + b"</p></body></html>"
    document = parse_document(page, "a.html", Limits())

    assert document.text.startswith("Министр иностранных дел")
    assert document.notes[0] == "the encoding is not stated; it was read as cp1251"


@pytest.mark.parametrize("broken", [b"\xff", b"\xed\xa0\x80", b"\xc3"])
def test_a_few_bytes_that_are_no_utf_8_are_guessed_aloud_or_named_by_their_place(broken):
    """Row 11: a byte of no encoding, half of a surrogate pair, a character cut off; short texts tell too little."""
    document = parse_document(b"He left on 3 May: " + broken + b" he said so on Monday in Lima.", "a.txt", Limits())
    assert document.notes == ("the encoding is not stated; it was read as cp1252",)
    assert "it is not UTF-8 (byte 17)" in refusal(b"He left on 3 May " + broken + b" he said.", "a.txt")


def test_what_is_shortened_is_never_cut_inside_what_a_reader_sees_as_one_letter():
    """Row 13: a family is one sign of seven characters, a flag two letters, an accent a mark behind its letter."""
    family, flag, accent = "👨‍👩‍👧‍👦", "🇵🇪", "e\u0301"
    for sign in (family, flag, accent):
        for length in range(1, 40):
            kept = shortened("x" + sign * 40, length)
            assert len(kept) <= length
            assert kept == "x" + sign * ((len(kept) - 1) // len(sign))
    assert shortened("Ministers meet in Lima", 15) == "Ministers meet"
    assert shortened("Ministers", 15) == "Ministers"


def test_a_date_in_figures_and_a_weekday_without_a_day_of_publication_are_never_an_exact_day():
    """Row 19."""
    text = "Ana Ruiz arrived in Lima on 03/04/2024. She will visit Quito next Friday."
    first, second = extract_events(parse_article(text, "a", "a.txt"), Lexicon())

    assert (first.date, first.earliest, first.latest) == (
        "[2024-03-04,2024-04-03]",
        Day(2024, 3, 4),
        Day(2024, 4, 3),
    )
    assert (second.date, second.dated) == (None, False)


def test_a_name_of_255_bytes_and_the_two_spellings_of_one_name_give_files_of_their_own(tmp_path):
    """Row 26: "é" as one character and as two are the same to a reader and not to a disk."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(("Café", unicodedata.normalize("NFD", "Café"), "x" * 251)):
        (folder / f"{name}.txt").write_text(f"date 2023-03-0{number + 1}\nAna Ruiz arrived in Town{number}.\n")
    report = add_articles([str(folder)], tmp_path)

    names = {row.article for row in report.of("added")}
    assert names > {"cafe", "cafe-2"}
    assert len(names) == 3
    assert all(name.isascii() and len(name) <= 80 for name in names)


def test_what_lies_among_the_articles_and_is_none_is_listed_and_not_read(tmp_path):
    """Row 27: a link out of the folder, one in a circle, a pipe, a folder, a document of another kind."""
    import os

    home = make_home(tmp_path)
    (home.articles / "passwd.txt").symlink_to("/etc/passwd")
    (home.articles / "loop.txt").symlink_to(home.articles / "loop.txt")
    (home.articles / "zero.txt").symlink_to("/dev/zero")
    (home.articles / "deeper").mkdir()
    (home.articles / "report.pdf").write_bytes(b"%PDF-")
    os.mkfifo(home.articles / "pipe.txt")
    said = [line for line in unresolved(home) if "left out" in line]

    assert [line.split("'")[1] for line in said] == [
        "deeper", "loop.txt", "passwd.txt", "pipe.txt", "report.pdf", "zero.txt",
    ]  # fmt: skip
    assert "articles: left out: 'passwd.txt': a link is not followed" in said
    assert data_faults(home) == []


def test_a_page_that_leads_from_https_to_http_is_not_followed(monkeypatch):
    """Row 31: what was asked for under a seal must not come back without."""
    monkeypatch.setattr(fetching, "_ask", lambda address, *_: "http://example.org/b")
    with pytest.raises(FetchError, match="from https to http"):
        fetching.fetch_page("https://example.org/a", Limits(), resolver=lambda *_: ["93.184.215.14"])


def test_a_server_that_never_ends_its_greeting_is_cut_off_by_the_clock():
    """Row 33: a connection that is open and silent while the seal is being settled."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"https://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(FetchError, match="the limit fetch_wall_s is 1"):
            fetching.fetch_page(address, Limits(private_addresses="allowed", fetch_wall_s=1))


def test_lines_that_end_in_several_ways_and_cells_parted_by_semicolons_are_one_table():
    """Row 36."""
    raw = '\ufeffTitle;Date\r\nA;2024\nB;2023\r\nC;"one\ntwo"\r\n'.encode()
    done = carry_out_offer(offer_table(raw, "a.csv"))

    assert [(e.title, e.date) for e in done.events] == [("A", "2024"), ("B", "2023")]
    assert [(r.line, r.reason[:12]) for r in done.refused] == [(4, "date 'one\\nt")]


def workbook(epoch_1904: bool = False, empty_rows: int = 0) -> bytes:
    import datetime

    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["Title", "Date"])
    sheet.append(["A pact", datetime.date(2024, 5, 16)])
    for number in range(empty_rows):
        sheet.cell(number + 3, 1).font = openpyxl.styles.Font(bold=True)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("raw", [workbook(), workbook(epoch_1904=True), workbook(empty_rows=20_000)])
def test_a_day_of_a_workbook_is_the_day_whichever_year_its_counting_begins_in(raw):
    """Row 36: serial numbers of 1900 and of 1904; rows that are only coloured."""
    done = carry_out_offer(offer_table(raw, "a.xlsx"))
    assert [(e.title, e.date) for e in done.events] == [("A pact", "2024-05-16")]
    assert done.refused == ()


def test_tables_and_limits_that_were_damaged_are_faults_of_check(tmp_path):
    """Every data file is checked, not only the ones that people write."""
    home = make_home(tmp_path)
    (home.data / "tables").mkdir()
    (home.data / "tables" / "bad.jsonl").write_bytes(b"\xff\xfe")
    (home.data / "tables" / "worse.jsonl").write_text('{"id": "x"}\n' + json.dumps(["x"]) + "\n")
    faults = [str(fault) for fault in data_faults(home)]

    assert any("bad.jsonl" in fault and "not UTF-8" in fault for fault in faults)
    assert any("worse.jsonl:1" in fault for fault in faults)
    assert any("worse.jsonl:2" in fault for fault in faults)


def test_every_row_of_the_table_of_bad_input_names_a_test_that_there_is():
    """The promise in docs/intake.md cannot outlive its test."""
    table = (ROOT / "docs" / "intake.md").read_text(encoding="utf-8").partition("## Bad input")[2]
    rows = [line for line in table.split("\n") if re.match(r"\| [1-9]", line)]
    tests = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    }

    numbers = [int(n) for row in rows for n in row.split("|")[1].split()]
    assert numbers == [*range(1, 14), 19, *range(21, 28), *range(29, 34), *range(36, 40)]
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= tests, (row[:60], set(named) - tests)
