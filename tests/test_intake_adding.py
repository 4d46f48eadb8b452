"""Files, folders and addresses become articles once; what is there stays, what cannot be read is said."""

import os
from pathlib import Path

import pytest

from dashboard.articles import article_text, parse_article, read_article
from dashboard.dates import Day
from dashboard.errors import ArticleError, ConflictError, DataError
from dashboard.intake.adding import Intake, add_articles, is_address, slug
from dashboard.intake.shelf import change_article, remove_article, removed_articles, restore_article
from dashboard.model import Article

DOCUMENTS = Path(__file__).parent / "documents"
TODAY = Day(2026, 1, 1)
TEXT = (
    "date 2023-03-09\nAna Ruiz arrived in Lima on Tuesday. She met the minister on Wednesday and left the next day.\n"
)


def names(data: Path) -> list[str]:
    return sorted(file.name for file in (data / "articles").iterdir() if not file.name.startswith("."))


def test_documents_of_several_kinds_become_articles_with_front_matter(tmp_path):
    (tmp_path / "in.txt").write_text(TEXT)
    report = add_articles([str(tmp_path / "in.txt"), str(DOCUMENTS / "harbour.html")], tmp_path, today=TODAY)

    assert [row.outcome for row in report.rows] == ["added", "added"]
    assert names(tmp_path) == ["harbour.txt", "in.txt"]
    article = read_article(tmp_path / "articles" / "harbour.txt")
    assert (article.published, article.publisher, article.retrieved) == (Day(2023, 3, 9), "The Harbour Courier", TODAY)
    assert read_article(tmp_path / "articles" / "in.txt").published == Day(2023, 3, 9)


