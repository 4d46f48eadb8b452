"""Slides -> PowerPoint, 16:9: every line, mark, country and word a shape that can be edited; no picture.

Shapes are written as DrawingML directly: python-pptx makes the package, the layouts and the notes, but a shape of its
own takes a millisecond and the theme's shadow. Each shape has its alt text, each slide its title and speaker notes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Emu

from dashboard.export.as_svg import land_shapes
from dashboard.export.drawing import Box, Land, Line, Outline, Oval, Part, Rect, Slide, Words
from dashboard.export.fonts import FAMILY
from dashboard.export.options import ExportOptions
from dashboard.export.packing import steady
from dashboard.export.slides import slides
from dashboard.export.text import clean
from dashboard.model import Article, Event

_EMU = 9525  # of a pixel at 96 to the inch, so that a page of 1280 pixels is 13.33 inches wide
_TITLE_ONLY = 5  # the layout of python-pptx's template that has a title and nothing else


def pptx_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the presentation of the briefing."""
    made = slides(events, articles, options)
    deck: Any = Presentation()
    _widen(deck, made[0].size if made else (1280, 720))
    for slide in made:
        page = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        for placeholder in list(page.placeholders):
            placeholder.element.getparent().remove(placeholder.element)
        page.notes_slide.notes_text_frame.text = clean("\n".join(slide.notes))
        ids = iter(range(2, 1_000_000))
        shapes = "".join(xml for part in slide.parts for xml in _shapes(part, ids, options.lexicon.folder))
        # The slide is parsed once with all its shapes: put in one by one they take three times as long.
        frame = serialize_part_xml(page.part._element).decode("utf-8")
        page.part._element = parse_xml(frame.replace("</p:spTree>", f"{shapes}</p:spTree>").encode("utf-8"))
    _properties(deck, made, options)
    buffer = io.BytesIO()
    deck.save(buffer)
    return steady(buffer.getvalue())


def _widen(deck: Any, size: tuple[float, float]) -> None:
    """Make the template 16:9; its layouts' placeholders are stretched with it, so that new slides look right too."""
    wide, high = Emu(round(size[0] * _EMU)), Emu(round(size[1] * _EMU))
    across, down = wide / deck.slide_width, high / deck.slide_height
    deck.slide_width, deck.slide_height = wide, high
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.shapes:
            if shape.element.find(".//{*}xfrm") is None:
                continue
            shape.left, shape.width = Emu(round(shape.left * across)), Emu(round(shape.width * across))
            shape.top, shape.height = Emu(round(shape.top * down)), Emu(round(shape.height * down))


def _properties(deck: Any, made: Sequence[Slide], options: ExportOptions) -> None:
    properties = deck.core_properties
    day = options.made_on or (options.briefing.made_on if options.briefing else None)
    moment = datetime.datetime(*(day or (2000, 1, 1)))
    properties.title = clean(made[0].heading)[:255] if made else ""
    properties.author = "Dateline"
    properties.keywords = clean(options.marking)[:255]
    properties.created = properties.modified = moment
    properties.last_modified_by = "Dateline"


def _shapes(part: Part, ids: Iterator[int], reference: Path) -> Iterator[str]:
    match part:
        case Rect():
            shape = "roundRect" if part.round else "rect"
            yield _shape(
                ids, part.name, part.box, _preset(shape), _fill(part.fill) + _line(part.line, part.width, part.dashed)
            )
        case Oval():
            yield _shape(
                ids,
                part.name,
                part.box,
                _preset("ellipse"),
                _fill(part.fill) + _line(part.line, part.width, part.dashed),
            )
        case Line():
            yield _connector(ids, part)
        case Outline():
            yield _freeform(ids, part)
        case Words():
            yield _text(ids, part)
        case Land():
            inner = "".join(_freeform(ids, shape, named=False) for shape in land_shapes(part, reference))
            if inner:
                box = _xfrm(part.box) + f'<a:chOff x="{_e(part.box.x)}" y="{_e(part.box.y)}"/>'
                box += f'<a:chExt cx="{_e(part.box.w)}" cy="{_e(part.box.h)}"/>'
                yield (
                    f"<p:grpSp><p:nvGrpSpPr>{_about(ids, part.name)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
                    f"<p:grpSpPr><a:xfrm>{box}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
                )


