"""The whole journey on one page: articles and events.yaml -> event table. Read this first.

data/articles/*    -> read_article     text, publication day, publisher
article            -> extract_events   sentences, timexes, toponyms, actors, actions -> events
data/tables/*      -> read_tables      rows of imported tables
events.yaml        -> read_curation    curated events, corrections, rejections, settled conflicts
both               -> apply_curation   the table, and what waits for review
the table          -> join_events      one event told by several articles -> one row
rows               -> build_store      Parquet and DuckDB in data/build, swapped whole
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from threading import get_ident

from dashboard.articles import read_article
from dashboard.corroborate import Memory, join_events
from dashboard.curation import apply_curation, read_curation, without_settled
from dashboard.errors import ArticleError, DataError, DataFaults, DatelineError, StoreError
from dashboard.importers.kept import read_tables, table_files, table_parts
from dashboard.lexicon import REFERENCE, Lexicon
from dashboard.model import Article, Event
from dashboard.records import event_from_record, event_record
from dashboard.store import Store, build_store, open_store

ROOT = Path(__file__).resolve().parent.parent
PARALLEL_FROM = 24  # articles; below that, starting workers costs more than it saves (measured on two cores)
HELD = 2_000  # articles, with the events read in each, that a process keeps in memory between two builds
# The modules by which events are read from a text, and those by which the table is made from events and files.
READING = ("dates", "model", "yamlfile", "lexicon", "extract")
MAKING = (
    "articles", "characters", "corroborate", "curation", "errors", "importers", "intake", "limits", "pipeline",
    "records", "selection", "store", "writes", "yamlrecords",
)  # fmt: skip
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Home:
    """Where the files of one event table lie."""

    data: Path = ROOT / "data"
    events_file: Path = ROOT / "events.yaml"
    reference: Path = REFERENCE

    @property
    def articles(self) -> Path:
        return self.data / "articles"

    @property
    def build(self) -> Path:
        return self.data / "build"

    @property
    def user(self) -> Path:
        return self.data / "user"

    @property
    def own_names(self) -> list[Path]:
        """The files of the user's own actors and places; what else lies beside them (drafts) is read by no rule."""
        return sorted(self.user.glob("*.tsv"))

    def lexicon(self) -> Lexicon:
        """Return the knowledge of the rules; one copy a process, read anew when the user's own names change."""
        return _lexicon(self.reference, self.user if self.user.is_dir() else None, _stamps(self.own_names))


Stamps = tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=4)
def _lexicon(reference: Path, user: Path | None, user_stamps: Stamps) -> Lexicon:
    return Lexicon(reference, user)


def _stamps(files: Iterable[Path]) -> Stamps:
    """Return name, size and time of each file that is there."""
    stamps = []
    for file in sorted(files):
        try:
            stat = file.stat()
        except OSError:
            continue
        stamps.append((file.name, stat.st_size, stat.st_mtime_ns))
    return tuple(stamps)


def article_files(folder: Path) -> list[Path]:
    """Return the article files of a folder, sorted by name; hidden files and symbolic links are left out."""
    if not folder.is_dir():
        return []
    return sorted(
        p
        for p in folder.iterdir()
        if p.suffix in (".txt", ".md") and not p.name.startswith(".") and p.is_file() and not p.is_symlink()
    )


@lru_cache(maxsize=HELD)
def _article(file: Path, size: int, time_ns: int) -> Article:
    """Return the article of a file, read once while the file stays as it is."""
    return read_article(file)


@lru_cache(maxsize=2)
def memory_of(home: Home) -> Memory:
    """Return what the last joinings of this home's events found out, for the next one."""
    return Memory()


def read_articles(folder: Path) -> tuple[list[Article], list[DataError]]:
    """Return the articles of a folder and the faults of those that cannot be read."""
    articles, faults = [], []
    names: dict[str, str] = {}
    for file in article_files(folder):
        other = names.setdefault(file.stem, file.name)
        if other != file.name:
            clash = f"{other} has the same name, and so the same id"
            faults.append(DataError(clash, file=str(file), fix="Rename one."))
            continue
        try:
            stat = file.stat()
            articles.append(_article(file, stat.st_size, stat.st_mtime_ns))
        except DataError as error:
            faults.append(error)
        except (ArticleError, OSError) as error:
            faults.append(DataError(str(error).removeprefix(f"{file}: "), file=str(file)))
    return articles, faults


