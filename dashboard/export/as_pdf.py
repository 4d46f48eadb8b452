"""Slides or the timeline on one sheet -> PDF: vector, with text to search, printed by the machine's Chromium."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.export.as_html import html_bytes
from dashboard.export.as_svg import standalone
from dashboard.export.browser import print_pdf
from dashboard.export.options import ExportOptions
from dashboard.export.pages import timeline_page
from dashboard.model import Article, Event

_POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"


def pdf_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the briefing, a slide a page, or for view "timeline" all events on one sheet of `paper`."""
    if options.view == "timeline":
        slide = timeline_page(events, articles, options)
        page = page_of(standalone(slide, options.lexicon.folder), slide.size, slide.heading)
    else:
        page = html_bytes(events, articles, options, shared=False)  # a third of the size and time
    return print_pdf(page, options.browser)


def page_of(svg: str, size: tuple[float, float], title: str) -> bytes:
    """Return an HTML page that holds one drawing, of exactly its size."""
    from dashboard.export.as_svg import text

    style = (
        f"@page {{ size: {size[0] / 96:.4f}in {size[1] / 96:.4f}in; margin: 0 }} "
        "html, body { margin: 0; overflow: hidden } "
        "svg { display: block }"
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{_POLICY}<title>{text(title)}</title>'
        f"<style>{style}</style></head><body>{svg}</body></html>"
    ).encode()
