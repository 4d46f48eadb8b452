"""Selection and view <-> URL, and what a reader's session remembers. The URL carries the whole of it.

The empty selection has an empty URL. A link that was mistyped or comes from another version is read as far as it makes
sense; what makes none is left out and said (`Link.notes`), never guessed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.dates import Day
from dashboard.errors import DataError, StoreError
from dashboard.lexicon import Lexicon
from dashboard.linked.parts import Parts, is_large
from dashboard.linked.served import Sheet
from dashboard.linked.sheets import sheet_of
from dashboard.model import CATEGORIES, REVIEWS, ROLES, STATUSES, Selection
from dashboard.pipeline import Current, Home, current, inputs_stamp, rules_digest
from dashboard.pipeline import home as files_home
from dashboard.store import Store, open_store

# Field of Selection -> name in the URL, in the order in which a URL is written.
NAMES = {
    "actors": "actor",
    "both": "both",
    "roles": "role",
    "countries": "country",
    "categories": "category",
    "statuses": "status",
    "reviews": "review",
    "places": "place",
    "articles": "article",
    "text": "q",
    "since": "from",
    "until": "to",
    "certain": "certain",
    "published_since": "reported-from",
    "published_until": "reported-to",
    "recorded_since": "recorded-from",
    "recorded_until": "recorded-to",
    "ids": "id",
}
_WORDS = {"roles": ROLES, "categories": CATEGORIES, "statuses": STATUSES, "reviews": REVIEWS}
_LONGEST = 300  # characters of one value; more is no name
_MOST = 200  # values of one field
LANES = ("", "actor", "country", "category", "place", "article")
_OUTLINES = re.compile(r"[a-z][a-z-]{0,30}")
_WINDOW = re.compile(r"news|all|selection|-?\d{4,6}-\d\d-\d\d\.\.-?\d{4,6}-\d\d-\d\d")
_MAP = re.compile(r"-?\d{1,3}(?:\.\d+)?,-?\d{1,2}(?:\.\d+)?,\d{1,3}(?:\.\d+)?")


@dataclass(frozen=True)
class ViewState:
    """How the views stand: picked events, timeline window and lanes, boundary set, and where the map was put."""

    selected: tuple[str, ...] = ()
    window: str = ""
    lanes: str = ""
    outlines: str = ""
    map: str = ""


@dataclass(frozen=True)
class Link:
    """What a URL says, and what in it made no sense."""

    selection: Selection = field(default_factory=Selection)
    view: ViewState = field(default_factory=ViewState)
    notes: tuple[str, ...] = ()


def read_link(query: Mapping[str, Iterable[str]]) -> Link:
    """Return the selection and view of URL parameters, each name with its list of values."""
    notes: list[str] = []
    chosen: dict[str, Any] = {}
    known = {name: key for key, name in NAMES.items()}
    view: dict[str, Any] = {}
    for name, given in query.items():
        values = tuple(dict.fromkeys(value for value in list(given)[:_MOST] if 0 < len(value) <= _LONGEST))
        if not values:
            continue
        if name in known:
            _read_field(known[name], name, values, chosen, notes)
        elif name == "event":
            view["selected"] = values
        elif name in ("window", "lanes", "outlines", "map"):
            pattern = {"window": _WINDOW, "outlines": _OUTLINES, "map": _MAP}.get(name)
            if values[-1] in LANES if pattern is None else pattern.fullmatch(values[-1]):
                view[name] = values[-1]
            else:
                notes.append(f"The link's {name} was left out: it is not one of ours.")
    return Link(Selection(**chosen), ViewState(**view), tuple(notes))


def _read_field(key: str, name: str, values: tuple[str, ...], chosen: dict[str, Any], notes: list[str]) -> None:
    default = getattr(Selection(), key)
    if isinstance(default, bool):
        chosen[key] = values[-1] == "1"
    elif key == "text":
        chosen[key] = values[-1]
    elif key in _WORDS:
        chosen[key] = tuple(value for value in values if value in _WORDS[key])
        if len(chosen[key]) < len(values):
            notes.append(f"The link names a {name} that is not one of ours; it was left out.")
    elif default is None:
        try:
            chosen[key] = Day.parse(values[-1])
        except DataError:
            notes.append(f"The link's day in '{name}' was left out: it is not a day as YYYY-MM-DD.")
    else:
        chosen[key] = values


def write_link(selection: Selection, view: ViewState | None = None) -> dict[str, list[str]]:
    """Return the URL parameters of a selection and view; what is as at first is left out."""
    view = view or ViewState()
    query: dict[str, list[str]] = {}
    for key, name in NAMES.items():
        value = getattr(selection, key)
        if isinstance(value, Day):  # itself a tuple
            query[name] = [value.iso()]
        elif isinstance(value, tuple):
            query[name] = list(value)
        elif isinstance(value, bool):
            query[name] = ["1"] if value else []
        elif value:
            query[name] = [value]
    query["event"] = list(view.selected)
    for name in ("window", "lanes", "outlines", "map"):
        query[name] = [getattr(view, name)] if getattr(view, name) else []
    return {name: values for name, values in query.items() if values}


def selection_record(selection: Selection) -> dict[str, Any]:
    """Return a selection as plain values, as the browser holds it; `selection_of` is the way back."""
    record: dict[str, Any] = {}
    for entry in fields(Selection):
        value = getattr(selection, entry.name)
        if isinstance(value, Day):
            value = value.iso()
        record[entry.name] = list(value) if isinstance(value, tuple) else value
    return record


def selection_of(record: Mapping[str, Any]) -> Selection:
    """Return the selection that a record of plain values describes; what makes no sense in it is left out."""
    query: dict[str, list[str]] = {}
    for key, name in NAMES.items():
        value = record.get(key)
        if isinstance(value, bool):
            query[name] = ["1"] if value else []
        elif isinstance(value, str):
            query[name] = [value]
        elif isinstance(value, list | tuple):
            query[name] = [str(item) for item in value]
    return read_link(query).selection


def view_of(record: Mapping[str, Any]) -> ViewState:
    """Return the view that a record of plain values describes."""
    query = {name: [str(record[name])] for name in ("window", "lanes", "outlines", "map") if record.get(name)}
    picked = record.get("selected") or ()
    return replace(read_link(query).view, selected=tuple(str(item) for item in picked)[:_MOST])


def view_record(view: ViewState) -> dict[str, Any]:
    return {**vars(view), "selected": list(view.selected)}


# ---- the table ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """The table on screen: its sheet for the browser, or the parts of one too large to draw whole; its store; and the
    fault that kept a newer one away ("").
    """

    whole: Sheet | None
    store: Store
    lexicon: Lexicon
    fault: str = ""
    parts: Parts | None = None


def home() -> Home:
    """Return where the files lie, as the command line has it."""
    return files_home()


def shown() -> Shown | str:
    """Return the table to show, rebuilt where a file changed, or the reason why there is none at all.

    DATELINE_TABLE names the folder of a table built elsewhere: it is shown as it stands and never rebuilt.
    """
    place, built = home(), os.environ.get("DATELINE_TABLE", "")
    stamp = inputs_stamp(place) if not built else None
    found = _shown(place, built, stamp)
    if isinstance(found, str):  # what kept it away may pass without a change of any file: asked again next time
        _shown.clear(place, built, stamp)
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _shown(place: Home, built: str, stamp: object) -> Shown | str:
    found = _opened(Path(built)) if built else current(place)
    if found.store is None:
        return found.fault
    lexicon = place.lexicon()
    if is_large(found.store):
        return Shown(None, found.store, lexicon, found.fault, Parts(found.store, lexicon))
    return Shown(sheet_of(found.store, lexicon, rules_digest(place)), found.store, lexicon, found.fault)


def sheet_for(table: Shown, chosen: Selection, window: str) -> Sheet:
    """Return what the browser is to draw: the whole table, or of one too large the part that the reader looks at."""
    if table.whole is not None:
        return table.whole
    assert table.parts is not None
    return _part(table.store.revision, chosen, window, table.parts)


@st.cache_resource(max_entries=8, show_spinner=False)
def _part(revision: str, chosen: Selection, window: str, _parts: Parts) -> Sheet:
    low, _, high = window.partition("..")
    days = (Day.parse(low), Day.parse(high)) if high else low
    return _parts.sheet(chosen, days, {"selection": _said(selection_record(chosen)), "window": window})


def _opened(folder: Path) -> Current:
    try:
        return Current(open_store(folder))
    except StoreError as error:
        return Current(None, str(error))


# ---- one reader's session -------------------------------------------------------------------------------------------


@dataclass
class Standing:
    """What the session remembers between reruns and pages."""

    link: Link
    written: dict[str, list[str]]
    turn: int = 0
    page: str = ""
    started: int = -1
    start: dict[str, Any] = field(default_factory=dict)


def standing() -> Standing:
    """Return the reader's selection and view: from the URL where the reader came by one, else as last left."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    held: Standing | None = st.session_state.get("standing")
    if held is None:
        held = st.session_state["standing"] = Standing(read_link(query), query)
    elif query and query != held.written:  # the browser's back button, or an edited address
        held.link, held.written, held.turn = read_link(query), query, held.turn + 1
    return held


def selection() -> Selection:
    """Return what the reader chose to see."""
    return standing().link.selection


def remember(chosen: Selection, view: ViewState | None = None) -> None:
    """Keep a selection (and view) for the session and write it into the address."""
    held = standing()
    held.link = Link(chosen, view or held.link.view, held.link.notes)
    query = write_link(held.link.selection, held.link.view)
    if query != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(query)
    held.written = query


def enter(page: str) -> None:
    """Note which page runs; whoever comes back to one starts from the selection as it is then."""
    held = standing()
    if held.page != page:
        held.page, held.start = page, {}


def start_of() -> tuple[dict[str, Any], int]:
    """Return what the component of a page starts from, and its turn; the same until the page or the link changes."""
    held = standing()
    if not held.start or held.started != held.turn:
        held.started = held.turn
        held.start = {
            "selection": _said(selection_record(held.link.selection)),
            "view": _said(view_record(held.link.view)),
        }
    return held.start, held.turn


def _said(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a record says; what is empty goes without saying, so that a rerun stays small."""
    return {name: value for name, value in record.items() if value}
