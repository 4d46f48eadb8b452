"""Edits that are not saved yet, kept on the disk after each, so that a reload or a crash loses none of them.

A draft is a briefing's own text with one line before it: the name it is to be saved under, and the digest of the file
that it began from, by which saving sees somebody else's change. Drafts lie in data/user, which git ignores.
"""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.briefing.model import Briefing
from dashboard.briefing.saving import briefing_text, parse_briefing
from dashboard.errors import DataError
from dashboard.writes import remove_file, write_file

_FIRST = re.compile(r"# Draft of '([a-z0-9-]*)', begun from '([0-9a-f]*)'\n")
_KEY = re.compile(r"[0-9a-f]{8}")


def keep_draft(folder: Path, key: str, briefing: Briefing, digest: str) -> None:
    """Write the draft. Raises WriteError where the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True)
    first = f"# Draft of '{briefing.name}', begun from '{digest}'\n"
    write_file(_path(folder, key), (first + briefing_text(briefing)).encode("utf-8"))


def load_draft(folder: Path, key: str) -> tuple[Briefing, str]:
    """Return the briefing of a draft and the digest of the file it began from. Raises DataError or DataFaults."""
    path = _path(folder, key)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("there is no such draft; it was saved or thrown away", file=str(path)) from error
    first = _FIRST.match(text)
    if first is None:
        raise DataError("this is no draft of a briefing", file=str(path), line=1)
    return parse_briefing(text, first[1], str(path)), first[2]


def list_drafts(folder: Path) -> tuple[str, ...]:
    """Return the keys of the drafts, the last written first."""
    if not folder.is_dir():
        return ()
    found = [path for path in folder.glob("*.yaml") if _KEY.fullmatch(path.stem)]
    return tuple(path.stem for path in sorted(found, key=lambda path: (-path.stat().st_mtime_ns, path.stem)))


def drop_draft(folder: Path, key: str) -> None:
    """Remove a draft; one that is gone already is no fault."""
    path = _path(folder, key)
    if path.exists():
        remove_file(path)


def _path(folder: Path, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise DataError(f"{key!r} cannot be the name of a draft", expected="eight hexadecimal digits")
    return folder / f"{key}.yaml"
