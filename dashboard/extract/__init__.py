"""Article -> events: the steps in order."""

from __future__ import annotations

from dashboard.extract.actions import find_actions
from dashboard.extract.actors import find_actors
from dashboard.extract.assemble import assemble
from dashboard.extract.sentences import split_sentences
from dashboard.extract.timexes import read_timexes
from dashboard.extract.toponyms import find_toponyms
from dashboard.lexicon import Lexicon
from dashboard.model import Article, Event, Span


def extract_events(article: Article, lexicon: Lexicon) -> tuple[Event, ...]:
    """Return the events that an article tells, in the order of the text. Pure: the same article gives the same events."""
    sentences = split_sentences(article.text)
    times = read_timexes(article, lexicon.timexes)
    mentions = find_actors(article, sentences, lexicon.actors, lexicon.gazetteer)
    persons = [Span(mention.start, mention.end) for mention in mentions if mention.kind == "person"]
    toponyms = find_toponyms(article.text, sentences, lexicon.gazetteer, persons)
    actions = find_actions(article, sentences, lexicon.actions)
    return assemble(article, sentences, times.timexes, times.intervals, toponyms, mentions, actions, lexicon)
