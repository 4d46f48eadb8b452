"""What the words around a time expression say: tense of the governing verb, bounds, exactness, register."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dashboard.extract.timex_finder import Match
from dashboard.lexicon.timexes import TimexRules
from dashboard.model import Span

# How far from the expression a verb is looked for, in characters (by eye: some 20 words).
_REACH = 130
_CLAUSE_BREAK = re.compile(r"[,;:]|--|—|``|''|[“”\"]|\b(?:while|but|which|who|whose|although|because)\b")


class Context:
    """The surroundings of expressions in one text."""

    def __init__(self, text: str, sentences: Sequence[Span], rules: TimexRules) -> None:
        self.text = text
        self.patterns = rules.context_regex
        self._starts = [sentence.start for sentence in sentences]
        self._sentences = sentences

    def sentence_number(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence(self, offset: int) -> Span:
        if not self._sentences:
            return Span(0, len(self.text))
        return self._sentences[self.sentence_number(offset)]

    def before(self, offset: int, reach: int = 48) -> str:
        return self.text[max(0, offset - reach) : offset]

    def ends_with(self, name: str, offset: int, reach: int = 48) -> re.Match[str] | None:
        """Return the match of a context pattern at the end of the words before `offset`."""
        return self.patterns[name].search(self.before(offset, reach))

    def begins_with(self, name: str, offset: int) -> re.Match[str] | None:
        return self.patterns[name].match(self.text[offset : offset + 48])

    def tense(self, start: int, end: int) -> str:
        """Return "future", "past" or "" from the verb that governs the words from `start` to `end`.

        The nearest verb before them in their clause decides, then, for words that open a clause, the first one after
        them, then the nearest before them in the sentence. "Since May" and "as of May" are past whatever
        the verb.
        """
        if self.ends_with("before_past", start):
            return "past"
        if self.begins_with("after_delivery", end) or self.ends_with("before_on_from", start):
            return "future"  # "crude for July delivery", "two weeks from Monday"
        sentence = self.sentence(start)
        left = self.text[max(sentence.start, start - _REACH) : start]
        right = self.text[end : min(sentence.end, end + _REACH)]
        if right.startswith(("'s", "’s")):
            strict = self.patterns["sure_future"]  # "Friday's vote": past, unless the sentence says that it is to come
            return "future" if strict.search(left) or strict.search(right) else "past"
        breaks = [match.end() for match in _CLAUSE_BREAK.finditer(left)]
        clause = left[breaks[-1] :] if breaks else left
        opening = clause.lower().split()
        joined = bool(breaks) and len(opening) <= 3 and opening[:1] in (["and"], ["or"], ["then"])
        cue = self._last_cue(clause) or (self._last_cue(left) if joined else "")  # "on 5 May, and again on 9 May"
        if right.lstrip().startswith("that "):
            cue = cue or self._last_cue(left)  # "said in a statement Thursday that it would close"
        cue = cue or self._first_cue(right, opens=len(left.split()) < 2) or self._last_cue(left)
        if not cue and self.patterns["infinitive"].search(left):
            return "future"
        if not cue and (self.patterns["present"].search(left) or self.patterns["present"].search(right)):
            return "future"  # "The summit is on Sunday": no verb tells the past, one the present
        return cue

    def _last_cue(self, words: str) -> str:
        future = _last(self.patterns["future"], words)
        past = self._last_past(words)
        if future is None and past is None:
            return ""
        if future and past and past[0] > future[1] and len(words[future[1] : past[0]].split()) <= 1:
            return "future"  # "will stay closed": one verb
        return "future" if (future or (-1, -1))[1] >= (past or (-1, -1))[1] else "past"

    def _last_past(self, words: str) -> tuple[int, int] | None:
        best = None
        for match in self.patterns["past"].finditer(words):
            if not self.patterns["not_past"].match(match.group()):
                best = match.span()
        return best

    def _first_cue(self, words: str, opens: bool) -> str:
        future = self.patterns["future"].search(words)
        if opens and future and self.patterns["planned"].fullmatch(future.group()):
            return "past"  # "On Friday the council agreed to meet"
        for past in self.patterns["past"].finditer(words):
            if not self.patterns["not_past"].match(past.group()):
                return "future" if future and future.start() <= past.start() else "past"
        return "future" if future else ""


def _last(pattern: re.Pattern[str], words: str) -> tuple[int, int] | None:
    best = None
    for match in pattern.finditer(words):
        best = match.span()
    return best


def is_narrative(matches: Sequence[Match], year: int | None) -> bool:
    """Return whether a text tells a history rather than news: dates with far years, few told from publication.

    `year` is the year of publication. By eye on the development halves: at least five dates two years or more
    before publication, and more than twice as many of them as of words such as "yesterday" or a bare weekday; or
    three of them and no such word at all.
    """
    far = near = 0
    for match in matches:
        name = match.rule.read
        if match.group("bcyear") or match.rule.read == "early_month":
            far += 1
        elif words := match.first_group("year", "bare"):
            if year is None or int(words) <= year - 2:
                far += 1
        elif name in ("today", "this_span", "weekday", "this_month", "ago", "year_ago", "weekend"):
            near += 1
    return far > 2 * near if far >= 5 else far >= 3 and near == 0
