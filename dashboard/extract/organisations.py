"""Organisations that the tables do not know, by the shape of their names: 'Joint Investigation Group (JIG)'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.extract.actor_tokens import Labeller, Labels, Segment, Token

Words = Mapping[str, frozenset[str]]
_ACRONYM = re.compile(r"\s*\(\s*(?:the |or |also known as |known as )?[\"“']?([A-Z][A-Za-z&./-]{1,9})[\"”']?\s*[),;]")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_LINKS = frozenset(("and", "&", "for", "of"))
_MEMBERS = frozenset("fighters rebels guards forces units militias volunteers".split())
_ADJECTIVE = ("ean", "ian", "ese", "ish", "ic", "ist")
_LONGEST_NAME = 20
_LARGE = 300_000
_WIDER = frozenset(("national", "constitutional", "supreme", "high", "federal", "new", "patriotic", "popular"))


@dataclass(slots=True)
class Body:
    """Words [i, j) that name an organisation; `acronym` where the text gives one in brackets after it.

    `generic`: a head word alone ('the Council'), which means a body named before. `head` is that word, folded.
    """

    i: int
    j: int
    name: str
    country: str | None
    acronym: str = ""
    generic: bool = False
    head: str = ""


def find_bodies(text: str, tokens: Sequence[Token], labels: Labels, labeller: Labeller) -> list[Body]:
    """Return the organisations of a sentence named by a head word ('Ministry', 'Council') or an acronym after them."""
    words = labeller.table.words
    bodies: list[Body] = []
    done = 0
    for i, token in enumerate(tokens):
        if i < done or not token.cap:
            continue
        body = None
        segment = labels[i]
        if segment.kind == "known":
            if segment.is_body and segment.i == i and token.fold not in ("un", "eu"):
                body = _of_another_state(text, tokens, labels, segment, labeller, done)
        elif token.fold in words["heads"] and not (token.opens and token.fold in _MEMBERS):
            if not (token.opens and token.fold in words["common"] and not _followed_by_of(tokens, i)):
                body = _grow(text, tokens, labels, i, labeller, done)
        elif segment.kind != "country" or segment.i == i:
            body = _before_acronym(text, tokens, labels, i, words, done)
            body = body or _before_small_head(text, tokens, labels, i, labeller)
        if body is not None:
            bodies.append(body)
            done = body.j
    return bodies


def _followed_by_of(tokens: Sequence[Token], i: int) -> bool:
    return i + 2 < len(tokens) and tokens[i + 1].fold in ("of", "for") and tokens[i + 1].tight


def _of_another_state(
    text: str, tokens: Sequence[Token], labels: Labels, segment: Segment, labeller: Labeller, done: int
) -> Body | None:
    """'Brazilian Senate', 'National Congress', 'Communist Party of Chile': the known name is another's namesake."""
    assert segment.known is not None
    head = tokens[segment.j - 1].fold
    if head not in labeller.table.words["heads"] or segment.known.exact:
        return None
    start, end, country, owner = segment.i, segment.j, None, ""
    before = labels[start - 1] if start > done and tokens[start].tight else None
    if before is not None and before.kind == "country" and before.country != segment.country:
        country = before.country
        if not tokens[start - 1].poss:
            start = before.i
        elif country:
            owner = labeller.adjective_of(country) + " "
    elif (
        before is not None
        and before.kind in ("cap", "title")
        and tokens[start - 1].fold in ("national", "constitutional")
    ):
        start -= 1
        before = labels[start - 1] if start > done and tokens[start].tight else None
        country = before.country if before is not None and before.kind == "country" else None
    if end + 1 < len(tokens) and tokens[end].fold == "of" and not tokens[end - 1].poss:
        after = labels[end + 1]
        if after.kind == "country" and not after.adjective and after.country != segment.country:
            country, end = after.country, after.j
    if (start, end) == (segment.i, segment.j) and country is None:
        return None
    return Body(start, end, owner + text[tokens[start].start : tokens[end - 1].end], country, head=head)


