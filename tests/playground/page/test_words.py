"""The page says in plain words whatever code the service may send."""

import re
from pathlib import Path
from typing import get_args

import pytest

from adapter.errors import ModelErrorCode
from adapter.evals.rows import OUTCOMES
from adapter.tool_calls.decision import Repair, _Cause
from adapter.tool_calls.tools import Exposure
from adapter.transfers.route import Obstacle

WORDS = (Path(__file__).parents[3] / "adapter" / "playground" / "page" / "words.js").read_text("utf-8")


def codes(name: str) -> set[str]:
    """The keys of an object of the module."""
    found = re.search(rf"const {name} = \{{(.*?)^\}};", WORDS, re.DOTALL | re.MULTILINE)
    assert found
    return set(re.findall(r"^  (\w+): ", found[1], re.MULTILINE))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("REASONS", {*get_args(_Cause), *get_args(ModelErrorCode)}),
        ("REPAIRS", set(get_args(Repair))),
        ("OBSTACLES", {*get_args(Obstacle), "rejected", "not_offered"}),
        ("OUTCOMES", set(OUTCOMES)),
        ("EXPOSURES", set(get_args(Exposure))),
    ],
)
def test_each_code_has_words_and_no_word_is_without_a_code(name: str, known: set[str]) -> None:
    assert codes(name) == known
