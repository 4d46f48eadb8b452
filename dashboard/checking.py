"""Every fault of every data file in one run, and what no rule understood."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.briefing.saving import list_briefings, load_briefing
from dashboard.curation import read_curation
from dashboard.errors import DataError, DataFaults, DatelineError
from dashboard.extract.sentences import split_sentences
from dashboard.extract.timexes import read_timexes
from dashboard.pipeline import Home, read_articles

PARTS = ("timexes", "gazetteer", "actors", "actions", "wording")


def data_faults(home: Home) -> list[DataError]:
    """Return the faults of articles, events.yaml, briefings, data/reference and the user's own names, by file, line."""
    _, faults = read_articles(home.articles)
    faults += _faults_of(lambda: read_curation(home.events_file))
    briefings = home.data / "briefings"
    for name in list_briefings(briefings):
        faults += _faults_of(lambda name=name: load_briefing(briefings, name))
    lexicon = home.lexicon()
    for part in PARTS:
        faults += _faults_of(lambda part=part: getattr(lexicon, part))
    return list(DataFaults(faults).faults)


def _faults_of(read: object) -> list[DataError]:
    try:
        read()  # type: ignore[operator]
    except DataFaults as error:
        return list(error.faults)
    except DataError as error:
        return [error]
    except DatelineError as error:
        return [DataError(str(error))]
    return []


def unresolved(home: Home) -> Iterator[str]:
    """Yield a line for each time expression whose day no rule could tell, with its sentence."""
    lexicon = home.lexicon()
    articles, _ = read_articles(home.articles)
    for article in articles:
        sentences = split_sentences(article.text)
        for timex in read_timexes(article, lexicon.timexes).timexes:
            if timex.edtf is None and timex.type in ("DATE", "TIME") and "X" in timex.value:
                sentence = next(
                    (article.text[s.start : s.end] for s in sentences if s.start <= timex.start < s.end), timex.text
                )
                yield f"{article.id}: {timex.text!r} not resolved ({timex.rule}): {sentence[:100]}"