def test_adding_again_changes_nothing_and_goes_on_where_a_run_was_stopped(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(TEXT.replace("Lima", f"Town{number}"))

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    stopped = add_articles([str(folder)], tmp_path, progress=stop)
    assert (stopped.stopped, len(names(tmp_path))) == (True, 3)
    assert "run it again to go on" in str(stopped)
    again = add_articles([str(folder)], tmp_path)
    assert (len(again.of("added")), len(again.of("known"))) == (3, 3)
    before = {file.name: file.read_bytes() for file in (tmp_path / "articles").iterdir()}
    assert str(add_articles([str(folder)], tmp_path)) == "0 added, 6 already there"
    assert before == {file.name: file.read_bytes() for file in (tmp_path / "articles").iterdir()}


def test_the_day_is_taken_from_the_command_only_where_the_article_says_none(tmp_path):
    (tmp_path / "a.txt").write_text("Ruiz arrived in Lima yesterday.")
    (tmp_path / "b.txt").write_text(TEXT)
    report = add_articles([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], tmp_path, Day(2020, 1, 1))

    assert [read_article(tmp_path / "articles" / f"{n}.txt").published for n in "ab"] == [
        Day(2020, 1, 1),
        Day(2023, 3, 9),
    ]
    (tmp_path / "c.txt").write_text("Haddad left Quito yesterday.")
    report = add_articles([str(tmp_path / "c.txt")], tmp_path)
    assert "publication day is not known" in report.rows[0].notes[-1]


def test_nearly_the_same_text_is_noticed(tmp_path):
    words = "The two ministers met at the harbour and spoke of fish, of ships and of the price of salt. " * 1
    long = " ".join(f"{words}Sentence {n} tells of the port of Lima and its old piers." for n in range(30))
    for name, text in (("a", long), ("b", long + " One sentence more.")):
        (tmp_path / f"{name}.txt").write_text(text)
    report = add_articles([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], tmp_path, Day(2020, 1, 1))

    assert report.rows[1].outcome == "added"
    assert any("nearly the same as 'a'" in note for note in report.rows[1].notes)


def test_a_path_that_is_not_there_stops_everything_before_anything_is_written(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(ArticleError, match="no such file"):
        add_articles([str(tmp_path / "a.txt"), str(tmp_path / "none.txt")], tmp_path)
    assert not (tmp_path / "articles").exists()


HOSTILE = ["a; rm -rf ~.txt", "..\\..\\x.txt", "CON.txt", "line\nbreak.txt", "é" * 60 + ".txt", "=cmd.txt", "<b>.txt"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_path_is_built_from_a_files_name(tmp_path, name):
    source = tmp_path / "in"
    source.mkdir()
    (source / name).write_text(TEXT)
    report = add_articles([str(source / name)], tmp_path)

    [file] = names(tmp_path)
    assert report.rows[0].outcome == "added"
    assert file.removesuffix(".txt").replace("-", "").isalnum()
    assert file.lower() != "con.txt"


def test_links_devices_pipes_and_other_kinds_in_a_folder_are_left_out_with_their_reason(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    (folder / "tool.exe").write_bytes(b"MZ")
    os.mkfifo(folder / "pipe.txt")
    report = add_articles([str(folder)], tmp_path)

    assert [Path(row.what).name for row in report.of("added")] == ["a.txt"]
    reasons = {Path(row.what).name: row.reason for row in report.of("refused")}
    assert "a link is not followed" in reasons["link.txt"]
    assert "not a kind of document" in reasons["tool.exe"]
    assert "this is no file" in reasons["pipe.txt"]


def test_an_address_is_told_from_a_path():
    assert is_address("https://example.org/a")
    assert is_address("file:///etc/passwd")
    assert not is_address("C:\\articles\\a.txt")
    assert not is_address("articles/a.txt")


def test_the_name_of_an_article_is_plain_and_free(tmp_path):
    intake = Intake.open(tmp_path)
    article = Article("", "Text.", published=Day(2023, 3, 9), headline="Ruiz meets Haddad: “a good day”")

    assert intake.free_id(article) == "2023-03-09-ruiz-meets-haddad-a-good-day"
    intake.save(Article(**{**vars(article), "id": intake.free_id(article)}))
    assert intake.free_id(article) == "2023-03-09-ruiz-meets-haddad-a-good-day-2"
    assert slug("Ünïcode & más") == "unicode-mas"


def test_an_article_written_is_read_back_the_same():
    """Headlines hold colons, quotes, hashes and brackets."""
    for headline in ('He said: "no"', "# 5 [of] {them}", "null", "- a", "it's: 10% *"):
        article = Article(
            "a",
            "Body.\n---\nstill body\n",
            Day(2023, 3, 9),
            "Wire: x",
            headline,
            "https://x.org/a?b=c#d",
            Day(2024, 1, 1),
            "en",
            ("A, B", "C"),
        )
        assert parse_article(article_text(article), "a", "a.txt") == article


HEADS = [
    ("headline: Kyiv: a year of war", "Kyiv: a year of war"),
    ('headline: "We will not sign": an interview', '"We will not sign": an interview'),
    ("headline: Fifty killed: 'no one is safe'", "Fifty killed: 'no one is safe'"),
    ("headline: 'It''s over'", "It's over"),
]


@pytest.mark.parametrize(("line", "headline"), HEADS)
def test_a_headline_with_colons_and_quotes_is_read_as_people_write_it(line, headline):
    """YAML takes a colon for a field and a quote for the end; half of all headlines have one."""
    article = parse_article(f"---\n{line}\npublisher: 'The Wire'\npublished: 2023-03-09\n---\nText.\n", "a", "a.txt")
    assert (article.headline, article.publisher, article.published) == (headline, "The Wire", Day(2023, 3, 9))


def test_a_fault_of_the_head_is_named_by_its_line_in_the_file():
    with pytest.raises(DataError, match=r"a\.txt:3: this is not readable YAML"):
        parse_article("---\nheadline: A\nnobody: b: c\n---\nText.\n", "a", "a.txt")
    with pytest.raises(DataError, match=r"a\.txt:3: anchors and aliases"):
        parse_article("---\nheadline: A\npublisher: &x b\n---\nText.\n", "a", "a.txt")


def test_the_head_of_an_article_can_be_changed_and_its_text_stays(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    changed = change_article(tmp_path, "a", published=Day(2023, 3, 10), publisher="Wire")

    assert read_article(tmp_path / "a.txt") == changed
    assert changed.text == TEXT.partition("\n")[2]


def test_a_removed_article_can_be_brought_back_but_not_over_another(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    remove_article(tmp_path, "a")
    assert not (tmp_path / "a.txt").exists()
    assert [a.id for a in removed_articles(tmp_path)] == ["a"]

    (tmp_path / "a.txt").write_text("Another.")
    with pytest.raises(ConflictError):
        restore_article(tmp_path, "a")
    (tmp_path / "a.txt").unlink()
    restore_article(tmp_path, "a")
    assert (tmp_path / "a.txt").read_text() == TEXT
    with pytest.raises(ArticleError, match="no article"):
        remove_article(tmp_path, "../../etc/passwd")


def test_a_removed_article_stays_when_another_of_its_name_is_removed(tmp_path: Path):
    """Removed is not deleted: two pages of one name, taken in one after the other, can both be brought back."""
    for text in ("First text.\n", "Second text.\n"):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        remove_article(tmp_path, "a")
    (tmp_path / ".removed" / "broken.txt").write_text("---\npublished: May\n---\nText.\n", encoding="utf-8")

    assert {a.id: a.text for a in removed_articles(tmp_path)} == {"a": "Second text.\n", "a-2": "First text.\n"}
