"""Files -> Article. Text with front matter, or with a first line `date YYYY-MM-DD`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dashboard.dates import Day
from dashboard.errors import ArticleError, DataError
from dashboard.model import Article
from dashboard.yamlfile import YamlMap, parse_yaml
from dashboard.yamlrecords import field_lines

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE_LINE = re.compile(r"date (\S+)[ \t]*(?:\n|\Z)")
_FIELDS = ("headline", "publisher", "published", "url", "retrieved", "language", "cites")


def read_article(path: Path) -> Article:
    """Return the article that a text file holds. Raises ArticleError, or DataError with the line of the fault."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read: {error.strerror}") from error
    return parse_article(decoded(raw, str(path)), path.stem, str(path))


def decoded(raw: bytes, file: str) -> str:
    """Return the text that the bytes are in UTF-8. Raises ArticleError; `file` is the name that it gives."""
    if b"\0" in raw:
        raise ArticleError(f"{file}: this is not text; it holds NUL bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{file}: this is not UTF-8 text (byte {error.start}); 'add' reads other encodings and kinds of document"
        ) from error


def parse_article(text: str, article_id: str, file: str) -> Article:
    """Return the article of a text with front matter or date line; `file` is the name that messages give."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _FRONT_MATTER.match(text):
        meta = _head(match.group(1), file)
        if meta is None:
            meta = YamlMap(1)
        if not isinstance(meta, YamlMap):
            raise DataError("the front matter must be lines of 'field: value'", file=file, line=2)
        body = text[match.end() :]
        for key in meta:
            if key not in _FIELDS:
                raise DataError(
                    f"unknown field {key!r} in the front matter",
                    file=file,
                    line=meta.lines[key] + 1,
                    expected="one of " + ", ".join(_FIELDS),
                )
        for key, value in meta.items():
            if not (value is None or isinstance(value, str) or (key == "cites" and isinstance(value, list))):
                raise DataError(f"{key!r} must be a text", file=file, line=meta.lines[key] + 1)
        published, retrieved = (
            _day(meta[key], file, meta.lines[key] + 1) if meta.get(key) else None for key in ("published", "retrieved")
        )
        cites = meta.get("cites") or ()
        article = Article(
            id=article_id,
            text=body,
            publisher=meta.get("publisher") or "",
            headline=meta.get("headline") or "",
            url=meta.get("url") or "",
            language=meta.get("language") or "en",
            published=published,
            retrieved=retrieved,
            cites=(cites,) if isinstance(cites, str) else tuple(str(name) for name in cites),
        )
    elif match := _DATE_LINE.match(text):
        article = Article(id=article_id, text=text[match.end() :], published=_day(match.group(1), file, 1))
    else:
        article = Article(id=article_id, text=text)
    if not article.text.strip():
        raise ArticleError(f"{file}: the article has no text")
    return article


_LINE = re.compile(rf"({'|'.join(_FIELDS)}):[ \t]+(\S.*)")


def _head(text: str, file: str) -> Any:
    """Return the fields of the front matter. Where they are no YAML only because of a colon or quote inside a plain
    text ("headline: Kyiv: a year of war"), each line is taken as it stands. Raises DataError with the file's line.
    """
    try:
        return parse_yaml(text, file)
    except DataError as error:
        fault = DataError(error.message, file=file, line=(error.line or 1) + 1, expected=error.expected, fix=error.fix)
        meta = YamlMap(1)
        for number, line in enumerate(text.splitlines(), 1):
            match = _LINE.fullmatch(line.rstrip())
            if match is None or match[1] in meta or match[2][0] in "[{&*!|>":
                raise fault from error
            meta[match[1]], meta.lines[match[1]] = _value(match), number
        return meta


def _value(line: re.Match[str]) -> str | None:
    """Return the text of one line of a head: what YAML says, else what stands there."""
    try:
        value = parse_yaml(line[0], "")[line[1]]
    except DataError:
        return line[2]
    return value if isinstance(value, str) else None


def article_text(article: Article) -> str:
    """Return the article as the text of its file: front matter, then the body. `parse_article` reads it back."""
    fields = {
        "headline": article.headline,
        "publisher": article.publisher,
        "published": article.published.iso() if article.published else "",
        "url": article.url,
        "retrieved": article.retrieved.iso() if article.retrieved else "",
        "language": article.language,
        "cites": list(article.cites),
    }
    head = "".join(field_lines(key, value, 0) for key, value in fields.items() if value)
    return f"---\n{head}---\n{article.text}"


def _day(text: str, file: str, line: int) -> Day:
    try:
        return Day.parse(text)
    except DataError as error:
        raise DataError(error.message, file=file, line=line, expected=error.expected) from error
