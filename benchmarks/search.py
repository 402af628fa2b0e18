"""The lexical index against bm25s, from the start of the process to the answer, for 10 to 50,000 texts.

Run with `python benchmarks/search.py`. bm25s takes part if it is installed (`pip install bm25s`); both see the same
stems, so that only the index differs.
"""

import importlib
import importlib.util
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from rich.console import Console
from rich.table import Table

from adapter.search import LexicalIndex, terms

SIZES = (10, 100, 5_000, 50_000)
QUERIES = 200
LIMIT = 8
WORDS = 20_000

Search = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One way to search: the module that its user imports, and how it is built."""

    module: str
    build: Callable[[list[str]], Search]


def main() -> None:
    contenders = [Contender(module="adapter.search", build=build_ours)]
    if importlib.util.find_spec("bm25s"):
        contenders.append(Contender(module="bm25s", build=build_bm25s))
    table = Table(title=f"The best {LIMIT} of n texts, milliseconds; the median and the slowest of {QUERIES} queries")
    table.add_column("index")
    for column in ("texts", "import", "build", "query", "slowest", "import + build + query"):
        table.add_column(column, justify="right")
    for contender in contenders:
        for row in measure(contender):
            table.add_row(*row)
    console = Console(width=100)
    console.print(table)
    if len(contenders) == 1:
        console.print("bm25s is not installed, so it is not measured: pip install bm25s")


def measure(contender: Contender) -> Iterator[tuple[str, ...]]:
    importing = import_time(contender.module)
    for size in SIZES:
        texts = sample_texts(size)
        contender.build(texts[:2])  # what a library prepares only once is no part of building
        began = time.perf_counter()
        search = contender.build(texts)
        building = time.perf_counter() - began
        times = [time_of(search, query) for query in sample_queries(texts)]
        median = statistics.median(times)
        figures = (importing, building, median, max(times), importing + building + median)
        yield contender.module, f"{size:,}", *(f"{figure * 1_000:,.3f}" for figure in figures)


def import_time(module: str) -> float:
    """Seconds that the import takes in a fresh interpreter, best of five."""
    code = f"import time; began = time.perf_counter(); import {module}; print(time.perf_counter() - began)"
    command = [sys.executable, "-c", code]
    return min(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(5))


def time_of(search: Search, query: str) -> float:
    began = time.perf_counter()
    search(query)
    return time.perf_counter() - began


def build_ours(texts: list[str]) -> Search:
    index = LexicalIndex(texts)
    return lambda query: index.search(query, LIMIT)


def build_bm25s(texts: list[str]) -> Search:
    bm25s = importlib.import_module("bm25s")
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
    index.index([terms(text) for text in texts], show_progress=False)
    limit = min(LIMIT, len(texts))

    def search(query: str) -> object:
        return index.retrieve([terms(query)], k=limit, show_progress=False)

    return search


def sample_texts(size: int) -> list[str]:
    """Texts of 20 to 40 made-up words; as in a language, few words are frequent and most are rare (Zipf's law)."""
    chance = random.Random(size)
    syllables = [consonant + vowel for consonant in "bdfghklmnprstvwz" for vowel in ("a", "e", "i", "o", "u", "en")]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(10, WORDS + 10)))
    return [" ".join(chance.choices(words, cum_weights=weights, k=chance.randint(20, 40))) for _ in range(size)]


def sample_queries(texts: list[str]) -> list[str]:
    """Five words of some text, as it happens to use them, and three that no text has."""
    chance = random.Random(len(texts))
    return [
        " ".join([*chance.sample(chance.choice(texts).split(), 5), "xyxyx", "qyqyq", "jyjyj"]) for _ in range(QUERIES)
    ]


if __name__ == "__main__":
    main()
