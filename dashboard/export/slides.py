"""Briefing -> slides: what stands where on each page, in words that fit, with the notes for whoever speaks.

One layout for the page, the HTML file, the PDF and PowerPoint. Sizes are for a page of 1280 by 720: 15 is the least for
anything to be read in the room, 12 for the foot and the boundary note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.briefing.limits import limits
from dashboard.briefing.making import articles_told, brief
from dashboard.briefing.model import Scene, by_id
from dashboard.briefing.topics import topics
from dashboard.briefing.words import articles_words
from dashboard.export.deck import END, LEFT, TOP, WIDE, Deck, scene_note
from dashboard.export.drawing import GREY, INK, WHITE, Box, Part, Rect, Slide, Words, height, words
from dashboard.export.fonts import LINE, text_width, wrap
from dashboard.export.options import FOOT, ExportOptions, refuse_too_many, stamp
from dashboard.export.outlines import boundary_set
from dashboard.export.strip import SIGNS
from dashboard.export.text import one_line
from dashboard.export.topic import topic_slides
from dashboard.model import Article, Event

_HEADINGS = (34.0, 30.0, 26.0, 22.0)
_NOTHING = "The selection holds no events."
GROUPS = {
    "reported": "Reported as fact",
    "ongoing": "Under way",
    "planned": "Planned",
    "contested": "Suspended, denied or claimed",
    "background": "Background",
}


def slides(
    events: Sequence[Event], articles: Sequence[Article], options: ExportOptions | None = None
) -> tuple[Slide, ...]:
    """Return the slides of `options.briefing`, or of the briefing that one click makes of the events."""
    options = options or ExportOptions()
    options = replace(options, outlines=boundary_set(options.lexicon.folder, options.outlines).id)
    briefing = options.briefing or brief(
        events,
        articles,
        title=options.title,
        marking=options.marking,
        filter_words=options.filter_words,
        made_on=options.made_on,
    )
    shown = set(briefing.event_ids())
    events = [event for event in events if event.id in shown or shown & set(event.members)]
    refuse_too_many(events)
    told = {article.id: article for article in articles_told(events, articles)}
    deck = Deck(
        briefing,
        tuple(events),
        by_id(events),
        told,
        stamp(events, articles, replace(options, briefing=briefing)),
        options,
    )
    pages = [page for scene in briefing.scenes for page in _LAYOUTS[scene.kind](deck, scene)]
    return tuple(_framed(deck, page, number, len(pages)) for number, page in enumerate(pages, 1))


def _framed(deck: Deck, slide: Slide, number: int, total: int) -> Slide:
    """Return the slide with its heading, the marking and the foot that every page carries."""
    parts: list[Part] = [Rect(Box(0, 0, 1280, 720), fill=WHITE, name="Page")]
    marking = one_line(deck.stamp.marking)
    if marking:
        parts.append(
            words(marking, Box(LEFT, 8, WIDE, 20), (15,), bold=True, align="center", role="marking", name="Marking")
        )
    if slide.heading and not any(isinstance(p, Words) and p.role == "heading" for p in slide.parts):
        heading = words(
            one_line(slide.heading), Box(LEFT, 34, WIDE, 56), _HEADINGS, bold=True, role="heading", name="Heading"
        )
        parts.append(heading)
    foot_y = 696.0
    parts.append(words(FOOT, Box(LEFT, foot_y, 280, 18), (12,), color=GREY, role="foot", name="What this shows"))
    middle = " · ".join(p for p in (marking, f"made on {deck.stamp.made_words}" if deck.stamp.made_on else "") if p)
    if middle:
        parts.append(
            words(
                middle,
                Box(330, foot_y, 620, 18),
                (12,),
                color=GREY,
                align="center",
                role="foot",
                name="Marking and day",
            )
        )
    parts.append(
        words(
            f"{number} of {total}",
            Box(1120, foot_y, 120, 18),
            (12,),
            color=GREY,
            align="right",
            role="foot",
            name="Page number",
        )
    )
    notes = slide.notes or ("No events on this page.",)
    return Slide(slide.scene, slide.heading, (*parts, *slide.parts), notes, slide.alt or slide.heading, slide.events)


def _title(deck: Deck, scene: Scene) -> list[Slide]:
    """The title: what the briefing rests on stands under it, since nothing later is known."""
    about = deck.stamp
    parts: list[Part] = [
        words(
            one_line(scene.heading),
            Box(LEFT + 40, 150, WIDE - 80, 200),
            (54, 46, 40, 34),
            bold=True,
            role="heading",
            name="Title",
        ),
        Rect(Box(LEFT + 40, 372, 120, 5), fill=INK, name="Rule"),
    ]
    rests = articles_words(list(deck.articles.values()), len(deck.events))
    lines = [(rests, 26.0, INK)]
    lines += [(text, 24.0, INK) for text in scene.text if text and not text.startswith(rests[:12])]
    lines.append((f"Shown: {about.filter}", 20.0, GREY))
    if about.made_on:
        lines.append((f"Made on {about.made_words} with {about.made_with}", 20.0, GREY))
    parts += _stacked(lines, Box(LEFT + 40, 396, WIDE - 80, 240), 10)
    alt = f"Title: {scene.heading}. {rests}"
    return [Slide(scene.id, scene.heading, tuple(parts), (*scene_note(scene), *about.lines()), alt)]


def _text(deck: Deck, scene: Scene) -> list[Slide]:
    """The user's own paragraphs, smaller where they are many, on as many pages as they then need."""
    box, gap = Box(LEFT, TOP + 10, WIDE, END - TOP - 10), 14.0
    for size in (28.0, 24.0, 20.0):
        blocks = [wrap(one_line(text), size, WIDE) for text in scene.text]
        if sum(height(len(block), size) + gap for block in blocks) <= box.h:
            break
    pages: list[list[Part]] = [[]]
    y = box.y
    for block in blocks:
        while block:
            room = int((box.bottom - y) / (size * LINE))
            if room < len(block) and y > box.y and (room < 1 or height(len(block), size) <= box.h):
                pages.append([])
                y = box.y
                continue
            lines, block = block[:room], block[room:]
            pages[-1].append(Words(Box(box.x, y, box.w, height(len(lines), size)), lines, size, INK, name="Text"))
            y += height(len(lines), size) + gap
    return _paged(scene, pages, tuple(scene_note(scene)) or (scene.heading,))


