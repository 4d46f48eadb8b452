"""Speed of whole extraction beside the date reader alone, time and memory of loading, and growth with length.

    python benchmarks/extract_speed.py [ARTICLE.txt ...]      by default the articles of data/articles

All in one run on one core, so that the ratio holds on any machine.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    before, began = peak_mb(), time.perf_counter()
    from dashboard.articles import read_article
    from dashboard.extract import extract_events
    from dashboard.extract.timexes import read_timexes
    from dashboard.lexicon import Lexicon

    lexicon = Lexicon()
    for part in ("timexes", "gazetteer", "actors", "actions", "wording"):
        getattr(lexicon, part)
    print(f"load: {time.perf_counter() - began:.2f} s, {peak_mb() - before:.0f} MB")

    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "data" / "articles").glob("*.txt"))
    articles = [read_article(file) for file in files]
    extract_events(articles[0], lexicon)  # what is compiled at first use
    rounds = max(1, 100_000 // sum(len(article.text) for article in articles))
    chars = rounds * sum(len(article.text) for article in articles)
    speed = {}
    for name, read in (
        ("dates alone", lambda article: read_timexes(article, lexicon.timexes)),
        ("whole extraction", lambda article: extract_events(article, lexicon)),
    ):
        began = time.process_time()
        for _ in range(rounds):
            for article in articles:
                read(article)
        speed[name] = chars / (time.process_time() - began)
        print(f"{name:18} {speed[name]:10,.0f} characters a second")
    print(f"whole extraction costs {speed['dates alone'] / speed['whole extraction']:.1f} times the dates alone")

    base = articles[0]
    for size in (100_000, 400_000, 2_000_000):
        text = (base.text + "\n") * (size // len(base.text) + 1)
        began = time.process_time()
        events = extract_events(replace(base, text=text), lexicon)
        took = time.process_time() - began
        print(f"{len(text):9,} characters: {took:6.2f} s, {1e6 * took / len(text):6.1f} µs each, {len(events)} events")
    print(f"peak {peak_mb():.0f} MB")


main()
