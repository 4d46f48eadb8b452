"""events.yaml: what it says, what is wrong with it, and how it is laid over what the rules read."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.articles import read_article
from dashboard.curation import apply_curation, check_evidence, parse_curation, read_curation
from dashboard.dates import Day
from dashboard.errors import DataFaults
from dashboard.model import Article, Event, Evidence

ROOT = Path(__file__).parents[1]
TEXT = "On 3 May 2021 Ana Ruiz met the Borvian minister in Lima. They signed a fishing pact. Talks go on."
ARTICLE = Article("lima", TEXT, published=Day(2021, 5, 4), publisher="Test Wire")


def told(sentence: str, trigger: str, event_id: str, **fields: object) -> Event:
    """An event as the rules would read it from the article above."""
    start = TEXT.index(sentence)
    evidence = Evidence("lima", sentence, trigger, start, start + len(sentence))
    return Event(event_id, f"{trigger} in Lima", "talks", "occurred", (evidence,), **fields)  # type: ignore[arg-type]


MET = told("On 3 May 2021 Ana Ruiz met the Borvian minister in Lima.", "met", "1111111111111111")
SIGNED = told("They signed a fishing pact.", "signed", "2222222222222222")
TALKS = told("Talks go on.", "Talks", "3333333333333333")

CURATED = """events:
  - id: lima-meeting
    title: Ruiz meets the minister
    date: 2021-05-03
    category: talks
    evidence:
      - article: lima
        sentence: On 3 May 2021 Ana Ruiz met the Borvian minister in Lima.
        trigger: met
