"""What only reports an event: headings of releases, announcements of a measure, "the military said" at the end."""

from __future__ import annotations

import itertools

from dashboard.extract.drafts import Draft
from dashboard.extract.participants import Cast
from dashboard.extract.scene import Scene
from dashboard.model import Article


def heads(scene: Scene, article: Article) -> bool:
    """True for a heading: "Readout of the President's Call with ...", or a first line that ends without a stop."""
    lower = scene.words.lower
    if scene.words.index > 1 or not lower:
        return False
    span = scene.words.span
    text = article.text[span.start : span.end].rstrip()
    open_ended = text[-1:] not in '.!?"”'
    if lower[0] in _HEADINGS:
        return open_ended or text.count(" ") < 4
    lone = scene.words.paragraph == 0 and article.text[span.start + len(text) :].startswith("\n")
    return scene.words.index == 0 and open_ended and lone and bool(article.text[span.end :].strip())


_HEADINGS = frozenset("statement readout remarks background joint fact press proclamation".split())
_MEASURES = frozenset({"deal", "trade", "aid", "sanction", "military"})


def measures(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, an announcement of a concrete measure as the measure itself: "announced that they agreed"."""
    kept = list(drafts)
    for one, other in itertools.pairwise(drafts):
        announces = one.found.verb is not None and one.found.trigger.words == ("announce",) and one.kind == "say"
        light = other.found.noun is not None and other.found.noun.light == one.found.head
        kinds = _MEASURES | {"office"} if other.status == "planned" else _MEASURES
        after = other.found.first > one.found.last and (other.kind in kinds or light)
        if not (announces and after) or one.status != "occurred" or other not in kept:
            continue
        if light and other.dating.dated:
            other.told.append(one.told[0])  # "announced a withdrawal on Friday"
            kept.remove(one)
        elif other.status == "occurred" and (not other.dating.dated or other.dating.edtf == one.dating.edtf):
            other.dating = one.dating
            other.told.append(one.told[0])
            if not other.cast.acts:
                other.cast = Cast(one.cast.acts, other.cast.acted_on, official=one.cast.official)
            kept.remove(one)
        elif other.status == "planned" and not other.dating.dated:
            one.category, one.kind, one.plover, one.cameo = other.category, other.kind, other.plover, other.cameo
            one.places = other.places
            others = tuple(n for n in other.names if n not in one.cast.acts)
            one.cast = Cast(one.cast.acts, others, official=one.cast.official)
            one.told.append(other.told[0])
            kept.remove(other)
    return kept


_TELLING = frozenset("say report add state announce confirm tell".split())


def attributed(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Return the drafts without a trailing "the military said" that only says who tells of the event."""
    lower = scene.words.lower
    kept = []
    for draft in drafts:
        tail = [w for w in lower[draft.found.last + 1 :] if w[0].isalnum()]
        says = draft.found.trigger.words[0] in _TELLING
        trailing = draft.kind == "say" and says and draft.found.verb is not None and not tail and draft.found.last > 6
        nobody = all(n.kind == "state" for n in draft.cast.acts)
        told = any(d.kind != "say" and d.status in ("occurred", "ongoing", "alleged") for d in drafts)
        if not (trailing and nobody and told):
            kept.append(draft)
    return kept
