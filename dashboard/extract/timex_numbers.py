"""How many: numbers in words and figures, and lengths of time as TIMEX3 writes them."""

from __future__ import annotations

import re

from dashboard.extract.timex_finder import Match
from dashboard.extract.timex_reader import Reader

_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75}
# TIMEX3's way to write one of a unit: what stands before the number, the factor, and the letter.
_WRITTEN = {
    "TS": ("PT", 1, "S"), "TM": ("PT", 1, "M"), "TH": ("PT", 1, "H"), "D": ("P", 1, "D"), "N": ("P", 1, "D"),
    "W": ("P", 1, "W"), "WE": ("P", 1, "WE"), "F": ("P", 2, "W"), "M": ("P", 1, "M"), "Q": ("P", 3, "M"),
    "H": ("P", 6, "M"), "Y": ("P", 1, "Y"), "E": ("P", 10, "Y"), "C": ("P", 100, "Y"), "L": ("P", 1000, "Y"),
}  # fmt: skip
VAGUE = {"TS": "PTXS", "TM": "PTXM", "TH": "PTXH", "D": "PXD", "N": "PXD", "W": "PXW", "WE": "PXWE", "F": "PXW",
          "M": "PXM", "Q": "PXQ", "Y": "PXY", "E": "PXE", "C": "PXC", "L": "PXL"}  # fmt: skip
# The next finer unit, in which a half is written: two and a half years are P2Y6M.
_FINER = {"Y": (12, "M"), "D": (24, "TH"), "TH": (60, "TM"), "TM": (60, "TS"), "W": (7, "D"), "M": (30, "D")}


def amount(reader: Reader, match: Match, group: str = "num") -> tuple[float | None, bool]:
    """Return the number that the words tell and whether it has a fraction; None for "a few"."""
    words = match.group(group) or match.group("count")
    if words is None:
        return None, False
    return number(reader, words)


def number(reader: Reader, words: str) -> tuple[float | None, bool]:
    text = " ".join(re.split(r"[\s-]+", words.lower().replace(",", "")))
    for sign, value in _FRACTIONS.items():
        if text.endswith(sign):
            rest = text[: -len(sign)].strip()
            return (float(rest) if rest else 0.0) + value, True
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text), "." in text
    if text.startswith(("half", "a half")):
        return 0.5, True
    if text.startswith("three quarters"):
        return 0.75, True
    whole = re.sub(r" (?:and )?(?:a|one) half$", "", text)
    half, text = whole != text, whole.removeprefix("a ").replace("single", "one")
    if "couple" in text:
        return 2.0, half
    if "dozen" in text:
        return 12.0, half
    total = current = 0
    for word in text.split():
        if word in ("a", "an"):
            current = 1
        elif word != "and":
            value = int(reader.meaning("cardinal", word))
            if value in (100, 1000):
                current = max(1, current) * value
                if value == 1000:
                    total, current = total + current, 0
            else:
                current += value
    return float(total + current) + (0.5 if half else 0.0), half


def length(count: float, unit: str) -> str:
    """Return TIMEX3's value of a length of time."""
    prefix, factor, letter = _WRITTEN[unit]
    whole = int(count)
    if count == whole:
        return f"{prefix}{whole * factor}{letter}"
    if factor > 1:
        return f"{prefix}{round(count * factor)}{letter}"
    if unit in _FINER:
        many, finer = _FINER[unit]
        rest = round((count - whole) * many)
        fine_prefix, _, fine_letter = _WRITTEN[finer]
        head = f"{prefix}{whole}{letter}" if whole else fine_prefix
        join = "T" if fine_prefix == "PT" and prefix == "P" and whole else ""
        return f"{head}{join}{rest}{fine_letter}"
    return f"{prefix}{count:g}{letter}"
