"""Times, places, actors and triggers of an article -> its events."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.dates import Day
from dashboard.extract.actions import Found
from dashboard.extract.announcing import attributed, heads, measures
from dashboard.extract.attribution import claim
from dashboard.extract.background import Beginning, find_beginnings, year_ago
from dashboard.extract.dating import Dating, choose_date, wall_off
from dashboard.extract.drafts import Draft, Groups, Told, is_event
from dashboard.extract.lending import lend_states, with_state
from dashboard.extract.lengths import count_from, nth_day, share_time, stretched
from dashboard.extract.merging import merge
from dashboard.extract.ordering import order_events
from dashboard.extract.part_of import inherit_dates
from dashboard.extract.participants import Cast, read_cast
from dashboard.extract.placing import find_places
from dashboard.extract.scene import Name, Scene, set_scenes
from dashboard.extract.subjects import Memory
from dashboard.extract.titles import title_of
from dashboard.extract.words import Words
from dashboard.lexicon import Lexicon
from dashboard.lexicon.actions import ActionTable, Trigger
from dashboard.model import (
    ActorMention,
    Article,
    Event,
    Evidence,
    Link,
    Place,
    Timex,
    TimexInterval,
    Toponym,
)


def assemble(
    article: Article,
    words: Sequence[Words],
    triggers: Sequence[Found],
    timexes: Sequence[Timex],
    intervals: Sequence[TimexInterval],
    toponyms: Sequence[Toponym],
    mentions: Sequence[ActorMention],
    lexicon: Lexicon,
) -> tuple[Event, ...]:
    """Return the events of `article` in the order in which the text first tells them."""
    table = lexicon.actions
    scenes = set_scenes(article.text, words, mentions, toponyms, timexes, intervals, lexicon.gazetteer, table.groups)
    by_sentence: dict[int, list[Found]] = {}
    for one in triggers:
        by_sentence.setdefault(one.words.index, []).append(one)
    drafts: list[Draft] = []
    memory = Memory()
    for scene in scenes:
        drafts.extend(_drafts(scene, by_sentence.get(scene.words.index, []), article, table, memory))
    drafts = merge(drafts)
    drafts = inherit_dates(drafts, article.published)
    lend_states(drafts, memory)
    order_events(drafts)
    return _events(drafts, article, lexicon)


def _drafts(scene: Scene, found: list[Found], article: Article, table: ActionTable, memory: Memory) -> list[Draft]:
    groups = table.groups
    if heads(scene, article):
        memory.issuer = next((n for n in scene.names if n.kind == "person"), None)
        return []
    found = [one for one in found if one.first >= scene.opening and not _names_something(scene, one)]
    found = [one for one in found if not _only_issued(one)]
    wall_off(scene, found, groups)
    meetings = [o.first for o in found if o.noun and not o.verb and o.kind in ("meet", "move") and o.trigger.strong]
    scene.stops = tuple([o.head for o in found if o.verb and not o.noun] + meetings)
    casts: list[tuple[Found, Cast]] = []
    for one in found:
        casts.append((one, with_state(scene, one, read_cast(scene, one, casts, memory, groups), memory)))
    drafts: list[Draft] = []
    casts = _with_speakers(casts)
    begun = [b for b in find_beginnings(scene.words, table) if scene.words.lower[b.first : b.first + 1]]
    for one, cast in casts:
        if one.verb and one.verb.purpose and one.kind in ("protest", "mark") and not _ahead(scene, one, groups):
            one = replace(one, status="occurred")  # "gathered in Oslo on Friday to mark ..."
        rivals = [other for other in found if other.verb or other.trigger.strong or (other.noun and other.noun.support)]
        dating = choose_date(scene, one, rivals, article.published, groups)
        if start := nth_day(scene, one, _day_of(scene) or article.published):
            dating, one = start, replace(one, status="ongoing")
        if not dating.dated and article.published and _performs(one, cast, groups):
            day = article.published
            dating = Dating(str(day), day, day, "", str(day), "the issuing body's own act, on the day of its release")
        if one.kind in ("move", "meet", "military"):
            dating = stretched(dating, scene, one)
        claimed, status = claim(scene, one, casts, article, groups)
        status = status or _status(one, dating, article.published)
        plover, cameo = table.codes(one.trigger, status)
        places = find_places(scene, one, found, groups)
        draft = Draft(
            scene, one, cast, dating, status, places, [Told(scene, one, dating, claimed)],
            one.trigger.category, one.kind, plover, cameo,
        )  # fmt: skip
        if one.kind in ("say", "report"):
            draft.extra = _spoken_of(scene, one, draft)
        if not draft.places and one.noun is not None and one.kind in ("move", "meet"):
            draft.places = _places_of_move(scene, one, drafts)
        if is_event(draft, groups):
            drafts.append(draft)
    count_from(drafts)
    share_time(drafts)
    drafts = measures(attributed(drafts, scene))
    made = _beginnings(scene, begun, drafts, article)
    inside = [(d.found.first, d.found.last) for d in made]
    drafts = [d for d in drafts if not any(a <= d.found.first and d.found.last <= b for a, b in inside)] + made
    subjects = [name for _, cast in casts for name in cast.acts]
    memory.note(scene, subjects)
    for draft in drafts:
        signed = draft.kind == "deal" and sum(n.kind == "person" for n in draft.cast.acts) > 1
        if signed or draft.kind in ("meet", "call") and len(draft.names) > 1:
            memory.meeting = draft.names
    return drafts


def _with_speakers(casts: Sequence[tuple[Found, Cast]]) -> list[tuple[Found, Cast]]:
    """Give a speech without a speaker of its own that of the sentence: "In a speech today, Maliki said"."""
    speech = next((cast for one, cast in casts if one.kind == "say" and one.verb and not one.noun and cast.acts), None)
    made = []
    for one, cast in casts:
        if one.kind == "say" and one.noun is not None and speech is not None:
            own = [n for n in cast.acts if n.kind == "person" and n.last < one.first]
            if not own:
                others = tuple(n for n in (*cast.acts, *cast.acted_on) if n not in speech.acts)
                cast = Cast(speech.acts, others, speech.private, speech.media, speech.official)
        made.append((one, cast))
    return made


def _spoken_of(scene: Scene, found: Found, draft: Draft) -> list[Name]:
    """Return the names with a state that a statement speaks of: after its verb, or before where nothing follows."""
    lower = scene.words.lower
    end = next((i for i in range(found.last + 1, len(lower)) if lower[i] in ("while", "whereas", ";")), len(lower))
    tail = sum(1 for word in lower[found.last + 1 :] if word[0].isalnum())
    named = [n for n in scene.names if n.country and n not in draft.names]
    return named if tail <= 4 else [n for n in named if found.first < n.first < end]


def _places_of_move(scene: Scene, found: Found, drafts: Sequence[Draft]) -> tuple[Place, ...]:
    """Return where the journey of the same clause goes: "arrived in China for a state visit"."""
    for draft in reversed(drafts):
        clear = not any(scene.hard(i) for i in range(draft.found.last + 1, found.first + 1))
        if draft.kind == "move" and draft.found.verb is not None and clear:
            return draft.places
    return ()


def _names_something(scene: Scene, found: Found) -> bool:
    """True for a trigger in capitals that is part of a name ("the city of Independence")."""
    if not found.words.text[found.last][0].isupper() or found.last == 0:
        return False
    if found.noun is not None and found.noun.light is not None and found.kind in ("meet", "trade"):
        return False  # "is to host the World Economic Forum"
    spans = [(n.first, n.last) for n in scene.names] + [(s.first, s.last) for s in scene.spots]
    return any(first <= found.last <= last for first, last in spans)


def _ahead(scene: Scene, found: Found, groups: Groups) -> bool:
    """True where the verb before a purpose is still to come: "will gather to mark"."""
    return bool(
        set(scene.words.lower[: found.first]) & (groups["future"] | groups["upcoming"] | {"due", "plan", "plans"})
    )


def _only_issued(found: Found) -> bool:
    """True for "released" in "a video released on Monday": the date is the video's."""
    plain = found.trigger.words == ("release",) and not found.trigger.needs
    return plain and found.verb is not None and found.verb.passive and found.verb.rule == "past"


