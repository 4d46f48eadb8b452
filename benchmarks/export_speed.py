"""Time every export of 200 made events. `python benchmarks/export_speed.py [COUNT]`; run it on a quiet machine.

Targets on two cores: every export within 10 s, PPTX and the data formats within 3 s.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dashboard.dates import Day  # noqa: E402
from dashboard.errors import ExportError  # noqa: E402
from dashboard.export import FORMATS, ExportOptions, write_export  # noqa: E402
from dashboard.model import Article  # noqa: E402
from tests.made_events import made_events  # noqa: E402


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    events = made_events(count)
    articles = [Article(f"article-{n}", "", Day(2024, 1, 1), "Courier", f"Report {n}") for n in range(3)]
    for format in FORMATS.values():
        for view in format.views or ("",):
            begin = time.perf_counter()
            try:
                content = write_export(
                    format.name, events, articles, ExportOptions(made_on=Day(2024, 6, 1), marking="Test", view=view)
                )
            except ExportError as error:
                print(f"{format.name:11}{view:9} not made: {error}")
                continue
            print(f"{format.name:11}{view:9} {time.perf_counter() - begin:6.2f} s {len(content) / 1000:9,.0f} kB")


if __name__ == "__main__":
    main()
