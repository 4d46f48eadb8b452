"""A document of any kind -> its text, and of headline, publisher and day what the document itself says.

What a document is is told by its content, not by its name. This runs in the child process of `parsing`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dashboard.articles import parse_article
from dashboard.characters import find_lookalikes, shortened
from dashboard.errors import ArticleError, DatelineError
from dashboard.intake.decoding import CONTROLS, clean, decode
from dashboard.limits import Limits


@dataclass(frozen=True)
class Document:
    """What was read. `published` is an ISO day or "", `found` says where it stood; `notes` what to tell the user."""

    text: str
    kind: str = "text"
    headline: str = ""
    publisher: str = ""
    published: str = ""
    found: str = ""
    url: str = ""
    language: str = ""
    cites: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_document(
    raw: bytes, name: str, limits: Limits, *, content_type: str = "", url: str = "", today: str = ""
) -> Document:
    """Return the document that the bytes hold. Raises ArticleError with the reason where it cannot be read.

    `name` is what messages call it; `today` bounds the days that a page may claim.
    """
    limits.check_size(len(raw), name)
    if not raw.strip():
        raise ArticleError(f"{name}: the file is empty")
    if b"%PDF-" in raw[:1024]:
        document = _read_pdf(raw, name, limits)
    elif raw.startswith(b"PK\x03\x04") or raw.startswith(b"PK\x05\x06"):
        document = _read_docx(raw, name, limits)
    else:
        from dashboard.intake.pages import declared_encoding, looks_like_html, read_page

        if looks_like_html(raw, name, content_type):
            decoded = decode(raw, name, declared_encoding(raw, content_type))
            with parsing("page", name):
                document = read_page(CONTROLS.sub("", decoded.text), name, limits, url=url, today=today)
        else:
            decoded = decode(raw, name, declared_encoding(raw, content_type))
            document = _read_text(decoded.text, name)
        if decoded.guessed:
            note = f"the encoding is not stated; it was read as {decoded.encoding}"
            document = replace(document, notes=(*document.notes, note))
    return _checked(document, name, limits)


def _checked(document: Document, name: str, limits: Limits) -> Document:
    text, removed = clean(document.text)
    text = text.strip("\n") + "\n"
    notes = document.notes
    if removed:
        notes = (*notes, f"{removed} invisible control characters or piles of marks were taken out of the text")
    if not text.strip():
        raise ArticleError(f"{name}: no text was found in it")
    notes = (*notes, *_language_notes(text, document.language))
    alike = tuple(dict.fromkeys(map(str, find_lookalikes(text))))
    notes = (*notes, *alike[:3], *((f"and {len(alike) - 3} more words like that",) if len(alike) > 3 else ()))
    limits.check("text_characters", len(text), f"{name}: its text has {{found}} characters")
    headline, _ = clean(" ".join(document.headline.split()))
    publisher, _ = clean(" ".join(document.publisher.split()))
    return replace(
        document, text=text, headline=shortened(headline, 300), publisher=shortened(publisher, 120), notes=notes
    )


_USUAL = frozenset("the of and to in that for was on with by is said from at as it he she they".split())


def _language_notes(text: str, language: str) -> tuple[str, ...]:
    """Return a note where the text is not English: the rules would find little, and nobody would know why."""
    if language not in ("", "en"):
        return (f"its language is given as {language!r}; the rules read English",)
    letters = [c for c in text[:20_000] if c.isalpha()]
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    usual = sum(word in _USUAL for word in words)
    # A tenth: English news has a quarter to a third of these words, French and German next to none. By eye.
    if sum(c.isascii() for c in letters) < len(letters) / 2 or (len(words) >= 20 and usual < len(words) / 10):
        return ("it does not look like English, the language that the rules read",)
    return ()


_HEADING = re.compile(r"#{1,2}[ \t]+(\S[^\n]*)\n")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")


def _read_text(text: str, name: str) -> Document:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    article = parse_article(text, "document", name)
    body, headline = article.text, article.headline
    if name.lower().endswith((".md", ".markdown")):
        if not headline and (match := _HEADING.match(body.lstrip("\n"))):
            headline = match.group(1).strip()
            body = body.lstrip("\n")[match.end() :]
        body = re.sub(r"(?m)^#{1,6}[ \t]+", "", _MARKDOWN_LINK.sub(r"\1", body))
        body = re.sub(r"\*\*([^*\n]{1,300})\*\*", r"\1", body)
        body = re.sub(r"(?<![*\w])[*_]([^\s*_](?:[^*_\n]{0,300}[^\s*_])?)[*_](?![*\w])", r"\1", body)
    found = "the head of the file" if article.published else ""
    day = article.published.iso() if article.published else ""
    return Document(body, "text", headline, article.publisher, day, found, article.url, article.language, article.cites)


@contextmanager
def parsing(what: str, name: str) -> Iterator[None]:
    """Turn whatever a library raises over a damaged document into an ArticleError that says so."""
    try:
        yield
    except (DatelineError, MemoryError):
        raise
    except RecursionError as error:
        raise ArticleError(f"{name}: this {what} cannot be read: its parts lead in circles") from error
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise ArticleError(f"{name}: this {what} cannot be read: {reason}") from error


def _read_pdf(raw: bytes, name: str, limits: Limits) -> Document:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with parsing("PDF", name):
        try:
            reader = PdfReader(io.BytesIO(raw))
            if reader.is_encrypted and not reader.decrypt(""):
                raise ArticleError(f"{name}: this PDF is encrypted; a password is needed to read it")
            pages = len(reader.pages)
            limits.check("pdf_pages", pages, f"{name}: this PDF has {{found}} pages")
            texts = []
            for page in reader.pages:
                texts.append(page.extract_text() or "")
                limits.check("text_characters", sum(map(len, texts)), f"{name}: its text has {{found}} characters")
            about = reader.metadata
            title = str(about.title or "") if about else ""
        except LimitReachedError as error:
            raise ArticleError(f"{name}: this PDF is larger inside than can be read safely ({error})") from error
        except (DependencyError, NotImplementedError) as error:
            raise ArticleError(f"{name}: this PDF is encrypted in a way that is not read") from error
    text = reflow("\n\n".join(texts))
    if sum(c.isalpha() for c in text) < 10 * max(1, pages):
        raise ArticleError(f"{name}: this PDF has no text layer, only pictures of {pages} pages; run OCR on it first")
    headline = title if " " in title.strip() and not title.lower().endswith((".doc", ".docx", ".pdf")) else ""
    return Document(text, "pdf", headline)


_ENDS = re.compile(r"""[.!?:…]["'”’)\]]*$""")


