"""The fields of an event as events.yaml writes them: read with every fault named, and written back.

A fault says the line, what stands there, what was expected and the near names. Lines count from the record's first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from dashboard.dates import PRECISIONS, Day, parse_edtf
from dashboard.errors import DataError
from dashboard.model import CATEGORIES, LINK_KINDS, PLACE_KINDS, REVIEWS, STATUSES, Change, Event, Evidence, Link, Place
from dashboard.yamlfile import YamlMap

EVENT_FIELDS = (
    "id", "title", "date", "precision", "earliest", "latest", "seen_on", "status", "category", "actors", "countries",
    "targets", "places", "links", "evidence", "review", "published", "recorded", "members", "history", "dated",
    "plover", "cameo",
)  # fmt: skip
PLACE_FIELDS = ("name", "text", "lat", "lon", "iso3", "kind", "radius_km")
EVIDENCE_FIELDS = ("article", "start", "end", "sentence", "trigger", "timex", "anchor", "rule", "claimed_by")
CHANGE_FIELDS = ("when", "who", "what", "field", "old", "new", "why", "source")
TITLE_LENGTH = 80
ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?", re.ASCII)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def near_names(name: str, known: Collection[str]) -> str:
    """Return a sentence that offers the known names nearest to `name`, empty where none is near."""
    near = difflib.get_close_matches(name.lower(), [k.lower() for k in known], n=2, cutoff=0.6)
    offered = [k for k in known if k.lower() in near][:2]
    return f"Did you mean {' or '.join(repr(k) for k in offered)}?" if offered else ""


class Reading:
    """One record under reading: its values, and the list to which its faults go."""

    def __init__(self, item: YamlMap, faults: list[DataError], subject: str) -> None:
        self.item = item
        self.faults = faults
        self.subject = subject

    def fault(self, key: str, message: str, expected: str | None = None, fix: str | None = None) -> None:
        line = self.item.lines.get(key, self.item.line)
        self.faults.append(DataError(f"{self.subject}{message}", line=line, expected=expected, fix=fix))

    def known(self, fields: Collection[str]) -> None:
        """Name each key that is no field."""
        for key in self.item:
            if key not in fields:
                near = near_names(key, fields)
                self.fault(
                    key, f"unknown field {key!r}.", None if near else "one of " + ", ".join(fields), near or None
                )

    def text(self, key: str) -> str:
        value = self.item.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, f"{key} must be a text.")
            return ""
        return _INVISIBLE.sub("", value)

    def word(self, key: str, words: Collection[str], default: str) -> str:
        value = self.text(key)
        if not value:
            return default
        if value not in words:
            self.fault(
                key, f"{key} {value!r} is not known.", "one of " + ", ".join(words), near_names(value, words) or None
            )
            return default
        return value

    def day(self, key: str) -> Day | None:
        value = self.text(key)
        if not value:
            return None
        try:
            return Day.parse(value)
        except DataError as error:
            self.fault(key, f"{key} {error.message}.", error.expected)
            return None

    def number(self, key: str, low: float, high: float) -> float | None:
        value = self.text(key)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            self.fault(
                key,
                f"{key} {value!r} is no number from {low:g} to {high:g}.",
                None,
                "Write a decimal point, not a comma.",
            )
            return None
        return number

    def words(self, key: str) -> tuple[str, ...]:
        value = self.item.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fault(key, f"{key} must be a list of names.", None, f"Write {key}: [First name, Second name]")
            return ()
        words = tuple(_INVISIBLE.sub("", v) for v in value)
        for word in words:
            if words.count(word) > 1:
                self.fault(key, f"{key} names {word!r} twice.")
                break
        return tuple(dict.fromkeys(words))

    def maps(self, key: str, read: Callable[[Reading], Any]) -> tuple[Any, ...]:
        """Return what `read` makes of each mapping of the list under `key`, without those it refuses (None)."""
        value = self.item.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(key, f"{key} must be a list.", None, "Begin each of them with '- '.")
            return ()
        found = []
        for entry in value:
            if not isinstance(entry, YamlMap):
                self.fault(
                    key, f"{key}: {str(entry)[:40]!r} must be fields with values.", None, "Write {field: value, ...}"
                )
                continue
            result = read(Reading(entry, self.faults, self.subject))
            if result is not None:
                found.append(result)
        return tuple(found)


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


# Writing


def event_fields(event: Event) -> dict[str, Any]:
    """Return the event as its record in events.yaml, empty fields and what follows from others left out."""
    record: dict[str, Any] = {"id": event.id, "title": event.title, "date": event.date}
    if event.date:
        if parse_edtf(event.date).precision != event.precision:
            record["precision"] = event.precision
    else:
        record["earliest"], record["latest"] = event.earliest, event.latest
    record["seen_on"] = event.seen_on
    record["status"], record["category"] = event.status, event.category
    record["actors"], record["countries"], record["targets"] = event.actors, event.countries, event.targets
    record["places"] = [place_fields(place) for place in event.places]
    record["links"] = [{"kind": link.kind, "event": link.event} for link in event.links]
    record["evidence"] = [evidence_fields(item) for item in event.evidence]
    record["review"] = None if event.review == "curated" else event.review
    record["recorded"] = event.recorded
    record["members"] = event.members
    record["history"] = [change_fields(change) for change in event.history]
    return {key: _plain(value) for key, value in record.items() if value not in (None, (), []) or key == "date"}


def place_fields(place: Place) -> dict[str, Any]:
    """Return a place as the mapping that events.yaml writes."""
    fields: dict[str, Any] = {"name": place.name, "text": place.text or None}
    if place.lat is not None and place.lon is not None:
        fields |= {"lat": f"{place.lat:.6g}", "lon": f"{place.lon:.7g}"}
    fields |= {"iso3": place.iso3, "kind": place.kind, "radius_km": f"{place.radius_km:g}"}
    return {key: value for key, value in fields.items() if value is not None}


def evidence_fields(item: Evidence) -> dict[str, Any]:
    """Return evidence as events.yaml writes it: by its sentence, without offsets, which `build` finds again."""
    fields: dict[str, Any] = {"article": item.article, "sentence": item.sentence, "trigger": item.trigger}
    fields |= {"timex": item.timex, "anchor": item.anchor, "rule": item.rule, "claimed_by": list(item.claimed_by)}
    return {key: value for key, value in fields.items() if value}


def change_fields(change: Change) -> dict[str, str]:
    """Return one entry of a history without its empty parts."""
    return {key: getattr(change, key) for key in CHANGE_FIELDS if getattr(change, key)}


def _plain(value: Any) -> Any:
    if isinstance(value, Day):
        return value.iso()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def with_fields(event: Event, values: Mapping[str, Any]) -> Event:
    """Return the event with these values, its bounds left as they are where the values do not speak of them."""
    return replace(event, **values)