def rules_digest(home: Home) -> str:
    """Return the version of the rules: a digest of data/reference, the user's own names and the code that reads."""
    # JSON in data/reference is what is drawn and what was measured, and no rule.
    reference = (p for p in home.reference.rglob("*") if p.is_file() and p.suffix != ".json")
    return _digest([*sorted(_code(READING)), *sorted(reference), *home.own_names])


def _code(names: Iterable[str]) -> list[Path]:
    """Return the files of these modules and packages of ours."""
    paths = [ROOT / "dashboard" / name for name in names]
    return [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")])]


def _digest(files: Iterable[Path], before: str = "") -> str:
    digest = hashlib.blake2b(before.encode(), digest_size=8)
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.blake2b(file.read_bytes()).digest())
    return digest.hexdigest()


def extract_all(
    articles: Sequence[Article], home: Home, *, cache: Path | None = None, progress: Progress | None = None
) -> list[Event]:
    """Return the events of all articles, in the order of the articles.

    Extraction is a pure function of one article, so it runs on all cores and its result is kept in `cache` by the
    digests of article and rules.
    """
    rules = rules_digest(home)
    found: dict[str, tuple[Event, ...]] = {}
    waiting = []
    for article in articles:
        kept = _read_cached(cache, article, rules)
        if kept is None:
            waiting.append(article)
        else:
            found[article.id] = kept
    done = len(found)
    for article, events in _extract_each(waiting, home):
        found[article.id] = events
        _write_cached(cache, article, rules, events)
        done += 1
        if progress:
            progress(done, len(articles))
    return [event for article in articles for event in found[article.id]]


def _extract_each(articles: Sequence[Article], home: Home) -> Iterable[tuple[Article, tuple[Event, ...]]]:
    if not articles:
        return
    if len(articles) < PARALLEL_FROM or (os.cpu_count() or 1) == 1:
        # Imported when there is something to read: the rules' code takes longer to load than the rest of a start.
        from dashboard.extract import extract_events

        lexicon = home.lexicon()
        for article in articles:
            yield article, extract_events(article, lexicon)
        return
    # Started afresh, never forked: the app has threads, and a copy of a process with threads can wait for ever.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(mp_context=fresh, initializer=_start_worker, initargs=(home,)) as pool:
        yield from zip(articles, pool.map(_extract_in_worker, articles, chunksize=4), strict=True)


_worker_lexicon: Lexicon


def _start_worker(home: Home) -> None:
    global _worker_lexicon
    _worker_lexicon = home.lexicon()


def _extract_in_worker(article: Article) -> tuple[Event, ...]:
    from dashboard.extract import extract_events

    return extract_events(article, _worker_lexicon)


def _cache_file(cache: Path, article: Article, rules: str) -> Path:
    content = json.dumps(vars(article))
    return cache / f"{hashlib.blake2b((content + rules).encode(), digest_size=12).hexdigest()}.json"


def _read_cached(cache: Path | None, article: Article, rules: str) -> tuple[Event, ...] | None:
    if cache is None:
        return None
    try:
        return _kept(_cache_file(cache, article, rules))
    except (OSError, ValueError, TypeError, AttributeError, DataError):  # cut short, or of another version
        return None


@lru_cache(maxsize=HELD)
def _kept(file: Path) -> tuple[Event, ...]:
    """Return the events of a cache file; its name is the digest of all that they depend on."""
    return tuple(event_from_record(record) for record in json.loads(file.read_text(encoding="utf-8")))


def _write_cached(cache: Path | None, article: Article, rules: str, events: tuple[Event, ...]) -> None:
    if cache is None:
        return
    file = _cache_file(cache, article, rules)
    aside = file.with_suffix(f".{os.getpid()}-{get_ident()}")
    with suppress(OSError):  # it only saves time: whether the folder can be written, the store will say
        cache.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps([event_record(event) for event in events], ensure_ascii=False), encoding="utf-8")
        os.replace(aside, file)


