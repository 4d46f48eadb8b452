"""Find the words that name events: verbs and nouns of the trigger table, each with what its sentence says of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.extract.happening import NounMood, noun_mood
from dashboard.extract.modality import Groups, Mood, verb_mood
from dashboard.extract.words import HARD, Words
from dashboard.lexicon.actions import ActionTable, Trigger
from dashboard.model import Action

# How far the words of one trigger may stand apart, and the words a verb needs: by eye, on news sentences.
_GAP, _OBJECT, _REACH = 3, 6, 11


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger in its sentence: words `first` to `last` (inclusive), the head word, and how it stands.

    Where a verb and its noun are one trigger ("signed a treaty"), `lead` is the verb's lemma and `first` its word.
    """

    words: Words
    first: int
    last: int
    head: int
    trigger: Trigger
    status: str
    verb: Mood | None = None
    noun: NounMood | None = None
    lead: str = ""

    @property
    def kind(self) -> str:
        return self.trigger.kind

    @property
    def start(self) -> int:
        return self.words.starts[self.first]

    @property
    def end(self) -> int:
        return self.words.ends[self.last]


def as_action(text: str, found: Found, table: ActionTable) -> Action:
    """Return a trigger as one of the model's nouns, with its PLOVER and CAMEO codes."""
    plover, cameo = table.codes(found.trigger, found.status)
    mood = found.verb or found.noun
    return Action(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        category=found.trigger.category,
        status=found.status,
        plover=plover,
        cameo=cameo,
        lemma=found.trigger.lemma,
        rule=mood.rule if mood else "",
    )


def find_triggers(sentences: Sequence[Words], table: ActionTable) -> list[Found]:
    """Return the triggers of all sentences in order, none overlapping."""
    found: list[Found] = []
    for words in sentences:
        if words.lower and not all(words.quoted):
            found.extend(_in_sentence(words, table))
    return found


def _in_sentence(words: Words, table: ActionTable) -> list[Found]:
    found: list[Found] = []
    i = 0
    while i < len(words):
        if not words.quoted[i] and (candidates := table.forms.get(words.lower[i])) and not _in_name(words, i):
            one = _best(words, i, candidates, table, found)
            if one is not None:
                found.append(one)
                i = one.last + 1 if one.noun or len(one.trigger.words) > 1 else max(one.head + 1, i + 1)
                continue
        i += 1
    return _joined(_inherited(found))


def _in_name(words: Words, i: int) -> bool:
    """True for a capital in mid-sentence beside another ("North Atlantic Treaty", "Cold War", "United States")."""
    if i == 0 or not words.text[i][0].isupper() or words.lower[i - 1] in ('"', "“", ":"):
        return False
    before = words.text[i - 1][0].isupper() and not words.possessive[i - 1]
    after = i + 1 < len(words) and words.text[i + 1][0].isupper()
    if words.lower[i] in _GATHERINGS and not after:
        return False  # "the U.S.-Africa Leaders Summit"
    return before or after or words.lower[i] in ("march", "may")


def _near(words: Words, i: int) -> frozenset[str]:
    """Return the words around a verb, plurals in the singular too: what `_match` and `_needed` can find at most."""
    around = words.lower[max(0, i - _REACH) : i + 2 * _REACH + _OBJECT]
    return frozenset(around).union(word.removesuffix("s") for word in around)


_AWAITED = frozenset({"expect", "due", "await"})
_GATHERINGS = frozenset({"summit", "conference", "forum", "dialogue"})


def _best(
    words: Words,
    i: int,
    candidates: Sequence[tuple[Trigger, frozenset[str]]],
    table: ActionTable,
    before: Sequence[Found],
) -> Found | None:
    nouns = table.nouns[words.lower[i]]
    if nouns and _is_noun(words, i, table):
        return _noun(words, i, nouns, table)
    near, mood = _near(words, i), None
    for trigger, tags in candidates:
        if not trigger.verb or (trigger.needs and near.isdisjoint(trigger.needs)):
            continue
        if len(trigger.words) > 1 and trigger.words[1] not in near:
            continue
        last = _match(words, i, trigger, table)
        if last is None or _needed(words, i, last, trigger, table.groups) is None:
            continue
        mood = mood or verb_mood(words, i, tags, table.groups)
        if mood is None:
            return None
        if trigger.passive and not mood.passive:
            continue
        if trigger.words[0] in _AWAITED:
            if not mood.passive or mood.rule != "passive":
                continue
            mood = replace(mood, status="planned", passive=False, rule="is to")  # "is expected in Tbilisi"
        return Found(words, i, last, i, trigger, mood.status, verb=mood)
    preceding = words.lower[i - 1] if i else ""
    if not nouns or preceding == "to" or preceding in table.groups["modal"] or preceding in table.groups["future"]:
        return None  # "will address the conflict" is no address
    return _noun(words, i, nouns, table)


