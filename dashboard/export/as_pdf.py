"""Slides or the timeline on sheets -> PDF: vector, with text to search, printed by the machine's Chromium."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from dashboard.export.as_html import html_bytes
from dashboard.export.as_svg import standalone, text
from dashboard.export.browser import print_pdf
from dashboard.export.options import ExportOptions, Stamp, stamp
from dashboard.export.pages import timeline_sheets
from dashboard.export.text import one_line
from dashboard.model import Article, Event

_POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"


def pdf_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the briefing, a slide a page, or for view "timeline" all events on sheets of `paper`.

    The same arguments and the same browser give the same bytes: what the browser says of itself and of the hour is
    replaced by what the file is.
    """
    about = stamp(events, articles, options)
    if options.view == "timeline":
        sheets = timeline_sheets(events, articles, options)
        drawn = [standalone(sheet, options.lexicon.folder) for sheet in sheets]
        page = page_of(drawn, sheets[0].size, one_line(options.title) or "Timeline")
    else:
        page = html_bytes(events, articles, options, shared=False)  # a third of the size and time
    return _signed(print_pdf(page, options.browser), about)


def page_of(drawings: Sequence[str], size: tuple[float, float], title: str) -> bytes:
    """Return an HTML page that holds drawings, each on a page of exactly its size."""
    style = (
        f"@page {{ size: {size[0] / 96:.4f}in {size[1] / 96:.4f}in; margin: 0 }} "
        "html, body { margin: 0; overflow: hidden } "
        "svg { display: block } svg + svg { break-before: page }"
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{_POLICY}<title>{text(title)}</title>'
        f"<style>{style}</style></head><body>{''.join(drawings)}</body></html>"
    ).encode()


def _signed(pdf: bytes, about: Stamp) -> bytes:
    """Return the PDF with who made it and when in place of the browser's name, the system and the hour.

    The entry keeps its length, since the table at a PDF's end counts bytes.
    """
    found = re.search(
        rb"/Creator \((?:\\.|[^\\)])*\)\n/Producer \([^)]*\)\n/CreationDate [^\n]*\n/ModDate \(D:[^)]*\)", pdf
    )
    if found is None:
        return pdf
    day = (about.made_on or "1970-01-01").replace("-", "")
    dates = f"/CreationDate (D:{day}000000Z)\n/ModDate (D:{day}000000Z)".encode() if len(day) == 8 else b""
    entry = b"/Author (Dateline)\n/Creator (Dateline)\n" + dates
    room = len(found[0]) - len(entry)
    marking = codecs.BOM_UTF16_BE + about.marking.encode("utf-16-be", "replace")
    keywords = f"\n/Keywords <{marking.hex()}>".encode() if about.marking else b""
    entry += keywords if len(keywords) <= room else b""
    return pdf[: found.start()] + entry.ljust(len(found[0])) + pdf[found.end() :]
