"""Events -> iCalendar (RFC 5545): all-day entries, with words for what whole days cannot show.

An event that lasts throughout its date, or is known to the day, fills its days. One that happened on some day in a
stretch fills the stretch and says so in its title. One without a date, or outside the years of calendars, is a journal
entry without a day: calendar programs that show no journals leave it out, the file keeps it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from icalendar import Calendar, Journal, vText
from icalendar import Event as Entry

from dashboard.briefing.model import by_id
from dashboard.briefing.words import citation, told_when
from dashboard.dates import Day
from dashboard.export.options import ExportOptions, Stamp, stamp
from dashboard.export.text import clean, is_web_address, one_line
from dashboard.model import Article, Event
from dashboard.viewmodel import status_words

_NO_FACT = ("planned", "suspended", "denied", "alleged")


def ics_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return the calendar; times of making come from `made_on`, or from the newest article."""
    about = stamp(events, articles, options)
    known = {article.id: article for article in articles}
    written_on = _written_on(events, options)
    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(one_line(options.title or "Dateline events")))
    table = by_id(events)
    entries = [_entry(event, table, known, options, about, written_on) for event in events]
    apart = sum(isinstance(entry, Journal) for entry in entries)
    lines = [clean(line) for line in about.lines()]
    lines.insert(0, f"{apart} of {len(events)} events have no day that a calendar can hold; they are journal entries.")
    calendar.add("x-wr-caldesc", vText("\n".join(lines)))
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical()


def _entry(
    event: Event,
    table: Mapping[str, Event],
    known: dict[str, Article],
    options: ExportOptions,
    about: Stamp,
    written_on: datetime.datetime,
) -> Entry | Journal:
    days = _days(event)
    entry: Entry | Journal = Entry() if days else Journal()
    when = told_when(event, table, options.lexicon)
    note = ""
    summary = one_line(event.title)
    if not days:
        note = "A calendar cannot hold this: " + (
            "no date is given." if not event.dated else "its days are out of reach."
        )
    elif _somewhere_inside(event):
        summary = f"{summary} ({when})"
        note = "The entry fills all the days on one of which, as far as the text tells, this falls; it does not last."
    elif event.latest is None:
        summary = f"{summary} ({when})"
        note = "The text gives no end; the entry ends on the last day on which the article says it was under way."
    elif event.earliest is None:
        summary = f"{summary} ({when})"
        note = "The text gives no beginning; the entry stands on its last day."
    said = str(options.lexicon.wording["status"][event.status])
    if event.status in _NO_FACT and said not in summary:  # a calendar shows the title alone
        summary = f"{summary} ({said})"
    entry.add("uid", f"{one_line(event.id)}@dateline.invalid")
    entry.add("dtstamp", written_on)
    entry.add("summary", f"[{one_line(about.marking)}] {summary}" if about.marking else summary)
    if days:
        entry.add("dtstart", days[0])
        entry.add("dtend", days[1] + datetime.timedelta(days=1))  # iCalendar's end is the day after
        entry.add("transp", "TRANSPARENT")
        if event.status == "planned":
            entry.add("status", "TENTATIVE")
    description = [
        f"{when}.",
        note,
        f"{options.lexicon.wording['status_heading']}: {status_words(event, options.lexicon)}.",
        *(citation(item, known) for item in event.evidence),
        *(f"Articles disagree: {conflict}" for conflict in event.conflicts),
        about.foot,
    ]
    entry.add("description", clean("\n".join(line for line in description if line)))
    entry.add("categories", [event.category])
    if event.places and days:
        entry.add("location", one_line("; ".join(place.name for place in event.places)))
        first = event.places[0]
        if first.lat is not None and first.lon is not None and first.kind in ("site", "city"):
            entry.add("geo", (first.lat, first.lon))
    article = known.get(event.evidence[0].article)
    if article and is_web_address(article.url):
        entry.add("url", article.url)
    entry.add("x-dateline-edtf", vText(event.date or "none"))
    return entry


def _somewhere_inside(event: Event) -> bool:
    return event.precision != "day" and "/" not in (event.date or "")


def _days(event: Event) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of the entry, None where a calendar can hold no day of it."""
    if not event.dated:
        return None
    first = event.earliest or event.latest
    last = event.latest or event.seen_on or event.earliest
    if first is None or last is None:
        return None
    begin, end = first.to_date(), max(first, last).to_date()
    if begin is None or end is None or end == datetime.date.max:
        return None
    return begin, end


def _written_on(events: Sequence[Event], options: ExportOptions) -> datetime.datetime:
    days = [event.recorded or event.published for event in events]
    day = options.made_on or max((d for d in days if d), default=None) or Day(1970, 1, 1)
    return datetime.datetime(*(day.to_date() or datetime.date(1970, 1, 1)).timetuple()[:3], tzinfo=datetime.UTC)
