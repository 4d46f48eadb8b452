"""Events -> CSV: all fields, one row an event, RFC 4180, UTF-8 with a byte order mark (Excel guesses wrongly without).

The row says of itself what the file rests on (columns `file_...`), since a CSV has no place for words about itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dashboard.briefing.model import by_id
from dashboard.briefing.words import source_words, told_when
from dashboard.export.options import ExportOptions, Stamp, stamp
from dashboard.importers.cells import event_cells, guard
from dashboard.model import Article, Event
from dashboard.records import FIELDS

FILE_COLUMNS = ("file_marking", "file_made_on", "file_filter", "file_boundaries", "file_uncertain", "file_made_with")
COLUMNS = (*FIELDS, "when", "sentence", "source", *FILE_COLUMNS)


def csv_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the CSV. No cell runs as a formula in a spreadsheet; `importers.own` reads it back to equal events."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(events, articles, options):
        writer.writerow([guard(cell) for cell in row])
    # A lone surrogate is no character and cannot be written; it becomes the replacement character.
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode(
        "utf-8"
    )


def rows(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> list[list[str]]:
    """Return the cells of each event, not guarded, in the order of COLUMNS."""
    known = {article.id: article for article in articles}
    table = by_id(events)
    about = _file_cells(stamp(events, articles, options))
    found = []
    for event in events:
        first = event.evidence[0]
        cells = event_cells(event)
        found.append(
            [
                *(cells[name] for name in FIELDS),
                told_when(event, table, options.lexicon),
                first.sentence,
                source_words(first, known),
                *about,
            ]
        )
    return found


def _file_cells(about: Stamp) -> tuple[str, ...]:
    uncertain = "; ".join([*about.uncertain, about.foot])
    return about.marking, about.made_on, about.filter, about.boundaries, uncertain, about.made_with
