"""Readings of amounts of time: how long, how often, and at what hour."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.extract.timex_absolute import named_year, read_absolute
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import Stretch, holding, moved_day, one_day, one_of, shifted, whole_year

_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75}
# TIMEX3's way to write one of a unit: what stands before the number, the factor, and the letter.
_WRITTEN = {
    "TS": ("PT", 1, "S"), "TM": ("PT", 1, "M"), "TH": ("PT", 1, "H"), "D": ("P", 1, "D"), "N": ("P", 1, "D"),
    "W": ("P", 1, "W"), "WE": ("P", 1, "WE"), "F": ("P", 2, "W"), "M": ("P", 1, "M"), "Q": ("P", 3, "M"),
    "H": ("P", 6, "M"), "Y": ("P", 1, "Y"), "E": ("P", 10, "Y"), "C": ("P", 100, "Y"), "L": ("P", 1000, "Y"),
}  # fmt: skip
_VAGUE = {"TS": "PTXS", "TM": "PTXM", "TH": "PTXH", "D": "PXD", "N": "PXD", "W": "PXW", "WE": "PXWE", "F": "PXW",
          "M": "PXM", "Q": "PXQ", "Y": "PXY", "E": "PXE", "C": "PXC", "L": "PXL"}  # fmt: skip
# The next finer unit, in which a half is written: two and a half years are P2Y6M.
_FINER = {"Y": (12, "M"), "D": (24, "TH"), "TH": (60, "TM"), "TM": (60, "TS"), "W": (7, "D"), "M": (30, "D")}


def amount(reader: Reader, match: Match, group: str = "num") -> tuple[float | None, bool]:
    """Return the number that the words tell and whether it has a fraction; None for "a few"."""
    words = match.group(group) or match.group("count")
    if words is None:
        return None, False
    return number(reader, words)


def number(reader: Reader, words: str) -> tuple[float | None, bool]:
    text = " ".join(re.split(r"[\s-]+", words.lower().replace(",", "")))
    for sign, value in _FRACTIONS.items():
        if text.endswith(sign):
            rest = text[: -len(sign)].strip()
            return (float(rest) if rest else 0.0) + value, True
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text), "." in text
    if text.startswith("half"):
        return 0.5, True
    half = text.endswith("and a half")
    text = text.removesuffix("and a half").strip()
    if "couple" in text:
        return 2.0, half
    if "dozen" in text:
        return 12.0, half
    total = current = 0
    for word in text.split():
        if word in ("a", "an"):
            current = 1
        elif word != "and":
            value = int(reader.meaning("cardinal", word))
            if value in (100, 1000):
                current = max(1, current) * value
                if value == 1000:
                    total, current = total + current, 0
            else:
                current += value
    return float(total + current) + (0.5 if half else 0.0), half


def length(count: float, unit: str) -> str:
    """Return TIMEX3's value of a length of time."""
    prefix, factor, letter = _WRITTEN[unit]
    whole = int(count)
    if count == whole:
        return f"{prefix}{whole * factor}{letter}"
    if factor > 1:
        return f"{prefix}{round(count * factor)}{letter}"
    if unit in _FINER:
        many, finer = _FINER[unit]
        rest = round((count - whole) * many)
        fine_prefix, _, fine_letter = _WRITTEN[finer]
        head = f"{prefix}{whole}{letter}" if whole else fine_prefix
        join = "T" if fine_prefix == "PT" and prefix == "P" and whole else ""
        return f"{head}{join}{rest}{fine_letter}"
    return f"{prefix}{count:g}{letter}"


