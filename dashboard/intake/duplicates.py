"""Articles that say the same: word for word, or nearly."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

_SHINGLE = 6  # words; agency texts that were cut or re-headed still share most runs of six
_SAMPLED = 8  # one run in eight is kept, chosen by its hash: enough to tell a half from a tenth
NEAR = 0.6  # share of runs in common from which an article counts as nearly the same; by eye on re-cut agency texts


def text_digest(text: str) -> str:
    """Return the name of a text by its words; blanks, case and punctuation make no difference."""
    return hashlib.blake2b(" ".join(_words(text)).encode(), digest_size=12).hexdigest()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@dataclass(frozen=True)
class Print:
    """What is kept of a text to tell another one from it."""

    digest: str
    runs: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Print:
        return cls(text_digest(text), frozenset(_runs(text)))


def _runs(text: str) -> set[int]:
    words = _words(text)
    found = set()
    for start in range(max(1, len(words) - _SHINGLE + 1)):
        run = hashlib.blake2b(" ".join(words[start : start + _SHINGLE]).encode(), digest_size=8).digest()
        number = int.from_bytes(run, "big")
        if number % _SAMPLED == 0:
            found.add(number)
    return found


class Known:
    """The articles that are there, to notice that a new one says what one of them says."""

    def __init__(self) -> None:
        self.by_text: dict[str, str] = {}
        self.by_run: dict[int, list[str]] = {}
        self.sizes: dict[str, int] = {}

    def add(self, article_id: str, made: Print) -> None:
        self.by_text.setdefault(made.digest, article_id)
        self.sizes[article_id] = len(made.runs)
        for run in made.runs:
            self.by_run.setdefault(run, []).append(article_id)

    def same(self, text: str) -> str | None:
        """Return the id of the article with these very words."""
        return self.by_text.get(text_digest(text))

    def near(self, text: str) -> str | None:
        """Return the id of the article that shares most of this text, None where none shares more than NEAR."""
        runs = _runs(text)
        common = Counter(name for run in runs for name in self.by_run.get(run, ())[:50])
        for name, count in common.most_common(1):
            if count / max(1, min(len(runs), self.sizes[name])) >= NEAR:
                return name
        return None
