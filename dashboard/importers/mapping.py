"""Columns of anybody's table -> fields of an event: guessed, shown, changed by the user, then applied row by row."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.characters import lookalikes_among, shortened
from dashboard.dates import Day, parse_edtf
from dashboard.errors import DataError
from dashboard.importers.days import day_order, read_day
from dashboard.importers.tables import Sheet, fold_header
from dashboard.model import CATEGORIES, STATUSES, Event, Evidence, Place

# Field -> titles of columns that mean it, the surest first; compared as `fold_header` writes them.
TITLES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "event_id_cnty", "globaleventid", "uid", "key"),
    "title": ("title", "headline", "event", "event_title", "name", "event_name", "subject"),
    "date": ("date", "event_date", "start_date", "start", "day", "when", "begin", "from", "sqldate", "date_start"),
    "end": ("end_date", "end", "until", "to", "finish", "date_end"),
    "year": ("year", "start_year"),
    "month": ("month", "start_month"),
    "day": ("day", "start_day"),
    "end_year": ("end_year",),
    "end_month": ("end_month",),
    "end_day": ("end_day",),
    "text": ("text", "description", "notes", "details", "body", "summary", "sentence", "quote"),
    "category": ("category", "event_type", "type", "kind", "tag", "group"),
    "status": ("status",),
    "actors": ("actors", "actor", "who", "actor1", "people", "participants"),
    "actors2": ("actor2", "assoc_actor_1"),
    "countries": ("countries", "country_code", "iso3", "country"),
    "places": ("place", "places", "location", "where", "city", "venue"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "publisher": ("publisher", "source", "media_credit", "outlet"),
    "url": ("url", "source_url", "link", "sourceurl", "media"),
    "published": ("published", "reported", "publication_date", "date_published"),
}
FIELDS = tuple(TITLES)


@dataclass(frozen=True)
class Plan:
    """How a table is read: field -> column, and the order of day and month where the cells do not show it.

    `question` is a date that could be two days, "" where nothing has to be asked. `undated` is the user's word that
    the table has no dates.
    """

    columns: Mapping[str, str]
    order: str = ""
    question: str = ""
    undated: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A row that was not taken, with its line in the file and the reason."""

    line: int
    reason: str
    row: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """What became of a table: events, rows not taken, and how many were taken with a remark."""

    table: str
    events: tuple[Event, ...]
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()


def guess_plan(sheet: Sheet) -> Plan:
    """Return the plan that the titles and cells of a table suggest."""
    folded = {fold_header(title): title for title in reversed(sheet.header)}
    columns: dict[str, str] = {}
    for field, titles in TITLES.items():
        found = next((folded[title] for title in titles if title in folded), None)
        if found is not None and found not in columns.values():
            columns[field] = found
    if "year" in columns and "month" in columns:
        columns.pop("date", None)
        if "day" in folded:
            columns["day"] = folded["day"]
    else:
        for field in ("year", "month", "day"):
            columns.pop(field, None)
        if "date" not in columns and "year" in folded:
            columns["date"] = folded["year"]
    if "title" not in columns and "text" in columns:
        columns["title"] = columns["text"]
    return with_order(sheet, Plan(columns))


def with_order(sheet: Sheet, plan: Plan) -> Plan:
    """Return the plan with the order of day and month as its date columns show it, or the question about it."""
    cells = [cell for field in ("date", "end") for cell in _column(sheet, plan.columns.get(field))]
    order, question = day_order(cells)
    return replace(plan, order=plan.order or order, question="" if plan.order else question)


def plan_faults(sheet: Sheet, plan: Plan) -> list[str]:
    """Return what keeps the plan from being carried out, each in a sentence that says what to do."""
    faults = [f"There is no column {column!r}." for column in plan.columns.values() if column not in sheet.header]
    faults += [
        f"There is no field {field!r}; fields are {', '.join(FIELDS)}." for field in plan.columns if field not in FIELDS
    ]
    if "title" not in plan.columns:
        faults.append("No column is the title: choose the one that says what happened.")
    if not {"date", "year"} & set(plan.columns) and not plan.undated:
        faults.append("No column is the date: choose one, or say that the table has no dates (--undated).")
    if plan.question and not plan.order:
        faults.append(f"{plan.question!r} may be day/month or month/day: choose the order, dmy or mdy (--date-order).")
    return faults


def carry_out(sheet: Sheet, plan: Plan, table: str, recorded: Day | None = None) -> Imported:
    """Return the events of the table, and each row that gives none with its reason. Raises DataError with plan faults.

    `table` is the name under which the rows' evidence stands.
    """
    faults = plan_faults(sheet, plan)
    if faults:
        raise DataError(" ".join(faults), file=table)
    index = {title: number for number, title in enumerate(sheet.header)}
    refused = [Refused(line, reason) for line, reason in sheet.uneven]
    events: list[Event] = []
    seen: set[str] = set()
    remarks: Counter[str] = Counter()
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        cells = {field: row[index[column]] for field, column in plan.columns.items()}
        try:
            event = _event(cells, plan, table, row, remarks, recorded)
        except DataError as error:
            refused.append(Refused(line, error.message, row))
            continue
        if event.id in seen:
            refused.append(Refused(line, "the same row stands above", row))
            continue
        seen.add(event.id)
        events.append(event)
    notes = [f"{count} rows {remark}" for remark, count in remarks.most_common()]
    names = (name for event in events for name in (*event.actors, *(place.name for place in event.places)))
    notes += lookalikes_among(names)[:5]
    return Imported(table, tuple(events), tuple(sorted(refused, key=lambda r: r.line)), (*sheet.notes, *notes))


