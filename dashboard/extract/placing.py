"""Where an event happens or is bound for: the toponyms that its trigger governs, not every toponym of the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.extract.actions import Found
from dashboard.extract.happening import which_will
from dashboard.extract.scene import TOWNS, Scene, Spot
from dashboard.model import Place

Groups = Mapping[str, frozenset[str]]
# Kinds of event whose verb takes a place as its object ("visited Moscow", "bombed Tripoli").
_OBJECT_KINDS = frozenset({"move", "fight", "military"})
_IN = frozenset("in at near outside inside around across off on throughout".split())
_TOWARD = frozenset("to into for toward towards from through".split())
# After these words come the matters of a meeting or report, not its place.
_HELD = frozenset("held staged conducted launched reported signed carried".split())  # "protests were held in Kisumu"
_NEXT = frozenset("follows followed precedes preceded came comes began begins".split())
_TOPIC = frozenset(
    "about addressing discussing highlighting aiming concerning regarding covering focusing involving urging "
    "calling demanding "
    "driving threatening condemning criticizing describing".split()
)
_ADDRESSEES = frozenset(
    "reporters journalists supporters lawmakers soldiers troops students parliament a the crowd rally news press "
    "conference briefing audience in of business leaders diplomats".split()
)
# Who is told something: where they are is where it is told ("told a security forum in Singapore").
_HEARERS = frozenset(
    "reporters journalists supporters lawmakers soldiers troops students parliament crowd rally press conference "
    "briefing audience forum summit meeting gathering congress assembly session delegates leaders ministers "
    "diplomats".split()
)
_OF_TIME = frozenset("on in at the of late early , and".split())
_MATTERS = frozenset({"meet", "say", "report", "deal", "office"})  # what such an event is "on" is its matter
_REACH = 18


def find_places(scene: Scene, found: Found, others: Sequence[Found], groups: Groups) -> tuple[Place, ...]:
    """Return the places of one event, the nearest to its trigger first."""
    if (
        found.kind in ("say", "report")
        and found.verb is not None
        and found.trigger.words[0] not in ("speak", "address", "hold", "deliver")
    ):
        return tuple(as_place(s) for s in scene.spots if not s.metonym and _spoken_there(scene, found, s))
    chosen: list[Spot] = []
    for spot in scene.spots:
        if spot.metonym or spot in chosen or _owner_of_next(scene, spot):
            continue
        here = [s for s in scene.spots if s.first > spot.last and not s.metonym][:1]
        joined = here and words_between(scene, spot, here[0]) in (["and"], [","]) and found.first > here[0].last
        if joined and _governs(scene, found, here[0], others, groups):
            chosen.append(spot)  # "Hanoi and Da Nang, where she met"
            continue
        if _governs(scene, found, spot, others, groups) or chosen and _apposed(scene, chosen[-1], spot):
            chosen.append(spot)
    return tuple(dict.fromkeys(as_place(spot) for spot in chosen))


def as_place(spot: Spot) -> Place:
    t = spot.toponym
    return Place(t.name, t.text, t.lat, t.lon, t.iso3, t.kind, t.radius_km)


def _governs(scene: Scene, found: Found, spot: Spot, others: Sequence[Found], groups: Groups) -> bool:
    words = scene.words
    if found.first <= spot.first <= found.last:
        return True
    wide = found.kind not in ("say", "report")
    allowed = _IN | _TOWARD if found.kind in ("move", "military", "aid", "host", "happen") else _IN
    if spot.first > found.last:
        path = range(found.last + 1, spot.first + 1)
        if len(path) > _REACH or any(scene.hard(i) and not _open(scene, found, i) for i in path):
            return False
        if any(words.lower[i] in _TOPIC and not words.lower[i + 1][0].isdigit() for i in path):
            return False
        between = set(words.lower[found.last + 1 : spot.first])
        if found.kind in ("deal", "office", "sanction") and _to_do(scene, found.last + 1, spot.first, groups):
            return False  # "agreed to let the Soviets in Kuwait leave"
        if found.verb is None and between & (groups["be"] | groups["have"] | _NEXT) and not between & _HELD:
            return False
        if found.verb and "," in between and words.lower[spot.first - 2 : spot.first - 1] == ["and"] and any(
            o.verb and 0 < o.first - spot.last <= 4 for o in others
        ):  # fmt: skip
            return False  # "met Roe in Lima, and in Quito he met Doe"
        if spot.governed == "at" and spot.toponym.kind == "country":
            return False  # "sanctions aimed at Russia"
        if spot.governed == "on" and found.kind in _MATTERS and spot.toponym.kind in ("country", "region"):
            return False  # "consultations on Mali"
        if spot.governed == "from" and (len(path) > 5 or _bound(scene, found, spot)):
            return False  # "the first since ships from India came", "were flown to Doha from Iran"
        if words.lower[spot.first - 1] == "of" and spot.first - 2 == found.last and found.kind != "say":
            return True  # "took to the streets of Athens"
        nearer = [o for o in others if o is not found and found.last < o.first and o.last < spot.first]
        if any(o.verb or (o.trigger.strong and spot.governed in _IN and not _at_it(scene, o)) for o in nearer):
            return False
        if spot.governed == "" and found.kind in _OBJECT_KINDS and found.verb and not found.verb.passive:
            if words.lower[spot.first - 1] == "of" and words.lower[spot.first - 2] in TOWNS:
                between -= {"of"}
            near = spot.first - found.last <= 6 and not between & (groups["preposition"] | {","})
            return near and not _adjectival(scene, spot)
        if spot.governed == "of":
            return found.noun is not None and found.kind in ("fight", "coerce", "move") and spot.first - found.last <= 3
        return spot.governed in allowed and (wide or len(path) <= 8)
    path = range(spot.last + 1, found.first + 1)
    if found.verb is not None and words.lower[spot.last + 1 : spot.last + 3][-1:] == ["where"]:
        return True  # "Zagan, where the ministers will welcome them"
    if words.lower[0] == "while" and words.lower[1:2] == [spot.governed] and spot.first <= 3:
        return wide  # "While in Oslo, she met ..."
    if any(scene.hard(i) and not (i in scene.walls and spot.first <= 4) for i in path):
        return False
    if found.noun is not None and spot.last + 1 >= found.first - 1 and not scene.soft(found.first):
        return spot.toponym.kind in ("city", "site", "region") and found.kind in ("meet", "fight", "happen", "move")
    if found.verb is not None and found.verb.purpose and spot.governed in _IN:
        return not any(o.verb and spot.last < o.first < found.first for o in others)  # "gathered in Oslo to mark"
    opening = spot.first <= 5 and (words.lower[0] in _IN or words.lower[1:2] == [","]) or _after_time(scene, spot)
    if spot.governed in _IN and (opening or len(path) <= 3):
        rivals = [
            o for o in others if o is not found and o.verb and o.kind != "say" and spot.last < o.first < found.first
        ]
        return not rivals and wide
    passive = found.verb is not None and found.verb.passive and found.kind in _OBJECT_KINDS
    return bool(passive and not any(o.verb and spot.last < o.first < found.first for o in others))


def _open(scene: Scene, found: Found, i: int) -> bool:
    """True where a clause does not part an event from its place: "died when the jet broke up near Varna"."""
    lower = scene.words.lower
    if lower[i] in ("(", ")"):
        return True
    if found.verb is not None and found.trigger.words[0] in ("die", "kill", "injure", "wound"):
        return lower[i] in ("when", "after", "as")
    return found.noun is not None and which_will(lower, i)


def _to_do(scene: Scene, first: int, last: int, groups: Groups) -> bool:
    """True where "to" and a verb stand between two words."""
    words = scene.words
    return any(
        words.lower[i] == "to" and words.text[i + 1][0].islower() and words.lower[i + 1] not in groups["determiner"]
        for i in range(first, last)
    )


def _at_it(scene: Scene, other: Found) -> bool:
    """True for "an explosion at a rally in Bulawayo": both are there."""
    return bool({"at", "during"} & set(scene.words.lower[max(0, other.first - 3) : other.first]))


def _bound(scene: Scene, found: Found, spot: Spot) -> bool:
    """True where the sentence tells whither between the event and `spot`, which is then only where from."""
    return any(s.governed in ("to", "into") and found.last < s.first < spot.first for s in scene.spots)


def _after_time(scene: Scene, spot: Spot) -> bool:
    """True for "Tomorrow afternoon, in Cartagena, the two will sign"."""
    timed = {i for moment in scene.moments for i in range(moment.first, moment.last + 1)}
    before = range(scene.opening, spot.first - 1)
    return 0 < len(before) <= 8 and all(i in timed or scene.words.lower[i] in _OF_TIME for i in before)


def _spoken_there(scene: Scene, found: Found, spot: Spot) -> bool:
    """True for "Speaking in Paris, she said", "told reporters in Paris", "said in Paris"."""
    lower = scene.words.lower
    if spot.governed not in ("in", "at"):
        return False
    to_hearers = spot.first > found.last and bool(_HEARERS & {*lower[found.first : spot.first]})
    between = range(found.last + 1, spot.first)
    if to_hearers and len(between) <= 10 and not any(lower[i] in ("that", ",") for i in between):
        return True
    if spot.toponym.kind not in ("city", "site"):
        return False
    if spot.last < found.first:
        if lower[spot.last + 1 : spot.last + 3] == [",", "where"]:
            return True  # "arrived in Lima, where she thanked the mayor"
        speaking = "speaking" in lower[max(0, spot.first - 3) : spot.first] and "," in lower[spot.last : found.first]
        opening = spot.first <= scene.opening + 4 and lower[spot.last + 1 : spot.last + 2] == [","]
        others = any(spot.last < i < found.head for i in scene.stops)
        return speaking or opening and lower[scene.opening] in ("in", "at") and not others  # "In Tokyo, she said"
    said_to = lower[found.last + 1 : spot.first]
    event = said_to[:1] == ["at"] and not any(scene.hard(i) for i in range(found.last + 1, spot.first))
    return len(said_to) <= (7 if event else 6) and (event or set(said_to) <= _ADDRESSEES | {"at"})


def words_between(scene: Scene, one: Spot, other: Spot) -> Sequence[str]:
    """Return the words that part two toponyms."""
    return scene.words.lower[one.last + 1 : other.first]


def _adjectival(scene: Scene, spot: Spot) -> bool:
    return scene.words.possessive[spot.last]


def _owner_of_next(scene: Scene, spot: Spot) -> bool:
    """True for a country that only qualifies another place: "China's north-eastern Heilongjiang province"."""
    if spot.toponym.kind != "country" or not scene.words.possessive[spot.last]:
        return False
    return any(0 < other.first - spot.last <= 4 for other in scene.spots)


def _apposed(scene: Scene, earlier: Spot, spot: Spot) -> bool:
    """True for "Minsk, Belarus" and "Red Sea and Gulf of Aden", and for "Basra's Hananiyah"."""
    if any(scene.hard(i) and scene.words.lower[i] not in ("(", ")") for i in range(earlier.last + 1, spot.first + 1)):
        return False
    gap = scene.words.lower[earlier.last + 1 : spot.first]
    if len(gap) > 9:
        return False
    if set(gap) <= {",", "and", "the", "(", ")"}:
        return True
    return gap[:2] == [",", "the"] and "of" in gap
