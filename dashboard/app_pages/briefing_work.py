"""The briefing at hand: made of the selection, opened, edited, undone; its edits are kept as a draft after each."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard.briefing.drafts import drop_draft, keep_draft, load_draft
from dashboard.briefing.making import as_of, brief
from dashboard.briefing.model import Briefing
from dashboard.briefing.saving import list_briefings, load_briefing, save_briefing
from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.lexicon import Lexicon
from dashboard.model import Selection
from dashboard.selection import selection_words
from dashboard.session import Shown, home, read_link, standing, write_link

MOST = 300  # events of one briefing; by eye: fifty slides are more than anybody can tell
_UNDO = 50  # steps back


@dataclass(frozen=True)
class Work:
    """The briefing at hand. `base` is how it was made or last saved, None where that is not known any more; `selection`
    what it was made of, None for a saved one; `digest` that of its file; `draft` the draft that keeps its edits;
    `past` how it was before each step; `turn` stands in the keys of fields, which are drawn anew when it changes."""

    briefing: Briefing
    base: Briefing | None
    selection: Selection | None = None
    digest: str = ""
    draft: str = ""
    past: tuple[Work, ...] = ()
    turn: int = 0
    left_out: int = 0

    @property
    def edited(self) -> bool:
        return self.briefing != self.base


def folder() -> Path:
    return home().data / "briefings"


def drafts() -> Path:
    return home().user / "drafts"


def today() -> Day:
    return Day.of(datetime.date.today())


@st.cache_resource(max_entries=2, show_spinner=False)
def lexicon_of(reference: Path) -> Lexicon:
    return home().lexicon()


def work_at_hand(table: Shown) -> Work:
    """Return the briefing at hand: the draft or the saved one that the address names, else one of the selection."""
    work: Work | None = st.session_state.get("briefing")
    chosen = standing().link.selection
    if work is None:
        work = _named()
    if work is None or (work.selection is not None and work.selection != chosen and not work.edited):
        work = replace(made(table, chosen), turn=work.turn + 1 if work else 0)
    st.session_state["briefing"] = work
    return work


def _named() -> Work | None:
    for name, bring in (("draft", drafted), ("briefing", opened)):
        if named := st.query_params.get(name, ""):
            try:
                return bring(named)
            except DatelineError as error:
                st.warning(f"The {name} that the link names cannot be opened.")
                st.text(str(error))
    return None


def made(table: Shown, selection: Selection, marking: str = "") -> Work:
    """Return a new briefing of the selection."""
    events = table.store.select(selection, limit=MOST)
    new = brief(
        events,
        table.store.articles(),
        marking=marking,
        filter_words=selection_words(selection, lexicon_of(home().reference).gazetteer.country_name),
        query=urlencode(write_link(selection), doseq=True),
        made_on=today(),
    )
    return Work(new, new, selection, left_out=max(0, table.store.count(selection) - len(events)))


def opened(name: str) -> Work:
    briefing, digest = load_briefing(folder(), name)
    return Work(briefing, briefing, digest=digest)


def drafted(key: str) -> Work:
    """Return a draft; the file it began from, where it is still the same, is what it is compared with."""
    briefing, digest = load_draft(drafts(), key)
    if not digest:
        return Work(briefing, None, read_link(parse_qs(briefing.query)).selection, draft=key)
    base = None
    if briefing.name in list_briefings(folder()):
        base, found = load_briefing(folder(), briefing.name)
        base = base if found == digest else None
    return Work(briefing, base, digest=digest, draft=key)


def step(now: Work, *, typed: bool = False) -> None:
    """Take this as the briefing at hand, the one before as what Undo goes back to, and draw the page anew.

    `typed`: a field of the page says so. The fields then stay, or whoever types on into the next would lose it.
    """
    before: Work = st.session_state["briefing"]
    past = (*before.past, replace(before, past=()))[-_UNDO:]
    _take(replace(now, past=past, turn=before.turn if typed else before.turn + 1))


def change(briefing: Briefing, *, typed: bool = False) -> None:
    """Take the briefing as it is now.

    Fields are compared with it, not called back: a callback of a field that has left the page may still come, with the
    briefing of its time.
    """
    work: Work = st.session_state["briefing"]
    if briefing != work.briefing:
        step(replace(work, briefing=briefing), typed=typed)


def undo() -> None:
    work: Work = st.session_state["briefing"]
    if work.past:
        _take(replace(work.past[-1], past=work.past[:-1], turn=work.turn + 1))


def save(table: Shown, name: str) -> None:
    """Save the briefing at hand under a name, with today's table. Raises DatelineError; nothing is saved then."""
    work: Work = st.session_state["briefing"]
    events = table.store.select(read_link(parse_qs(work.briefing.query)).selection, limit=MOST)
    named = replace(as_of(work.briefing, events, today()), name=name)
    same = name == work.briefing.name
    if not same and name in list_briefings(folder()):
        raise DatelineError(f"There is a briefing {name} already. Choose another name, or open that one and edit it.")
    digest = save_briefing(named, folder(), expected=work.digest if same else "")
    if work.draft:
        drop_draft(drafts(), work.draft)
    st.session_state["briefing"] = replace(
        work, briefing=named, base=named, selection=None, digest=digest, draft="", past=(), turn=work.turn + 1
    )
    st.rerun()


def _take(work: Work) -> None:
    st.session_state["briefing"] = _kept(work)
    st.rerun()


def _kept(work: Work) -> Work:
    """Return the work, its edits kept on the disk; without a draft where it has none or the disk refuses."""
    try:
        if work.edited:
            key = work.draft or secrets.token_hex(4)
            keep_draft(drafts(), key, work.briefing, work.digest)
            return replace(work, draft=key)
        if work.draft:
            drop_draft(drafts(), work.draft)
    except (DatelineError, OSError):
        pass  # the page then says that the changes are not kept
    return replace(work, draft="")


def write_address(work: Work) -> None:
    """Write into the address what a reload needs: the selection, the saved briefing's name, the draft."""
    held = standing()
    query = write_link(held.link.selection, held.link.view)
    if work.digest:
        query["briefing"] = [work.briefing.name]
    if work.draft:
        query["draft"] = [work.draft]
    if query != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(query)
    held.written = query
