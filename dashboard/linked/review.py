"""The review in the browser: an article beside its events. What the reader does comes back as numbered commands.

The session keeps for each reader the steps that can be undone, and the last message; events.yaml keeps everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard.curation.writing import Step
from dashboard.errors import DatelineError
from dashboard.linked import ASSETS
from dashboard.model import CATEGORIES, STATUSES

_LOADER = f"""
const module = import(new URL("{ASSETS}/linked/review.js", location.origin));
export default async component => (await module).default(component, "{ASSETS}");
"""
_mount = st.components.v2.component(
    "dateline_review", html='<div class="dr-root"></div>', js=_LOADER, isolate_styles=False
)


@dataclass
class Reviewing:
    """What the session remembers of a reader's review."""

    article: str = ""
    answered: int = 0
    message: dict[str, str] = field(default_factory=dict)
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def say(self, text: str, fault: bool = False) -> None:
        self.message = {"text": text, "kind": "fault" if fault else "ok"}


@dataclass
class Drafts:
    """Documents that were read and wait to be added, and what became of the last ones. `taken` names uploads once.

    `added` is the article that came of the last one, to be reviewed next.
    """

    waiting: list[tuple[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    added: str = ""
    taken: set[str] = field(default_factory=set)
    round: int = 0

    def clear_said(self) -> None:
        """Forget what became of the last documents, as when the reader turns to another view."""
        self.said, self.added = [], ""


def reviewing() -> Reviewing:
    """Return this reader's review."""
    return st.session_state.setdefault("reviewing", Reviewing())


def drafts() -> Drafts:
    """Return this reader's documents that wait."""
    return st.session_state.setdefault("drafts", Drafts())


def review_view(
    article: Mapping[str, Any],
    *,
    key: str,
    mode: str,
    articles: list[dict[str, Any]] | None = None,
    act: Callable[[Mapping[str, Any]], str] | None = None,
) -> None:
    """Show an article with its events; `act` carries out each command of the reader and returns what to say.

    `mode` is "preview" (look only) or "review". A command has its number `n`, who gives it, and what `act`. It is
    carried out before the page is drawn again, so that one drawing shows what came of it.
    """
    held = reviewing()
    data = {
        "mode": mode,
        "article": dict(article),
        "articles": articles or [],
        "words": {"status": list(STATUSES), "category": list(CATEGORIES)},
        "kinds": _kinds(),
        "answered": held.answered,
        "message": held.message if mode == "review" else {},
        "undo": held.done[-1].words if held.done else "",
        "redo": held.undone[-1].words if held.undone else "",
    }
    tell = (lambda: _answer(key, act)) if act else (lambda: None)
    _mount(key=key, height="content", default={"command": None}, data=data, on_command_change=tell)


def _answer(key: str, act: Callable[[Mapping[str, Any]], str]) -> None:
    """Carry the newest command out by `act`; a second one of the same number is none."""
    held, command = reviewing(), st.session_state[key].get("command")
    if not command or int(command.get("n", 0)) <= held.answered:
        return
    held.answered = int(command["n"])
    try:
        held.say(act(command))
    except DatelineError as error:
        held.say(str(error), fault=True)


def _kinds() -> dict[str, dict[str, str]]:
    from dashboard.linked.payload import _kind

    return {name: _kind(name) for name in CATEGORIES}
