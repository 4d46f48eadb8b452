"""A web page -> the article in it. Day, publisher and headline only where the page states them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dashboard.errors import ArticleError
from dashboard.intake.documents import Document
from dashboard.limits import Limits

_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})""", re.I)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>")  # linear: a quoted ">" only ends the tag early
_NOT_NESTING = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option "
    "optgroup colgroup html body head".split()
)


def looks_like_html(raw: bytes, name: str, content_type: str) -> bool:
    """True where type, name or first bytes say that this is HTML."""
    head = raw[:4096].replace(b"\0", b"").lower()
    if re.search(rb"<(?:!doctype html|html|head|body)\b", head):
        return True
    return "html" in content_type or name.lower().rpartition(".")[2] in ("html", "htm", "xhtml")


def declared_encoding(raw: bytes, content_type: str) -> str:
    """Return the encoding that the server or the page states, "" where neither does."""
    match = re.search(r"charset=[\"']?([\w.:-]{1,40})", content_type)
    if match:
        return match.group(1)
    meta = _META_CHARSET.search(raw[:4096])
    return meta.group(1).decode("ascii", "replace") if meta else ""


def read_page(html: str, name: str, limits: Limits, *, url: str = "", today: str = "") -> Document:
    """Return the article of a page. Raises ArticleError where it has no text, LimitError before what would hurt."""
    import logging

    _check_shape(html, name, limits)
    import trafilatura
    from htmldate import find_date
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(html)
    if tree is None:
        raise ArticleError(f"{name}: this is not a web page that can be read")
    stated = list(_statements(tree))
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    text = trafilatura.extract(
        html, url=url or None, include_comments=False, include_tables=False, include_formatting=False, config=config,
        deduplicate=False,
    )  # fmt: skip
    if not text or not text.strip():
        raise ArticleError(f"{name}: no article text was found in this page")
    headline = _first(stated, "headline") or _only_heading(tree) or _first(stated, "title")
    published, found = _published(stated, today)
    if not published:
        # Only what the page's head or a marked element states: extensive_search would take any day in the text.
        dated = find_date(html, original_date=True, extensive_search=False, url=url or None, max_date=today or None)
        published, found = (dated, "the page") if dated else ("", "")
    text = _without_headline(text, headline)
    language = (tree.get("lang") or "")[:2].lower()
    canonical = _first(stated, "url")
    address = canonical if canonical.startswith(("http://", "https://")) else url
    return Document(text, "page", headline, _first(stated, "publisher"), published, found, address, language or "en")


def _check_shape(html: str, name: str, limits: Limits) -> None:
    """Refuse what makes the parser slow or silent: very many attributes in a tag, very deep nesting."""
    lower = html.lower()
    position = depth = 0
    while match := _TAG.search(html, position):
        position = match.end()
        closing, tag, attributes = match.group(1), match.group(2).lower(), match.group(3)
        if len(attributes) > limits.html_attributes:
            count = max(attributes.count("="), len(attributes.split()) // 4)
            limits.check("html_attributes", count, f"{name}: a tag has {{found}} attributes")
        if tag in ("script", "style", "template", "noscript") and not closing:
            end = lower.find(f"</{tag}", position)
            position = len(html) if end < 0 else end
        elif tag not in _NOT_NESTING and not attributes.endswith("/"):
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > limits.html_depth:
                raise limits.exceeded("html_depth", f"{name}: its elements are nested too deep; the text was not read")
    if html.rfind("<") > html.rfind(">") and len(html) - html.rfind("<") > 100_000:
        raise limits.exceeded("html_attributes", f"{name}: a tag of it never ends")


_META_NAMES = {
    "og:site_name": "publisher",
    "publisher": "publisher",
    "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "citation_publisher": "publisher",
    "og:title": "headline",
    "dc.title": "headline",
    "article:published_time": "published",
    "datepublished": "published",
    "date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "dcterms.issued": "published",
    "dcterms.created": "published",
    "pubdate": "published",
    "publishdate": "published",
    "publication_date": "published",
    "parsely-pub-date": "published",
    "og:published_time": "published",
    "citation_publication_date": "published",
    "og:url": "url",
}


def _statements(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield what the page's head says of itself: (publisher | headline | published | title | url, value)."""
    for data in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _linked_data(json.loads(data), 0)
        except (ValueError, RecursionError):
            continue
    for meta in tree.xpath("//meta[@content]"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key in _META_NAMES:
            yield _META_NAMES[key], meta.get("content")
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        yield "url", str(link)
    for time in tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime"):
        yield "published", str(time)
    for title in tree.xpath("//head/title/text()"):
        yield "title", str(title)


def _linked_data(data: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the statements of JSON-LD about an article."""
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _linked_data(item, depth + 1)
    elif isinstance(data, dict):
        if "@graph" in data:
            yield from _linked_data(data["@graph"], depth + 1)
        kind = str(data.get("@type"))
        if "Article" in kind or "Report" in kind or "Posting" in kind:
            for key, name in (("headline", "headline"), ("datePublished", "published")):
                if isinstance(data.get(key), str):
                    yield name, data[key]
            publisher = data.get("publisher")
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                yield "publisher", publisher["name"]
            elif isinstance(publisher, str):
                yield "publisher", publisher


def _first(stated: list[tuple[str, str]], name: str) -> str:
    return next((value.strip() for key, value in stated if key == name and value and value.strip()), "")


def _published(stated: list[tuple[str, str]], today: str) -> tuple[str, str]:
    """Return the day that the page states in ISO form, and where: the publisher's local day, never shifted."""
    for key, value in stated:
        match = re.match(r"(\d{4}-\d\d-\d\d)(?![\d])", (value or "").strip(), re.ASCII) if key == "published" else None
        if match and (not today or match.group(1) <= today):
            return match.group(1), "the page's own statement"
    return "", ""


def _only_heading(tree: Any) -> str:
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    return headings[0] if len(headings) == 1 else ""


def _without_headline(text: str, headline: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if headline and first.strip() == headline.strip() and rest.strip() else text
