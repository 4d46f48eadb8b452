#!/usr/bin/env python3
"""Characters a second of our reader of time expressions and of dateparser's, on the same sentences, in one run.

    python benchmarks/timex_speed.py docs.jsonl [SENTENCES]      docs.jsonl: {"id", "dct", "text"}, one a line

Start-up (loading rules, importing dateparser) is apart. Ours reads whole documents; `search_dates` gets each sentence.
"""

import datetime
import json
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard.dates import Day
from dashboard.extract.sentences import split_sentences
from dashboard.extract.timexes import read_timexes
from dashboard.lexicon import Lexicon
from dashboard.model import Article


def main(source: str, limit: int = 1500) -> None:
    warnings.simplefilter("ignore")
    docs = [json.loads(line) for line in Path(source).read_text(encoding="utf-8").splitlines()]
    begin = time.process_time()
    rules = Lexicon().timexes
    loaded = time.process_time() - begin
    articles = [Article(id=d["id"], text=d["text"], published=Day.parse(d["dct"][:10])) for d in docs]
    read_timexes(articles[0], rules)  # compiles the patterns
    begin = time.process_time()
    for article in articles:
        read_timexes(article, rules)
    ours = sum(len(article.text) for article in articles) / (time.process_time() - begin)

    from dateparser.search import search_dates

    sentences = [(s, article) for article in articles for s in split_sentences(article.text)][:limit]
    characters = sum(s.end - s.start for s, _ in sentences)
    search_dates("warm up 3 May 2020", languages=["en"])
    begin = time.process_time()
    for span, article in sentences:
        day = datetime.datetime(*article.published) if article.published else None
        search_dates(article.text[span.start : span.end], languages=["en"], settings={"RELATIVE_BASE": day})
    theirs = characters / (time.process_time() - begin)
    print(f"rules loaded in {loaded:.2f} s")
    print(f"ours {ours:,.0f}, dateparser {theirs:,.0f} characters a second: {ours / theirs:.1f} times as fast")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
