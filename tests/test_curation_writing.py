"""Decisions go to events.yaml as small changes that can be undone and never cost anybody's work."""

import random
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.curation import apply_curation, read_curation
from dashboard.curation.deciding import Desk, Reviewer
from dashboard.curation.writing import apply_step
from dashboard.dates import Day
from dashboard.errors import ConflictError, DataError, DataFaults, DatelineError, WriteError
from dashboard.model import Article, Event, Evidence
from dashboard.writes import content_digest, remove_file, write_file

ROOT = Path(__file__).parents[1]
TEXT = "On 3 May 2021 Ana Ruiz met the Borvian minister in Lima. They signed a fishing pact. Talks go on."
ARTICLE = Article("lima", TEXT, published=Day(2021, 5, 4), publisher="Test Wire")
EVA = Reviewer("Eva", "2021-06-01")


def told(sentence: str, trigger: str, event_id: str) -> Event:
    evidence = Evidence("lima", sentence, trigger, TEXT.index(sentence), TEXT.index(sentence) + len(sentence))
    return Event(event_id, f"{trigger} in Lima", "talks", "occurred", (evidence,), published=ARTICLE.published)


MET = told("On 3 May 2021 Ana Ruiz met the Borvian minister in Lima.", "met", "1111111111111111")
SIGNED = told("They signed a fishing pact.", "signed", "2222222222222222")


@pytest.fixture
def path(tmp_path):
    """A copy of the repository's own table, comments and all."""
    return Path(shutil.copy(ROOT / "events.yaml", tmp_path / "events.yaml"))


def table(path: Path) -> dict[str, Event]:
    return {e.id: e for e in apply_curation([MET, SIGNED], read_curation(path), [ARTICLE]).table}


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that the new text has and the old one had nowhere, and the other way round."""
    old, new = before.split("\n"), after.split("\n")
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


def test_a_correction_of_a_curated_event_changes_its_own_lines_only(path):
    before = path.read_text()
    event = table(path)["xi-moscow-2023"]
    step = Desk.open(path).correct(event, {"date": "2023-03"}, EVA, "the calendar", "https://example.org/x")
    apply_step(path, step)

    assert changed_lines(before, path.read_text()) == [
        "+    date: 2023-03",
        "+    history:",
        "+      - {when: 2021-06-01, who: Eva, what: corrected, field: date, old: 2023, new: 2023-03, "
        'why: the calendar, source: "https://example.org/x"}',
    ]
    corrected = table(path)["xi-moscow-2023"]
    assert (corrected.date, corrected.precision, corrected.review) == ("2023-03", "month", "curated")
    assert corrected.history[0].old == "2023"
    assert path.read_text().startswith(before[:200])


def test_a_correction_of_an_extracted_event_is_one_small_record(path):
    step = Desk.open(path).correct(MET, {"date": "2021-05-03", "title": "Ruiz meets Bo"}, EVA, "stated")
    apply_step(path, step)

    assert path.read_text().endswith(
        """
reviews:
  - event: 1111111111111111
    review: corrected
    article: lima
    sentence: On 3 May 2021 Ana Ruiz met the Borvian minister in Lima.
    trigger: met
    set:
      title: Ruiz meets Bo
      date: 2021-05-03
    as_read:
      title: met in Lima
      date: null
      status: occurred
      category: talks
    history:
      - {when: 2021-06-01, who: Eva, what: corrected, field: date, old: nothing, new: 2021-05-03, why: stated}
      - {when: 2021-06-01, who: Eva, what: corrected, field: title, old: met in Lima, new: Ruiz meets Bo, why: stated}