def _about(ids: Iterator[int], name: str) -> str:
    words = quoteattr(clean(name or "Shape").replace("\n", " "))
    return f'<p:cNvPr id="{next(ids)}" name={quoteattr(clean(name or "Shape")[:60])} descr={words}/>'


def _shape(ids: Iterator[int], name: str, box: Box, geometry: str, paint: str, body: str = "", kind: str = "") -> str:
    body = body or "<p:txBody><a:bodyPr/><a:p/></p:txBody>"
    return (
        f"<p:sp><p:nvSpPr>{_about(ids, name)}<p:cNvSpPr/>{kind or '<p:nvPr/>'}</p:nvSpPr>"
        f"<p:spPr><a:xfrm>{_xfrm(box)}</a:xfrm>{geometry}{paint}</p:spPr>{body}</p:sp>"
    )


def _freeform(ids: Iterator[int], part: Outline, named: bool = True) -> str:
    xs = [x for ring in part.rings for x, _ in ring]
    ys = [y for ring in part.rings for _, y in ring]
    left, top = min(xs), min(ys)
    box = Box(left, top, max(max(xs) - left, 0.1), max(max(ys) - top, 0.1))
    paths = []
    for ring in part.rings:
        points = [f'<a:pt x="{_e(x - left)}" y="{_e(y - top)}"/>' for x, y in ring]
        lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
        paths.append(f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>")
    geometry = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l='0' t='0' r='r' b='b'/><a:pathLst>"
        f'<a:path w="{_e(box.w)}" h="{_e(box.h)}">{"".join(paths)}</a:path></a:pathLst></a:custGeom>'
    )
    name = part.name if named else f"Outline {part.name}"
    return _shape(ids, name, box, geometry, _fill(part.fill) + _line(part.line, part.width, False))


def _connector(ids: Iterator[int], part: Line) -> str:
    box = Box(min(part.x1, part.x2), min(part.y1, part.y2), abs(part.x2 - part.x1), abs(part.y2 - part.y1))
    flip = ' flipV="1"' if (part.x2 - part.x1) * (part.y2 - part.y1) < 0 else ""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{_about(ids, part.name)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr><a:xfrm{flip}>{_xfrm(box)}</a:xfrm>{_preset('line')}"
        f"{_line(part.line, part.width, part.dashed)}</p:spPr>"
        "</p:cxnSp>"
    )


def _text(ids: Iterator[int], part: Words) -> str:
    align = {"left": "l", "center": "ctr", "right": "r"}[part.align]
    font = (
        f'<a:rPr lang="en-GB" sz="{round(part.size * 75)}" b="{int(part.bold)}" i="{int(part.italic)}" dirty="0">'
        f'{_fill(part.color)}<a:latin typeface="{FAMILY}"/><a:cs typeface="{FAMILY}"/></a:rPr>'
    )
    run = f"<a:r>{font}<a:t>{_escaped(' '.join(part.lines))}</a:t></a:r>" if part.lines else ""
    body = (
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr>'
        f'<a:p><a:pPr algn="{align}" marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
        f"{run}</a:p></p:txBody>"
    )
    kind = '<p:nvPr><p:ph type="title"/></p:nvPr>' if part.role == "heading" else ""
    return _shape(ids, part.name, part.box, _preset("rect"), _fill(part.fill, 85) + _line("", 0, False), body, kind)


def _xfrm(box: Box) -> str:
    return f'<a:off x="{_e(box.x)}" y="{_e(box.y)}"/><a:ext cx="{_e(box.w)}" cy="{_e(box.h)}"/>'


def _preset(name: str) -> str:
    return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'


def _fill(color: str, percent: int = 100) -> str:
    if not color:
        return "<a:noFill/>"
    alpha = f'<a:alpha val="{percent * 1000}"/>' if percent < 100 else ""
    return f'<a:solidFill><a:srgbClr val="{color.lstrip("#")}">{alpha}</a:srgbClr></a:solidFill>'


def _line(color: str, width: float, dashed: bool) -> str:
    if not color:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{_e(width)}">{_fill(color)}{dash}<a:round/></a:ln>'


def _escaped(text: str) -> str:
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _e(pixels: float) -> int:
    return round(pixels * _EMU)