def read_duration(reader: Reader, match: Match) -> Found | None:
    unit_words = match.group("unit") or re.sub(r"-?long$", "", match.found.group().lower()).split("-")[-1].split()[-1]
    unit = reader.meaning("unit", unit_words)
    if match.group("few") and not match.first_group("num", "count"):
        return Found(value=_VAGUE[unit], anchor="none", refers=False)
    words = match.first_group("num", "count") or match.rule.constants.get("num") or "1"
    if words.lower() in ("a", "an", "each") and _is_rate(reader, match):
        return Found(value=length(1, unit), type="SET", anchor="none", note="a rate", refers=False)
    if unit == "TS" and words.lower() in ("a", "an", "one") and match.group("unit") == "second" and words != "one":
        return None  # "a second term": an ordinal
    if unit == "N" and words.lower() in ("a", "an", "one"):
        return None
    if unit == "Q" and reader.context.text[match.end : match.end + 4] == " of ":
        return None  # a fourth, no length of time
    count, _ = number(reader, words)
    if count is None:
        return None
    if match.rule.constants.get("half"):
        count += 0.5
    value = length(count, unit)
    if (second := match.group("num2")) and (second_unit := match.group("unit2")):
        more, _ = number(reader, second)
        if more is not None:
            other = length(more, reader.meaning("unit", second_unit))
            value = value + other[1:] if other.startswith("P") else value
    found = Found(value=value, anchor="none", refers=False)
    if reader.context.before(match.start, 3).lower() == "in " and count == int(count):
        found = _counted_on(reader, match, found, unit, int(count))
    if unit == "M" and count in (6, 9) and match.found.group().lower().startswith("the "):
        reader.report_months = int(count)
        reader.report_sentence = reader.context.sentence_number(match.start)
    return counted_back(reader, match, found, unit, count)


def _counted_on(reader: Reader, match: Match, found: Found, unit: str, count: int) -> Found:
    """Give "they will meet in two weeks" the week in which that is, told from the day of publication."""
    if reader.dct is None or reader.narrative or unit not in ("D", "W", "M", "Y"):
        return found
    if reader.context.ends_with("before_in_time", match.start) or reader.context.tense(match.start, match.end) != "future":
        return found
    edtf = shifted(unit, reader.dct, count).edtf
    return replace(found, edtf=edtf, anchor=DCT_ANCHOR, note="counted on from publication")


def counted_back(reader: Reader, match: Match, found: Found, unit: str, count: float) -> Found:
    """Give "75 years of diplomatic relations" the year in which they began, worked out from the day of publication."""
    if (
        unit != "Y"
        or not reader.context.begins_with("anniversary", match.end)
        or reader.dct is None
        or count != int(count)
    ):
        return found
    year = reader.dct.year - int(count)
    return replace(found, edtf=whole_year(year).edtf, anchor=DCT_ANCHOR, note="counted back from publication")


def _is_rate(reader: Reader, match: Match) -> bool:
    return reader.context.ends_with("before_not_rate", match.start) is None and (
        reader.context.ends_with("before_rate", match.start) is not None
    )


def read_duration_range(reader: Reader, match: Match) -> Found | None:
    unit = reader.meaning("unit", match.group("unit") or "")
    high_words = match.first_group("count2", "count4") or "1"
    low_words = match.first_group("count", "count3") or "1"
    high, low = number(reader, high_words)[0], number(reader, low_words)[0]
    if high is None or low is None or low >= high:
        return None
    return Found(value=length(high, unit), anchor="none", note="between two amounts", refers=False)


def read_recent_span(reader: Reader, match: Match) -> Found | None:
    """Read "the past three months": a length, and in EDTF the days it takes up to or from publication."""
    unit = reader.meaning("unit", match.group("unit") or "")
    count, _ = amount(reader, match)
    if count is None and match.group("few") is None:
        count = 2.0
    value = _VAGUE[unit] if count is None else length(count, unit)
    found = Found(value=value, anchor="none", refers=False)
    stated = (match.group("this") or "").lower()
    if unit == "M" and count in (3, 6, 9) and stated in ("first", "latest", "final"):
        reader.report_months = int(count)
        reader.report_sentence = reader.context.sentence_number(match.start)
    if reader.dct is None or count is None or reader.narrative or count != int(count):
        return found
    if stated in ("past", "last", "previous", "latest"):
        begin = _back(reader, unit, int(count))
        return found if begin is None else replace(found, edtf=f"{begin}/{reader.dct.iso()}", anchor=DCT_ANCHOR)
    return found


def _back(reader: Reader, unit: str, count: int) -> str | None:
    """Return where a stretch of so many units up to publication begins, as exact as the unit."""
    assert reader.dct is not None
    if unit in ("D", "W", "F", "N"):
        return moved_day(unit, reader.dct, -count).iso()
    if unit in ("M", "Q"):
        return holding("M", moved_day(unit, reader.dct, -count)).edtf
    if unit in ("Y", "E", "C"):
        return holding("Y", moved_day(unit, reader.dct, -count)).edtf
    return None


