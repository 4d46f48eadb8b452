"""What a page is made of: boxes, lines, ovals, outlines and words at their places, in pixels of a 1280 by 720 page.

One drawing, several files: `as_svg` makes SVG of it (and so HTML, PDF, PNG), `as_pptx` shapes of PowerPoint's own.
Every part has a name, which becomes its alt text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.export.fonts import LINE, text_width, wrap

PAGE_WIDTH, PAGE_HEIGHT = 1280, 720
INK, GREY, PALE, WHITE = "#1a1a1a", "#55595e", "#c9cdd2", "#ffffff"
SEA, LAND, BORDER, INVOLVED = "#eef3f7", "#dcd8cd", "#a39d8e", "#f3e2b3"


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def meets(self, other: Box) -> bool:
        """True where both cover some point."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Rect:
    box: Box
    fill: str = ""
    line: str = ""
    width: float = 1.5
    name: str = ""
    dashed: bool = False
    round: bool = False


@dataclass(frozen=True)
class Oval:
    box: Box
    fill: str = ""
    line: str = ""
    width: float = 1.5
    name: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    line: str = INK
    width: float = 1.5
    name: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Outline:
    """Closed outlines that are one shape: a country with its islands, an arrow head."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: str = ""
    line: str = ""
    width: float = 1.0
    name: str = ""


@dataclass(frozen=True)
class Words:
    """Text broken into lines that fit the box. `text` is the whole line of thought, for programs that break it anew."""

    box: Box
    lines: tuple[str, ...]
    size: float
    color: str = INK
    bold: bool = False
    italic: bool = False
    align: str = "left"
    fill: str = ""
    role: str = ""
    name: str = ""


@dataclass(frozen=True)
class Land:
    """A map: the countries inside `view` (west, south, east, north), those of `involved` in another shade."""

    box: Box
    view: tuple[float, float, float, float]
    outlines: str
    involved: tuple[str, ...] = ()
    name: str = ""

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies on the page; longitudes may run past 180 where the view does."""
        west, south, east, north = self.view
        while lon < west:
            lon += 360
        return (
            self.box.x + (lon - west) / (east - west) * self.box.w,
            self.box.y + (north - lat) / (north - south) * self.box.h,
        )


Part = Rect | Oval | Line | Outline | Words | Land


@dataclass(frozen=True)
class Slide:
    """One page of one scene: what is drawn, and what whoever speaks has in front of them."""

    scene: str
    heading: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    alt: str = ""
    events: tuple[str, ...] = ()
    size: tuple[float, float] = field(default=(PAGE_WIDTH, PAGE_HEIGHT))


def words(
    text: str,
    box: Box,
    sizes: tuple[float, ...],
    *,
    color: str = INK,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
    fill: str = "",
    role: str = "",
    name: str = "",
) -> Words:
    """Return the text in the box, in the first of `sizes` in which it fits; else in the last one, cut with "…"."""
    for size in sizes:
        lines = wrap(text, size, box.w, bold)
        if len(lines) * size * LINE <= box.h + 0.01:
            break
    else:
        size = sizes[-1]
        lines = wrap(text, size, box.w, bold, most=max(1, int((box.h + 0.01) / (size * LINE))))
    return Words(box, lines, size, color, bold, italic, align, fill, role, name)


def height(lines: int, size: float) -> float:
    return lines * size * LINE


def fits(words_: Words) -> bool:
    """True where every line of the words fits into their box."""
    wide = all(text_width(line, words_.size, words_.bold) <= words_.box.w + 0.5 for line in words_.lines)
    return wide and height(len(words_.lines), words_.size) <= words_.box.h + 0.5
