"""Documents of any kind become text in a child process; what could harm or mislead is refused with its reason."""

import io
import re
import time
import zipfile
from pathlib import Path

import pytest

from dashboard.errors import ArticleError, DataFaults, LimitError
from dashboard.intake.documents import reflow
from dashboard.intake.parsing import parse_document, parse_workbook
from dashboard.limits import Limits, limits

DOCUMENTS = Path(__file__).parent / "documents"
BOUNDS = Limits()
RUSSIAN = "Министр иностранных дел прибыл в порт в четверг утром с двухдневным визитом. Переговоры пройдут в Лиме."
CHINESE = "外交部长周四上午抵达港口，开始为期两天的访问。两国领导人将在下周举行会谈，并签署多项双边协议。"


def read(raw: bytes, name: str = "a.txt", bounds: Limits = BOUNDS, **hints: str):
    return parse_document(raw, name, bounds, today="2026-01-01", **hints)


@pytest.mark.parametrize("name", ["harbour.html", "harbour.docx", "harbour.pdf", "printed-page.pdf"])
def test_documents_made_by_other_programs_are_read_whole(name):
    """LibreOffice's DOCX and PDF, a page printed by a browser, a page as a server sends it."""
    document = read((DOCUMENTS / name).read_bytes(), name)

    assert (
        "Peruvian Foreign Minister Ana Ruiz arrived in Quito on Tuesday for talks with President Omar Haddad, "
        "the first such visit since 2019.\n"
    ) in document.text
    assert "will travel to Lima on 14 March to present it to parliament." in document.text
    assert document.headline.startswith("Harbour treaty signed in Quito")


def test_a_docx_without_properties_has_no_headline_of_its_own():
    """LibreOffice writes none where nobody filled them in; the library then makes one up."""
    raw = (DOCUMENTS / "harbour.docx").read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b'w:val="Title"', b'w:val="Normal"')
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", part)
            if not name.startswith("docProps/"):
                new.writestr(name, part)
    assert read(buffer.getvalue(), "a.docx").headline == ""


def test_a_page_gives_its_own_day_publisher_and_headline_and_none_of_its_scripts():
    """23:30 in Quito is the next day in UTC: the publisher's own day counts."""
    document = read((DOCUMENTS / "harbour.html").read_bytes(), "harbour.html")

    assert (document.published, document.publisher) == ("2023-03-09", "The Harbour Courier")
    assert document.found == "the page's own statement"
    assert "alert" not in document.text
    assert "never run" not in document.text
    assert "Home" not in document.text


def test_a_day_that_the_page_does_not_state_is_not_guessed_from_its_text():
    html = b"<html><body><article><p>Two ministers met in Lima on 3 May 2021 and spoke for an hour about fish.</p>"
    html += (
        b"<p>They will meet again in June 2022, an official said, and then sign the pact.</p></article></body></html>"
    )

    document = read(html, "a.html")
    assert (document.published, document.publisher) == ("", "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (RUSSIAN, "utf-16"),
        ("He left on 3 May.", "utf-16-le"),
        ("He left on 3 May.", "utf-16-be"),
        ("Señor Muñoz left São Tomé on 3 May, he said; the café was closed.", "cp1252"),
    ],
)
def test_other_encodings_are_read_rightly_and_what_was_guessed_is_said(text, encoding):
    document = read(text.encode(encoding))

    assert document.text.strip() == text
    assert encoding == "utf-16" or any("encoding is not stated" in note for note in document.notes)


BINARY = [
    (b"", "the file is empty"),
    (b" \n ", "the file is empty"),
    (b"\x00\x01\x02" * 50, "this is not text; it holds NUL bytes"),
    (b"\x89PNG\r\n", "this is a picture (PNG), not text"),
    (b"{\\rtf1 x}", "this is an RTF document; save it as DOCX or text"),
    (RUSSIAN.encode()[:99] + b"\xff" + RUSSIAN.encode()[99:], "damaged UTF-8 text (byte 99)"),
    (bytes(range(128, 256)) * 9, "its encoding cannot be told: it is not UTF-8 (byte 0)"),
    (b"%PDF-1.4 nothing follows", "this PDF cannot be read"),
    (b"PK\x03\x04 nothing follows", "this packed file is damaged"),
    (b"---\npublished: soon\n---\nText.", "'soon' is not a day"),
]


