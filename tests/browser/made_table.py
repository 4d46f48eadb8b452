"""A made event table, as large as a test or a benchmark wants it: `serve(**made_table(tmp_path, 500))`."""

from __future__ import annotations

import random
from pathlib import Path

from dashboard.dates import Day
from dashboard.model import CATEGORIES, Article, Event, Evidence, Place
from dashboard.store import build_store

PEOPLE = tuple(
    f"{first} {last}" for first in ("Ana", "Bo", "Célia", "Dmitri", "Efua") for last in ("Orr", "Petit", "Quist")
)
STATES = ("FRA", "EGY", "CHL", "IND", "JPN", "KEN", "BRA", "TUR", "IRN", "CAN", "IDN", "POL")
DOINGS = ("meets", "warns", "visits", "signs a pact with", "sends aid to", "protests against", "trades with", "rejects")
THINGS = (
    "the council on shared waters and fishing rights", "neighbours over the long border road", "the grain board",
    "farmers in the northern valleys", "a delegation of five port cities", "the committee for the old treaty",
)  # fmt: skip
PUBLISHED = Day(2024, 6, 30)


def many_events(count: int, seed: int = 1, articles: int = 13) -> list[Event]:
    """Return made events of every shape, most of them in the two years before PUBLISHED; ids tell their number."""
    draw = random.Random(seed)
    cities = [
        Place(f"Port {n}", "", draw.uniform(-50, 65), draw.uniform(-175, 175), draw.choice(STATES), "city", 10.0)
        for n in range(max(12, count // 6))
    ]
    regions = [Place(f"Region {n}", "", c.lat, c.lon, c.iso3, "region", 250.0) for n, c in enumerate(cities[:8])]
    return [_event(number, draw, cities, regions, articles) for number in range(count)]


def _event(number: int, draw: random.Random, cities: list[Place], regions: list[Place], articles: int) -> Event:
    first = PUBLISHED.plus(-int(draw.expovariate(1 / 200)))
    date, last, precision = _date(first, draw)
    actors = tuple(draw.sample(PEOPLE, draw.choice([1, 1, 2])))
    title = f"{actors[0]} {draw.choice(DOINGS)} {draw.choice(THINGS)} ({number})"
    status = draw.choice(["occurred"] * 6 + ["planned", "alleged", "denied", "suspended"])
    where = (draw.choice(cities),) if draw.random() < 0.6 else (draw.choice(regions),) if draw.random() < 0.3 else ()
    article = f"made-{number % articles:02d}"
    return Event(
        id=f"made-{number:05d}",
        title=title[:80],
        category=draw.choice(CATEGORIES),
        status=status,
        evidence=(Evidence(article, f"{title}, it was said on the day.", "said", None, None, "", "", "made"),),
        date=date,
        earliest=first if date else None,
        latest=last if date else PUBLISHED,
        dated=date is not None,
        precision=precision,
        actors=actors,
        countries=tuple(draw.sample(STATES, draw.choice([1, 2]))),
        places=where,
        published=PUBLISHED,
        recorded=PUBLISHED,
    )


def _date(first: Day, draw: random.Random) -> tuple[str | None, Day, str]:
    shape = draw.random()
    if shape < 0.6:
        return first.iso(), first, "day"
    if shape < 0.75:
        last = first.plus(draw.randint(1, 20))
        return f"{first.iso()}/{last.iso()}", last, "days"
    if shape < 0.85:
        last = first.plus(6)
        return f"[{first.iso()}..{last.iso()}]", last, "days"
    return None, first, "none"


def made_table(folder: Path, count: int, seed: int = 1, articles: int = 13) -> dict[str, str]:
    """Build the table of `many_events` in `folder` and return the environment that makes an app show it."""
    texts = [
        Article(f"made-{number:02d}", "Nothing is told here.", PUBLISHED, "Made Press", f"Made article {number}")
        for number in range(articles)
    ]
    build_store(many_events(count, seed, articles), texts, folder)
    return {"DATELINE_TABLE": str(folder)}
