"""Events -> one page: the timeline on a sheet of paper, or timeline or map as a picture of a chosen size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.briefing.model import by_id
from dashboard.briefing.words import told_when
from dashboard.dates import Day
from dashboard.errors import ExportError
from dashboard.export.deck import color_of
from dashboard.export.drawing import GREY, WHITE, Box, Part, Rect, Slide, Words, words
from dashboard.export.fonts import LINE
from dashboard.export.maps import map_parts, view_of
from dashboard.export.options import FOOT, ExportOptions, Stamp, refuse_too_many, stamp
from dashboard.export.outlines import boundary_set
from dashboard.export.strip import SIGNS, Row, fit_window, strip
from dashboard.export.text import one_line
from dashboard.model import Article, Event
from dashboard.viewmodel import first_window

# Landscape, in pixels of 96 to the inch, as CSS counts them.
PAPERS = {"A4": (1122.5, 793.7), "A3": (1587.4, 1122.5), "letter": (1056.0, 816.0)}
_LEAST_ROW = 9.0  # pixels, a type of 5.5 points: the least that a printer renders legibly
_MARGIN = 30.0


def timeline_page(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> Slide:
    """Return the timeline of all events on one sheet; where one column of rows would be too small, several."""
    paper = {name.lower(): size for name, size in PAPERS.items()}.get(options.paper.lower())
    if paper is None:
        raise ExportError(f"there is no paper {options.paper!r}. Papers are: {', '.join(PAPERS)}.")
    return _timeline(events, articles, options, paper)


def picture(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> Slide:
    """Return the timeline or the map as a drawing of `width` by `height` pixels."""
    if not (200 <= options.width <= 10_000 and 150 <= options.height <= 10_000):
        raise ExportError(
            f"a picture of {options.width} by {options.height} cannot be made; 200 by 150 to 10000 by 10000 can."
        )
    size = (float(options.width), float(options.height))
    if options.view == "map":
        return _map(events, articles, options, size)
    return _timeline(events, articles, options, size)


def _timeline(
    events: Sequence[Event], articles: Sequence[Article], options: ExportOptions, size: tuple[float, float]
) -> Slide:
    refuse_too_many(events)
    about = stamp(events, articles, options)
    parts, body = _frame(about, options.title or "Timeline", size, SIGNS)
    ordered = sorted(events, key=_time_order)
    table = by_id(events)
    kinds = options.lexicon.wording["categories"]
    rows = [
        Row(
            event,
            str(number),
            color_of(event),
            told_when(event, table, options.lexicon),
            one_line(f"{event.title} · {kinds.get(event.category, event.category)}"),
        )
        for number, event in enumerate(ordered, 1)
    ]
    window = _window(ordered)
    columns = max(1, -(-len(rows) * int(_LEAST_ROW) // max(1, int(body.h - 24))))
    if not rows or window is None:
        parts.append(words("No event has a day.", body, (20.0,), color=GREY, name="Empty"))
        window = None
    per = -(-len(rows) // columns) if rows else 0
    wide = (body.w - 16 * (columns - 1)) / columns
    for column in range(columns if window else 0):
        chunk = rows[column * per : (column + 1) * per]
        if chunk and window:
            high = min(body.h, len(chunk) * 34.0 + 24)
            place = Box(body.x + column * (wide + 16), body.y, wide, high)
            parts += strip(chunk, window, place, [e.published for e in ordered if e.published])
    alt = "; ".join(f"{row.event.title}: {row.when}" for row in rows[:200])
    heading = one_line(options.title) or "Timeline"
    return Slide("timeline", heading, tuple(parts), (), alt, tuple(e.id for e in ordered), size)


def _window(events: Sequence[Event]) -> tuple[Day, Day] | None:
    """Return the days of the axis: the news. What lies off it stands in its row in words, with an arrow; a linear axis
    from 1949 would give a visit of two days less than a tenth of a millimetre."""
    return first_window(events) or fit_window(events)


def _map(
    events: Sequence[Event], articles: Sequence[Article], options: ExportOptions, size: tuple[float, float]
) -> Slide:
    refuse_too_many(events)
    options = replace(options, outlines=boundary_set(options.lexicon.folder, options.outlines).id)
    about = stamp(events, articles, options)
    parts, body = _frame(about, options.title or "Map", size)
    numbered = [(event.id, event, color_of(event)) for event in events]
    unplaced = sum(not any(place.lat is not None for place in event.places) for event in events)
    note = f"{len(events) - unplaced} of {len(events)} events have a place; {unplaced} do not."
    parts.append(words(note, Box(body.x, body.y, body.w, 20), (14,), color=GREY, name=note))
    box = Box(body.x, body.y + 24, body.w, body.h - 24)
    parts += map_parts(
        numbered,
        view_of(events, box),
        box,
        options.outlines,
        f"Shaded: countries that take part. Boundaries: {about.boundaries}",
        counted=True,
    )
    return Slide("map", options.title or "Map", tuple(parts), (), note, tuple(e.id for e in events), size)


def _frame(about: Stamp, title: str, size: tuple[float, float], signs: str = "") -> tuple[list[Part], Box]:
    """Return the page with heading, marking and foot, and the room that is left."""
    wide, high = size
    inner = wide - 2 * _MARGIN
    parts: list[Part] = [Rect(Box(0, 0, wide, high), fill=WHITE, name="Page")]
    top = 10.0
    if about.marking:
        parts.append(
            words(
                one_line(about.marking),
                Box(_MARGIN, top, inner, 18),
                (13,),
                bold=True,
                align="center",
                role="marking",
                name="Marking",
            )
        )
        top += 20
    parts.append(
        words(one_line(title), Box(_MARGIN, top, inner, 30), (22, 18, 14), bold=True, role="heading", name="Heading")
    )
    top += 34
    lines = [
        signs,
        f"{about.rests_on}. Shown: {about.filter}.",
        " ".join(f"{words_}." for words_ in about.uncertain),
        f"{FOOT} Boundaries: {about.boundaries}. Made{f' on {about.made_on}' if about.made_on else ''} with "
        f"{about.made_with}.",
        f"Sources: {'; '.join(about.sources)}."
        + (f" Corrections: {'; '.join(about.corrections)}." if about.corrections else ""),
    ]
    foot_size = 9.0
    foot_y = high - 8
    made: list[Part] = []
    for line in reversed([text for text in lines if text.strip(". ")]):
        block = words(
            one_line(line),
            Box(_MARGIN, 0, inner, 2 * foot_size * LINE),
            (foot_size,),
            color=GREY,
            role="foot",
            name=line[:80],
        )
        used = len(block.lines) * foot_size * LINE
        foot_y -= used
        made.append(
            Words(Box(_MARGIN, foot_y, inner, used), block.lines, foot_size, GREY, role="foot", name=block.name)
        )
    parts += reversed(made)
    return parts, Box(_MARGIN, top, inner, foot_y - 6 - top)


def _time_order(event: Event) -> tuple[bool, int, int, str]:
    first = event.earliest if event.dated else event.latest or event.seen_on
    last = event.latest or event.seen_on
    return not event.dated, first.ordinal if first else 10**9, last.ordinal if last else 10**9, event.id
