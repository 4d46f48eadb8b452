"""Dates that an event takes from another: talks during a dated visit, a pledge at a dated summit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.dates import Day
from dashboard.extract.dating import Dating
from dashboard.extract.drafts import Draft, Told
from dashboard.extract.scene import Scene

_AT = frozenset("at during on throughout in".split())
_VISITORS = frozenset({"meet", "deal", "mark", "move", "trade", "call"})


def inherit_dates(drafts: Sequence[Draft], published: Day | None) -> list[Draft]:
    """Return the drafts, those that are part of a dated event with its dates and a link to it."""
    mentions: dict[int, list[tuple[Told, Draft]]] = {}
    for draft in drafts:
        for told in draft.told:
            mentions.setdefault(told.scene.words.index, []).append((told, draft))
    _part_of_named(drafts, mentions)
    _where_they_talked(drafts, mentions)
    visits = [
        d for d in drafts if d.kind == "move" and d.dating.dated and d.status in ("ongoing", "planned", "occurred")
    ]
    _during_visits(drafts, visits)
    _agreed_there(drafts)
    if published is not None:
        _planned_for_visits(drafts, visits, published)
    _part_of_named(drafts, mentions)
    return list(drafts)


def _part_of_named(drafts: Sequence[Draft], mentions: dict[int, list[tuple[Told, Draft]]]) -> None:
    """Tie events to the dated event that the same sentence says they are part of."""
    for draft in drafts:
        if draft.part_of is not None or draft.kind == "begun":
            continue
        for told in draft.told:
            whole = _whole(told, draft, mentions.get(told.scene.words.index, []))
            if whole is None or whole.part_of is draft:
                continue
            if draft.dating.dated and draft.dating.edtf != whole.dating.edtf:
                continue
            if draft.dating.dated:
                draft.part_of = whole
            else:
                _take(draft, whole, told)
            if draft.kind != "say" and not draft.places:
                draft.places = whole.places if whole.kind != "move" else whole.places[:1]
            if draft.kind != "say" and not draft.cast.acts:
                draft.cast = replace(draft.cast, acts=whole.cast.acts)
            break


def _where_they_talked(drafts: Sequence[Draft], mentions: dict[int, list[tuple[Told, Draft]]]) -> None:
    """Give an agreement the place of the talks that it came out of: "After days of talks in Oslo, they agreed"."""
    for draft in drafts:
        lower = draft.scene.words.lower
        if draft.kind != "deal" or draft.places or lower[0] not in ("after", "following"):
            continue
        for told, other in mentions.get(draft.scene.words.index, []):
            before = other.kind == "meet" and told.scene is draft.scene and told.found.last < draft.found.first
            if before and told.found.noun is not None and other.places:
                draft.places = other.places


def _planned_for_visits(drafts: Sequence[Draft], visits: Sequence[Draft], published: Day) -> None:
    """Give what a visitor is to do the days of the visit that is under way or to come."""
    for draft in drafts:
        if draft.dating.dated or draft.status != "planned" or draft.kind not in _VISITORS:
            continue
        visit = next(
            (
                v
                for v in reversed(visits)
                if v is not draft
                and _covers(v, published)
                and set(v.actors()) & set(draft.actors())
                and not _elsewhere(draft, v)
            ),
            None,
        )
        if visit is not None:
            _take(draft, visit, draft.told[0])
            if draft.kind in ("meet", "call") and not draft.places:
                draft.places = visit.places[:1]


def _during_visits(drafts: Sequence[Draft], visits: Sequence[Draft]) -> None:
    """Give meetings and agreements of a visitor with the hosts the days of the visit told before them."""
    order = {id(draft): n for n, draft in enumerate(drafts)}
    for draft in drafts:
        if draft.dating.dated or draft.kind not in ("meet", "deal", "mark") or draft.status in ("suspended", "denied"):
            continue
        if draft.found.noun is not None and draft.found.noun.background:
            continue
        for visit in reversed([v for v in visits if order[id(v)] < order[id(draft)]]):
            hosts = {p.iso3 for p in visit.places} - {n.country for n in visit.cast.acts} - {None}
            with_hosts = hosts & set(draft.countries())
            if set(visit.actors()) & set(draft.actors()) and with_hosts and (visit.status == draft.status != "planned"):
                _take(draft, visit, draft.told[0])
                break


_BOTH = frozenset(
    {"sides", "leaders", "ministers", "they", "parties", "delegations", "presidents", "officials", "participants"}
)


def _agreed_there(drafts: Sequence[Draft]) -> None:
    """Give what "the two sides" agreed right after a dated meeting is told the days of that meeting."""
    met: Draft | None = None
    for draft in drafts:
        verb = draft.found.verb
        told_back = verb is not None and verb.perfect  # "who had met in June"
        if draft.kind in ("meet", "call") and draft.dating.dated and draft.status in ("occurred", "ongoing"):
            met = met if told_back else draft
        if met is None or draft.dating.dated or draft.kind != "deal" or draft.status != "occurred":
            continue
        lead = set(draft.scene.words.lower[max(0, draft.found.first - 5) : draft.found.first])
        near = 0 <= draft.scene.words.index - met.told[-1].scene.words.index <= 2
        if near and lead & _BOTH and draft.found.verb is not None:
            _take(draft, met, draft.told[0])


def _elsewhere(draft: Draft, visit: Draft) -> bool:
    """True where both have places and no state of them in common."""
    ours, theirs = {p.iso3 for p in draft.places}, {p.iso3 for p in visit.places}
    return bool(ours and theirs and not ours & theirs)


def _covers(visit: Draft, published: Day) -> bool:
    date = visit.dating.date
    return (
        date is not None and date.latest is not None and date.latest >= published and date.precision in ("day", "days")
    )


def _whole(told: Told, draft: Draft, here: Sequence[tuple[Told, Draft]]) -> Draft | None:
    """Return the dated event that this mention is said to be part of ("agreed at the summit")."""
    scene, found = told.scene, told.found
    for other_told, other in here:
        if (
            other is draft
            or not other.dating.dated
            or other.kind not in ("meet", "move", "mark", "say")
            and "during" not in scene.words.lower[max(0, other_told.found.first - 5) : other_told.found.first]
            or (other_told.found.noun is None and other.kind not in ("move", "meet"))
        ):
            continue
        target = other_told.found
        if "during which" in " ".join(scene.words.lower[target.last + 1 : found.first]) and draft.kind != "say":
            return other  # "a visit during which she met the king"
        if found.noun is not None and found.noun.rule == "to" and other.kind == "move" and target.first < found.first:
            return other  # "will visit Harbin to attend a forum"
        between = scene.words.lower[found.last + 1 : target.first]
        if other_told.found.noun is None:
            if other.kind == "meet" and "when" in between and draft.kind in ("deal", "say") and found.verb is not None:
                return other  # "agreed to launch the group when they met in June"
            continue
        day = other.dating.date is not None and other.dating.date.precision == "day"
        if draft.kind == "say" and "after" in between[:2] and day:
            return other  # "said after the talks in Oslo"
        if _result(scene, target.last, found.first) and found.noun is not None:
            draft.places = draft.places or other.places
            return other
        if target.first <= found.last or _clause_between(scene, found.last + 1, target.first):
            if target.first <= found.last and _opening(scene, target.first, found.first):
                return other
            continue
        if any(found.last < t.found.first and t.found.last < target.first for t, d in here if d is not other):
            continue
        lead = scene.words.lower[max(0, target.first - 5) : target.first]
        if draft.kind in ("host", "move") and "for" in lead and found.verb is not None:
            return other  # "welcomed the president for a meeting on 12 March"
        if draft.kind == "say" and "after" in lead and other.dating.date and other.dating.date.precision == "day":
            return other
        if set(lead) & _AT or "with" in lead and "coinciding" in lead or found.trigger.words[0] in ("attend", "join"):
            return other
    return None


def _result(scene: Scene, last: int, first: int) -> bool:
    """True for "talks in Minsk resulted in a ceasefire": the second event came out of the first."""
    between = scene.words.lower[last + 1 : first]
    return bool(set(between) & {"resulted", "produced", "yielded", "brought", "led", "ended"}) and len(between) <= 14


def _opening(scene: Scene, start: int, verb: int) -> bool:
    """True for "At the summit, leaders agreed": the noun stands in the opening phrase."""
    return start <= 5 and scene.words.lower[0] in _AT and not _clause_between(scene, start + 1, verb)


def _clause_between(scene: Scene, first: int, last: int) -> bool:
    return any(scene.hard(i) for i in range(first, last + 1))


def _take(draft: Draft, whole: Draft, told: Told) -> None:
    whole_dating = whole.dating
    dating = Dating(
        whole_dating.edtf,
        whole_dating.earliest,
        whole_dating.latest,
        whole_dating.timex,
        whole_dating.anchor,
        "part of a dated event",
    )
    draft.dating = dating
    draft.part_of = whole
    draft.told = [replace_told(t, dating) if t is told else t for t in draft.told]


def replace_told(told: Told, dating: Dating) -> Told:
    return replace(told, dating=dating)
