"""Readings of lengths of time and of how often something happens."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_numbers import VAGUE, amount, length, number
from dashboard.extract.timex_reader import DCT_ANCHOR, Found, Reader
from dashboard.extract.timex_values import holding, moved_day, shifted, whole_year

_NOUN = re.compile(r"\s[a-z]{4,}")


def read_duration(reader: Reader, match: Match) -> Found | None:
    unit = reader.meaning("unit", match.first_group("unit", "spans") or "")
    if match.group("few") and not match.first_group("num", "count"):
        return Found(value=VAGUE[unit], anchor="none", refers=False)
    if match.group("spans"):
        return Found(value=VAGUE[unit], anchor="none", refers=False)
    words = match.first_group("num", "and_half", "count", "half") or match.rule.constants.get("num") or "1"
    if words.lower() in ("a", "an", "each") and _is_rate(reader, match):
        return Found(value=length(1, unit), type="SET", anchor="none", note="a rate", refers=False)
    if words.lower() == "a" and match.group("unit") == "second":
        return None  # "a second term": an ordinal
    if unit == "N" and words.lower() in ("a", "an", "one"):
        return None
    if unit == "D" and words.lower() == "one" and reader.context.begins_with("after_some_day", match.end):
        return None  # "one day last week"
    if unit == "Q" and reader.context.text[match.end : match.end + 4] == " of ":
        return None  # a fourth, no length of time
    if unit == "TH" and _is_clock_time(reader, match, words):
        return None
    count, _ = number(reader, words)
    if count is None:
        return None
    if match.rule.constants.get("half") or match.group("and_half"):
        count += 0.5
    value = length(count, unit)
    if second_unit := match.first_group("unit2", "unit3"):
        more, _ = number(reader, match.group("num2") or "1")
        if more is not None:
            other = length(more, reader.meaning("unit", second_unit))
            value += other[2:] if "T" in value and other.startswith("PT") else other[1:]
    found = Found(value=value, anchor="none", refers=False)
    if reader.context.before(match.start, 4).lower() in (" in ", "in ") and count == int(count):
        found = _counted_on(reader, match, found, unit, int(count))
    if unit == "M" and count in (6, 9) and match.found.group().lower().startswith("the "):
        reader.report_months = int(count)
        reader.report_sentence = reader.context.sentence_number(match.start)
    return counted_back(reader, match, found, unit, count)


def _is_clock_time(reader: Reader, match: Match, words: str) -> bool:
    """Return whether "1400 hours" tells a clock time: four figures after "at" and the like."""
    if not re.fullmatch(r"[012]\d[0-5]\d", words):
        return False
    counted = reader.context.text[match.end : match.end + 4] == " of "
    return not counted and reader.context.ends_with("before_clock", match.start) is not None


def _counted_on(reader: Reader, match: Match, found: Found, unit: str, count: int) -> Found:
    """Give "they will meet in two weeks" the week in which that is, told from the day of publication."""
    if reader.dct is None or reader.narrative or unit not in ("D", "W", "M", "Y"):
        return found
    if (
        reader.context.ends_with("before_in_time", match.start)
        or reader.context.tense(match.start, match.end) != "future"
    ):
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
    if match.group("unit") == "second" and _NOUN.match(reader.context.text, match.end):
        return False  # "on 9 August a second front": an ordinal
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


def read_quarter_century(reader: Reader, match: Match) -> Found | None:
    value = "P75Y" if match.group("which") else "P25Y"
    return Found(value=value, anchor="none", refers=False)


def read_recent_span(reader: Reader, match: Match) -> Found | None:
    """Read "the past three months": a length, and in EDTF the days it takes up to or from publication."""
    unit = reader.meaning("unit", match.group("unit") or "")
    count, _ = amount(reader, match)
    if count is None and match.group("few") is None:
        count = float(match.rule.constants.get("num") or 2)  # "the past couple of years"
    value = VAGUE[unit] if count is None else length(count, unit)
    found = Found(value=value, anchor="none", refers=False)
    stated = (match.group("this") or "past").lower()
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
    if match.rule.name == "bare_units":
        context = reader.context
        alone = context.ends_with("before_units", match.start) or context.begins_with("after_units", match.end)
        if not alone or context.ends_with("before_counted", match.start):
            return None  # "sick days", "18 years of age"
    return Found(value=VAGUE[unit], anchor="none", refers=False)


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
    words = match.group("count")
    count = (number(reader, words)[0] if words else None) or (2.0 if match.group("other") else 1.0)
    if half_more := match.group("half_more"):
        count = (number(reader, half_more)[0] or 0.0) + 0.5
    if re.search(r"\bfew\b", match.found.group().lower()):
        return Found(value=VAGUE[unit], anchor="none", refers=False)
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


def read_constant(reader: Reader, match: Match) -> Found | None:
    if reader.narrative and match.rule.constants["value"] == "FUTURE_REF" and match.found.group().lower() == "soon":
        return None  # "soon" in a history goes on with the story and tells no time
    return Found(value=match.rule.constants["value"], anchor="none", refers=False)


def read_former_future(reader: Reader, match: Match) -> Found | None:
    value = "PAST_REF" if match.found.group().lower() == "former" else "FUTURE_REF"
    return Found(value=value, anchor="none", refers=False)


AMOUNTS = {
    "former_future": read_former_future,
    "duration": read_duration,
    "quarter_century": read_quarter_century,
    "duration_range": read_duration_range,
    "recent_span": read_recent_span,
    "vague_duration": read_vague_duration,
    "every": read_every,
    "often": read_often,
    "rate": read_rate,
    "constant": read_constant,
}
