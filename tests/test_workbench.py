"""The review beneath its screens: rows in the order of the text, commands become steps, names of one's own."""

import pytest

from dashboard import own_names
from dashboard.checking import data_faults
from dashboard.curation.deciding import Desk, Reviewer
from dashboard.curation.writing import apply_step
from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.importers.bringing import import_table
from dashboard.intake.shelf import remove_article
from dashboard.lexicon import Lexicon
from dashboard.model import Article
from dashboard.pipeline import build
from dashboard.preview import Marked, Units, event_card, marks_of, preview, shown
from dashboard.workbench import Workbench, history_of
from tests.homes import make_home

EVA = Reviewer("Eva", "2026-01-01 10:00")
TEXT = """---
headline: Ministers meet in Quito
publisher: Test Wire
published: 2023-03-09
---
Foreign Minister Ana Ruiz of Peru arrived in Quito on Tuesday. The two countries signed a fishing agreement in 2019.
Protests began in Guayaquil last week, Banda Azul said.
"""


@pytest.fixture
def bench(tmp_path):
    return Workbench.open(make_home(tmp_path, {"quito": TEXT}, "events: []\n"))


def do(bench: Workbench, **command: object) -> Workbench:
    apply_step(bench.home.events_file, bench.step(command, EVA))
    return bench.again()


def review_of(bench: Workbench):
    return shown(Marked.of(bench.article("quito"), bench.lexicon), bench.lexicon, bench.events_of("quito"))


def row(bench: Workbench, trigger: str):
    return next(e for e in bench.events_of("quito") if e.evidence[0].trigger == trigger)


def test_every_action_of_the_review_reaches_events_yaml_and_survives_building_anew(bench):
    arrived, protests = row(bench, "arrived"), row(bench, "Protests")
    waiting = len(bench.waiting)
    bench = do(bench, act="accept", event=arrived.id)
    bench = do(
        bench, act="correct", event=protests.id, values={"date": "2023-03", "places": "Guayaquil; Quito"}, why="x"
    )
    bench = do(bench, act="add", article="quito", start=TEXT.index("two countries") - 96, end=TEXT.index("signed") - 96,
               values={"title": "Pact", "date": "2019-05", "category": "agreement"})  # fmt: skip

    anew = Workbench.open(bench.home)
    assert anew.event(arrived.id).review == "confirmed"
    assert (anew.event(protests.id).date, [p.name for p in anew.event(protests.id).places]) == (
        "2023-03",
        ["Guayaquil", "Quito"],
    )
    added = anew.event("pact-2019-05")
    assert (added.review, added.date, added.evidence[0].article) == ("corrected", "2019-05", "quito")
    assert len(anew.waiting) == waiting - 2
    told = sorted(change["what"] for change in history_of(anew.table))
    assert told == ["added", "confirmed", "corrected", "corrected"]
    assert {change["who"] for change in history_of(anew.table)} == {"Eva"}


def test_a_rejected_event_is_out_of_the_table_and_can_be_taken_back(bench):
    arrived = row(bench, "arrived")
    bench = do(bench, act="reject", event=arrived.id, why="no event")
    assert arrived.id not in {event.id for event in bench.table}
    assert row(bench, "arrived").review == "rejected"

    bench = do(bench, act="reopen", event=arrived.id)
    assert row(bench, "arrived") == arrived


def test_merged_events_are_one_row_and_separated_ones_two_again(bench):
    arrived, protests = row(bench, "arrived"), row(bench, "Protests")
    merged = do(bench, act="merge", events=[arrived.id, protests.id])
    assert merged.event(protests.id).id == arrived.id
    assert len(merged.event(arrived.id).evidence) == 2

    apart = do(merged, act="separate", event=arrived.id)
    assert apart.event(protests.id).id == protests.id


def test_a_split_keeps_the_old_id_for_its_first_part(bench):
    arrived = row(bench, "arrived")
    bench = do(
        bench,
        act="split",
        event=arrived.id,
        parts=[{"title": "Ruiz arrives"}, {"title": "Ruiz dines", "date": "2023-03-08"}],
    )

    assert bench.event(arrived.id).title == "Ruiz arrives"
    assert bench.event("ruiz-dines-2023-03").date == "2023-03-08"


