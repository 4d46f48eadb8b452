#!/usr/bin/env python3
"""Read time expressions in documents of {"id", "dct", "text"}, one a line, for benchmarks/score_timex.py.

python benchmarks/score_timex.py text GOLD_DIR docs.jsonl
python benchmarks/annotate_timexes.py docs.jsonl pred.jsonl
python benchmarks/score_timex.py score GOLD_DIR --pred pred.jsonl --half dev
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard.dates import Day
from dashboard.extract.timexes import read_timexes
from dashboard.lexicon import Lexicon
from dashboard.model import Article


def row(article: Article, rules) -> dict:
    reading = read_timexes(article, rules)
    keys = ("start", "end", "text", "type", "value", "edtf", "anchor", "rule")
    return {
        "id": article.id,
        "timexes": [{key: getattr(timex, key) for key in keys} for timex in reading.timexes],
        "intervals": [{"timexes": [i.first, i.last], "edtf": i.edtf} for i in reading.intervals],
    }


def main(source: str, target: str) -> None:
    begin = time.perf_counter()
    rules = Lexicon().timexes
    loaded = time.perf_counter()
    characters = 0
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
        for line in lines:
            doc = json.loads(line)
            day = Day.parse(doc["dct"][:10]) if doc["dct"] else None
            article = Article(id=doc["id"], text=doc["text"], published=day)
            out.write(json.dumps(row(article, rules), ensure_ascii=False) + "\n")
            characters += len(doc["text"])
    seconds = time.perf_counter() - loaded
    print(f"rules loaded in {loaded - begin:.2f} s; {characters / seconds:,.0f} characters a second")


if __name__ == "__main__":
    main(*sys.argv[1:])
