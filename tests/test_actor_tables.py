"""The files of data/reference/actors, and the laws of the finder that reads them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dates import Day
from dashboard.errors import DataFaults
from dashboard.extract.actors import find_actors, surname_of
from dashboard.extract.sentences import split_sentences
from dashboard.lexicon import REFERENCE, Lexicon
from dashboard.lexicon.actors import load
from dashboard.model import Article

LEXICON = Lexicon()
TABLE = LEXICON.actors


@pytest.mark.parametrize(
    ("name", "country", "surname"),
    [
        ("Vladimir Putin", None, "Putin"),
        ("Xi Jinping", "CHN", "Xi"),
        ("Lee Myung-bak", None, "Lee"),
        ("Kim Jong Un", "PRK", "Kim"),
        ("Kim Howells", "GBR", "Howells"),
        ("Nguyen Phu Trong", "VNM", "Trong"),
        ("Muqtada al-Sadr", None, "al-Sadr"),
        ("Mohammed bin Salman", None, "bin Salman"),
        ("Ursula von der Leyen", None, "von der Leyen"),
        ("Ferdinand Marcos Jr.", None, "Marcos"),
        ("Prachanda", None, "Prachanda"),
    ],
)
def test_the_surname_is_what_later_mentions_use(name, country, surname):
    assert surname_of(name, country) == surname


def test_terms_of_office_tell_who_held_an_office_on_a_day():
    assert TABLE.holder("RUS", "president", Day(2010, 1, 1)) == "Dmitry Medvedev"
    assert TABLE.holder("RUS", "president", None) is None
    assert TABLE.holder("USA", "foreign minister", Day(2012, 12, 31)) == "Hillary Clinton"
    assert TABLE.holder("NATO", "secretary general", Day(2014, 9, 6)) == "Anders Fogh Rasmussen"


def test_after_the_last_day_that_the_terms_were_looked_through_an_office_alone_names_nobody():
    """Whoever is in office next year, this year's file would name the wrong one. A name in the article still counts."""
    last = TABLE.complete_to
    assert last is not None
    later = Day.from_ordinal(last.ordinal + 1)

    assert TABLE.holder("GBR", "prime minister", last) == "Keir Starmer"
    assert TABLE.holder("GBR", "prime minister", later) is None
    assert TABLE.bearer("Starmer", later) == "Keir Starmer"


def test_the_terms_of_one_office_do_not_overlap_by_more_than_a_day():
    """Two holders at once would make 'the French president' uncertain for no reason."""
    offices = {(t.of, t.office) for t in TABLE.terms if t.office in ("president", "prime minister", "foreign minister")}
    for of, office in sorted(offices):
        terms = sorted((t for t in TABLE.terms if (t.of, t.office) == (of, office)), key=lambda t: t.since)
        for earlier, later in pairwise(terms):
            assert earlier.until is not None, (of, office, earlier.name)
            assert earlier.until <= later.since, (of, office, earlier.name, later.name)


def test_every_term_ends_after_it_begins():
    assert [t.name for t in TABLE.terms if t.until is not None and t.until <= t.since] == []


def test_every_state_of_the_tables_is_one_that_the_gazetteer_knows():
    codes = {record.country for record in TABLE.records.values() if record.country}
    codes |= {known.country for rows in TABLE.known.values() for known in rows if known.country}
    assert [code for code in sorted(codes) if LEXICON.gazetteer.country_name(code) == code] == []


def test_every_parent_is_itself_in_the_tables():
    parents = {record.parent for record in TABLE.records.values() if record.parent}
    assert sorted(p for p in parents if p not in TABLE.records) == []


def test_a_family_leads_from_a_person_over_the_bodies_to_the_state():
    assert TABLE.family("Yahya Sinwar") == ("Hamas", "PSE")
    assert TABLE.family("UN Security Council") == ("United Nations",)
    assert TABLE.family("Vladimir Putin") == ("RUS",)
    assert TABLE.family("nobody at all") == ()
    assert "Yahya Sinwar" in TABLE.members("Hamas")
    assert {"Hamas", "Yahya Sinwar"} <= set(TABLE.members("PSE"))


def test_an_id_is_that_of_the_name_and_stays():
    assert TABLE.actor_record("NATO").id == TABLE.actor_record("NATO").id
    assert TABLE.actor_record("Somebody New").kind == "person"
    ids = [record.id for record in TABLE.records.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", sorted((REFERENCE / "actors").glob("*.tsv")), ids=lambda p: p.name)
def test_every_file_says_where_it_comes_from_and_is_sorted(path: Path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "Origin:" in " ".join(lines[:4])
    keys = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert keys == sorted(keys)
    assert f"actors/{path.name}" in (REFERENCE / "README.md").read_text(encoding="utf-8")


def test_a_user_adds_an_actor_and_its_aliases_in_a_file_of_their_own(tmp_path: Path):
    (tmp_path / "actors.tsv").write_text(
        "# mine\nUpland Rights Front\tURF; the Uplanders\tarmed_group\tKEN\t\n"
        "Ada Moss\tMoss\tperson\tKEN\tUpland Rights Front\n",
        encoding="utf-8",
    )
    table = load(REFERENCE, tmp_path)
    article = Article("a", "URF fighters met Ada Moss.", Day(2020, 1, 1))
    found = find_actors(article, split_sentences(article.text), table, LEXICON.gazetteer)
    assert [(m.actor, m.country) for m in found] == [("Upland Rights Front", "KEN"), ("Ada Moss", "KEN")]
    assert table.family("Ada Moss") == ("Upland Rights Front", "KEN")


def test_every_fault_of_a_file_is_reported_with_its_line(tmp_path: Path):
    (tmp_path / "actors.tsv").write_text(
        "Good\t\torganisation\t\t\nBad\t\tband\t\t\nGood\t\tperson\t\t\n", encoding="utf-8"
    )
    with pytest.raises(DataFaults) as caught:
        load(REFERENCE, tmp_path)
    assert [fault.line for fault in caught.value.faults] == [2, 3]


_WORDS = st.sampled_from(
    "Putin Xi President Russian the of al-Sadr bin Laden Gen. (UN) NATO's Moscow said Ministry Foreign , . \" and "
    "Kim Jong Un May Thursday U.S. Jr. – McCormack's João Bank Houthis' Council \n to Al 2014 von der Leyen".split(" ")
)


@settings(max_examples=150)
@given(st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=200)))
def test_mentions_lie_in_the_text_in_order_and_do_not_overlap(text: str):
    article = Article("a", text, Day(2014, 9, 6))
    found = find_actors(article, split_sentences(text), TABLE, LEXICON.gazetteer)
    assert found == find_actors(article, split_sentences(text), TABLE, LEXICON.gazetteer)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.text == mention.text.strip()
        assert (mention.actor is None) == (mention.kind == "state")
        assert mention.actor is not None or mention.country
        end = mention.end


def test_no_name_of_the_tables_keeps_a_title_or_a_stray_sign():
    odd = re.compile(r"[;\t]|\s\s|^\s|\s$|^(?:Mr|Dr|Gen)\b")
    assert [name for name in TABLE.records if odd.search(name)] == []
