"""From times, places, names and triggers to events: who, when, where, told how often, by whom, and part of what."""

from __future__ import annotations

import pytest

from dashboard.dates import Day, parse_edtf
from dashboard.extract import extract_events
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event

LEXICON = Lexicon()
# Written for these tests; the people and most of the events are made up.
VISIT = (
    "Norwegian Prime Minister Kari Solberg arrived in Nairobi on Wednesday for a two-day state visit. "
    "Solberg and Kenyan President William Ruto are expected to sign a trade agreement and celebrate 60 years of "
    "diplomatic relations. Solberg will visit Mombasa to attend a trade forum.\n"
    "Solberg praised Kenya in an interview. She said the visit was long overdue. "
    "Kenya held an election in 2022. The election was peaceful, according to the African Union.\n"
)


def events(text: str, published: str | None = "2024-06-12", **fields: object) -> tuple[Event, ...]:
    day = Day.parse(published) if published else None
    return extract_events(Article("article", text, day, **fields), LEXICON)  # type: ignore[arg-type]


def told(found: tuple[Event, ...], trigger: str) -> Event:
    [event] = [e for e in found if trigger in e.evidence[0].trigger]
    return event


def test_every_event_leads_to_its_sentence_and_trigger():
    """No evidence, no event: the screen highlights exactly these characters."""
    for event in events(VISIT):
        for piece in event.evidence:
            assert VISIT[piece.start : piece.end] == piece.sentence
            assert piece.trigger in piece.sentence


def test_earliest_is_never_after_latest_and_a_date_parses():
    for event in events(VISIT):
        assert event.earliest is None or event.latest is None or event.earliest <= event.latest
        assert event.dated == (event.date is not None)
        if event.date:
            date = parse_edtf(event.date)
            assert (event.earliest, event.latest) == (date.earliest, date.latest)
            assert event.precision == date.precision


def test_a_two_day_visit_lasts_from_its_first_day():
    """A slash means throughout: the bar on the timeline covers both days."""
    visit = told(events(VISIT), "state visit")

    assert (visit.date, visit.status, visit.seen_on) == ("2024-06-12/2024-06-13", "ongoing", Day(2024, 6, 12))
    assert visit.actors == ("Kari Solberg",)
    assert "KEN" in visit.countries


def test_what_a_visitor_is_to_do_takes_the_days_of_the_visit_and_says_so():
    found = events(VISIT)
    signing, visit = told(found, "sign"), told(found, "state visit")

    assert (signing.status, signing.date) == ("planned", "2024-06-12/2024-06-13")
    assert [(link.kind, link.event) for link in signing.links] == [("part_of", visit.id)]
    assert signing.actors == ("Kari Solberg", "William Ruto")


def test_an_anniversary_links_to_what_it_commemorates():
    """60 years of relations in 2024 began in 1964: a year, not a day."""
    found = events(VISIT)
    feast = told(found, "celebrate")
    begun = told(found, "60 years")

    assert (begun.date, begun.precision, begun.category) == ("1964", "year", "agreement")
    assert ("commemorates", begun.id) in [(link.kind, link.event) for link in feast.links]


def test_several_quotes_of_one_speaker_are_one_statement():
    found = [e for e in events(VISIT) if e.category == "statement" and "Kari Solberg" in e.actors]

    assert len(found) == 1
    assert len(found[0].evidence) >= 2


def test_an_undated_statement_is_not_given_the_day_of_publication():
    """Half of the events in real articles have no date; stamping them all would be wrong half of the time."""
    [statement] = events("The minister of Ghana said the harvest was poor.")

    assert (statement.date, statement.dated, statement.precision) == (None, False, "none")
    assert (statement.earliest, statement.latest) == (None, Day(2024, 6, 12))


def test_an_issuing_bodys_own_act_has_the_day_of_its_release():
    [welcome] = events("The United States welcomes the release of the prisoners.")

    assert (welcome.date, welcome.evidence[0].rule[:16]) == ("2024-06-12", "the issuing body")


def test_an_event_told_twice_is_one_row_with_both_mentions():
    election = told(events(VISIT), "election")

    assert len(election.evidence) == 2
    assert election.date == "2022"
    assert election.evidence[1].claimed_by == ("African Union",)


def test_who_claims_it_travels_with_the_event_nearest_first():
    found = events("According to the Kremlin, Russian forces captured the town of Bakhmut on Monday.", cites=("CNN",))

    assert told(found, "captured").evidence[0].claimed_by == ("Kremlin", "CNN")


def test_a_year_before_a_noun_dates_that_noun_alone():
    """A year must not leak to the main verb: nobody met in 2010 here."""
    found = events("Since the 2010 NATO summit in Lisbon, officials of Georgia have visited Brussels.")

    assert told(found, "summit").date == "2010"
    assert not told(found, "visited").dated


