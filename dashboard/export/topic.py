"""The page of a topic: events on the left, their map on the right, their timeline and the quote below."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.briefing.model import Scene
from dashboard.briefing.words import source_words
from dashboard.export.deck import END, LEFT, TOP, WIDE, Deck, color_of, event_note, meta_words, scene_note
from dashboard.export.drawing import GREY, INK, PALE, WHITE, Box, Oval, Part, Rect, Slide, Words, height, words
from dashboard.export.fonts import LINE, wrap
from dashboard.export.maps import map_parts, view_of
from dashboard.export.outlines import filled
from dashboard.export.strip import Row, fit_window, strip
from dashboard.export.text import one_line
from dashboard.model import Event


def topic_slides(deck: Deck, scene: Scene) -> list[Slide]:
    """Events on the left, their map on the right, their timeline and the quote below."""
    events = deck.of(scene)
    gone = [id_ for id_ in scene.events if id_ not in deck.table]
    numbered = [(str(number), event, color_of(event)) for number, event in enumerate(events, 1)]
    quoted = deck.table.get(scene.quote) or (events[0] if events else None)
    quote_top = END
    parts: list[Part] = []
    if quoted:
        quote, quote_top = _quote(quoted, deck)
        parts += quote
    rows = [Row(e, n, c, deck.when(e)) for n, e, c in numbered]
    window = scene.window or fit_window(events)
    strip_top = quote_top - 8
    if window and rows:
        high = min(30.0, max(17.0, 110.0 / len(rows))) * len(rows) + 24
        strip_top = quote_top - 12 - high
        published = [day for e in events if (day := e.published)]
        parts += strip(rows, window, Box(LEFT, strip_top, WIDE, high), published)
    map_box = Box(700, TOP, 540, strip_top - 14 - TOP)
    view = filled(scene.view, map_box.w / map_box.h) if scene.view else view_of(events, map_box)
    if view == view_of([], map_box):  # nothing placed: the whole briefing's map, so that the room keeps its bearings
        view = view_of(deck.events, map_box)
    boundaries = f"Shaded: countries that take part. Boundaries: {deck.stamp.boundaries}"
    parts += map_parts(numbered, view, map_box, deck.options.outlines, boundaries)
    parts += _list(numbered, Box(LEFT, TOP, 640, strip_top - 14 - TOP), deck, len(gone))
    notes = scene_note(scene)
    for number, event, _ in numbered:
        notes += event_note(event, number, deck)
    notes += [f"No longer in the table: {id_}" for id_ in gone]
    alt = f"{scene.heading}: " + "; ".join(f"{n}. {e.title}, {deck.when(e)}" for n, e, _ in numbered)
    return [Slide(scene.id, scene.heading, tuple(parts), tuple(notes), alt, tuple(e.id for e in events))]


def _quote(event: Event, deck: Deck) -> tuple[list[Part], float]:
    """Return the quoted sentence with its source, standing on the foot, and where it begins."""
    first = event.evidence[0]
    source = f"{source_words(first, dict(deck.articles))}"
    text = f"“{one_line(first.sentence)}”"
    size = 20.0
    for size in (22.0, 20.0, 18.0):
        lines = wrap(text, size, WIDE - 24)
        if len(lines) <= 3:
            break
    else:
        lines = wrap(text, size, WIDE - 24, most=3)
    high = height(len(lines), size)
    top = END - high - 22
    return [
        Rect(Box(LEFT, top, 5, high + 20), fill=PALE, name="Quote mark"),
        Words(Box(LEFT + 18, top, WIDE - 18, high), lines, size, INK, italic=True, name=f"Quote: {text}"),
        words(source, Box(LEFT + 18, top + high + 1, WIDE - 18, 19), (15,), color=GREY, name=f"Source: {source}"),
    ], top


def _list(numbered: Sequence[tuple[str, Event, str]], box: Box, deck: Deck, gone: int) -> list[Part]:
    """Return the events with numbers, titles and second lines, as large as the box allows."""
    if not numbered:
        words_ = f"{gone} events of this scene are no longer in the table." if gone else "No events."
        return [words(words_, box, (24,), color=GREY, name="No events")]
    indent = 46.0
    width = box.w - indent
    for big, small in (
        (32.0, 23.0),
        (28.0, 20.0),
        (25.0, 18.0),
        (22.0, 17.0),
        (20.0, 16.0),
        (18.0, 15.0),
        (16.0, 15.0),
    ):
        most = 3 if big > 22 else 2
        laid = [
            (
                wrap(one_line(e.title), big, width, True, most=2),
                wrap(one_line(meta_words(e, deck.when(e), deck.lexicon)), small, width, most=most),
            )
            for _, e, _ in numbered
        ]
        used = sum(height(len(t), big) + height(len(m), small) for t, m in laid)
        gap = (box.h - used) / len(laid)
        if gap >= 6 and not any(lines[-1].endswith(" …") for pair in laid for lines in pair if lines):
            break
    gap = max(0.0, min(gap, 26.0))
    parts: list[Part] = []
    y = box.y
    for (number, event, color), (title, meta) in zip(numbered, laid, strict=True):
        high, low = height(len(title), big), height(len(meta), small)
        if y + high + low > box.bottom + 0.5:
            most = max(1, int((box.bottom - y - high) / (small * LINE)))
            meta = wrap(one_line(meta_words(event, deck.when(event), deck.lexicon)), small, width, most=most)
            low = height(len(meta), small)
        badge = min(34.0, height(1, big))
        parts.append(Oval(Box(box.x, y, badge, badge), color, "", 0, f"{number}: {event.category}"))
        size = badge * 0.5
        parts.append(
            Words(
                Box(box.x, y + (badge - size * LINE) / 2, badge, size * LINE),
                (number,),
                size,
                WHITE,
                bold=True,
                align="center",
                role="badge",
                name=f"Number {number}",
            )
        )
        parts.append(Words(Box(box.x + indent, y, width, high), title, big, INK, bold=True, name=event.title))
        parts.append(Words(Box(box.x + indent, y + high, width, low), meta, small, GREY, name=" ".join(meta)))
        y += high + low + gap
    return parts
