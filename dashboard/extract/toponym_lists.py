"""Lists of names: "in Bath, Frome and Reading", "Bibb, Cobb and DeKalb counties"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.extract.toponym_spots import Word

_LONGEST_LIST = 8


def list_start(words: Sequence[Word], i: int, j: int, titles: Collection[str]) -> int | None:
    """Return where a list begins that words `i` to `j` go on: "in Bath, Frome and Reading" at Bath; else None.

    The names are parted by commas with "and" before the last; "in Bath, Reading said" is no list.
    """
    if not ends_list(words, i, j):
        return None
    k = i
    for _ in range(_LONGEST_LIST):
        if k < 2:
            break
        joined = words[k - 1].text == "and" and words[k].joint == " "
        end = k - 1 if joined else k
        if not joined and words[k].joint != ", " or not words[end - 1].capital:
            break
        first = end - 1
        while first > 0 and words[first].joint in (" ", "-") and words[first - 1].capital and not words[first].first:
            first -= 1
        if words[first].name in titles:
            return None
        k = first
    return k if k != i else None


def list_kind(words: Sequence[Word], j: int) -> str:
    """Return the word that closes a list of which a name ends before word `j`: "Bibb and Cobb counties"."""
    for _ in range(_LONGEST_LIST):
        if j >= len(words) or words[j].joint not in (" ", ", "):
            return ""
        joined = words[j].text == "and"
        if words[j].joint == " " and not joined:
            return words[j].text
        j += joined
        if j >= len(words) or not words[j].capital:
            return ""
        j += 1
        while j < len(words) and words[j].capital and words[j].joint in (" ", "-"):
            j += 1
    return ""


def ends_list(words: Sequence[Word], i: int, j: int) -> bool:
    """Return whether "and" and a last name stand before or behind words `i` to `j`."""
    if words[i - 1].text == "and" and i > 0 and words[i].joint == " ":
        return True
    for _ in range(_LONGEST_LIST):
        if j + 1 >= len(words):
            return False
        if words[j].text == "and" and words[j].joint in (" ", ", "):
            return words[j + 1].capital
        if words[j].joint != ", " or not words[j].capital:
            return False
        j += 1
        while j < len(words) and words[j].capital and words[j].joint in (" ", "-"):
            j += 1
    return False
