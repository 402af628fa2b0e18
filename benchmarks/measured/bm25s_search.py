# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["bm25s==0.2.14"]
# ///
"""bm25s at work on the words that `lexical_search.py` has written to FILE, in an environment of its own."""

import json
import sys
from itertools import cycle
from pathlib import Path

import bm25s
from told import work_as_told

LIMIT = 8


def main(path: str) -> None:
    given = json.loads(Path(path).read_text())
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
    index.index(given["texts"], show_progress=False)
    queries = cycle(given["queries"])

    async def work() -> None:
        found, _ = index.retrieve([next(queries)], k=LIMIT, show_progress=False)
        assert len(found[0]) == LIMIT

    work_as_told(work)


if __name__ == "__main__":
    main(*sys.argv[1:])
