"""Drawing -> SVG. Text is escaped in one place, so nothing that an article says can become markup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from dashboard.export.drawing import BORDER, INVOLVED, LAND, Land, Line, Outline, Oval, Part, Rect, Slide, Words
from dashboard.export.fonts import FAMILY, LINE
from dashboard.export.options import ExportOptions
from dashboard.export.outlines import countries, inside_view
from dashboard.export.text import clean
from dashboard.model import Article, Event

FONTS = f"{FAMILY}, 'Liberation Sans', Helvetica, sans-serif"
_ASCENT = 0.94  # baseline below the top of a line, in font sizes


def svg_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the timeline (or the map, for view "map") as one SVG of `width` by `height` pixels."""
    from dashboard.export.pages import picture

    return standalone(picture(events, articles, options), options.lexicon.folder).encode("utf-8")


def standalone(slide: Slide, reference: Path) -> str:
    """Return the slide as an SVG file of its own, with outlines cut to the view."""
    wide, high = slide.size
    inner = "".join(part_svg(part, reference) for part in slide.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(wide)}" height="{_n(high)}" '
        f'viewBox="0 0 {_n(wide)} {_n(high)}" font-family="{FONTS}" role="img">'
        f"<title>{text(slide.heading)}</title><desc>{text(slide.alt)}</desc>{inner}</svg>\n"
    )


def text(value: str) -> str:
    """Return the text as markup may hold it: as typed, without what XML cannot carry."""
    return escape(clean(value), quote=True)


def slide_svg(slide: Slide, reference: Path, shared: bool = True) -> str:
    """Return the slide for a page; its map is drawn from the page's `world_defs` or, not `shared`, in full."""
    wide, high = slide.size
    inner = "".join(part_svg(part, reference, shared) for part in slide.parts)
    return (
        f'<svg class="page" viewBox="0 0 {_n(wide)} {_n(high)}" font-family="{FONTS}" role="group" '
        f'aria-label="{text(slide.alt)}">{inner}</svg>'
    )


@lru_cache(maxsize=4)
def world_defs(reference: Path, outlines: str) -> str:
    """Return the countries of a boundary set, one path each, in degrees with north up; to be put in a page once."""
    paths = "".join(
        f'<path id="c{number}" data-iso3="{text(country.iso3)}" vector-effect="non-scaling-stroke" d="'
        + "".join(_ring([(lon, -lat) for lon, lat in ring], 2) for ring in country.rings)
        + '"/>'
        for number, country in enumerate(countries(reference, outlines))
    )
    return (
        '<svg class="world" width="0" height="0" aria-hidden="true"><defs>'
        f'<g id="world" fill-rule="evenodd">{paths}</g></defs></svg>'
    )


def part_svg(part: Part, reference: Path, shared: bool = False) -> str:
    """Return the markup of one part. A map is drawn in full or, `shared`, from `world_defs`."""
    match part:
        case Rect():
            b = part.box
            corner = f' rx="{_n(b.h / 4)}"' if part.round else ""
            return f'<rect x="{_n(b.x)}" y="{_n(b.y)}" width="{_n(b.w)}" height="{_n(b.h)}"{corner}{_paint(part)}/>'
        case Oval():
            b = part.box
            return (
                f'<ellipse cx="{_n(b.x + b.w / 2)}" cy="{_n(b.y + b.h / 2)}" rx="{_n(b.w / 2)}" ry="{_n(b.h / 2)}"'
                f"{_paint(part)}>{_title(part.name)}</ellipse>"
            )
        case Line():
            return (
                f'<line x1="{_n(part.x1)}" y1="{_n(part.y1)}" x2="{_n(part.x2)}" y2="{_n(part.y2)}"'
                f' stroke="{part.line}" stroke-width="{_n(part.width)}"{_dash(part.dashed)}/>'
            )
        case Outline():
            rings = "".join(_ring(list(ring), 2) for ring in part.rings)
            return f'<path d="{rings}" fill-rule="evenodd"{_paint(part)}/>'
        case Words():
            return _words(part)
        case Land():
            return _land(part, reference) if shared else _land_in_full(part, reference)


