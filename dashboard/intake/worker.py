"""The child process that parses documents: one forked child a document, each with limits on memory, time and result.

    python -m dashboard.intake.worker          speaks with `parsing` over its standard input and output

A frame is a length of eight digits and as many bytes of JSON (requests: the head, then the document). The parsing
libraries are imported once, here; each document is then parsed in a fork of this process, which a hang, a crash or a
memory bomb ends without harm. Where there is no fork (Windows) the process parses one document and ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
from typing import IO, Any

from dashboard.errors import DatelineError
from dashboard.intake.documents import read_document
from dashboard.intake.workbooks import read_workbook
from dashboard.limits import Limits


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, None at the end."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int(head)
    body = stream.read(size)
    return body if len(body) == size else None


def write_frame(stream: IO[bytes], body: bytes) -> None:
    stream.write(b"%08d" % len(body) + body)
    stream.flush()


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not write into an answer
    _import_parsers()
    while (head := read_frame(requests)) is not None and (raw := read_frame(requests)) is not None:
        request = json.loads(head)
        limits = Limits(**request.pop("limits"))
        if hasattr(os, "fork"):
            write_frame(answers, _in_fork(raw, request, limits))
        else:
            write_frame(answers, _parse(raw, request, limits))
            return


def _import_parsers() -> None:
    import docx  # noqa: F401
    import openpyxl  # noqa: F401
    import pypdf  # noqa: F401
    import trafilatura  # noqa: F401
    from charset_normalizer import from_bytes  # noqa: F401
    from htmldate import find_date  # noqa: F401


def _parse(raw: bytes, request: dict[str, Any], limits: Limits) -> bytes:
    """Return the document, or why it could not be read, as JSON."""
    answer: dict[str, Any]
    try:
        if request["as"] == "workbook":
            answer = {"sheet": vars(read_workbook(raw, request["name"], limits))}
        else:
            answer = {"document": vars(read_document(raw, request["name"], limits, **request["hints"]))}
    except DatelineError as error:
        answer = {"error": str(error), "kind": type(error).__name__}
    except MemoryError:
        answer = {"limit": "parse_memory_mb", "what": "it needs more memory to read than one document may have"}
    except Exception as error:  # what nobody foresaw must end as a sentence too, not as a crash
        answer = {"error": f"{request['name']}: it cannot be read ({type(error).__name__})", "kind": "ArticleError"}
    body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    limit = "table_result_mb" if request["as"] == "workbook" else "parse_result_mb"
    if len(body) > getattr(limits, limit) * 1_000_000:
        body = json.dumps({"limit": limit, "what": f"{len(body) / 1e6:,.0f} MB were read from it"}).encode()
    return body


def _in_fork(raw: bytes, request: dict[str, Any], limits: Limits) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _restrict(limits)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(_parse(raw, request, limits))
        os._exit(0)
    os.close(writing)
    return _collect(child, reading, limits)


def _restrict(limits: Limits) -> None:
    """Give this process what one document may use: memory, processor time, no files, no network."""
    import resource

    memory = limits.parse_memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.parse_cpu_s, limits.parse_cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("a document asks for the network")

    socket.socket.connect = refuse  # type: ignore[method-assign]


def _collect(child: int, reading: int, limits: Limits) -> bytes:
    """Return the child's answer, or which limit ended it."""
    deadline = time.monotonic() + limits.parse_wall_s
    parts: list[bytes] = []
    late = False
    while True:
        left = deadline - time.monotonic()
        ready = select.select([reading], [], [], max(0, left))[0] if left > 0 else []
        if not ready:
            late = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            break
        chunk = os.read(reading, 1 << 20)
        if not chunk:
            break
        parts.append(chunk)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if late:
        return json.dumps({"limit": "parse_wall_s", "what": "it takes too long to read"}).encode()
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
            return json.dumps({"limit": "parse_cpu_s", "what": "it takes too much processor time to read"}).encode()
        return json.dumps({"limit": "parse_memory_mb", "what": "reading it broke off, as without memory"}).encode()
    return b"".join(parts) or json.dumps({"limit": "parse_memory_mb", "what": "reading it broke off"}).encode()


if __name__ == "__main__":
    main()

__all__ = ["main", "read_frame", "write_frame"]
