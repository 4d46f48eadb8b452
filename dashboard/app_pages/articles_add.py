"""Add: paste a text, drop files or name an address; see what was read; say what the document does not."""

from __future__ import annotations

import datetime
import hashlib
import threading
from dataclasses import replace

import streamlit as st

from dashboard.app_pages.articles_review import open_review
from dashboard.dates import Day
from dashboard.errors import DataError, DatelineError
from dashboard.intake.adding import Intake
from dashboard.intake.documents import Document
from dashboard.intake.parsing import parse_document
from dashboard.limits import Limits
from dashboard.linked.review import drafts, review_view
from dashboard.model import Article
from dashboard.pipeline import Home
from dashboard.preview import preview
from dashboard.session import home

REFUSED = "Not taken: "
KINDS = ["txt", "md", "html", "htm", "pdf", "docx"]


def view() -> None:
    """Bring an article in."""
    place = home()
    intake = Intake.open(place.articles, Day.of(datetime.date.today()))
    if drafts().waiting:
        _said()
        _draft(intake, place)
    else:
        _take(intake)
        _said()
    warm_up(intake.bounds, place)  # now that the page is drawn: the reader needs a moment to bring his text


@st.cache_resource(max_entries=1, show_spinner=False)
def warm_up(bounds: Limits, place: Home) -> None:
    """Start a parser and load the rules, once a process and beside the page, so that the first preview is quick."""

    def start() -> None:
        document = parse_document(b"<html><body><p>Ready.</p></body></html>", "warm-up.html", bounds)
        preview(Article("warm-up", document.text), place.lexicon())

    threading.Thread(target=start, name="warm-up", daemon=True).start()


def _said() -> None:
    """What became of the last documents; one that was added can be reviewed at once."""
    held = drafts()
    refused = [line for line in held.said if line.startswith(REFUSED)]
    if refused:
        with st.container(key="dl-notes"):
            st.text("\n".join(refused))
    if done := [line for line in held.said if line not in refused]:
        st.text("\n".join(done))
    if held.added and not held.waiting:
        st.button("Review it", key="review-added", on_click=open_review, args=(held.added,))


def _take(intake: Intake) -> None:
    """The three ways in; each document read becomes a draft, and the drafts are looked at one by one."""
    held = drafts()
    before = len(held.waiting)
    pasted, dropped, named = st.tabs(["Paste text", "Drop files", "Web address"])
    with pasted:
        text = st.text_area("Text of the article", key=f"paste-{held.round}", height=160,
                            placeholder="Paste the article here. Its publication day is asked for next.")  # fmt: skip
        # Never disabled: the browser hands the text over only when the click takes the focus out of the box.
        if st.button("Read the text", type="primary"):
            held.clear_said()
            _read(lambda: intake.read_bytes(text.encode("utf-8", "replace"), "pasted text"), "pasted text")
    with dropped:
        files = st.file_uploader(
            f"Files: {', '.join(KINDS)}, up to {intake.bounds.file_mb} MB each", KINDS, accept_multiple_files=True,
            key=f"files-{held.round}",
        )  # fmt: skip
        for file in files or ():
            raw = file.getvalue()
            mark = hashlib.blake2b(file.name.encode() + raw, digest_size=12).hexdigest()
            if mark not in held.taken:
                held.taken.add(mark)
                _read(lambda raw=raw, name=file.name: intake.read_bytes(raw, name), file.name)
    with named:
        address = st.text_input("Address of the page", key=f"address-{held.round}", placeholder="https://…")
        st.text("The page is fetched once, now, by this machine. Nothing else leaves it.")
        if st.button("Fetch the page", type="primary"):
            held.clear_said()
            with st.spinner("Fetching the page …"):
                _read(lambda: intake.read_address(address.strip()), "")
    if len(held.waiting) > before:
        st.rerun()


def _read(read, name: str) -> None:  # type: ignore[no-untyped-def]
    held = drafts()
    try:
        document: Document = read()
    except (DatelineError, DataError) as error:
        held.said = [*held.said[-20:], f"{REFUSED}{error}"]
        return
    held.waiting.append(("" if name == "pasted text" else name, document))


def _draft(intake: Intake, place: Home) -> None:
    """The first document that waits: what it says of itself, what it does not, and what was read in it."""
    held = drafts()
    name, document = held.waiting[0]
    mark = hashlib.blake2b(document.text.encode(), digest_size=6).hexdigest()
    if len(held.waiting) > 1:
        st.text(f"{len(held.waiting)} documents wait; this is the first{f': {name}' if name else ''}.")
    columns = st.columns([3, 2, 1.2, 1.6, 0.7, 1], vertical_alignment="bottom")
    headline = columns[0].text_input("Headline", document.headline, key=f"headline-{mark}")
    publisher = columns[1].text_input("Publisher", document.publisher, key=f"publisher-{mark}")
    stated = columns[2].text_input("Publication day", document.published, key=f"day-{mark}", placeholder="YYYY-MM-DD")
    unknown = columns[3].checkbox("The day is not known", key=f"unknown-{mark}")
    day, fault = _day(stated, unknown)
    document = replace(document, headline=headline, publisher=publisher, published=day.iso() if day else "")
    article = intake.article_of(document, name)
    same = intake.known.same(article.text)
    near = None if same else intake.known.near(article.text)
    remarks = [f"Of this document: {note}" for note in document.notes]
    if same or near:
        words = "the same words" if same else "nearly the same text"
        remarks.append(f"An article with {words} is there already: {same or near}")
    if fault:
        remarks.append(fault)
    if remarks:
        with st.container(key="dl-notes-draft"):
            st.text("\n".join(remarks))
    if document.found and day and stated.strip() == held.waiting[0][1].published:
        st.text(f"The publication day is from {document.found}.")
    if columns[4].button("Add it", type="primary", disabled=bool(fault) or same is not None, key=f"add-{mark}"):
        added = intake.save(article)
        done = added.outcome == "added"
        _next([f"Added as {added.article}.", *added.notes] if done else [added.reason], added.article if done else "")
    if columns[5].button("Leave it out", key=f"drop-{mark}"):
        _next([f"Left out: {headline.strip() or name or 'the pasted text'}."])
    review_view(preview(article, place.lexicon()), key=f"preview-{mark}", mode="preview")


def _next(said: list[str], added: str = "") -> None:
    held = drafts()
    held.waiting.pop(0)
    held.said = [*(line for line in held.said if line.startswith(REFUSED)), *said]
    held.added = added
    held.taken.clear()
    held.round += 1
    st.rerun()


def _day(text: str, unknown: bool) -> tuple[Day | None, str]:
    """Return the day typed, and what is wrong with it or missing."""
    if unknown:
        return None, ""
    if not text.strip():
        return (
            None,
            "The document does not say on which day it was published: write the day, or tick that it is not known.",
        )
    try:
        return Day.parse(text.strip()), ""
    except DataError:
        return None, f"'{text.strip()}' is not a day: write the year first, as 2024-05-16."
