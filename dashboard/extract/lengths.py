"""Length of an event: "on its fifth day" gives a start, "two-day" the days from the first."""

from __future__ import annotations

import re

from dashboard.dates import Day
from dashboard.extract.actions import Found
from dashboard.extract.dating import Dating
from dashboard.extract.scene import Scene

_ORDINALS = {w: n for n, w in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)}  # fmt: skip


def nth_day(scene: Scene, found: Found, reference: Day | None) -> Dating | None:
    """Return the start that "reached its fifth day" or "on the third day of" gives an event."""
    if reference is None:
        return None
    lower = scene.words.lower
    for i in range(len(lower) - 1):
        if lower[i + 1] != "day" or not (number := _ordinal(lower[i])):
            continue
        of = i + 2 < len(lower) and lower[i + 2] == "of" and 0 < found.first - (i + 2) <= 6
        verb = set(lower[max(0, i - 3) : i]) & {"reached", "entered", "into", "enters", "reaches", "entering", "in"}
        subject = verb and 0 < i - found.last <= 14 and found.noun is not None
        if of or subject:
            start = reference.plus(1 - number)
            phrase = f"{lower[i]} day"
            return Dating(f"{start}/..", start, None, phrase, str(reference), "nth day")
    return None


def _ordinal(word: str) -> int:
    match = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word)
    return int(match.group(1)) if match else _ORDINALS.get(word, 0)


def stretched(dating: Dating, scene: Scene, found: Found) -> Dating:
    """Return a dated visit, meeting or exercise made as long as its "two-day" says, from its first day."""
    date = dating.date
    if date is None or date.precision != "day" or date.earliest is None:
        return dating
    for moment in scene.moments:
        match = re.fullmatch(r"P(\d{1,2})([DW])", moment.timex.value or "")
        near = found.first - 4 <= moment.first <= found.last + 1
        if match and near:
            days = int(match.group(1)) * (7 if match.group(2) == "W" else 1)
            last = date.earliest.plus(days - 1)
            if days > 1:
                words = f"{dating.timex}, {moment.timex.text}"
                return Dating(
                    f"{date.earliest}/{last}", date.earliest, last, words, dating.anchor, "length from its first day"
                )
    return dating
