"""What a sentence says of an event: did it happen, is it going on or planned - or is it no event.

Only words are read, no grammar tree: the chain of auxiliaries before a verb, the word that governs "to", the words
around a noun. Where they leave it open whether anything happened ("may attack", "if they meet"), there is no event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.extract.words import HARD, Words

Groups = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Mood:
    """How a trigger stands in its sentence.

    `start` is the first word of the verb group. `needs_date`: an event only if the text dates it ("agreed to meet
    in May" is a plan, "agreed to meet" an agreement). `purpose`: "to meet", with the verb before it giving the status.
    """

    status: str
    start: int
    passive: bool = False
    perfect: bool = False
    present: bool = False
    needs_date: bool = False
    purpose: bool = False
    background: bool = False
    inherits: bool = False
    rule: str = ""


def verb_mood(words: Words, i: int, tags: frozenset[str], groups: Groups) -> Mood | None:
    """Return how the verb at word `i` stands, None where it tells no event."""
    if in_condition(words, i, groups):
        return None
    lower = words.lower
    if lower[i] in ("fight", "fights", "fought", "fighting", "battle", "battles") and lower[i + 1 : i + 2] in (
        ["to"],
        ["for"],
    ):
        return None  # "fights to keep the boy" is no battle
    j = i - 1
    chain: list[str] = []
    adverbs: set[str] = set()
    while j >= 0 and i - j <= 8:
        word = lower[j]
        if word in groups["be"] or word in groups["have"] or word in groups["future"] or word in groups["modal"]:
            chain.append(word)
        elif word.endswith("n't") or word in groups["negation"]:
            chain.append("not")
            if word.endswith("n't"):
                chain.append({"won't": "will", "can't": "can"}.get(word, word[:-3]))
        elif word in groups["weak_aux"]:
            chain.append("do")
        elif word == "to":
            return _infinitive(words, j, chain, tags, groups)
        elif word in groups["adverb"] or (word.endswith("ly") and len(word) > 4):
            adverbs.add(word)
        elif not (word == "," and chain == [] and j and lower[j - 1] in groups["adverb"]):
            break
        j -= 1
    start = j + 1
    if lower[max(0, start - 2) : start] == ["no", "one"] or lower[start - 1 : start] in (
        ["nobody"],
        ["none"],
        ["neither"],
    ):
        return None
    if "not" in chain:
        return None
    if set(chain) & groups["modal"]:
        would = "would" in chain and _reported(words, start, groups) and not set(lower) & {"if", "unless"}
        return Mood("planned", start, needs_date=True, rule="would") if would else None
    passive = bool(chain) and bool(set(chain) & groups["be"]) and "part" in tags
    if set(chain) & groups["future"]:
        if set(lower) & groups["conditional"] - {"whether", "should"}:
            return None
        if (
            lower[start - 1 : start] in (["who"], ["what"], ["when"], ["how"])
            and set(lower[:start]) & groups["unknown"]
        ):
            return None
        return Mood("planned", start, passive=passive, rule="will")
    status = "alleged" if adverbs & groups["alleged"] else "occurred"
    if chain:
        return _with_auxiliary(words, start, chain, tags, status, passive, groups)
    return _bare(words, i, start, tags, status, groups)


def _with_auxiliary(
    words: Words, start: int, chain: list[str], tags: frozenset[str], status: str, passive: bool, groups: Groups
) -> Mood | None:
    perfect = bool(set(chain) & groups["have"])
    present = bool(set(chain) & groups["present_be"])
    if "ing" in tags and set(chain) & groups["be"]:
        going_on = present or (perfect and "had" not in chain)
        return Mood("ongoing" if going_on and status == "occurred" else status, start, rule="progressive")
    if "being" in chain and present:
        return Mood("ongoing" if status == "occurred" else status, start, passive=True, rule="progressive passive")
    if "having" in chain:
        before = words.lower[start - 1] if start else ""
        if before in groups["deny"]:
            return Mood("denied", start, background=True, rule="denied having")
        if before == "of" and set(words.lower[max(0, start - 9) : start]) & groups["allege"]:
            return Mood("alleged", start, background=True, rule="accused of having")
        return Mood(status, start, background=True, rule="having") if before in groups["gerund_past"] else None
    if "being" in chain:
        return None
    if "do" in chain:
        return Mood(status, start, rule="did") if "base" in tags else None
    if set(chain) & groups["be"] and not passive:
        return None
    return Mood(
        status, start, passive=passive, perfect=perfect, present=present, rule="passive" if passive else "perfect"
    )


def _infinitive(words: Words, to: int, chain: list[str], tags: frozenset[str], groups: Groups) -> Mood | None:
    """Read "<governor> to <verb>"."""
    if "base" not in tags and not chain:
        return None
    lower = words.lower
    if "not" in chain:
        return None
    passive = "be" in chain and "part" in tags
    j = to - 1
    while j >= 0 and (lower[j] in groups["adverb"] or lower[j].endswith("ly")):
        j -= 1
    if j < 0:
        return None
    governor = lower[j]
    negated = any(word in groups["negation"] or word.endswith("n't") for word in lower[max(0, j - 3) : to])
    if negated or governor in groups["negative"] or governor in groups["hypothetical"] or governor in groups["have"]:
        return None
    if governor in groups["plan"]:
        if lower[to + 1 : to + 2] == ["blame"]:
            return None  # "the pilot was to blame"
        if governor in ("was", "were") and "have" in chain:
            return Mood("suspended", j, passive="been" in chain, rule="was to have")  # "was to have met"
        if governor in groups["be"]:
            return Mood("planned", j, passive=passive, rule="is to")
        past_plan = {"been"} & set(lower[max(0, j - 2) : j]) and "had" in lower[max(0, j - 3) : j]
        if past_plan:
            return None
        if governor in _WAS_TO and lower[j - 1 : j] in (["was"], ["were"]):
            return Mood("planned", j - 1, passive=passive, needs_date=True, rule="was due to")
        start = j - 1 if j and lower[j - 1] in groups["be"] else j
        return Mood(
            "planned", start, passive=passive, needs_date=governor in groups["soft_plan"], rule=f"{governor} to"
        )
    for k in range(j, max(-1, j - 9), -1):
        if words.barrier[k + 1]:
            break
        if lower[k] in groups["causing"] and k < j:
            return Mood("occurred", to, passive=passive, rule="made to")  # "prompted the union to impose sanctions"
        if lower[k] in groups["hypothetical"] or (k < j and lower[k] in groups["soft_plan"]):
            return None  # "urged the candidates to reach an agreement"
    if governor in groups["begun"]:
        start = j - 1 if j and lower[j - 1] in groups["have"] else j
        return Mood(
            "ongoing" if governor.startswith(("continu", "begin", "has")) else "occurred", start, rule=f"{governor} to"
        )
    if "until" in lower[max(0, to - 5) : to] or "deadline" in lower[max(0, to - 5) : to]:
        return Mood("planned", to, passive=passive, rule="until")  # "has until 8 April to give up its arms"
    return Mood("planned", to, passive=passive, purpose=True, rule="to")


def _bare(words: Words, i: int, start: int, tags: frozenset[str], status: str, groups: Groups) -> Mood | None:
    """Read a verb without auxiliary by its form and the word before it."""
    lower = words.lower
    before = lower[start - 1] if start else ""
    owned = start > 0 and words.possessive[start - 1]
    if "past" in tags or "part" in tags:
        if lower[i] == "armed" or _attributive(words, i, before, groups):
            return None  # "the armed forces", "of jailed former president", "two detained activists"
        if (
            before == ","
            and words.text[i + 1 : i + 2]
            and words.text[i + 1][0].isupper()
            and words.lower[i].endswith("ed")
        ) and words.lower[i + 1] in ("secretary", "president", "minister", "chairman", "leader", "prime", "foreign"):
            return None  # "Jane Doe, proposed Secretary of State, ..."
        kept = {"kept", "keep", "keeps", "keeping"} & set(lower[max(0, start - 3) : start])
        if kept or before in ("remain", "remains", "remained", "seem", "seems", "stay", "stays", "felt", "feel"):
            return None  # "kept the embassy informed", "felt imprisoned"
        if before in groups["determiner"] and before not in ("all", "both", "each", "some", "many", "that", "this"):
            return None
        if owned and lower[start - 1] not in ("who", "it"):
            return None
        passive = before not in ("who", "which", "that") and (
            _by_follows(words, i) or "part" in tags and _no_object(words, i, before, groups)
        )
        return Mood(status, start, passive=passive, rule="past")
    if "ing" in tags:
        if before in groups["gerund_past"] and before not in ("in", "by"):
            return Mood(status, start, background=True, rule=f"{before} ...ing")
        if before in groups["gerund_content"]:
            if set(lower[max(0, start - 9) : start]) & groups["allege"] and before == "of":
                return Mood("alleged", start, background=True, rule="accused of ...ing")
            blamed = {
                "condemned",
                "criticized",
                "criticised",
                "denounced",
                "blamed",
                "thanked",
                "praised",
                "sanctioned",
            }
            if before == "for" and set(lower[max(0, start - 9) : start]) & blamed:
                return Mood(status, start, background=True, rule="for ...ing")
            return None
        if before in groups["deny"]:
            return Mood("denied", start, background=True, rule="denied ...ing")
        if before in groups["begun"]:
            going_on = before.startswith("continue") or before in ("begin", "begins", "start", "starts")
            return Mood("ongoing" if going_on else status, start - 1, rule="began ...ing")
        return None
    if "base" in tags and not tags & {"past", "s"}:
        if before in ("and", "or", ",", "then"):
            return Mood(status, start, inherits=True, rule="and")
        if before in groups["determiner"] or owned or before in groups["preposition"]:
            return None
        if set(lower[max(0, start - 10) : start]) & _DEMANDED:
            return None  # "demanded that both sides halt hostilities"
        if {"helped", "saw"} & set(lower[max(0, start - 8) : start]) and clear(words, max(0, start - 8), start):
            return Mood(status, start, rule="helped")  # "helped the police detain three men"
        plural = before.endswith("s") or before in ("they", "we", "i", "people", "who", "which")
        pair = lower[start - 2 : start - 1] == ["and"] and words.text[start - 1][0].isupper()
        plural = plural or pair  # "Chile and Peru meet in Lima on Friday"
        return Mood(status, start, present=True, rule="present") if plural else None
    if "s" in tags:
        if lower[i] == "states" and (lower[i + 1 : i + 2] or ["."])[0] not in (
            "that",
            "the",
            "it",
            "he",
            "she",
            '"',
            "“",
        ):
            return None
        if before in groups["determiner"] or owned or before in groups["preposition"] or before.endswith("ing"):
            return None
        if (
            not (words.text[start - 1 : start] or "x")[0][0].isupper()
            and not before.endswith("s")
            and not (
                before in groups["official"]
                or before in groups["pronoun"]
                or before in groups["inanimate"]
                or before in ('"', "”", ",", ")")
            )
        ):
            return None
        return Mood(status, start, present=True, rule="present")
    return None


_DEMANDED = frozenset(
    "demand demanded demands demanding insist insisted insists urge urged urges ask asked asks recommended proposed "
    "request requested requests requesting suggested".split()
)
_COUNTS = frozenset("two three four five six seven eight nine ten several many some dozens hundreds thousands".split())


def _attributive(words: Words, i: int, before: str, groups: Groups) -> bool:
    """True where a participle only qualifies the noun after it."""
    after = words.lower[i + 1] if i + 1 < len(words) else ""
    if not after.isalpha() or words.barrier[i + 1] or after in groups["preposition"] or after in groups["determiner"]:
        return False
    if after in groups["adverb"] or after in groups["person_pronoun"] or words.text[i + 1][0].isupper():
        return False
    return before in groups["preposition"] or before in _COUNTS or before.isdigit()


def in_condition(words: Words, i: int, groups: Groups) -> bool:
    """True where word `i` stands in an if-clause: a conditional word before it and no comma between."""
    for j in range(i - 1, max(-1, i - 25), -1):
        word = words.lower[j]
        if word in (",", ";", ":"):
            return False
        if word in ("if", "unless", "whether", "lest", "provided"):
            return True
    return False


def _reported(words: Words, start: int, groups: Groups) -> bool:
    return bool(set(words.lower[max(0, start - 12) : start]) & (groups["reporting"] | {"that"}))


def _by_follows(words: Words, i: int) -> bool:
    following = words.lower[i + 1 : i + 4]
    return "by" in following[:2] and not set(following) & {"phone", "telephone", "video"}


def _no_object(words: Words, i: int, before: str, groups: Groups) -> bool:
    """True for a participle without its object: "a treaty signed in 1928", "himself ousted in a coup"."""
    if words.lower[i] not in groups["transitive"] or before in groups["pronoun"] - {"himself"}:
        return False
    j = i + 1
    while j < len(words) and words.lower[j] in _PARTICLES:
        j += 1
    after = words.lower[j] if j < len(words) else "."
    if after not in groups["preposition"] and after not in (",", ".", ")"):
        return False
    return not (after in ("on", "in") and words.lower[j + 2 : j + 3] in (["a"], ["an"], ["the"], ["its"]))


_WAS_TO = frozenset({"due", "set", "scheduled", "expected", "supposed", "meant"})
_PARTICLES = frozenset({"up", "down"})


def clear(words: Words, first: int, last: int) -> bool:
    """True where no new clause begins between two words (`last` included)."""
    return all(words.barrier[k] < HARD for k in range(first + 1, last + 1))
