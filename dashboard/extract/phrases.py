"""Phrases of a sentence for use in a title: the subject, what follows the verb, the noun with its company."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.extract.drafts import Draft
from dashboard.extract.scene import Scene
from dashboard.extract.words import Words

Groups = Mapping[str, frozenset[str]]
# Words that point outside the title; a title ends before them.
_POINTING = frozenset(
    "it he she they them him this these those we us our my i you your me here there who whom which whose what how "
    "himself herself "
    "themselves itself".split()
)
# Words that no title ends with.
_HANGING = frozenset(
    "the a an and or but of in on at to for with by from as that than into over about against between "
    "his her its their "
    "is are was were be been has have had will would could should may might can not no also including such more most "
    "both either new several many some any all other another own first second after before during since until while "
    "when where if because although though despite amid among upon under near around across through without within "
    "toward towards via per so very s planned scheduled expected due".split()
)
_BREAKS = frozenset("in on at to for with by from as that than into over about against between after before during "
                    "since until while when where if because amid among under near and or but ,".split())  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """Words of a title, and whether they are plural."""

    text: str = ""
    plural: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


def _points(words: Words, i: int) -> bool:
    """True for a word that points outside the title; "US" is no pronoun."""
    return words.lower[i] in _POINTING and not (words.lower[i] in ("us", "it") and words.text[i].isupper())


def _goes_on(words: Words, i: int, groups: Groups) -> bool:
    """True where "and" or "but" joins another verb: "condemned the coup and called for ..."."""
    if words.lower[i] not in ("and", "but") or i + 1 >= len(words):
        return False
    after = words.lower[i + 1]
    return after in groups["past"] or after in groups["reporting"] or (after.endswith("ed") and len(after) > 4)


def fit(start: str, rest: str, limit: int) -> str:
    """Return `start` with as much of `rest` as fits, cut where a phrase ends; the start itself is cut at a word.

    >>> fit("Putin", "visits Harbin in the north-east", 20)
    'Putin visits Harbin'
    """
    words = f"{start} {rest}".split()
    line = " ".join(words)
    if len(line) > limit:
        room, keep = 0, 0
        for n, word in enumerate(words):
            room += len(word) + (n > 0)
            if room > limit:
                break
            keep = n + 1
        floor = len(start.split())
        cut = next((n for n in range(keep, max(floor, 1), -1) if n < len(words) and words[n].lower() in _BREAKS), 0)
        by = cut > 2 and words[cut].lower() == "by" and words[cut - 1].endswith("ed")
        words = words[: (cut - by) or keep]
    while len(words) > 1 and re.sub(r"\W", "", words[-1]).lower() in _HANGING:
        words.pop()
    return " ".join(words).rstrip(" ,;:-")


def _clean(text: str) -> str:
    text = re.sub(r"\s*\([^)]*\)", "", text)
    text = re.sub(r"\[(\w+)\]", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"[\"“”«»\[\]()]", "", text)).strip(" ,;:")


def subject_phrase(draft: Draft, text: str, groups: Groups) -> Phrase | None:
    """Return the words of the subject ("US helicopters"), None where they are a pronoun or too many."""
    scene = draft.scene
    words = scene.words
    assert draft.found.verb is not None
    end = min(draft.found.verb.start, draft.found.first)
    while end > 0 and words.lower[end - 1] in groups["adverb"]:
        end -= 1
    if end and words.lower[end - 1] == ",":
        opened = next((i for i in range(end - 2, max(0, end - 11), -1) if words.lower[i] == ","), None)
        if opened is None:
            return None  # "The Taliban, which controls most of the country and has done so for years, said"
        end = opened  # "All 298 people on board, most of them Dutch, died"
    low = 0
    for i in range(end - 1, -1, -1):
        if scene.hard(i) or words.lower[i] == "," or words.lower[i] in groups["causing"]:
            low = i + 1 if words.lower[i] in groups["causing"] | {","} or words.barrier[i] else i
            break
        if any(m.first <= i <= m.last for m in scene.moments):
            low = i + 1
            break
    inside = words.lower[low:end]
    if any(low <= i < end for i in scene.stops):
        return None  # another verb stands in between
    if inside and inside[0] in groups["preposition"] and "the" in inside[-4:]:
        low += len(inside) - 1 - inside[::-1].index("the")  # "In a tweet the president said"
        inside = words.lower[low:end]
    while inside and (
        inside[0] in groups["determiner"]
        or inside[0] in ("meanwhile", "additionally", "also", "and", "but", "or", "however")
    ):
        low += 1
        inside = inside[1:]
    if (
        not inside
        or len(inside) > 9
        or any(_points(words, i) for i in range(low, end))
        or set(inside) & groups["reporting"]
        or words.quoted[low]
    ):
        return None
    if inside[0] in groups["preposition"] or inside[0] in ("to", "than"):
        return None
    if low and words.lower[low - 1] == "," and inside[0].endswith("ed"):
        return None  # "The walkout, called by two unions, A and B, has ..."
    head = next((w for w in reversed(_before_preposition(inside, groups)) if w[0].isalpha()), inside[-1])
    many = head in _PLURAL or head.endswith(("men", "women"))
    shout = any(words.text[i].isupper() and words.lower[i] == head for i in range(low, end))  # "the OAS suspends"
    plural = many or (head.endswith("s") and not head.endswith("ss") and head not in _SINGULAR and not shout)
    plural = plural or (inside[0].isdigit() and inside[0] != "1") or "and" in _before_preposition(inside, groups)
    return Phrase(_clean(text[words.starts[low] : words.ends[end - 1]]), plural)


_PLURAL = frozenset("police people troops media children thousands hundreds".split())
_SINGULAR = frozenset("us u.s congress politics news states nations united".split())


def _before_preposition(inside: list[str], groups: Groups) -> list[str]:
    for n, word in enumerate(inside):
        if n and word in groups["preposition"]:
            return inside[:n]
    return inside


def object_phrase(draft: Draft, text: str, groups: Groups) -> str:
    """Return what follows the trigger up to the end of its clause, without times and pointing words."""
    scene, found = draft.scene, draft.found
    words = scene.words
    times = _times(scene)
    start = found.last + 1
    say = found.kind == "say"
    aside = ("that", ":", ",", "however", "also", '"', "“", "”")
    while start < len(words) and (start in times or words.lower[start] in aside and say):
        start = times.get(start, start) + 1
    if say and any(n.first - 3 <= start <= n.last for n in draft.cast.acts if n.first > found.last):
        return ""  # '..., said Sean McCormack': the speaker follows
    if start in scene.stops and not say:
        return ""  # "A treaty signed in 1928 ended the dispute"
    own = words.lower[start] if start < len(words) else ""
    end = start + 1 if say and own in ("he", "she", "it", "they") else start
    while end < len(words):
        word = words.lower[end]
        if (
            end in times
            or _points(words, end)
            or _goes_on(words, end, groups)
            or word in (";", ":", "–", "—", "(")
            or (word == "." and end == len(words) - 1)
        ):
            break
        if scene.hard(end) and end > start and not (say and word not in ("who", "which", "whose", "while", "although")):
            break
        if (
            word == ","
            and not _in_list(scene, end)
            or word == ","
            and words.lower[end + 1 : end + 2] in (["and"], ["but"])
        ):
            break
        if end in scene.stops and not say and end > start and words.lower[end - 1] in ("and", "or", ","):
            break  # the next verb of the sentence: "sign agreements and celebrate"
        if draft.found.verb and end > start and words.lower[end - 1] == "," and word.endswith("ing"):
            break
        end += 1
    while end > start and (words.lower[end - 1] in _HANGING or not words.lower[end - 1][0].isalnum()):
        end -= 1
    return _clean(text[words.starts[start] : _end(words, text, end - 1)]) if end > start else ""


def spoken_words(draft: Draft, text: str, limit: int) -> str:
    """Return the quotation of a statement's sentence, cut to a length; "" where it has none of three words or more."""
    words = draft.scene.words
    quoted = [i for i in range(len(words)) if words.quoted[i] and words.lower[i] not in ('"', "“", "”")]
    if len(quoted) < 3:
        return ""
    last = next((i for i, j in itertools.pairwise(quoted) if j != i + 1), quoted[-1])
    quote = re.sub(r"\s+", " ", text[words.starts[quoted[0]] : words.ends[last]]).strip(' ,;:."“”')
    if len(quote) <= limit:
        return f"“{quote}”"
    cut = quote[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–—")
    return f"“{cut}…”"


_SMALL = frozenset("the a an all some most many more these this its their one two three four five at".split())


def told_before(draft: Draft, text: str) -> str:
    """Return what stands before a closing "the minister said", "" where it is speech or points elsewhere."""
    scene, words = draft.scene, draft.scene.words
    comma = next((i for i in range(draft.found.first - 1, 0, -1) if i in scene.walls and words.lower[i] == ","), None)
    start = scene.opening
    if comma is None or comma - start < 4 or any(words.quoted[start:comma]) or _points(words, start):
        return ""
    told = _clean(text[words.starts[start] : words.ends[comma - 1]])
    return told[0].lower() + told[1:] if words.lower[start] in _SMALL else told


def _end(words: Words, text: str, i: int) -> int:
    """Return the offset after word `i`, with the full stop of an abbreviation ("U.S.")."""
    end = words.ends[i]
    return end + 1 if "." in words.text[i] and text[end : end + 1] == "." else end


def without_times(draft: Draft, text: str, first: int, last: int) -> str:
    """Return the words of a stretch without the times in it ("reached today an agreement")."""
    words, times = draft.scene.words, _times(draft.scene)
    kept, start, i = [], first, first
    while i <= last:
        if i in times and times[i] <= last:
            kept.append(text[words.starts[start] : words.starts[i]])
            i = start = times[i] + 1
        else:
            i += 1
    if start <= last:
        kept.append(text[words.starts[start] : words.ends[last]])
    return "".join(kept)


def _times(scene: Scene) -> dict[int, int]:
    """Return for each word where a time (with its preposition) begins the word where it ends."""
    spans = {}
    for moment in scene.moments:
        if moment.timex.type == "DURATION" or moment.timex.value in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
            continue
        first = moment.first
        if first and scene.words.lower[first - 1] in (
            "on",
            "in",
            "at",
            "by",
            "since",
            "until",
            "during",
            "over",
            "for",
            "of",
            "late",
            "early",
        ):
            first -= 1
        spans[first] = moment.last
    return spans


def _in_list(scene: Scene, comma: int) -> bool:
    words = scene.words.lower
    return comma + 2 < len(words) and "and" in words[comma + 1 : comma + 6] and words[comma + 1] not in ("who", "which")


def noun_phrase(draft: Draft, text: str, groups: Groups) -> str:
    """Return a noun trigger with the words that qualify it: "Russian advances in the Kharkiv region"."""
    scene, found = draft.scene, draft.found
    words = scene.words
    first = found.last - len(found.trigger.words) + 1
    while first > 0 and not words.barrier[first] and first > found.last - 7:
        word = words.lower[first - 1]
        if (
            word in groups["determiner"]
            or word in groups["preposition"]
            or word in groups["be"]
            or word in groups["have"]
        ):
            break
        if (
            not word[0].isalnum()
            or any(m.first <= first - 1 <= m.last for m in scene.moments)
            or word in groups["happened"]
        ):
            break
        if word in groups["reporting"] or word in groups["future"] or word.endswith("ly") or word in groups["adverb"]:
            break
        if word in groups["subordinator"] or _points(words, first - 1) or word in ("out", "up"):
            break
        verb_like = first > 1 and (words.lower[first - 2] in groups["have"] | groups["be"] | groups["negation"])
        if word in groups["negation"] or (word.endswith("ed") and verb_like):
            break
        first -= 1
    end = found.last + 1
    times = _times(scene)
    while end < len(words) and end - found.last < 12:
        word = words.lower[end]
        if end in times or scene.hard(end) or _points(words, end) or not (word[0].isalnum() or word in "-%"):
            break
        if _goes_on(words, end, groups):
            break
        if word in groups["be"] or word in groups["have"] or word in groups["future"] or word in groups["modal"]:
            break
        if end == found.last + 1 and word not in (
            "of",
            "in",
            "on",
            "against",
            "between",
            "with",
            "by",
            "near",
            "at",
            "over",
            "for",
        ):
            break
        if word in groups["light_subject"] or word in groups["happened"]:
            break
        end += 1
    while end > found.last + 1 and words.lower[end - 1] in _HANGING:
        end -= 1
    while first < found.last and words.lower[first] in ("and", "or", "but", ","):
        first += 1
    return _clean(text[words.starts[first] : _end(words, text, end - 1)])
