"""About: what Dateline does and cannot do, how well it reads, and where its data and boundaries come from."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from dashboard import __version__
from dashboard.linked.outlines import outline_sets
from dashboard.session import home

CONTENTS = (
    "[What it cannot do](#what-it-cannot-do) · [How well it reads](#how-well-it-reads) · "
    "[Boundaries on the map](#boundaries-on-the-map) · [Where the data comes from](#where-the-data-comes-from)"
)
WHAT = """
Dateline reads news articles by rules and turns them into a table of dated events: what happened, when, where and who.
Every event leads to the sentence it comes from, every date to the words it was read from, what they were counted from,
and the rule. It runs on this machine alone: no request leaves it, no model is asked, and the same files give the same
table every time.

It shows **what articles say, not whether it is true**. A plan stays a plan, a claim carries the name of who makes it,
and a date is as exact as the text: a year is drawn as a year, and an event without a date is listed without one.
"""

LIMITS = """
- It reads English prose. Tables, captions, pictures and other languages are not read.
- It finds events by words that name them. What an article only implies, tells by irony or spreads over several
  sentences is missed; so are events named by words that the rules do not know.
- A date that the text does not give is not supplied. About half of the events in news articles have none.
- Pronouns and "the president" are followed only where one person fits. People of the same name are not told apart.
- A place name that many places bear is read as the one that fits the article's countries, and can be the wrong one.
- Two articles that tell one event are joined only where day, place, kind and actors fit; otherwise both rows stand.
- It does not judge who is right. Where articles differ, both are shown.
"""


def page() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.title("About Dateline")
        st.markdown(CONTENTS)
        st.markdown(WHAT)
        st.header("What it cannot do")
        st.markdown(LIMITS)
    with right:
        accuracy()
        boundaries()
        origins()
        st.caption(f"Dateline {__version__}")


def accuracy() -> None:
    """Show the last written figures, measured on articles annotated by hand by `python -m dashboard evaluate`."""
    st.header("How well it reads")
    written = accuracy_tables()
    if not written:
        st.text("No figures have been written yet. Run: python -m dashboard evaluate --write")
        return
    st.text(
        "Measured on texts annotated by hand, in percent. The rules were developed on one half of them, dev, "
        "and the other half, check, was only ever scored."
    )
    for title, rows in written:
        st.subheader(title)
        st.html(html_table(rows))


def accuracy_tables() -> list[tuple[str, list[dict[str, str]]]]:
    """Return the figures of data/reference/accuracy.json as tables: title, and a row a half of the texts."""
    file = home().reference / "accuracy.json"
    try:
        corpora = json.loads(file.read_text(encoding="utf-8"))["corpora"]
    except (OSError, ValueError, KeyError):
        return []
    return [
        (
            f"{corpus['title']} ({corpus['corpus']})",
            [
                {"texts": half} | {name.replace("_", " "): f"{100 * value:.1f}" for name, value in figures.items()}
                for half, figures in corpus["figures"].items()
            ],
        )
        for corpus in corpora
    ]


def html_table(rows: list[dict[str, str]]) -> str:
    """Return rows as a plain table; every text in it is escaped."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    lines = ["".join(f"<td>{escape(value)}</td>" for value in row.values()) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table class="dl-figures"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def boundaries() -> None:
    st.header("Boundaries on the map")
    st.text("Maps are politics. The map names the boundary set that it shows, and another can be chosen beside it.")
    for entry in outline_sets(home().reference):
        st.subheader(entry["name"])
        st.text(f"{entry['caption']}\n{entry['source']}.")
    st.text("The boundaries and names shown do not imply endorsement by anyone.")


def origins() -> None:
    """Show the table of data/reference/README.md: each file with its origin and licence."""
    st.header("Where the data comes from")
    readme = home().reference / "README.md"
    try:
        lines = readme.read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    table = [line for line in lines if line.startswith("|")]
    if table:
        st.markdown("\n".join(table))