def _is_noun(words: Words, i: int, table: ActionTable) -> bool:
    """True where a word that can be verb or noun ("attacks", "meeting", "visit") is a noun here."""
    tags = table.tags[words.lower[i]]
    if not tags:
        return True
    groups = table.groups
    before = words.lower[i - 1] if i else ""
    after = words.lower[i + 1] if i + 1 < len(words) else ""
    if before == "to" or before in groups["modal"] or before in groups["future"] or before in groups["pronoun"]:
        return before == "to" and "ing" in tags
    if "past" in tags and not tags & {"base", "s"}:
        return False
    if "ing" in tags:
        if before in groups["be"] or before == "been":
            return False
        if before == "," and after not in groups["preposition"]:
            return False  # "fired at a car, killing three": a result, told with its verb
        if before in groups["gerund_past"] or before in groups["gerund_content"] or before in groups["deny"]:
            return not (
                after in groups["determiner"]
                or after in ("with",)
                or words.text[i + 1 : i + 2][:1]
                and words.text[i + 1][0].isupper()
            )
        return True
    if before in groups["determiner"] or before in groups["preposition"] or (i and words.possessive[i - 1]):
        return True
    if before in ("and", "or") and "base" in tags:
        return False
    follows_object = after in groups["determiner"] or (i + 1 < len(words) and words.text[i + 1][0].isupper())
    return not follows_object


def _match(words: Words, i: int, trigger: Trigger, table: ActionTable) -> int | None:
    """Return the index of the trigger's last word, None where its words do not follow."""
    at = i
    for k, wanted in enumerate(trigger.words[1:], 1):
        apart = k in trigger.gaps
        for j in range(at + 1, min(len(words), at + 2 + (_OBJECT if apart else _GAP))):
            if words.lower[j] == wanted:
                at = j
                break
            if apart and words.barrier[j] < HARD:
                continue
            if words.barrier[j] or not words.lower[j][0].isalnum():
                return None
            if wanted in table.groups["preposition"] and j > at + 1 and not _only_time(words.lower[at + 1 : j]):
                return None  # "met in Paris with" is no "met with"; the trigger "meet" stands in for it
        else:
            return None
    return at


_DAYS = frozenset(
    "on late early monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday "
    "january february march "
    "april may june july august september october november december".split()
)


_MANNER = frozenset(
    "by phone telephone video for an hour minutes this morning afternoon evening again also briefly separately at "
    "length privately virtually".split()
)


def _only_time(between: Sequence[str]) -> bool:
    """True for "leaves on Thursday for Jordan": only a time parts the verb from its preposition."""
    return all(word in _DAYS or word.isdigit() or word in _MANNER for word in between)


def _object(words: Words, last: int, groups: Groups) -> frozenset[str]:
    """Return the words behind a verb up to the next preposition, comma or clause: "a Georgian patrol boat"."""
    end = next(
        (
            j
            for j in range(last + 1, min(len(words), last + 7))
            if words.barrier[j] or words.lower[j] in groups["preposition"]
        ),
        min(len(words), last + 7),
    )
    return frozenset(words.lower[last + 1 : end])


def _needed(words: Words, i: int, last: int, trigger: Trigger, groups: Groups) -> int | None:
    """Return the index of the word the trigger needs (its own where it needs none), None where it is missing."""
    if trigger.bars and trigger.bars & _object(words, last, groups):
        return None
    if not trigger.needs:
        return last
    reach = 4 if trigger.kind == "host" else _REACH
    for j in range(last + 1, min(len(words), last + 1 + reach)):
        if words.barrier[j] == HARD and words.lower[j] not in ("as", "(", ")"):
            break
        if words.lower[j] in trigger.needs or words.lower[j].removesuffix("s") in trigger.needs:
            return j
    if trigger.kind == "host":
        return None
    for j in range(i - 1, max(-1, i - _REACH), -1):
        if words.lower[j] in trigger.needs:
            return j
        if words.barrier[j] == HARD and words.lower[j] not in ("(", ")", "which", "that"):
            break  # but "the ferry which sank in April"
    return None


def _noun(words: Words, i: int, nouns: Sequence[Trigger], table: ActionTable) -> Found | None:
    for trigger in nouns:
        last = i + len(trigger.words) - 1
        if last >= len(words) or tuple(words.lower[i : last + 1]) != trigger.words:
            continue
        mood = noun_mood(words, i, last, table)
        if mood is None:
            return None
        return Found(words, i, last, last, trigger, mood.status, noun=mood)
    return None


