"""Made events for tests that need many: every kind of date, bound, status and role, the same on every run."""

from __future__ import annotations

import random

from dashboard.dates import Day
from dashboard.model import CATEGORIES, STATUSES, Event, Evidence, Place

PEOPLE = ("Ana Ruiz", "Élodie Martin", "Omar Haddad", "Grain Board")
STATES = ("FRA", "EGY", "CHL")
PLACES = (
    Place("Cairo", "Cairo", 30.06, 31.25, "EGY", "city", 15.0),
    Place("Chile", "Chile", -30.0, -71.0, "CHL", "country"),
)


def made_event(number: int, draw: random.Random) -> Event:
    first = Day(2022, 1, 1).plus(draw.randint(0, 900))
    last = first.plus(draw.choice([0, 0, 0, 3, 30, 365]))
    shape = draw.random()
    date: str | None = first.iso()
    if first != last:
        date = f"{first.iso()}/{last.iso()}" if shape < 0.5 else f"[{first.iso()}..{last.iso()}]"
    if shape > 0.8:
        date = None
    ongoing = date is not None and "/" in date and draw.random() < 0.3
    return Event(
        id=f"{number:016x}",
        title=f"{draw.choice(PEOPLE)} and event {number}",
        category=draw.choice(CATEGORIES),
        status="ongoing" if ongoing else draw.choice(STATUSES),
        evidence=(Evidence(f"article-{number % 3}", f"Sentence {number} of a report.", "event", 0, 10),),
        date=date,
        earliest=None if date is None and draw.random() < 0.5 else first,
        latest=None if ongoing else last,
        seen_on=last if ongoing else None,
        dated=date is not None,
        precision="none" if date is None else "day" if first == last else "days",
        actors=tuple(draw.sample(PEOPLE, draw.randint(0, 2))),
        countries=tuple(draw.sample(STATES, draw.randint(0, 3))),
        targets=tuple(draw.sample(STATES, draw.randint(0, 1))),
        places=(draw.choice(PLACES),) if draw.random() < 0.4 else (),
        published=Day(2024, 1, 1 + number % 28),
        recorded=Day(2024, 2, 1 + number % 28),
    )


def made_events(count: int, seed: int = 1) -> list[Event]:
    draw = random.Random(seed)
    return [made_event(number, draw) for number in range(count)]
