"""Every file that Dateline changes is changed here: whole or not at all, and never over somebody else's change.

A file is written beside its name, flushed to the disk and put in its place in one step (`rename`), then its folder
is flushed: a process killed at any moment leaves the old file or the new one. Writers take turns by a lock of the
operating system, which ends with the process that holds it, and say which content they started from.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from filelock import FileLock, Timeout

from dashboard.errors import ConflictError, WriteError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

WAIT_S = 10.0  # for another writer, who needs milliseconds


def content_digest(content: bytes) -> str:
    """Return the name of a content, which changes when one byte does."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@contextlib.contextmanager
def locked(path: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the file's lock; other writers of the same file, in this process or another, wait. Raises WriteError."""
    folder = path.resolve().parent
    try:
        release = _lock_folder(folder, wait_s)
    except TimeoutError as error:
        raise WriteError(f"{path.name} is being written by somebody else for {wait_s:.0f} s; try again") from error
    except OSError as error:
        raise WriteError(f"{path}: cannot be saved: {error.strerror}. Nothing was changed") from error
    try:
        yield
    finally:
        release()


def _lock_folder(folder: Path, wait_s: float) -> Callable[[], None]:
    """Lock the folder itself, so that no lock file is left behind; where that is not possible, a file in it."""
    if fcntl is None:
        return _lock_file(folder, wait_s)
    handle = os.open(folder, os.O_RDONLY)
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lambda: os.close(handle)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                os.close(handle)
                raise TimeoutError from error
            time.sleep(0.005)
        except OSError:  # a file system that locks no folders
            os.close(handle)
            return _lock_file(folder, wait_s)


def _lock_file(folder: Path, wait_s: float) -> Callable[[], None]:
    lock = FileLock(folder / ".lock", timeout=wait_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise TimeoutError from error
    return lock.release


def write_file(path: Path, content: bytes, *, expected: str | None = None) -> str:
    """Put `content` in the place of the file and return its digest. The caller may hold the lock or not.

    With `expected`, the file must still hold the content of that digest (empty: no file), else ConflictError. Raises
    WriteError where the disk refuses; the file is then as it was.
    """
    with locked(path):
        return replace_file(path, content, expected=expected)


def replace_file(path: Path, content: bytes, *, expected: str | None = None) -> str:
    """Do what `write_file` does for a caller who holds the lock."""
    path = path.resolve()  # a symbolic link stays one
    if expected is not None:
        standing = _standing(path)
        if ("" if standing is None else content_digest(standing)) != expected:
            raise ConflictError(f"{path.name} was changed by somebody else since it was read; nothing was saved")
    temporary = None
    try:
        _sweep(path)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
        temporary = None
        _flush_folder(path.parent)
    except OSError as error:
        size = f"{len(content) / 1000:.0f} kB"
        raise WriteError(f"{path}: cannot be saved ({size}): {error.strerror}. Nothing was changed") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    return content_digest(content)


def create_file(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet. Raises ConflictError where it does."""
    write_file(path, content, expected="")


def remove_file(path: Path) -> None:
    """Remove the file. Raises ConflictError where somebody else was faster, WriteError where the disk refuses."""
    with locked(path):
        try:
            path.unlink()
            _flush_folder(path.parent)
        except FileNotFoundError as error:
            raise ConflictError(f"{path.name} was removed by somebody else") from error
        except OSError as error:
            raise WriteError(f"{path}: cannot be removed: {error.strerror}") from error


def _standing(path: Path) -> bytes | None:
    """Return what stands in a file, None where there is none. Raises WriteError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WriteError(f"{path}: cannot be read: {error.strerror}. Nothing was changed") from error


def _sweep(path: Path) -> None:
    """Remove what killed writers left; we hold the lock, so nobody is writing one of these."""
    for left in path.parent.glob(f".{glob_escape(path.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()


def glob_escape(name: str) -> str:
    """Return a pattern that matches this name alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there, and the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
