"""Slides -> one HTML file that opens from disk and asks for nothing: no font, script, picture or map from elsewhere.

Its own policy forbids every request and every script but ours (by its hash). Without a script, all slides stand one
below the other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from dashboard.briefing.model import by_id
from dashboard.briefing.words import citation, told_when
from dashboard.export.as_svg import slide_svg, text, world_defs
from dashboard.export.deck import meta_words
from dashboard.export.drawing import Slide
from dashboard.export.options import ExportOptions, stamp
from dashboard.export.outlines import boundary_set
from dashboard.export.slides import slides
from dashboard.model import Article, Event

LINKED = Path(__file__).resolve().parents[1] / "linked"
_START = 'present(document.querySelector(".deck"), { place: "file" });'
_PAGE = """
html { background: #fff; }
body { margin: 0 auto; max-width: 160vh; padding: 0 8px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { margin: 1em 0; font: 15px/1.45 Arial, sans-serif; overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid #c9cdd2; padding: .3em .6em; text-align: left;
  vertical-align: top; overflow-wrap: break-word; }
@page { size: 338.67mm 190.5mm; margin: 0; }
@media print { body { max-width: none; padding: 0; }
  details, .unseen { display: none; } .deck svg.page { height: 190mm; } }
"""


def html_bytes(
    events: Sequence[Event], articles: Sequence[Article], options: ExportOptions, *, shared: bool = True
) -> bytes:
    """Return the file: slides with notes, stepping, presenter view, print style, and the table of the events.

    `shared`: the world stands in the file once and every map is a window onto it; else each map holds what it shows.
    """
    made = slides(events, articles, options)
    script = (LINKED / "present.js").read_text(encoding="utf-8") + _START
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )
    style = (LINKED / "present.css").read_text(encoding="utf-8") + _PAGE
    about = stamp(events, articles, options)
    title = made[0].heading if made else "Briefing"
    lines = "".join(f"<p>{text(line)}</p>" for line in about.lines())
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<title>{text(title)}</title><style>{style}</style></head><body><main>"
        f'<h1 class="unseen">{text(title)}</h1>'
        f"{deck_html(made, options, shared)}"
        f"<details><summary>The events as a table</summary>{_table(events, articles, options)}</details>"
        f"<details><summary>About this file</summary>{lines}</details>"
        f'</main><script type="module">{script}</script></body></html>\n'
    )
    return page.encode("utf-8")


def deck_html(made: Sequence[Slide], options: ExportOptions, shared: bool = True) -> str:
    """Return the slides as markup that `present.js` steps through; the world's outlines stand in it once."""
    sections = []
    for slide, name in zip(made, slide_names(made), strict=True):
        notes = "".join(f"<p>{text(line)}</p>" for line in slide.notes if line.strip())
        svg = slide_svg(slide, options.lexicon.folder, shared)
        sections.append(
            f'<section class="slide" id="slide-{name}" data-scene="{text(slide.scene)}" '
            f'data-heading="{text(slide.heading)}">{svg}'
            f'<aside class="note" tabindex="0" aria-label="Notes">{notes}</aside></section>'
        )
    reference = options.lexicon.folder
    world = world_defs(reference, boundary_set(reference, options.outlines).id) if shared else ""
    return f'<div class="deck">{world}<div class="slides">{"".join(sections)}</div></div>'


def slide_names(made: Sequence[Slide]) -> list[str]:
    """Return a name for each slide that an address can carry: its scene, with a number from the second page on."""
    names: list[str] = []
    for slide in made:
        page = sum(other.scene == slide.scene for other in made[: len(names)]) + 1
        names.append(slide.scene if page == 1 else f"{slide.scene}.{page}")
    return names


def _table(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> str:
    known = {article.id: article for article in articles}
    table = by_id(events)

    def when(event: Event) -> str:
        return told_when(event, table, options.lexicon)

    rows = "".join(
        f"<tr><td>{text(event.title)}</td><td>{text(meta_words(event, when(event), options.lexicon))}</td>"
        f"<td>{text(', '.join([*event.actors, *event.countries]))}</td>"
        f"<td>{text(', '.join(place.name for place in event.places))}</td>"
        f"<td>{''.join(f'<p>{text(citation(item, known))}</p>' for item in event.evidence)}</td></tr>"
        for event in events
    )
    head = "".join(
        f"<th scope=col>{name}</th>" for name in ("Event", "When and what the article says", "Who", "Where", "Source")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
