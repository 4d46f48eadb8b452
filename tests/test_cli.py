"""The command line as its user meets it: results on standard output, one clear line for bad input, exit code 2."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.homes import EVENTS, HARBOUR, make_home

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., "Result"]


@dataclass(frozen=True)
class Result:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def dateline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command, in this process, on a home of the test's own."""
    made = make_home(tmp_path)
    monkeypatch.setenv("DATELINE_DATA", str(made.data))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> Result:
        code = 0
        try:
            main(list(words))
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        said = capfd.readouterr()
        return Result(code, said.out, said.err)

    return run


def refused(result: Result, *words: str) -> None:
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_extract_writes_an_event_a_line_with_all_fields(dateline: Run, tmp_path: Path):
    article = tmp_path / "bare.txt"
    article.write_text("date 2023-03-09\n" + HARBOUR.split("---\n")[2], encoding="utf-8")
    result = dateline("extract", str(article))

    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert {"Lima"} <= {place["name"] for event in events for place in event["places"]}
    for event in events:
        assert {"id", "title", "date", "earliest", "latest", "article", "sentence", "trigger", "evidence"} <= set(event)
        assert event["article"] == "bare"
    assert dateline("extract", str(article)).stdout == result.stdout
    assert not (tmp_path / "data" / "build").exists()


@pytest.mark.parametrize("format", ["json", "csv", "yaml", "table"])
def test_extract_knows_the_other_formats(dateline: Run, tmp_path: Path, format: str):
    result = dateline("extract", str(tmp_path / "data" / "articles"), "--format", format)

    assert result.returncode == 0, result.stderr
    assert "Lima" in result.stdout


def test_an_article_without_a_day_is_read_with_a_warning(dateline: Run, tmp_path: Path):
    article = tmp_path / "undated.txt"
    article.write_text("Ministers met in Lima on Wednesday.\n", encoding="utf-8")
    result = dateline("extract", str(article))

    assert result.returncode == 0
    assert "publication day not known" in result.stderr
    assert all(not json.loads(line)["dated"] for line in result.stdout.splitlines())
    assert '"2023-03-08"' in dateline("extract", str(article), "--published", "2023-03-09").stdout


def test_annotate_gives_offsets_into_the_text(dateline: Run, tmp_path: Path):
    lines = tmp_path / "in.jsonl"
    text = "Ana Ruiz left Cairo on 3 May 2021."
    lines.write_text(json.dumps({"id": "a", "dct": "2021-05-04T10:00", "text": text}) + "\n", encoding="utf-8")

    timexes = json.loads(dateline("annotate", "timexes", str(lines)).stdout)
    toponyms = json.loads(dateline("annotate", "toponyms", str(lines)).stdout)
    actors = json.loads(dateline("annotate", "actors", str(lines)).stdout)
    [timex], [toponym] = timexes["timexes"], toponyms["toponyms"]
    assert text[timex["start"] : timex["end"]] == "3 May 2021"
    assert (timex["value"], timex["edtf"], timex["type"]) == ("2021-05-03", "2021-05-03", "DATE")
    assert (toponym["text"], toponym["iso3"], toponym["kind"]) == ("Cairo", "EGY", "city")
    assert actors["actors"][0]["actor"] == "Ana Ruiz"


def test_build_and_events_answer_from_the_table(dateline: Run):
    assert dateline("build").returncode == 0
    rows = json.loads(dateline("events", "--actor", "ruiz", "--from", "2023", "--format", "json").stdout)

    assert [row["id"] for row in rows] == ["ruiz-in-lima"]
    assert dateline("events", "--country", "Chile", "--category", "visit").stdout.count("Ruiz arrives") == 1
    assert json.loads(dateline("events", "--to", "2020", "--format", "json").stdout) == []


