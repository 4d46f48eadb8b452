"""Timeline or map -> PNG of a chosen size: the SVG, drawn by the machine's Chromium."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.export.as_pdf import page_of
from dashboard.export.as_svg import standalone
from dashboard.export.browser import take_picture
from dashboard.export.options import ExportOptions
from dashboard.export.pages import picture
from dashboard.model import Article, Event


def png_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the picture of `width` by `height` pixels."""
    slide = picture(events, articles, options)
    page = page_of([standalone(slide, options.lexicon.folder)], slide.size, slide.heading)
    return take_picture(page, options.width, options.height, options.browser)
