"""A folder with articles and events.yaml of its own, for tests that build a table or break one."""

from __future__ import annotations

from pathlib import Path

from dashboard.pipeline import Home

HARBOUR = """---
headline: Ministers meet in Lima
publisher: Test Wire
published: 2023-03-09
language: en
---
Chilean Foreign Minister Ana Ruiz arrived in Lima on Wednesday to meet President Omar Haddad of Egypt.
The two countries signed a fisheries agreement on Thursday. Ruiz will visit Cairo next week, her ministry said.
"""
EVENTS = """# The curated table of the tests.
events:
  - id: ruiz-in-lima
    title: Ruiz arrives in Lima
    date: 2023-03-08
    status: occurred
    category: visit
    actors: [Ana Ruiz]
    countries: [CHL, PER]
    places:
      - {name: Lima, text: Lima, lat: -12.0464, lon: -77.0428, iso3: PER, kind: city, radius_km: 0}
    evidence:
      - article: harbour
        sentence: Chilean Foreign Minister Ana Ruiz arrived in Lima on Wednesday to meet President Omar Haddad of Egypt.
        trigger: arrived
        timex: Wednesday
        anchor: published Thursday 9 March 2023
        rule: the last Wednesday
"""


def make_home(folder: Path, articles: dict[str, str] | None = None, events: str = EVENTS) -> Home:
    """Return a home in `folder` that holds these articles and this events.yaml."""
    (folder / "data" / "articles").mkdir(parents=True)
    for name, text in (articles or {"harbour": HARBOUR}).items():
        (folder / "data" / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "events.yaml").write_text(events, encoding="utf-8")
    return Home(folder / "data", folder / "events.yaml")