def test_words_of_the_article_are_found_by_the_offsets_of_the_browser(tmp_path):
    """JavaScript counts 16-bit units: a flag before the words moves them."""
    text = TEXT.replace("Foreign", "🇵🇪 Foreign")
    bench = Workbench.open(make_home(tmp_path, {"quito": text}, "events: []\n"))
    body = bench.article("quito").text
    start = len(body[: body.index("signed")].encode("utf-16-le")) // 2
    bench = do(bench, act="add", article="quito", start=start, end=start + len("signed"), values={"title": "Pact"})

    assert bench.event("pact").evidence[0].trigger == "signed"
    page = preview(bench.article("quito"), bench.lexicon)
    units = page["text"].encode("utf-16-le")
    marked = {units[2 * m[0] : 2 * m[1]].decode("utf-16-le") for m in page["marks"]}
    assert {"Ana Ruiz", "Quito", "2019"} <= marked


def test_nothing_selected_and_unknown_events_are_refused_in_words(bench):
    for command, reason in (
        ({"act": "add", "article": "quito", "start": 5, "end": 5}, "Select the words"),
        ({"act": "accept", "event": "nowhere"}, "there is no event 'nowhere'"),
        ({"act": "dance", "event": row(bench, "arrived").id}, "there is no action 'dance'"),
    ):
        with pytest.raises(DatelineError, match=reason):
            bench.step(command, EVA)


def test_what_was_not_understood_is_marked_and_a_name_of_ones_own_makes_it_understood(bench):
    article = Article("talks", "Talks with the XQVT ended in Lima.", Day(2023, 3, 9))
    unknown = [article.text[m.start : m.end] for m in marks_of_text(article, bench.lexicon) if m.kind == "unknown"]
    assert unknown == ["XQVT"]

    text = "Talks with Baltarak ended, President Omar Haddad left. The Prime Ministers of Peru and Chad left."
    once = Article("once", text, Day(2023, 3, 9))
    assert [once.text[m.start : m.end] for m in marks_of_text(once, bench.lexicon) if m.kind == "unknown"] == [
        "Baltarak"
    ]

    own_names.add_actor(bench.home.user, "XQVT", "organisation", "ecu", ["The Blue Band"])
    own_names.add_place(bench.home.user, "Puerto Inventado", "city", "ECU", -2.5, -80.1)
    lexicon = Lexicon(bench.home.reference, bench.home.user)
    assert ("XQVT", "organisation") in {
        (article.text[m.start : m.end], m.kind) for m in marks_of_text(article, lexicon)
    }
    assert lexicon.gazetteer.lookup("Puerto Inventado")[0].lat == -2.5
    with pytest.raises(DatelineError, match="stands there already"):
        own_names.add_actor(bench.home.user, "XQVT", "person")
    with pytest.raises(DatelineError, match="is no place"):
        own_names.add_place(bench.home.user, "Nowhere", "city", "ECU", 0, 0)


def marks_of_text(article: Article, lexicon: Lexicon):
    from dashboard.extract import read_mentions

    return marks_of(read_mentions(article, lexicon), lexicon)


def test_a_name_with_a_letter_of_another_alphabet_is_neither_taken_for_the_known_one_nor_passed_over(tmp_path):
    """\u0430 is Cyrillic: the article marks the word, the card says it, a hand-written name is told by `build`."""
    text = TEXT.replace("Ana Ruiz", "An\u0430 Ruiz").replace("Guayaquil", "Guay\u0430quil")
    sentence = "Protests began in Guay\u0430quil last week, Banda Azul said."
    events = "events:\n  - id: x\n    title: X\n    category: talks\n    actors: [Om\u0430r Haddad]\n"
    events += f"    evidence:\n      - article: quito\n        sentence: {sentence}\n"
    bench = Workbench.open(make_home(tmp_path, {"quito": text}, events))
    page = review_of(bench)
    marked = {page["text"][a:b]: says for a, b, kind, says in page["marks"] if kind == "unknown"}

    assert marked["An\u0430"] == "'An\u0430' is not 'Ana': its '\u0430' is a Cyrillic letter"
    assert "Guay\u0430quil" in marked
    card = next(card for card in page["events"] if "An\u0430 Ruiz" in card["actors"])
    assert card["alike"] == (marked["An\u0430"],)
    assert "x: 'Om\u0430r' is not 'Omar': its '\u0430' is a Cyrillic letter" in map(str, bench.curated.notes)
    assert all(note.fits for note in bench.curated.notes)


