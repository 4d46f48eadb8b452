"""Events -> words: when it was, what the article says of it, and the sentence that a screen reader speaks."""

from __future__ import annotations

import re

from dashboard.dates import Day, date_words, parse_edtf, year_text
from dashboard.lexicon import Lexicon
from dashboard.model import Change, Event


def day_words(day: Day, lexicon: Lexicon) -> str:
    """Return a day as "16 May 2024"; a year before ours as "45 BC"."""
    return f"{short_day_words(day, lexicon)} {_year(day.year, lexicon)}"


def short_day_words(day: Day, lexicon: Lexicon) -> str:
    """Return a day as "16 May"."""
    return f"{day.day} {lexicon.wording['months'][day.month - 1]}"


def _year(year: int, lexicon: Lexicon) -> str:
    return lexicon.wording.say("dates.year_bc", year=1 - year) if year < 1 else str(year)


def when_words(event: Event, lexicon: Lexicon, whole: Event | None = None) -> str:
    """Return when the event was, as exactly as the article says it and no more.

    `whole` is the event of which this one is part: "on 16 or 17 May 2024 (during the visit)".
    """
    say = lexicon.wording.say
    if event.dated and event.date:
        words = _dated_words(event, lexicon, whole)
        if event.status == "ongoing" and event.seen_on:
            return say("when.under_way_started", day=day_words(event.seen_on, lexicon), words=words)
        if event.status == "planned":
            return _planned_words(event, words, lexicon)
    else:
        words = _bound_words(event, lexicon)
        if event.status == "planned" and event.earliest is None and event.latest is None:
            return _planned_words(event, say("when.planned_undated"), lexicon)
    return say("when.suspended", words=words) if event.status == "suspended" else words


def _dated_words(event: Event, lexicon: Lexicon, whole: Event | None) -> str:
    say = lexicon.wording.say
    assert event.date is not None
    date = parse_edtf(event.date)
    words = date_words(date, lexicon.wording.dates)
    timex = event.evidence[0].timex
    # "75 years" for 1949: the words of the text do not hold the date, so they are said with it.
    if date.earliest and re.search(r"\d", timex) and year_text(date.earliest.year) not in timex:
        if date.precision == "year":
            return say("when.worked_out", words=words.partition(",")[0], timex=timex)
        if date.precision in ("years", "decade", "century"):
            return say("when.worked_out", words=words, timex=timex)
    if whole is not None and date.one_of:
        noun = f"the {lexicon.wording['categories'][whole.category].lower()}"
        return say("when.during", words=words, whole=noun)
    return words


def _planned_words(event: Event, words: str, lexicon: Lexicon) -> str:
    say = lexicon.wording.say
    if event.dated:
        words = say("when.planned", bare=re.sub(r"^(on|in|from|since) ", "", words))
    if event.published:
        words = say("when.planned_reported", words=words, day_short=short_day_words(event.published, lexicon))
        words = words.replace(") (", ", ")  # "(during the visit) (as reported ...)" is one remark
    return words


def _bound_words(event: Event, lexicon: Lexicon) -> str:
    say = lexicon.wording.say
    if event.status == "ongoing":
        if event.seen_on is None:
            return say("when.under_way_unseen")
        return say("when.under_way", day=day_words(event.seen_on, lexicon))
    if event.earliest and event.latest:
        return say(
            "when.between", **{"from": day_words(event.earliest, lexicon), "to": day_words(event.latest, lexicon)}
        )
    if event.latest:
        return say("when.not_later", day=day_words(event.latest, lexicon))
    if event.earliest:
        return say("when.not_earlier", day=day_words(event.earliest, lexicon))
    return say("when.none")


def short_when(event: Event, lexicon: Lexicon) -> str:
    """Return the date for a narrow place: "2023", "May 2024", "16 May 2024", "6-12 May 2024"; "" without a date."""
    if not event.dated or not event.date:
        return ""
    date = parse_edtf(event.date)
    first, last = date.earliest, date.latest
    months = lexicon.wording["months_short"]
    day = lambda d: f"{d.day} {months[d.month - 1]} {_year(d.year, lexicon)}"  # noqa: E731
    mark = ("~" if date.approximate else "") + ("?" if date.uncertain else "")
    if first is None or last is None:
        known = first or last
        assert known is not None
        words = f"{day(known)} –" if last is None else f"– {day(known)}"
    elif first == last:
        words = day(first)
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        same = first.year == last.year
        words = _year(first.year, lexicon) if same else f"{_year(first.year, lexicon)}–{_year(last.year, lexicon)}"
    elif date.precision == "month":
        words = f"{months[first.month - 1]} {_year(first.year, lexicon)}"
    elif (first.year, first.month) == (last.year, last.month):
        words = f"{first.day}–{day(last)}"
    elif first.year == last.year:
        words = f"{first.day} {months[first.month - 1]} – {day(last)}"
    else:
        words = f"{day(first)} – {day(last)}"
    return mark[:1] + words + mark[1:] if mark.startswith("~") else words + mark


def status_words(event: Event, lexicon: Lexicon) -> str:
    """Return what the article says of it: "reported as fact", "denied by Kremlin", "planned, according to CNN"."""
    words = str(lexicon.wording["status"][event.status])
    names = list(dict.fromkeys(event.evidence[0].claimed_by)) if event.evidence else []
    if not names:
        return words
    templates = lexicon.wording["status_by"]
    template = templates.get(event.status, templates["other"])
    return str(template).format_map({"status": words, "names": ", ".join(names)})


def act_words(change: Change, lexicon: Lexicon) -> str:
    """Return what a reviewer did: "checked against the text"; a word of somebody's own as it stands."""
    return str(lexicon.wording["changes"].get(change.what, change.what))


def spoken_words(event: Event, lexicon: Lexicon, whole: Event | None = None) -> str:
    """Return the event as one would say it: title, date with its uncertainty, and what the article says."""
    when = when_words(event, lexicon, whole)
    return lexicon.wording.say(
        "when.spoken",
        title=event.title.rstrip("."),
        when=when[:1].upper() + when[1:],
        status=_capital(status_words(event, lexicon)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