def _paged(scene: Scene, pages: Sequence[list[Part]], notes: tuple[str, ...]) -> list[Slide]:
    """Return the pages of a scene, numbered where they are several."""
    many = f" ({{}} of {len(pages)})" if len(pages) > 1 else ""
    return [
        Slide(scene.id, scene.heading + many.format(number), tuple(parts), notes, scene.heading)
        for number, parts in enumerate(pages, 1)
    ]


def _stacked(lines: Sequence[tuple[str, float, str]], box: Box, gap: float) -> list[Part]:
    """Return paragraphs one below the other; smaller where they would not fit, cut where even that fails."""
    for shrink in (1.0, 0.85, 0.7, 0.6):
        made = [(wrap(one_line(t), size * shrink, box.w), size * shrink, color) for t, size, color in lines]
        if sum(height(len(broken), size) + gap for broken, size, _ in made) <= box.h:
            break
    parts: list[Part] = []
    y = box.y
    for broken, size, color in made:
        room = int((box.bottom - y) / (size * LINE))
        if room < 1:
            break
        if len(broken) > room:
            broken = wrap(" ".join(broken), size, box.w, most=room)
        parts.append(Words(Box(box.x, y, box.w, height(len(broken), size)), broken, size, color, name="Text"))
        y += height(len(broken), size) + gap
    return parts


def _overview(deck: Deck, scene: Scene) -> list[Slide]:
    """A sentence for what is reported, under way, planned and behind; over a strip of all dates that have a day."""
    grouped: dict[str, list[Event]] = {}
    for topic in topics(deck.events):
        for event in topic.events:
            key = "planned" if event.status == "planned" else "ongoing" if event.status == "ongoing" else topic.group
            grouped.setdefault(
                "reported" if key in ("ongoing", "planned") and event.status == "occurred" else key, []
            ).append(event)
    shown = [(key, grouped[key]) for key in GROUPS if key in grouped]
    parts: list[Part] = []
    if not shown:
        parts += _stacked([(_NOTHING, 26.0, INK)], Box(LEFT, TOP, WIDE, 60), 0)
    each = min(150.0, (END - TOP) / max(1, len(shown)))
    y = TOP + 4
    for key, events in shown:
        parts.append(Rect(Box(LEFT, y, 6, each - 18), fill=INK, name=GROUPS[key]))
        head = f"{GROUPS[key]}: {len(events)}"
        parts.append(words(head, Box(LEFT + 20, y - 4, WIDE - 20, 30), (24,), bold=True, name=head))
        room = Box(LEFT + 20, y + 28, WIDE - 20, each - 48)
        parts.append(_as_many(events, room, deck))
        y += each
    notes = [*scene_note(scene), *(f"{GROUPS[key]}: {_listed(events, deck)}" for key, events in shown)]
    return [Slide(scene.id, scene.heading, tuple(parts), tuple(notes), f"Overview of {len(deck.events)} events")]


