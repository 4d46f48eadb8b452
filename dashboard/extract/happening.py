"""Whether a noun names something that happens, and what the sentence says of it.

"The talks were held in Minsk" tells an event, "a possible attack" and "peace talks process" do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.modality import Groups, clear, in_condition, verb_mood
from dashboard.extract.words import HARD, Words
from dashboard.lexicon.actions import ActionTable


@dataclass(frozen=True, slots=True)
class NounMood:
    """How a noun trigger stands: `support` counts what speaks for an event, `light` is the index of its verb."""

    status: str
    support: int
    light: int | None = None
    definite: str = ""
    modified: bool = False
    background: bool = False
    rule: str = ""


def noun_mood(words: Words, first: int, last: int, table: ActionTable) -> NounMood | None:
    """Return how the noun at words `first` to `last` stands, None where it tells no event."""
    groups = table.groups
    lower = words.lower
    after = lower[last + 1] if last + 1 < len(lower) else ""
    if after in groups["compound_head"] and not words.possessive[last]:
        return None
    if in_condition(words, first, groups):
        return None
    left = first
    while left > 0 and _modifies(words, left - 1, groups):
        left -= 1
        if words.lower[left] in groups["determiner"] and left < first:
            break
    before = lower[left - 1] if left else ""
    if _ADDRESSING & set(lower[max(0, left - 3) : left]):
        return None  # "told a cabinet meeting"
    modifiers = set(lower[left:first])
    if modifiers & {
        "no",
        "any",
        "possible",
        "potential",
        "hypothetical",
        "would-be",
        "future",
        "every",
        "another",
    }:
        return None
    if "such" in modifiers and not (modifiers | {before}) & {"first", "second", "third", "last"}:
        return None
    definite = next((w for w in lower[left:first] if w in groups["definite"]), "")
    if not definite and left < first and any(words.possessive[left:first]):
        definite = "'s"
    governor = lower[left - 2] if left > 1 and before in ("of", "for", "to", "on", "against", "about") else before
    if governor in groups["hypothetical_noun"] and governor not in groups["happened"] and not definite:
        return None
    if before == "of" and governor in groups["hypothetical_noun"] and governor not in ("end", "no"):
        return None
    if before in groups["hypothetical"] and before not in groups["happened"]:
        return None  # "requesting the intervention of the UN"
    if before == "for" and (governor in groups["hypothetical"] or governor in groups["hypothetical_noun"]):
        return None
    if before == "from" and lower[last] in ("arrest", "detention", "custody"):
        return None  # "released from house arrest"
    if before == "in" and left == first and lower[first] in ("protest", "response", "retreat"):
        return None  # "resigned in protest"
    if before == "with" and _THREATENED & set(lower[max(0, left - 8) : left]):
        return None  # "threatened both sides with sanctions"
    if before == "of" and governor in ("%", "percent", "cent", "share"):
        return None  # "with 95% of the votes counted"
    dated = any(re.fullmatch(r"(?:1[89]|20)\d\d", word) for word in lower[left:first])
    if before == "of" and left > 1 and lower[left - 2] in groups["of_head"] and not dated:
        return None
    if left and first > left and (before in groups["be"] or before in groups["predicate"]):
        return None  # "It is the largest deployment since ..." describes an event told elsewhere
    if before not in groups["background"] and _only_wished(words, left, groups):
        return None
    status, support, light, rule = "occurred", 0, None, "noun"
    if modifiers & groups["upcoming"]:
        status, rule, support = "planned", "planned", 0 if "proposed" in modifiers else 1
    if modifiers & groups["ongoing"]:
        status, rule, support = "ongoing", "ongoing", 1
    if modifiers & groups["alleged"]:
        status, rule = "alleged", "alleged"
    background = before in groups["background"]
    if background:
        support += 1
    found = _light_verb(words, left, table)
    if found is not None:
        if found == (-1, "none", ""):
            return None
        light, status, rule = found
        support += 2
    else:
        probed = _PROBED & set(
            lower[max(0, left - 4) : left]
        )  # "the board looking into the cause of the crash will ..."
        subject = None if probed else _as_subject(words, last, table)
        if subject is not None:
            if subject[0] == "none":
                return None
            if status == "occurred":
                status, rule = subject
            support += 2 if subject[1] == "took place" else 1
    if modifiers & groups["alleged"]:
        status, rule, support = "alleged", "alleged", support + 1
    modified = left < first - (1 if definite and definite != "'s" else 0)
    if status == "occurred" and not background and set(lower[first : last + 1]) & groups["durative"]:
        status, rule = "ongoing", "going on"
    if lower[last + 1 : last + 3] == ["under", "way"] or after == "underway":
        status, rule, support = "ongoing", "under way", support + 2
    on = _on_it(words, left, groups)
    if on and status == "occurred":
        status, rule, support = "ongoing", "is on", support + 1
    suspended = _suspended(words, left, last, groups)
    if suspended:
        status, rule, support = "suspended", suspended, support + 2
    return NounMood(status, support, light, definite, modified, background, rule)


_AIMS = frozenset({"carry", "conduct", "launch", "stage", "undertake", "perform", "wage", "impose"})
_THREATENED = frozenset({"threaten", "threatened", "threatens", "threatening", "charged"})
_ADDRESSING = frozenset({"told", "tell", "telling", "addressed", "briefed"})


def _on_it(words: Words, left: int, groups: Groups) -> bool:
    """True for "is on a visit" and "is in China for talks"."""
    lead = words.lower[max(0, left - 8) : left]
    at = max((i for i, word in enumerate(lead) if word in groups["present_be"]), default=None)
    if at is None or set(lead[at + 1 :]) & (groups["subordinator"] | groups["negation"]):
        return False
    following = [w for w in lead[at + 1 :] if w not in groups["adverb"]]
    return following[:1] == ["on"] or (following[:1] == ["in"] and following[-1:] == ["for"])


def _only_wished(words: Words, left: int, groups: Groups) -> bool:
    """True for "would result in a ceasefire" and "to try to restart the talks"."""
    for i in range(left - 1, max(-1, left - 6), -1):
        word = words.lower[i]
        if word in groups["modal"] or word in (
            "try",
            "trying",
            "seek",
            "seeking",
            "attempt",
            "hoping",
            "hopes",
            "effort",
            "efforts",
        ):
            return True
        if words.barrier[i]:
            break
    return False


def _modifies(words: Words, i: int, groups: Groups) -> bool:
    """True where word `i` may belong to the noun phrase that the next word continues."""
    word = words.lower[i]
    if words.barrier[i + 1] or not (word[0].isalnum()):
        return word == "-"
    if word.endswith("ed") and (words.text[i + 1][0].isupper() or words.lower[i + 1] in groups["determiner"]):
        return False  # "the call followed Kerry's meeting": a verb
    if word in groups["determiner"] or word == "alleged" or word in groups["upcoming"] or word in groups["ongoing"]:
        return True
    if words.possessive[i] or words.text[i][0].isupper() or word[0].isdigit():
        return word not in groups["preposition"]
    if word in groups["preposition"] or word in groups["be"] or word in groups["have"] or word in groups["happened"]:
        return False
    if word in groups["reporting"] or word in groups["future"] or word in groups["modal"] or word == "to":
        return False
    return word.endswith(_ADJECTIVE) or word in _PLAIN_ADJECTIVES or "-" in word


_ADJECTIVE = (
    "al",
    "ic",
    "ive",
    "ous",
    "ary",
    "ful",
    "ar",
    "ed",
    "ian",
    "ish",
    "ese",
    "an",
    "ent",
    "ant",
    "ing",
    "ble",
    "ern",
    "est",
)
_PLAIN_ADJECTIVES = frozenset(
    "first second third fourth fifth last new big large small deadly fresh further long short high top key major brief "
    "joint mass air ground peace trade arms naval nuclear surprise two three four five six seven several recent early "
    "late bloody severe fierce heavy failed year-long emergency security state gas oil defence defense terror summer "
    "spring autumn winter border missile drone rocket suicide bomb".split()
)


def _light_verb(words: Words, left: int, table: ActionTable) -> tuple[int, str, str] | None:
    """Return index, status and rule of the verb that makes the noun happen; (-1, ...) where it denies it."""
    groups = table.groups
    for j in range(left - 1, max(-1, left - 5), -1):
        word = words.lower[j]
        if words.barrier[j] >= HARD and j < left - 1 and word not in ("that",):
            return None
        if word == "open" and words.lower[j + 1] == "to":
            return (-1, "none", "")  # "remains open to dialogue": a stance
        if word in groups["happened"] and not words.quoted[j]:
            tags = _tags(word, table)
            if j and "base" in tags and (words.lower[j - 1] in groups["determiner"] or words.possessive[j - 1]):
                continue  # "return to the issue at its meeting": a noun
            mood = verb_mood(words, j, tags, groups)
            if mood is None or mood.needs_date:
                return (-1, "none", "") if "base" in tags or "ing" in tags or _negated(words, j, groups) else None
            if mood.purpose:
                if word in ("end", "halt"):
                    return (-1, "none", "")  # "helped to end the war"
                if word in _AIMS and words.lower[j - 1] == "to" and not set(words.lower[:j]) & groups["went"]:
                    return (-1, "none", "")  # "authorised a brigade to carry out operations"
                ahead = set(words.lower[:j]) & (
                    groups["future"] | {"arrived", "arrives", "traveled", "travelled", "flew", "heads"}
                )
                return (j, "planned" if ahead else "occurred", "to")
            return (j, mood.status, mood.rule)
        if word in groups["be"] or words.barrier[j] == HARD:
            return None
    return None


def _negated(words: Words, j: int, groups: Groups) -> bool:
    return any(w in groups["negation"] or w.endswith("n't") for w in words.lower[max(0, j - 3) : j])


def _tags(word: str, table: ActionTable) -> frozenset[str]:
    if tags := table.tags.get(word):
        return tags
    if word.endswith("ing"):
        return frozenset({"ing"})
    if word.endswith("ed") or word in _PAST:
        return frozenset({"past", "part"})
    return frozenset({"s"}) if word.endswith("s") else frozenset({"base"})


_PAST = frozenset(
    "held began begun struck made gave given met won lost sent broke broken brought saw seen paid wrote set".split()
)


def _as_subject(words: Words, last: int, table: ActionTable) -> tuple[str, str] | None:
    """Return status and rule where the noun is what a verb to its right tells of ("the talks will resume")."""
    groups = table.groups
    lower = words.lower
    depth = 0
    for j in range(last + 1, min(len(lower), last + 16)):
        word = lower[j]
        if words.barrier[j] == HARD and word not in ("(", ")") and not which_will(lower, j):
            return None
        if word == ",":
            depth += 1
            if depth == 2:
                continue
        if word in groups["future"]:
            return ("none", "") if j + 1 < len(lower) and lower[j + 1] == "not" else ("planned", "will")
        if word in groups["modal"]:
            bare = not any(w in groups["definite"] for w in lower[max(0, last - 4) : last])
            return ("none", "") if bare and word in ("would", "could", "might") else None  # "an attack would ..."
        if word in groups["be"] or word in groups["have"]:
            following = list(lower[j + 1 : j + 4])
            if "not" in following[:2]:
                return None
            if following[:2] == ["to", "have"] and word in ("was", "were"):
                return "suspended", "was to have"
            if "to" in following[:1]:
                return "planned", "is to"
            if following[:2] == ["due", "to"] and set(following[2:]) & groups["determiner"]:
                return None
            if (
                set(following) & {"scheduled", "due", "expected", "planned", "set", "slated"}
                and word in groups["present_be"]
            ):
                return "planned", "is due"
            if (
                set(following) & {"under", "underway", "ongoing", "continuing", "going"}
                and word in groups["present_be"]
            ):
                return "ongoing", "is under way"
            if following[:1] == ["held"]:
                return "occurred", "took place"
            return ("occurred", "verb") if set(following) & groups["light_subject"] else None
        if word in ("continue", "continues"):
            return "ongoing", "continues"
        if word in groups["light_subject"] and not words.quoted[j]:
            place = lower[j : j + 2] == ["took", "place"] or word in ("happened", "occurred")
            return "occurred", "took place" if place else "verb"
        if word == "reached" and "day" in lower[j : j + 4]:
            return "ongoing", "reached its day"
    return None


def which_will(lower: Sequence[str], j: int) -> bool:
    """True for "the visit to Hanoi, which will take place on 20 July", "talks that opened on Monday"."""
    if lower[j] not in ("which", "that") or j + 1 >= len(lower):
        return False
    goes_on = lower[j + 1] in _GOES_ON or lower[j + 1].endswith("ed") and lower[j] == "which"
    return goes_on and lower[j + 1] != "followed"  # "the violence that followed the vote in May"


_PROBED = frozenset({"cause", "causes", "investigation", "inquiry", "probe", "investigating"})
_BEGAN = frozenset({"began", "opened", "started", "resumed"})
_GOES_ON = frozenset("will took was were is began starts started opened ended killed left came lasted".split())


def _suspended(words: Words, left: int, last: int, groups: Groups) -> str:
    """Return the word that calls the event off, "" where none does."""
    lower = words.lower
    for j in range(left - 1, max(-1, left - 6), -1):
        if (word := _off(lower, j, groups)) and not lower[j].endswith("ing"):
            return word if _done(words, j, groups) else ""
        if words.barrier[j] or lower[j] in groups["be"]:
            break
    since = last
    for j in range(last + 1, min(len(lower), last + 18)):
        if lower[j] in ("which", "that") and j - last < 8:
            since = j  # "a visit which had been arranged for May was cancelled"
            continue
        if words.barrier[j] == HARD or lower[j] in _BEGAN:
            break  # "talks began in May and were broken off in June": the talks were held
        if (word := _off(lower, j, groups)) and clear(words, since, j):
            chain = lower[max(last, j - 4) : j]
            held = word == "on hold" and set(lower[max(0, left - 4) : left]) & {"put", "puts", "placed"}
            passive = set(chain) & groups["be"]
            if held or (passive and not set(chain) & (groups["modal"] | groups["negation"] | {"to", "having"})):
                return word
            break
    return ""


def _off(lower: Sequence[str], j: int, groups: Groups) -> str:
    """Return the words at `j` that call something off, "" where they do not."""
    if lower[j] in groups["suspended"]:
        return lower[j]
    following = lower[j + 1] if j + 1 < len(lower) else ""
    if lower[j] in groups["off"] and following == "off":
        return f"{lower[j]} off"
    if lower[j] == "off" and j and lower[j - 1] in groups["off"]:
        return f"{lower[j - 1]} off"
    if following == "back" and lower[j] in ("pushed", "put") and list(lower[j + 2 : j + 3]) != ["to"]:
        return f"{lower[j]} back"  # "pushed back to May" is still a plan
    return "on hold" if lower[j] == "on" and following == "hold" else ""


def _done(words: Words, j: int, groups: Groups) -> bool:
    """True where the word at `j` has been done: not "may cancel", "demanded that they cancel", "called to suspend"."""
    lower = words.lower
    if lower[j] == "off":
        j -= 1
    before = lower[max(0, j - 3) : j]
    if lower[j - 1 : j] == ["to"]:
        return lower[j - 2] in groups["made_to"] if j > 1 else False
    if _negated(words, j, groups) or set(before) & (groups["modal"] | groups["future"]):
        return False
    wished = (groups["hypothetical"] - groups["have"]) & set(before)
    base = not lower[j].endswith(("ed", "s")) and lower[j] not in ("put", "broke", "froze", "frozen", "broken")
    return not wished and not base
