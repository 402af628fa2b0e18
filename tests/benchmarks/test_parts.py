"""What a part says of how long it was measured."""

from pathlib import Path

import pytest

from benchmarks.parts import PARTS
from benchmarks.suite.run import Run

RUN = Run(folder=Path(), model_port=1, rounds=5, size="full", minutes=10, store="redis://127.0.0.1:1/0")


@pytest.mark.parametrize(
    ("name", "said"), [("turn", "5 rounds"), ("shortlist", "1 round"), ("soak", "10 minutes with redis")]
)
def test_a_section_says_how_often_or_how_long_it_was_measured(name: str, said: str) -> None:
    (part,) = (part for part in PARTS if part.name == name)
    assert part.extent(RUN) == said
