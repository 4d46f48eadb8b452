"""Events -> the timeline: a linear focus axis, ordered gutters beside it, bands below. Every mark has its event's id.

A still picture that `export plotly` gives to notebooks; the page draws the same signs itself
(linked/timeline_marks.js). `meta.part` of a trace names what its points are (viewmodel/drawing.py). Pixels are the unit
of the y axis, so that a bar is as thick at 3 events as at 40.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard.dates import Day
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event
from dashboard.theme import LIGHT, SIZES, Palette, category_mark, template
from dashboard.viewmodel import bands, opening_window, short_day_words, short_when
from dashboard.viewmodel.columns import news_day
from dashboard.viewmodel.drawing import PARTS, ROW_PX, Piece, pieces, time_rows
from dashboard.viewmodel.windows import ROWS_AT_MOST

DAY_MS = 86_400_000
THICK = {"span": 11, "rail": 3, "fade": 6, "strike": 2}  # px
HOLLOW_RAIL = 6  # px: an outline needs room inside
HEAD = 26  # px above the rows of a band, for its name
OVER = ("line-ew-open", "x-thin-open")  # strokes over a mark, in the colour of text
CLEAR = "\u00a0\u00a0"  # between a quotation mark and the mark it stands before
NOTHING = "rgba(0,0,0,0)"
GUTTER = 0.24  # of the width
GUTTER_ROW = 34  # px: two lines
GUTTER_CHARS = 40  # a line; by eye, at 1,200 pixels


def timeline_figure(
    events: Sequence[Event],
    articles: Sequence[Article],
    lexicon: Lexicon,
    palette: Palette = LIGHT,
    window: tuple[Day, Day] | None = None,
) -> go.Figure:
    """Return the timeline of `events` on `window`, by default the news. Without a dated event it has bands only."""
    newest = news_day(articles)
    shown = window or opening_window(events, newest)
    figure = go.Figure(layout={"template": template(palette)})
    there = dict(zip((event.id for event in events), bands(events, shown), strict=True))
    rows, heads, height = _rows(events, there)
    _add_pieces(
        figure, [p for event in events if event.id in rows for p in pieces(event, shown)], events, rows, palette
    )
    _add_labels(figure, events, rows, shown, palette)
    left = _add_gutter(figure, events, there, "earlier", rows, lexicon, palette)
    right = _add_gutter(figure, events, there, "later", rows, lexicon, palette)
    low, high = shown[0].ordinal * DAY_MS, (shown[1].ordinal + 1) * DAY_MS
    figure.update_layout(
        height=height + 82,
        margin={"l": 8, "r": 8, "t": 52, "b": 30},
        barmode="overlay",
        xaxis={
            "type": "date", "range": [low, high], "side": "top", "ticks": "outside", "showgrid": True,
            "domain": [GUTTER + 0.02 if left else 0, 1 - GUTTER - 0.02 if right else 1], "fixedrange": True,
        },
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
        meta={"window": [shown[0].iso(), shown[1].iso()], "height": height},
    )  # fmt: skip
    for y, band, count in heads:
        figure.add_annotation(
            text=escape(f"{lexicon.wording['bands'][band]} · {count}"), x=0, xref="x domain", xanchor="left", y=y,
            yanchor="bottom", showarrow=False, font={"size": SIZES["small"], "color": palette.muted},
        )  # fmt: skip
    if newest is not None:
        line = newest.ordinal * DAY_MS + DAY_MS // 2
        figure.add_vline(x=line, line={"color": palette.accent, "width": 1, "dash": "dot"}, layer="below")
        figure.add_annotation(
            text=escape(lexicon.wording.say("published_line", day_short=short_day_words(newest, lexicon))), x=line,
            y=0, yref="y domain", yanchor="top", xanchor="left", showarrow=False,
            font={"size": SIZES["small"], "color": palette.accent},
        )  # fmt: skip
    return figure


def _rows(
    events: Sequence[Event], there: dict[str, str]
) -> tuple[dict[str, float], list[tuple[float, str, int]], float]:
    """Return y in pixels of each event, where the bands' names stand, and the height.

    Gutter rows share the height of the axis rows. Beyond ROWS_AT_MOST on the axis, rows are used again in turn.
    """
    heads: list[tuple[float, str, int]] = []
    rows: dict[str, float] = {}
    top = 0.0
    for band in ("axis", "ongoing", "undated"):
        inside = [event for event, _ in time_rows([event for event in events if there[event.id] == band])]
        if band != "axis" and inside:
            top += HEAD
            heads.append((top, band, len(inside)))
        for number, event in enumerate(inside):
            rows[event.id] = top + (number % ROWS_AT_MOST + 0.5) * ROW_PX
        used = min(len(inside), ROWS_AT_MOST)
        if band == "axis":
            gutters = [min(ROWS_AT_MOST, list(there.values()).count(side)) for side in ("earlier", "later")]
            used = max(used, 3, *(-(-number * GUTTER_ROW // ROW_PX) for number in gutters))
        top += used * ROW_PX
    return rows, heads, top


def _add_pieces(
    figure: go.Figure, made: Sequence[Piece], events: Sequence[Event], rows: dict[str, float], palette: Palette
) -> None:
    marks = {event.id: category_mark(event.category, palette) for event in events}
    for part in PARTS:
        some = [piece for piece in made if piece.part == part]
        color = [
            palette.text if part in ("strike", "quote") or piece.sign in OVER else marks[piece.event].color
            for piece in some
        ]
        common: dict[str, Any] = {
            "y": [rows[piece.event] for piece in some],
            "ids": _point_ids(some),
            "hoverinfo": "skip",
            "meta": {"part": part},
        }
        if part in THICK:
            figure.add_bar(
                **common,
                orientation="h",
                base=[round(piece.start * DAY_MS) for piece in some],
                x=[round((piece.end - piece.start) * DAY_MS) for piece in some],
                width=[_thick(piece) for piece in some],
                marker={
                    "color": [
                        NOTHING if piece.hollow and part != "fade" else own
                        for piece, own in zip(some, color, strict=True)
                    ],
                    "opacity": [round(piece.strength, 3) for piece in some],
                    "line": {"color": color, "width": 0 if part in ("fade", "strike") else 1.5},
                },
            )
        elif part == "quote":
            figure.add_scatter(
                **common,
                mode="text",
                x=[round(piece.start * DAY_MS) for piece in some],
                text=[piece.sign + CLEAR for piece in some],
                textposition="middle left",
                textfont={"size": 22, "color": color},
                cliponaxis=False,
            )
        else:
            figure.add_scatter(
                **common,
                mode="markers",
                x=[round(piece.start * DAY_MS) for piece in some],
                cliponaxis=False,
                marker={
                    "symbol": [_symbol(piece, marks[piece.event].symbol) for piece in some],
                    "color": color,
                    "opacity": 1,
                    "size": {"dot": 11, "end": 12, "says": 13}[part],
                    "line": {"color": color, "width": 2 if part != "dot" else 1.5},
                },
            )


def _thick(piece: Piece) -> int:
    if piece.hollow and piece.part == "rail":
        return HOLLOW_RAIL
    return THICK["span" if piece.sign == "wide" else piece.part]


def _point_ids(some: Sequence[Piece]) -> list[str]:
    """The event's id, with "#2", "#3" for its further points: plotly.js draws only one of several points of one id."""
    seen: Counter[str] = Counter()
    found = []
    for piece in some:
        seen[piece.event] += 1
        number = seen[piece.event]
        found.append(piece.event if number == 1 else f"{piece.event}#{number}")
    return found