def _column(sheet: Sheet, title: str | None) -> list[str]:
    if title is None or title not in sheet.header:
        return []
    at = sheet.header.index(title)
    return [row[at] for row in sheet.rows]


def _event(
    cells: Mapping[str, str], plan: Plan, table: str, row: tuple[str, ...], remarks: Counter[str], recorded: Day | None
) -> Event:
    title = " ".join(re.sub(r"<[^<>]{1,200}>", " ", cells.get("title", "")).split())
    if not title:
        raise DataError("the title is empty")
    date = _date(cells, plan)
    if date is None:
        remarks["have no date and are taken as undated"] += 1
    said = parse_edtf(date) if date else None
    sentence = " ".join(re.sub(r"<[^<>]{1,200}>", " ", cells.get("text", "")).split()) or title
    source = "; ".join(part for part in (cells.get("publisher", ""), cells.get("url", "")) if part)
    known = cells.get("category", "").strip().lower()
    category = known if known in CATEGORIES else _CATEGORY_WORDS.get(known) or "other"
    if known and category == "other" and known != "other":
        remarks["have a kind that is not one of ours and are 'other'"] += 1
    status = cells.get("status", "").strip().lower()
    if status and status not in STATUSES:
        raise DataError(f"status {status!r} is none of {', '.join(STATUSES)}")
    published = cells.get("published", "").strip()
    countries = tuple(
        dict.fromkeys(c for c in re.split(r"[;,/\s]+", cells.get("countries", "")) if re.fullmatch("[A-Z]{3}", c))
    )
    digest = hashlib.blake2b("\x1f".join((table, cells.get("id") or "\x1e".join(row))).encode(), digest_size=8)
    return Event(
        id=digest.hexdigest(),
        title=title if len(title) <= 80 else shortened(title, 79) + "…",
        category=category,
        status=status or "occurred",
        evidence=(
            Evidence(table, sentence, rule=f"a row of the table {table}", claimed_by=(source,) if source else ()),
        ),
        date=date,
        earliest=said.earliest if said else None,
        latest=said.latest if said else None,
        dated=said is not None,
        precision=said.precision if said else "none",
        actors=_names(cells.get("actors", ""), cells.get("actors2", "")),
        countries=countries,
        places=_places(cells),
        published=Day.parse(read_day(published, plan.order)) if published else None,
        recorded=recorded,
    )


def _date(cells: Mapping[str, str], plan: Plan) -> str | None:
    begin = _one_day(cells, plan, "date", ("year", "month", "day"))
    end = _one_day(cells, plan, "end", ("end_year", "end_month", "end_day"))
    if begin is None or end is None or end == begin:
        return begin or end
    joined = f"{begin}/{end}"
    try:
        return parse_edtf(joined).text
    except DataError as error:
        if "ends before" in error.message:
            raise DataError(f"it ends on {end}, before it begins on {begin}") from error
        raise


def _one_day(cells: Mapping[str, str], plan: Plan, whole: str, parts: Sequence[str]) -> str | None:
    text = cells.get(whole, "").strip()
    if text:
        return read_day(text, plan.order)
    numbers = [cells.get(part, "").strip() for part in parts]
    if not numbers[0]:
        if any(numbers):
            raise DataError(f"there is a month or day, {'-'.join(n or '?' for n in numbers[1:])}, without a year")
        return None
    for number, part in zip(numbers, parts, strict=True):
        if number and not re.fullmatch(r"-?\d{1,4}", number, re.ASCII):
            raise DataError(f"{part} {number!r} is no number")
    year = int(numbers[0])
    written = f"-{-year:04d}" if year < 0 else f"{year:04d}"
    for number in numbers[1:]:
        if not number:
            break
        written += f"-{int(number):02d}"
    try:
        return parse_edtf(written).text
    except DataError as error:
        raise DataError(f"date {written!r} is no day of the calendar") from error


def _names(*cells: str) -> tuple[str, ...]:
    parts = [part.strip() for cell in cells for part in re.split(r"[;|\n]", cell)]
    return tuple(dict.fromkeys(part for part in parts if part))


def _places(cells: Mapping[str, str]) -> tuple[Place, ...]:
    names = _names(cells.get("places", ""))
    point = []
    for field, bound in (("lat", 90.0), ("lon", 180.0)):
        text = cells.get(field, "").strip()
        if not text:
            continue
        try:
            number = float(text)
        except ValueError as error:
            raise DataError(f"{field} {text!r} is no number; write a decimal point") from error
        if not -bound <= number <= bound:
            raise DataError(f"{field} {text} is not from {-bound:g} to {bound:g}")
        point.append(number)
    if len(point) == 1:
        raise DataError("there is only one of lat and lon")
    if point == [0.0, 0.0]:
        raise DataError("its place is 0, 0, in the open sea")
    if not names and not point:
        return ()
    lat, lon = point or (None, None)
    first = Place(
        names[0] if names else f"{lat:g}, {lon:g}",
        names[0] if names else "",
        lat,
        lon,
        None,
        "site" if point else "city",
    )
    return (first, *(Place(name, name) for name in names[1:]))


# Words of other tables for our categories: ACLED's event types, and common ones.
_CATEGORY_WORDS = {
    "battles": "conflict", "explosions/remote violence": "conflict", "violence against civilians": "conflict",
    "protests": "protest", "riots": "protest", "strategic developments": "other", "demonstration": "protest",
    "meeting": "talks", "summit": "talks", "negotiation": "talks", "speech": "statement", "treaty": "agreement",
    "ceasefire": "agreement", "election": "politics", "coup": "politics", "war": "conflict", "attack": "conflict",
    "sanction": "sanctions", "exercise": "military", "deployment": "military", "humanitarian": "aid",
}  # fmt: skip
