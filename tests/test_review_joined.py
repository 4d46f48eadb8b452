"""Decisions about a row that several articles tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.curation.deciding import Reviewer
from dashboard.curation.writing import apply_step
from dashboard.dates import Day
from dashboard.model import Event
from dashboard.workbench import Workbench
from tests.homes import HARBOUR, make_home

EVA = Reviewer("Eva", "2026-01-01")
# The oldest article knows the day least well.
EARLY = HARBOUR.replace("2023-03-09", "2023-03-08").replace("on Wednesday", "this week")


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    articles = {"early": EARLY, "late": HARBOUR, "third": HARBOUR.replace("Test Wire", "Third Wire")}
    return Workbench.open(make_home(tmp_path, articles, "events: []\n"))


def do(bench: Workbench, **command: object) -> Workbench:
    apply_step(bench.home.events_file, bench.step(command, EVA))
    return bench.again()


def arrivals(bench: Workbench) -> list[Event]:
    return [event for event in bench.table if "arrives" in event.title]


def test_a_rejected_row_does_not_come_back_from_its_other_articles(bench: Workbench):
    """Whoever rejects what three articles tell would have to do it three times, and think the first had failed."""
    [row] = arrivals(bench)
    step = bench.step({"act": "reject", "event": row.id, "why": "no event"}, EVA)
    apply_step(bench.home.events_file, step)

    assert len(row.members) == 2
    assert arrivals(bench.again()) == []
    assert {event.id for event in bench.again().curated.rejected} == {row.id, *row.members}
    apply_step(bench.home.events_file, step.inverse())
    assert arrivals(bench.again()) == [row]


def test_an_accepted_row_is_what_was_accepted(bench: Workbench):
    """Its day comes from a later article than its id; accepting must not put the coarser day of the first back."""
    [row] = arrivals(bench)
    [after] = arrivals(do(bench, act="accept", event=row.id))

    assert (row.date, row.evidence[0].article) == ("2023-03-08", "third")
    assert replace(after, history=()) == replace(row, review="confirmed")


def test_a_corrected_title_leaves_the_day_as_it_was_and_a_corrected_day_stands(bench: Workbench):
    [row] = arrivals(bench)
    bench = do(bench, act="correct", event=row.id, values={"title": "Ana Ruiz arrives by ship"})
    [titled] = arrivals(bench)
    [dated] = arrivals(do(bench, act="correct", event=row.id, values={"date": "2023-03"}))

    assert (titled.title, titled.date) == ("Ana Ruiz arrives by ship", row.date)
    assert (dated.date, dated.latest) == ("2023-03", Day(2023, 3, 31))


def test_who_a_reviewer_takes_out_is_not_put_back_by_another_article(bench: Workbench):
    [row] = arrivals(bench)
    [after] = arrivals(do(bench, act="correct", event=row.id, values={"countries": "CHL", "places": ""}))

    assert row.countries == ("CHL", "PER")
    assert (after.countries, after.places) == (("CHL",), ())


def test_a_decision_keeps_the_sentence_of_the_event_that_it_names(bench: Workbench):
    """By it the event is found again when the rules have changed, and not the one of another article."""
    [row] = arrivals(bench)
    after = do(bench, act="accept", event=row.id)

    decision = after.curation.review(row.id)
    assert decision is not None
    assert (decision.article, decision.as_read["date"]) == ("early", "[2023-03-06..2023-03-08]")


def test_a_kept_status_is_the_one_on_screen(tmp_path: Path):
    """Where a plan of one article is done in the next, accepting the row accepts that it is done."""
    plan = HARBOUR.replace("2023-03-09", "2023-03-06").replace("arrived in Lima", "will arrive in Lima")
    bench = Workbench.open(make_home(tmp_path, {"plan": plan, "report": HARBOUR}, "events: []\n"))
    [row] = arrivals(bench)
    [after] = arrivals(do(bench, act="accept", event=row.id))

    assert (row.status, after.status) == ("occurred", "occurred")
