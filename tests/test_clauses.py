"""Clauses of one sentence: which time, which subject and which place belong to which event."""

from __future__ import annotations

import pytest

from dashboard.dates import Day
from dashboard.extract import extract_events
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event

LEXICON = Lexicon()


def events(text: str) -> tuple[Event, ...]:
    return extract_events(Article("article", text, Day(2024, 6, 12)), LEXICON)


def told(text: str, trigger: str) -> Event:
    [event] = [e for e in events(text) if trigger in e.evidence[0].trigger]
    return event


@pytest.mark.parametrize(
    ("text", "trigger", "date"),
    [
        (
            "Tension has grown since May 2018, when Peru pulled out of the 2015 pact with Chile.",
            "pulled out",
            "2018-05",
        ),
        ("Tension has grown since May 2018, when Peru pulled out of the 2015 pact with Chile.", "pact", "2015"),
        ("On Monday Kari Solberg flew to Oslo, where she met the king on Tuesday.", "met", "2024-06-11"),
        ("Rebels seized Gao on Monday, two days after they attacked Bamako.", "attacked", "2024-06-08"),
        ("Norway cut ties with Peru in 2010, a year before Chile invaded it.", "invaded", "2011"),
        ("Kari Solberg concludes a three-day visit to Oslo today.", "visit", "2024-06-10/2024-06-12"),
        ("Thousands marched in Lima on Sunday as unions began a strike.", "strike", "2024-06-09"),
        ("Police surrounded the camp on Friday and arrested ten men.", "arrested", "2024-06-07"),
        ("Talks on the border between Peru and Chile started in Lima in March.", "Talks", "2024-03"),
        ("An election held on 2 February was annulled by the court.", "election", "2024-02-02"),
        ("Ten people died when a jet came down near Varna on Monday.", "died", "2024-06-10"),
    ],
)
def test_each_event_has_the_time_of_its_own_clause(text: str, trigger: str, date: str):
    assert told(text, trigger).date == date


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Soldiers stormed the camp at 3:23 p.m., the army said.", "stormed"),
        ("Adopting resolution 2098 (2013), the Security Council extended the mandate.", "extended"),
        ("Norway froze the assets of a bank on Monday in response to the attack in Gao.", "attack"),
        ("Kari Solberg met him earlier this week and will travel on to Niamey.", "travel"),
        ("Fighting began in Mali in January, and the rebels captured Gao.", "captured"),
    ],
)
def test_a_time_that_is_anothers_dates_nothing(text: str, trigger: str):
    """A wrong date is worse than none."""
    assert not told(text, trigger).dated


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Kenyan President William Ruto and his Peruvian counterpart, Ana Rojas, signed a treaty in Lima.", "signed",
         ("William Ruto", "Ana Rojas")),
        ("President Ana Rojas of the Republic of Peru, who visited Oslo in May, resigned.", "resigned", ("Ana Rojas",)),
        ("Commissioner for Trade Ana Rojas met William Ruto in Lima.", "met", ("Ana Rojas", "William Ruto")),
        ("Secretary Jane Roe met Foreign Minister Ana Rojas in Lima. The Secretary flew to Quito.", "flew",
         ("Jane Roe",)),
        ("Jane Roe launched a plan for schools in Lima and flew to Quito on Monday.", "flew", ("Jane Roe",)),
    ],
)  # fmt: skip
def test_who_acts_is_read_over_asides_titles_and_joined_verbs(text: str, trigger: str, actors: tuple[str, ...]):
    assert told(text, trigger).actors == actors


def test_a_villager_with_a_name_is_no_official_speaker():
    """What residents say is attribution; only the raid they tell of is an event."""
    found = events("Jane Roe, a resident of the village, said that soldiers attacked Gao on Monday.")

    assert [e.evidence[0].trigger for e in found] == ["attacked"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Tens of thousands took to the streets of Athens on Monday.", ["Athens"]),
        ("Ministers waited in Lima, where Ana Rojas thanked them on Monday.", ["Lima"]),
        ("In Lima, President Ana Rojas hailed the verdict.", ["Lima"]),
        ("Soldiers opened fire on a crowd in the centre of Harare on Monday.", ["Harare"]),
        ("Peru and Chile signed a truce in the Bolivian capital, La Paz, on Monday.", ["La Paz"]),
        ("Peru sent about 500 troops to Mali on Monday.", ["Mali"]),
        ("Hundreds gathered in Oslo on Monday to mark a year since the attack.", ["Oslo"]),
    ],
)
def test_where_it_happens_is_read_through_streets_capitals_and_openings(text: str, places: list[str]):
    assert [p.name for p in events(text)[0].places] == places


def test_the_first_line_without_a_stop_is_a_heading():
    """Headlines tell again what the body tells."""
    found = events("Peru expels Chilean envoys over spying\n\nPeru expelled three Chilean diplomats on Monday.")

    assert [e.evidence[0].trigger for e in found] == ["expelled"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway threatened Peru with sanctions.",
        "An attack on Norway would invoke the treaty.",
        "Thirteen thousand people have been killed since the war.",
        "The ship met no resistance.",
        "Experts looked into the cause of the crash.",
        "The group, which says it fights for justice, is small.",
    ],
)
def test_what_only_may_be_or_stands_for_good_is_no_event(text: str):
    assert not [e for e in events(text) if e.category in ("sanctions", "conflict", "talks", "other")
                and e.evidence[0].trigger != "war"]  # fmt: skip


def test_what_they_were_made_to_do_has_happened():
    sanctions = told("The attack prompted Norway to impose sanctions on Peru in July 2014.", "impose")

    assert (sanctions.status, sanctions.date) == ("occurred", "2014-07")


def test_a_plan_of_the_speakers_own_is_a_row():
    """ "Said it would send troops" is as concrete as "will send troops"; "said he would be glad" is not."""
    plan = told("Peru said it would send 500 troops to Mali.", "send")

    assert (plan.status, plan.category) == ("planned", "military")
