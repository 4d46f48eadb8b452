"""The nouns of Dateline: what passes from one step to the next. Nothing here computes.

Offsets are half-open and count Unicode characters of `Article.text`. Days are `dates.Day`.
An `Event` is one row of the table; its fields and their meaning are the same in events.yaml,
the store, every export and the command line's JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.dates import Day

CATEGORIES = (
    "visit",
    "talks",
    "statement",
    "agreement",
    "trade",
    "aid",
    "sanctions",
    "military",
    "conflict",
    "protest",
    "politics",
    "anniversary",
    "other",
)
STATUSES = ("occurred", "ongoing", "planned", "suspended", "denied", "alleged")
REVIEWS = ("extracted", "confirmed", "corrected", "rejected", "curated")
PLACE_KINDS = ("site", "city", "region", "country", "sea")
LINK_KINDS = ("part_of", "commemorates", "before", "after")
CHANGES = ("added", "confirmed", "corrected", "rejected", "split", "merged", "separated", "settled")
ACTOR_KINDS = ("person", "organisation", "armed_group")
ROLES = ("acts", "acted_on", "host")


@dataclass(frozen=True)
class Article:
    """A text that somebody issued. `published` is the publisher's day, None where it is not known.

    `text` is the body after front matter or date line, with LF line ends and nothing else changed.
    `dct_time` is the clock time ("T14:00") of publication where known. `cites` names publishers that
    the front matter says the text repeats.
    """

    id: str
    text: str
    published: Day | None = None
    publisher: str = ""
    headline: str = ""
    url: str = ""
    retrieved: Day | None = None
    language: str = "en"
    cites: tuple[str, ...] = ()
    dct_time: str | None = None


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the article's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Timex:
    """The words in a text that tell a time (TIMEX3), and how they were read.

    `type` is DATE, TIME, DURATION or SET; `value` the TIMEX3 value; `edtf` the calendar extent, None where
    there is none; `anchor` and `rule` are words a user can read. `bound` is "", "before", "by", "after",
    "since" or "until" where such a word governs the expression.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str | None
    anchor: str
    rule: str
    bound: str = ""
    precision: str = ""


@dataclass(frozen=True)
class TimexInterval:
    """A range that two timexes span: indices into the list of timexes, and the interval as EDTF."""

    first: int
    last: int
    edtf: str


@dataclass(frozen=True)
class Toponym:
    """A place name in a text and the gazetteer entry it names; lat and lon are None where it has no point."""

    start: int
    end: int
    text: str
    name: str
    lat: float | None
    lon: float | None
    iso3: str | None
    kind: str
    radius_km: float
    rule: str = ""


@dataclass(frozen=True)
class Actor:
    """A person, organisation or armed group with its canonical name, and the state or body it belongs to."""

    id: str
    name: str
    kind: str
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActorMention:
    """Words that name an actor, or that stand for a state ("Moscow said", "the Russian president").

    `actor` is the canonical name, None where the words stand for a state alone; `country` is ISO 3166 alpha-3.
    `kind` is person, organisation, armed_group or state.
    """

    start: int
    end: int
    text: str
    actor: str | None
    kind: str
    country: str | None
    rule: str = ""


@dataclass(frozen=True)
class Action:
    """A trigger in a sentence: the words that name an event, its category and what the text says of it."""

    start: int
    end: int
    text: str
    category: str
    status: str
    plover: str = ""
    cameo: str = ""
    lemma: str = ""
    claimed_by: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class Place:
    """Where an event happens or is bound for; `text` as the article writes it."""

    name: str
    text: str = ""
    lat: float | None = None
    lon: float | None = None
    iso3: str | None = None
    kind: str = "city"
    radius_km: float = 0.0


@dataclass(frozen=True)
class Link:
    """A tie to another event: part_of, commemorates, before or after."""

    kind: str
    event: str


@dataclass(frozen=True)
class Evidence:
    """A sentence of an article that tells the event, with the words, anchor and rule of its date.

    `start` and `end` are offsets of the sentence; None until `pipeline.build` finds a hand-written one.
    `claimed_by` is a chain, nearest first, empty for the article's own voice.
    """

    article: str
    sentence: str
    trigger: str = ""
    start: int | None = None
    end: int | None = None
    timex: str = ""
    anchor: str = ""
    rule: str = ""
    claimed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One entry of an event's history: who changed which field when and why, and what stood there before.

    `what` is one of CHANGES where Dateline wrote it.
    """

    when: str
    who: str
    what: str
    field: str = ""
    old: str = ""
    new: str = ""
    why: str = ""
    source: str = ""


@dataclass(frozen=True)
class Event:
    """One row of the table. `earliest` and `latest` are inclusive; None is open.

    `date` is EDTF text, None where the text gives none. `conflicts` names what articles disagree on,
    one line each; `history` is the record of corrections.
    """

    id: str
    title: str
    category: str
    status: str
    evidence: tuple[Evidence, ...]
    date: str | None = None
    earliest: Day | None = None
    latest: Day | None = None
    seen_on: Day | None = None
    dated: bool = False
    precision: str = "none"
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    links: tuple[Link, ...] = ()
    review: str = "extracted"
    published: Day | None = None
    recorded: Day | None = None
    plover: str = ""
    cameo: str = ""
    members: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    history: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Selection:
    """What the user chose to see; the empty selection is everything. The same in the URL, the store and the browser.

    `actors` holds canonical actor names and country codes; any of them may match, all of them with `both`.
    `roles` narrows country matches to acts, acted_on or host. Days are inclusive; with `certain` only events
    that certainly fall inside count, else those that possibly do as well.
    """

    actors: tuple[str, ...] = ()
    both: bool = False
    roles: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    text: str = ""
    since: Day | None = None
    until: Day | None = None
    certain: bool = False
    published_since: Day | None = None
    published_until: Day | None = None
    recorded_since: Day | None = None
    recorded_until: Day | None = None
    ids: tuple[str, ...] = field(default=())