@pytest.mark.parametrize(("raw", "reason"), BINARY)
def test_what_is_no_article_is_refused_with_its_reason(raw, reason):
    with pytest.raises(Exception, match=r"\w") as raised:
        read(raw)
    assert reason in str(raised.value)
    assert str(raised.value).startswith("a.txt")


def test_a_pile_of_combining_marks_is_cut_to_what_a_script_writes():
    document = read(("Ministers met in Z" + "\u0301" * 10_000 + "rich on Monday.").encode())

    assert "Ź" + "\u0301" * 7 + "rich" in document.text


def test_invisible_controls_and_bidi_overrides_are_taken_out_and_counted():
    document = read("Kyiv\u202egpj.exe talks\x07 went on.\r\nNext line.".encode())

    assert document.text == "Kyivgpj.exe talks went on.\nNext line.\n"
    assert "2 invisible control characters" in document.notes[0]


SPANISH = "El ministro llegó el martes a la ciudad para reunirse con el presidente de la región. "
SPANISH += "Ambos países firmarán el acuerdo en marzo."
LANGUAGES = [
    (SPANISH, True),
    (RUSSIAN, True),
    (CHINESE, True),
    ("---\nlanguage: es\n---\nPerú.", True),
    ("The minister arrived in the city on Tuesday to meet the president. Both countries will sign the accord in March.",
     False),
    ("Ruiz in Lima.", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "foreign"), LANGUAGES)
def test_a_text_in_another_language_than_english_is_said_to_be_one(text, foreign):
    """The rules would find next to nothing in it, and the reader would not know why."""
    assert any("English" in note for note in read(text.encode()).notes) == foreign


def test_marks_of_markdown_are_no_words():
    text = b"# A head\n- *Late November*: **Ana Ruiz** [arrived](http://x.org) in a_file_name, 2 * 3 * 4.\n"
    document = read(text, "a.md")
    assert (document.headline, document.text) == (
        "A head",
        "- Late November: Ana Ruiz arrived in a_file_name, 2 * 3 * 4.\n",
    )


def test_names_have_one_spelling_whatever_the_file_wrote_them_with():
    """A Mac writes "São" as an a with a mark behind it, a printer "official" with one letter for ffi."""
    document = read("Talks in Sa\u0303o Tome\u0301, an o\ufb03cial said; Om\u200bar Had\xaddad left.".encode())

    assert document.text == "Talks in São Tomé, an official said; Omar Haddad left.\n"


def test_a_word_that_is_not_what_it_looks_like_is_said_and_stays_as_it_is():
    """A Cyrillic letter in a name makes another name that no reader can tell from the first."""
    document = read("Talks in P\u0430ris ended. Москва and Paris were silent.".encode())

    assert document.text == "Talks in P\u0430ris ended. Москва and Paris were silent.\n"
    assert document.notes == ("'P\u0430ris' is not 'Paris': its '\u0430' is a Cyrillic letter",)


def packed(entries: dict[str, bytes], **options: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_by_its_directory_in_no_time():
    bomb = packed({"word/document.xml": b"<a>" + b" " * 90_000_000})
    started = time.monotonic()

    with pytest.raises(LimitError, match="unpacked_mb is 75"):
        read(bomb, "a.docx")
    with pytest.raises(LimitError, match="unpacked_ratio is 100"):
        read(packed({"word/document.xml": b" " * 40_000_000}), "a.docx")
    assert time.monotonic() - started < 5


PACKAGES = [
    ({"word/document.xml": b"x", "../evil.xml": b"x"}, "unsafe name"),
    ({"word/document.xml": b"x", "/etc/x": b"x"}, "unsafe name"),
    ({"word/document.xml": b"x", "word/vbaProject.bin": b"x"}, "it holds macros"),
    ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "defines entities"),
    ({"xl/workbook.xml": b"<a/>"}, "this is a table"),
    ({"inner.zip": b"PK"}, "no text document (a zip file)"),
]


@pytest.mark.parametrize(("entries", "reason"), PACKAGES)
def test_packages_that_no_office_program_writes_are_refused(entries, reason):
    with pytest.raises(ArticleError) as raised:
        read(packed(entries), "a.docx")
    assert reason in str(raised.value)


