"""Briefing -> slides: what stands where on each page, in words that fit, with the notes for whoever speaks.

One layout for the page, the HTML file, the PDF and PowerPoint. Sizes are for a page of 1280 by 720: 15 is the least for
anything to be read in the room, 12 for the foot and the boundary note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.briefing.limits import limits
from dashboard.briefing.making import articles_told, brief
from dashboard.briefing.model import Briefing, Scene, by_id
from dashboard.briefing.topics import topics
from dashboard.briefing.words import articles_words, citation, reasoning_words, source_words, told_when
from dashboard.export.drawing import GREY, INK, PALE, WHITE, Box, Oval, Part, Rect, Slide, Words, height, words
from dashboard.export.fonts import LINE, text_width, wrap
from dashboard.export.maps import map_parts, view_of
from dashboard.export.options import FOOT, ExportOptions, Stamp, stamp
from dashboard.export.outlines import boundary_set
from dashboard.export.strip import SIGNS, Row, fit_window, strip
from dashboard.export.text import one_line
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event
from dashboard.theme import category_mark
from dashboard.viewmodel import short_when, status_words

LEFT, WIDE = 40.0, 1200.0
TOP, END = 100.0, 688.0  # between heading and foot
_HEADINGS = (34.0, 30.0, 26.0, 22.0)
GROUPS = {
    "reported": "Reported as fact",
    "ongoing": "Under way",
    "planned": "Planned",
    "contested": "Suspended, denied or claimed",
    "background": "Background",
}


@dataclass(frozen=True)
class Deck:
    """What the slides of a briefing are made from."""

    briefing: Briefing
    events: tuple[Event, ...]
    table: Mapping[str, Event]
    articles: Mapping[str, Article]
    stamp: Stamp
    options: ExportOptions

    @property
    def lexicon(self) -> Lexicon:
        return self.options.lexicon

    def when(self, event: Event) -> str:
        """Return the event's date in words, with the whole that it is part of where the table holds it."""
        return told_when(event, self.table, self.lexicon)

    def short(self, event: Event) -> str:
        """Return the date in few words, for a list in which what the article says stands above."""
        undated = "status.ongoing" if event.status == "ongoing" else "when.none"
        return short_when(event, self.lexicon) or self.lexicon.wording.say(undated)

    def of(self, scene: Scene) -> list[Event]:
        """Return the events of a scene that the table still holds, in order."""
        return list(dict.fromkeys(self.table[id_] for id_ in scene.events if id_ in self.table))


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


def color_of(event: Event) -> str:
    return category_mark(event.category).color


def meta_words(event: Event, when: str, lexicon: Lexicon) -> str:
    """Return the second line of an event: when, kind, what the article says and who says so."""
    kind = lexicon.wording["categories"].get(event.category, event.category)
    said = status_words(event, lexicon)
    plain = str(lexicon.wording["status"][event.status])
    if event.status in ("planned", "ongoing", "suspended") and plain in when:
        said = said.removeprefix(plain).removeprefix(", ")  # the date's words say it already
    return " · ".join(part for part in (when, kind, said) if part)


