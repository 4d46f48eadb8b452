"""Text that a file format can carry: characters it would refuse or misread are taken out."""

from __future__ import annotations

import re

# XML 1.0 allows no other control characters; lone surrogates and U+FFFE/U+FFFF cannot be written at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Marks that reorder the text after them: a title must not turn around the words beside it (Unicode TR 36).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return the text without control characters, lone surrogates and marks that reorder what follows."""
    return _BIDI.sub("", _UNWRITABLE.sub("", text))


def one_line(text: str) -> str:
    """Return the clean text on one line."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def is_web_address(url: str) -> bool:
    """True for an http or https address; only these become links."""
    return re.match(r"https?://[^\s<>\"']+\Z", url) is not None
