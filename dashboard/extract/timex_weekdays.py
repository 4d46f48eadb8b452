"""Readings of weekdays and of parts of a day: which Thursday, and the night of 11-12 June."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.dates import Day
from dashboard.extract.timex_absolute import read_absolute
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_relative import step_of
from dashboard.extract.timex_values import one_day, one_of


def read_weekday(reader: Reader, match: Match) -> Found | None:
    words = match.first_group("weekday", "weekday2")
    if words is None:
        return None
    number = int(reader.meaning("weekday", words)) - 1
    if reader.context.before(match.start, 3).lower() == " a " and reader.context.begins_with("after_closed", match.end):
        return _a_weekday(reader, match, number)
    part_words = match.first_group("part", "part2")
    part = "T" + reader.meaning("part", part_words) if part_words else ""
    anchor, anchor_words = reader.anchor_day()
    stated = " ".join((match.group("this") or "").lower().split())
    if anchor is None:
        return Found(value=f"XXXX-WXX-{number + 1}{part}", anchor="none", note="the day of publication is not known",
                     refers=False)  # fmt: skip
    ahead = (number - anchor.weekday) % 7
    if match.group("weekday_first"):
        monday = anchor.plus(-anchor.weekday + 7 * step_of(stated))
        day, note = monday.plus(number), f"the weekday of {stated} week"
    elif stated:
        day, note = _stated_weekday(anchor, ahead, stated), f"{stated} {words}"
    elif match.group("later"):
        weeks = 14 if (match.group("later") or "").lower() == "fortnight" else 7
        day, note = anchor.plus((ahead or 7) + weeks), "counted on from the next one"
    elif (first := _linked_weekday(reader, match, number)) is not None:
        day, note = first.plus((number - first.weekday) % 7), "after the day that stands before it"
        anchor_words = reader.last_anchor
    elif reader.narrative and anchor_words != DCT_ANCHOR:
        day, note = anchor.plus(ahead or 0), "the next one in the story"
    elif reader.context.tense(match.start, match.end) == "future":
        day, note = anchor.plus(ahead), "said of the future: the next one, the day of publication counts"
    else:
        day, note = anchor.plus(ahead - 7 if ahead else 0), "the last one, the day of publication counts"
    found = one_day(day)
    return Found(found, value=found.value + part, anchor=anchor_words, note=note)


def _a_weekday(reader: Reader, match: Match, number: int) -> Found:
    """Read "on 20 January, a Sunday," as that very day; "on a Sunday" alone names no day of the calendar."""
    last = reader.last
    same = last is not None and last.unit == "D" and last.first is not None and last.first.weekday == number
    if same and match.start - reader.last_end < 8:
        return Found(last, anchor=reader.last_anchor, refers=False)
    return Found(value=f"XXXX-WXX-{number + 1}", anchor="none", note="no one day", refers=False)


_LINK = re.compile(r"\s?(?:,? ?(?P<and>and|or|,)|to|through|until|till|-|–) ?(?:on )?\s?")


def _linked_weekday(reader: Reader, match: Match, number: int) -> Day | None:
    """Return the day before in "Thursday to Friday", "Thursday and Friday"; None where the second is no later one."""
    last = reader.last
    if last is None or last.unit != "D" or last.first is None or not 0 <= match.start - reader.last_end < 14:
        return None
    link = _LINK.fullmatch(reader.context.text, reader.last_end, match.start)
    if link is None or (link["and"] and number <= last.first.weekday):
        return None
    return last.first if number != last.first.weekday else None


def _stated_weekday(anchor: Day, ahead: int, stated: str) -> Day:
    if step_of(stated) > 0:
        return anchor.plus(ahead or 7)
    if step_of(stated) < 0:
        return anchor.plus(ahead - 7)
    if stated == "this past":
        return anchor.plus(ahead - 7 if ahead else 0)
    return anchor.plus(-anchor.weekday).plus((ahead + anchor.weekday) % 7)


def read_part_of_day(reader: Reader, match: Match) -> Found | None:
    found = read_absolute(reader, match) if match.first_group("month", "month2") else read_weekday(reader, match)
    if found is None or found.stretch is None:
        return None
    words = match.group("part")
    part = reader.meaning("part", words) if words else "NI" if "late" in match.found.group().lower() else "MO"
    return replace(found, value=f"{found.stretch.value}T{part}")


def read_night_of_two(reader: Reader, match: Match) -> Found | None:
    """Read "the night of 11-12 June": it begins on the first day, and what happened may lie on either."""
    found = read_part_of_day(reader, match)
    following = re.match(r"\d+", match.first_group("next", "next2") or "")
    if found is None or found.stretch is None or found.stretch.first is None or following is None:
        return None
    first = found.stretch.first
    if first.plus(1).day != int(following.group()):
        return None
    return replace(found, edtf=one_of(first, first.plus(1)))


WEEKDAYS = {"weekday": read_weekday, "part_of_day": read_part_of_day, "night_of_two": read_night_of_two}
