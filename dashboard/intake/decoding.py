"""Bytes -> text: by byte-order mark, UTF-8, what the page declares, then a guess that is told; else refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dashboard.characters import INVISIBLE
from dashboard.errors import ArticleError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "an RTF document; save it as DOCX or text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls); save it as DOCX, XLSX or text"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"SQLite format 3", "a database"),
)
_SAMPLE = 200_000  # bytes that a guess looks at; it takes time in proportion
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")  # but tab and line ends
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)

# Combining marks piled on one letter beyond what any script writes draw over the lines around them; eight stay.
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(f"({_MARK}{{8}}){_MARK}+")


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was read by, and whether that was guessed."""

    text: str
    encoding: str
    guessed: bool = False


def decode(raw: bytes, name: str, declared: str = "") -> Decoded:
    """Return the text of the bytes. Raises ArticleError where they are no text or their encoding cannot be told."""
    for start, what in _MAGIC:
        if raw.startswith(start):
            raise ArticleError(f"{name}: this is {what}, not text")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw[len(mark) :], encoding, name), encoding)
    if b"\0" in raw[:_SAMPLE]:
        wide = _wide_encoding(raw)
        if wide is None:
            raise ArticleError(f"{name}: this is not text; it holds NUL bytes")
        return Decoded(_strictly(raw[: len(raw) // 2 * 2], wide, name), wide, guessed=True)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = error
    if declared and (text := _declared(raw, declared)) is not None:
        return Decoded(text, declared.lower())
    _refuse_damage(raw, broken, name)
    return _guess(raw, name, broken)


def clean(text: str) -> tuple[str, int]:
    """Return the text with LF line ends, without invisible controls or piles of marks, and how much was taken out.

    Letters are composed (NFC) and printers' ligatures written out: one name has one spelling, whoever wrote the file.
    """
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    text, piles = _PILED.subn(r"\1", text)
    text, controls = CONTROLS.subn("", text)
    text, invisible = INVISIBLE.subn("", text)
    return unicodedata.normalize("NFC", text.translate(_LIGATURES)), piles + controls + invisible


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(f"{name}: this is not {encoding.upper()} text (byte {error.start})") from error


def _wide_encoding(raw: bytes) -> str | None:
    """Return UTF-16 in the byte order in which most high bytes are zero, None where neither has them."""
    sample = raw[: _SAMPLE // 2 * 2]
    pairs = len(sample) // 2
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    if pairs and max(zeros) > 0.2 * pairs and min(zeros) < 0.02 * pairs:
        wide = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        if not re.search("[\0-\x08\x0e-\x1f]", sample.decode(wide, "replace")):  # a few bytes of a program are no text
            return wide
    return None


def _declared(raw: bytes, declared: str) -> str | None:
    try:
        return raw.decode(declared)
    except (LookupError, UnicodeDecodeError):
        return None


def _refuse_damage(raw: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raise where the bytes are UTF-8 with a few broken ones: another encoding would turn the rest to nonsense."""
    text = raw[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    if whole > 3 * broken:
        raise ArticleError(f"{name}: this is damaged UTF-8 text (byte {error.start}); save it anew as UTF-8")


def _guess(raw: bytes, name: str, broken: UnicodeDecodeError) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE]).best()
    # Coherence: how much the letters are spread as in a language; chaos: how much looks like nonsense.
    if best is None or best.chaos > 0.15 or best.coherence < 0.1:
        raise ArticleError(
            f"{name}: its encoding cannot be told: it is not UTF-8 (byte {broken.start}), and no other fits; "
            "save it as UTF-8"
        )
    encoding = best.encoding
    letters = sum(c > "\x7f" for c in str(best))
    if letters < 0.1 * len(str(best)) and _declared(raw, "cp1252") is not None:
        encoding = "cp1252"  # a few letters in text of plain ones tell no code page: that of western Europe is usual
    try:
        return Decoded(raw.decode(encoding), encoding, guessed=True)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name}: it begins as {encoding} text but is broken at byte {error.start}; save it as UTF-8"
        ) from error
