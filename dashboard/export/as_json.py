"""Events -> JSON: the records of the design, the articles they rest on, and what the file says about itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dashboard.briefing.making import articles_told
from dashboard.briefing.model import by_id
from dashboard.briefing.words import told_when
from dashboard.export.options import ExportOptions, stamp
from dashboard.model import Article, Event
from dashboard.records import article_record, event_record


def json_bytes(events: Sequence[Event], articles: Sequence[Article], options: ExportOptions) -> bytes:
    """Return {"about", "articles", "events"}; `when` beside each event says its date in words."""
    table = by_id(events)
    content = {
        "about": stamp(events, articles, options).record(),
        "articles": [_article(a, options.articles_text) for a in articles_told(events, articles)],
        "events": [{**event_record(event), "when": told_when(event, table, options.lexicon)} for event in events],
    }
    return dump(content)


def dump(content: Any) -> bytes:
    """Return UTF-8 JSON, one value a line; a lone surrogate, which UTF-8 cannot hold, is replaced."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _article(article: Article, with_text: bool) -> dict[str, Any]:
    record = article_record(article)
    return {**record, "text": article.text} if with_text else record