def _listed(events: Sequence[Event], deck: Deck) -> str:
    return "; ".join(f"{event.title} ({deck.when(event)})" for event in events) + "."


def _as_many(events: Sequence[Event], box: Box, deck: Deck, largest: float = 20.0, whole: bool = False) -> Words:
    """Return a sentence naming as many of the events as fit, and how many more; `whole`: with their dates in full."""
    named = [one_line(f"{event.title} ({deck.when(event) if whole else deck.short(event)})") for event in events]
    for size in (largest, largest - 2, 16.0):
        rows = int(box.h / (size * LINE))
        room, most = rows * box.w, 0
        while most < len(named) and room > 0:
            room -= text_width(named[most], size)
            most += 1
        for count in range(most, 0, -1):
            more = len(named) - count
            text = "; ".join(named[:count]) + (f"; and {more} more." if more else ".")
            lines = wrap(text, size, box.w)
            if len(lines) <= rows:
                if not more or size == 16.0:
                    return Words(Box(box.x, box.y, box.w, height(len(lines), size)), lines, size, INK, name="Events")
                break
    return words("; ".join(named[:5]), box, (16.0,), name="Events")


def _limits(deck: Deck, scene: Scene) -> list[Slide]:
    found = limits(deck.events, list(deck.articles.values()))
    parts: list[Part] = []
    each = min(96.0, (END - TOP) / max(1, len(found)))
    for index, limit in enumerate(found):
        y = TOP + index * each
        head = words(one_line(limit.words), Box(LEFT, y, WIDE, 28), (22, 20, 18), bold=True, name=limit.words)
        parts.append(head)
        room = Box(LEFT, y + 28, WIDE, each - 34)
        if room.h >= 16 * LINE:
            parts.append(_as_many(limit.events, room, deck, 18.0, whole=limit.kind == "undated"))
    if not found:
        all_told = "Every event has a date, a place and more than one origin." if deck.events else _NOTHING
        parts += _stacked([(all_told, 24.0, INK)], Box(LEFT, TOP, WIDE, 60), 0)
    notes = [*scene_note(scene), *(f"{limit.words}: {_listed(limit.events, deck)}" for limit in found)]
    return [Slide(scene.id, scene.heading, tuple(parts), tuple(notes), "; ".join(limit.words for limit in found))]


def _sources(deck: Deck, scene: Scene) -> list[Slide]:
    """Sources, boundary set, method and corrections, on as many pages as they need."""
    about = deck.stamp
    lines = [("Sources", True), *((source, False) for source in about.sources or (_NOTHING,))]
    lines += [("Map", True), (f"Boundaries: {about.boundaries}. {about.boundaries_drawn}", False)]
    lines += [
        ("Method", True),
        (about.method, False),
        (SIGNS, False),
        (f"Shown: {about.filter}. {about.made_with}.", False),
    ]
    lines += [("Corrections", True), *((text, False) for text in about.corrections or ("None to the events shown.",))]
    pages: list[list[Part]] = [[]]
    y = TOP
    for text, is_head in lines:
        size = 22.0 if is_head else 18.0
        broken = wrap(one_line(text), size, WIDE, is_head, most=4)
        high = height(len(broken), size)
        if y + high + (40 if is_head else 0) > END:
            pages.append([])
            y = TOP
        if is_head and pages[-1]:
            y += 8
        pages[-1].append(Words(Box(LEFT, y, WIDE, high), broken, size, INK, bold=is_head, name=text))
        y += high + 5
    return _paged(scene, pages, (*scene_note(scene), *about.lines()))


_LAYOUTS: dict[str, Callable[[Deck, Scene], list[Slide]]] = {
    "title": _title,
    "overview": _overview,
    "topic": topic_slides,
    "limits": _limits,
    "sources": _sources,
    "text": _text,
}
