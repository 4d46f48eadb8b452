"""The timeline of some events as a drawing: one numbered row an event, signs as in the legend of the screen.

A dot: that day. A bar: throughout. A thin bar between two caps: one day inside. Broken to the edge: end not given.
Filled: reported as fact; outlined: planned; arrow: under way; struck: suspended; crossed: denied; in quotes: claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.dates import Day, parse_edtf
from dashboard.export.drawing import GREY, INK, PALE, WHITE, Box, Line, Outline, Oval, Part, Rect, Words
from dashboard.export.fonts import LINE, cut, text_width
from dashboard.model import Event

GUTTER = 30.0
SIGNS = (
    "Signs: dot, that day; bar, throughout; thin bar between caps, one day inside; broken line, start or end unknown; "
    "~ about; ? date doubtful. Filled: reported as fact; outlined: planned; arrow: under way; struck: suspended; "
    "crossed: denied; quote mark: claimed. Colour: kind of event. Broken upright: day of publication."
)
_PAPER = "#f7f8f9"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LEAST_DAYS = 7


@dataclass(frozen=True)
class Row:
    """One row: the event, the number that stands before it, its colour and its date in words; `label` is its title
    and `kind` its category in words, where the rows are read by themselves."""

    event: Event
    number: str
    color: str
    when: str
    label: str = ""
    kind: str = ""

    @property
    def tail(self) -> str:
        return f" · {self.kind}" if self.kind else ""


@dataclass(frozen=True)
class Scale:
    """Days to pixels: `first` to `last`, both whole, over `box`."""

    first: Day
    last: Day
    box: Box

    @property
    def day(self) -> float:
        return self.box.w / (self.last.ordinal - self.first.ordinal + 1)

    def start(self, day: Day) -> float:
        """Return where a day begins, held inside the box."""
        return min(max(self.box.x + (day.ordinal - self.first.ordinal) * self.day, self.box.x), self.box.right)

    def end(self, day: Day) -> float:
        return min(max(self.box.x + (day.ordinal + 1 - self.first.ordinal) * self.day, self.box.x), self.box.right)


def fit_window(events: Sequence[Event]) -> tuple[Day, Day] | None:
    """Return the first and last day of a timeline that shows the events' dates; None where none has a day at all."""
    days = [day for e in events if e.dated for day in (e.earliest, e.latest or e.seen_on) if day]
    if not days:
        days = [day for e in events for day in (e.earliest, e.latest, e.seen_on) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    room = max(1, (last.ordinal - first.ordinal) // 20)
    missing = max(0, _LEAST_DAYS - (last.ordinal - first.ordinal + 1 + 2 * room))
    return first.plus(-room - missing // 2), last.plus(room + missing - missing // 2)


def strip(rows: Sequence[Row], window: tuple[Day, Day], box: Box, published: Sequence[Day] = ()) -> list[Part]:
    """Return the drawing: the axis below, a row an event above, inside `box`."""
    axis_height = 24.0
    wide = max((text_width(row.label + row.tail, 13) for row in rows if row.label), default=0.0)
    gutter = GUTTER + (min(wide, box.w * 0.5) + 10 if wide else 0)
    plot = Box(box.x + gutter, box.y, box.w - gutter, box.h - axis_height)
    scale = Scale(*window, plot)
    parts: list[Part] = [Rect(plot, fill=_PAPER, name="Timeline")]
    parts += _ticks(scale, box.bottom - axis_height)
    parts += _published(scale, published, plot)
    high = plot.h / max(1, len(rows))
    for index, row in enumerate(rows):
        parts += _row(row, scale, Box(box.x, plot.y + index * high, box.w, high), gutter)
    return parts


def _row(row: Row, scale: Scale, box: Box, gutter: float) -> list[Part]:
    event = row.event
    middle = box.y + box.h / 2
    size = min(14.0, max(5.0, box.h / LINE - 0.5))
    name = f"{row.number}. {event.title}: {row.when}"
    parts: list[Part] = []
    label_box = Box(box.x, middle - size * LINE / 2, GUTTER - 6, size * LINE)
    if row.number:
        parts.append(Words(label_box, (row.number,), size, GREY, bold=True, align="right", name=f"Row {row.number}"))
    if row.label:
        small = min(13.0, size)
        room = Box(box.x + GUTTER, middle - small * LINE / 2, gutter - GUTTER - 6, small * LINE)
        label = cut(row.label, small, room.w - text_width(row.tail, small)) + row.tail
        parts.append(Words(room, (label,), small, INK, name=row.label + row.tail))
    half = min(7.0, box.h * 0.34)
    if not event.dated:
        return [*parts, *_undated(row, scale, middle, half, size, name)]
    begin = event.earliest or event.latest  # without a first day only the last one is certain
    left = scale.start(begin) if begin else scale.box.x
    end = event.latest or event.seen_on or event.earliest
    right = scale.end(end) if end else scale.box.right
    inside = _inside(event, scale)
    if inside:
        edge = scale.box.x if inside == "earlier" else scale.box.right
        words = f"◂ {row.when}" if inside == "earlier" else f"{row.when} ▸"
        return [*parts, _beside(words, edge, scale, middle, min(size, 13.0), inside == "later", name)]
    fill = WHITE if event.status in ("planned", "suspended", "denied") else row.color
    lasting = "/" in (event.date or "")
    if not lasting and event.precision == "day":
        centre = (left + right) / 2
        parts.append(Oval(Box(centre - half, middle - half, 2 * half, 2 * half), fill, row.color, 2.0, name))
        left, right = centre - half, centre + half
    else:
        right = max(right, left + 3)
        thick = half if lasting else half * 0.5
        parts.append(Rect(Box(left, middle - thick, right - left, 2 * thick), fill, row.color, 2.0, name))
        if not lasting:
            for x in (left, right):
                parts.append(Line(x, middle - half, x, middle + half, row.color, 2.5, f"{name} (one day inside)"))
    if lasting and event.latest is None:
        parts.append(Line(right, middle, scale.box.right, middle, row.color, 2.0, f"{name} (end not given)", True))
    if lasting and event.earliest is None:
        parts.append(Line(scale.box.x, middle, left, middle, row.color, 2.0, f"{name} (start not given)", True))
    parts += _status_sign(event.status, left, right, middle, half, row.color, name, scale)
    return parts + _doubt(event, right + (1.6 * half if event.status == "ongoing" else 0), middle, half, name, scale)


def _status_sign(
    status: str, left: float, right: float, middle: float, half: float, color: str, name: str, scale: Scale
) -> list[Part]:
    if status == "ongoing":
        tip = min(right + 1.6 * half, scale.box.right + 8)
        head = ((tip - 1.6 * half, middle - half * 1.3), (tip, middle), (tip - 1.6 * half, middle + half * 1.3))
        return [Outline((head,), color, color, 1.0, f"{name} (under way)")]
    if status == "suspended":
        return [Line(left - 5, middle, right + 5, middle, INK, 2.0, f"{name} (suspended)")]
    if status == "denied":
        centre = (left + right) / 2
        return [
            Line(centre - half, middle - half, centre + half, middle + half, INK, 2.0, f"{name} (denied)"),
            Line(centre - half, middle + half, centre + half, middle - half, INK, 2.0, f"{name} (denied)"),
        ]
    if status == "alleged":
        size = max(8.0, half * 2.4)
        room = Box(min(right + 2, scale.box.right - size), middle - size * LINE / 2, size, size * LINE)
        return [Words(room, ("”",), size, INK, bold=True, name=f"{name} (claimed)")]
    return []


def _doubt(event: Event, right: float, middle: float, half: float, name: str, scale: Scale) -> list[Part]:
    """The marks that EDTF itself uses: ~ for about, ? for doubtful."""
    date = parse_edtf(event.date or "")
    signs = ("~" if date.approximate else "") + ("?" if date.uncertain else "")
    if not signs:
        return []
    size = max(8.0, half * 2)
    wide = text_width(signs, size, True) + 1
    left = min(right + 3 + (size if event.status == "alleged" else 0), scale.box.right - wide)
    return [
        Words(
            Box(left, middle - size * LINE / 2, wide, size * LINE), (signs,), size, INK, True, name=f"{name} ({signs})"
        )
    ]


def _undated(row: Row, scale: Scale, middle: float, half: float, size: float, name: str) -> list[Part]:
    """An event without a date: its words and, where its bound lies in the window, a broken line up to the bound."""
    event = row.event
    size = min(size, 14.0)
    bound = event.latest or event.seen_on
    parts: list[Part] = []
    edge = scale.box.x
    if bound and scale.first <= bound <= scale.last:
        edge = scale.end(bound)
        parts.append(Line(scale.box.x, middle, edge, middle, PALE, 2.0, f"{name} (some day up to here)", True))
        if event.latest:
            parts.append(Line(edge, middle - half, edge, middle + half, GREY, 2.0, f"{name} (not later)"))
        if event.status == "ongoing":
            parts += _status_sign("ongoing", edge, edge, middle, half, row.color, name, scale)
            edge += 2 * half
    words = Box(edge + 8, 0, 0, 0)
    room = scale.box.right - words.x
    if text_width(row.when, size) <= room:
        return [*parts, _beside(row.when, words.x - 8, scale, middle, size, False, name)]
    before = edge - 2 * half - scale.box.x - 16
    parts = [part for part in parts if not (isinstance(part, Line) and part.dashed)]
    if text_width(row.when, size) <= before:
        return [*parts, _beside(row.when, edge - 2 * half, scale, middle, size, True, name)]
    shown = cut(row.when, size, max(room, before, 40.0))
    return [
        *parts,
        _beside(shown, words.x - 8 if room >= before else edge - 2 * half, scale, middle, size, room < before, name),
    ]


def _beside(words: str, x: float, scale: Scale, middle: float, size: float, to_left: bool, name: str) -> Words:
    wide = min(text_width(words, size), scale.box.w - 8)
    left = max(scale.box.x + 4, x - 8 - wide) if to_left else min(x + 8, scale.box.right - wide)
    box = Box(left, middle - size * LINE / 2, wide, size * LINE)
    return Words(box, (cut(words, size, wide + 0.5),), size, GREY, italic=True, fill=_PAPER, name=name)


def _inside(event: Event, scale: Scale) -> str:
    last = event.latest or event.seen_on
    if event.earliest and event.earliest > scale.last:
        return "later"
    if last and last < scale.first:
        return "earlier"
    return ""


def _published(scale: Scale, published: Sequence[Day], plot: Box) -> list[Part]:
    """A fine line on the day of publication where there are at most two."""
    days = sorted(set(published))
    if len(days) > 2:
        return []
    return [
        Line(x, plot.y, x, plot.bottom, GREY, 1.0, f"Published {day.day} {_MONTHS[day.month - 1]} {day.year}", True)
        for day in days
        if scale.first <= day <= scale.last and (x := scale.start(day)) is not None
    ]


def _ticks(scale: Scale, y: float) -> list[Part]:
    """Return the upright lines with their labels, amid the days that a label names where it names them all."""
    parts: list[Part] = []
    free = scale.box.x
    days, whole = _tick_days(scale)
    ends = [day.ordinal for day, _ in days[1:]] + [scale.last.ordinal + 1]
    for (day, label), end in zip(days, ends, strict=True):
        x = scale.box.x + (day.ordinal - scale.first.ordinal) * scale.day
        parts.append(Line(x, scale.box.y, x, y + 4, PALE, 1.0, f"Tick {label}"))
        wide = text_width(label, 14) + 2
        room = (end - day.ordinal) * scale.day
        left = x + (room - wide) / 2 if whole and room > wide else x + 3
        left = min(max(left, scale.box.x), scale.box.right - wide)
        if left >= free:
            parts.append(Words(Box(left, y + 3, wide, 14 * LINE), (label,), 14, GREY, name=f"Axis {label}"))
            free = left + wide + 10
    return parts


def _tick_days(scale: Scale) -> tuple[list[tuple[Day, str]], bool]:
    """Return days to mark, with their labels, as fine as 90 pixels apart allow; True where each label names all the
    days up to the next."""
    days = scale.last.ordinal - scale.first.ordinal + 1
    most = max(2, int(scale.box.w / 90))
    found: list[tuple[Day, str]] = []
    for step in (1, 2, 3, 7):
        if days / step <= most:
            day = scale.first if step < 7 else scale.first.plus(-scale.first.weekday % 7)
            while day <= scale.last:
                found.append((day, _day_label(day, not found or day.month == 1 and day.day <= step)))
                day = day.plus(step)
            return found, step == 1
    for months in (1, 2, 3, 6):
        if days / (30.4 * months) <= most:
            month = (scale.first.month - 1) // months * months + 1
            return _stepped(scale, Day(scale.first.year, month, 1), months, _month_label), months == 1
    for years in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000, 10000):
        if days / (365.25 * years) <= most:
            return _stepped(scale, Day(scale.first.year // years * years, 1, 1), 12 * years, _year_label), years == 1
    return found, False


def _stepped(scale: Scale, day: Day, months: int, label: Callable[[Day], str]) -> list[tuple[Day, str]]:
    found = []
    while day <= scale.last:
        if day >= scale.first:
            found.append((day, label(day)))
        day = day.plus_months(months)
    return found


def _day_label(day: Day, with_year: bool) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}{f' {_year_label(day)}' if with_year else ''}"


def _month_label(day: Day) -> str:
    return f"{_MONTHS[day.month - 1]} {_year_label(day)}"


def _year_label(day: Day) -> str:
    return str(day.year) if day.year > 0 else f"{1 - day.year} BC"
