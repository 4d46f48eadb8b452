"""Every fault of every data file in one run, and what no rule understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dashboard.briefing.saving import list_briefings, load_briefing
from dashboard.curation import check_evidence, read_curation
from dashboard.errors import DataError, DataFaults, DatelineError
from dashboard.extract import read_mentions
from dashboard.importers.kept import read_tables, table_parts
from dashboard.intake.shelf import left_out
from dashboard.limits import limits
from dashboard.model import Article
from dashboard.pipeline import Home, read_articles
from dashboard.preview import marks_of

PARTS = ("timexes", "gazetteer", "actors", "actions", "wording")


def data_faults(home: Home) -> list[DataError]:
    """Return every fault by file and line: of articles, events.yaml, imported tables, limits, briefings, data/reference
    and the user's own names."""
    articles, faults = read_articles(home.articles)
    lexicon = home.lexicon()
    broken = [fault for part in PARTS for fault in _faults_of(partial(getattr, lexicon, part))]
    faults += broken
    tables: list[Article] = []
    try:
        tables = [part.article for part in table_parts(read_tables(home.data), articles)]
    except DataFaults as error:
        faults += error.faults
    try:
        # Country codes can be checked only against a gazetteer that can be read.
        curation = read_curation(home.events_file, () if broken else frozenset(lexicon.gazetteer.countries))
        faults += check_evidence(curation, [*articles, *tables])
    except DataFaults as error:
        faults += error.faults
    faults += _faults_of(limits)
    briefings = home.data / "briefings"
    for name in list_briefings(briefings):
        faults += _faults_of(partial(load_briefing, briefings, name))
    return list(DataFaults(faults).faults)


def _faults_of(read: Callable[[], object]) -> list[DataError]:
    try:
        read()
    except DataFaults as error:
        return list(error.faults)
    except DataError as error:
        return [error]
    except DatelineError as error:
        return [DataError(str(error))]
    return []


def unresolved(home: Home) -> Iterator[str]:
    """Yield a line for each time, place or name that no rule could resolve, with the place in its article, and for
    each file beside the articles that is read as none."""
    yield from (f"{home.articles.name}: left out: {line}" for line in left_out(home.articles))
    lexicon = home.lexicon()
    articles, _ = read_articles(home.articles)
    for article in articles:
        for mark in marks_of(read_mentions(article, lexicon), lexicon):
            if mark.kind == "unknown":
                line = article.text.count("\n", 0, mark.start) + 1
                yield f"{article.id}, line {line}: {article.text[mark.start : mark.end]!r}: {mark.says}"
