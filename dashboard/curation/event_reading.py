"""A record of events.yaml -> an event: every field checked, every fault named. Lines count from the record's first."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from dashboard.curation.fields import CHANGE_FIELDS, EVENT_FIELDS, EVIDENCE_FIELDS, PLACE_FIELDS
from dashboard.curation.values import Reading, near_names
from dashboard.dates import PRECISIONS, parse_edtf
from dashboard.errors import DataError
from dashboard.model import CATEGORIES, LINK_KINDS, PLACE_KINDS, REVIEWS, STATUSES, Change, Event, Evidence, Link, Place
from dashboard.yamlfile import YamlMap

TITLE_LENGTH = 80
ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?", re.ASCII)


def read_event(item: YamlMap, faults: list[DataError], countries: Collection[str] = ()) -> Event | None:
    """Return the curated event of a record; its faults go to `faults`. None where it cannot be used at all."""
    event_id = item.get("id")
    name = event_id if isinstance(event_id, str) else ""
    reading = Reading(item, faults, f"event {name!r}: " if name else "an event without id: ")
    before = len(faults)
    reading.known(EVENT_FIELDS)
    if not name or not ID.fullmatch(name):
        reading.fault(
            "id",
            "an id is needed: letters, digits and dashes, at most 80." if not name else "this id cannot be used.",
            "letters, digits, '-', '.' and '_'",
            "Write for example id: minsk-talks-2015-02",
        )
    values = read_fields(reading, countries)
    for key in ("title", "category", "evidence"):
        if not values.get(key) and item.get(key) is None:
            reading.fault(
                key,
                f"{key} is missing.",
                None,
                {
                    "title": "Write a headline of at most 80 characters.",
                    "category": "Write one of " + ", ".join(CATEGORIES) + ".",
                    "evidence": "Name the article and the sentence that tell the event.",
                }[key],
            )
        elif not values.get(key) and len(faults) == before:
            reading.fault(key, f"{key} is empty.")
    if len(faults) > before:
        return None
    return Event(id=name, **{"status": "occurred", "review": "curated", **values})


def read_fields(reading: Reading, countries: Collection[str] = ()) -> dict[str, Any]:
    """Return those fields of an event that the record states, as `Event` holds them; faults go to the reading."""
    item = reading.item
    values: dict[str, Any] = {}
    if "title" in item:
        values["title"] = _title(reading)
    for key in ("plover", "cameo"):
        if key in item:
            values[key] = reading.text(key)
    for key, words in (("status", STATUSES), ("category", CATEGORIES), ("review", REVIEWS)):
        if key in item and (word := reading.word(key, words, "")):
            values[key] = word
    for key in ("actors", "countries", "targets", "members"):
        if key in item:
            values[key] = reading.words(key)
    for code in values.get("countries", ()):
        if not re.fullmatch("[A-Z]{3}", code) or (countries and code not in countries):
            reading.fault(
                "countries",
                f"country {code!r} is not an ISO 3166 alpha-3 code.",
                None,
                near_names(code, countries) or "Write CHN, RUS, UKR ...",
            )
    for target in values.get("targets", ()):
        named = (*values.get("actors", ()), *values.get("countries", ()))
        if "evidence" in item and target not in named:
            reading.fault(
                "targets",
                f"target {target!r} stands neither in actors nor in countries.",
                None,
                near_names(target, named) or None,
            )
    if "places" in item:
        values["places"] = reading.maps("places", read_place)
    if "links" in item:
        values["links"] = reading.maps("links", _link)
    if "evidence" in item:
        values["evidence"] = reading.maps("evidence", read_evidence)
    if "history" in item:
        values["history"] = reading.maps("history", read_change)
    for key in ("seen_on", "published", "recorded"):
        if key in item:
            values[key] = reading.day(key)
    values.update(_date(reading))
    return values


def _title(reading: Reading) -> str:
    title = reading.text("title")
    if len(title) > TITLE_LENGTH:
        reading.fault("title", f"the title has {len(title)} characters.", f"at most {TITLE_LENGTH}", "Shorten it.")
    if "\n" in title:
        reading.fault("title", "the title has more than one line.")
    return title


def _date(reading: Reading) -> dict[str, Any]:
    """Return date, earliest, latest, dated and precision as far as the record states them."""
    item = reading.item
    if not {"date", "earliest", "latest", "precision"} & set(item):
        return {}
    earliest, latest = reading.day("earliest"), reading.day("latest")
    stated = reading.word("precision", PRECISIONS, "")
    text = reading.text("date")
    if reading.word("dated", ("true", "false"), "true" if text else "false") != ("true" if text else "false"):
        reading.fault("dated", "dated does not agree with the date.", None, "Leave dated out; the date says it.")
    if not text:
        if earliest and latest and earliest > latest:
            reading.fault("latest", f"it ends on {latest}, before it begins on {earliest}.")
        if stated not in ("", "none"):
            reading.fault(
                "precision", f"precision {stated!r} needs a date.", None, "Write a date, or leave precision out."
            )
        return {"date": None, "earliest": earliest, "latest": latest, "dated": False, "precision": "none"}
    try:
        date = parse_edtf(text)
    except DataError as error:
        reading.fault("date", error.message, None, error.fix)
        return {}
    for key, given, meant in (("earliest", earliest, date.earliest), ("latest", latest, date.latest)):
        if given and given != meant:
            reading.fault(
                key,
                f"{key} {given} does not agree with the date {text!r}.",
                str(meant or "nothing"),
                f"Leave {key} out; the date says it.",
            )
    if stated and PRECISIONS.index(stated) < PRECISIONS.index(date.precision):
        reading.fault("precision", f"precision {stated!r} is finer than the date {text!r} ({date.precision}).")
    return {
        "date": text,
        "earliest": date.earliest,
        "latest": date.latest,
        "dated": True,
        "precision": stated or date.precision,
    }


def read_place(reading: Reading) -> Place | None:
    """Return a place: name, and where it lies as far as that is stated."""
    reading.known(PLACE_FIELDS)
    name = reading.text("name") or reading.text("text")
    lat, lon = reading.number("lat", -90, 90), reading.number("lon", -180, 180)
    if not name:
        reading.fault("name", "a place needs a name.")
        return None
    if ("lat" in reading.item) != ("lon" in reading.item):
        reading.fault("lat" if "lat" in reading.item else "lon", f"place {name!r} needs both lat and lon, or neither.")
    if lat == 0 and lon == 0:
        reading.fault(
            "lat",
            f"place {name!r} lies at 0, 0, in the open sea.",
            None,
            "Leave lat and lon out where they are not known.",
        )
    iso3 = reading.text("iso3") or None
    if iso3 and not re.fullmatch("[A-Z]{3}", iso3):
        reading.fault("iso3", f"{iso3!r} is not an ISO 3166 alpha-3 code.")
    radius = reading.number("radius_km", 0, 20_000) or 0.0
    return Place(name, reading.text("text"), lat, lon, iso3, reading.word("kind", PLACE_KINDS, "city"), radius)


def _link(reading: Reading) -> Link | None:
    reading.known(("kind", "event"))
    kind, event = reading.word("kind", LINK_KINDS, ""), reading.text("event")
    if not kind or not event:
        if "kind" not in reading.item or "event" not in reading.item:
            reading.fault("kind", "a link needs kind and event.", None, "Write {kind: part_of, event: id-of-the-event}")
        return None
    return Link(kind, event)


def read_evidence(reading: Reading) -> Evidence | None:
    """Return the sentence of an article that tells the event; offsets may be left out."""
    reading.known(EVIDENCE_FIELDS)
    article, sentence = reading.text("article"), reading.text("sentence")
    for key, value in (("article", article), ("sentence", sentence)):
        if not value:
            reading.fault(
                key, f"evidence without {key}.", None, "Name the article and copy the sentence word for word."
            )
    if not article or not sentence:
        return None
    offsets: list[int | None] = []
    for key in ("start", "end"):
        number = reading.number(key, 0, 10**9)
        offsets.append(None if number is None else int(number))
    trigger = reading.text("trigger")
    if trigger and trigger not in sentence:
        reading.fault(
            "trigger", f"the trigger {trigger!r} does not stand in the sentence.", None, "Copy it word for word."
        )
    timex, anchor, rule = (reading.text(key) for key in ("timex", "anchor", "rule"))
    return Evidence(
        article, sentence, trigger, offsets[0], offsets[1], timex, anchor, rule, reading.words("claimed_by")
    )


def read_change(reading: Reading) -> Change:
    """Return one entry of an event's history."""
    reading.known(CHANGE_FIELDS)
    return Change(**{key: reading.text(key) for key in CHANGE_FIELDS})
