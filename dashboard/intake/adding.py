"""Files, folders and addresses -> articles in data/articles: each new one once, the rest said with its reason."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from dashboard.articles import article_text, read_article
from dashboard.dates import Day
from dashboard.errors import ArticleError, ConflictError, DataError, DatelineError
from dashboard.intake.documents import Document
from dashboard.intake.duplicates import Known, Print
from dashboard.intake.fetching import fetch_page
from dashboard.intake.parsing import parse_document
from dashboard.limits import Limits, limits
from dashboard.model import Article
from dashboard.writes import create_file

KINDS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")
Progress = Callable[[int, int], None]
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\\)\S*")


@dataclass(frozen=True)
class Added:
    """What became of one file or address: the article it is now, or the reason why there is none.

    `outcome` is added, known (the same words are there already, under `article`) or refused.
    """

    what: str
    outcome: str
    article: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What became of everything, in the order in which it came."""

    rows: tuple[Added, ...] = ()
    stopped: bool = False

    def of(self, outcome: str) -> tuple[Added, ...]:
        return tuple(row for row in self.rows if row.outcome == outcome)

    def __str__(self) -> str:
        words = [f"{len(self.of('added'))} added"]
        words += [f"{len(self.of('known'))} already there"] if self.of("known") else []
        words += [f"{len(self.of('refused'))} not taken"] if self.of("refused") else []
        return ", ".join(words) + ("; stopped, run it again to go on" if self.stopped else "")


@dataclass
class Intake:
    """Takes documents into one folder of articles; keeps what is there, to notice what comes twice."""

    folder: Path
    today: Day | None = None
    bounds: Limits = field(default_factory=limits)
    known: Known = field(default_factory=Known)

    @classmethod
    def open(cls, folder: Path, today: Day | None = None) -> Intake:
        """Return the intake of a folder; files in it that cannot be read are left to `check`."""
        known = Known()
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if file.suffix in (".txt", ".md") and not file.name.startswith(".") and _is_own(file):
                about = file.stat()
                made = _print_of(file, about.st_size, about.st_mtime_ns)
                if made is not None:
                    known.add(file.stem, made)
        return cls(folder, today, limits(), known)

    def read_bytes(self, raw: bytes, name: str, content_type: str = "", url: str = "") -> Document:
        """Return the document of these bytes, parsed in a child process."""
        today = self.today.iso() if self.today else ""
        return parse_document(raw, name, self.bounds, content_type=content_type, url=url, today=today)

    def read_address(self, url: str) -> Document:
        """Return the document at an address; the address after redirects is kept."""
        page = fetch_page(url, self.bounds)
        document = self.read_bytes(page.content, page.url, page.content_type, page.url)
        return replace(document, url=document.url or page.url)

    def article_of(self, document: Document, name: str = "", published: Day | None = None) -> Article:
        """Return the document as an article with a free id; `published` stands in where the document says no day."""
        day = Day.parse(document.published) if document.published else published
        article = Article(
            id="",
            text=document.text,
            published=day,
            publisher=document.publisher,
            headline=document.headline,
            url=document.url,
            retrieved=self.today,
            language=document.language or "en",
            cites=document.cites,
        )
        return replace(article, id=self.free_id(article, name))

    def free_id(self, article: Article, name: str = "") -> str:
        """Return an id that no file has: the file's own name where it is plain, else day and words of the headline."""
        stem = slug(Path(name.replace("\\", "/")).stem) if name else ""
        if not stem:
            words = slug(article.headline) or slug(article.text[:60].rpartition(" ")[0]) or "article"
            stem = "-".join([*([article.published.iso()] if article.published else []), words])
        stem = stem[:80].strip("-.")
        taken = {file.stem.lower() for file in self.folder.iterdir()} if self.folder.is_dir() else set()
        return next(n for k in range(1, 100_000) if (n := stem if k == 1 else f"{stem}-{k}").lower() not in taken)

    def save(self, article: Article) -> Added:
        """Write the article into the folder unless its words are there already."""
        same = self.known.same(article.text)
        if same is not None:
            return Added(article.id, "known", same, f"the same words are there as {same!r}")
        near = self.known.near(article.text)
        notes = (f"it says nearly the same as {near!r}",) if near else ()
        if article.published is None:
            notes = (*notes, "its publication day is not known: relative dates stay unresolved")
        elif self.today and article.published > self.today:
            notes = (*notes, f"its publication day {article.published} lies in the future")
        self.folder.mkdir(parents=True, exist_ok=True)
        for _ in range(50):
            try:
                create_file(self.folder / f"{article.id}.txt", article_text(article).encode("utf-8"))
                break
            except ConflictError:  # somebody took the name since we looked
                article = replace(article, id=self.free_id(article))
        self.known.add(article.id, Print.of(article.text))
        return Added(article.id, "added", article.id, notes=notes)

    def take(self, what: str, published: Day | None = None) -> Added:
        """Take in one file or address and say what became of it."""
        try:
            if is_address(what):
                document, name = self.read_address(what), ""
            else:
                path = Path(what)
                document, name = self.read_bytes(read_regular(path, self.bounds), path.name), path.name
            added = self.save(self.article_of(document, name, published))
        except (ArticleError, DataError, DatelineError) as error:
            return Added(what, "refused", reason=str(error))
        return replace(added, what=what, notes=(*document.notes, *added.notes))