def _words(part: Words) -> str:
    b = part.box
    anchor = {"left": "start", "center": "middle", "right": "end"}[part.align]
    x = {"left": b.x, "center": b.x + b.w / 2, "right": b.right}[part.align]
    style = (' font-weight="bold"' if part.bold else "") + (' font-style="italic"' if part.italic else "")
    back = (
        f'<rect x="{_n(b.x)}" y="{_n(b.y)}" width="{_n(b.w)}" height="{_n(b.h)}" fill="{part.fill}" opacity="0.85"/>'
        if part.fill
        else ""
    )
    role = f' class="{part.role}"' if part.role else ""
    between = ""
    if part.role == "heading":
        role += f' role="heading" aria-level="2" aria-label="{text(" ".join(part.lines))}"'
        between = (
            f'<text x="{_n(b.x)}" y="{_n(b.y)}" font-size="1">&#160;</text>'  # else a PDF's bookmark joins the words
        )
    lines = between.join(
        f'<text x="{_n(x)}" y="{_n(b.y + (index * LINE + _ASCENT) * part.size)}" font-size="{_n(part.size)}" '
        f'fill="{part.color}" text-anchor="{anchor}" data-width="{_n(b.w)}"{style}>{text(line)}</text>'
        for index, line in enumerate(part.lines)
    )
    return f"{back}<g{role}>{lines}</g>"


def _land(part: Land, reference: Path) -> str:
    """Return the map as a window onto the page's one world; a script may move the window."""
    b, (west, south, east, north) = part.box, part.view
    # The world's outlines run on past the date line, by less than 20 degrees (Chukotka, Fiji).
    turns = [turn for turn in (-360, 0, 360) if west < 200 + turn and east > -200 + turn]
    uses = "".join(f'<use href="#world" x="{turn}" fill="{LAND}"/>' for turn in turns)
    return (
        f'<svg class="land" x="{_n(b.x)}" y="{_n(b.y)}" width="{_n(b.w)}" height="{_n(b.h)}" '
        f'preserveAspectRatio="none" viewBox="{_n(west)} {_n(-north)} {_n(east - west)} {_n(north - south)}" '
        f'stroke="{BORDER}" stroke-width="0.7" '
        f'data-involved="{text(" ".join(part.involved))}" role="img" aria-label="{text(part.name)}">{uses}'
        f"{_involved(part, reference, turns)}</svg>"
    )


def _involved(part: Land, reference: Path, turns: list[int]) -> str:
    found = []
    for number, country in enumerate(countries(reference, part.outlines)):
        if country.iso3 and country.iso3 in part.involved:
            found += [f'<use href="#c{number}" x="{turn}" fill="{INVOLVED}"/>' for turn in turns]
    return "".join(found)


def _land_in_full(part: Land, reference: Path) -> str:
    shapes = "".join(part_svg(shape, reference) for shape in land_shapes(part, reference))
    return f'<g fill-rule="evenodd" role="img" aria-label="{text(part.name)}">{shapes}</g>'


def land_shapes(part: Land, reference: Path) -> list[Outline]:
    """Return the countries inside the map's view as outlines in page pixels, the involved ones in their shade."""
    shapes = []
    for country in countries(reference, part.outlines):
        for _, rings in inside_view(country, part.view):
            placed = _drawn([[_xy(part, lon, lat) for lon, lat in ring] for ring in rings])
            if not placed:
                continue
            fill = INVOLVED if country.iso3 in part.involved else LAND
            shapes.append(Outline(placed, fill, BORDER, 0.75, country.iso3 or "disputed area"))
    return shapes


def _drawn(rings: list[list[tuple[float, float]]]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the rings without points nearer to the last than a pixel's half, and without islands of a pixel."""
    kept = []
    for ring in rings:
        thin = [ring[0]]
        for x, y in ring[1:]:
            if abs(x - thin[-1][0]) + abs(y - thin[-1][1]) >= 0.6:
                thin.append((x, y))
        if len(thin) >= 3:
            kept.append(tuple(thin))
    return tuple(kept)


def _xy(part: Land, lon: float, lat: float) -> tuple[float, float]:
    west, south, east, north = part.view
    return (
        part.box.x + (lon - west) / (east - west) * part.box.w,
        part.box.y + (north - lat) / (north - south) * part.box.h,
    )


def _ring(points: list[tuple[float, float]], digits: int) -> str:
    return "M" + "L".join(f"{round(x, digits):g} {round(y, digits):g}" for x, y in points) + "Z"


def _paint(part: Rect | Oval | Outline) -> str:
    fill = f' fill="{part.fill or "none"}"'
    if not part.line:
        return fill
    dashed = _dash(getattr(part, "dashed", False))
    return f'{fill} stroke="{part.line}" stroke-width="{_n(part.width)}"{dashed}'


def _dash(dashed: bool) -> str:
    return ' stroke-dasharray="5 4"' if dashed else ""


def _title(name: str) -> str:
    return f"<title>{text(name)}</title>" if name else ""


def _n(number: float) -> str:
    return f"{round(number, 2):g}"