def read_vague_duration(reader: Reader, match: Match) -> Found | None:
    words = match.first_group("unit", "spans", "spans2") or match.found.group().split()[-1]
    unit = reader.meaning("unit", words)
    return Found(value=_VAGUE[unit], anchor="none", refers=False)


def read_every(reader: Reader, match: Match) -> Found | None:
    part = reader.meaning("part", match.group("part") or "") if match.group("part") else ""
    day_words = match.first_group("weekday", "weekdays")
    if day_words:
        table = "weekday" if match.group("weekday") else "weekdays"
        value = f"XXXX-WXX-{reader.meaning(table, day_words)}" + (f"T{part}" if part else "")
        return Found(value=value, anchor="none", refers=False)
    if words := match.group("month"):
        return Found(value=f"XXXX-{int(reader.meaning('month', words)):02d}", anchor="none", refers=False)
    if words := match.group("season"):
        return Found(value=f"XXXX-{reader.meaning('season', words)}", anchor="none", refers=False)
    if part:
        return Found(value=f"XXXX-XX-XXT{part}", anchor="none", refers=False)
    unit = reader.meaning("unit", match.group("unit") or "")
    if words := match.group("count"):
        count = number(reader, words)[0] or 1.0
    else:
        count = 2.0 if match.group("other") else 1.0
    if re.search(r"\bfew\b", match.found.group().lower()):
        return Found(value=_VAGUE[unit], anchor="none", refers=False)
    return Found(value=length(count, unit), anchor="none", refers=False)


def read_often(reader: Reader, match: Match) -> Found | None:
    value = reader.meaning("often", match.group("often") or "")
    if value == "P1Q":
        value = "P3M"
    return Found(value=value, anchor="none", refers=False)


def read_rate(reader: Reader, match: Match) -> Found | None:
    if not match.found.group().lower().startswith("per") and not _is_rate(reader, match):
        return None
    return Found(value=length(1, reader.meaning("unit", match.group("unit") or "")), anchor="none", refers=False)


def read_clock(reader: Reader, match: Match) -> Found | None:
    clock = _clock(reader, match)
    if clock is None:
        return None
    if match.first_group("month", "month2"):
        day = read_absolute(reader, match)
    elif match.first_group("weekday", "weekday2") or match.group("today"):
        from dashboard.extract.timex_relative import read_today, read_weekday

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
    if last and last.unit == "D" and (distance <= 1 or reader.narrative):
        return Found(last, anchor=reader.last_anchor, refers=False)
    if reader.dct and not reader.narrative:
        return Found(one_day(reader.dct), anchor=DCT_ANCHOR, refers=False)
    return None


def _upcoming_day(reader: Reader, match: Match) -> Found | None:
    """Return the day that stands close after a clock time: "at 9 a.m. (0700 GMT) on Friday"."""
    from dashboard.extract.timex_relative import RELATIVE

    for following in reader.upcoming:
        between = reader.context.text[match.end : following.start]
        if len(between) > 30 or "." in between.replace(".m.", ""):
            return None
        if following.rule.type == "DATE" and following.rule.read in ("weekday", "today", "absolute"):
            read = read_absolute if following.rule.read == "absolute" else RELATIVE[following.rule.read]
            found = read(reader, following)
            return replace(found, refers=False) if found and found.stretch and found.stretch.unit == "D" else None
    return None


def _clock(reader: Reader, match: Match) -> str | None:
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


def read_part_alone(reader: Reader, match: Match) -> Found | None:
    from dashboard.extract.timex_relative import read_today, read_weekday

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


def read_constant(reader: Reader, match: Match) -> Found | None:
    if reader.narrative and match.rule.constants["value"] == "FUTURE_REF" and match.found.group().lower() == "soon":
        return None  # "soon" in a history goes on with the story and tells no time
    return Found(value=match.rule.constants["value"], anchor="none", refers=False)


AMOUNTS = {
    "duration": read_duration,
    "duration_range": read_duration_range,
    "recent_span": read_recent_span,
    "vague_duration": read_vague_duration,
    "every": read_every,
    "often": read_often,
    "rate": read_rate,
    "clock": read_clock,
    "part_alone": read_part_alone,
    "constant": read_constant,
}
__all__ = ["AMOUNTS", "Stretch", "amount", "named_year", "one_of"]