def _performs(found: Found, cast: Cast, groups: Groups) -> bool:
    """True for a present-tense act of the body that issues the text: "The United States welcomes ..."."""
    word = found.words.lower[found.head]
    if found.kind != "say" or found.verb is None or not found.verb.present or word not in groups["performative"]:
        return False
    return bool(cast.acts) and all(n.kind in ("state", "organisation") for n in cast.acts) and word.endswith("s")


def _day_of(scene: Scene) -> Day | None:
    days = [m.edtf for m in scene.moments if m.edtf and _DAY.fullmatch(m.edtf)]
    return Day.parse(days[0]) if len(days) == 1 else None


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _status(found: Found, dating: Dating, published: Day | None) -> str:
    """Return the status by words and date: what is dated after publication is planned."""
    date = dating.date
    if date is None or published is None or found.status in ("suspended", "denied", "alleged"):
        return found.status
    ahead = dating.timex.lower().startswith(("later this", "next ", "coming "))
    if (date.earliest and date.earliest > published) or (ahead and date.latest and date.latest > published):
        return "planned"
    if (
        found.status == "occurred"
        and date.throughout
        and date.earliest
        and date.earliest <= published
        and (date.latest is None or date.latest > published)
    ):
        return "ongoing"
    if found.status == "ongoing" and date.latest and date.latest < published and found.noun is not None:
        return "occurred"
    return found.status


