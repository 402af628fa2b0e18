"""The lexical index at work: `python lexical_search.py query|build TEXTS`; a piece of work is a query, or an index.

`python lexical_search.py texts TEXTS FILE` writes the texts and the queries as the words that the index makes of them,
for other people's indexes.
"""

import json
import random
import sys
from collections.abc import Iterator
from itertools import accumulate, cycle
from pathlib import Path

from told import work_as_told

from adapter.search import LexicalIndex, terms

LIMIT = 8
QUERIES = 200
WORDS = 20_000


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


def query(texts: list[str]) -> None:
    """The best of all texts."""
    index, queries = LexicalIndex(texts), cycle(sample_queries(texts))

    async def work() -> None:
        assert index.search(next(queries), LIMIT)

    work_as_told(work)


def build(texts: list[str]) -> None:
    """An index of all texts."""
    last: list[LexicalIndex] = []

    async def work() -> None:
        last[:] = [LexicalIndex(texts)]

    work_as_told(work)


def write(texts: list[str], path: str) -> None:
    """Lists of words."""

    def words(every: list[str]) -> Iterator[list[str]]:
        return (list(terms(text)) for text in every)

    Path(path).write_text(json.dumps({"texts": [*words(texts)], "queries": [*words(sample_queries(texts))]}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["query", size]:
            query(sample_texts(int(size)))
        case ["build", size]:
            build(sample_texts(int(size)))
        case ["texts", size, to]:
            write(sample_texts(int(size)), to)
        case asked:
            sys.exit(f"not known: {asked}")
