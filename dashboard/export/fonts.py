"""Widths of text and line breaks, so that words fit their boxes whatever program shows them.

Widths are Helvetica's (Adobe Font Metrics of the core 14 fonts); Arial and Liberation Sans share them. Other scripts
are taken wider than they are drawn: a box that is too large is no fault, text outside its box is.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dashboard.characters import graphemes

FAMILY = "Arial"
LINE = 1.22  # line height in font sizes
_SAFETY = 1.015  # programs round widths differently

# Characters 32 to 126, thousandths of the font size.
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
)  # fmt: skip
_OTHERS = {"“": 400, "”": 400, "‘": 260, "’": 260, "–": 556, "—": 1000, "…": 1000, "·": 333, "→": 1000, "•": 350}


@lru_cache(maxsize=8192)
def _width(character: str, bold: bool) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return (_BOLD if bold else _REGULAR)[code - 32]
    if character in _OTHERS:
        return _OTHERS[character] + (60 if bold else 0)
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character and 32 <= ord(base) <= 126:
        return _width(base, bold)
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1050
    return 780 if character.isalpha() else 1000


@lru_cache(maxsize=65536)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text, in the unit of `size`."""
    return sum(_width(character, bold) for character in text) * size * _SAFETY / 1000


def wrap(text: str, size: float, width: float, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """Return the text in lines no wider than `width`; at most `most` (0: any number), the last one ending in "…".

    Breaks at spaces; a word longer than a line is broken inside, never between a letter and its accents.
    """
    lines: list[str] = []
    line, used = "", 0.0
    space = text_width(" ", size, bold)
    for word in text.split():
        for piece in _pieces(word, size, width, bold):
            length = text_width(piece, size, bold)
            if line and used + space + length <= width:
                line, used = f"{line} {piece}", used + space + length
            else:
                if line:
                    lines.append(line)
                line, used = piece, length
        if most and len(lines) > most:
            break
    if line:
        lines.append(line)
    if most and len(lines) > most:
        return (*lines[: most - 1], _with_ellipsis(lines[most - 1], size, width, bold))
    return tuple(lines)


def cut(text: str, size: float, width: float, bold: bool = False) -> str:
    """Return the text on one line, cut with "…" where it is wider."""
    lines = wrap(text, size, width, bold, most=1)
    return lines[0] if lines else ""


def _with_ellipsis(line: str, size: float, width: float, bold: bool) -> str:
    while line and text_width(line + " …", size, bold) > width:
        shorter = line.rpartition(" ")[0]
        line = shorter or "".join(graphemes(line)[:-1])
    return f"{line} …" if line else "…"


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    if text_width(word, size, bold) <= width:
        return [word]
    pieces, piece, used = [], "", 0.0
    for grapheme in graphemes(word):
        length = text_width(grapheme, size, bold)
        if piece and used + length > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + grapheme, used + length
    return [*pieces, piece]
