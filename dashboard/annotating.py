"""Articles of files, folders and JSON Lines, and their mentions as records with offsets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.articles import decoded, parse_article, read_article
from dashboard.dates import Day
from dashboard.errors import DataError, EdtfError
from dashboard.extract.actors import find_actors
from dashboard.extract.sentences import split_sentences
from dashboard.extract.timexes import read_timexes
from dashboard.extract.toponyms import find_toponyms
from dashboard.lexicon import Lexicon
from dashboard.model import Article

STANDARD_INPUT = Path("-")
KINDS = ("timexes", "toponyms", "actors")


def read_inputs(paths: Iterable[Path], published: Day | None) -> Iterator[Article]:
    """Yield the articles of files, folders and .jsonl files, one by one; `published` serves those that do not tell it.

    A .jsonl line is {"id", "dct", "text"}; its text is taken verbatim, `dct` may be null and may carry a clock time.
    The path - is standard input: one article, or such lines.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            raw = sys.stdin.buffer.read()
            if raw.lstrip().startswith(b"{"):
                yield from _read_lines(raw.split(b"\n"), "standard input", published)
            else:
                article = parse_article(decoded(raw, "standard input"), "standard-input", "standard input")
                yield article if article.published else replace(article, published=published)
        elif path.is_dir():
            files = sorted(p for p in path.iterdir() if p.suffix in (".txt", ".md", ".jsonl") and p.is_file())
            if not files:
                raise DataError("no articles (.txt, .md, .jsonl) in this folder", file=str(path))
            yield from read_inputs(files, published)
        elif path.suffix == ".jsonl":
            try:
                lines = path.open("rb")
            except OSError as error:
                raise DataError(f"the file cannot be read: {error.strerror}", file=str(path)) from error
            with lines:
                yield from _read_lines(lines, str(path), published)
        else:
            article = read_article(path)
            yield article if article.published else replace(article, published=published)


def _read_lines(lines: Iterable[bytes], file: str, published: Day | None) -> Iterator[Article]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8"))
            if not (isinstance(record["id"], str) and isinstance(record["text"], str)):
                raise TypeError
            day, _, clock = (record.get("dct") or "").replace(" ", "T").partition("T")
            yield Article(
                id=record["id"],
                text=record["text"],
                published=Day.parse(day) if day else published,
                dct_time=f"T{clock}" if clock else None,
            )
        except EdtfError as error:
            raise DataError(f"dct {record['dct']!r} is not a day", file=file, line=number) from error
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise DataError(
                "this line is not a record.", file=file, line=number, expected='{"id", "dct", "text"} as JSON'
            ) from error


def annotate(kind: str, article: Article, lexicon: Lexicon) -> dict[str, Any]:
    """Return the mentions of `kind` in an article under the names of the command line's JSON."""
    if kind == "timexes":
        reading = read_timexes(article, lexicon.timexes)
        fields: tuple[str, ...] = ("start", "end", "text", "type", "value", "edtf", "anchor", "rule")
        intervals = [{"timexes": [i.first, i.last], "edtf": i.edtf} for i in reading.intervals]
        return {"id": article.id, "timexes": _records(reading.timexes, fields), "intervals": intervals}
    sentences = split_sentences(article.text)
    if kind == "toponyms":
        found = find_toponyms(article.text, sentences, lexicon.gazetteer)
        return {
            "id": article.id,
            "toponyms": _records(found, ("start", "end", "text", "name", "lat", "lon", "iso3", "kind")),
        }
    mentions = find_actors(article, sentences, lexicon.actors, lexicon.gazetteer)
    return {
        "id": article.id,
        "actors": _records(mentions, ("start", "end", "text", "actor", "kind", "country", "rule")),
    }


def _records(mentions: Iterable[Any], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(mention, name) for name in fields} for mention in mentions]