def event_note(event: Event, number: str, deck: Deck) -> list[str]:
    """Return what defends an event: how its date was read, every sentence with its source, conflicts, corrections."""
    lines = [f"[{number}] {event.title}. {_sentence(deck.when(event))}"]
    lines.append(f"How the date was read: {reasoning_words(event.evidence[0], event.date)}.")
    lines += [f"Source: {citation(item, dict(deck.articles))}" for item in event.evidence]
    lines += [f"Articles disagree: {conflict}" for conflict in event.conflicts]
    review = deck.lexicon.wording["review"].get(event.review, event.review)
    return [*lines, f"{deck.lexicon.wording['review_heading']}: {review}."]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


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
    parts.append(words(FOOT, Box(LEFT, foot_y, 420, 18), (12,), color=GREY, role="foot", name="What this shows"))
    middle = " · ".join(p for p in (marking, f"made {deck.stamp.made_on}" if deck.stamp.made_on else "") if p)
    if middle:
        parts.append(
            words(
                middle,
                Box(480, foot_y, 620, 18),
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


def _note_of(scene: Scene) -> list[str]:
    return [line for line in scene.note.split("\n") if line.strip()]


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
        lines.append((f"Made on {about.made_on} with {about.made_with}", 20.0, GREY))
    parts += _stacked(lines, Box(LEFT + 40, 396, WIDE - 80, 240), 10)
    alt = f"Title: {scene.heading}. {rests}"
    return [Slide(scene.id, scene.heading, tuple(parts), (*_note_of(scene), *about.lines()), alt)]


def _text(deck: Deck, scene: Scene) -> list[Slide]:
    parts = _stacked([(text, 28.0, INK) for text in scene.text], Box(LEFT, TOP + 10, WIDE, END - TOP - 10), 14)
    return [Slide(scene.id, scene.heading, tuple(parts), tuple(_note_of(scene)) or (scene.heading,))]


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
        parts += _stacked([("The selection holds no events.", 26.0, INK)], Box(LEFT, TOP, WIDE, 60), 0)
    each = min(150.0, (END - TOP) / max(1, len(shown)))
    y = TOP + 4
    for key, events in shown:
        parts.append(Rect(Box(LEFT, y, 6, each - 18), fill=INK, name=GROUPS[key]))
        head = f"{GROUPS[key]}: {len(events)}"
        parts.append(words(head, Box(LEFT + 20, y - 4, WIDE - 20, 30), (24,), bold=True, name=head))
        room = Box(LEFT + 20, y + 28, WIDE - 20, each - 48)
        parts.append(_as_many(events, room, deck))
        y += each
    notes = [*_note_of(scene), *(f"{GROUPS[key]}: {_listed(events, deck)}" for key, events in shown)]
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


def _topic(deck: Deck, scene: Scene) -> list[Slide]:
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
    view = scene.view or view_of(events, map_box)
    if view == view_of([], map_box):  # nothing placed: the whole briefing's map, so that the room keeps its bearings
        view = scene.view or view_of(deck.events, map_box)
    boundaries = f"Shaded: countries that take part. Boundaries: {deck.stamp.boundaries}"
    parts += map_parts(numbered, view, map_box, deck.options.outlines, boundaries)
    parts += _list(numbered, Box(LEFT, TOP, 640, strip_top - 14 - TOP), deck, len(gone))
    notes = _note_of(scene)
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
        if gap >= 6:
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
        parts += _stacked(
            [("Every event has a date, a place and more than one origin.", 24.0, INK)], Box(LEFT, TOP, WIDE, 60), 0
        )
    notes = [*_note_of(scene), *(f"{limit.words}: {_listed(limit.events, deck)}" for limit in found)]
    return [Slide(scene.id, scene.heading, tuple(parts), tuple(notes), "; ".join(limit.words for limit in found))]


def _sources(deck: Deck, scene: Scene) -> list[Slide]:
    """Sources, boundary set, method and corrections, on as many pages as they need."""
    about = deck.stamp
    lines = [("Sources", True), *((source, False) for source in about.sources)]
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
    many = len(pages) > 1
    return [
        Slide(
            scene.id,
            f"{scene.heading} ({number} of {len(pages)})" if many else scene.heading,
            tuple(parts),
            (*_note_of(scene), *about.lines()),
            scene.heading,
        )
        for number, parts in enumerate(pages, 1)
    ]


_LAYOUTS: dict[str, Callable[[Deck, Scene], list[Slide]]] = {
    "title": _title,
    "overview": _overview,
    "topic": _topic,
    "limits": _limits,
    "sources": _sources,
    "text": _text,
}


def fits(words_: Words) -> bool:
    """True where every line of the words fits into their box."""
    wide = all(text_width(line, words_.size, words_.bold) <= words_.box.w + 0.5 for line in words_.lines)
    return wide and height(len(words_.lines), words_.size) <= words_.box.h + 0.5
