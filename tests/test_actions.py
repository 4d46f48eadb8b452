"""Triggers: which words of a sentence name an event, of what kind, and whether it happened, goes on or is planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.dates import Day
from dashboard.errors import RuleError
from dashboard.extract import extract_events
from dashboard.lexicon import REFERENCE, Lexicon
from dashboard.lexicon.actions import inflect, load
from dashboard.model import CATEGORIES, STATUSES, Article, Event
from dashboard.yamlfile import read_yaml

LEXICON = Lexicon()
EXAMPLES = read_yaml(REFERENCE / "actions" / "examples.yaml")
STATUS_FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "status_sentences.tsv"


def events(text: str, published: str = "2024-06-12") -> tuple[Event, ...]:
    return extract_events(Article("article", text, Day.parse(published)), LEXICON)


@pytest.mark.parametrize("example", EXAMPLES["found"], ids=lambda e: e["text"][:50])
def test_each_example_tells_its_event(example: dict[str, str]):
    """The examples stand beside the triggers: who adds a trigger adds the sentence that shows it."""
    found = [e for e in events(example["text"]) if example["trigger"] in " ".join(e.evidence[0].trigger.split())]

    assert [(e.category, e.status) for e in found] == [(example["category"], example["status"])]
    if "date" in example:
        assert found[0].date == example["date"]


@pytest.mark.parametrize("example", EXAMPLES["none"], ids=lambda e: e["text"][:50])
def test_each_counter_example_tells_none(example: dict[str, str]):
    """A row that nothing stands behind costs the reader's trust."""
    assert [e.title for e in events(example["text"])] == []


def test_suspended_denied_and_alleged_are_told_from_their_look_alikes():
    """Nobody annotated these three; at least 85 of 100 of our own sentences must come out right, each way."""
    right: dict[tuple[str, str], list[bool]] = {}
    for line in STATUS_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        status, yes, trigger, sentence = line.split("\t")
        hits = [e for e in events(sentence) if e.status == status]
        named = [
            e for e in hits if trigger in e.evidence[0].trigger.lower() or e.evidence[0].trigger.lower() in trigger
        ]
        right.setdefault((status, yes), []).append(bool(named) if yes == "yes" else not hits)

    assert {key: len(found) >= 20 for key, found in right.items()} == dict.fromkeys(right, True)
    assert {key: sum(found) / len(found) >= 0.85 for key, found in right.items()} == dict.fromkeys(right, True)


def test_an_attack_that_is_denied_names_who_denies_it():
    [denied] = [e for e in events("Russia denied attacking the grain terminal in Odesa.") if e.status == "denied"]

    assert denied.evidence[0].claimed_by == ("Russia",)
    assert denied.title.startswith("Russia denies")


def test_every_trigger_has_a_known_category_and_every_category_a_mapping():
    """An event without a category would fall out of every filter."""
    table = LEXICON.actions

    assert set(table.categories) == set(CATEGORIES)
    assert {t.category for found in table.forms.values() for t, _ in found} == set(CATEGORIES)


def test_a_visit_still_to_come_is_coded_as_an_agreement_to_meet():
    """PLOVER 0.8 codes a future meeting AGREE, not CONSULT."""
    [past] = events("President Alar Karis visited Nairobi on Monday.")
    [future] = events("President Alar Karis will visit Nairobi on Friday.")

    assert (past.plover, past.cameo) == ("CONSULT", "042")
    assert (future.plover, future.cameo) == ("AGREE", "036")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("visit", "visit visits visited visiting"),
        ("expel", "expel expels expelled expelling"),
        ("ban", "ban bans banned banning"),
        ("ratify", "ratify ratifies ratified ratifying"),
        ("seize", "seize seizes seized seizing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("re-elect", "re-elect re-elects re-elected re-electing"),
        ("overthrow", "overthrow overthrows overthrew overthrown overthrowing"),
    ],
)
def test_verbs_are_inflected_by_rule(verb: str, forms: str):
    assert sorted(inflect(verb, {"throw": ("threw", "thrown")})) == sorted(forms.split())


