"""data/reference -> typed tables. Each part is read when it is first asked for, every fault with its line.

One module a part: timexes, places, actors, actions, wording. A part's `load(folder)` returns a frozen table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.lexicon.actions import ActionTable
    from dashboard.lexicon.actors import ActorTable
    from dashboard.lexicon.places import Gazetteer
    from dashboard.lexicon.timexes import TimexRules
    from dashboard.lexicon.wording import Wording

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


@dataclass(frozen=True)
class Lexicon:
    """The knowledge that the rules use; `user` is a folder with the user's own actors, aliases and places."""

    folder: Path = REFERENCE
    user: Path | None = None
    language: str = "en"

    @cached_property
    def timexes(self) -> TimexRules:
        from dashboard.lexicon import timexes

        return timexes.load(self.folder / "timexes" / self.language)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        from dashboard.lexicon import places

        return places.load(self.folder, self.user)

    @cached_property
    def actors(self) -> ActorTable:
        from dashboard.lexicon import actors

        return actors.load(self.folder, self.user)

    @cached_property
    def actions(self) -> ActionTable:
        from dashboard.lexicon import actions

        return actions.load(self.folder)

    @cached_property
    def wording(self) -> Wording:
        from dashboard.lexicon import wording

        return wording.load(self.folder)
