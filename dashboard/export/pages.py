"""Events -> pages: the timeline on sheets of paper, or timeline or map as a picture of a chosen size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.briefing.model import by_id
from dashboard.briefing.words import told_when
from dashboard.dates import Day
from dashboard.errors import ExportError
from dashboard.export.deck import color_of
from dashboard.export.drawing import GREY, INK, WHITE, Box, Oval, Part, Rect, Slide, Words, words
from dashboard.export.fonts import LINE, text_width, wrap
from dashboard.export.maps import map_parts, view_of
from dashboard.export.options import FOOT, ExportOptions, Stamp, refuse_too_many, stamp
from dashboard.export.outlines import boundary_set
from dashboard.export.strip import SIGNS, Row, fit_window, strip
from dashboard.export.text import one_line
from dashboard.model import CATEGORIES, Article, Event
from dashboard.theme import category_mark
from dashboard.viewmodel import first_window

# Landscape, in pixels of 96 to the inch, as CSS counts them.
PAPERS = {"A4": (1122.5, 793.7), "A3": (1587.4, 1122.5), "letter": (1056.0, 816.0)}
_LEAST_ROW = 9.0  # pixels of a picture, which can be made larger
_SHEET_ROW = 12.0  # pixels of a sheet, which cannot: a type of 7 points
_MARGIN = 30.0
_FOOT = 9.0
MAP_SIGNS = (
    "Signs: dot, a city or site; ring, a region as far as it reaches; broken ring, a sea; a name without a mark, a "
    "country. A number in brackets: so many events there."
)


def timeline_sheets(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> tuple[Slide, ...]:
    """Return the timeline of all events on one sheet of paper, or on as many as rows that can be read need."""
    paper = {name.lower(): size for name, size in PAPERS.items()}.get(options.paper.lower())
    if paper is None:
        raise ExportError(f"there is no paper {options.paper!r}. Papers are: {', '.join(PAPERS)}.")
    rows, about, window = _rows(events, options), stamp(events, articles, options), _window(events)
    title = one_line(options.title) or "Timeline"
    _, body = _frame(about, title, paper, SIGNS)
    count = max(1, -(-len(rows) // max(1, int((body.h - 24) // _SHEET_ROW))))
    size = max(1, -(-len(rows) // count))
    chunks = [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]
    return tuple(
        _timeline(chunk, window, about, f"{title} ({number} of {count})" if count > 1 else title, paper)
        for number, chunk in enumerate(chunks, 1)
    )


def picture(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> Slide:
    """Return the timeline or the map as a drawing of `width` by `height` pixels."""
    if not (200 <= options.width <= 10_000 and 150 <= options.height <= 10_000):
        raise ExportError(
            f"a picture of {options.width} by {options.height} cannot be made; 200 by 150 to 10000 by 10000 can."
        )
    size = (float(options.width), float(options.height))
    if options.view == "map":
        return _map(events, articles, options, size)
    about = stamp(events, articles, options)
    return _timeline(_rows(events, options), _window(events), about, one_line(options.title) or "Timeline", size)


def _rows(events: Sequence[Event], options: ExportOptions) -> list[Row]:
    refuse_too_many(events)
    table = by_id(events)
    kinds = options.lexicon.wording["categories"]
    return [
        Row(
            event,
            str(number),
            color_of(event),
            told_when(event, table, options.lexicon),
            one_line(event.title),
            kinds.get(event.category, event.category),
        )
        for number, event in enumerate(sorted(events, key=_time_order), 1)
    ]


def _timeline(
    rows: Sequence[Row], window: tuple[Day, Day] | None, about: Stamp, heading: str, size: tuple[float, float]
) -> Slide:
    """Return the rows on one page, in several columns where one would be too small to read."""
    parts, body = _frame(about, heading, size, SIGNS)
    columns = max(1, -(-len(rows) * int(_LEAST_ROW) // max(1, int(body.h - 24))))
    if not rows or window is None:
        parts.append(words("No event has a day.", body, (20.0,), color=GREY, name="Empty"))
        columns = 0
    per = -(-len(rows) // columns) if columns else 0
    wide = (body.w - 16 * (columns - 1)) / columns if columns else 0.0
    for column in range(columns):
        chunk = rows[column * per : (column + 1) * per]
        if chunk and window:
            high = min(body.h, len(chunk) * 34.0 + 24)
            place = Box(body.x + column * (wide + 16), body.y, wide, high)
            parts += strip(chunk, window, place, [row.event.published for row in rows if row.event.published])
    alt = "; ".join(f"{row.event.title}: {row.when}" for row in rows[:200])
    return Slide("timeline", heading, tuple(parts), (), alt, tuple(row.event.id for row in rows), size)


def _window(events: Sequence[Event]) -> tuple[Day, Day] | None:
    """Return the days of the axis: the news, where half of the dates touch it. What lies off it stands in its row in
    words, with an arrow; a linear axis from 1949 would give a visit of two days less than a tenth of a millimetre."""
    news, dated = first_window(events), sorted(e.earliest for e in events if e.dated and e.earliest)
    if news is None:
        return fit_window(events)
    if 2 * sum(day >= news[0] for day in dated) >= len(dated):
        return news
    # A table of many months has no one piece of news: its dates, without the tenth that lies farthest back.
    from_day = dated[len(dated) // 10]
    return fit_window([event for event in events if event.earliest and event.earliest >= from_day])


def _map(
    events: Sequence[Event], articles: Sequence[Article], options: ExportOptions, size: tuple[float, float]
) -> Slide:
    refuse_too_many(events)
    options = replace(options, outlines=boundary_set(options.lexicon.folder, options.outlines).id)
    about = stamp(events, articles, options)
    parts, body = _frame(about, options.title or "Map", size, MAP_SIGNS)
    numbered = [(event.id, event, color_of(event)) for event in events]
    placed = [event for event in events if any(place.lat is not None for place in event.places)]
    note = f"{len(placed)} of {len(events)} events have a place; {len(events) - len(placed)} do not."
    parts.append(words(note, Box(body.x, body.y, body.w, 20), (14, 12, 10), color=GREY, name=note))
    kinds, high = _kinds(placed, Box(body.x, body.y + 24, body.w, body.h), options)
    parts += kinds
    box = Box(body.x, body.y + 24 + high, body.w, body.h - 24 - high)
    parts += map_parts(
        numbered,
        view_of(events, box),
        box,
        options.outlines,
        f"Shaded: countries that take part. Boundaries: {about.boundaries}",
        counted=True,
    )
    return Slide("map", options.title or "Map", tuple(parts), (), note, tuple(e.id for e in events), size)


def _kinds(events: Sequence[Event], box: Box, options: ExportOptions) -> tuple[list[Part], float]:
    """Return the colours of the events' kinds with their names, from the top of the box on, and how high they stand."""
    named = options.lexicon.wording["categories"]
    present = {event.category for event in events}
    kinds = [(category_mark(kind).color, named.get(kind, kind)) for kind in CATEGORIES if kind in present]
    if len(kinds) > 1:
        kinds.append((INK, "several kinds"))
    parts: list[Part] = []
    x, y, size = box.x, box.y, 13.0
    for color, name in kinds:
        wide = text_width(name, size) + 2
        if x + 16 + wide > box.right and x > box.x:
            x, y = box.x, y + 20
        parts.append(Oval(Box(x, y + 3, 11, 11), color, WHITE, 1.0, f"Colour of {name}"))
        parts.append(Words(Box(x + 16, y, wide, size * LINE), (name,), size, GREY, name=f"Kind {name}"))
        x += 16 + wide + 18
    return parts, (y - box.y + 22 if kinds else 0.0)


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
        f"{FOOT} Boundaries: {about.boundaries}. Made{f' on {about.made_words}' if about.made_on else ''} with "
        f"{about.made_with}.",
        *([f"Corrections: {'; '.join(about.corrections)}."] if about.corrections else []),
    ]
    blocks = [wrap(one_line(line), _FOOT, inner, most=3) for line in lines if line.strip(". ")]
    if about.sources:
        most = max(2, int(high * 0.15 / (_FOOT * LINE)) - sum(map(len, blocks)))
        blocks.append(_as_many("Sources: ", about.sources, inner, most))
    foot_y = high - 8
    made: list[Part] = []
    for block in reversed(blocks):
        used = len(block) * _FOOT * LINE
        foot_y -= used
        made.append(
            Words(Box(_MARGIN, foot_y, inner, used), block, _FOOT, GREY, role="foot", name=" ".join(block)[:80])
        )
    parts += reversed(made)
    return parts, Box(_MARGIN, top, inner, foot_y - 6 - top)


def _as_many(head: str, texts: Sequence[str], width: float, most: int) -> tuple[str, ...]:
    """Return the texts in at most so many lines; how many are left out is said."""
    for count in range(len(texts), 0, -1):
        more = (
            f"; and {len(texts) - count} more, which the briefing and the data formats list"
            if count < len(texts)
            else ""
        )
        lines = wrap(one_line(f"{head}{'; '.join(texts[:count])}{more}."), _FOOT, width)
        if len(lines) <= most:
            return lines
    return wrap(f"{head}{len(texts)}, which the briefing and the data formats list.", _FOOT, width, most=most)


def _time_order(event: Event) -> tuple[bool, int, int, str]:
    first = event.earliest if event.dated else event.latest or event.seen_on
    last = event.latest or event.seen_on
    return not event.dated, first.ordinal if first else 10**9, last.ordinal if last else 10**9, event.id