def test_a_wrong_name_is_answered_with_the_near_ones(dateline: Run):
    refused(dateline("events", "--actor", "Anna Ruis"), "Ana Ruiz")
    refused(dateline("events", "--category", "visits"), "'visit'")
    refused(dateline("events", "--status", "gone"), "ongoing")
    refused(dateline("events", "--from", "2024-13"), "--from", "2024-05-16")
    refused(dateline("events", "--from", "2024", "--to", "2023"), "earlier day first")
    refused(dateline("events", "--format", "xml"), "jsonl")
    refused(dateline("annotate", "dates", "x.txt"), "timexes")


def test_bad_articles_are_refused_in_one_line(dateline: Run, tmp_path: Path):
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)))

    refused(dateline("extract", str(tmp_path / "missing.txt")), "missing.txt: there is no such file")
    refused(dateline("extract", str(empty)), "empty.txt")
    refused(dateline("extract", str(binary)), "binary.txt")


@pytest.mark.parametrize(
    "line", [b'{"id": "b", "dct": null, "text": "caf\xe9"}', b'{"id": 1, "dct": null, "text": 5}', b"[1]"]
)
def test_a_line_that_holds_no_article_is_refused_by_its_number(dateline: Run, tmp_path: Path, line: bytes):
    lines = tmp_path / "in.jsonl"
    lines.write_bytes(b"\n" + line + b"\n")

    refused(dateline("annotate", "timexes", str(lines)), "in.jsonl:2: this line is not a record")


def test_three_faults_of_events_yaml_are_told_at_once_and_nothing_is_written(dateline: Run, tmp_path: Path):
    broken = EVENTS.replace("visit", "vist").replace("2023-03-08", "8 March").replace("occurred", "hapened")
    (tmp_path / "events.yaml").write_text(broken, encoding="utf-8")
    for command in ("build", "check"):
        result = dateline(command)
        assert result.returncode == 2
        for line in ("events.yaml:5:", "events.yaml:6:", "events.yaml:7:"):
            assert line in result.stderr
    assert not (tmp_path / "data" / "build").exists()


def test_a_repeated_key_and_broken_yaml_are_told_with_their_line(dateline: Run, tmp_path: Path):
    (tmp_path / "events.yaml").write_text(EVENTS + "    title: Again\n", encoding="utf-8")
    refused(dateline("build"), "title", "a second time")
    (tmp_path / "events.yaml").write_text("events:\n  - id: [x\n", encoding="utf-8")
    refused(dateline("build"), "events.yaml:", "not readable YAML")


