"""The first article's table and made-up events, for the tests of briefings and exports."""

from __future__ import annotations

from functools import lru_cache

from dashboard.curation import apply_curation, read_curation
from dashboard.dates import Day, parse_edtf
from dashboard.export import ExportOptions
from dashboard.model import Article, Change, Event, Evidence, Link, Place
from dashboard.pipeline import Home, read_articles

TODAY = Day(2024, 6, 1)
OPTIONS = ExportOptions(made_on=TODAY, marking="EXERCISE ONLY", filter_words="all events")
# Every cell that a spreadsheet, a calendar, an XML parser or a page might take for more than text.
HOSTILE = (
    "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-2", "\t=1", "'quoted", "＝1", 'a","=1', "a;b\\c; d",
    "<script>alert(1)</script>",
    "]]>&amp;<b>", "{{x}} %{customdata} {0}", "line one\nline two", "café 日本語 العربية 🇺🇦", "$x^2$ [a](http://h/p)",
)  # fmt: skip


@lru_cache(maxsize=1)
def first_article() -> tuple[tuple[Event, ...], tuple[Article, ...]]:
    """Return the curated events of the first article, and the article."""
    home = Home()
    articles, _ = read_articles(home.articles)
    told = [article for article in articles if article.id == "2024-05-16-putin-china-visit"]
    table = apply_curation((), read_curation(home.events_file), told).table
    return tuple(table), tuple(told)


def event(id_: str = "e1", title: str = "Ana Ruiz visits Cairo", **fields: object) -> Event:
    """Return an event with sensible fields; `date` fills in first and last day and precision."""
    date = fields.get("date")
    if isinstance(date, str):
        parsed = parse_edtf(date)
        fields = {
            "dated": True, "earliest": parsed.earliest, "latest": parsed.latest, "precision": parsed.precision,
            **fields,
        }  # fmt: skip
    values: dict[str, object] = {
        "category": "visit", "status": "occurred", "published": Day(2024, 5, 16),
        "evidence": (Evidence("report-1", f"{title}, the report says.", "visits", 0, 20),),
    }  # fmt: skip
    return Event(id=id_, title=title, **{**values, **fields})  # type: ignore[arg-type]


def article(id_: str = "report-1", **fields: object) -> Article:
    values: dict[str, object] = {
        "text": "The report.", "published": Day(2024, 5, 16), "publisher": "Grain Courier", "headline": "A report",
        "url": "https://example.org/report",
    }  # fmt: skip
    return Article(id=id_, **{**values, **fields})  # type: ignore[arg-type]


def hostile_events() -> list[Event]:
    """Return events whose every text is one that some program might run or choke on."""
    return [
        event(
            f"h{number}",
            words,
            date="2024-05-16",
            actors=(words, "b; c"),
            targets=("\\",),
            places=(Place(words, words, -33.9, 18.4, "ZAF", "city", 0.0),),
            links=(Link("part_of", words),),
            evidence=(Evidence(f"a{number}", words, words, None, None, words, words, words, (words,)),),
            conflicts=(words, "; ;"),
            history=(Change("2024-05-20", "editor", "corrected", "title", words, words, words, ""),),
        )
        for number, words in enumerate(HOSTILE)
    ]


def kinds_of_dates() -> list[Event]:
    """Return one event for each kind of date and status."""
    dates = (
        "2024-05-16", "2024-05-16/2024-05-17", "[2024-05-16..2024-05-17]", "2024-05", "2023", "199X", "2022-02-24/..",
        "../2024-05-01", "2024-05-16~", "2024-05?", "-0043-03-15", "2021-37", "19XX",
    )  # fmt: skip
    dated = [event(f"d{n}", f"Dated {date}", date=date) for n, date in enumerate(dates)]
    statuses = [
        event(f"s{n}", f"Status {status}", date="2024-05-16/2024-05-18", status=status)
        for n, status in enumerate(("occurred", "ongoing", "planned", "suspended", "denied", "alleged"))
    ]
    undated = [
        event("u1", "Undated, not later", latest=Day(2024, 5, 16)),
        event("u2", "Undated, not earlier", earliest=Day(2024, 1, 1)),
        event("u3", "Undated between", earliest=Day(2024, 1, 1), latest=Day(2024, 5, 16)),
        event(
            "u4",
            "Undated",
        ),
        event("u5", "Under way", status="ongoing", seen_on=Day(2024, 5, 16)),
    ]
    return [*dated, *statuses, *undated]
