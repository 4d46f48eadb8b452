"""Where a text may tell a time: words call up rules, rules match near those words, the longest match stands.

Work is bounded for any text: a rule is tried only in a window about a word that calls it up, windows that
overlap are one, and every pattern is of bounded length, so time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from functools import lru_cache

from dashboard.lexicon.timexes import TimexRule, TimexRules

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")
# Characters on either side of a calling word in which its rules are tried; the longest example of a rule is 52.
_BEFORE, _AFTER = 56, 72
_LONGEST_NUMBER = 8


@dataclass(frozen=True)
class Match:
    """Words that a rule took for a time expression, not yet read; `others` are those that gave way to it."""

    start: int
    end: int
    rule: TimexRule
    found: re.Match[str]
    others: list[Match] = field(default_factory=list, compare=False)

    def group(self, name: str) -> str | None:
        """Return the words of a group, None where the rule lacks it or it did not take part."""
        return self.found[name] if name in self.found.re.groupindex else None

    def first_group(self, *names: str) -> str | None:
        for name in names:
            words = self.group(name)
            if words is not None:
                return words
        return None


def find_matches(text: str, rules: TimexRules) -> list[Match]:
    """Return the matches in `text` that stand: in order, none overlapping, the longest of those that compete."""
    found = []
    by_core = rules.by_core
    for core, windows in _windows(text, rules).items():
        group = by_core.get(core, ())
        for begin, end in windows:
            for rule in group:
                for match in rule.regex.finditer(text, begin, end):
                    if match.end() > match.start() and not _refused(rule, text, match, rules):
                        found.append(Match(match.start(), match.end(), rule, match))
    return _longest(found)


def _windows(text: str, rules: TimexRules) -> dict[str, list[tuple[int, int]]]:
    """Return for each group of rules the stretches of text in which they are tried."""
    cores = rules.cores
    length = len(text)
    windows: dict[str, list[tuple[int, int]]] = {}
    digits = ("digits",)
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word[0] <= "9":
            if len(word) > _LONGEST_NUMBER:
                continue
            called: tuple[str, ...] = digits
        else:
            if word.lower() not in cores:
                continue
            called = cores[word.lower()]
        begin, end = max(0, token.start() - _BEFORE), min(length, token.end() + _AFTER)
        for core in called:
            stretches = windows.setdefault(core, [])
            if stretches and stretches[-1][1] >= begin:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((begin, end))
    return windows


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ?", r"\s{0,4}").replace(" ", r"\s{1,4}"), re.IGNORECASE)


# Words of time that carry a capital inside a sentence are part of a name: "This Week", "60 Minutes", "VOA Today".
_NAME = re.compile(r"[A-Z][a-z]+$")
_MAY_BE_NAMES = ("unit", "today", "often")
# "The Evening Standard", "Good Morning America", "Saturday Night Live".
_NAMED_PARTS = ("part", "clock")
_NAMED_ON = re.compile(r"\x20[A-Z][a-z]")
_QUOTES = ('"', "“", "‘", "`", "'")


def _refused(rule: TimexRule, text: str, match: re.Match[str], rules: TimexRules) -> bool:
    if rule.unless and _compiled(rule.unless).match(text, match.end()) is not None:
        return True
    if rule.on in _NAMED_PARTS:
        last = match.group().split()[-1]
        if rule.on not in rules.cores.get(last.lower(), ()):
            return False  # "the morning of 8 August Georgian troops"
        return _NAME.fullmatch(last) is not None and _NAMED_ON.match(text, match.end()) is not None
    if rule.on not in _MAY_BE_NAMES:
        return False
    words = match.group().split()
    if len(words) == 1:
        before = text[max(0, match.start() - 2) : match.start()]
        if rule.on == "often":  # "the Daily News"
            return _NAME.fullmatch(words[0]) is not None and text[match.end() : match.end() + 2].strip().isupper()
        named = _NAME.fullmatch(words[0]) is not None and before[:1].isalnum() and before[1:] == " "
        return named and "-" not in words[0]
    if _NAME.fullmatch(words[-1]) is None or words[0] == "the":
        return False
    quoted = match.start() > 0 and text[match.start() - 1] in _QUOTES
    return (
        quoted or not text[match.end() : match.end() + 3].lstrip()[:1].isupper()
    )  # else a headline: every word has one


def _longest(found: list[Match]) -> list[Match]:
    """Keep the longest of matches that overlap; of equals the earlier, then the rule that stands first."""
    found.sort(key=lambda m: (m.start - m.end, m.start, m.rule.rank))
    starts: list[int] = []
    chosen: dict[int, Match] = {}
    for match in found:
        place = bisect_left(starts, match.start)
        rival = chosen[starts[place]] if place < len(starts) else None
        if rival is None or rival.start >= match.end:
            rival = chosen[starts[place - 1]] if place and chosen[starts[place - 1]].end > match.start else None
        if rival is not None:
            if rival.start <= match.start and match.end <= rival.end and len(rival.others) < 12:
                rival.others.append(match)
            continue
        insort(starts, match.start)
        chosen[match.start] = match
    return [chosen[start] for start in starts]
