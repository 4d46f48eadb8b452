"""Accuracy against annotated data: the figures, the floors they may not fall below, and where both are written.

The annotated data is not part of the product: it lies in the folder that DATELINE_BENCHMARKS names, by default
../shared/benchmarks beside the repository. Scorers are the scripts of benchmarks/, loaded as they stand. Each corpus
is scored whole and by its two fixed halves (halves.json): rules are developed on `dev`, `check` is only ever scored.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from dashboard.annotating import annotate, read_inputs
from dashboard.dates import Day
from dashboard.errors import DatelineError
from dashboard.extract import extract_events
from dashboard.lexicon import Lexicon
from dashboard.model import Article
from dashboard.pipeline import ROOT, Home, rules_digest
from dashboard.records import extraction_record

FIGURES = ROOT / "data" / "reference" / "accuracy.json"
FLOORS = ROOT / "benchmarks" / "floors.json"
SCORERS = ROOT / "benchmarks"
HALVES = ("whole", "dev", "check")
SLACK = 0.005  # a floor stands half a point below the figure it was raised to, so that a fair trade can pass


@dataclass(frozen=True)
class Measured:
    """The figures of one corpus: for whole, dev and check, each measure as a share from 0 to 1.

    `lower_is_better` names the measures of which less is more. `fingerprint` names the corpus.
    """

    name: str
    title: str
    corpus: str
    figures: Mapping[str, Mapping[str, float]]
    fingerprint: str
    lower_is_better: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What was measured, with which rules, and what fell below its floor; without data the last written figures."""

    rules: str
    corpora: tuple[Measured, ...]
    below: tuple[str, ...] = ()
    note: str = ""
    floors: Mapping[str, Any] = field(default_factory=dict)

    def table(self) -> str:
        """Return the figures as lines of text, in percent."""
        lines = [self.note] if self.note else []
        for measured in self.corpora:
            lines.append(f"{measured.title}  ({measured.corpus})")
            measures = list(measured.figures["whole"])
            lines.append("  " + " " * 8 + "".join(f"{name:>15}" for name in measures))
            for half, values in measured.figures.items():
                lines.append(f"  {half:8}" + "".join(f"{100 * values[name]:15.1f}" for name in measures))
        return "\n".join(lines)


def benchmarks_folder() -> Path:
    """Return where annotated data is looked for."""
    return Path(os.environ.get("DATELINE_BENCHMARKS") or ROOT.parent / "shared" / "benchmarks")


def evaluate(home: Home, folder: Path | None = None) -> Report:
    """Measure every corpus that the folder holds; without the folder, return the last written figures and say so."""
    folder = folder or benchmarks_folder()
    if not (folder / "halves.json").is_file():
        return _last_written(folder)
    lexicon = home.lexicon()
    halves = json.loads((folder / "halves.json").read_text(encoding="utf-8"))
    corpora = []
    for name, title, measure in (
        ("TimeBank", "Dates in news", _timexes("timex-dev/TimeBank")),
        ("AQUAINT", "Dates in news, noisy annotation", _timexes("timex-dev/AQUAINT")),
        ("timex-narrative-dev", "Dates in war histories", _timexes("timex-narrative-dev")),
        ("geovirus", "Places in news", _places),
        ("articles-dev", "Events in news articles", _events),
    ):
        measured = measure(name, title, folder, halves[name], lexicon)
        if measured:
            corpora.append(measured)
    floors = _read_json(FLOORS)
    return Report(rules_digest(home), tuple(corpora), tuple(_below(corpora, floors)), floors=floors)


def _last_written(folder: Path) -> Report:
    written = _read_json(FIGURES)
    if not written:
        raise DatelineError(f"There is no annotated data in {folder}, and no figures have been written yet.")
    note = f"There is no annotated data in {folder}; these are the figures written with rules {written['rules']}."
    corpora = tuple(Measured(**{**c, "lower_is_better": tuple(c["lower_is_better"])}) for c in written["corpora"])
    return Report(written["rules"], corpora, note=note)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return dict(content)