"""
    )
    assert table(path)[MET.id].dated


def test_each_action_undone_leaves_the_file_byte_for_byte_as_it_was(path):
    """Undo and redo are the same record written back, wherever it stood."""
    before = path.read_text()
    shown = table(path)
    new = replace(SIGNED, id="", title="A pact is signed", date="2021-05-03", earliest=Day(2021, 5, 3))
    acts = [
        lambda d: d.accept(MET, EVA),
        lambda d: d.reject(SIGNED, EVA, "no event"),
        lambda d: d.reject(shown["xi-moscow-2023"], EVA),
        lambda d: d.correct(shown["gaza-war"], {"places": [], "date": "2023/.."}, EVA),
        lambda d: d.merge([MET, SIGNED], EVA, "one meeting"),
        lambda d: d.split(shown["russia-china-relations-1949"], [new, new], EVA),
        lambda d: d.split(shown["harbin-forums-2024-05"], [new, new], EVA),
        lambda d: d.add(new, EVA),
    ]
    for act in acts:
        step = act(Desk.open(path))
        apply_step(path, step)
        after = path.read_text()
        assert after != before
        apply_step(path, step.inverse())
        assert path.read_text() == before, step.words
        apply_step(path, step)
        assert path.read_text() == after, step.words
        apply_step(path, step.inverse())


def test_writing_what_was_read_changes_no_byte(path):
    before = path.read_bytes()
    step = Desk.open(path).accept(MET, EVA)
    apply_step(path, step)
    once = path.read_bytes()
    apply_step(path, type(step)("nothing", ()))

    assert path.read_bytes() == once
    assert once.startswith(before)


def test_a_second_decision_joins_the_history_of_the_first(path):
    apply_step(path, Desk.open(path).reject(MET, EVA, "doubtful"))
    rejected = apply_curation([MET], read_curation(path), [ARTICLE]).rejected[0]
    apply_step(path, Desk.open(path).correct(rejected, {"category": "visit"}, Reviewer("Jo", "2021-06-02")))

    event = table(path)[MET.id]
    assert (event.review, event.category) == ("corrected", "visit")
    assert [(c.who, c.what) for c in event.history] == [("Eva", "rejected"), ("Jo", "corrected")]


def test_comments_between_and_inside_records_stay(path):
    text = path.read_text().replace(
        "    category: trade\n", "    # why trade: goods\n    category: trade   # not aid\n"
    )
    path.write_text(text)
    event = table(path)["russia-china-trade-2023"]
    apply_step(path, Desk.open(path).correct(event, {"title": "Trade reaches a record"}, EVA))

    assert "    # why trade: goods\n    category: trade   # not aid\n" in path.read_text()


def test_a_new_event_stands_among_its_days(path):
    new = replace(SIGNED, id="", title="A pact is signed", date="2021-05-03", earliest=Day(2021, 5, 3))
    apply_step(path, Desk.open(path).add(new, EVA))

    ids = [event.id for event in read_curation(path).events]
    assert ids[:2] == ["russia-china-relations-1949", "a-pact-is-signed-2021-05"]
    assert table(path)["a-pact-is-signed-2021-05"].review == "corrected"


def test_an_event_added_to_an_article_keeps_the_rest_of_its_rows_in_the_table(path):
    """Only an article with curated events sends its other rows to review."""
    apply_step(path, Desk.open(path).add(replace(SIGNED, id="", title="A pact is signed"), EVA))

    assert {MET.id, "a-pact-is-signed"} <= set(table(path))
    assert SIGNED.id not in table(path)


def test_a_wrong_value_is_refused_with_its_message_and_nothing_is_written(path):
    before = path.read_bytes()
    with pytest.raises(DataFaults, match=r"^Date '3 May' is not an EDTF date"):
        apply_step(path, Desk.open(path).correct(MET, {"date": "3 May"}, EVA))
    with pytest.raises(DataError, match="Did you mean 'category'"):
        Desk.open(path).correct(MET, {"categry": "visit"}, EVA)
    with pytest.raises(DatelineError, match="nothing differs"):
        Desk.open(path).correct(MET, {"category": "talks"}, EVA)

    assert path.read_bytes() == before


def test_a_file_with_faults_is_not_written_to(path):
    path.write_text(path.read_text().replace("category: trade", "category: goods"))
    with pytest.raises(DataFaults, match="goods"):
        Desk.open(path)


@pytest.mark.parametrize("size", [1, 2])
def test_values_that_look_like_yaml_come_back_as_they_were(tmp_path, size):
    """Titles are typed by people: colons, quotes, brackets, hashes, a leading dash."""
    hostile = ["a: b", "# no comment", "- x", '"q"', "it's", "[a", "{b}", "null", "~", "yes", " x", "x ", "<script>",
               "a #b", "tab\there", "=cmd|' /C calc'!A0", "@SUM", "\\n", "“quote”", "ends:", "%{x}", "&a", "*a", "!t",
               "नमस्ते", "Kyiv\u202egpj.exe", "null\x00byte"]  # fmt: skip
    path = tmp_path / "events.yaml"
    for text in hostile:
        path.unlink(missing_ok=True)
        step = Desk.open(path).correct(MET, {"title": text * size, "actors": [text, "Other"]}, EVA, why=text)
        apply_step(path, step)
        event = table(path)[MET.id]
        assert event.title == (text * size).replace("\u202e", "")
        assert event.actors == (text.replace("\u202e", ""), "Other")
        assert event.history[0].why == text.replace("\u202e", "")


def test_the_second_of_two_reviewers_is_told_and_nothing_of_the_first_is_lost(path):
    event = table(path)["xi-moscow-2023"]
    eva, jo = Desk.open(path), Desk.open(path)
    apply_step(path, eva.correct(event, {"title": "Xi travels to Moscow"}, EVA))

    with pytest.raises(ConflictError, match="'xi-moscow-2023' was changed by somebody else"):
        apply_step(path, jo.correct(event, {"title": "Xi in Moscow"}, Reviewer("Jo", "2021-06-01")))
    assert table(path)["xi-moscow-2023"].title == "Xi travels to Moscow"


def test_reviewers_of_different_events_do_not_disturb_each_other(path):
    shown = table(path)
    eva, jo = Desk.open(path), Desk.open(path)
    apply_step(path, eva.correct(shown["xi-moscow-2023"], {"title": "Xi travels to Moscow"}, EVA))
    apply_step(path, jo.correct(shown["gaza-war"], {"title": "The war in Gaza"}, Reviewer("Jo", "2021-06-01")))

    assert table(path)["xi-moscow-2023"].title == "Xi travels to Moscow"
    assert table(path)["gaza-war"].title == "The war in Gaza"


def test_two_writers_at_once_a_hundred_times_lose_no_change_and_one_is_told(path):
    """Both start from the same file and change the same event at the same moment."""
    for number in range(100):
        event = table(path)["gaza-war"]
        desk = Desk.open(path)
        steps = [desk.correct(event, {"title": f"War {number} {who}"}, Reviewer(who, "2021-06-01")) for who in "AB"]
        outcomes: dict[str, str] = {}
        start = threading.Barrier(2)

        def write(who, step, start=start, outcomes=outcomes):
            start.wait()
            try:
                apply_step(path, step)
                outcomes[who] = "saved"
            except ConflictError:
                outcomes[who] = "told"

        threads = [threading.Thread(target=write, args=pair) for pair in zip("AB", steps, strict=True)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert sorted(outcomes.values()) == ["saved", "told"]
        winner = next(who for who, outcome in outcomes.items() if outcome == "saved")
        assert table(path)["gaza-war"].title == f"War {number} {winner}"
    assert len(table(path)["gaza-war"].history) == 100


KILLED = """
import sys
from pathlib import Path
from dashboard.writes import write_file
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in b"ab":
        write_file(path, bytes([letter]) * 200_000)
