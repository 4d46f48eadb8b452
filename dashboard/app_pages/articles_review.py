"""Review: an article beside its events; every decision goes to events.yaml as a small change."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import own_names
from dashboard.characters import lookalikes_among
from dashboard.curation.deciding import Desk, Reviewer
from dashboard.curation.writing import Step, apply_step
from dashboard.errors import DatelineError
from dashboard.linked.review import drafts, review_view, reviewing
from dashboard.pipeline import Home, inputs_stamp
from dashboard.preview import Marked, shown
from dashboard.session import home
from dashboard.workbench import Workbench
from dashboard.writes import content_digest

SHOWN = 5  # decisions that no longer fit; the article stays in sight
VIEW = "articles-view"  # the key of the choice among the views of the page


@st.cache_resource(max_entries=2, show_spinner="Reading the articles …")
def _base(place: Home, read: str) -> Workbench:
    return Workbench.open(place)


@st.cache_resource(max_entries=4, show_spinner=False)
def _standing(place: Home, read: str, everything: str) -> Workbench:
    return _base(place, read).again()


@st.cache_resource(max_entries=20, show_spinner=False)
def _marked(place: Home, read: str, article: str) -> Marked:
    bench = _base(place, read)
    sheet = next((part for part in bench.sheets if part.article.id == article), None)
    if sheet is None:
        return Marked.of(bench.article(article), bench.lexicon)
    return Marked(sheet.article, table=True)


def _stamps(place: Home) -> tuple[str, str]:
    """Return what changes when something that is read changes (articles, tables, own names), and when anything does."""
    everything = inputs_stamp(place)
    read = [entry for entry in everything if entry[0] != place.events_file.name]
    return tuple(content_digest(repr(stamps).encode()) for stamps in (read, everything))  # type: ignore[return-value]


def workbench() -> Workbench:
    """Return the workbench as the files stand: articles are read again when one changed, events.yaml when it did."""
    return _standing(home(), *_stamps(home()))


def open_review(article: str) -> None:
    """Go to the review of an article; to be called when a button is pressed, before the page is drawn."""
    reviewing().article = article
    drafts().clear_said()
    st.session_state[VIEW] = "Review"


def view() -> None:
    try:
        workbench()
    except DatelineError as error:
        with st.container(key="dl-fault"):
            st.text(str(error))
            st.text(
                "Until the fault is put right, nothing can be reviewed: a decision is written only into a whole file."
            )
        return
    review()


@st.fragment
def review() -> None:
    """The component; what it tells reruns this part alone."""
    bench = workbench()
    if not bench.readable:
        st.text("There is no article yet. Bring one in under 'Add'.")
        return
    held = reviewing()
    waiting = bench.waiting_in()
    names = [article.id for article in bench.readable]
    if held.article not in names:
        # Articles come before tables, which may have thousands of rows that nobody means to look at one by one.
        texts = [article.id for article in bench.articles if waiting[article.id]] or names
        held.article = max(texts, key=lambda name: waiting[name])
    article = bench.article(held.article)
    cards = [{"id": a.id, "headline": a.headline, "waiting": waiting[a.id]} for a in bench.readable]
    _notes(bench)
    marked = _marked(home(), _stamps(home())[0], article.id)
    page = shown(marked, bench.lexicon, bench.events_of(article.id))
    review_view(page, key="review", mode="review", articles=cards, act=_carry_out)


def _notes(bench: Workbench) -> None:
    """Decisions that no longer fit, by the title of what they were about; one can be forgotten, and that undone."""
    unfit = [note for note in bench.curated.notes if not note.fits]
    if not unfit:
        return
    reviews = {review.event: review for review in bench.curation.reviews}
    with st.container(key="dl-notes"):
        st.text(f"{len(unfit)} decision{'s' if len(unfit) > 1 else ''} no longer fit{'' if len(unfit) > 1 else 's'}.")
        for number, note in enumerate(unfit[:SHOWN]):
            review = reviews.get(note.event)
            title = review.as_read.get("title", note.event) if review else note.event
            line, button = st.columns([6, 1], vertical_alignment="center")
            line.text(f"{title}: {note.message}")
            if review:
                button.button("Forget it", key=f"forget-{number}", on_click=_forget, args=(note.event,))
        if len(unfit) > SHOWN:
            st.text(f"and {len(unfit) - SHOWN} more; 'python -m dashboard review --list' tells all")


def _forget(event_id: str) -> None:
    file = home().events_file
    try:
        _write(file, Desk.open(file).forget(event_id))
    except DatelineError as error:
        reviewing().say(str(error), fault=True)


def _write(file: Path, step: Step) -> str:
    """Write a step that can be undone, and return what to say."""
    apply_step(file, step)
    held = reviewing()
    held.done.append(step)
    held.undone.clear()
    held.say(said := f"Saved: {step.words}")
    return said


def _carry_out(command: Mapping[str, Any]) -> str:
    """Do what a command asks for and return what to say."""
    held, bench = reviewing(), workbench()
    act = command.get("act")
    if act == "article":
        names = {article.id for article in bench.readable}
        chosen = command.get("id") in names
        held.article = (
            command["id"] if chosen else bench.article_after(held.article, -1 if command.get("step") == -1 else 1)
        )
        return ""
    file = bench.home.events_file
    if act == "undo" and held.done:
        apply_step(file, held.done[-1].inverse())
        held.undone.append(held.done.pop())
        return f"Undone: {held.undone[-1].words}"
    if act == "redo" and held.undone:
        apply_step(file, held.undone[-1])
        held.done.append(held.undone.pop())
        return f"Done again: {held.done[-1].words}"
    if act == "name":
        return _add_name(bench, command)
    who = str(command.get("who") or "").strip()[:60] or "reviewer"
    now = datetime.datetime.now().isoformat(" ", "minutes")
    step = bench.step(command, Reviewer(who, now))
    return _write(file, step)


def _add_name(bench: Workbench, command: Mapping[str, Any]) -> str:
    place = bench.home
    name, kind = str(command.get("name") or "").strip(), str(command.get("kind"))
    aliases = [part.strip() for part in str(command.get("aliases") or "").split(";") if part.strip()]
    country = bench.code_of(str(command.get("country") or "").strip())
    if kind in ("person", "organisation", "armed_group"):
        own_names.add_actor(place.user, name, kind, country, aliases)
    else:
        try:
            lat, lon, radius = (float(command.get(key) or 0) for key in ("lat", "lon", "radius_km"))
        except ValueError as error:
            raise DatelineError("Latitude, longitude and radius are numbers, as 39.9 and 116.4.") from error
        own_names.add_place(place.user, name, kind, country, lat, lon, radius, aliases)
    said = f"Added to your own names: {name}. The article was read again with it."
    return "\n".join([said, *lookalikes_among([name, *aliases])])
