"""A directory of two departments, callers of whom the router is sure or not, and an embedder that knows words only."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from adapter.evals.cases import Case, dump_case
from adapter.search.embedder import Vectors, unit_vectors

DIRECTORY = """\
destinations:
  cards:
    type: number
    number: "+4921155660001"
    description: Lost card, stolen card, PIN.
    policy: {examples: ["the blue plastic thing vanished"]}
  loans:
    type: number
    number: "+4921155660002"
    description: Loan, mortgage, instalments.
"""


class WordEmbedder:
    """Each word has a direction of its own: texts are as near as they share words."""

    remote = False

    def __init__(self, name: str = "words 1") -> None:
        self.id = name

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """As `Embedder` has it."""
        del query
        rows = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(",", " ").replace(".", " ").split():
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % 512] += 1
        return unit_vectors(rows)

    def close(self) -> None:
        """Nothing to give back."""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    path = tmp_path / "directory.yaml"
    path.write_text(DIRECTORY, "utf-8")
    return path


def callers(*, cards: int = 60, loans: int = 60, nobody: int = 30, wrong: int = 0) -> list[Case]:
    """Cases of callers who use the words of the description, of some who mean nobody, and of some who are misheard.

    No two have the same words, and those that differ mean nothing.
    """
    return [
        *(Case(id=f"c{number}", text=f"a lost card c{number}x", expect="cards") for number in range(cards)),
        *(Case(id=f"l{number}", text=f"a mortgage l{number}x", expect="loans") for number in range(loans)),
        *(Case(id=f"n{number}", text=f"lovely weather n{number}x", expect=None) for number in range(nobody)),
        *(Case(id=f"w{number}", text=f"a stolen card w{number}x", expect="loans") for number in range(wrong)),
    ]


def saved(path: Path, cases: Sequence[Case]) -> Path:
    path.write_text("".join(f"{dump_case(case)}\n" for case in cases), "utf-8")
    return path
