"""Article -> time expressions: find the words, read each one against its anchor, and join the ends of ranges.

The steps: `timex_finder` finds words that rules match; `timex_context` reads the register and tense; the readings of
`timex_absolute`, `timex_periods`, `timex_relative`, `timex_weekdays`, `timex_anaphora`, `timex_amounts`, `timex_clock`
and `timex_foreign` give each its value, in the order of the text, since many are told from the date named before;
`timex_intervals` joins the two ends of a range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.dates import parse_edtf
from dashboard.errors import EdtfError
from dashboard.extract.sentences import split_sentences
from dashboard.extract.timex_absolute import ABSOLUTE
from dashboard.extract.timex_amounts import AMOUNTS
from dashboard.extract.timex_anaphora import ANAPHORA
from dashboard.extract.timex_clock import CLOCK
from dashboard.extract.timex_context import Context, is_narrative
from dashboard.extract.timex_finder import Match, find_matches
from dashboard.extract.timex_foreign import FOREIGN
from dashboard.extract.timex_intervals import join_intervals
from dashboard.extract.timex_periods import PERIODS
from dashboard.extract.timex_reader import Found, Reader, Reading
from dashboard.extract.timex_relative import RELATIVE
from dashboard.extract.timex_values import Stretch, marked, narrowed, one_of
from dashboard.extract.timex_weekdays import WEEKDAYS
from dashboard.lexicon.timexes import TimexRules
from dashboard.model import Article, Span, Timex, TimexInterval

# Hyphens and dashes that look like those the rules know; each is one character for one, so that offsets stay.
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2212": "–"})
READINGS: dict[str, Reading] = {
    **ABSOLUTE,
    **PERIODS,
    **RELATIVE,
    **WEEKDAYS,
    **ANAPHORA,
    **AMOUNTS,
    **CLOCK,
    **FOREIGN,
}


@dataclass(frozen=True)
class TimexReading:
    """The time expressions of a text in order, none overlapping, and the ranges that pairs of them span."""

    timexes: tuple[Timex, ...]
    intervals: tuple[TimexInterval, ...]


def find_timexes(article: Article, rules: TimexRules, sentences: Sequence[Span] | None = None) -> tuple[Timex, ...]:
    """Return the time expressions of `article.text`, in order, none overlapping."""
    return read_timexes(article, rules, sentences).timexes


def read_timexes(article: Article, rules: TimexRules, sentences: Sequence[Span] | None = None) -> TimexReading:
    """Return the time expressions of `article.text` and the ranges they span.

    Spans are half-open character offsets. Type and value are TIMEX3's, `edtf` is the calendar extent (None where there
    is none, as for a duration), resolved against `article.published`; without that day what is told from it keeps no
    EDTF. The register (news, or a history whose dates go on from the one named before) is found from the text.
    """
    text = article.text.translate(_PLAIN)
    spans = split_sentences(text) if sentences is None else sentences
    matches = find_matches(text, rules)
    context = Context(text, spans, rules)
    dct = article.published
    reader = Reader(rules, context, dct, is_narrative(matches, dct.year if dct else None))
    timexes: list[Timex] = []
    for index, match in enumerate(matches):
        reader.upcoming = matches[index + 1 : index + 3]
        timexes += _read_one(reader, match, timexes[-1].end if timexes else 0)
    if text != article.text:
        timexes = [replace(timex, text=article.text[timex.start : timex.end]) for timex in timexes]
    return TimexReading(tuple(timexes), join_intervals(context, timexes))


def _read_one(reader: Reader, match: Match, free_from: int) -> list[Timex]:
    """Return the timex of a match or, where its reading finds none, those of the matches that gave way to it."""
    timex = _read(reader, match, free_from)
    if timex is not None:
        return [timex]
    read: list[Timex] = []
    for other in match.others:
        if all(other.end <= taken.start or taken.end <= other.start for taken in read):
            timex = _read(reader, other, free_from)
            if timex is not None:
                read.append(timex)
    return sorted(read, key=lambda taken: taken.start)


def _read(reader: Reader, match: Match, free_from: int) -> Timex | None:
    if match.rule.constants.get("register") == "history" and not reader.narrative:
        return None
    found = READINGS[match.rule.read](reader, match)
    if found is None:
        return None
    start = found.start if found.start >= 0 else match.start
    end = found.end if found.end >= 0 else match.end
    kind = found.type or match.rule.type
    text = reader.context.text
    reader.remember(match, found, text[start:end])
    start, found = _widen(reader, match, kind, start, found, free_from)
    bound = _bound(reader, start, end, found) if kind in ("DATE", "TIME") else ""
    edtf = _edtf(reader, start, found, bound)
    return Timex(
        start=start,
        end=end,
        text=text[start:end],
        type=kind,
        value=found.timex_value,
        edtf=edtf,
        anchor=found.anchor,
        rule=match.rule.words + (f": {found.note}" if found.note else ""),
        bound=bound,
        precision=_precision(edtf, found),
    )


def _widen(reader: Reader, match: Match, kind: str, start: int, found: Found, free_from: int) -> tuple[int, Found]:
    """Take in the words before that belong to the expression: "early", "the end of", "more than".

    Those before "the 1973 war" belong to the war.
    """
    context = reader.context
    if kind in ("DATE", "TIME") and found.stretch is not None:
        part = context.ends_with("before_date", start)
        if part is not None and not (part["the"] and found.stretch.unit == "Y" and context.text[start].isdigit()):
            name = next(name for name in ("START", "MID", "END", "ALL") if part[name])
            begin = start - (part.end() - part.start(name))
            if (
                kind == "DATE"
                and found.stretch.unit in ("D", "M", "Y")
                and context.patterns["bare_part"].fullmatch(part[name])
            ):
                begin += 4  # "the late-November trip": the article is the trip's
            if begin >= free_from:
                inner = found.stretch
                if found.edtf is None and name != "ALL" and not found.coarse:
                    so_far = part[name].lower().startswith(("earlier", "later"))
                    inner = (so_far and _beside_publication(reader, inner, name)) or narrowed(inner, name)
                found = replace(found, stretch=replace(inner, value=found.stretch.value))
                return begin, found
    opens = context.text[start : start + 4].lower()
    counted = (kind == "DURATION" and opens != "the ") or (kind == "DATE" and _counted(match, found))
    about = context.ends_with("before_amount" if counted else "before_about", start)
    if about is None or not (counted or kind in ("DATE", "TIME")):
        return start, found
    begin = start - (about.end() - about.start("word"))
    if begin < free_from or (about["word"].lower() == "over" and not context.ends_with("before_over", begin)):
        return start, found  # "took shape over four days": in the course of them
    return begin, replace(found, approximate=True)


def _counted(match: Match, found: Found) -> bool:
    return match.rule.read in ("ago", "year_ago", "from_reference", "from_now") or "counted back" in found.note


def _beside_publication(reader: Reader, stretch: Stretch, part: str) -> Stretch | None:
    """Return the days of "earlier this week" up to publication, or of "later this week" from then on."""
    dct, first, last = reader.dct, stretch.first, stretch.last
    if dct is None or first is None or last is None or not first < dct < last or reader.narrative:
        return None
    first, last = (first, dct) if part == "START" else (dct, last)
    return replace(stretch, edtf=one_of(first, last), first=first, last=last)


def _bound(reader: Reader, start: int, end: int, found: Found) -> str:
    match = reader.context.ends_with("before_bound", start)
    if found.edtf_text is None:
        return ""
    if match is None:
        opening = reader.context.ends_with("before_from", start)
        onward = opening and opening["from"] and reader.context.begins_with("after_onward", end)
        return "since" if onward else ""
    return next((name for name in ("by", "before", "after", "since", "until") if match[name]), "")


def _edtf(reader: Reader, start: int, found: Found, bound: str) -> str | None:
    edtf = found.edtf_text
    if edtf is None:
        return None
    if found.approximate:
        edtf = marked(edtf, "~")
    if reader.context.ends_with("before_doubt", start):
        edtf = marked(edtf, "?")
    if bound == "since" and edtf and "/" not in edtf and not edtf.startswith("["):
        edtf += "/.."
    try:
        return parse_edtf(edtf).text if edtf else None
    except EdtfError:
        return None  # beyond the years that EDTF writes with four figures


def _precision(edtf: str | None, found: Found) -> str:
    if edtf is None:
        return "none"
    if found.stretch is not None and found.stretch.unit == "W" and edtf.startswith("["):
        return "week"
    return parse_edtf(edtf).precision


def read_many(articles: Iterable[Article], rules: TimexRules) -> Iterable[tuple[Article, TimexReading]]:
    """Yield each article with its reading, one at a time."""
    for article in articles:
        yield article, read_timexes(article, rules)
