"""Sentences of an article, as half-open character spans.

A line break ends a sentence, except in text that was broken into lines of even length: there only a blank line, a
heading or the end of a sentence does.
"""

from __future__ import annotations

import re

from dashboard.model import Span

# Words after which a full stop does not end a sentence: titles, months, Latin, companies, initials, US states.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen lt col sgt capt maj cmdr adm gov sen rep rev hon pres sec amb pvt cpl brig "
    "jan feb mar apr "
    "jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun inc ltd corp co bros jr sr vs etc no nos "
    "vol pp fig al ca approx dept est fla calif mass penn pa va md conn wash ore ariz colo ala ark ga "
    "ill ind kan ky la "
    "mich minn miss mo mont neb nev okla tenn tex vt wis wyo e.g i.e u.s u.n u.k e.u a.m p.m d.c ph.d".split()
)
_BREAK = re.compile(r"""[.!?…]["'”’)\]]*(?=\s)|\n+""")
_SURE_END = frozenset("a.m p.m u.s u.n u.k e.u d.c inc ltd corp co jr sr etc".split())


# Characters; no sentence of the articles read so far has more than 700. The rules look from each word of a sentence to
# its others, so a document without a full stop would take hours.
LONGEST = 1_200
_GAP = re.compile(r"\s+")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without surrounding white space; an endless one in pieces of LONGEST."""
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.group()[0] == "\n":
            if match.group() == "\n" and _wrapped(text, match.start()):
                continue
        elif not _ends_sentence(text, match):
            continue
        _append(text, start, match.end(), spans)
        start = match.end()
    _append(text, start, len(text), spans)
    return tuple(spans)


def _wrapped(text: str, at: int) -> bool:
    """True where a line break only wraps a line: the sentence goes on, and the line is long enough."""
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    following = text[at + 1 : at + 20].lstrip(" \t")
    if not line or not following or following[0] in "-*•#" or line[-1] in '.!?:;”"':
        return False
    return 50 <= len(line) <= 110 or following[0].islower()


def _append(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return
    begin = start + len(piece) - len(piece.lstrip())
    last = begin + len(stripped)
    while last - begin > LONGEST:
        gaps = [gap.span() for gap in _GAP.finditer(text, begin, begin + LONGEST)]
        gap = gaps[-1] if gaps else next((g.span() for g in _GAP.finditer(text, begin + LONGEST, last)), None)
        if gap is None:
            break  # one endless word
        spans.append(Span(begin, gap[0]))
        begin = gap[1]
    spans.append(Span(begin, last))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 40].lstrip()
    opening = following.lstrip("\"'“‘([")[:1]
    if match.group()[0] != ".":
        return opening.isupper() or not following or not opening.isalpha()
    word = re.search(r"[\w.&'-]*$", text[max(0, match.start() - 30) : match.start()])
    last = word.group().lower() if word else ""
    if opening.islower():
        return False
    if last in _SURE_END:
        return not (last in ("u.s", "u.n", "u.k", "e.u", "d.c") and opening.isupper()) or not following
    if last in _ABBREVIATIONS:
        return False
    return not (len(last) == 1 and last.isalpha() or re.fullmatch(r"(?:\w\.)+\w", last))
