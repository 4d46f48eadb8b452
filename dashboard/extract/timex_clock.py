"""Readings of clock times and parts of the day: with their own day, the day beside them, or the one named before."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.extract.timex_absolute import read_absolute
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_relative import read_today
from dashboard.extract.timex_values import one_day
from dashboard.extract.timex_weekdays import read_weekday

_DAYS = {"weekday": read_weekday, "today": read_today, "absolute": read_absolute}


def read_clock(reader: Reader, match: Match) -> Found | None:
    clock = _clock(reader, match)
    if clock is None:
        return None
    if match.first_group("month", "month2"):
        day = read_absolute(reader, match)
    elif match.first_group("weekday", "weekday2") or match.group("today"):
        day = read_today(reader, match) if match.group("today") else read_weekday(reader, match)
    else:
        day = nearby_day(reader, match)
    if day is None or day.stretch is None:
        return Found(value=f"XXXX-XX-XX{clock}", anchor="none", note="the day is not known", refers=False)
    return replace(day, value=f"{day.stretch.value}{clock}", note=day.note or "a clock time", refers=day.refers)


def nearby_day(reader: Reader, match: Match) -> Found | None:
    """Return the day of a clock time or part of day: the one named before, if near, else the day of publication."""
    if (ahead := _upcoming_day(reader, match)) is not None:
        return ahead
    last = reader.last
    distance = reader.context.sentence_number(match.start) - reader.last_sentence
    near = last is not None and last.unit == "D" and (distance <= 1 or reader.narrative)
    if near and last and last.first and reader.dct and last.first > reader.dct and not reader.narrative:
        near = reader.context.tense(match.start, match.end) != "past"  # "due on 12 September. Shares rose by 9 a.m."
    if last and near:
        return Found(last, anchor=reader.last_anchor, refers=False)
    if reader.dct and not reader.narrative:
        return Found(one_day(reader.dct), anchor=DCT_ANCHOR, refers=False)
    return None


def _upcoming_day(reader: Reader, match: Match) -> Found | None:
    """Return the day that stands close after a clock time: "at 9 a.m. (0700 GMT) on Friday"."""
    for following in reader.upcoming:
        between = reader.context.text[match.end : following.start]
        if len(between) > 30 or "." in between.replace(".m.", ""):
            return None
        read = _DAYS.get(following.rule.read)
        if following.rule.type == "DATE" and read is not None:
            found = read(reader, following)
            return replace(found, refers=False) if found and found.stretch and found.stretch.unit == "D" else None
    return None


def _clock(reader: Reader, match: Match) -> str | None:
    if match.rule.name == "clock_spoken":
        return _spoken_clock(reader, match)
    if words := match.group("clock"):
        return reader.meaning("clock", words)
    if words := match.group("military"):
        hour, minute = int(words[:2]), int(words[2:])
        return f"T{hour:02d}:{minute:02d}" if hour < 24 else None
    hours = match.first_group("hours", "hours2")
    spoken = match.group("cardinal")
    if hours is None and spoken is None:
        return None
    hour = int(hours) if hours else int(reader.meaning("cardinal", spoken or ""))
    minute = int(match.first_group("minutes", "minutes2") or 0)
    text = match.found.group().lower().replace(".", "").replace(" ", "")
    if re.search(r"\d\s*pm", text) or match.group("part") in ("evening", "afternoon", "night"):
        if hour > 12:
            return None if "o'clock" in text else f"T{hour:02d}:{minute:02d}"
        hour = hour % 12 + 12
    elif re.search(r"\d\s*am", text):
        if hour > 12:
            return None
        hour %= 12
    return f"T{hour:02d}:{minute:02d}" if hour < 24 else None


def _spoken_clock(reader: Reader, match: Match) -> str | None:
    """Read "half past six" and "ten to five"; whether before or after noon is not told."""
    spoken = match.group("cardinal")
    hour = (
        int(reader.meaning("cardinal", spoken))
        if spoken
        else int(reader.meaning("clock", match.group("clock") or "")[1:3])
    )
    if not 1 <= hour <= 12 and spoken:
        return None
    words = match.found.group().lower()
    minutes = match.group("mins")
    past = 30 if words.startswith("half") else 15 if minutes is None else int(reader.meaning("cardinal", minutes))
    if re.search(r"\bto\s", words):
        hour, past = (hour or 24) - 1, 60 - past
    return f"T{hour % 24:02d}:{past:02d}"


def read_part_alone(reader: Reader, match: Match) -> Found | None:
    if match.group("today"):
        return read_today(reader, match)
    if match.group("weekday"):
        return read_weekday(reader, match)
    words = (match.first_group("part", "part2") or "").lower()
    day = nearby_day(reader, match)
    if day is None or day.stretch is None:
        return None
    mark = "T24:00" if words == "midnight" else "T" + reader.meaning("part", words)
    return replace(day, value=f"{day.stretch.value}{mark}")


CLOCK = {"clock": read_clock, "part_alone": read_part_alone}
