"""Organisations that the tables do not know, by the shape of their names: 'Joint Investigation Group (JIG)'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extract.actor_tokens import Labeller, Segment, Token
from dashboard.lexicon.actors import ActorTable

_ACRONYM = re.compile(r"\s*\(\s*(?:the |or |also known as |known as )?[\"“']?([A-Z][A-Za-z&./-]{1,9})[\"”']?\s*[),;]")


@dataclass(slots=True)
class Body:
    """Words [i, j) that name an organisation; `acronym` where the text gives one in brackets after it."""

    i: int
    j: int
    name: str
    country: str | None
    acronym: str = ""
    generic: bool = False
    head: str = ""


def find_bodies(text: str, tokens: Sequence[Token], segments: Sequence[Segment], labeller: Labeller) -> list[Body]:
    """Return the organisations of a sentence that are named by a head word ('Ministry', 'Council') or an acronym after them."""
    table = labeller.table
    label = {k: s for s in segments for k in range(s.i, s.j)}
    heads = table.words["heads"]
    bodies: list[Body] = []
    done = 0
    for i, token in enumerate(tokens):
        if (
            i < done
            or not token.cap
            or label[i].kind == "known"
            or (label[i].kind == "country" and not _is_head(token, heads))
        ):
            continue
        if _is_head(token, heads) and not (
            token.opens and token.fold in table.words["common"] and not _followed_by_of(tokens, i)
        ):
            body = _grow(text, tokens, label, i, table, done)
        else:
            body = _before_acronym(text, tokens, label, i, table, done)
        if body is not None:
            bodies.append(body)
            done = body.j
    return bodies


def _is_head(token: Token, heads: frozenset[str]) -> bool:
    return token.fold in heads


def _followed_by_of(tokens: Sequence[Token], i: int) -> bool:
    return i + 2 < len(tokens) and tokens[i + 1].fold in ("of", "for") and tokens[i + 1].tight


def _grow(
    text: str, tokens: Sequence[Token], label: dict[int, Segment], head: int, table: ActorTable, done: int
) -> Body | None:
    words = table.words
    start = head
    while start > done:
        k = start - 1
        token = tokens[k]
        if not tokens[start].tight or token.poss and not token.fold.endswith("s"):
            break
        if token.poss and label[k].kind == "country":
            break
        if token.cap and _may_stand_in_a_name(token, label[k], words):
            start = k
            continue
        if (
            token.fold in ("and", "&", "for", "of")
            and k - 1 >= done
            and token.tight
            and _bridges(tokens, label, k, words)
        ):
            start = k - 1
            continue
        if label[k].kind == "country" and token.cap:
            start = label[k].i
            continue
        break
    while (
        start < head
        and tokens[start].fold in words["common"]
        and label[start].kind not in ("country",)
        and _droppable(tokens, start, words)
    ):
        start += 1
    end = head + 1
    # Further heads and capitalised words right behind: "Security Council Committee", "Army Corps of Engineers".
    while (
        end < len(tokens)
        and tokens[end].tight
        and not tokens[end - 1].poss
        and tokens[end].cap
        and tokens[end].fold in words["heads"]
    ):
        end += 1
    if end < len(tokens) and not tokens[end - 1].poss:
        end = _extend(tokens, label, end, words)
    country = None
    for k in range(start, end):
        if label[k].kind in ("country", "known") and label[k].country:
            country = label[k].country
            break
    if (
        country is None
        and start > 0
        and tokens[start - 1].poss
        and label[start - 1].kind == "country"
        and tokens[start].tight
    ):
        country = label[start - 1].country
    size = end - start
    own = [k for k in range(start, end) if label[k].kind != "country"]
    fold = tokens[head].fold
    if size == 1:
        return Body(start, end, text[tokens[start].start : tokens[end - 1].end], country, generic=True, head=fold)
    if fold in words["weak_heads"] and len(own) < 2 and not (country and size == 2 and fold in words["state_heads"]):
        return None
    if all(tokens[k].fold in words["calendar"] for k in range(start, head)):
        return None
    name = text[tokens[start].start : tokens[end - 1].end]
    return Body(start, end, name, country, _acronym(text, tokens, start, end), head=fold)


def _may_stand_in_a_name(token: Token, segment: Segment, words: dict[str, frozenset[str]]) -> bool:  # type: ignore[type-arg]
    if token.fold in words["calendar"]:
        return False
    if segment.kind == "known":
        return segment.known is not None and segment.known.kind in ("organisation", "stop", "state")
    if segment.kind == "title":
        return segment.title is not None and (
            segment.title.kind in ("modifier",) or token.fold in ("general", "attorney")
        )
    return segment.kind in ("cap", "country")


def _droppable(tokens: Sequence[Token], k: int, words: dict[str, frozenset[str]]) -> bool:  # type: ignore[type-arg]
    """A common word that begins a sentence is no part of the name, unless it often begins names ('National', 'New')."""
    return tokens[k].opens or tokens[k].fold in ("the", "a", "an")


def _bridges(tokens: Sequence[Token], label: dict[int, Segment], k: int, words: dict[str, frozenset[str]]) -> bool:  # type: ignore[type-arg]
    before = tokens[k - 1]
    if not before.cap or before.poss or not tokens[k].tight:
        return False
    if tokens[k].fold in ("of", "for"):
        return before.fold in words["heads"]
    return before.fold not in words["heads"] and label[k - 1].kind == "cap" and before.fold not in words["calendar"]


def _extend(tokens: Sequence[Token], label: dict[int, Segment], end: int, words: dict[str, frozenset[str]]) -> int:  # type: ignore[type-arg]
    """Take in 'of Foreign Affairs', 'for Strategic and International Studies', 'of England' behind a head word."""
    k = end
    if tokens[k].fold not in ("of", "for", "on", "to") or not tokens[k].tight:
        return end
    k += 1
    if k < len(tokens) and tokens[k].fold == "the" and tokens[k].tight:
        k += 1
    if k >= len(tokens) or not tokens[k].cap or not tokens[k].tight or tokens[k].fold in words["calendar"]:
        return end
    if label[k].kind == "known" and label[k].known is not None and label[k].known.kind == "person":
        return end
    if tokens[end].fold == "to" and label[k].kind != "cap":
        return end
    if label[k].kind in ("country", "known"):
        return label[k].j
    last = k
    while k < len(tokens) and not tokens[last].poss:
        if k > last and not tokens[k].tight:
            break
        if tokens[k].cap and tokens[k].fold not in words["calendar"] and label[k].kind != "known":
            last = k
            k += 1
            if label[last].kind == "country":
                break
        elif tokens[k].fold in ("and", "of", "&") and k + 1 < len(tokens) and tokens[k + 1].tight and tokens[k].tight:
            follows = tokens[k + 1]
            if follows.fold == "the" and k + 2 < len(tokens) and tokens[k].fold == "of":
                k += 2
                continue
            if not follows.cap or (
                tokens[k].fold == "and" and label[k + 1].kind != "cap" and label[k + 1].kind != "title"
            ):
                break
            if (
                tokens[k].fold == "and"
                and k + 2 < len(tokens)
                and tokens[k + 2].cap
                and tokens[k + 2].tight
                and tokens[k + 2].fold in words["heads"]
            ):
                break
            k += 1
        else:
            break
    return last + 1


def _acronym(text: str, tokens: Sequence[Token], start: int, end: int) -> str:
    match = _ACRONYM.match(text, tokens[end - 1].end + (2 if tokens[end - 1].poss else 0))
    if match is None:
        return ""
    short = match.group(1)
    return short if _stands_for(short, [t.word for t in tokens[start:end]]) else ""


def _stands_for(short: str, words: Sequence[str]) -> bool:
    """True where the letters of an acronym begin the words of the name, in order, the first with the first."""
    letters = [c.lower() for c in short if c.isalpha()]
    pieces = [piece.lower() for word in words for piece in re.split(r"[-/]", word) if piece]
    if len(letters) < 2 or not short[:2].strip().isalpha() or not short[0].isupper() or letters[0] != pieces[0][0]:
        return False
    k = 0
    for piece in pieces:
        if k < len(letters) and piece[0] == letters[k]:
            k += 1
            for c in piece[1:]:
                if k < len(letters) and c == letters[k] and short.isupper() is False:
                    k += 1
    return k >= len(letters) - 1


def _before_acronym(
    text: str, tokens: Sequence[Token], label: dict[int, Segment], i: int, table: ActorTable, done: int
) -> Body | None:
    """Two or more capitalised words with their acronym in brackets behind: 'Tigray Region Prosperity (TRP)'."""
    if i == done or label[i].kind not in ("cap", "country"):
        if label[i].kind not in ("cap", "country"):
            return None
    if i > 0 and tokens[i].tight and tokens[i - 1].cap and i > done:
        return None
    j = i + 1
    while j < len(tokens) and tokens[j].tight and not tokens[j - 1].poss:
        if tokens[j].cap or (
            tokens[j].fold in table.words["org_links"]
            and j + 1 < len(tokens)
            and (tokens[j + 1].cap or tokens[j + 1].fold == "the")
            and tokens[j + 1].tight
        ):
            j += 1
        else:
            break
    if j - i < 2 or not text.startswith("(", tokens[j - 1].end + 1):
        return None
    for start in range(i, j - 1):
        if tokens[start].cap and (short := _acronym(text, tokens, start, j)):
            country = next((label[k].country for k in range(start, j) if label[k].kind == "country"), None)
            return Body(start, j, text[tokens[start].start : tokens[j - 1].end], country, short, head="")
    return None