def test_a_faulty_row_is_named_with_file_and_line(tmp_path: Path):
    """Who adds a trigger must not have to guess which of a thousand lines is wrong."""
    folder = tmp_path / "actions"
    folder.mkdir()
    for file in (REFERENCE / "actions").glob("*.tsv"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "categories.yaml").write_text((REFERENCE / "categories.yaml").read_text(encoding="utf-8"))
    (folder / "verbs.tsv").write_text("# header\nwave\tgreeting\t\t\tsay\t\n", encoding="utf-8")

    with pytest.raises(RuleError, match=r"verbs\.tsv:2: unknown category 'greeting'"):
        load(tmp_path)


def test_an_everyday_verb_tells_an_event_only_where_it_is_dated_planned_or_just_done():
    """News tells events with common verbs; the same verbs tell habits and memories that are none."""
    told = [
        "A dozen Bolivian villagers fled the flooded valley on Monday.",
        "Slovakia will lend two helicopters to Chad.",
        "Slovakia has lent two helicopters to Chad.",
    ]
    untold = ["Slovakia lends its helicopters to neighbours.", "Chad took its name from the lake."]

    assert [len(events(text)) for text in told] == [1, 1, 1]
    assert [len(events(text)) for text in untold] == [0, 0]


def test_an_object_may_stand_inside_a_trigger_where_its_row_says_so():
    """Took Peru off its list, and Peru was taken off it: one event."""
    [active] = events("Canada took Peru off its list of suspect ports in May.")
    [passive] = events("Peru was taken off the Canadian list of suspect ports in May.")

    assert (active.category, active.date) == (passive.category, passive.date) == ("sanctions", "2024-05")


def test_a_barred_word_keeps_a_trigger_from_another_sense():
    """A navy that sinks a boat fights; a boat that sinks is an accident."""
    [fight] = events("The Chilean navy sank a patrol boat on Monday.")
    [accident] = events("A Chilean fishing boat sank on Monday.")

    assert (fight.category, accident.category) == ("conflict", "other")


@pytest.mark.parametrize(
    "text",
    [
        "Chile has put off a round of trade talks with Panama that was to open in Lima on 6 July.",
        "A visit to Lima, which had been arranged for Friday, was cancelled owing to a storm.",
        "The meeting of Chile and Peru was to have been held in Lima on Tuesday.",
    ],
)
def test_what_was_put_off_is_never_shown_as_planned(text: str):
    """A reader who travels to a cancelled meeting has been misled by the table."""
    assert {e.status for e in events(text)} == {"suspended"}


def test_a_verb_that_says_what_became_of_the_talks_makes_no_second_row():
    """One breakdown of talks is one row, with its day and place."""
    [row] = events("Talks between Chile and Peru broke down in Lima on Monday.")

    assert (row.category, row.date, [p.name for p in row.places]) == ("talks", "2024-06-10", ["Lima"])


def test_an_arrest_that_took_place_is_an_event_though_nobody_is_named():
    """A sentence that says that something happened must make a row."""
    [row] = events("The arrest took place on Monday.")

    assert (row.category, row.date) == ("conflict", "2024-06-10")


def test_who_is_expected_somewhere_plans_a_visit():
    """A wire writes "is expected in Lima": an arrival announced."""
    [visit] = events("President Alar Karis is expected in Lima on Friday.")

    assert (visit.category, visit.status, visit.date) == ("visit", "planned", "2024-06-14")


def test_reference_files_are_sorted_and_without_repeats():
    """A sorted file gives one-line diffs and shows a repeat."""
    for name in ("verbs", "everyday", "nouns", "words", "irregular", "stems", "beginnings"):
        lines = (REFERENCE / "actions" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert rows == sorted(rows), name
        assert len(rows) == len({tuple(row) for row in rows}), name


def test_statuses_are_the_six_of_the_design():
    assert {e["status"] for e in EXAMPLES["found"]} <= set(STATUSES)