"""


def test_a_kill_at_any_moment_of_a_save_leaves_the_old_file_or_the_new_one(tmp_path):
    """Fifty kills with SIGKILL; the file is always whole, and the next writer sweeps what was left."""
    path = tmp_path / "events.yaml"
    whole = {bytes([letter]) * 200_000 for letter in b"ab"}
    path.write_bytes(b"a" * 200_000)
    draw = random.Random(7)
    for _ in range(50):
        writer = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
        assert writer.stdout
        writer.stdout.readline()
        threading.Event().wait(draw.uniform(0, 0.01))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert path.read_bytes() in whole
    write_file(path, b"done")
    assert path.read_bytes() == b"done"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_a_disk_that_refuses_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "events.yaml"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("fsync", "replace", "chmod"):
        with monkeypatch.context() as patch:
            patch.setattr(f"dashboard.writes.os.{name}", full)
            with pytest.raises(WriteError, match=r"events.yaml: cannot be saved \(2 kB\): No space left"):
                write_file(path, b"x" * 2000)
        assert path.read_bytes() == b"old"
        assert [p for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    read = content_digest(b"one")
    path.write_bytes(b"two")

    with pytest.raises(ConflictError):
        write_file(path, b"three", expected=read)
    assert path.read_bytes() == b"two"


def test_a_file_that_is_gone_or_cannot_be_read_is_said_in_a_line(tmp_path):
    """Two people may press the same button; the slower one is told, and sees no traceback."""
    with pytest.raises(ConflictError, match=r"a\.txt was removed by somebody else"):
        remove_file(tmp_path / "a.txt")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match="folder: cannot be read"):
        write_file(tmp_path / "folder", b"x", expected="")
    with pytest.raises(WriteError, match="folder: cannot be removed"):
        remove_file(tmp_path / "folder")
