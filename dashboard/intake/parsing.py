"""Documents are parsed in child processes, never in the app's own: `parse_document` is the way in."""

from __future__ import annotations

import atexit
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from dashboard.errors import ArticleError, LimitError
from dashboard.intake.documents import Document, read_document
from dashboard.intake.workbooks import Sheet
from dashboard.intake.worker import read_frame, write_frame
from dashboard.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
_GRACE_S = 15  # for the start of a child, beyond the time that its document may take


def parse_document(
    raw: bytes, name: str, limits: Limits, *, content_type: str = "", url: str = "", today: str = ""
) -> Document:
    """Return the document that the bytes hold; they are parsed in a child process under the limits.

    Raises ArticleError with the reason where it cannot be read, LimitError naming the limit that it breaks.
    """
    limits.check_size(len(raw), name)
    if is_plain(raw, name):
        return read_document(raw, name, limits)  # UTF-8 text needs no parser, so no child
    hints = {"content_type": content_type, "url": url, "today": today}
    fields = _ask(raw, name, limits, {"as": "document", "hints": hints})["document"]
    return Document(**{**fields, "cites": tuple(fields["cites"]), "notes": tuple(fields["notes"])})


def parse_workbook(raw: bytes, name: str, limits: Limits) -> Sheet:
    """Return the first table of an XLSX, parsed in a child process under the limits."""
    limits.check_size(len(raw), name)
    fields = _ask(raw, name, limits, {"as": "workbook", "hints": {}})["sheet"]
    rows, uneven = (tuple(tuple(row) for row in fields[key]) for key in ("rows", "uneven"))
    return Sheet(tuple(fields["header"]), rows, tuple(fields["lines"]), tuple(fields["notes"]), uneven)


def _ask(raw: bytes, name: str, limits: Limits, request: dict[str, object]) -> dict[str, Any]:
    """Return the child's answer. Raises ArticleError or LimitError where it is a refusal."""
    head = json.dumps({"name": name, "limits": vars(limits), **request}).encode()
    answer: dict[str, Any] = json.loads(_parsers(limits.parsers).ask(head, raw, limits.parse_wall_s + _GRACE_S))
    if "limit" in answer:
        raise limits.exceeded(answer["limit"], f"{name}: {answer['what']}")
    if "error" in answer:
        raise (LimitError if answer["kind"] == "LimitError" else ArticleError)(answer["error"])
    return answer


def is_plain(raw: bytes, name: str) -> bool:
    """True for UTF-8 text that is not HTML, which only has to be decoded."""
    from dashboard.intake.pages import looks_like_html

    if (
        raw.startswith((b"PK", b"\xff\xfe", b"\xfe\xff", b"{\\rtf", b"\xd0\xcf"))
        or b"%PDF-" in raw[:1024]
        or b"\0" in raw
    ):
        return False
    if looks_like_html(raw, name, ""):
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Parsers:
    """A few parser processes; more documents than that wait their turn. One that broke is started anew."""

    def __init__(self, count: int) -> None:
        self.free: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        self.all: set[subprocess.Popen[bytes]] = set()
        for _ in range(count):
            self.free.put(None)

    def ask(self, head: bytes, raw: bytes, patience_s: float) -> bytes:
        process = self.free.get()
        try:
            if process is None or process.poll() is not None:
                process = self._start()
            answer = self._exchange(process, head, raw, patience_s)
            if answer is None:
                self._stop(process)
                process = None
                return json.dumps({"limit": "parse_wall_s", "what": "it takes too long to read"}).encode()
            return answer
        finally:
            self.free.put(process)

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.intake.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.all.add(process)
        return process

    def _exchange(self, process: subprocess.Popen[bytes], head: bytes, raw: bytes, patience_s: float) -> bytes | None:
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(patience_s, process.kill)
        watch.daemon = True
        watch.start()
        try:
            write_frame(process.stdin, head)
            write_frame(process.stdin, raw)
            return read_frame(process.stdout)
        except (OSError, ValueError):
            return None
        finally:
            watch.cancel()

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        self.all.discard(process)

    def stop_all(self) -> None:
        for process in list(self.all):
            self._stop(process)


_pool: _Parsers | None = None
_pool_lock = threading.Lock()


def _parsers(count: int) -> _Parsers:
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = _Parsers(count)
            atexit.register(_pool.stop_all)
        return _pool