def reflow(text: str) -> str:
    """Return printed lines as running text: a line break inside a sentence is a blank, a hyphen at it goes.

    A line ends its paragraph where a blank line follows, or where it ends a sentence and is clearly shorter than
    the widest lines.
    """
    # Bullets of symbol fonts come out as letters of the private use area.
    lines = [re.sub("[\ue000-\uf8ff]", "", line).strip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    usual = widths[int(len(widths) * 0.9)] if widths else 0
    parts: list[str] = []
    for index, line in enumerate(lines):
        if not line:
            parts.append("\n")
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if line.endswith("-") and following[:1].islower() and line[-2:-1].isalpha():
            parts.append(line[:-1])
        elif following and not (_ENDS.search(line) and len(line) < 0.75 * usual) and len(line) > 0.5 * usual:
            parts.append(line + " ")
        else:
            parts.append(line + "\n")
    return re.sub(r"\n{2,}", "\n", "".join(parts)).strip()


def _read_docx(raw: bytes, name: str, limits: Limits) -> Document:
    from dashboard.intake.packed import check_package

    kind = check_package(raw, name, limits)
    if kind == "xlsx":
        raise ArticleError(f"{name}: this is a table; take it in by 'import' (Articles page: Tables)")
    if kind != "docx":
        raise ArticleError(f"{name}: this is no text document (a {kind} file)")
    import docx
    from docx.table import Table

    with parsing("DOCX", name):
        document = docx.Document(io.BytesIO(raw))
        parts = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                parts += [" ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in item.rows]
            else:
                parts.append(item.text)
        title = document.core_properties.title or ""
        title = "" if title == "Word Document" else title  # python-docx's own, where the file has no properties
        styled = [p.text for p in document.paragraphs[:5] if p.style is not None and p.style.name == "Title"]
    headline = (styled[0] if styled else title).strip()
    body = "\n".join(part.strip() for part in parts if part.strip() and part.strip() != headline)
    return Document(body, "docx", headline)
