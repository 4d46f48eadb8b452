"""Colours, symbols, type sizes and the Plotly template: one quiet look, colour for the kind of event and nothing else.

Every category has a colour and a symbol of its own, so that neither is needed alone. Contrast against the page is at
least 3:1 for marks and 4.5:1 for words, in light and dark (WCAG 2.2, 1.4.11 and 1.4.3); a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Noto Sans", sans-serif'
SIZES = {"small": 11, "body": 12.5, "heading": 14}  # px; by eye at 1366x768


@dataclass(frozen=True)
class Palette:
    """The colours of one look. `area` and `ring_fill` are see-through fills of the map."""

    name: str
    background: str
    surface: str
    text: str
    muted: str
    border: str
    grid: str
    accent: str
    land: str
    sea: str
    area: str
    area_line: str
    ring_fill: str


LIGHT = Palette(
    "light", "#ffffff", "#f3f4f2", "#1b2127", "#56606a", "#aab2ba", "#e7eaec", "#1f4e79",
    "#edeae3", "#dfe8ee", "rgba(31,78,121,.22)", "#1f4e79", "rgba(31,78,121,.12)",
)  # fmt: skip
DARK = Palette(
    "dark", "#14181c", "#1e242a", "#e8ebee", "#a7b1ba", "#59646e", "#2a3239", "#8db9e3",
    "#2b333a", "#171d22", "rgba(141,185,227,.26)", "#8db9e3", "rgba(141,185,227,.14)",
)  # fmt: skip


class Mark(NamedTuple):
    """How a category is marked: a Plotly symbol and a colour."""

    symbol: str
    color: str


# symbol, colour on light, colour on dark. Neighbours in hue differ in shape and in lightness; chosen with the
# Okabe-Ito and Tol palettes in view, then checked for contrast and for the three kinds of colour blindness.
_MARKS = {
    "visit": ("circle", "#1f6fb5", "#6bb0ee"),
    "talks": ("square", "#0b857a", "#4cc9bb"),
    "statement": ("triangle-up", "#76529b", "#bd9be0"),
    "agreement": ("diamond", "#2c7a35", "#7ccb7f"),
    "trade": ("hexagon", "#8a6d00", "#dcb83a"),
    "aid": ("cross", "#c2497f", "#f093bd"),
    "sanctions": ("x", "#a3511b", "#eb9a63"),
    "military": ("triangle-down", "#55616e", "#a9b6c3"),
    "conflict": ("star-diamond", "#c0311f", "#ff8674"),
    "protest": ("triangle-right", "#bf6a00", "#ffb254"),
    "politics": ("pentagon", "#3d4fa1", "#97a7f5"),
    "anniversary": ("star", "#973b8f", "#df8bd6"),
    "other": ("triangle-left", "#6b6b6b", "#b5b5b5"),
}


def category_mark(category: str, palette: Palette = LIGHT) -> Mark:
    """Return the symbol and colour of a category; one that is not ours is marked as "other"."""
    symbol, light, dark = _MARKS.get(category, _MARKS["other"])
    return Mark(symbol, dark if palette.name == "dark" else light)


def template(palette: Palette = LIGHT) -> go.layout.Template:
    """Return the Plotly template of a look: no frame, a faint grid, our type."""
    import plotly.graph_objects as go  # half a second, which a page without a figure does not wait for

    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": palette.border,
        "tickcolor": palette.border,
        "gridcolor": palette.grid,
        "tickfont": {"color": palette.muted, "size": SIZES["small"]},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": SIZES["body"], "color": palette.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "showlegend": False,
            "hovermode": "closest",
        }
    )
