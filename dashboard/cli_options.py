"""The options that several commands share, and how their words become a Selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from dashboard.dates import Day, parse_edtf
from dashboard.errors import DataError, DatelineError
from dashboard.lexicon import Lexicon
from dashboard.model import CATEGORIES, REVIEWS, STATUSES, Selection
from dashboard.selection import fold
from dashboard.store import Store

EVENT_FORMATS = ("jsonl", "json", "csv", "yaml", "table")

Published = Annotated[str | None, typer.Option(help="Publication day, YYYY-MM-DD, of articles that do not tell it.")]
Format = Annotated[str, typer.Option(help=" | ".join(EVENT_FORMATS))]
Actor = Annotated[list[str] | None, typer.Option(help="A person, organisation or country; may be repeated.")]
Both = Annotated[bool, typer.Option(help="All the actors named, not any of them.")]
Country = Annotated[list[str] | None, typer.Option(help="A country, by name or ISO 3166 alpha-3.")]
Category = Annotated[list[str] | None, typer.Option(help=" | ".join(CATEGORIES))]
Status = Annotated[list[str] | None, typer.Option(help=" | ".join(STATUSES))]
Review = Annotated[list[str] | None, typer.Option(help=" | ".join(REVIEWS))]
PlaceName = Annotated[list[str] | None, typer.Option("--place", help="A place, by its name.")]
Article_ = Annotated[list[str] | None, typer.Option("--article", help="An article, by its id.")]
Text = Annotated[str, typer.Option(help="Words in title, sentences, actors or places.")]
FromDay = Annotated[str | None, typer.Option("--from", help="First day; YYYY-MM-DD, YYYY-MM or YYYY.")]
ToDay = Annotated[str | None, typer.Option("--to", help="Last day; YYYY-MM-DD, YYYY-MM or YYYY.")]
Certain = Annotated[bool, typer.Option(help="Only events that certainly fall into the days given.")]


def day_option(name: str, text: str | None, *, last: bool = False) -> Day | None:
    """Return the day of an option, or the first or last day of the month or year that it names."""
    if text is None:
        return None
    try:
        date = parse_edtf(text)
    except DataError as error:
        raise DatelineError(f"{name}: {text!r} is not a day. Write it as 2024-05-16, 2024-05 or 2024.") from error
    return date.latest if last else date.earliest


def word_option(name: str, values: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """Return the values, each one of `known`; a wrong one is answered with the near ones."""
    for value in values or ():
        if value not in known:
            hint = _near(value, known) or (f" Write one of: {', '.join(known)}." if 0 < len(known) <= 15 else "")
            raise DatelineError(f"{name}: there is no {value!r} here.{hint}")
    return tuple(values or ())


def _near(value: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    near = [match[0] for match in process.extract(value, known, limit=3, score_cutoff=60, processor=fold)]
    return f" Did you mean {' or '.join(repr(name) for name in near)}?" if near else ""


def chosen_selection(
    store: Store,
    lexicon: Lexicon,
    *,
    actor: Sequence[str] | None = None,
    both: bool = False,
    country: Sequence[str] | None = None,
    category: Sequence[str] | None = None,
    status: Sequence[str] | None = None,
    place: Sequence[str] | None = None,
    article: Sequence[str] | None = None,
    review: Sequence[str] | None = None,
    text: str = "",
    since: str | None = None,
    until: str | None = None,
    certain: bool = False,
) -> Selection:
    """Return the selection that the options of a command mean. Raises DatelineError on a name that nobody bears."""
    facets = store.facets()
    first, last = day_option("--from", since), day_option("--to", until, last=True)
    if first and last and first > last:
        raise DatelineError(f"--from {first} lies after --to {last}. Put the earlier day first.")
    return Selection(
        actors=tuple(_actor(name, list(facets.actors), list(facets.countries), lexicon) for name in actor or ()),
        both=both,
        countries=tuple(_country(name, list(facets.countries), lexicon) for name in country or ()),
        categories=word_option("--category", category, CATEGORIES),
        statuses=word_option("--status", status, STATUSES),
        reviews=word_option("--review", review, REVIEWS),
        places=word_option("--place", place, list(facets.places)),
        articles=word_option("--article", article, [a.id for a in store.articles()]),
        text=text,
        since=first,
        until=last,
        certain=certain,
    )


def _country(name: str, known: Sequence[str], lexicon: Lexicon) -> str:
    code = name.upper() if name.upper() in known else lexicon.gazetteer.country_of(name)
    if code is None:
        names = [lexicon.gazetteer.country_name(other) for other in known]
        raise DatelineError(f"--country: {name!r} is not a country known here.{_near(name, names)}")
    return code


def _actor(name: str, actors: Sequence[str], countries: Sequence[str], lexicon: Lexicon) -> str:
    """Return the actor or, for a state, the country code that a name means: in full, folded, or by surname."""
    if name in actors or name in countries:
        return name
    by_fold: dict[str, Any] = {fold(actor): actor for actor in actors}
    if fold(name) in by_fold:
        return str(by_fold[fold(name)])
    code = lexicon.gazetteer.country_of(name)
    if code:
        return code
    part = [actor for actor in actors if fold(name) in fold(actor).split()]
    if len(part) == 1:
        return part[0]
    if part:
        raise DatelineError(
            f"--actor: {name!r} may be {' or '.join(repr(other) for other in part)}. Write one in full."
        )
    raise DatelineError(f"--actor: there is no {name!r} in this table.{_near(name, actors)}")
