"""All articles: their heads, removal and return. History: who did what to which event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app_pages.articles_review import open_review, workbench
from dashboard.dates import Day
from dashboard.errors import DataError, DatelineError
from dashboard.intake.shelf import change_article, left_out, remove_article, removed_articles, restore_article
from dashboard.linked.review import drafts
from dashboard.model import Article
from dashboard.session import home
from dashboard.workbench import Workbench, history_of


def view() -> None:
    """The articles as a table; one chosen can be changed or removed."""
    for line in drafts().said:
        st.text(line)
    try:
        bench = workbench()
    except DatelineError as error:
        st.text(str(error))
        return
    rows = pd.DataFrame(
        [
            {
                "Headline": article.headline or article.id,
                "Publisher": article.publisher,
                "Published": article.published.iso() if article.published else "not known",
                "Events": len(events := bench.events_of(article.id)),
                "To review": sum(event.review == "extracted" for event in events),
                "Name": article.id,
            }
            for article in bench.articles
        ]
    )
    if len(rows):
        # Another key after an article went or came: the choice is of a line, which now holds another article.
        chosen = st.dataframe(
            rows,
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            key=f"articles-table-{drafts().round}",
        )
        picked = chosen.selection.rows
        if picked and picked[0] < len(bench.articles):
            _one(bench, bench.articles[picked[0]])
        else:
            st.text("Choose an article in the table to change what its head says, to review or to remove it.")
    else:
        st.text("There is no article yet. Bring one in under 'Add'.")
    _removed()
    if aside := left_out(home().articles):
        st.text("Files beside the articles that are not read:\n" + "\n".join(aside[:20]))


def _one(bench: Workbench, article: Article) -> None:
    with st.form(f"head-{article.id}"):
        columns = st.columns([3, 2, 1.4, 1], vertical_alignment="bottom")
        headline = columns[0].text_input("Headline", article.headline)
        publisher = columns[1].text_input("Publisher", article.publisher)
        stated = columns[2].text_input("Publication day", article.published.iso() if article.published else "")
        if columns[3].form_submit_button("Save"):
            try:
                day = Day.parse(stated.strip()) if stated.strip() else None
                change_article(
                    home().articles, article.id, headline=headline.strip(), publisher=publisher.strip(), published=day
                )
            except (DataError, DatelineError) as error:
                st.text(str(error))
            else:
                drafts().said = [f"Saved. Relative dates in {article.id} were read again."]
                st.rerun()
    hanging = bench.hanging_on(article.id)
    alone = [
        e
        for e in bench.events_of(article.id)
        if e.review == "extracted" and {i.article for i in e.evidence} == {article.id}
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Review it", key="review-article", on_click=open_review, args=(article.id,))
        remove = st.button("Remove it", key=f"remove-{article.id}")
        events = "event that nobody reviewed" if len(alone) == 1 else "events that nobody reviewed"
        st.text(f"Removing it takes {len(alone) or 'no'} {events} with it. It can be brought back.")
    if hanging:
        with st.expander(f"{len(hanging)} reviewed or curated events hang on it; they stay in events.yaml"):
            st.text("\n".join(f"- {line}" for line in hanging))
    if remove:
        try:
            remove_article(home().articles, article.id)
        except DatelineError as error:  # somebody else was faster, or the disk refuses
            drafts().said = [str(error)]
        else:
            drafts().said = [f"Removed {article.id}; it can be brought back below."]
            drafts().round += 1
        st.rerun()


def _removed() -> None:
    gone = removed_articles(home().articles)
    if not gone:
        return
    st.text("Removed articles:")
    for number, article in enumerate(gone):
        name, button = st.columns([5, 1], vertical_alignment="center")
        name.text(f"{article.headline or article.id} ({article.publisher}, {article.published or 'day not known'})")
        if button.button("Bring it back", key=f"restore-{number}"):
            try:
                restore_article(home().articles, article.id)
            except DatelineError as error:
                drafts().said = [str(error)]
            else:
                drafts().said = [f"{article.id} is back."]
                drafts().round += 1
            st.rerun()


def history_view() -> None:
    """Every change that events.yaml keeps, newest first."""
    try:
        bench = workbench()
    except DatelineError as error:
        st.text(str(error))
        return
    rows = history_of((*bench.table, *bench.curated.candidates, *bench.curated.rejected))
    st.text(f"{len(rows)} changes, as events.yaml keeps them." if rows else "Nothing was changed yet.")
    if rows:
        names = ("When", "Who", "What", "Event", "Field", "Before", "After", "Why", "Source")
        keys = ("when", "who", "what", "event", "field", "old", "new", "why", "source")
        table = [dict(zip(names, (row[key] for key in keys), strict=True)) for row in rows]
        st.dataframe(pd.DataFrame(table), hide_index=True)