def _is_own(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


@lru_cache(maxsize=50_000)
def _print_of(file: Path, size: int, time_ns: int) -> Print | None:
    """Return the print of an article's text, made once while the file stays as it is; None where it is unreadable."""
    try:
        return Print.of(read_article(file).text)
    except DatelineError:
        return None


def add_articles(
    paths_or_urls: Sequence[str],
    data_dir: Path,
    published: Day | None = None,
    progress: Progress | None = None,
    *,
    today: Day | None = None,
) -> Report:
    """Take files, folders and addresses into `data_dir`/articles and return what became of each.

    What is there already is left alone, so that a run that was stopped goes on where it ended: Ctrl+C stops it
    between two articles. A path that does not exist is refused before anything is written. `published` is for
    articles that do not say their day; `today` becomes `retrieved`.
    """
    missing = [what for what in paths_or_urls if not is_address(what) and not os.path.lexists(what)]
    if missing:
        raise ArticleError("\n".join(f"{what}: there is no such file or folder" for what in missing))
    waiting = list(_each(paths_or_urls))
    intake = Intake.open(data_dir / "articles", today)
    rows: list[Added] = []
    try:
        for number, (what, reason) in enumerate(waiting, 1):
            rows.append(Added(what, "refused", reason=reason) if reason else intake.take(what, published))
            if progress:
                progress(number, len(waiting))
    except KeyboardInterrupt:
        return Report(tuple(rows), stopped=True)
    return Report(tuple(rows))


def is_address(what: str) -> bool:
    """True for what begins as an address does, http or not; a drive letter of Windows is none."""
    return bool(_ADDRESS.fullmatch(what)) and len(what.partition(":")[0]) > 1 and not os.path.lexists(what)


def _each(paths_or_urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each file and address, folders opened, with the reason why it is left out or ""."""
    for what in paths_or_urls:
        path = Path(what)
        if is_address(what) or not path.is_dir() or path.is_symlink():
            yield what, ""
            continue
        root = path.resolve()
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(f for f in folders if not f.startswith(".") and not Path(folder, f).is_symlink())
            for name in sorted(files):
                file = Path(folder, name)
                if name.startswith("."):
                    continue
                if file.is_symlink():
                    yield str(file), f"{file}: a link is not followed out of a folder"
                elif file.suffix.lower() not in KINDS:
                    yield str(file), f"{file}: not a kind of document that is read ({', '.join(KINDS)})"
                else:
                    yield str(file), ""


def read_regular(path: Path, bounds: Limits) -> bytes:
    """Return the bytes of a regular file. A pipe, a device or a file beyond the limit is refused before it is read."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise ArticleError(f"{path}: this is no file")
        bounds.check_size(about.st_size, str(path))
        return file.read(bounds.file_mb * 1_000_000 + 1)


def slug(text: str) -> str:
    """Return a name for files: letters and digits of ASCII, everything else a dash."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)
    name = ""
    for word in words:
        if len(name) + len(word) > 60:
            break
        name = f"{name}-{word}" if name else word
    return f"{name}-file" if name in ("con", "prn", "aux", "nul") or re.fullmatch("(com|lpt)[0-9]", name) else name