def _grow(text: str, tokens: Sequence[Token], labels: Labels, head: int, labeller: Labeller, done: int) -> Body | None:
    """Take the words before and behind a head word into the name."""
    words = labeller.table.words
    start = head
    joined = False
    while start > done and tokens[start].tight:
        k = start - 1
        token, segment = tokens[k], labels[k]
        if token.poss and not (token.cap and token.fold in words["members"]):
            break  # "Russia's Ministry", "Saakashvili's Party"; but "Teachers' Union", "People's Party" are one name
        if token.cap and _may_stand_in_a_name(token, segment, words):
            start = segment.i if segment.kind in ("country", "known") else k
        elif token.fold in _LINKS and not joined and k > done and _bridges(tokens, labels, k, words):
            start = k - 1
            joined = token.fold in ("and", "&")
        else:
            break
    start = max(start, done)
    while (
        start < head and tokens[start].opens and labels[start].kind != "country" and _merely_opens(tokens[start], words)
    ):
        start += 1
    if start > done and tokens[start].tight and _ORDINAL.fullmatch(tokens[start - 1].word):
        start -= 1  # "36th Marine Brigade"
    end = head + 1
    # Further heads right behind: "Security Council Committee".
    while end < len(tokens) and tokens[end].tight and not tokens[end - 1].poss and _is_head(tokens[end], words):
        end += 1
    if end < len(tokens) and not tokens[end - 1].poss:
        if tokens[end].tight and tokens[end].cap and tokens[end].fold in words["place_words"]:
            return None  # "Andrews Air Force Base"
        end = _in_a_state(text, tokens, labels, _extend(tokens, labels, end, words))
    name = text[tokens[start].start : tokens[end - 1].end]
    fold = tokens[head].fold
    states = (labels[k].country or _state_inside(tokens[k], k == start, labeller) for k in range(start, end))
    states = (state for state in states if state)
    country = None if fold in words["schools"] else next(states, None)
    if country is None and start > 0 and tokens[start - 1].poss and tokens[start].tight:
        country = labels[start - 1].country
        if country and fold in words["state_heads"] and end - start > 1:
            name = (
                f"{labeller.adjective_of(country)} {name}"  # "Kenya's Foreign Ministry" is the Kenyan Foreign Ministry
            )
    if end - start == 1:
        return Body(start, end, name, country, generic=True, head=fold)
    own = [k for k in range(start, end) if labels[k].kind != "country"]
    if fold in words["weak_heads"] and len(own) < 2:
        return None
    if all(tokens[k].fold in words["calendar"] for k in range(start, head)) and start < head:
        return None
    return Body(start, end, name, country, _acronym(text, tokens, start, end, any_letters=True), head=fold)


def _state_inside(token: Token, first: bool, labeller: Labeller) -> str | None:
    """Return the state of 'Texas Department of Public Safety': a region or large town of one state opens the name."""
    common = token.fold in labeller.table.words["thing_words"] or "w" in labeller.gazetteer.homonyms.get(token.fold, "")
    if not first or not token.cap or common:
        return None
    entries = labeller.gazetteer.lookup(token.word)
    large = [e for e in entries if e.rank in ("admin", "curated") or e.population > _LARGE]
    states = {e.iso3 for e in large}
    return states.pop() if len(states) == 1 and entries[0] in large else None


def _is_head(token: Token, words: Words) -> bool:
    return token.cap and token.fold in words["heads"]


def _may_stand_in_a_name(token: Token, segment: Segment, words: Words) -> bool:
    if token.fold in words["calendar"] or (token.fold in words["common"] and token.opens and token.fold == "the"):
        return False
    if segment.kind == "known":
        return segment.known is not None and segment.known.kind in ("organisation", "stop", "state")
    if segment.kind == "title":
        return not segment.is_real_title or token.fold in ("general", "attorney")
    return segment.kind in ("cap", "country")


def _merely_opens(token: Token, words: Words) -> bool:
    """True for a word that is capitalised only since it begins the sentence: 'Several', 'Meanwhile'; not 'National'."""
    return token.fold in words["common"] and token.fold not in words["thing_words"]


