"""States that an event takes from its sentence or article: "The opposition in Tokyo accused", "the rebels declared".

A body that the text names by its kind alone belongs to the place where it sits, else to the state that the article is
mostly about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dashboard.extract.actions import Found
from dashboard.extract.drafts import Draft
from dashboard.extract.participants import Cast
from dashboard.extract.scene import Name, Scene
from dashboard.extract.subjects import Memory

_BODIES = frozenset(
    "government opposition rebels insurgents guerrillas military army parliament senate court police prosecutors "
    "prosecutor alliance coalition navy troops soldiers junta authorities cabinet ministry president premier king "
    "queen lawmakers legislature tribunal mps deputies senators legislators peers".split()
)
# A state is what an article is about when at least these many of its events and this share of them have it; by eye.
_EVENTS, _SHARE = 3, 0.4


def with_state(scene: Scene, found: Found, cast: Cast, memory: Memory) -> Cast:
    """Return the cast, a body without a name as its state: that of its seat, else the article's main one."""
    if cast.acts or cast.private or cast.media or found.verb is None:
        return cast
    start = min(found.verb.start, found.first)
    low = next((i for i in range(start - 1, max(-1, start - 9), -1) if scene.hard(i)), max(0, start - 9))
    body = next((w for w in scene.words.lower[low:start] if w in _BODIES), "")
    if found.verb.passive or not body:
        return cast
    seats = [
        s
        for s in scene.spots
        if low <= s.first and s.last < start and start - s.last <= 5 and s.governed in ("in", "of", "")
    ]
    if seats and seats[-1].toponym.iso3:
        spot = seats[-1]
        state = Name(spot.first, spot.last, spot.toponym.text, None, "state", spot.toponym.iso3)
        return replace(cast, acts=(state,), official=True, head=body)
    main = memory.main_state()
    return replace(cast, acts=(main,), official=True, head=body) if main is not None else cast


def lend_states(drafts: Sequence[Draft], memory: Memory) -> None:
    """Give events without any state that which most events of the article have."""
    counts: Counter[str] = Counter()
    for draft in drafts:
        counts.update(draft.countries())
    if not counts:
        return
    code, count = counts.most_common(1)[0]
    if count < _EVENTS or count < _SHARE * sum(1 for d in drafts if d.countries()):
        return
    known = memory.belongs.get(code)
    main = replace(known, actor=None, kind="state") if known else Name(0, 0, code, None, "state", code)
    for draft in drafts:
        if not draft.countries() and not any(p.iso3 is None for p in draft.places):
            draft.extra.append(main)
