"""The errors of Dateline, each written for the person who can fix it.

DatelineError                 one readable line; the command line shows it and ends with exit code 2
├── DataError                 a fault at a place in a data file
│   ├── EdtfError             a text that is not an EDTF date
│   └── RuleError             a rule in data/reference that cannot be used
├── DataFaults                every fault of a data file or folder, gathered in one run
├── ArticleError              a document that cannot be read as an article
│   └── LimitError            a document, address or table beyond one of our limits; names the limit
├── FetchError                a web page that cannot be taken in by its address
├── WriteError                a file that cannot be saved; what stood in it still does
├── ConflictError             a file was changed by somebody else since it was read
├── StoreError                the event table cannot be built or opened
└── ExportError               an export that cannot be made on this machine; says what works instead
"""

from __future__ import annotations

from collections.abc import Sequence


class DatelineError(Exception):
    """Something the user can put right, said in one line."""


class DataError(DatelineError):
    """A fault in a data file: where it is, what stands there, what was expected and what to write instead."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        found: str | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.found = found
        self.expected = expected
        self.fix = fix

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}: " if self.line is None else f"{self.file}:{self.line}: "
        wanted = f" Expected {self.expected}." if self.expected else ""
        fix = f" {self.fix}" if self.fix else ""
        return f"{place}{self.message}{wanted}{fix}"


class EdtfError(DataError):
    """A text that is not an EDTF date."""


class RuleError(DataError):
    """A rule in data/reference that cannot be used as it stands."""


class DataFaults(DatelineError):
    """All faults of one run, in the order of file and line."""

    def __init__(self, faults: Sequence[DataError]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file or "", f.line or 0)))
        super().__init__(self.faults)  # what a process that reads articles for us sends home is made anew from this

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class ArticleError(DatelineError):
    """A document that cannot be read as an article."""


class LimitError(ArticleError):
    """A document, address or table beyond one of our limits."""


class FetchError(DatelineError):
    """A web page that cannot be taken in by its address."""


class WriteError(DatelineError):
    """A file that cannot be saved; what stood in it still does."""


class ConflictError(DatelineError):
    """A file was changed by somebody else since it was read."""


class StoreError(DatelineError):
    """The event table cannot be built or opened."""


class ExportError(DatelineError):
    """An export that cannot be made on this machine."""