def _bridges(tokens: Sequence[Token], labels: Labels, k: int, words: Words) -> bool:
    """True where 'and' or 'of' at word `k` joins two parts of one name: 'Law and Justice Party'."""
    before = tokens[k - 1]
    if not before.cap or before.poss or not tokens[k].tight:
        return False
    if tokens[k].fold in ("of", "for"):
        return before.fold in words["heads"]
    plain = labels[k - 1].kind == "cap" or (labels[k - 1].kind == "title" and not labels[k - 1].is_real_title)
    return before.fold not in words["heads"] and plain and before.fold not in words["calendar"]


def _extend(tokens: Sequence[Token], labels: Labels, end: int, words: Words) -> int:
    """Take in 'of Foreign Affairs', 'for Strategic and International Studies', 'of England' behind a head word."""
    k = end
    if tokens[k].fold not in ("of", "for", "on") or not tokens[k].tight:
        return end
    k += 1
    if k < len(tokens) and tokens[k].fold == "the" and tokens[k].tight:
        k += 1
    if k >= len(tokens) or not tokens[k].cap or not tokens[k].tight or tokens[k].fold in words["calendar"]:
        return end
    if labels[k].is_person:
        return end
    if labels[k].kind in ("country", "known"):
        return labels[k].j
    last = k
    while k < len(tokens) and not (tokens[last].poss and k > last) and (k == last or tokens[k].tight):
        if tokens[k].cap and tokens[k].fold not in words["calendar"] and labels[k].kind != "known":
            last = k
            k += 1
            if labels[last].kind == "country":
                break
        elif tokens[k].fold in ("and", "of", "&") and _goes_on(tokens, labels, k, words):
            k += 2 if tokens[k + 1].fold == "the" else 1
        else:
            break
    return last + 1


def _in_a_state(text: str, tokens: Sequence[Token], labels: Labels, end: int) -> int:
    """Take in 'in Chad' where the acronym stands behind it: 'Front for Change and Concord in Chad (FACT)'."""
    if end + 1 >= len(tokens) or tokens[end].fold not in ("in", "of") or labels[end + 1].kind != "country":
        return end
    behind = labels[end + 1].j
    return (
        behind
        if text.startswith(" (", tokens[behind - 1].end) and _ACRONYM.match(text, tokens[behind - 1].end)
        else end
    )


def _goes_on(tokens: Sequence[Token], labels: Labels, k: int, words: Words) -> bool:
    """True where 'and' or 'of' at word `k` leads on to more of the name."""
    if k + 1 >= len(tokens) or not tokens[k + 1].tight:
        return False
    if tokens[k + 1].fold == "the":
        return tokens[k].fold == "of" and k + 2 < len(tokens) and tokens[k + 2].cap and tokens[k + 2].tight
    if not tokens[k + 1].cap:
        return False
    if tokens[k].fold != "and":
        return True
    new_body = k + 2 < len(tokens) and tokens[k + 2].tight and _is_head(tokens[k + 2], words)
    return labels[k + 1].kind in ("cap", "title") and not new_body and tokens[k + 1].fold not in words["heads"]


def short_company_name(body: Body, labeller: Labeller) -> str:
    """Return a company's name without 'Corp.' or 'Ltd', by which later sentences call it; "" for other bodies."""
    words = body.name.split()
    if body.head not in labeller.table.words["company_forms"] or len(words) < 3 or words[-1].lower() != body.head:
        return ""
    return " ".join(words[:-1])


def _acronym(text: str, tokens: Sequence[Token], start: int, end: int, any_letters: bool = False) -> str:
    """Return the acronym in brackets behind words [start, end).

    Its letters must be those of the words; with `any_letters` three capitals or more are enough, since the acronym
    may be that of another language ('National Liberation Army (ELN)').
    """
    last = tokens[end - 1]
    match = _ACRONYM.match(text, last.end + (2 if last.poss else 0))
    if match is None:
        return ""
    short = match.group(1)
    if any_letters and short.isupper() and 3 <= len(short) <= 8:
        return short
    return short if stands_for(short, [t.word for t in tokens[start:end]]) else ""


