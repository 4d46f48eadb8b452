"""Quality of extraction is a test: figures may not fall below their floors, and a floor is not lowered unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import evaluate as evaluation
from dashboard.errors import DatelineError
from dashboard.evaluate import Measured, Report, benchmarks_folder, evaluate, write_figures
from dashboard.pipeline import home

MEASURED = Measured(
    "made",
    "Made data",
    "2 texts",
    {half: {"value": 0.8, "overdated": 0.1} for half in ("whole", "dev", "check")},
    "abc",
    ("overdated",),
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    figures, floors = tmp_path / "accuracy.json", tmp_path / "floors.json"
    monkeypatch.setattr(evaluation, "FIGURES", figures)
    monkeypatch.setattr(evaluation, "FLOORS", floors)
    return figures, floors


def floors_of(path: Path) -> dict[str, float]:
    return json.loads(path.read_text())["made"]["floors"]


def report(value: float, floors: Path) -> Report:
    measured = replace(MEASURED, figures={h: {"value": value, "overdated": 0.1} for h in ("whole", "dev", "check")})
    return Report("rules", (measured,), floors=json.loads(floors.read_text()) if floors.exists() else {})


def test_accuracy_stays_above_its_floors():
    """Without the annotated data the last written figures are shown, and this says so."""
    measured = evaluate(home())

    assert measured.below == ()
    assert measured.table()
    if not (benchmarks_folder() / "halves.json").is_file():
        assert "no annotated data" in measured.note


def test_a_better_figure_raises_its_floor(files: tuple[Path, Path]):
    write_figures(report(0.8, files[1]))
    write_figures(report(0.9, files[1]))

    assert floors_of(files[1])["value"] == pytest.approx(0.895)


def test_a_worse_figure_lowers_its_floor_only_when_told_to(files: tuple[Path, Path]):
    write_figures(report(0.8, files[1]))
    write_figures(report(0.7, files[1]))
    assert floors_of(files[1])["value"] == pytest.approx(0.795)
    write_figures(report(0.7, files[1]), lower_floors=True)
    assert floors_of(files[1])["value"] == pytest.approx(0.695)


def test_a_figure_below_its_floor_is_named(files: tuple[Path, Path]):
    write_figures(report(0.8, files[1]))
    floors = json.loads(files[1].read_text())

    worse = replace(MEASURED, figures={"whole": {"value": 0.7, "overdated": 0.2}})
    below = evaluation._below([worse], floors)
    assert ["value" in below[0], "overdated" in below[1]] == [True, True]
    assert evaluation._below([MEASURED], floors) == []
    assert "has changed" in evaluation._below([replace(MEASURED, fingerprint="other")], floors)[0]


def test_a_floor_whose_corpus_or_measure_is_not_there_is_neither_dropped_nor_passed_over(files: tuple[Path, Path]):
    """A floor that goes unseen was lowered."""
    write_figures(report(0.8, files[1]))
    other = replace(report(0.8, files[1]).corpora[0], name="other")
    write_figures(Report("rules", (other,), floors=json.loads(files[1].read_text())))
    floors = json.loads(files[1].read_text())

    assert set(floors) == {"made", "other"}
    fewer = replace(MEASURED, figures={"whole": {"overdated": 0.1}})
    assert evaluation._below([fewer], floors) == ["Made data: value has a floor and is no longer measured"]


def test_without_data_the_last_written_figures_are_shown(files: tuple[Path, Path], tmp_path: Path):
    with pytest.raises(DatelineError, match="no figures"):
        evaluate(home(), tmp_path / "nowhere")
    write_figures(report(0.8, files[1]))
    shown = evaluate(home(), tmp_path / "nowhere")

    assert "no annotated data" in shown.note
    assert "80.0" in shown.table()
    with pytest.raises(DatelineError, match="Nothing was written"):
        write_figures(shown)