def _inherited(found: Sequence[Found]) -> list[Found]:
    """Give "sign ... and celebrate" one mood: a bare verb after "and" stands as the verb before it."""
    kept: list[Found] = []
    for one in found:
        if one.verb is not None and one.verb.inherits:
            earlier = next(
                (f for f in reversed(kept) if f.verb and f.words.lower[f.head] and not f.verb.inherits), None
            )
            if (
                earlier is None
                or earlier.verb is None
                or earlier.verb.rule in ("past", "present", "perfect", "passive")
            ):
                continue
            one = replace(one, status=earlier.status, verb=replace(earlier.verb, inherits=False))
        kept.append(one)
    return kept


def _joined(found: Sequence[Found]) -> list[Found]:
    """Make one trigger of a verb of happening and its noun: "launched airstrikes", "imposed sanctions"."""
    verbs = {one.head: one for one in found if one.verb}
    kept: list[Found] = []
    dropped: set[int] = set()
    for one in found:
        mood = one.noun
        before = kept[-1] if kept and kept[-1].verb else None
        if mood is None:
            kept.append(one)
        elif before is not None and _calls_off(before, one):
            kept[-1] = one
        elif before is not None and _fills(before, one):
            kept[-1] = replace(before, last=one.last, noun=mood if one.trigger.strong else before.noun)
        elif mood.light is None:
            kept.append(one)
        elif (verb := verbs.get(mood.light)) is None:
            kept.append(replace(one, first=mood.light) if one.first - mood.light <= 3 else one)
        elif not verb.trigger.strong or (verb.trigger.category == one.trigger.category and verb.kind != "meet"):
            dropped.add(id(verb))
            kept.append(
                replace(
                    one,
                    first=verb.first,
                    lead=verb.trigger.words[0],
                    status=verb.status if mood.status == "occurred" else mood.status,
                    trigger=one.trigger if one.trigger.strong else verb.trigger,
                    verb=verb.verb,
                )
            )
        else:
            kept.append(one)
    for noun, verb in itertools.pairwise(kept):
        if _takes_place(noun, verb):
            dropped.add(id(verb))
    return [one for one in kept if id(one) not in dropped and not any(_tells_it(one, other) for other in kept)]


_TAKES_PLACE = frozenset(
    "began begun begins starts opens started opened resumed erupted broke flared happened occurred".split()
)


def _takes_place(noun: Found, verb: Found) -> bool:
    """True where a verb only says that the noun before it took place: "Talks on the border started in May"."""
    if noun.noun is None or noun.verb or verb.verb is None or verb.noun:
        return False
    word = noun.words.lower[verb.head]
    held = word == "held" and verb.verb.passive  # "protests were held"
    told = noun.noun.rule in ("verb", "took place") and (held or word in _TAKES_PLACE and not verb.verb.passive)
    hard = any(noun.words.barrier[i] == HARD for i in range(noun.last + 1, verb.first + 1))
    return told and not hard


def _calls_off(verb: Found, noun: Found) -> bool:
    """True for "suspended the talks": the talks are suspended, and the verb tells no more."""
    plain = not verb.trigger.strong or verb.trigger.words == ("suspend",)
    return plain and bool(noun.noun) and noun.status == "suspended" and 0 < noun.first - verb.last <= 5


def _tells_it(verb: Found, noun: Found) -> bool:
    """True for a verb that only says what became of the noun before it: "Talks broke down in Lima"."""
    if verb.noun or noun.noun is None or not 0 < verb.first - noun.last <= 9:
        return False
    between = range(noun.last + 1, verb.first + 1)
    clear = all(noun.words.barrier[j] < HARD or noun.words.lower[j] in ("which", "that") for j in between)
    same = noun.trigger.words[-1] in verb.trigger.needs and noun.trigger.category == verb.trigger.category
    return clear and same and noun.trigger.strong and noun.noun.support > 0


def _fills(verb: Found, noun: Found) -> bool:
    """True where the noun is only the word that the verb needs: "dropped two bombs"."""
    needed = noun.trigger.words[-1] in verb.trigger.needs and noun.trigger.category == verb.trigger.category
    between = noun.words.lower[verb.last + 1 : noun.first]
    near = 0 < noun.first - verb.last <= 6 and not any(noun.words.barrier[verb.last + 1 : noun.first + 1])
    of_old = "the" in between and any(word.isdigit() and len(word) == 4 for word in between)
    return needed and near and not of_old  # "pulled out of the 2015 deal": two events
