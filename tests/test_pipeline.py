"""From files to the table: whole, again the same, and never half."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import pipeline
from dashboard.errors import DataFaults
from dashboard.model import Selection
from dashboard.pipeline import build, current, home, inputs_stamp
from tests.homes import EVENTS, HARBOUR, make_home


def test_the_first_article_gives_its_eighteen_curated_events(tmp_path: Path):
    """What a newcomer sees first: data/articles and events.yaml as they are committed."""
    made = home()
    store = build(type(made)(_copy(made.data / "articles", tmp_path), made.events_file))

    assert store.count() == 18
    assert {event.review for event in store.select()} == {"curated"}
    assert store.count(Selection(actors=("Xi Jinping",))) == 5
    assert all(store.article(e.evidence[0].article) for e in store.select())


def _copy(articles: Path, folder: Path) -> Path:
    shutil.copytree(articles, folder / "data" / "articles")
    return folder / "data"


def test_every_event_leads_to_its_sentence_in_the_article(tmp_path: Path):
    """No evidence, no event."""
    store = build(make_home(tmp_path))
    for event in store.select() + store.select(candidates=True):
        assert event.evidence
        for item in event.evidence:
            text = store.article(item.article).text
            assert text[item.start : item.end] == item.sentence


def test_building_twice_gives_the_same_bytes(tmp_path: Path):
    homes = [make_home(tmp_path / name) for name in ("one", "two")]
    for made in homes:
        build(made).close()

    one, two = (sorted((made.build / "batches").iterdir()) for made in homes)
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_a_build_without_changes_reads_nothing_again(tmp_path: Path):
    made = make_home(tmp_path)
    first = build(made)
    steps: list[int] = []
    second = build(made, progress=lambda done, total: steps.append(done))

    assert second.revision == first.revision
    assert not steps


def test_only_a_changed_article_is_read_again(tmp_path: Path):
    made = make_home(tmp_path, {"one": HARBOUR, "two": HARBOUR.replace("Lima", "Quito")}, events="events: []\n")
    build(made).close()
    before = inputs_stamp(made)
    (made.articles / "two.txt").write_text(HARBOUR.replace("Lima", "La Paz"), encoding="utf-8")
    steps: list[tuple[int, int]] = []
    build(made, progress=lambda done, total: steps.append((done, total))).close()

    assert steps == [(2, 2)]
    assert inputs_stamp(made) != before


def test_a_deleted_store_is_built_anew(tmp_path: Path):
    """The text files are the truth; the store may be deleted at any time."""
    made = make_home(tmp_path)
    events = build(made).select()
    shutil.rmtree(made.build)

    assert build(made).select() == events


def test_a_broken_file_leaves_the_last_good_table_and_says_why(tmp_path: Path):
    made = make_home(tmp_path)
    count = build(made).count()
    made.events_file.write_text(EVENTS.replace("category: visit", "category: vist"), encoding="utf-8")

    shown = current(made)
    assert shown.store
    assert shown.store.count() == count
    assert "events.yaml:7" in shown.fault


def test_every_fault_of_every_file_is_told_in_one_run(tmp_path: Path):
    made = make_home(tmp_path, {"empty": "", "bad": "---\npublished: May\n---\nText.\n", "harbour": HARBOUR})
    made.events_file.write_text(EVENTS.replace("occurred", "hapened").replace("visit", "vist"), encoding="utf-8")

    with pytest.raises(DataFaults) as caught:
        build(made)
    text = str(caught.value)
    assert "empty.txt" in text
    assert "bad.txt:2" in text
    assert "events.yaml:6" in text
    assert "events.yaml:7" in text
    assert not made.build.exists()


def test_a_broken_rule_is_told_the_same_where_many_articles_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """They are read in other processes; what goes wrong there must come home as the line that it is."""
    made = make_home(tmp_path, {"one": HARBOUR, "two": HARBOUR.replace("Lima", "Quito")})
    reference = tmp_path / "reference"
    reference.mkdir()
    for entry in made.reference.iterdir():
        (reference / entry.name).symlink_to(entry)
    (reference / "regions.tsv").unlink()
    (reference / "regions.tsv").write_text("Atlantis\nLemuria\n", encoding="utf-8")
    monkeypatch.setattr(pipeline, "PARALLEL_FROM", 2)

    shown = current(replace(made, reference=reference))
    assert "regions.tsv:1" in shown.fault
    assert "regions.tsv:2" in shown.fault


def test_without_articles_there_is_an_empty_table(tmp_path: Path):
    made = make_home(tmp_path, {"harbour": HARBOUR}, events="")
    (made.articles / "harbour.txt").unlink()

    assert build(made).count() == 0


def test_an_event_written_by_hand_has_the_codes_of_its_category(tmp_path: Path):
    """PLOVER type and CAMEO code are what other event tables are matched by; nobody writes them by hand."""
    [event] = [event for event in build(make_home(tmp_path)).select(Selection()) if event.id == "ruiz-in-lima"]

    assert (event.plover, event.cameo) == ("CONSULT", "042")
