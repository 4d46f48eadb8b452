"""Government releases and agency reports: one row an event, its place and its state, whatever the wording."""

from __future__ import annotations

import pytest

from dashboard.dates import Day
from dashboard.extract import extract_events
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event

LEXICON = Lexicon()


def events(text: str, published: str = "2024-06-12") -> tuple[Event, ...]:
    return extract_events(Article("article", text, Day.parse(published)), LEXICON)


def only(text: str) -> Event:
    [event] = events(text)
    return event


def places(event: Event) -> list[str]:
    return [place.text for place in event.places]


def test_an_announced_measure_is_one_row_with_the_day_and_the_category_of_the_measure():
    event = only("Brazil and Peru announced on Monday that they had reached a trade agreement.")

    assert (event.category, event.date) == ("agreement", "2024-06-10")
    assert {piece.trigger for piece in event.evidence} >= {"announced"}


def test_the_heading_of_a_release_is_no_event():
    assert events("Statement by the Press Secretary on the Elections in Fiji\n\nFiji is far away.") == ()


def test_victims_told_before_their_attack_belong_to_it():
    event = only("Three soldiers were killed on Saturday when rebels attacked a patrol in Bunia.")

    assert (event.category, event.date) == ("conflict", "2024-06-08")


def test_a_treaty_and_its_signing_are_one_row():
    assert only("Chad gained from a peace deal signed in 2005.").date == "2005"


def test_a_military_that_only_tells_of_an_attack_is_no_row_of_its_own():
    assert only("Rebels attacked the town of Bunia on Saturday, the military said.").category == "conflict"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Kari Solberg will travel to Nairobi, Kigali, and Kinshasa.", ["Nairobi", "Kigali", "Kinshasa"]),
        ("Kari Solberg met President William Ruto at the White House on Monday.", ["White House"]),
        ("The Kenyan delegation visited the port of Mombasa.", ["Mombasa"]),
        ("Kari Solberg told reporters in Oslo that talks would go on.", ["Oslo"]),
        ("While in Nairobi, Kari Solberg met with President William Ruto.", ["Nairobi"]),
        ("Protests were held in Kisumu, Mombasa and Nairobi on Monday.", ["Kisumu", "Mombasa", "Nairobi"]),
    ],
)
def test_places_of_an_event(text, where):
    assert places(events(text)[0]) == where


def test_a_body_named_by_its_kind_belongs_to_where_it_sits():
    event = only("The opposition in Lusaka accused the government of fraud.")

    assert (event.category, event.countries) == ("statement", ("ZMB",))


def test_a_meeting_with_somebody_in_an_outgoing_office_keeps_both():
    event = only("Kari Solberg spoke with outgoing President William Ruto on Monday.")

    assert event.actors == ("Kari Solberg", "William Ruto")


def test_two_days_running_are_one_time():
    event = events("They reviewed the visit of Kari Solberg to Nairobi, which will take place on July 20 and 21.")[0]

    assert event.date == "2024-07-20/2024-07-21"


def test_a_time_inside_the_object_of_praise_is_not_that_of_the_praise():
    praise = events("Kenya welcomed the release last week of two monks.")[0]

    assert (praise.category, praise.dated) == ("statement", False)


def test_what_was_agreed_when_they_met_has_the_day_of_the_meeting():
    agreed = events("Kari Solberg and William Ruto agreed to cooperate when they met in Nairobi last March.")[0]

    assert (agreed.category, agreed.date) == ("agreement", "2024-03")


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Norway agreed to remain in close contact.",
        "China buys most of the oil.",
        "Norway remains open to dialogue.",
        "Kenya announced the following steps:",
        "The Kenyan armed forces are large.",
    ],
)
def test_no_event(text):
    assert events(text) == ()
