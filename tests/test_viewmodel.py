"""What the views show of events: words, the first window, bands, counts, columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.dates import Day, parse_edtf
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event, Evidence, Link, Place
from dashboard.pipeline import build
from dashboard.viewmodel import (
    bands,
    counts,
    counts_line,
    event_columns,
    first_window,
    short_when,
    spoken_words,
    status_words,
    surety,
    when_words,
)
from tests.made_events import made_events

LEXICON = Lexicon()
ARTICLE = Article("a", "", Day(2024, 5, 16), "Gazette", "Headline")


def event(date: str | None = None, /, id: str = "e", **fields: object) -> Event:
    values: dict[str, object] = {"title": "Envoys meet", "category": "talks", "status": "occurred"}
    if date is not None:
        read = parse_edtf(date)
        values |= {
            "date": date,
            "earliest": read.earliest,
            "latest": read.latest,
            "precision": read.precision,
            "dated": True,
        }
    values |= {"evidence": (Evidence("a", "Envoys met."),), "published": Day(2024, 5, 16)} | fields
    return Event(id=id, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (event("2024-05-16"), "on Thursday 16 May 2024"),
        (event("2024-05-16/2024-05-17"), "from 16 to 17 May 2024"),
        (event("[2024-05-16..2024-05-17]"), "on 16 or 17 May 2024"),
        (event("[2024-05-06..2024-05-12]"), "on a day in 6-12 May 2024"),
        (event("2023"), "in 2023, month not given"),
        (event("1949", evidence=(Evidence("a", "s", timex="75 years"),)), "in 1949 (worked out from '75 years')"),
        (event("1949", evidence=(Evidence("a", "s", timex="in 1949"),)), "in 1949, month not given"),
        (
            event("199X", evidence=(Evidence("a", "s", timex="30 years ago"),)),
            "in the 1990s, year not given (worked out from '30 years ago')",
        ),
        (event("2024-05-16", evidence=(Evidence("a", "s", timex="2 days ago"),)), "on Thursday 16 May 2024"),
        (event(None, latest=Day(2024, 5, 16)), "no date given; not later than 16 May 2024"),
        (event(None, earliest=Day(2024, 5, 1)), "no date given; not earlier than 1 May 2024"),
        (event(None), "no date given"),
        (event(None, status="ongoing", seen_on=Day(2024, 5, 16)), "under way on 16 May 2024, start not given"),
        (
            event("[2024-05-16..2024-05-17]", status="planned"),
            "planned for 16 or 17 May 2024 (as reported 16 May); outcome not in this table",
        ),
        (event("2024-05-16~"), "on or about Thursday 16 May 2024"),
        (event("2024-05-16?"), "on Thursday 16 May 2024 (date doubtful)"),
    ],
)
def test_a_date_in_words_is_as_exact_as_the_text(given: Event, words: str):
    assert when_words(given, LEXICON) == words


def test_a_part_says_what_it_is_part_of():
    whole = event("2024-05-16/2024-05-17", id="w", category="visit")
    part = event("[2024-05-16..2024-05-17]", links=(Link("part_of", "w"),))

    assert when_words(part, LEXICON, whole) == "on 16 or 17 May 2024 (during the visit)"
    assert when_words(replace(part, status="planned"), LEXICON, whole) == (
        "planned for 16 or 17 May 2024 (during the visit, as reported 16 May); outcome not in this table"
    )


@pytest.mark.parametrize(
    ("date", "short"),
    [
        ("2024-05-16", "16 May 2024"), ("2023", "2023"), ("2024-05", "May 2024"), ("1949~", "~1949"),
        ("1949?", "1949?"),
        ("2024-05-06/2024-05-12", "6–12 May 2024"), ("2024-04-28/2024-05-03", "28 Apr – 3 May 2024"),
        ("2019/2021", "2019–2021"), ("2022-02-24/..", "24 Feb 2022 –"), ("-0043", "44 BC"),
    ],
)  # fmt: skip
def test_a_narrow_place_gets_a_short_date_that_claims_no_more(date: str, short: str):
    assert short_when(event(date), LEXICON) == short


def test_who_claims_or_denies_travels_with_the_status():
    claimed = event("2024-05-16", status="alleged", evidence=(Evidence("a", "s", claimed_by=("Kremlin", "CNN")),))

    assert status_words(claimed, LEXICON) == "claimed by Kremlin, CNN"
    assert status_words(replace(claimed, status="denied"), LEXICON) == "denied by Kremlin, CNN"
    assert status_words(replace(claimed, status="planned"), LEXICON) == "planned, according to Kremlin, CNN"
    assert status_words(event("2024-05-16"), LEXICON) == "reported as fact"


def test_a_screen_reader_hears_title_date_with_its_doubt_and_status():
    assert spoken_words(event("2023"), LEXICON) == "Envoys meet. In 2023, month not given. Reported as fact."


class TestTheFirstWindow:
    """The axis opens on the news: background far away would make a visit of two days invisible."""

    def test_the_first_article_opens_on_5_to_19_may_2024(self):
        store = build()
        news = Day(2024, 5, 16)
        shown = [e for e in store.select() if any(x.article == "2024-05-16-putin-china-visit" for x in e.evidence)]
        window = first_window(shown, news)

        assert window == (Day(2024, 5, 5), Day(2024, 5, 19))
        assert counts_line(counts(shown, window), LEXICON) == (
            "18 events: 8 on this axis, 3 earlier, 2 under way, 5 without a date; 8 on the map, 10 without a place"
        )

    def test_it_takes_in_a_neighbour_14_days_away_but_not_one_further_off(self):
        near, far = event("2024-05-02", id="near"), event("2024-04-10", id="far")
        window = first_window([event("2024-05-16"), near, far], Day(2024, 5, 16))

        assert window is not None
        assert bands([near, far], window) == ["axis", "earlier"]

    @pytest.mark.parametrize("date", ["2024-05-16", "2024-05-16/2024-05-20", "2024-05-10/2024-05-16"])
    def test_it_starts_from_what_begins_ends_or_is_on_the_day_of_the_news(self, date):
        """Without it the nearest other event would be taken for the news."""
        window = first_window([event(date), event("2024-03-01", id="other")])

        assert window is not None
        assert bands([event(date), event("2024-03-01")], window) == ["axis", "earlier"]

    @pytest.mark.parametrize(("news", "nearest"), [("2024-02-20", "before"), ("2024-03-20", "after")])
    def test_with_nothing_on_the_day_itself_it_starts_from_the_nearest(self, news, nearest):
        events = [event("2024-02-01", id="before"), event("2024-04-01", id="after")]
        window = first_window(events, Day.parse(news))

        assert window is not None
        assert [e.id for e, band in zip(events, bands(events, window), strict=True) if band == "axis"] == [nearest]

    def test_what_began_before_and_ended_at_a_time_not_given_is_shown_where_it_was_last_known(self):
        open_end = event("2024-05-14/..", id="open", status="ongoing", seen_on=Day(2024, 5, 16))
        window = first_window([open_end])

        assert window == (Day(2024, 5, 13), Day(2024, 5, 18))

    def test_a_year_does_not_widen_it(self):
        window = first_window([event("2024-05-16"), event("2024", id="y")], Day(2024, 5, 16))

        assert window == (Day(2024, 5, 15), Day(2024, 5, 18))

    def test_it_stops_before_more_events_than_rows(self):
        events = [event(Day(2024, 1, 1).plus(n).iso(), id=f"e{n}") for n in range(120)]
        window = first_window(events, Day(2024, 4, 29))

        assert window is not None
        assert 20 <= bands(events, window).count("axis") <= 40

    def test_without_a_dated_event_there_is_none(self):
        assert first_window([event(None)], Day(2024, 5, 16)) is None


def test_the_parts_of_the_counts_always_add_up():
    """Nothing vanishes: every event stands in exactly one band."""
    for seed in range(20):
        events = made_events(60, seed)
        counted = counts(events, first_window(events))

        assert (
            sum(counted[band] for band in ("axis", "earlier", "later", "ongoing", "undated")) == counted["total"] == 60
        )
        assert counted["mapped"] + counted["unplaced"] == 60


def test_certainly_and_possibly_inside_a_range_are_counted_apart():
    events = [event("2024-05-16"), event("2024", id="y"), event("2023", id="b"), event(None, id="n")]

    assert surety(events, Day(2024, 5, 1), Day(2024, 5, 31)) == {"certainly": 1, "possibly": 2}


def test_columns_are_parallel_and_hold_no_article_text():
    events = [event("2024-05-16", places=(Place("Minsk", "Minsk", 53.9, 27.6, "BLR"),)), event(None, id="n")]
    columns = event_columns(events, [ARTICLE], LEXICON)

    assert {len(values) for values in columns.values()} == {2}
    assert columns["earliest_ord"] == [Day(2024, 5, 16).ordinal, None]
    assert columns["band"] == ["axis", "undated"]
    assert columns["placed"] == [True, False]
    assert "Envoys met." not in str(columns)


def test_columns_of_no_events_have_the_same_names():
    assert event_columns([], [], LEXICON).keys() == event_columns([event("2024")], [ARTICLE], LEXICON).keys()


def test_an_anniversary_and_a_part_know_the_row_they_lead_to():
    old = event("1949", id="old", members=("older",))
    feast = event("2024-05-16", id="feast", links=(Link("commemorates", "older"), Link("part_of", "gone")))
    columns = event_columns([old, feast], [ARTICLE], LEXICON)

    assert columns["commemorates"] == [None, "old"]
    assert columns["part_of"] == [None, None]


def test_words_made_for_any_event_never_judge():
    for made in made_events(200, 3):
        for words in (when_words(made, LEXICON), status_words(made, LEXICON)):
            assert LEXICON.wording.forbidden_in(words) == []