def test_another_publication_day_moves_the_relative_dates(bench):
    article = bench.article("quito")
    early, late = (
        {
            e["evidence"][0]["trigger"]: e["date"]
            for e in preview(Article("quito", article.text, day), bench.lexicon)["events"]
        }
        for day in (Day(2023, 3, 9), Day(2024, 5, 16))
    )
    assert (early["arrived"], late["arrived"]) == ("2023-03-07", "2024-05-14")
    assert early["signed a fishing agreement"] == late["signed a fishing agreement"] == "2019"


def test_what_hangs_on_an_article_is_said_before_it_goes_and_its_decisions_stay_in_the_file(bench):
    arrived = row(bench, "arrived")
    bench = do(bench, act="accept", event=arrived.id)
    assert bench.hanging_on("quito") == [f"{arrived.title} (reviewed: confirmed)"]

    remove_article(bench.home.articles, "quito")
    anew = Workbench.open(bench.home)
    assert anew.table == ()
    assert "is not here" in str(anew.curated.notes[0])


def test_a_conflict_between_articles_is_settled_and_the_choice_kept(tmp_path):
    """The later report gives another day; the user decides, and the row says so after building anew."""
    one = "---\npublished: 2023-03-09\n---\nForeign Minister Ana Ruiz of Peru arrived in Quito on 7 March for talks.\n"
    two = "---\npublished: 2023-03-10\n---\nForeign Minister Ana Ruiz of Peru arrived in Quito on 8 March for talks.\n"
    bench = Workbench.open(make_home(tmp_path, {"one": one, "two": two}, "events: []\n"))
    row = next(event for event in bench.table if event.evidence[0].trigger == "arrived")
    [conflict] = row.conflicts
    bench = do(
        bench, act="settle", event=row.id, conflict=conflict, values={"date": "2023-03-08"}, why="the later report"
    )

    anew = Workbench.open(bench.home).event(row.id)
    assert (anew.date, anew.conflicts, anew.review) == ("2023-03-08", (), "corrected")
    assert [change.what for change in anew.history] == ["corrected", "settled"]
    kept = do(Workbench.open(make_home(tmp_path / "b", {"one": one, "two": two}, "events: []\n")),
              act="settle", event=row.id, conflict=conflict, values={})  # fmt: skip
    assert (kept.event(row.id).date, kept.event(row.id).conflicts) == (row.date, ())


DATES = [("16 May 2024", "2024-05-16"), ("May 2024", "2024-05"), ("25/12/2023", "2023-12-25"), ("2024~", "2024~"),
         ("3/4/2024", "3/4/2024"), ("soon", "soon")]  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), DATES)
def test_a_reviewer_types_a_date_in_words_and_what_could_be_two_days_is_not_guessed(bench, typed, kept):
    assert bench.values(row(bench, "arrived"), {"date": typed}) == {"date": kept}


def test_a_reviewer_writes_countries_by_name_or_code_and_reads_their_names(bench):
    """Nobody knows three letters for every country; a name that no country bears is refused, never kept."""
    arrived = row(bench, "arrived")
    assert bench.values(arrived, {"countries": "Peru; ecu, South Korea"}) == {"countries": ["PER", "ECU", "KOR"]}
    acted_on = bench.values(arrived, {"targets": "Peru; Ana Ruiz"})
    assert acted_on == {"targets": ["PER", "Ana Ruiz"]}
    with pytest.raises(DatelineError, match="Atlantis"):
        do(bench, act="correct", event=arrived.id, values={"countries": "Atlantis"})
    cards = review_of(bench)["events"]
    assert next(card for card in cards if card["id"] == arrived.id)["states"] == ["Peru", "Ecuador"]


