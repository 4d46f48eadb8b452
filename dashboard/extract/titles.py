"""Titles of events."""

from __future__ import annotations

from dashboard.extract.drafts import Draft
from dashboard.lexicon import Lexicon
from dashboard.model import Article


def title_of(draft: Draft, article: Article, lexicon: Lexicon) -> str:
    return article.text[draft.found.start : draft.found.end][:80]