"""


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in parse_curation(text, "events.yaml")[1]]


def test_the_first_article_has_eighteen_reviewed_events_that_all_stand_in_its_text():
    curation = read_curation(ROOT / "events.yaml")
    article = read_article(ROOT / "data/articles/2024-05-16-putin-china-visit.txt")

    assert len(curation.events) == 18
    assert check_evidence(curation, [article]) == []


def test_the_first_screen_of_the_first_article_counts_to_eighteen():
    """8 on the axis, 3 earlier, 2 under way without a date, 5 without a date; 8 with a place."""
    article = read_article(ROOT / "data/articles/2024-05-16-putin-china-visit.txt")
    table = apply_curation((), read_curation(ROOT / "events.yaml"), [article]).table

    dated = [e for e in table if e.dated]
    assert sum(e.latest >= Day(2024, 5, 5) for e in dated if e.latest) == 8
    assert sorted(e.date for e in dated if e.latest and e.latest < Day(2024, 5, 5)) == ["1949", "2023", "2023"]
    assert sum(not e.dated and e.status == "ongoing" for e in table) == 2
    assert sum(not e.dated and e.status != "ongoing" for e in table) == 5
    assert sum(bool(e.places) for e in table) == 8


def test_a_week_and_a_day_inside_a_visit_and_the_visit_itself_are_three_different_dates():
    events = {e.id: e for e in read_curation(ROOT / "events.yaml").events}

    assert events["putin-new-term-2024-05"].precision == "week"
    assert events["putin-harbin-2024-05"].date == "[2024-05-16..2024-05-17]"
    assert events["state-visit-2024-05"].date == "2024-05-16/2024-05-17"


KIND = "category: talks"
BAD = [
    ("date: 2021-05-03", "date: 3 May 2021", 4, "event 'lima-meeting': date '3 May 2021' is not an EDTF date."),
    (KIND, "category: talk", 5, "category 'talk' is not known."),
    (KIND, "categry: talks", 5, "unknown field 'categry'. Did you mean 'category'?"),
    ("    category: talks\n", "", 2, "event 'lima-meeting': category is missing."),
    ("trigger: met", "trigger: greeted", 9, "the trigger 'greeted' does not stand in the sentence"),
    (KIND, f"{KIND}\n    category: visit", 6, "the key 'category' stands here a second time (first on line 5)"),
    ("date: 2021-05-03", "date: 2021-02-30", 4, "date '2021-02-30' is not an EDTF date."),
    ("date: 2021-05-03", "date: 2021-05-03\n    latest: 2021-06-01", 5, "latest 2021-06-01 does not agree"),
    ("date: 2021-05-03", "date: 2021\n    precision: day", 5, "precision 'day' is finer than the date '2021' (year)"),
    (KIND, f"{KIND}\n    countries: [Peru]", 6, "country 'Peru' is not an ISO 3166 alpha-3 code"),
    (KIND, f"{KIND}\n    places: [{{name: Lima, lat: 0, lon: 0}}]", 6, "place 'Lima' lies at 0, 0"),
    (KIND, f"{KIND}\n    places: [{{name: Lima, lat: 91, lon: 0}}]", 6, "lat '91' is no number from -90 to 90."),
    (KIND, f"{KIND}\n    links: [{{kind: part_of, event: lima-meting}}]", 6, "Did you mean 'lima-meeting'?"),
    (KIND, "category: !!python/object:os.system talks", 5, "the tag"),
    (KIND, "<<: talks", 5, "merge keys"),
    ("  - id: lima-meeting", "<<<<<<< HEAD\n  - id: lima-meeting", 2, "a merge conflict of Git is not settled here"),
    ("    category: talks", "\tcategory: talks", 5, "a tab indents this line"),
    ("events:", "event:", 1, "unknown section 'event'"),
    (KIND, "category: [talks", 6, "this is not readable YAML"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), BAD)
def test_a_fault_is_named_with_its_line_and_what_to_write_instead(old, new, line, message):
    assert CURATED.count(old) == 1
    found = faults_of(CURATED.replace(old, new))

    assert any(fault.startswith(f"events.yaml:{line}: ") and message in fault for fault in found), found


def test_all_faults_are_listed_in_one_run_even_in_one_event():
    text = CURATED.replace("category: talks", "category: talk\n    category: visit").replace(
        "2021-05-03\n", "3 May\n", 1
    )
    broken = text + "\n  - id: other\n    title: 'never closed\n\n  - id: third\n    status: done\n"

    found = "\n".join(faults_of(broken))
    assert "date '3 May'" in found
    assert "category 'talk'" in found
    assert "second time" in found
    assert "not readable YAML" in found
    assert "status 'done'" in found


def test_faults_are_raised_together(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(CURATED.replace("talks", "talk").replace("2021-05-03\n", "soon\n", 1), encoding="utf-8")

    with pytest.raises(DataFaults) as raised:
        read_curation(path)
    assert len(raised.value.faults) == 2


def test_every_scalar_is_text_until_the_schema_says_otherwise():
    """In YAML 1.1 `no` is false, 012 ten and a date a date; Norway and a title would be lost."""
    text = CURATED.replace("title: Ruiz meets the minister", "title: no\n    actors: [012, 1_000, 2024-05-01]")
    curation, faults = parse_curation(text, "events.yaml")

    assert not faults
    assert curation.events[0].title == "no"
    assert curation.events[0].actors == ("012", "1_000", "2024-05-01")


def test_an_alias_bomb_and_deep_nesting_are_refused_by_their_line():
    bomb = "events:\n  - id: a\n    title: &a [x, x]\n    actors: [*a, *a]\n"
    assert "anchors and aliases" in faults_of(bomb)[0]
    assert "nested" in faults_of("events:\n  - " + "[" * 100_000 + "\n")[0]


def test_a_curated_event_replaces_the_extracted_one_of_the_same_words_and_leaves_the_rest_for_review():
    curation, _ = parse_curation(CURATED, "events.yaml")
    result = apply_curation([MET, SIGNED, TALKS], curation, [ARTICLE])

    assert [e.id for e in result.table] == ["lima-meeting"]
    assert [e.id for e in result.candidates] == [SIGNED.id, TALKS.id]
    assert result.table[0].evidence[0].start == 0
    assert result.table[0].published == Day(2021, 5, 4)


REVIEWS = """reviews:
  - event: 1111111111111111
    review: corrected
    article: lima
    sentence: On 3 May 2021 Ana Ruiz met the Borvian minister in Lima.
    trigger: met
    set:
      title: Ruiz meets a minister in Lima
      date: 2021-05-03
    as_read: {title: met in Lima, category: talks}
    history:
      - {when: 2021-06-01, who: Eva, what: corrected, field: title, why: clearer}
  - event: 2222222222222222
    review: rejected
    article: lima
    sentence: They signed a fishing pact.
    trigger: signed