def test_rows_of_an_imported_table_are_reviewed_as_those_of_an_article_are(tmp_path):
    """A table that came in is no better than an article: each row can be checked, corrected, split and rejected."""
    made = make_home(tmp_path, {"quito": TEXT}, "events: []\n")
    rows = "\n".join(f"Talks number {n},2023-03-{n % 28 + 1:02},Lima" for n in range(450))
    path = tmp_path / "talks.csv"
    path.write_text(f"Title,Date,Place\n{rows}\n")
    import_table("csv", path, made.data)
    bench = Workbench.open(made)

    assert [part.article.id for part in bench.sheets] == ["talks", "talks#2", "talks#3"]
    assert bench.article("talks#3").headline == "Table talks, rows 401 to 450"
    assert [bench.waiting_in()[name] for name in ("talks", "talks#2", "talks#3")] == [200, 200, 50]
    last = bench.events_of("talks#3")[-1]
    card = event_card(last, bench.article("talks#3"), bench.lexicon, Units(bench.article("talks#3").text))
    start, end = card["spans"][0]["sentence"]
    assert bench.article("talks#3").text[start:end] == last.evidence[0].sentence == "Talks number 449"

    bench = do(bench, act="accept", event=last.id)
    first, second = bench.events_of("talks")[:2]
    bench = do(bench, act="correct", event=first.id, values={"date": "2023-04"}, why="a slip")
    bench = do(bench, act="split", event=second.id, parts=[{"title": "One"}, {"title": "Two"}])
    anew = Workbench.open(made)
    assert (anew.event(last.id).review, anew.event(first.id).date) == ("confirmed", "2023-04")
    assert [anew.event(name).title for name in (second.id, "two-2023-03")] == ["One", "Two"]
    assert anew.waiting_in()["talks"] == 198
    assert anew.curated.notes == ()
    assert data_faults(made) == []
    build(made).close()


def test_a_decision_that_no_longer_fits_can_be_forgotten_and_that_undone(bench):
    """The sentence was edited away; the file should not complain for ever of what nobody can decide any more."""
    arrived = row(bench, "arrived")
    bench = do(bench, act="accept", event=arrived.id)
    file = bench.home.articles / "quito.txt"
    file.write_text(file.read_text().replace("arrived in Quito on Tuesday", "left"))
    anew = Workbench.open(bench.home)
    [note] = [note for note in anew.curated.notes if not note.fits]
    decided = bench.home.events_file.read_text()

    step = Desk.open(bench.home.events_file).forget(note.event)
    assert step.words == f"Forget what was decided about {arrived.title!r}"
    apply_step(bench.home.events_file, step)
    assert Workbench.open(bench.home).curated.notes == ()
    apply_step(bench.home.events_file, step.inverse())
    assert bench.home.events_file.read_text() == decided
    with pytest.raises(DatelineError, match="there is no decision"):
        Desk.open(bench.home.events_file).forget("nowhere")


def test_the_next_article_is_the_next_one_with_something_to_review(tmp_path):
    """Of a thousand articles a reviewer wants the one that waits, in either direction and round the end."""
    plain = "date 2023-03-09\nNothing much happened.\n"
    articles = {"a": TEXT, "b": plain, "c": TEXT.replace("Quito", "Lima"), "d": plain}
    bench = Workbench.open(make_home(tmp_path, articles, "events: []\n"))

    assert [bench.article_after(name) for name in "abcd"] == ["c", "c", "a", "a"]
    assert [bench.article_after(name, -1) for name in "abcd"] == ["c", "a", "a", "c"]
    nothing = Workbench.open(
        make_home(tmp_path / "x", {"a": plain, "b": plain.replace("much", "at all")}, "events: []\n")
    )
    assert [nothing.article_after(name) for name in "ab"] == ["b", "a"]