def _scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCORERS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fingerprint(files: list[Path]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


Halves = Mapping[str, list[str]]
Measure = Callable[[str, str, Path, Halves, Lexicon], Measured | None]


def _timexes(place: str) -> Measure:
    def measure(name: str, title: str, folder: Path, halves: Halves, lexicon: Lexicon) -> Measured | None:
        files = sorted((folder / place).glob("*.tml"))
        if not files:
            return None
        scorer = _scorer("score_timex")
        documents = scorer.load_folder(str(folder / place))
        found = {}
        for document in documents:
            day, _, clock = (document.dct or "").partition("T")
            article = Article(document.id, document.text, _day(day), dct_time=f"T{clock}" if clock else None)
            found[document.id] = annotate("timexes", article, lexicon)["timexes"]
        figures = {}
        for half in HALVES:
            chosen = [d for d in documents if half == "whole" or d.id in halves[half]]
            result = scorer.score(chosen, found)
            figures[half] = {key: round(result[key]["f1"], 4) for key in ("value", "cal", "strict", "relaxed")}
        return Measured(name, title, f"{len(documents)} documents", figures, _fingerprint(files))

    return measure


def _day(text: str) -> Day | None:
    return Day.parse(text) if len(text) == 10 else None


def _places(name: str, title: str, folder: Path, halves: Halves, lexicon: Lexicon) -> Measured | None:
    file = folder / "places-dev" / "geovirus.jsonl"
    if not file.is_file():
        return None
    scorer = _scorer("score_places")
    gold = scorer.load(file)
    found = {key: annotate("toponyms", Article(key, row["text"]), lexicon) for key, row in gold.items()}
    figures = {}
    for half in HALVES:
        chosen = {key: row for key, row in gold.items() if half == "whole" or key in halves[half]}
        result = scorer.score(chosen, found, noun_only=True)
        figures[half] = {
            "overlap": result["overlap"]["f1"],
            "local_161km": result["acc161_local"],
            "right_country": result["country_acc"],
        }
    return Measured(name, title, f"{len(gold)} articles", figures, _fingerprint([file]))


def _events(name: str, title: str, folder: Path, halves: Halves, lexicon: Lexicon) -> Measured | None:
    files = sorted((folder / "articles-dev").glob("*.events.json"))
    if not files:
        return None
    scorer = _scorer("score_events")
    gold = {file.name.removesuffix(".events.json"): json.loads(file.read_text(encoding="utf-8")) for file in files}
    found = {}
    texts = [file.with_name(file.name.replace(".events.json", ".txt")) for file in files]
    for article in read_inputs(texts, None):
        found[article.id] = [extraction_record(event) for event in extract_events(article, lexicon)]
    figures = {}
    for half in HALVES:
        chosen = {key: rows for key, rows in gold.items() if half == "whole" or key in halves[half]}
        result, _ = scorer.score(chosen, found)
        figures[half] = {
            "events": result["events"]["f1"],
            **{key: result[key] for key in ("dated_recall", "date_acc", "overdated", "category_acc", "status_acc")},
            **{key: result[key]["f1"] for key in ("actors", "countries", "places")},
            "row_f1": result["row_f1"],
        }
    corpus = f"{len(gold)} articles, {sum(map(len, gold.values()))} events"
    return Measured(name, title, corpus, figures, _fingerprint([*files, *texts]), ("overdated",))


def _below(corpora: list[Measured], floors: Mapping[str, Any]) -> list[str]:
    lines = []
    for measured in corpora:
        floor = floors.get(measured.name)
        if not floor:
            continue
        if floor["fingerprint"] != measured.fingerprint:
            lines.append(
                f"{measured.title}: the annotated data has changed, so its floors say nothing; write them anew"
            )
            continue
        for key, least in floor["floors"].items():
            value = measured.figures["whole"].get(key)
            if value is None:
                lines.append(f"{measured.title}: {key} has a floor and is no longer measured")
                continue
            worse = value > least if key in measured.lower_is_better else value < least
            if worse:
                lines.append(f"{measured.title}: {key} is {100 * value:.1f}, its floor {100 * least:.1f}")
    return lines


def write_figures(report: Report, *, lower_floors: bool = False) -> None:
    """Write the figures where docs and the About page read them, and raise the floors to them.

    A floor is lowered only with `lower_floors`; one of a corpus that was not measured stays. Raises DatelineError where
    there is nothing new to write.
    """
    if report.note:
        raise DatelineError(report.note + " Nothing was written.")
    corpora = [vars(measured) | {"lower_is_better": list(measured.lower_is_better)} for measured in report.corpora]
    FIGURES.write_text(json.dumps({"rules": report.rules, "corpora": corpora}, indent=1) + "\n", encoding="utf-8")
    floors = dict(report.floors)
    for measured in report.corpora:
        old = report.floors.get(measured.name, {})
        kept = old.get("floors", {}) if old.get("fingerprint") == measured.fingerprint and not lower_floors else {}
        floors[measured.name] = {
            "fingerprint": measured.fingerprint,
            "floors": {
                key: _floor(measured, key, value, kept.get(key)) for key, value in measured.figures["whole"].items()
            },
        }
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def _floor(measured: Measured, key: str, value: float, old: float | None) -> float:
    lower = key in measured.lower_is_better
    new = round(value + SLACK if lower else value - SLACK, 4)
    if old is None:
        return new
    return min(new, old) if lower else max(new, old)