"""


def test_corrections_and_rejections_find_their_events_by_id():
    curation, faults = parse_curation(REVIEWS, "events.yaml")
    result = apply_curation([MET, SIGNED, TALKS], curation, [ARTICLE])

    assert faults == []
    by_id = {e.id: e for e in result.table}
    assert by_id[MET.id].title == "Ruiz meets a minister in Lima"
    assert (by_id[MET.id].date, by_id[MET.id].earliest, by_id[MET.id].dated) == ("2021-05-03", Day(2021, 5, 3), True)
    assert by_id[MET.id].history[0].who == "Eva"
    assert by_id[TALKS.id].review == "extracted"
    assert [e.id for e in result.rejected] == [SIGNED.id]
    assert result.notes == ()


def test_a_decision_follows_its_event_when_the_rules_give_it_another_id():
    """A new rule may find 'met the Borvian minister' where the old one found 'met'."""
    moved = replace(MET, id="9999999999999999", evidence=(replace(MET.evidence[0], trigger="Ruiz met"),))
    result = apply_curation([TALKS, moved, SIGNED], parse_curation(REVIEWS, "events.yaml")[0], [ARTICLE])

    assert [(e.id, e.review) for e in result.table] == [(TALKS.id, "extracted"), (moved.id, "corrected")]
    assert "now read as 9999999999999999" in str(result.notes[0])


def test_an_event_that_a_decision_names_is_not_taken_by_another_decision_about_its_sentence():
    """Else a rejection of what the rules no longer read could fall on what a reviewer had put right."""
    gone = """  - event: "0000000000000000"
    review: rejected
    article: lima
    sentence: On 3 May 2021 Ana Ruiz met the Borvian minister in Lima.
    trigger: Ruiz met
    as_read: {title: Ruiz met}
"""
    first, last = REVIEWS.replace("reviews:\n", "reviews:\n" + gone), REVIEWS + gone
    results = [apply_curation([MET], parse_curation(text, "events.yaml")[0], [ARTICLE]) for text in (first, last)]

    for result in results:
        assert [(e.id, e.review, e.history[0].who) for e in result.table] == [(MET.id, "corrected", "Eva")]
        assert not any("carried over" in str(note) for note in result.notes)


def test_an_event_that_the_rules_no_longer_read_is_kept_as_it_was_corrected():
    result = apply_curation([], parse_curation(REVIEWS, "events.yaml")[0], [ARTICLE])

    assert [(e.id, e.title, e.review) for e in result.table] == [(MET.id, "Ruiz meets a minister in Lima", "corrected")]
    assert any("the rules no longer read it; it is kept" in str(note) for note in result.notes)


def test_a_decision_whose_sentence_is_gone_says_so():
    changed = replace(ARTICLE, text="On 4 May 2021 Ana Ruiz left Lima.")
    result = apply_curation([], parse_curation(REVIEWS, "events.yaml")[0], [changed])

    assert result.table == ()
    assert [note.fits for note in result.notes] == [False, False]
    assert "no longer stands" in str(result.notes[0])


def test_a_correction_says_when_the_rules_now_read_something_else():
    newer = replace(MET, title="Ruiz meets Borvian minister")
    notes = apply_curation([newer], parse_curation(REVIEWS, "events.yaml")[0], [ARTICLE]).notes

    assert "the rules now read 'Ruiz meets Borvian minister'" in str(notes[0])


def test_events_joined_by_the_user_are_one_row_with_all_the_evidence():
    text = "joined:\n  - events: [2222222222222222, 3333333333333333]\n"
    result = apply_curation([MET, SIGNED, TALKS], parse_curation(text, "events.yaml")[0], [ARTICLE])

    row = next(e for e in result.table if e.id == SIGNED.id)
    assert len(result.table) == 2
    assert row.members == (TALKS.id,)
    assert [e.trigger for e in row.evidence] == ["signed", "Talks"]


def test_a_sentence_with_other_quotes_or_line_breaks_is_still_found():
    text = CURATED.replace("Borvian minister in", "Borvian  minister in")
    result = apply_curation([], parse_curation(text, "events.yaml")[0], [ARTICLE])

    assert result.table[0].evidence[0].start == 0


def test_a_sentence_that_is_not_in_the_article_is_a_fault_of_check():
    curation, _ = parse_curation(CURATED.replace("Lima.", "Quito."), "events.yaml")

    assert "does not stand in 'lima'" in str(check_evidence(curation, [ARTICLE])[0])
    assert "there is no article 'lima'" in str(check_evidence(curation, [])[0])
