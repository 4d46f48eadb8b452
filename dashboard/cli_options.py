"""The options that several commands share, and how their words become a Selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from dashboard.dates import Day, parse_edtf
from dashboard.errors import DataError, DatelineError
from dashboard.model import CATEGORIES, REVIEWS, STATUSES, Selection
from dashboard.selection import fold

if TYPE_CHECKING:  # none of them is needed to say what the commands are
    from dashboard.lexicon import Lexicon
    from dashboard.pipeline import Home
    from dashboard.store import Store

EVENT_FORMATS = ("jsonl", "json", "csv", "yaml", "table")
DAYS = "YYYY-MM-DD, YYYY-MM or YYYY."

Published = Annotated[str | None, typer.Option(help="Publication day, YYYY-MM-DD, of articles that do not tell it.")]
Format = Annotated[str, typer.Option(help=" | ".join(EVENT_FORMATS))]
Names = list[str] | None


@dataclass(frozen=True)
class Filters:
    """The options that say which events a command means; `filtered` gives them to it."""

    actor: Annotated[Names, typer.Option(help="A person, organisation or country; may be repeated.")] = None
    both: Annotated[bool, typer.Option("--both", help="All the actors named, not any of them.")] = False
    country: Annotated[Names, typer.Option(help="A country, by name or ISO 3166 alpha-3.")] = None
    category: Annotated[Names, typer.Option(help=" | ".join(CATEGORIES))] = None
    status: Annotated[Names, typer.Option(help=" | ".join(STATUSES))] = None
    place: Annotated[Names, typer.Option(help="A place, by its name.")] = None
    article: Annotated[Names, typer.Option(help="An article, by its id.")] = None
    review: Annotated[Names, typer.Option(help=" | ".join(REVIEWS))] = None
    text: Annotated[str, typer.Option(help="Words in title, sentences, actors or places.")] = ""
    since: Annotated[str | None, typer.Option("--from", help=f"First day; {DAYS}")] = None
    until: Annotated[str | None, typer.Option("--to", help=f"Last day; {DAYS}")] = None
    certain: Annotated[bool, typer.Option("--certain", help="Only events certainly inside the days given.")] = False


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with the options of `Filters` in place of its parameter `filters`.

    Typer has no groups of options; it reads a function's signature and type hints, which are put together here.
    """
    own = {name: value for name, value in signature(command).parameters.items() if name != "filters"}
    shared = signature(Filters).parameters
    hints = get_type_hints(command, include_extras=True) | get_type_hints(Filters, include_extras=True)
    parameters = {
        name: value.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)
        for name, value in {**own, **shared}.items()
    }

    def run(**given: Any) -> None:
        filters = Filters(**{name: given.pop(name) for name in shared})
        command(**given, filters=filters)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {name: hints[name] for name in parameters}
    run.__signature__ = Signature(list(parameters.values()))  # type: ignore[attr-defined]
    return run


def files() -> Home:
    """Return the files that the environment names. Raises DatelineError where the data folder is none: a name typed
    wrong would show an empty table, and make the folder."""
    from dashboard.pipeline import home

    found = home()
    if not found.data.is_dir():
        raise DatelineError(f"{found.data}: DATELINE_DATA names no folder. Correct the name, or make the folder first.")
    return found


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


_NEAR = 70  # of 100, by eye: 'Anna Ruis' is near 'Ana Ruiz', 'Nobody' near nobody


def _near(value: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    near = [match[0] for match in process.extract(value, known, limit=3, score_cutoff=_NEAR, processor=fold)]
    return f" Did you mean {' or '.join(repr(name) for name in near)}?" if near else ""


def chosen_selection(store: Store, lexicon: Lexicon, filters: Filters) -> Selection:
    """Return the selection that the options of a command mean. Raises DatelineError on a name that nobody bears."""
    facets = store.facets()
    first, last = day_option("--from", filters.since), day_option("--to", filters.until, last=True)
    if first and last and first > last:
        raise DatelineError(f"--from {first} lies after --to {last}. Put the earlier day first.")
    actors, countries = list(facets.actors), list(facets.countries)
    return Selection(
        actors=tuple(_actor(name, actors, countries, lexicon) for name in filters.actor or ()),
        both=filters.both,
        countries=tuple(_country(name, countries, lexicon) for name in filters.country or ()),
        categories=word_option("--category", filters.category, CATEGORIES),
        statuses=word_option("--status", filters.status, STATUSES),
        reviews=word_option("--review", filters.review, REVIEWS),
        places=word_option("--place", filters.place, list(facets.places)),
        articles=word_option("--article", filters.article, [a.id for a in store.articles()]),
        text=filters.text,
        since=first,
        until=last,
        certain=filters.certain,
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
