"""Tables whose columns are known: TimelineJS spreadsheets, ACLED, GDELT events; the general mapping, filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dashboard.dates import Day, parse_edtf
from dashboard.importers.mapping import Imported, Plan, carry_out, guess_plan
from dashboard.importers.tables import Sheet, fold_header
from dashboard.model import Event

# The first 61 columns of GDELT 2.0 event files and the 58 of GDELT 1.0, from their codebooks; the files have no header.
_GDELT_HEAD = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode "
    "Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code "
    "Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code "
    "Actor2Religion2Code "
    "Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass "
    "GoldsteinScale NumMentions NumSources NumArticles AvgTone"
).split()


def _geo(second: bool) -> list[str]:
    names = []
    for who in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        parts = [
            "Type",
            "FullName",
            "CountryCode",
            "ADM1Code",
            *(["ADM2Code"] if second else []),
            "Lat",
            "Long",
            "FeatureID",
        ]
        names += [f"{who}_{part}" for part in parts]
    return names


GDELT_HEADERS = {
    58: (*_GDELT_HEAD, *_geo(False), "DATEADDED", "SOURCEURL"),
    61: (*_GDELT_HEAD, *_geo(True), "DATEADDED", "SOURCEURL"),
}
# CAMEO root code -> our category; the codes of three or four digits that mean something else come first.
_CAMEO = {
    "042": "visit", "043": "visit", "0841": "agreement", "0871": "agreement", "061": "trade", "0231": "aid",
    "163": "sanctions", "172": "sanctions", "192": "military",
    "01": "statement", "02": "statement", "03": "agreement", "04": "talks", "05": "agreement", "06": "agreement",
    "07": "aid", "08": "agreement", "09": "other", "10": "statement", "11": "statement", "12": "statement",
    "13": "statement", "14": "protest", "15": "military", "16": "sanctions", "17": "conflict", "18": "conflict",
    "19": "conflict", "20": "conflict",
}  # fmt: skip
_ROOTS = {
    "01": "makes a statement to", "02": "appeals to", "03": "says it will cooperate with", "04": "consults",
    "05": "cooperates with", "06": "gives material cooperation to", "07": "gives aid to", "08": "yields to",
    "09": "investigates", "10": "demands of", "11": "disapproves of", "12": "rejects", "13": "threatens",
    "14": "protests against", "15": "shows force to", "16": "reduces relations with", "17": "coerces",
    "18": "assaults", "19": "fights", "20": "uses mass violence against",
}  # fmt: skip
_ROOT_ALONE = {"14": "protests", "15": "shows force", "19": "fights"}


# Field -> column, as `fold_header` writes it.
_COLUMNS = {
    "timelinejs": {
        "title": "headline", "text": "text", "year": "year", "month": "month", "day": "day", "end_year": "end_year",
        "end_month": "end_month", "end_day": "end_day", "publisher": "media_credit", "url": "media",
        "category": "group",
    },
    "acled": {
        "id": "event_id_cnty", "title": "sub_event_type", "date": "event_date", "text": "notes",
        "category": "event_type", "actors": "actor1", "actors2": "actor2", "places": "location", "lat": "latitude",
        "lon": "longitude", "publisher": "source",
    },
    "gdelt": {
        "id": "globaleventid", "title": "event_code", "date": "sqldate", "category": "event_root_code",
        "actors": "actor1_name", "actors2": "actor2_name", "places": "action_geo_full_name",
        "lat": "action_geo_lat", "lon": "action_geo_long", "url": "sourceurl",
    },
}  # fmt: skip


def kind_of(sheet: Sheet) -> str:
    """Return timelinejs, acled, gdelt or "" by the columns of a table."""
    titles = {fold_header(title) for title in sheet.header}
    if {"headline", "year", "month"} <= titles and ("media" in titles or "display_date" in titles):
        return "timelinejs"
    if {"event_id_cnty", "event_date", "event_type"} <= titles:
        return "acled"
    if {"globaleventid", "sqldate"} <= titles:
        return "gdelt"
    return ""


def gdelt_header(first_line: bytes) -> tuple[str, ...]:
    """Return the columns of a GDELT file by its first line, () where it is none or has a header of its own."""
    cells = first_line.rstrip(b"\r\n").split(b"\t")
    if len(cells) in GDELT_HEADERS and cells[0].isdigit() and re.fullmatch(rb"\d{8}", cells[1]):
        return GDELT_HEADERS[len(cells)]
    return ()


def plan_of(sheet: Sheet, kind: str) -> Plan:
    """Return the plan for a table of a known kind, or the guessed one."""
    named = {fold_header(title): title for title in sheet.header}
    plan = guess_plan(sheet)
    wanted = _COLUMNS.get(kind)
    if wanted is None:
        return plan
    columns = {field: named[title] for field, title in wanted.items() if title in named}
    return replace(plan, columns=columns)


def carry_out_known(sheet: Sheet, plan: Plan, table: str, kind: str, recorded: Day | None = None) -> Imported:
    """Return what `carry_out` does, with titles, kinds and countries read as the table of this kind means them."""
    if kind == "timelinejs":
        rows = list(sheet.rows)
        at = {fold_header(title): number for number, title in enumerate(sheet.header)}
        titles = [
            n for n, row in enumerate(rows) if "type" in at and row[at["type"]].strip().lower() in ("title", "era")
        ]
        kept = [n for n in range(len(rows)) if n not in set(titles)]
        done = carry_out(_picked(sheet, kept), plan, table, recorded)
        said = (f"{len(titles)} rows are title slides or eras, which are no events",) if titles else ()
        return replace(done, notes=(*done.notes, *said))
    finish: Callable[[Event, dict[str, str]], Event] | None = {"acled": _acled, "gdelt": _gdelt}.get(kind)
    if finish is None:
        return carry_out(sheet, plan, table, recorded)
    done = carry_out(_with_titles(sheet, kind), plan, table, recorded)
    index = {fold_header(title): number for number, title in enumerate(sheet.header)}
    events = []
    for event, row in zip(done.events, _rows_taken(done, sheet), strict=True):
        events.append(finish(event, {title: row[number] for title, number in index.items()}))
    notes = tuple(note for note in done.notes if "not one of ours" not in note)
    return replace(done, events=tuple(events), notes=notes)


def _picked(sheet: Sheet, kept: list[int]) -> Sheet:
    return replace(sheet, rows=tuple(sheet.rows[n] for n in kept), lines=tuple(sheet.lines[n] for n in kept))


def _rows_taken(done: Imported, sheet: Sheet) -> list[tuple[str, ...]]:
    """Return the row of each event: those not refused, in their order."""
    bad = {refused.line for refused in done.refused}
    return [row for row, line in zip(sheet.rows, sheet.lines, strict=True) if line not in bad]


def _with_titles(sheet: Sheet, kind: str) -> Sheet:
    """Return the sheet with titles made of its codes, which alone say nothing to a reader."""
    at = {fold_header(title): number for number, title in enumerate(sheet.header)}
    rows = []
    for row in sheet.rows:
        cells = list(row)
        if kind == "gdelt":
            first, second = (row[at[name]].title() for name in ("actor1_name", "actor2_name"))
            root = row[at["event_root_code"]].zfill(2) if row[at["event_root_code"]] else ""
            words = _ROOT_ALONE.get(root, "acts") if not second else _ROOTS.get(root, "acts towards")
            cells[at["event_code"]] = f"{first or 'Unnamed actor'} {words} {second}".strip()
        elif row[at["sub_event_type"]].strip():
            cells[at["sub_event_type"]] = f"{row[at['sub_event_type']]} in {row[at['location']]}"
        rows.append(tuple(cells))
    return replace(sheet, rows=tuple(rows))


def _acled(event: Event, row: dict[str, str]) -> Event:
    precision = row.get("time_precision", "1").strip()
    if precision in ("2", "3") and event.earliest is not None:
        # 2: within the week; 3: within the month (ACLED codebook). The day given stands for the stretch.
        first = event.earliest.plus(-event.earliest.weekday)
        date = f"[{first}..{first.plus(6)}]" if precision == "2" else event.earliest.iso()[:7]
        said = parse_edtf(date)
        event = replace(event, date=date, earliest=said.earliest, latest=said.latest, precision=said.precision)
    where = tuple(replace(p, kind="region" if row.get("geo_precision") == "3" else "city") for p in event.places)
    return replace(event, places=where)


def _gdelt(event: Event, row: dict[str, str]) -> Event:
    code = row.get("event_code", "").strip()
    category = next((_CAMEO[code[:n]] for n in (4, 3, 2) if code[:n] in _CAMEO), "other")
    codes = (row.get(f"actor{n}_country_code", "").strip() for n in (1, 2))
    countries = tuple(dict.fromkeys(code for code in codes if re.fullmatch("[A-Z]{3}", code)))
    kind = {"1": "country", "2": "region", "5": "region"}.get(row.get("action_geo_type", ""), "city")
    radius = {"country": 500.0, "region": 100.0}.get(kind, 0.0)
    places = tuple(replace(place, kind=kind, radius_km=radius) for place in event.places)
    named = tuple(actor.title() for actor in event.actors)
    return replace(event, category=category, cameo=code, countries=countries, places=places, actors=named)
