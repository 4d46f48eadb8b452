#!/usr/bin/env python3
"""How long intake and review take: a preview, 1,000 articles added and read, a correction among 5,000 events.

python benchmarks/intake_speed.py [ARTICLES]         the texts are made here by changing names and dates
"""

import datetime
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard.curation import events_yaml, read_curation
from dashboard.curation.deciding import Desk, Reviewer
from dashboard.curation.writing import apply_step
from dashboard.dates import Day
from dashboard.intake.adding import add_articles
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event
from dashboard.pipeline import Home, build
from dashboard.preview import Marked, preview, shown
from dashboard.workbench import Workbench

ROOT = Path(__file__).resolve().parents[1]
T = TypeVar("T")
PEOPLE = ("Ana Ruiz", "Omar Haddad", "Elodie Martin", "Jonas Berg", "Mina Sato", "Paul Adu")
TOWNS = {"Lima": "Peru", "Cairo": "Egypt", "Paris": "France", "Oslo": "Norway", "Tokyo": "Japan", "Accra": "Ghana"}


def made_text(number: int, draw: random.Random) -> tuple[str, datetime.date]:
    """Return a report of about 90 words and its day."""
    day = datetime.date(2020, 1, 1) + datetime.timedelta(draw.randint(0, 1500))
    one, two = draw.sample(PEOPLE, 2)
    here, there = draw.sample(sorted(TOWNS), 2)
    return (
        f"Foreign Minister {one} of {TOWNS[there]} arrived in {here} on {day:%A} for a {draw.randint(2, 5)}-day visit. "
        f"{one} met {two}, the prime minister of {TOWNS[here]}, last week in {there}.\n"
        f"The two countries signed a trade agreement in {day.year - draw.randint(1, 20)} and will hold talks on "
        f"{day + datetime.timedelta(9):%d %B}, report {number} said.\n"
        f"Protests began in {there} on {day - datetime.timedelta(12):%d %B %Y}, police said. The army withdrew from "
        f"the border {draw.randint(2, 9)} years ago. Trade between the two nations fell to a record low last year.\n",
        day,
    )


def timed(words: str, act: Callable[[], T], per: int = 0) -> T:
    begin, used = time.perf_counter(), time.process_time()
    done = act()
    took, used = time.perf_counter() - begin, time.process_time() - used
    print(f"{words:<62} {took:7.2f} s  {used:6.2f} s of processor" + (f"  {per / took:8.1f} a second" if per else ""))
    return done


def main(count: int = 1000) -> None:
    draw = random.Random(7)
    lexicon = Lexicon()
    long = ""
    while len(long.split()) < 5000:
        long += made_text(len(long), draw)[0]
    article = Article("long", long, Day(2024, 5, 16))
    timed("preview of 5,000 words, the first (rules are loaded)", lambda: preview(article, lexicon))
    timed("preview of 5,000 words", lambda: preview(article, lexicon))
    with tempfile.TemporaryDirectory() as folder:
        incoming, data = Path(folder, "in"), Path(folder, "data")
        incoming.mkdir()
        for number in range(count):
            text, day = made_text(number, draw)
            (incoming / f"report-{number:05}.txt").write_text(f"date {day}\n{text}", encoding="utf-8")
        timed(f"adding {count} articles", lambda: add_articles([str(incoming)], data), count)
        timed(f"adding the same {count} again (a run that goes on)", lambda: add_articles([str(incoming)], data), count)
        home = Home(data, Path(folder, "events.yaml"))
        timed(f"reading the events of {count} articles, table built", lambda: build(home).close(), count)
        file = Path(folder, "many.yaml")
        file.write_text(many_events(5000), encoding="utf-8")
        timed("reading an events.yaml of 5,000 events, the first time", lambda: read_curation(file))
        timed("reading it again", lambda: read_curation(file))
        event = read_curation(file).events[2500]
        who = Reviewer("Eva", "2026-01-01")
        timed(
            "a correction in it",
            lambda: apply_step(file, Desk.open(file).correct(event, {"title": "A new title"}, who)),
        )
        review(home, who)


def review(home: Home, who: Reviewer) -> None:
    """Time a reviewer's steps where most of the table was curated, and the table that Explore then shows."""
    extracted = Workbench.open(home).extracted
    curated = [replace(event, id=f"made-{n}", review="curated") for n, event in enumerate(extracted[:5000])]
    home.events_file.write_text(events_yaml(curated), encoding="utf-8")
    words = f"{len(extracted)} events, {len(curated)} of them curated"
    timed(f"the table of {words}", lambda: build(home).close())
    bench = timed("the reviewer's desk, opened", lambda: Workbench.open(home))
    for number in range(3):
        event = bench.waiting[number]
        bench = timed("a decision of the reviewer, and the desk after it", lambda e=event, b=bench: decided(b, e, who))
    timed("the table that Explore shows after them", lambda: build(home).close())


def decided(bench: Workbench, event: Event, who: Reviewer) -> Workbench:
    apply_step(bench.home.events_file, bench.step({"act": "accept", "event": event.id}, who))
    again = bench.again()
    again.waiting_in()
    shown(Marked(again.articles[0]), again.lexicon, again.events_of(again.articles[0].id))
    return again


def many_events(count: int) -> str:
    records = (ROOT / "events.yaml").read_text(encoding="utf-8").split("\nevents:\n", 1)[1].strip("\n").split("\n\n")
    made = []
    for number in range(count):
        record = records[number % len(records)]
        made.append(re.sub(r"(id|event): ([a-z0-9-]+)", rf"\1: \2-{number // len(records)}", record))
    return "events:\n" + "\n\n".join(made) + "\n"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
