"""The limits on what is taken in from outside, read from data/limits.yaml; messages give the names that stand there."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dashboard.errors import DataError, DataFaults, LimitError
from dashboard.yamlfile import YamlMap, read_yaml

LIMITS_FILE = Path(__file__).resolve().parents[1] / "data" / "limits.yaml"
PRIVATE_ADDRESSES = "DATELINE_PRIVATE_ADDRESSES"  # environment variable that overrides the setting, for tests


@dataclass(frozen=True)
class Limits:
    """One field a line of data/limits.yaml; the defaults stand where the file leaves one out."""

    file_mb: int = 20
    text_characters: int = 1_000_000
    unpacked_mb: int = 75
    unpacked_ratio: int = 100
    zip_entries: int = 2000
    pdf_pages: int = 500
    html_depth: int = 256
    html_attributes: int = 2000
    table_rows: int = 100_000
    table_columns: int = 500
    cell_characters: int = 32_767
    parse_memory_mb: int = 768
    parse_cpu_s: int = 10
    parse_wall_s: int = 20
    parse_result_mb: int = 5
    table_result_mb: int = 60
    parsers: int = 2
    fetch_wall_s: int = 30
    redirects: int = 5
    private_addresses: str = "refused"

    def exceeded(self, name: str, what: str) -> LimitError:
        """Return the error for `what`, which says what was found, naming the limit and its value."""
        return LimitError(f"{what}; the limit {name} is {getattr(self, name):,} (data/limits.yaml)")

    def check(self, name: str, found: int, what: str) -> None:
        """Raise LimitError where `found` is above the limit; `what` may hold {found}."""
        if found > getattr(self, name):
            raise self.exceeded(name, what.format(found=f"{found:,}"))

    def check_size(self, size: int, what: str) -> None:
        """Raise LimitError where a size in bytes is above `file_mb`."""
        if size > self.file_mb * 1_000_000:
            raise self.exceeded("file_mb", f"{what} has {size / 1_000_000:,.1f} MB")


@lru_cache(maxsize=8)
def _read(path: Path, stamp: int) -> Limits:
    content = read_yaml(path) or {}
    if not isinstance(content, YamlMap):
        raise DataError("limits must be lines of 'name: value'", file=str(path), line=1)
    known = {entry.name: entry for entry in fields(Limits)}
    values: dict[str, int | str] = {}
    faults = []
    for name, value in content.items():
        line = content.lines[name]
        if name not in known:
            faults.append(DataError(f"unknown limit {name!r}", file=path.name, line=line, expected=", ".join(known)))
        elif name == "private_addresses":
            values[name] = value
            if value not in ("refused", "allowed"):
                faults.append(
                    DataError(f"{name} is {value!r}", file=path.name, line=line, expected="refused or allowed")
                )
        elif not (isinstance(value, str) and value.isascii() and value.isdigit() and int(value) > 0):
            faults.append(
                DataError(f"{name} is {value!r}", file=path.name, line=line, expected="a whole number above 0")
            )
        else:
            values[name] = int(value)
    if faults:
        raise DataFaults(faults)
    return Limits(**values)  # type: ignore[arg-type]


def limits(path: Path = LIMITS_FILE) -> Limits:
    """Return the limits in force. Raises DataFaults with every fault of the file."""
    if not path.is_file():
        return Limits()
    found = _read(path, path.stat().st_mtime_ns)
    override = os.environ.get(PRIVATE_ADDRESSES)
    if override in ("refused", "allowed"):
        return Limits(**{**vars(found), "private_addresses": override})
    return found
