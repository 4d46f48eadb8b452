"""Review: an article beside its events; every decision goes to events.yaml as a small change."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import own_names
from dashboard.characters import lookalikes_among
from dashboard.curation.deciding import Reviewer
from dashboard.curation.writing import apply_step
from dashboard.errors import DatelineError
from dashboard.linked.review import answer, drafts, review_view, reviewing
from dashboard.pipeline import Home, inputs_stamp
from dashboard.preview import preview
from dashboard.session import home
from dashboard.workbench import Workbench

VIEW = "articles-view"  # the key of the choice among the views of the page


@st.cache_resource(max_entries=2, show_spinner="Reading the articles …")
def _base(place: Home, stamp: object) -> Workbench:
    return Workbench.open(place)


@st.cache_resource(max_entries=4, show_spinner=False)
def _standing(place: Home, articles: object, everything: object) -> Workbench:
    return _base(place, articles).again()


def workbench() -> Workbench:
    """Return the workbench as the files stand: articles are read again when one changed, events.yaml when it did."""
    place = home()
    everything = inputs_stamp(place)
    return _standing(place, tuple(entry for entry in everything if entry[0] != place.events_file.name), everything)


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
    if not bench.articles:
        st.text("There is no article yet. Bring one in under 'Add'.")
        return
    held = reviewing()
    waiting = Counter(item for event in bench.waiting for item in {e.article for e in event.evidence})
    names = [article.id for article in bench.articles]
    if held.article not in names:
        held.article = max(names, key=lambda name: waiting[name])
    article = bench.article(held.article)
    cards = [{"id": a.id, "headline": a.headline, "waiting": waiting[a.id]} for a in bench.articles]
    _notes(bench)
    shown = preview(article, bench.lexicon, bench.events_of(article.id))
    command = review_view(shown, key="review", mode="review", articles=cards)
    if command:
        answer(command, lambda told: _carry_out(bench, told, names))


def _notes(bench: Workbench) -> None:
    unfit = [str(note) for note in bench.curated.notes if not note.fits]
    if unfit:
        with st.container(key="dl-notes"):
            st.text(f"{len(unfit)} decision{'s' if len(unfit) > 1 else ''} no longer fit:\n" + "\n".join(unfit[:20]))


def _carry_out(bench: Workbench, command: Mapping[str, Any], names: list[str]) -> str:
    """Do what a command asks for and return what to say."""
    held = reviewing()
    act = command.get("act")
    if act == "article":
        at = names.index(held.article) + int(command.get("step") or 0)
        chosen = command.get("id")
        held.article = chosen if chosen in names else names[at % len(names)]
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
        return _add_name(bench.home, command)
    who = str(command.get("who") or "").strip()[:60] or "reviewer"
    now = datetime.datetime.now().isoformat(" ", "minutes")
    step = bench.step(command, Reviewer(who, now))
    apply_step(file, step)
    held.done.append(step)
    held.undone.clear()
    return f"Saved: {step.words}"


def _add_name(place: Home, command: Mapping[str, Any]) -> str:
    name, kind = str(command.get("name") or "").strip(), str(command.get("kind"))
    aliases = [part.strip() for part in str(command.get("aliases") or "").split(";") if part.strip()]
    country = str(command.get("country") or "")
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
