"""Days counted out: "on its fifth day" gives a start, "two-day" a length, "two days after" another day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.dates import Day, parse_edtf
from dashboard.extract.actions import Found
from dashboard.extract.dating import Dating
from dashboard.extract.drafts import Draft
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
            over = found.trigger.words[0] in _CLOSING
            first = date.earliest.plus(1 - days) if over else date.earliest
            last = date.earliest if over else date.earliest.plus(days - 1)
            rule = "length up to its last day" if over else "length from its first day"
            if days > 1:
                return Dating(
                    f"{first}/{last}", first, last, f"{dating.timex}, {moment.timex.text}", dating.anchor, rule
                )
    return dating


_CLOSING = frozenset({"conclude", "wrap", "wind", "end", "finish", "complete", "return"})


def share_time(drafts: Sequence[Draft]) -> None:
    """Give a verb that "and" joins to another the time of it: "surrounded the camp on Friday and arrested ten men"."""
    verbs = [d for d in drafts if d.found.verb is not None]
    for before, draft in itertools.pairwise(verbs):
        verb, scene = draft.found.verb, draft.scene
        if verb is None or draft.dating.dated or not before.dating.dated or draft.status != before.status:
            continue
        near = 0 < verb.start - before.found.last <= _JOINED and scene.words.lower[verb.start - 1] == "and"
        path = range(before.found.last + 1, draft.found.first + 1)
        if near and draft.kind != "say" and not any(scene.hard(i) for i in path):
            draft.dating = replace(before.dating, rule=f"{before.dating.rule}, with the verb joined to it")
            draft.told = [replace(told, dating=draft.dating) for told in draft.told]


_JOINED = 12  # by eye


def count_from(drafts: Sequence[Draft]) -> None:
    """Date what the text counts from a dated event of its sentence: "on Friday, two days after it declared war"."""
    for draft in drafts:
        if draft.dating.dated or draft.status not in ("occurred", "planned"):
            continue
        scene, first = draft.scene, draft.found.first
        for moment in scene.moments:
            match = re.search(r"(\d{1,3})([DMY])$", moment.timex.value or "")
            link = scene.words.lower[moment.last + 1 : moment.last + 2]
            if not match or link not in (["after"], ["before"]) or not 0 < first - moment.last <= 9:
                continue
            if any(moment.last < d.found.first < first for d in drafts if d is not draft):
                continue
            main = [d for d in drafts if d.dating.dated and d is not draft and not moment.last < d.found.first < first]
            if main and (edtf := _shifted(main[0].dating, int(match[1]), match[2], link == ["before"])):
                date = parse_edtf(edtf)
                words = f"{moment.timex.text} {link[0]}"
                rule = f"counted from {main[0].dating.edtf}"
                draft.dating = Dating(edtf, date.earliest, date.latest, words, main[0].dating.timex, rule)
                draft.told = [replace(told, dating=draft.dating) for told in draft.told]


def _shifted(dating: Dating, number: int, unit: str, forward: bool) -> str | None:
    """Return the EDTF date so many days, months or years from another, as exact as the unit; None where it is not."""
    day = dating.date.earliest if dating.date else None
    sign = 1 if forward else -1
    text = dating.edtf or ""
    if day is None:
        return None
    if unit == "D":
        return str(day.plus(sign * number)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    if unit == "Y":
        return f"{day.year + sign * number:04d}"
    if not re.match(r"\[?\d{4}-(?:0|1[0-2])", text):
        return None
    months = day.year * 12 + day.month - 1 + sign * number
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