def test_check_finds_no_fault_in_the_files_of_the_product():
    result = subprocess.run([sys.executable, "-m", "dashboard", "check"], cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, result.stderr


def test_a_taken_port_is_told_in_one_line(dateline: Run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(dateline("run", "--port", str(port)), f"Port {port} is taken", "make run PORT=")


def test_the_app_answers_and_ends_quietly_when_it_is_told_to(tmp_path: Path):
    """Ctrl+C is how everybody ends it; a traceback would look like a fault."""
    places = {"DATELINE_DATA": str(make_home(tmp_path).data)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "run", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | places, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    said = server.stderr.readline()
    server.send_signal(signal.SIGINT)
    rest = server.communicate(timeout=60)[1]

    assert said == f"Dateline is at http://127.0.0.1:{port}  (Ctrl+C ends it)\n"
    assert (server.returncode, rest) == (0, "")


@pytest.mark.parametrize(
    "format", ["csv", "json", "geojson", "ics", "timelinejs", "parquet", "xlsx", "pptx", "html", "svg", "plotly"]
)
def test_export_writes_a_file(dateline: Run, tmp_path: Path, format: str):
    target = tmp_path / f"out.{format}"
    result = dateline("export", format, "-o", str(target), "--made-on", "2024-01-02", "--marking", "For training")

    assert result.returncode == 0, result.stderr
    assert target.stat().st_size > 200


def test_an_empty_export_writes_nothing(dateline: Run, tmp_path: Path):
    target = tmp_path / "out.csv"
    refused(dateline("export", "csv", "-o", str(target), "--to", "1900"), "nothing was written")
    refused(dateline("export", "docx", "-o", str(target)), "docx")
    assert not target.exists()


def test_every_command_explains_itself(dateline: Run):
    listed = dateline("--help").stdout
    for command in (
        "run",
        "build",
        "check",
        "extract",
        "annotate",
        "add",
        "review",
        "events",
        "import",
        "export",
        "evaluate",
    ):
        assert command in listed
        assert dateline(command, "--help").returncode == 0


def test_a_call_that_is_not_understood_is_answered_in_one_line(dateline: Run):
    """Whoever scripts the command line reads its errors in a log, line by line."""
    for words in (
        ("extract",),
        ("nonsense",),
        ("events", "--bogus", "1"),
        ("export", "png", "--width", "5", "-o", "x"),
    ):
        result = dateline(*words)
        refused(result, "--help' explains it.")
        assert len(result.stderr.splitlines()) == 1


def test_a_name_near_none_is_answered_without_a_guess(dateline: Run):
    result = dateline("events", "--actor", "Nobody")

    refused(result, "'Nobody'")
    assert "Did you mean" not in result.stderr


def test_an_article_comes_in_by_standard_input(dateline: Run, monkeypatch: pytest.MonkeyPatch):
    def typed(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    typed(b"date 2023-03-09\nAna Ruiz visited Lima on Wednesday.\n")
    [event] = [json.loads(line) for line in dateline("extract", "-").stdout.splitlines()]
    assert (event["date"], event["article"]) == ("2023-03-08", "standard-input")
    typed(b'{"id": "a", "dct": "2021-05-04", "text": "She left yesterday."}\n')
    assert json.loads(dateline("annotate", "timexes", "-").stdout)["timexes"][0]["edtf"] == "2021-05-03"
    typed(b"\xff\xfe")
    refused(dateline("extract", "-"), "standard input", "UTF-8")


def test_a_data_folder_typed_wrong_is_refused_and_not_made(
    dateline: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """An empty table would look like an answer."""
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "dtaa"))

    for words in (("events",), ("build",), ("check",), ("export", "csv", "-o", str(tmp_path / "x.csv"))):
        refused(dateline(*words), "dtaa", "DATELINE_DATA")
    assert not (tmp_path / "dtaa").exists()


def test_an_export_of_a_briefing_holds_its_events_and_no_others(dateline: Run, tmp_path: Path):
    """A file that says "the briefing's filter" of other rows would be false."""
    folder = tmp_path / "data" / "briefings"
    folder.mkdir()
    head = "title: Lima\nfilter: only Lima\nscenes:\n  - {id: a, kind: topic, heading: Lima, events: ["
    (folder / "lima.yaml").write_text(head + "ruiz-in-lima]}\n", encoding="utf-8")
    out = tmp_path / "table.json"

    assert dateline("export", "json", "--briefing", "lima", "-o", str(out)).returncode == 0
    assert [row["id"] for row in json.loads(out.read_text())["events"]] == ["ruiz-in-lima"]
    refused(dateline("export", "json", "--briefing", "lima", "--actor", "Ana Ruiz", "-o", str(out)), "no filter")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf_8_whatever_the_terminal_speaks(tmp_path: Path, encoding: str):
    """JSON is UTF-8 by its own rule, and a name with an accent must not end a script."""
    article = tmp_path / "a.txt"
    article.write_text("date 2023-03-09\nÉlodie Müller visited Łódź on Wednesday.\n", encoding="utf-8")
    for format in ("jsonl", "table"):
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", "extract", str(article), "--format", format],
            cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Łódź" in done.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
def test_a_full_disk_is_said_in_one_line(tmp_path: Path):
    made = make_home(tmp_path)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", "events", "--format", "json"], cwd=ROOT, stdout=full,
            env=os.environ | {"DATELINE_DATA": str(made.data)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "standard output: No space left on device\n"
