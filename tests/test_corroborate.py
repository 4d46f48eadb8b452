"""One event told by several articles is one row; disagreement is kept; what goes back to one origin counts once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import corroborate
from dashboard.corroborate import Memory, join_events, origin_words, origins, why_joined
from dashboard.dates import Day
from dashboard.model import Article, Event, Evidence, Link, Place

MINSK = Place("Minsk", "Minsk", 53.9, 27.6, "BLR", "city")
GOMEL = Place("Gomel", "Gomel", 52.4, 31.0, "BLR", "city")
ARTICLES = (
    Article("one", "...", Day(2014, 9, 6), "First Paper"),
    Article("two", "...", Day(2014, 9, 7), "Second Paper", cites=("First Paper",)),
    Article("three", "...", Day(2014, 9, 7), "Third Paper"),
)


def talks(article: str, id: str, day: str | None = "2014-09-05", **changes: object) -> Event:
    published = next(a.published for a in ARTICLES if a.id == article)
    exact = Day.parse(day) if day else None
    event = Event(
        id=id,
        title="Ukraine and Russia hold peace talks in Minsk",
        category="talks",
        status="occurred",
        evidence=(Evidence(article, "Ukraine and Russia held peace talks in Minsk.", "peace talks"),),
        date=day,
        earliest=exact,
        latest=exact or published,
        dated=day is not None,
        precision="day" if day else "none",
        countries=("UKR", "RUS"),
        places=(MINSK,),
        published=published,
        plover="CONSULT",
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def test_the_same_event_in_two_articles_is_one_row_with_both_pieces_of_evidence():
    """Two rows for one meeting would count it twice in every figure."""
    [row] = join_events([talks("one", "a1"), talks("two", "b1")], ARTICLES)

    assert [e.article for e in row.evidence] == ["one", "two"]
    assert (row.id, row.members) == ("a1", ("b1",))
    assert row.published == Day(2014, 9, 6)
    assert row.conflicts == ()


def test_a_joined_row_keeps_the_id_of_its_oldest_member_in_any_order():
    """A link to a row must not break because a later article told the event again."""
    events = [talks("three", "c1"), talks("one", "a1"), talks("two", "b1")]

    [forth] = join_events(events, ARTICLES)
    [back] = join_events(events[::-1], ARTICLES)

    assert forth == back
    assert forth.id == "a1"
    assert forth.members == ("b1", "c1")


def test_a_day_apart_is_one_event_with_a_conflict_that_is_kept():
    """The reader decides which of two dates is right; the product does not drop one."""
    [row] = join_events([talks("one", "a1"), talks("two", "b1", "2014-09-06")], ARTICLES)

    assert row.conflicts == ("date: 2014-09-05 (one); 2014-09-06 (two)",)


def test_two_places_for_one_dated_event_are_a_conflict():
    [row] = join_events([talks("one", "a1"), talks("two", "b1", places=(GOMEL,))], ARTICLES)

    assert row.conflicts == ("place: Minsk (one); Gomel (two)",)


def test_a_denial_and_a_report_of_one_event_stay_together_and_say_so():
    [row] = join_events([talks("one", "a1"), talks("two", "b1", status="denied")], ARTICLES)

    assert row.status == "denied"
    assert row.conflicts == ("status: occurred (one); denied (two)",)


def test_events_of_other_days_people_or_kinds_stay_apart():
    """Merging two events into one hides one of them."""
    base = talks("one", "a1")
    others = [
        talks("two", "b1", "2014-10-05"),
        talks("two", "b2", countries=("FRA", "DEU")),
        talks("two", "b3", category="agreement", plover="AGREE"),
        talks("two", "b4", actors=("Jane Doe",)),
    ]

    assert [len(join_events([replace(base, actors=("John Roe",)), other], ARTICLES)) for other in others] == [
        2,
        2,
        2,
        2,
    ]


@pytest.mark.parametrize(("days", "rows"), [(0, 1), (3, 1), (4, 2)])
def test_reports_without_a_date_are_of_one_event_within_three_days(days, rows):
    """A later round of talks, told without a date, is another event."""
    first, later = Day(2014, 9, 6), Day(2014, 9, 6).plus(days)
    told = [talks("one", "a1", None, published=first), talks("two", "b1", None, published=later, latest=later)]

    assert len(join_events(told, ARTICLES)) == rows


def test_who_is_named_in_both_ties_them_and_who_is_named_in_one_is_kept():
    both = talks("one", "a1", actors=("John Roe",)), talks("two", "b1", actors=("Jane Doe", "John Roe"))
    [row] = join_events(both, ARTICLES)

    assert row.actors == ("John Roe", "Jane Doe")


def test_an_exact_day_is_finer_than_one_with_an_open_end():
    lasting = talks("one", "a1", date="2014-09-05/..", latest=None, status="ongoing")
    [row] = join_events([lasting, talks("two", "b1")], ARTICLES)

    assert (row.date, row.latest, row.evidence[0].article) == ("2014-09-05", Day(2014, 9, 5), "two")


def test_two_rows_of_one_article_are_never_joined():
    """The article told them as two events."""
    assert len(join_events([talks("one", "a1"), talks("one", "a2")], ARTICLES)) == 2


def test_a_separation_that_the_user_settled_holds():
    events = [talks("one", "a1"), talks("two", "b1"), talks("three", "c1")]

    rows = join_events(events, ARTICLES, apart=[("a1", "b1")])

    assert len(rows) == 2
    assert not any({"a1", "b1"} <= {row.id, *row.members} for row in rows)


def test_a_join_that_the_user_settled_holds():
    [row] = join_events([talks("one", "a1"), talks("two", "b1", "2014-12-24")], ARTICLES, joined=[("a1", "b1")])

    assert {row.id, *row.members} == {"a1", "b1"}
    assert row.conflicts


def test_the_finest_date_wins_and_links_follow_the_joined_row():
    month = replace(
        talks("one", "a1"), date="2014-09", earliest=Day(2014, 9, 1), latest=Day(2014, 9, 30), precision="month"
    )
    part = talks("one", "a9", None, category="agreement", links=(Link("part_of", "a1"),))
    rows = join_events([month, talks("two", "b1"), part], ARTICLES)

    assert [row.date for row in rows] == ["2014-09-05", None]
    assert rows[1].links == (Link("part_of", "a1"),)


def test_a_joined_row_explains_itself():
    reasons = why_joined(talks("one", "a1"), talks("two", "b1"))

    assert reasons[:3] == ["both are talks", "both give the date 2014-09-05", "both concern UKR, RUS"]
    assert why_joined(talks("one", "a1"), talks("two", "b1", "2015-09-05")) == []


def test_articles_that_cite_one_origin_count_as_one():
    """Ten papers that repeat one report are one witness."""
    [row] = join_events([talks("one", "a1"), talks("two", "b1")], ARTICLES)
    [more] = join_events([talks("one", "a1"), talks("three", "c1")], ARTICLES)

    assert origins(row, ARTICLES) == ("First Paper",)
    assert origin_words(row, ARTICLES) == "2 articles, 1 origin: First Paper"
    assert origins(more, ARTICLES) == ("First Paper", "Third Paper")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs that are compared, by their ids."""
    pairs: list[tuple[str, str]] = []
    original = corroborate.compare

    def counted(a: Event, b: Event, *words: frozenset[str]) -> tuple[int, list[str]]:
        pairs.append((a.id, b.id))
        return original(a, b, *words)

    monkeypatch.setattr(corroborate, "compare", counted)
    return pairs


