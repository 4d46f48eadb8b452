"""Score the actors that are found in the annotated articles, people apart from organisations and armed groups.

    python benchmarks/score_actors.py [--gold FOLDER] [--half dev|check] [--misses]

Gold are the distinct actor names of an article's annotated events. Recall: the share of them that some mention names
(a person agrees by surname, as in score_events.py of that folder). Precision cannot be read off that gold, since it
leaves out actors who take part in no event: `named_in_gold` says what share of the found names is in it, a lower bound.
`countries` compares the states of all mentions with those of all events of an article in the same way.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard.articles import read_article
from dashboard.extract.actors import find_actors
from dashboard.extract.sentences import split_sentences
from dashboard.lexicon import Lexicon


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--gold", type=Path, default=Path(__file__).resolve().parents[2] / "shared/benchmarks/articles-dev"
    )
    parser.add_argument("--half", choices=("dev", "check"))
    parser.add_argument(
        "--misses", action="store_true", help="list the gold names that were not found, and names beyond the gold"
    )
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score_events", options.gold.parent / "score_events.py")
    assert spec is not None
    assert spec.loader is not None
    events = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(events)
    names = sorted(p.name.removesuffix(".events.json") for p in options.gold.glob("*.events.json"))
    if options.half:
        halves = json.loads((options.gold.parent / "halves.json").read_text(encoding="utf-8"))
        names = [n for n in names if n in halves[options.gold.name][options.half]]
    lexicon = Lexicon()
    count: dict[str, int] = defaultdict(int)
    for name in names:
        article = read_article(options.gold / f"{name}.txt")
        gold_events = json.loads((options.gold / f"{name}.events.json").read_text(encoding="utf-8"))
        gold = sorted({actor for event in gold_events for actor in event["actors"]})
        mentions = find_actors(article, split_sentences(article.text), lexicon.actors, lexicon.gazetteer)
        kinds = {m.actor: m.kind for m in mentions if m.actor}
        for actor in gold:
            kind = "person" if is_person(actor, kinds, events) else "body"
            count["gold " + kind] += 1
            hit = any(events.same_name(actor, found) for found in kinds)
            count["hit " + kind] += hit
            if not hit and options.misses:
                print(f"{name}\tnot found\t{actor}")
        for found, kind in sorted(kinds.items()):
            kind = "person" if kind == "person" else "body"
            count["found " + kind] += 1
            hit = any(events.same_name(actor, found) for actor in gold)
            count["right " + kind] += hit
            if not hit and options.misses:
                print(f"{name}\tbeyond the gold\t{found}\t{kind}")
        states = {m.country for m in mentions if m.country}
        wanted = {c for event in gold_events for c in event["countries"]}
        count["gold country"] += len(wanted)
        count["found country"] += len(states)
        count["hit country"] += len(states & wanted)
        count["right country"] += len(states & wanted)
        if options.misses and wanted - states:
            print(f"{name}\tcountries not found\t{sorted(wanted - states)}")
    for kind in ("person", "body", "country"):
        recall = count["hit " + kind] / max(count["gold " + kind], 1)
        precision = count["right " + kind] / max(count["found " + kind], 1)
        figures = f"gold {count['gold ' + kind]:3}  found {count['found ' + kind]:3}"
        print(f"{kind:8} {figures}  recall {recall:.3f}  named_in_gold {precision:.3f}")


def is_person(actor: str, kinds: dict[str, str], events: object) -> bool:
    """True where the found mention of that name is a person's, or, not found, where it has no word of a body."""
    same_name, body = events.same_name, events.BODY  # type: ignore[attr-defined]
    for found, kind in kinds.items():
        if same_name(actor, found):
            return kind == "person"
    return not (body & {word.lower() for word in actor.split()}) and not actor.isupper() and " " in actor


if __name__ == "__main__":
    main()