def stands_for(short: str, words: Sequence[str]) -> bool:
    """True where the letters of an acronym begin the words of the name, in order, the first with the first."""
    letters = [c.lower() for c in short if c.isalpha()]
    pieces = [piece.lower() for word in words for piece in re.split(r"[-/]", word) if piece]
    if len(letters) < 2 or not short[0].isupper() or not pieces or letters[0] != pieces[0][0]:
        return False
    k = 0
    for piece in pieces:
        if k < len(letters) and piece[0] == letters[k]:
            k += 1
    return k >= len(letters) - 1


def _before_acronym(text: str, tokens: Sequence[Token], labels: Labels, i: int, words: Words, done: int) -> Body | None:
    """Two or more capitalised words with their acronym in brackets behind: 'Tigray Prosperity Region (TPR)'."""
    if labels[i].kind not in ("cap", "country", "title") or (i > done and tokens[i].tight and tokens[i - 1].cap):
        return None
    j = i + 1
    last = min(len(tokens), i + _LONGEST_NAME)
    while j < last and tokens[j].tight and not tokens[j - 1].poss and labels[j].kind != "known":
        links = tokens[j].fold in words["org_links"] and j + 1 < len(tokens) and tokens[j + 1].tight
        if not tokens[j].cap and not (links and (tokens[j + 1].cap or tokens[j + 1].fold == "the")):
            break
        j += 1
    if j - i < 2 or not text.startswith("(", tokens[j - 1].end + 1) or labels[i].j >= j:
        return None  # "Democratic Republic of Congo (DRC)" is a country
    for start in range(i, j - 1):
        if tokens[start].cap and (short := _acronym(text, tokens, start, j)) and short.isupper():
            country = next((labels[k].country for k in range(start, j) if labels[k].kind == "country"), None)
            return Body(start, j, text[tokens[start].start : tokens[j - 1].end], country, short)
    return None


def _before_small_head(text: str, tokens: Sequence[Token], labels: Labels, i: int, labeller: Labeller) -> Body | None:
    """'The Progressive Slovakia party', 'the AEMET weather agency', 'the leader of AIDESEP'."""
    words = labeller.table.words
    token = tokens[i]
    before = tokens[i - 1] if i and token.tight else None
    inside = before is not None and before.cap and not before.poss and before.fold not in ("the", "a")
    if token.opens or token.fold == "the" or labels[i].kind not in ("cap", "country") or inside:
        return None
    j = i
    while j < len(tokens) and (j == i or tokens[j].tight) and tokens[j].cap and labels[j].kind in ("cap", "country"):
        j += 1
        if tokens[j - 1].poss:
            return None
    own = tokens[i:j]
    acronym = len(own) == 1 and token.word.isupper() and 3 <= len(token.word) <= 9 and token.word.isalpha()
    name = text[token.start : tokens[j - 1].end]
    adjective = len(own) == 1 and not acronym and token.fold.endswith(_ADJECTIVE)
    if (
        adjective
        or labeller.is_place(name)
        or all(labels[k].adjective or own[k - i].fold in words["thing_words"] for k in range(i, j))
    ):
        return None
    k = j
    while acronym and k < j + 2 and k < len(tokens) and tokens[k].fold in words["fields"] and tokens[k].tight:
        k += 1
    headed = k < len(tokens) and tokens[k].tight and not tokens[k].cap and tokens[k].fold in words["small_heads"]
    the = i > 0 and (tokens[i - 1].poss or tokens[i - 1].fold in ("the", "of", "by", "with", "and", "a"))
    country = next((labels[m].country for m in range(i, j) if labels[m].kind == "country"), None)
    if (
        headed
        and (the or len(own) > 1)
        and own[0].fold not in labeller.table.first_names
        and not _is_common(own, words)
    ):
        return Body(i, j, name, country, head="")
    led = acronym and i > 1 and tokens[i - 1].fold in ("of", "for") and labels[i - 2].is_real_title
    told = acronym and k + 1 < len(tokens) and tokens[k].gap == ", " and tokens[k].fold in ("the", "a", "an")
    if told:  # "the PSSI, the football association"
        told = any(t.fold in words["small_heads"] for t in tokens[k + 1 : k + 4])
    return Body(i, j, name, country, head="") if led or told else None


def _is_common(own: Sequence[Token], words: Words) -> bool:
    last = own[-1].fold
    return own[0].fold in words["common"] or last in words["calendar"] or last in words["place_words"]