def thousand() -> tuple[list[Article], list[Event]]:
    articles = [Article(f"n{n}", "...", Day(2014, 1, 1).plus(n % 360), f"Paper {n}") for n in range(1000)]
    events = [
        replace(
            talks("one", f"{n}-{k}", str(article.published)),
            evidence=(Evidence(article.id, "They met.", "met"),),
            actors=(f"Person {n % 40} {k}",),
            published=article.published,
        )
        for n, article in enumerate(articles)
        for k in range(5)
    ]
    return articles, events


def test_a_thousand_articles_take_few_comparisons(compared):
    """All pairs of 5,000 rows would be 12 million; blocks keep it near the number of rows."""
    articles, events = thousand()
    join_events(events, articles)

    assert 0 < len(compared) < 20 * len(events)


def test_after_a_decision_only_the_row_that_changed_is_compared_again(compared):
    """A reviewer goes through thirty events without waiting, whatever the size of the table."""
    articles, events = thousand()
    memory = Memory()
    join_events(events, articles, memory=memory)
    compared.clear()
    changed = [*events[:9], replace(events[9], title="Other talks", review="corrected"), *events[10:]]
    joined = join_events(changed, articles, memory=memory)

    assert compared
    assert all(events[9].id in pair for pair in compared)
    assert joined == join_events(changed, articles)