def test_a_package_with_too_many_files_is_refused():
    with pytest.raises(LimitError, match="zip_entries is 2,000"):
        read(packed({f"{n}.xml": b"" for n in range(2_001)}), "a.docx")


def pdf_of(**options: object) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    for _ in range(int(str(options.get("pages", 1)))):
        writer.add_blank_page(200, 200)
    if options.get("password"):
        writer.encrypt(str(options["password"]), algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_pdf_with_a_password_of_pictures_or_of_too_many_pages_says_so():
    with pytest.raises(ArticleError, match="encrypted; a password is needed"):
        read(pdf_of(password="secret"), "a.pdf")
    with pytest.raises(ArticleError, match="no text layer, only pictures of 3 pages"):
        read(pdf_of(pages=3), "a.pdf")
    with pytest.raises(LimitError, match="pdf_pages is 500"):
        read(pdf_of(pages=501), "a.pdf")


def test_html_that_would_hang_the_parser_is_refused_before_it_is_parsed():
    """A million nested elements gave no text and no word; 50,000 attributes of one tag take the parser seconds."""
    with pytest.raises(LimitError, match="html_depth is 256"):
        read(b"<html><body>" + b"<div>" * 1_000_000 + b"x", "a.html")
    with pytest.raises(LimitError, match="html_attributes is 2,000"):
        read(b"<html><body><a " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x", "a.html")


def test_each_limit_stops_what_is_one_above_it():
    small = Limits(text_characters=40)
    assert read(b"x" * 39, bounds=small).text == "x" * 39 + "\n"
    with pytest.raises(LimitError, match="the limit text_characters is 40"):
        read(b"x" * 40, bounds=small)
    with pytest.raises(LimitError, match=r"a.txt has 50.0 MB; the limit file_mb is 20 \(data/limits.yaml\)"):
        read(b"x" * 50_000_000)


def test_a_document_that_takes_all_memory_time_or_says_too_much_is_ended(monkeypatch):
    """The child ends, the app goes on: the next document is read as if nothing had been."""
    html = (DOCUMENTS / "harbour.html").read_bytes()
    with pytest.raises(LimitError, match="parse_result_mb"):
        read(
            b"<html><body><p>" + b"Talk went on. " * 80_000 + b"</p>",
            "a.html",
            Limits(parse_result_mb=1, text_characters=10**9),
        )
    with pytest.raises((LimitError, ArticleError)):
        read(
            b"<html><body>" + b"<p>Talk went on.</p>" * 400_000, "a.html", Limits(parse_cpu_s=1, text_characters=10**9)
        )
    assert read(html, "harbour.html").publisher == "The Harbour Courier"


def test_printed_lines_become_running_text():
    printed = "The minister of foreign affairs ar-\nrived in the port of Lima on Tuesday and\n"
    printed += "spoke to the press.\nA second paragraph of the text\nbegins here."

    assert reflow(printed) == (
        "The minister of foreign affairs arrived in the port of Lima on Tuesday and spoke to the press.\n"
        "A second paragraph of the text begins here."
    )


def test_a_workbook_of_libreoffice_is_read_as_text():
    sheet = parse_workbook((DOCUMENTS / "events.xlsx").read_bytes(), "events.xlsx", BOUNDS)

    assert sheet.header == ("Headline", "Event date", "Place", "Latitude", "Longitude", "Who", "Kind")
    assert sheet.rows[0] == (
        "Harbour treaty signed",
        "2023-03-08",
        "Quito",
        "-0.22",
        "-78.51",
        "Ana Ruiz; Omar Haddad",
        "agreement",
    )


def test_the_file_of_limits_names_every_fault(tmp_path):
    path = tmp_path / "limits.yaml"
    path.write_text("file_mb: many\nfile_gb: 2\nprivate_addresses: maybe\n")

    with pytest.raises(DataFaults) as raised:
        limits(path)
    assert [fault.line for fault in raised.value.faults] == [1, 2, 3]
    path.write_text("file_mb: 7\n")
    import os

    os.utime(path, (1, 1))
    assert limits(path).file_mb == 7


def test_the_limits_in_force_are_all_named_in_their_file():
    text = (Path(__file__).parents[1] / "data" / "limits.yaml").read_text()
    assert all(f"\n{name}: " in text for name in vars(Limits()))
