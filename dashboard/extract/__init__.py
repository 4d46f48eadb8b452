"""Article -> events: the steps in order."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.extract.actions import as_action, find_triggers
from dashboard.extract.actors import find_actors
from dashboard.extract.assemble import assemble
from dashboard.extract.sentences import split_sentences
from dashboard.extract.timexes import read_timexes
from dashboard.extract.toponyms import find_toponyms, without_bodies, without_people
from dashboard.extract.words import read_words
from dashboard.lexicon import Lexicon
from dashboard.model import Action, ActorMention, Article, Event, Span, Timex, Toponym


@dataclass(frozen=True)
class Reading:
    """An article with all that was found in it, each step's finds in the order of the text."""

    article: Article
    sentences: tuple[Span, ...]
    timexes: tuple[Timex, ...]
    mentions: tuple[ActorMention, ...]
    toponyms: tuple[Toponym, ...]
    actions: tuple[Action, ...]
    events: tuple[Event, ...]


def extract_events(article: Article, lexicon: Lexicon) -> tuple[Event, ...]:
    """Return the events that an article tells, in the order of the text. Pure: same article, same events."""
    return read_mentions(article, lexicon).events


def read_mentions(article: Article, lexicon: Lexicon) -> Reading:
    """Return the events of an article with the mentions that they were put together from."""
    sentences = split_sentences(article.text)
    times = read_timexes(article, lexicon.timexes)
    places = find_toponyms(article.text, sentences, lexicon.gazetteer)
    mentions = find_actors(article, sentences, lexicon.actors, lexicon.gazetteer, places)
    persons = [mention for mention in mentions if mention.kind == "person"]
    bodies = [mention for mention in mentions if mention.kind in ("organisation", "armed_group")]
    toponyms = without_bodies(without_people(article.text, places, persons), bodies)
    words = read_words(article.text, sentences, lexicon.actions.groups)
    triggers = find_triggers(words, lexicon.actions)
    actions = tuple(as_action(article.text, one, lexicon.actions) for one in triggers)
    events = assemble(article, words, triggers, times.timexes, times.intervals, toponyms, mentions, lexicon)
    return Reading(article, sentences, times.timexes, mentions, toponyms, actions, events)
