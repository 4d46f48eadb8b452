"""Does any text cost more for each character as it grows? Endless repetitions, the same for every step of extraction.

    python benchmarks/hostile_texts.py [FACTOR]

Ends with 1 where a text eight times as long costs FACTOR (3) times as much a character: a regular expression that blows
up would let one page stop the whole build. Times are of the processor, ratios of one run.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dashboard.dates import Day  # noqa: E402
from dashboard.extract import extract_events  # noqa: E402
from dashboard.lexicon import Lexicon  # noqa: E402
from dashboard.model import Article  # noqa: E402

SHORT, LONG = 10_000, 80_000
DATES = (
    "1", "1 ",
    "the first of ", "the day of the ", "Monday ", "two days and ", "in the past ", " ", "\n", "May ",
    "1990-",
    "three quarters of the ", "12:", "a ", "last week's ", "from 3 to ", "in the second half ", "the night of 3-4 May ",
    "two weeks later ", "a quarter of a century ", "4/5 May ", "year ago ", "more than ", "early ", "In 1990, ",
    "by May 1990 and ",
)  # fmt: skip
NAMES = (
    "Ab Cd Council and ", "Ab Cd ", "President ", "al-", "Russian President Ab Cd, ", "Ministry of ",
    "the country's president, ", "Ab (AB) ", "'s ", "Paris, Texas, ", "the village of Xyzzyville, ",
)  # fmt: skip
EVENTS = ("said ", "met and ", "will visit ", "the attack on ", "He said that ", "was killed, ", "signed. ", "talks; ")


def seconds(text: str, lexicon: Lexicon) -> float:
    began = time.process_time()
    extract_events(Article("a", text, Day(2014, 9, 6)), lexicon)
    return time.process_time() - began


def main() -> None:
    factor = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    lexicon = Lexicon()
    worse = 0
    for piece in (*DATES, *NAMES, *EVENTS):
        seconds(piece * 50, lexicon)
        short = max(seconds(piece * (SHORT // len(piece)), lexicon), 0.005) / SHORT
        long = seconds(piece * (LONG // len(piece)), lexicon) / LONG
        worse += long > factor * short
        mark = "  GROWS" if long > factor * short else ""
        print(f"{piece!r:32} {1e6 * short:8.2f} {1e6 * long:8.2f} µs a character{mark}", flush=True)
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