def _forget_others(cache: Path, articles: Sequence[Article], rules: str) -> None:
    """Delete what is kept of older texts and rules."""
    keep = {_cache_file(cache, article, rules) for article in articles}
    for file in cache.iterdir() if cache.is_dir() else ():
        if file not in keep:
            with suppress(OSError):
                file.unlink()


def inputs_stamp(home: Home) -> Stamps:
    """Return what changes whenever an input file does: name, size and time of each. Cheap enough for every rerun."""
    folders = [home.articles, home.data / "tables"]
    files = [p for folder in folders if folder.is_dir() for p in folder.iterdir() if p.is_file()]
    return _stamps([home.events_file, *home.own_names, *files])


def fingerprint(home: Home) -> str:
    """Return a digest of everything that the table is made from: files, rules, and the code that makes it."""
    files = [home.events_file, *article_files(home.articles), *table_files(home.data)]
    return _digest([*sorted(_code(MAKING)), *(file for file in files if file.is_file())], rules_digest(home))


def build(home: Home = Home(), *, progress: Progress | None = None, force: bool = False) -> Store:
    """Build the event table from the files of `home`, unless it is built already, and return it opened.

    Raises DataFaults with every fault of every file; the last good table is then left as it was.
    """
    wanted = fingerprint(home)
    if not force:
        try:
            store = open_store(home.build)
        except StoreError:
            pass
        else:
            if store.fingerprint == wanted:
                return store
            store.close()
    articles, faults = read_articles(home.articles)
    imported: list[Event] = []
    try:
        imported = read_tables(home.data)
    except DataFaults as error:
        faults += error.faults
    try:
        curation = read_curation(home.events_file)
    except DataFaults as error:
        faults += error.faults
    if faults:
        raise DataFaults(faults)
    extracted = extract_all(articles, home, cache=home.build / "extracted", progress=progress)
    tables = [part.article for part in table_parts(imported, articles)]
    curated = apply_curation(with_imported(extracted, imported), curation, [*articles, *tables])
    apart = [pair.events for pair in curation.apart]
    joined = join_events(curated.table, articles, apart, memory=memory_of(home))
    table = with_codes(without_settled(joined), home)
    notes = [str(note) for note in curated.notes]
    waiting = [*curated.candidates, *curated.rejected]
    build_store(table, articles, home.build, candidates=waiting, fingerprint=wanted, notes=notes)
    _forget_others(home.build / "extracted", articles, rules_digest(home))
    return open_store(home.build)


def with_imported(extracted: Sequence[Event], imported: Iterable[Event]) -> list[Event]:
    """Return the extracted events and the rows of imported tables; one that both have is there once."""
    known = {event.id for event in extracted}
    return [*extracted, *(event for event in imported if event.id not in known)]


def with_codes(events: Iterable[Event], home: Home) -> list[Event]:
    """Return the events, those without PLOVER type and CAMEO code (written by hand, imported) with their category's."""
    codes = home.lexicon().actions.category_codes

    def coded(event: Event) -> Event:
        plover, cameo = codes(event.category, event.status)
        return replace(event, plover=plover, cameo=cameo)

    return [event if event.plover or event.cameo else coded(event) for event in events]


@dataclass(frozen=True)
class Current:
    """The table to show, and the fault that kept a newer one from being built; "" where there is none."""

    store: Store | None
    fault: str = ""


def current(home: Home = Home()) -> Current:
    """Return the newest table, or the last good one with the reason why there is no newer."""
    try:
        return Current(build(home))
    except DatelineError as error:
        fault = str(error)
    try:
        return Current(open_store(home.build), fault)
    except StoreError:
        return Current(None, fault)


def home() -> Home:
    """Return the files that the environment names: DATELINE_DATA, by default data/, and the events.yaml beside it or
    the file of DATELINE_EVENTS."""
    data = Path(os.environ.get("DATELINE_DATA") or ROOT / "data").resolve()
    return Home(data, Path(os.environ.get("DATELINE_EVENTS") or data.parent / "events.yaml").absolute())
