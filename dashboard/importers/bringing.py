"""A table file of any kind -> rows kept in data/tables, with everything that became of it told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.importers.kept import keep_table
from dashboard.importers.known import carry_out_known, gdelt_header, kind_of, plan_of
from dashboard.importers.mapping import Imported, Plan, with_order
from dashboard.importers.own import is_own_csv, is_own_timelinejs, read_own_csv, read_own_json, read_own_timelinejs
from dashboard.importers.tables import Sheet, read_sheet
from dashboard.intake.adding import read_regular, slug
from dashboard.limits import Limits, limits

KINDS = ("csv", "json", "xlsx", "timelinejs", "gdelt", "acled")


@dataclass(frozen=True)
class Offered:
    """A table that was read and not yet imported: its cells, how they would be read, or our own events."""

    name: str
    sheet: Sheet | None = None
    plan: Plan = field(default_factory=lambda: Plan({}))
    kind: str = ""
    own: Imported | None = None


def offer_table(raw: bytes, name: str, kind: str = "", bounds: Limits | None = None) -> Offered:
    """Return what a table holds and how it would be read. Raises ArticleError, or DataFaults for our own formats.

    `kind` is what the user says that it is, "" to tell by its columns.
    """
    bounds = bounds or limits()
    bounds.check_size(len(raw), name)
    table = slug(Path(name.replace("\\", "/")).stem) or "table"
    if raw[:1] in (b"{", b"[") or raw[:4] == b"\xef\xbb\xbf{" or kind == "json":
        return Offered(table, own=_own_json(raw, name, table))
    header = gdelt_header(raw.split(b"\n", 1)[0])
    if kind == "gdelt" and not header and b"GLOBALEVENTID" not in raw[:200]:
        raise DatelineError(f"{name}: this is no GDELT event file (58 or 61 columns parted by tabs)")
    sheet = read_sheet(raw, name, bounds, header)
    if is_own_csv(sheet.header) and not raw.startswith(b"PK"):
        return Offered(table, own=Imported(table, read_own_csv(raw, name)))
    found = kind_of(sheet)
    if kind in ("timelinejs", "acled", "gdelt") and found != kind:
        raise DatelineError(f"{name}: its columns are not those of a table of {kind}")
    return Offered(table, sheet, with_order(sheet, plan_of(sheet, found)), found)


def _own_json(raw: bytes, name: str, table: str) -> Imported:
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DatelineError(f"{name}: this is not readable JSON: {error}") from error
    if is_own_timelinejs(content):
        return Imported(table, read_own_timelinejs(raw, name))
    return Imported(table, read_own_json(raw, name))


def with_columns(offered: Offered, columns: Mapping[str, str], order: str = "", undated: bool = False) -> Offered:
    """Return the offer with the user's own choices laid over what was guessed; a column of "" takes a field away."""
    if offered.sheet is None:
        return offered
    chosen = {field: column for field, column in {**offered.plan.columns, **columns}.items() if column}
    plan = Plan(chosen, order or offered.plan.order, "", undated or offered.plan.undated)
    return replace(offered, plan=with_order(offered.sheet, plan))


def carry_out_offer(offered: Offered, recorded: Day | None = None) -> Imported:
    """Return the events and the rows not taken. Raises DataError naming what the mapping lacks; nothing is kept yet."""
    if offered.own is not None:
        return offered.own
    assert offered.sheet is not None
    return carry_out_known(offered.sheet, offered.plan, offered.name, offered.kind, recorded)


def import_table(
    kind: str,
    path: Path,
    data_dir: Path,
    *,
    columns: Mapping[str, str] | None = None,
    order: str = "",
    undated: bool = False,
    recorded: Day | None = None,
    keep: bool = True,
) -> Imported:
    """Import a table file and return what became of each row; with `keep` false it is only read.

    The rows go to data/tables whole or not at all; a table of the same name is replaced, so that a run can be
    repeated. Raises DatelineError with the reason where nothing can be imported.
    """
    if kind not in KINDS:
        raise DatelineError(f"There is no import {kind!r}. Write one of: {', '.join(KINDS)}")
    offered = offer_table(read_regular(path, limits()), path.name, kind)
    done = carry_out_offer(with_columns(offered, columns or {}, order, undated), recorded)
    if keep and done.events:
        keep_table(data_dir, done.table, done.events)
    return done
