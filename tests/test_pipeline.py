"""From files to the table: whole, again the same, and never half."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import pipeline
from dashboard.briefing.drafts import keep_draft
from dashboard.briefing.model import Briefing
from dashboard.dates import Day
from dashboard.errors import DataFaults
from dashboard.model import Selection
from dashboard.own_names import add_actor
from dashboard.pipeline import build, current, home, inputs_stamp, rules_digest
from tests.homes import EVENTS, HARBOUR, make_home
from tests.test_layers import FILES, imports, layer_of, module_of


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


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("retrieved: 2023-03-20", "recorded", Day(2023, 3, 20)),
        ("published: 2023-03-16", "published", Day(2023, 3, 16)),
    ],
)
def test_what_the_head_of_an_article_says_anew_is_in_the_table(tmp_path: Path, line: str, field: str, value: Day):
    """Events are kept from build to build; kept too long, they would say what no file says any more."""
    made = make_home(tmp_path, events="events: []\n")
    build(made).close()
    head = HARBOUR.replace("published: 2023-03-09\n", "" if line.startswith("published") else "published: 2023-03-09\n")
    (made.articles / "harbour.txt").write_text(head.replace("language:", f"{line}\nlanguage:"), encoding="utf-8")

    assert {getattr(event, field) for event in build(made).select()} == {value}


def test_a_publisher_that_an_article_newly_cites_joins_those_who_say_so(tmp_path: Path):
    """Who claims it travels with it, also when the head of the file is put right later."""
    text = HARBOUR + "According to the Kremlin, Russian forces captured the town of Bakhmut on Monday.\n"
    made = make_home(tmp_path, {"harbour": text}, events="events: []\n")
    build(made).close()
    (made.articles / "harbour.txt").write_text(text.replace("language:", "cites: [CNN]\nlanguage:"), encoding="utf-8")

    claims = [item.claimed_by for event in build(made).select() for item in event.evidence]
    assert any("CNN" in claim for claim in claims)


def test_what_was_read_from_older_texts_is_not_kept_for_ever(tmp_path: Path):
    """A folder that grows with every edit fills the disk of whoever edits most."""
    made = make_home(tmp_path)
    build(made).close()
    (made.articles / "harbour.txt").write_text(HARBOUR.replace("Lima", "Quito"), encoding="utf-8")
    build(made).close()

    assert len(list((made.build / "extracted").iterdir())) == 1


def test_a_draft_of_a_briefing_changes_no_rule_and_no_table(tmp_path: Path):
    """Drafts are written at every edit; each would have every article read again."""
    made = make_home(tmp_path)
    made.user.mkdir()
    before = rules_digest(made), inputs_stamp(made), id(made.lexicon())
    keep_draft(made.user / "drafts", "01234567", Briefing("A briefing", ()), "")
    assert (rules_digest(made), inputs_stamp(made), id(made.lexicon())) == before

    add_actor(made.user, "Ana Ruiz", "person", "CHL")
    now = rules_digest(made), inputs_stamp(made), id(made.lexicon())
    assert not any(new == old for new, old in zip(now, before, strict=True))


def test_two_files_of_one_id_are_a_fault(tmp_path: Path):
    """One would stand for both, and the other's events would be gone unseen."""
    made = make_home(tmp_path)
    (made.articles / "harbour.md").write_text("Another text.\n", encoding="utf-8")

    with pytest.raises(DataFaults, match=r"harbour\.txt: harbour\.md has the same name"):
        build(made)


def test_every_module_that_makes_the_table_counts_in_its_fingerprint():
    """After an upgrade a table that older code made is built anew, whatever part of the code is newer."""
    waiting, makers = {"pipeline"}, set()
    while waiting:
        layer = waiting.pop()
        makers.add(layer)
        files = [file for file in FILES if layer_of(module_of(file)) == layer]
        names = {layer_of(name) for file in files for name, _ in imports(file) if name.startswith("dashboard.")}
        waiting |= names - makers

    assert makers == {*pipeline.READING, *pipeline.MAKING}


def test_the_environment_names_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Each variable counts by itself; one that is passed over would show, and change, the wrong table."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_EVENTS", "other.yaml")
    assert home().events_file == tmp_path / "other.yaml"
    monkeypatch.setenv("DATELINE_DATA", "desk/data")
    assert home().articles == tmp_path / "desk" / "data" / "articles"
    monkeypatch.delenv("DATELINE_EVENTS")
    assert home().events_file == tmp_path / "desk" / "events.yaml"


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
