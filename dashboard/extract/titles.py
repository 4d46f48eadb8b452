"""Titles of events: short headlines in active voice, made from the sentence, with the status in the words.

A plan reads "to visit", a denial "denies", a claim "claims". Nothing is added that the sentence does not say; what does
not fit into 80 characters is left out at the end of a phrase, never in a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard.extract.drafts import Draft
from dashboard.extract.phrases import (
    Phrase,
    fit,
    noun_phrase,
    object_phrase,
    spoken_words,
    subject_phrase,
    told_before,
    without_times,
)
from dashboard.lexicon import Lexicon
from dashboard.lexicon.actions import inflect
from dashboard.lexicon.wording import Wording
from dashboard.model import Article

MAX_CHARS = 80
# What a title falls back on where the sentence gives no usable words, by category.
_PLAIN = {
    "visit": "visit",
    "talks": "talks",
    "statement": "statement",
    "agreement": "agreement",
    "trade": "trade",
    "aid": "aid",
    "sanctions": "sanctions",
    "military": "military move",
    "conflict": "fighting",
    "protest": "protest",
    "politics": "change of office",
    "anniversary": "commemoration",
    "other": "event",
}
_SPEECH_NOUNS = frozenset(
    "speech interview statement address briefing testimony remarks comments letter report".split()
)
_NEVER = frozenset({"confirmed", "confirms", "confirm", "verified", "probably", "likely"})


def title_of(draft: Draft, article: Article, lexicon: Lexicon) -> str:
    """Return the headline of an event, at most MAX_CHARS long, without any of the forbidden words."""
    groups = lexicon.actions.groups
    names = _names(draft, lexicon)
    if draft.kind == "begun":
        text = _beginning(draft, names)
    elif draft.found.verb is not None and not _noun_leads(draft):
        text = _verb_title(draft, article, names, groups)
    else:
        text = _noun_title(draft, article, names, groups)
    text = _claimed(draft, text)
    if not names and not draft.places:
        names = [lexicon.gazetteer.country_name(code) for code in draft.countries()[:2]]
    return _safe(text, draft, names, lexicon.wording)


def _noun_leads(draft: Draft) -> bool:
    return draft.found.noun is not None and draft.found.verb is None


def _names(draft: Draft, lexicon: Lexicon) -> list[str]:
    """Return who acts, by full name: people and bodies first, else states."""
    acts = draft.cast.acts
    if draft.cast.subject and draft.found.verb is not None and draft.kind in ("meet", "call"):
        acts = draft.cast.subject
    people = [n.actor for n in acts if n.kind == "person" and n.actor]
    if draft.kind in ("say", "report", "move") and people:
        return list(dict.fromkeys(people))
    actors = [n.actor for n in acts if n.actor]
    states = [lexicon.gazetteer.country_name(n.country) for n in acts if n.country and not n.actor]
    return list(dict.fromkeys(actors or states))


def joined(names: Sequence[str], most: int = 2) -> str:
    """Return names as a headline lists them: "A and B", "A and others"."""
    if len(names) <= 1:
        return names[0] if names else ""
    return f"{names[0]} and {names[1]}" if len(names) <= most else f"{names[0]} and others"


def _beginning(draft: Draft, names: Sequence[str]) -> str:
    what = {"relations": "diplomatic relations", "ties": "ties"}.get(
        draft.found.trigger.words[0], draft.found.trigger.words[0]
    )
    verb = draft.what if len(names) > 1 else inflected(draft.what, "s")
    if not names:
        return f"Beginning: {what}"
    if draft.found.trigger.category in ("agreement", "politics") and draft.what != "see":
        return f"{joined(names)} {verb} {what}"
    return f"{what.capitalize()} ({joined(names)})"


def inflected(verb: str, form: str) -> str:
    """Return a form of a verb: "s", "ing", "part" (participle) or "past"."""
    for word, tags in inflect(verb, {}).items():
        if form in tags:
            return word
    return verb


def _verb_title(draft: Draft, article: Article, names: Sequence[str], groups: Mapping[str, frozenset[str]]) -> str:
    found = draft.found
    mood = found.verb
    assert mood is not None
    lemma = found.lead or found.trigger.words[0]
    if lemma == "confirm":  # a title confirms nothing
        lemma = "say" if "that" in draft.scene.words.lower[found.last + 1 : found.last + 3] else "report"
    at = found.first if found.lead else found.head
    tail = without_times(draft, article.text, at + 1, found.last) if found.last > at else ""
    rest = object_phrase(draft, article.text, groups)
    agents = draft.cast.acts and mood.passive
    acted_on = [n for n in draft.cast.acted_on if not n.adjective and (n.actor or n.text)]
    people = [n for n in acted_on if n.kind == "person"]
    patients = [n.actor or n.text for n in people or acted_on]
    if mood.passive and not agents:
        patients = [n.actor or n.text for n in draft.cast.acted_on if n.first < found.first and not n.adjective]
        subject = subject_phrase(draft, article.text, groups) or Phrase(joined(names or patients), len(names) > 1)
        done = article.text[draft.scene.words.starts[at] : found.end]
        if not subject.text:
            return fit(done, rest, MAX_CHARS) if rest else ""
        if draft.status == "planned":
            return fit(f"{subject.text} to be {done}", rest, MAX_CHARS)
        return fit(f"{subject.text} {done}", rest, MAX_CHARS)
    subject = Phrase(joined(names), len(names) > 1)
    if mood.passive:
        rest = (subject_phrase(draft, article.text, groups) or Phrase()).text
    elif not any(n.kind == "person" for n in draft.cast.acts):
        subject = subject_phrase(draft, article.text, groups) or subject
    if not subject.text:
        return ""
    if found.kind == "say" and (not rest or lemma in _PLAIN_SAYING and rest.split()[0] in _ASIDE_WORDS):
        return _spoken(draft, subject, lemma, article.text)
    if not rest and not tail and patients and found.kind not in ("move", "meet", "call"):
        rest = joined(list(dict.fromkeys(patients)))  # "was removed by the court": of whom the text speaks
    by = draft.told[0].claimed_by[:1]
    if draft.status in ("denied", "alleged") and by and draft.scene.words.lower[at].endswith("ing"):
        verb = f"denies {draft.scene.words.lower[at]}" if draft.status == "denied" else "accuses"
        whom = "" if draft.status == "denied" else f" {_accused(draft, article)} of {draft.scene.words.lower[at]}"
        return fit(f"{by[0]} {verb}{whom} {tail}", rest, MAX_CHARS)
    verb = _verb(lemma, tail, subject.plural, draft)
    return fit(f"{subject.text} {verb}", rest, MAX_CHARS)


_ASIDE_WORDS = frozenset("in at by during after before on".split())
_PLAIN_SAYING = frozenset({"say", "tell", "add", "speak"})


def _spoken(draft: Draft, subject: Phrase, lemma: str, text: str) -> str:
    """Return the title of a statement without an object: what is quoted, else what stands before "he said"."""
    if draft.status == "planned":
        return f"{subject.text} to make a statement"
    if quote := spoken_words(draft, text, MAX_CHARS - len(subject.text) - 4):
        return f"{subject.text}: {quote}"
    told = told_before(draft, text) if lemma in ("say", "tell", "add") else ""
    if told:
        return fit(f"{subject.text} {'say' if subject.plural else 'says'} {told}", "", MAX_CHARS)
    return f"{subject.text} {'make' if subject.plural else 'makes'} a statement"


def _accused(draft: Draft, article: Article) -> str:
    """Return the words between "accused" and "of": who is said to have done it."""
    words, at = draft.scene.words, draft.found.first
    of = max((i for i in range(at) if words.lower[i] == "of"), default=at)
    verb = max((i for i in range(of) if words.lower[i].startswith("accus")), default=None)
    if verb is None or verb + 1 >= of:
        return "somebody"
    return re.sub(r"\s+", " ", article.text[words.starts[verb + 1] : words.ends[of - 1]])


def _verb(lemma: str, tail: str, plural: bool, draft: Draft) -> str:
    tail = re.sub(r"\s+", " ", tail)
    mood = draft.found.verb
    if mood is not None and mood.rule == "began ...ing":
        return f"{'begin' if plural else 'begins'} {draft.scene.words.lower[draft.found.head]} {tail}".strip()
    if draft.status == "planned":
        form = f"to {lemma}"
    elif draft.status in ("denied", "alleged"):
        at = draft.found.first if draft.found.lead else draft.found.head
        form = draft.scene.words.lower[at]
        if form.endswith("ing"):
            form = lemma if plural else inflected(lemma, "s")
    else:
        form = lemma if plural else inflected(lemma, "s")
    return f"{form} {tail}".strip()


def _noun_title(draft: Draft, article: Article, names: Sequence[str], groups: Mapping[str, frozenset[str]]) -> str:
    found = draft.found
    noun = re.sub(
        r"\s+", " ", article.text[draft.scene.words.starts[found.last - len(found.trigger.words) + 1] : found.end]
    ).lower()
    people = [n.actor for n in draft.cast.acts if n.kind == "person" and n.actor]
    plural = len(names) > 1
    where = f" in {draft.places[0].name}" if draft.places and draft.kind in ("meet", "move", "deal", "trade") else ""
    if draft.kind in ("meet", "call") and len(names) >= 2:
        verb = {"planned": "to hold", "ongoing": "in"}.get(draft.status, "hold")
        return fit(f"{joined(names)} {verb} {_with_article(noun)}", where, MAX_CHARS) + _state(draft.status)
    if draft.kind == "move" and people and draft.status == "suspended":
        place = f" to {draft.places[0].name}" if draft.places else ""
        return fit(f"{joined(people)}: {noun}", place, MAX_CHARS - 11) + _state(draft.status)
    if draft.kind == "move" and people:
        verb = {"planned": "to make", "ongoing": "on"}.get(draft.status, "make" if plural else "makes")
        place = f" to {draft.places[0].name}" if draft.places else ""
        return fit(f"{joined(people)} {verb} a {noun}", place, MAX_CHARS) + _state(draft.status)
    if draft.kind in ("say", "report") and names:
        verb = "to give" if draft.status == "planned" else "give" if plural else "gives"
        word = found.trigger.words[-1]
        return f"{joined(names)} {verb} {_with_article(word if word in _SPEECH_NOUNS else 'statement')}"
    light = found.noun.light if found.noun is not None else None
    if draft.kind == "trade" and people and light is not None and found.words.lower[light].startswith("attend"):
        verb = "to attend" if draft.status == "planned" else "attend" if plural else "attends"
        return fit(f"{joined(people)} {verb} {noun}", where, MAX_CHARS)
    phrase = noun_phrase(draft, article.text, groups)
    if len(phrase.split()) == 1:
        spot = draft.places[0].name if draft.places else joined(names)
        names = []
        phrase = f"{phrase} ({spot})" if spot else f"{phrase} reported" if draft.status == "occurred" else phrase
    if (
        names
        and phrase
        and len(phrase.split()) <= 2
        and not any(n.split()[-1] in phrase for n in names)
        and draft.kind != "mark"
    ):
        phrase = f"{phrase} ({joined(names)})"
    return fit(phrase, "", MAX_CHARS - 11) + _state(draft.status, planned=True)


def _with_article(noun: str) -> str:
    if noun.endswith("s") and noun not in ("address", "congress"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _state(status: str, planned: bool = False) -> str:
    if status == "suspended":
        return " suspended"
    return " planned" if planned and status == "planned" else ""


def _claimed(draft: Draft, text: str) -> str:
    """Put who denies or claims it before the title of what is denied or claimed."""
    if draft.status not in ("denied", "alleged") or not text:
        return text
    by = draft.told[0].claimed_by
    verb = "denies" if draft.status == "denied" else "claims"
    if by and text.startswith((f"{by[0]} denies", f"{by[0]} accuses")):
        return text
    if not by:
        return fit(f"{'Denied' if draft.status == 'denied' else 'Claimed'}: {text}", "", MAX_CHARS)
    return fit(f"{by[0]} {verb}: {text}", "", MAX_CHARS)


def _safe(text: str, draft: Draft, names: Sequence[str], wording: Wording) -> str:
    """Return the title cut before any word that a title may not say; a plain one where nothing is left."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:-")
    banned = {word for phrase in wording["forbidden"] for word in phrase.split()[:1]} | _NEVER
    kept = text.split()
    for n, word in enumerate(kept):
        if re.sub(r"\W", "", word).lower() in banned:
            kept = fit(" ".join(kept[:n]), "", MAX_CHARS).split()
            break
    text = " ".join(kept)
    if len(text.split()) < 2:
        text = _plain(draft, names)
    return text[0].upper() + text[1:]


def _plain(draft: Draft, names: Sequence[str]) -> str:
    what = _PLAIN[draft.category]
    text = (
        f"{joined(names)}: {what}"
        if names
        else f"{what.capitalize()} in {draft.places[0].name}"
        if draft.places
        else what.capitalize()
    )
    return fit(text, "", MAX_CHARS - 11) + _state(draft.status, planned=True)