def test_a_date_in_another_clause_dates_nothing_here():
    found = events("France said on Monday that Chad had arrested the editor.")

    assert told(found, "said").date == "2024-06-10"
    assert not told(found, "arrested").dated


def test_the_time_that_opens_a_sentence_belongs_to_its_main_clause():
    found = events("On Sunday, peace talks in Minsk, Belarus resulted in a ceasefire between Ukraine and the rebels.")

    assert [(e.category, e.date) for e in found] == [("talks", "2024-06-09"), ("agreement", "2024-06-09")]
    assert [p.name for p in found[0].places][-1] == "Belarus"


def test_a_deadline_is_a_bound_and_no_date():
    [plan] = [
        e for e in events("Chad will withdraw its troops from Sudan by the end of 2024.") if e.category == "military"
    ]

    assert (plan.status, plan.dated, plan.latest) == ("planned", False, Day(2024, 12, 31))


def test_a_seat_of_government_that_acts_is_no_place_of_the_event():
    [event] = events("Moscow condemned the attack on Tuesday.")[:1]

    assert event.countries[0] == "RUS"
    assert event.places == ()


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("Prime Minister Kari Solberg told a security forum in Nairobi that talks failed.", "told", ["Nairobi"]),
        ("Kari Solberg told reporters in Egypt that talks had failed.", "told", ["Egypt"]),
        ("Tomorrow afternoon, in Cartagena, the two presidents will sign a treaty.", "sign", ["Cartagena"]),
        ("The council held consultations on Mali on Friday.", "consultations", []),
        ("The prisoners were flown to Doha from Iran on Monday.", "flown", ["Doha"]),
        ("The trawler was attacked on Monday about 280 miles south-east of Mogadishu.", "attacked", ["Mogadishu"]),
    ],
)
def test_a_place_is_where_it_happens_or_is_bound_for(text: str, trigger: str, places: list[str]):
    """Not what it is about, nor where somebody came from."""
    assert [place.name for place in told(events(text), trigger).places] == places


def test_the_acting_state_stands_first_and_who_is_acted_on_is_a_target():
    expelled = told(events("Latvia expelled two Russian diplomats on Monday."), "expelled")

    assert expelled.countries == ("LVA", "RUS")
    assert expelled.targets == ("RUS",)


def test_meetings_with_different_people_are_different_events():
    found = events("Prime Minister Kari Solberg met William Ruto in Nairobi. Solberg also met Raila Odinga there.")

    assert [e.actors for e in found] == [("Kari Solberg", "William Ruto"), ("Kari Solberg", "Raila Odinga")]


def test_he_is_the_one_who_spoke_last():
    found = events("President William Ruto arrived in Oslo on Monday. He met King Harald on Tuesday.")

    assert "William Ruto" in told(found, "met").actors


def test_the_victims_of_an_attack_are_no_second_event():
    [attack] = events("An air strike on Taiz killed eight people on Friday.")

    assert attack.category == "conflict"
    assert attack.date == "2024-06-07"


def test_without_a_publication_day_nothing_relative_is_dated():
    """The warning is the reader's; the rows stay honest."""
    found = events(VISIT, None)

    assert [e.date for e in found if e.dated] == ["2022"]
    assert all(e.latest is None for e in found if not e.dated and e.status == "occurred")


def test_after_ties_two_events_and_bounds_the_earlier_one():
    """The term began no later than the visit that came after it."""
    found = events("William Ruto visited Oslo in 2023 after beginning his new term as president.")
    visit, term = told(found, "visited"), told(found, "beginning")

    assert [(link.kind, link.event) for link in visit.links] == [("after", term.id)]
    assert [(link.kind, link.event) for link in term.links] == [("before", visit.id)]
    assert (term.dated, term.latest) == (False, Day(2023, 12, 31))


def test_the_same_article_gives_the_same_events():
    assert events(VISIT) == events(VISIT)


def test_an_id_does_not_move_when_the_article_grows_elsewhere():
    """Reviews and links point at ids."""
    before = {e.id for e in events(VISIT)}
    after = {e.id for e in events("Rain fell on Oslo.\n" + VISIT + "The hall was full.\n")}

    assert before == after


@pytest.mark.parametrize("text", ["", " \n\n ", "?", "the the the", "“", "a" * 3000, "(((((", "1.2.3.4.5", "\n- \n- "])
def test_odd_text_gives_no_event_and_no_error(text: str):
    assert events(text) == ()


def test_a_long_text_is_read_in_one_piece():
    text = VISIT * 150

    assert len(text) > 60_000
    assert len(events(text)) > 10