def _beginnings(scene: Scene, begun: Sequence[Beginning], drafts: list[Draft], article: Article) -> list[Draft]:
    made = []
    for begin in begun:
        mark = next((d for d in drafts if d.category == "anniversary"), None)
        reference = (mark.dating.earliest if mark and mark.dating.dated else None) or article.published
        told_of_now = mark is None or mark.dating.dated or mark.status != "occurred"
        if reference is None or not told_of_now:
            continue  # "an anniversary" of an untold day: the year cannot be counted
        text = article.text[scene.words.starts[begin.first] : scene.words.ends[begin.last]]
        edtf = year_ago(reference, begin.years)
        dating = Dating(
            edtf,
            Day(int(edtf), 1, 1),
            Day(int(edtf), 12, 31),
            text,
            str(reference),
            f"{begin.years} years before {reference.year}",
        )
        trigger = Trigger((begin.what,), False, begin.category, begin.plover, begin.cameo, "begun", stem=begin.what)
        found = Found(scene.words, begin.first, begin.last, begin.last, trigger, "occurred")
        names = [n for n in scene.names if begin.first <= n.first <= begin.last + 6]
        cast = Cast(tuple(names)) if names else (mark.cast if mark else Cast())
        states = tuple(replace(n, actor=None, kind="state") for n in cast.acts if n.country) or cast.acts
        draft = Draft(scene, found, Cast(states), dating, "occurred", (), [Told(scene, found, dating, ())],
                      begin.category, "begun", begin.plover, begin.cameo, what=begin.verb)  # fmt: skip
        if mark is not None:
            mark.commemorates = draft
        made.append(draft)
    return made


def event_id(article: Article, sentence: str, trigger: str, occurrence: int) -> str:
    """Return the id of an event: 16 hex digits over article id, sentence, trigger and the occurrence of that pair."""
    text = "\x1f".join((article.id, sentence, trigger, str(occurrence)))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _events(drafts: Sequence[Draft], article: Article, lexicon: Lexicon) -> tuple[Event, ...]:
    seen: dict[tuple[str, str], int] = {}
    ids: dict[int, str] = {}
    for draft in drafts:
        first = draft.told[0]
        key = (_sentence(article, first.scene), article.text[first.found.start : first.found.end])
        seen[key] = seen.get(key, 0) + 1
        ids[id(draft)] = event_id(article, *key, seen[key])
    return tuple(_event(draft, article, lexicon, ids) for draft in drafts)


def _sentence(article: Article, scene: Scene) -> str:
    return article.text[scene.words.span.start : scene.words.span.end]


def _event(draft: Draft, article: Article, lexicon: Lexicon, ids: dict[int, str]) -> Event:
    date = draft.dating.date
    earliest, latest = draft.dating.earliest, draft.dating.latest
    if date is None:
        earliest, latest = _bounds(draft, article.published)
    elif (
        draft.status == "ongoing"
        and not date.throughout
        and latest is not None
        and date.one_of is False
        and date.precision not in ("days",)
    ):
        pass
    links = []
    if draft.part_of is not None and id(draft.part_of) in ids:
        links.append(Link("part_of", ids[id(draft.part_of)]))
    if draft.commemorates is not None and id(draft.commemorates) in ids:
        links.append(Link("commemorates", ids[id(draft.commemorates)]))
    links += [Link(kind, ids[id(other)]) for kind, other in draft.ordered if id(other) in ids]
    acts = draft.cast.acts
    targets = [n.actor or n.country for n in draft.cast.acted_on if n.actor or n.country]
    acting = {n.actor for n in acts} | {n.country for n in acts}
    return Event(
        id=ids[id(draft)],
        title=title_of(draft, article, lexicon),
        category=draft.category,
        status=draft.status,
        evidence=tuple(_evidence(draft, article)),
        date=draft.dating.edtf,
        earliest=earliest,
        latest=latest,
        seen_on=article.published if draft.status == "ongoing" else None,
        dated=draft.dating.dated,
        precision=date.precision if date else "none",
        actors=tuple(draft.actors()),
        countries=tuple(draft.countries()),
        targets=tuple(dict.fromkeys(t for t in targets if t and t not in acting)),
        places=draft.places,
        links=tuple(dict.fromkeys(links)),
        published=article.published,
        recorded=article.retrieved,
        plover=draft.plover,
        cameo=draft.cameo,
    )


def _bounds(draft: Draft, published: Day | None) -> tuple[Day | None, Day | None]:
    """Return the first and last day that an undated event can have, by its status and the bounds in the text."""
    earliest, latest = draft.dating.earliest, draft.dating.latest
    if draft.status == "planned":
        return earliest or published, latest
    if draft.status in ("ongoing", "suspended"):
        return earliest, latest
    return earliest, latest or published


def _evidence(draft: Draft, article: Article) -> list[Evidence]:
    """Return the mentions, that with the most precise date first."""

    def width(pair: tuple[int, Told]) -> tuple[int, int]:
        date = pair[1].dating.date
        if date is None:
            return (10**9, pair[0])
        first, last = date.earliest, date.latest
        return ((last.ordinal - first.ordinal) if first and last else 10**8, pair[0])

    found = []
    for _, told in sorted(enumerate(draft.told), key=width):
        span = told.scene.words.span
        found.append(
            Evidence(
                article=article.id,
                sentence=_sentence(article, told.scene),
                trigger=article.text[told.found.start : told.found.end],
                start=span.start,
                end=span.end,
                timex=told.dating.timex,
                anchor=told.dating.anchor,
                rule=told.dating.rule,
                claimed_by=told.claimed_by,
            )
        )
    return list(dict.fromkeys(found))