def _symbol(piece: Piece, symbol: str) -> str:
    if piece.part == "dot":
        return f"{symbol}-open" if piece.hollow else symbol
    return "line-ns-open" if piece.part == "end" else piece.sign


def _add_labels(
    figure: go.Figure, events: Sequence[Event], rows: dict[str, float], window: tuple[Day, Day], palette: Palette
) -> None:
    """Titles beside the marks of a still picture: on the side that has more room."""
    some = [event for event in events if event.id in rows][: 3 * ROWS_AT_MOST]
    low, high = window[0].ordinal, window[1].ordinal + 1
    x, side = [], []
    for event in some:
        ends = [at for piece in pieces(event, window) for at in (piece.start, piece.end)] or [low]
        first, last = (min(high, max(low, end)) for end in (min(ends), max(ends)))  # a mark before the window: its edge
        right = high - last >= first - low
        x.append(round((last if right else first) * DAY_MS))
        side.append("middle right" if right else "middle left")
    figure.add_scatter(
        x=x, y=[rows[event.id] for event in some], ids=[event.id for event in some], mode="text",
        text=[f"  {escape(event.title)}  " for event in some], textposition=side, hoverinfo="skip", cliponaxis=False,
        textfont={"size": SIZES["body"], "color": palette.text}, meta={"part": "label"},
    )  # fmt: skip


def _lines(words: str) -> list[str]:
    """Return the words as lines that a gutter of a wide picture holds, two at most."""
    lines = [escape(line) for line in wrap(words, GUTTER_CHARS, drop_whitespace=False)]
    return lines if len(lines) <= 2 else [lines[0], lines[1].rstrip() + " …"]


def _add_gutter(
    figure: go.Figure, events: Sequence[Event], there: dict[str, str], band: str, rows: dict[str, float],
    lexicon: Lexicon, palette: Palette,
) -> bool:  # fmt: skip
    """Events outside the axis, in order, in a frame of their own: an equal step apart, never to scale."""
    some = [event for event in events if there[event.id] == band]
    some = some[-ROWS_AT_MOST:] if band == "earlier" else some[:ROWS_AT_MOST]
    if not some:
        return False
    axis = "x2" if band == "earlier" else "x3"
    domain = [0, GUTTER] if band == "earlier" else [1 - GUTTER, 1]
    figure.update_layout({f"xaxis{axis[1]}": {"domain": domain, "range": [0, 1], "visible": False, "fixedrange": True}})
    marks = [category_mark(event.category, palette) for event in some]
    figure.add_scatter(
        xaxis=axis, x=[0.04] * len(some), y=[(number + 0.5) * GUTTER_ROW for number in range(len(some))],
        ids=[event.id for event in some], mode="markers+text", textposition="middle right", hoverinfo="skip",
        text=["<br>  ".join(_lines(f"  {short_when(event, lexicon)}  {event.title}")) for event in some],
        textfont={"size": SIZES["small"], "color": palette.text},
        marker={"symbol": [mark.symbol for mark in marks], "color": [mark.color for mark in marks], "size": 9},
        meta={"part": "gutter"},
    )  # fmt: skip
    words = f"{lexicon.wording['bands'][band]} ({lexicon.wording['gutter']})"
    figure.add_annotation(
        text=escape(words), x=domain[0], xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom",
        showarrow=False, font={"size": SIZES["small"], "color": palette.muted},
    )  # fmt: skip
    figure.add_shape(
        type="rect", xref="paper", yref="paper", x0=domain[0], x1=domain[1], y0=0, y1=1, layer="below",
        line={"width": 0}, fillcolor=palette.surface,
    )  # fmt: skip
    return True
