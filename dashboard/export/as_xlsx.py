"""Events -> XLSX: the rows of the CSV on one sheet, what the file says about itself on another. Every cell is text."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from dashboard.export.as_csv import COLUMNS, rows
from dashboard.export.options import ExportOptions, stamp
from dashboard.export.packing import steady
from dashboard.export.text import clean
from dashboard.model import Article, Event

_LONGEST = 32_767  # characters that Excel allows in a cell
_CUT = " … (cut: a spreadsheet cell holds no more)"


def xlsx_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the workbook. A cell that looks like a formula is stored as text, so that nothing runs."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("events")
    sheet.freeze_panes = "C2"
    for column, width in (("A", 22), ("B", 52), ("C", 22), ("Y", 44), ("Z", 80)):
        sheet.column_dimensions[column].width = width

    def cell(text: str, bold: bool = False) -> WriteOnlyCell:
        text = clean(text)
        made = WriteOnlyCell(sheet, value=text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT)
        made.data_type = "s"  # openpyxl would store a text beginning with "=" as a formula
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, bold=True) for name in COLUMNS])
    for row in rows(events, articles, options):
        sheet.append([cell(text) for text in row])
    about = book.create_sheet("about this file")
    about.column_dimensions["A"].width = 160
    for line in stamp(events, articles, options).lines():
        about.append([cell(line)])
    made = datetime.datetime(*(options.made_on or (2000, 1, 1)))  # a workbook must bear some day, and not the clock's
    book.properties.created = book.properties.modified = made
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()  # Workbook.save() would set `modified` to now
    return steady(buffer.getvalue())
