"""Tables in: the mapping is guessed, shown and can be changed; what will be taken is shown before it is."""

from __future__ import annotations

import datetime

import pandas as pd
import streamlit as st

from dashboard.app_pages.articles_review import open_review
from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.importers.bringing import Offered, carry_out_offer, offer_table, with_columns
from dashboard.importers.kept import keep_table, table_files
from dashboard.importers.mapping import FIELDS, Imported, plan_faults
from dashboard.linked.review import drafts
from dashboard.session import home
from dashboard.writes import remove_file

NONE = "(none)"
_USUAL = frozenset("title date end text category actors countries places lat lon publisher url".split())
_ORDERS = {"dmy": "day/month/year", "mdy": "month/day/year"}
_LABELS = {
    "title": "Title: what happened", "end": "Last day", "text": "Longer text", "category": "Kind", "actors": "Who",
    "places": "Where", "lat": "Latitude", "lon": "Longitude", "url": "Web address", "id": "Id of the event",
}  # fmt: skip
SHOWN = 200  # rows of a list on screen; all are counted


def view() -> None:
    """Drop a table, look at how it would be read, import it."""
    held = drafts()
    for line in held.said:
        st.text(line)
    if held.added:
        st.button("Review its rows", key="review-rows", on_click=open_review, args=(held.added,))
    file = st.file_uploader(
        "Table: CSV, TSV, XLSX, a TimelineJS spreadsheet, GDELT, ACLED, or an export of Dateline (CSV, JSON)",
        ["csv", "tsv", "txt", "xlsx", "json"], key=f"table-{drafts().round}",
    )  # fmt: skip
    if file is not None:
        try:
            _offered(offer_table(file.getvalue(), file.name))
        except DatelineError as error:
            st.text(f"Not taken: {error}")
    _kept()


def _offered(offered: Offered) -> None:
    if offered.sheet is not None:
        offered = _mapping(offered)
        # The order of day and month is asked above, where it is chosen too.
        faults = [fault for fault in plan_faults(offered.sheet, offered.plan) if "--date-order" not in fault]  # type: ignore[arg-type]
        if offered.plan.question and not offered.plan.order and not faults:
            return
        if faults:
            with st.container(key="dl-notes"):
                st.text("\n".join(faults).replace(" (--undated)", ""))
            return
    done = carry_out_offer(offered, Day.of(datetime.date.today()))
    st.text(f"{len(done.events)} rows will be imported, {len(done.refused)} will not be taken.")
    if done.notes:
        st.text("\n".join(done.notes))
    if done.refused:
        rows = [{"Line": r.line, "Reason": r.reason, "Row": " | ".join(r.row)} for r in done.refused[:SHOWN]]
        st.dataframe(pd.DataFrame(rows), hide_index=True)
    if done.events:
        _sample(done)
        if st.button(f"Import {len(done.events)} rows", type="primary"):
            path = keep_table(home().data, done.table, done.events)
            held = drafts()
            held.added = done.events[0].evidence[0].article
            held.said = [f"Imported {len(done.events)} rows as {path.name}; {len(done.refused)} were not taken."]
            held.round += 1
            st.rerun()


def _mapping(offered: Offered) -> Offered:
    """The columns as guessed, to be changed; the order of day and month where it has to be asked."""
    sheet = offered.sheet
    assert sheet is not None
    known = {"timelinejs": "a TimelineJS spreadsheet", "acled": "an ACLED table", "gdelt": "a GDELT event file"}
    if offered.kind:
        st.text(f"Read as {known[offered.kind]}.")
    elif offered.plan.columns:
        st.text("Which column is which? This is a guess by their titles; change it where it is wrong.")
    else:
        st.text("Which column is which? No title is one that Dateline knows: choose the columns below.")
    names = [
        f"{title} ({at})" if title in sheet.header[: at - 1] else title for at, title in enumerate(sheet.header, 1)
    ]
    st.dataframe(pd.DataFrame(sheet.rows[:3], columns=names), hide_index=True)
    options = [NONE, *sheet.header]
    columns = {}
    places = st.columns(4)
    shown = [field for field in FIELDS if field in offered.plan.columns or field in _USUAL]
    for number, field in enumerate(shown):
        guessed = offered.plan.columns.get(field, NONE)
        chosen = places[number % 4].selectbox(
            _LABELS.get(field, field.replace("_", " ").capitalize()), range(len(options)), options.index(guessed),
            format_func=options.__getitem__, key=f"column-{offered.name}-{field}",
        )  # fmt: skip
        columns[field] = "" if chosen == 0 else options[chosen]
    order = ""
    chosen_plan = with_columns(offered, columns).plan  # what has to be asked depends on the columns chosen
    if chosen_plan.question:
        st.text(f"{chosen_plan.question} may be day/month or month/day.")
        key = f"order-{offered.name}"
        order = st.radio("Order", list(_ORDERS), None, format_func=_ORDERS.__getitem__, horizontal=True, key=key) or ""
    undated = not {"date", "year"} & set(chosen_plan.columns) and st.checkbox(
        "The table has no dates", key=f"undated-{offered.name}"
    )
    return with_columns(offered, columns, order, bool(undated))


def _sample(done: Imported) -> None:
    rows = [
        {
            "Date": event.date or "",
            "Title": event.title,
            "Kind": event.category,
            "Who": ", ".join(event.actors),
            "Where": ", ".join(place.name for place in event.places),
        }
        for event in done.events[:SHOWN]
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)


def _kept() -> None:
    files = table_files(home().data)
    if not files:
        return
    st.text("Imported tables:")
    for number, path in enumerate(files):
        name, button = st.columns([5, 1], vertical_alignment="center")
        name.text(f"{path.name}, {path.stat().st_size / 1000:,.0f} kB")
        if button.button("Remove", key=f"remove-table-{number}"):
            remove_file(path)
            drafts().clear_said()
            drafts().said = [f"Removed {path.name}."]
            st.rerun()
