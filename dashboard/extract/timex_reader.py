"""The state of reading one text: its day of publication, its register, and the date it named last.

Readings (timex_absolute, timex_relative, timex_amounts) are functions from this state and a match to what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.dates import Day
from dashboard.extract.timex_context import Context
from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_values import Stretch
from dashboard.lexicon.timexes import TimexRules

DCT_ANCHOR = "the day of publication"
# In years: how far ahead of its story a year in the midst of a history's sentence still lends itself to what follows.
ASIDE = 4
# In news: how many years from publication a year must lie to lend itself within its sentence (further, to those after
# it that go on from one that it opens), and how many sentences on.
FAR, REACH = 2, 2
# In characters: how far from the beginning of its sentence a date may stand and still open it.
_LEAD = 80
# In years, by eye: how long ago a history must play for "this year" to be the story's.
LONG_AGO = 8


@dataclass(frozen=True)
class Found:
    """What a reading found: the stretch or the bare value, and how it came to it.

    `edtf` stands where it is not the stretch's own. `anchor` and `note` are words for the user; `type`, `start` and
    `end` replace the rule's own. `named` says that the text gave the year itself, `coarse` that the words asked for a
    finer stretch than could be told.
    """

    stretch: Stretch | None = None
    value: str = ""
    edtf: str | None = None
    anchor: str = ""
    note: str = ""
    type: str = ""
    start: int = -1
    end: int = -1
    named: bool = False
    refers: bool = True
    approximate: bool = False
    coarse: bool = False

    @property
    def timex_value(self) -> str:
        return self.value or (self.stretch.value if self.stretch else "")

    @property
    def edtf_text(self) -> str | None:
        return self.edtf or (self.stretch.edtf if self.stretch else None)


@dataclass
class Reader:
    """What is known while a text is read from its beginning to its end.

    `last` is the date named last, `side` one beside the story, `frame` the days of the last range while the dates that
    follow lie in it, `report` the quarter that a report speaks of.
    """

    rules: TimexRules
    context: Context
    dct: Day | None
    narrative: bool
    last: Stretch | None = None
    last_words: str = ""
    last_sentence: int = -100
    last_named: bool = False
    last_start: int = -1
    last_end: int = -1
    range_first: Day | None = None
    frame: tuple[Day, Day] | None = None
    story_sentence: int = -100
    side: Stretch | None = None
    side_words: str = ""
    side_sentence: int = -100
    side_end: int = -1
    report: Stretch | None = None
    report_months: int = 0
    report_sentence: int = -100
    upcoming: Sequence[Match] = ()

    def meaning(self, table: str, word: str) -> str:
        return self.rules.meaning(table, word)

    @property
    def last_anchor(self) -> str:
        return f"the date named before ({self.last_words})"

    def anchor_day(self) -> tuple[Day | None, str]:
        """Return the day from which dates of this register are told, and its name."""
        if self.narrative and self.last and self.last.last:
            return self.last.last, self.last_anchor
        return self.dct, DCT_ANCHOR

    def story_day(self) -> Day | None:
        """Return the day that "this year" is told from in a history of long ago; None where it is publication.

        In a history of our own days it may be the writer's own year.
        """
        if not self.narrative or self.dct is None or self.last is None or self.last.first is None:
            return None
        return self.last.first if self.dct.year - self.last.first.year > LONG_AGO else None

    def passage(self, offset: int) -> Stretch | None:
        """Return the date that lends its year here: in a history the last one, in news one with its own far year."""
        if self.last is None or self.last.first is None:
            return None
        if self.narrative and not self._beside(offset):
            return replace(self.last, first=self.range_first or self.last.first)
        if self.narrative:
            return self.side
        if self.dct is None or abs(self.last.first.year - self.dct.year) < FAR:
            return None
        sentence = self.context.sentence_number(offset)
        told_here = sentence == self.last_sentence and self.last_named
        goes_on = 0 <= sentence - self.story_sentence <= REACH and "\n" not in self.context.text[self.last_end : offset]
        return self.last if told_here or goes_on else None

    def nearest(self, offset: int, unit: str = "") -> tuple[Stretch | None, str]:
        """Return the date named right before `offset`, and its name: the story's, or one beside it just named.

        Days are counted from a day, where there is one.
        """
        just_named = self.side_end > self.last_end and self.context.sentence_number(offset) - self.side_sentence <= 1
        counts_days = unit == "D" and self.last is not None and self.last.unit == "D"
        if self.narrative and self.side is not None and just_named and not (counts_days and self.side.unit != "D"):
            return self.side, f"the date named before ({self.side_words})"
        return self.last, self.last_anchor

    def _beside(self, offset: int) -> bool:
        """Return whether a year beside the story was named in this very sentence, not far from it."""
        if self.side is None or self.side.first is None or self.last is None or self.last.first is None:
            return False
        same = self.side_sentence == self.context.sentence_number(offset) >= self.last_sentence
        return same and self.side.unit == "Y" and 0 <= self.side.first.year - self.last.first.year <= ASIDE

    def remember(self, match: Match, found: Found, words: str) -> None:
        """Keep what later words may refer to."""
        stretch = found.stretch
        if stretch is None or stretch.first is None or not found.refers:
            return
        sentence = self.context.sentence_number(match.start)
        if stretch.unit in ("Q", "H") and not self._ahead(match, stretch):
            self.report, self.report_months, self.report_sentence = stretch, 0, sentence
        if self._aside(match, stretch):
            self.side, self.side_words, self.side_sentence = stretch, " ".join(words.split()), sentence
            self.side_end = match.end
            return
        if not self.narrative and self.dct:
            far = abs(stretch.first.year - self.dct.year) > FAR
            opens = found.named and self._opens(match)
            goes_on = found.anchor == self.last_anchor and sentence - self.story_sentence <= REACH
            self.story_sentence = sentence if far and (opens or goes_on) else -100
        self.range_first = self.last.first if self.last and self._ends_range(match, stretch) else None
        if self.range_first and stretch.last:
            self.frame = (self.range_first, stretch.last)
        elif self.frame and stretch.last and (stretch.last < self.frame[0] or self.frame[1] < stretch.first):
            self.frame = None
        told_on = self.narrative or found.anchor == self.last_anchor
        self.last_start, self.last_end = match.start, match.end
        self.last, self.last_words, self.last_sentence = stretch, " ".join(words.split()), sentence
        self.last_named = found.named or (self.last_named and stretch.unit in ("D", "M") and told_on)

    def _ends_range(self, match: Match, stretch: Stretch) -> bool:
        """Return whether the words end a range that the date before them began: "between May 1854 and June 1855"."""
        if self.last is None or self.last.first is None or stretch.first is None or self.last.first > stretch.first:
            return False
        between = self.context.text[self.last_end : match.start]
        link = self.context.patterns["range_link"].match(between) if len(between) <= 16 else None
        if link is None or link["and"]:
            opening = self.context.ends_with("before_from", self.last_start) if link else None
            return opening is not None and opening["between"] is not None
        return (link["to"] or link["dash"]) is not None

    def _opens(self, match: Match) -> bool:
        """Return whether nothing but words of time stands before the words in their sentence."""
        begin = self.context.sentence(match.start).start
        if match.start - begin > _LEAD:
            return False
        lead = self.context.text[begin : match.start]
        if not lead.strip():
            return True
        placed = self.context.ends_with("before_placed", match.start) is not None
        return placed and self.context.patterns["time_lead"].match(lead) is not None

    def _ahead(self, match: Match, stretch: Stretch) -> bool:
        """Return whether a quarter is yet to come: a report speaks of the one that is over."""
        if self.report is None or self.dct is None or stretch.last is None:
            return False
        return stretch.last >= self.dct and self.context.tense(match.start, match.end) == "future"

    def _aside(self, match: Match, stretch: Stretch) -> bool:
        """Return whether the words tell of another time than the story and do not move it on.

        In a history a year in the midst of a sentence does not ("the 1954 accords", "not since 1813", "until 1981",
        "a paper found in 2004"): it holds for that sentence alone. A year that opens its sentence does.
        """
        bound = self.context.ends_with("before_bound", match.start)
        if not self.narrative:
            return stretch.unit == "Y" and bound is not None and bound["since"] is not None
        last = self.last
        if last is None or last.first is None or stretch.first is None:
            return False
        if self.context.ends_with("before_status", match.start):
            return True
        opens = self._opens(match)
        if bound is not None and bound["until"] is not None and not opens:
            return True
        if not opens and self._looks_away(match, stretch.first.year - last.first.year):
            return True
        if stretch.unit not in ("Y", "E", "C") or opens or 0 <= match.start - self.last_end <= 3:
            return False  # the last: the second end of "1939-1940"
        begin = self.context.sentence(match.start).start
        placed = self.context.ends_with("before_placed", match.start) is not None
        near = match.start - begin <= _LEAD and len(self.context.text[begin : match.start].split()) <= 3
        return not (placed and near)

    def _looks_away(self, match: Match, ahead: int) -> bool:
        """Return whether a sentence that has a date of the story tells of a year that lies `ahead` years from it.

        It looks back ("the force, which had been set up in May 1901") or far ahead ("would leave in July 2011").
        """
        if self.last_sentence != self.context.sentence_number(match.start):
            return False
        return ahead < 0 or (ahead > 1 and self.context.tense(match.start, match.end) == "future")


Reading = Callable[[Reader, Match], Found | None]
