"""What a DOCX or XLSX holds, told from its zip directory before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from dashboard.errors import ArticleError
from dashboard.limits import Limits

_MARKS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx", "content.xml": "odt"}


def check_package(raw: bytes, name: str, limits: Limits) -> str:
    """Return docx, xlsx, pptx, odt or zip. Raises ArticleError or LimitError where it is unsafe to unpack.

    Nothing is written to disk, so a name like `../x` does no harm; it still is no file of an Office program.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ArticleError(f"{name}: this packed file is damaged: {str(error)[:120]}") from error
    limits.check("zip_entries", len(entries), f"{name}: it holds {{found}} packed files")
    whole = sum(entry.file_size for entry in entries)
    if whole > limits.unpacked_mb * 1_000_000:
        raise limits.exceeded("unpacked_mb", f"{name}: it would unpack to {whole / 1_000_000:,.0f} MB")
    names = [entry.filename for entry in entries]
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ArticleError(f"{name}: it is encrypted; a password is needed to read it")
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
            raise ArticleError(f"{name}: it holds a file with an unsafe name; no Office program writes such")
        if entry.file_size > 1_000_000 and entry.file_size > limits.unpacked_ratio * max(1, entry.compress_size):
            ratio = f"{entry.file_size // max(1, entry.compress_size):,}"
            raise limits.exceeded("unpacked_ratio", f"{name}: a part of it unpacks to {ratio} times its size")
    if len(set(names)) < len(names) or _overlap(entries):
        raise ArticleError(f"{name}: its packed files overlap; no Office program writes such")
    if any(n.lower().endswith("vbaproject.bin") for n in names):
        raise ArticleError(f"{name}: it holds macros; save it without them (.docx, .xlsx)")
    kind = next((kind for mark, kind in _MARKS.items() if mark in names), "zip")
    if kind in ("docx", "xlsx"):
        _refuse_entities(package, entries, name)
    return kind


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """True where two entries share bytes of the file: the trick of small files that unpack to petabytes."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + 30 + len(entry.filename.encode()) + entry.compress_size
    return False


def _refuse_entities(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Raise where a part defines entities or names an outside DTD: Office programs write neither."""
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            try:
                text = package.read(entry)  # whole: a long comment may stand before what is looked for
            except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
                raise ArticleError(f"{name}: this packed file is damaged: {str(error)[:120]}") from error
            wide = text.replace(b"\0", b"") if text[:4].count(0) else text  # UTF-16, in either order of bytes
            if b"<!DOCTYPE" in wide or b"<!ENTITY" in wide:
                raise ArticleError(f"{name}: its XML defines entities; no Office program writes such")
