"""Order between events of one sentence: "visited Moscow in 2023 after beginning his new term"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.extract.drafts import Draft, Told

_LATER = frozenset({"after", "following", "since"})


def order_events(drafts: Sequence[Draft]) -> None:
    """Tie an event to the one that its sentence says it came after or before, and bound it by that one's date."""
    here: dict[int, list[tuple[Told, Draft]]] = {}
    for draft in drafts:
        for told in draft.told:
            here.setdefault(told.scene.words.index, []).append((told, draft))
    for told_here in here.values():
        for told, draft in told_here:
            word = _connective(told)
            main = _main(told, draft, told_here) if word else None
            if main is None or draft.ordered or main is draft.part_of or draft is main.part_of:
                continue
            first, second = (draft, main) if word in _LATER else (main, draft)
            second.ordered.append(("after", first))
            first.ordered.append(("before", second))
            _bound(first, second)


def _connective(told: Told) -> str:
    """Return "after", "before" and the like where such a word leads to the trigger, "" where none does."""
    lower = told.scene.words.lower
    for i in range(told.found.first - 1, max(-1, told.found.first - 5), -1):
        if lower[i] in _LATER or lower[i] == "before":
            return lower[i]
        if told.scene.soft(i) or told.scene.hard(i):
            return ""
    return ""


def _main(told: Told, draft: Draft, told_here: Sequence[tuple[Told, Draft]]) -> Draft | None:
    """Return the event of the sentence's verb that the connective ties to."""
    mains = [
        (abs(t.found.first - told.found.first), n, d)
        for n, (t, d) in enumerate(told_here)
        if d is not draft and t.found.verb is not None and not _connective(t) and d.kind != "begun"
    ]
    return min(mains)[2] if mains else None


def _bound(first: Draft, second: Draft) -> None:
    """Let the earlier event end no later than the later one, and the later begin no earlier, where one has a date."""
    if second.dating.dated and not first.dating.dated and second.status == "occurred" and not first.dating.latest:
        first.dating = replace(first.dating, latest=second.dating.latest)
    if first.dating.dated and not second.dating.dated and not second.dating.earliest:
        second.dating = replace(second.dating, earliest=first.dating.earliest)
