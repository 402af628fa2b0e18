"""A few seconds of chaos with every run of the tests; `make chaos` plays more of it."""

import asyncio
from collections import Counter

import pytest

from tests.chaos.__main__ import chaos
from tests.chaos.rules import RuleBrokenError, Rules


@pytest.mark.parametrize("store", ["sqlite", pytest.param("redis", marks=pytest.mark.process)])
def test_no_rule_is_broken_while_hosts_die_and_answers_are_lost(store: str) -> None:
    counts = asyncio.run(chaos(store, 20261129, seconds=3, callers=8, events=5))
    assert counts["transfers"]
    assert counts["kills"]


SPEAK = {"type": "speak", "text": "One moment."}
TRANSFER = {"type": "transfer", "target_phone_number": "+4921155660001"}


@pytest.mark.parametrize(
    ("answers", "broken"),
    [
        ([TRANSFER], "not announced"),
        ([SPEAK, TRANSFER, TRANSFER], "a second transfer"),
        ([SPEAK, {**TRANSFER, "target_phone_number": "+4915799999999"}], "not in the directory"),
    ],
)
def test_the_checker_knows_a_broken_rule(answers: list[dict[str, str]], broken: str) -> None:
    rules = Rules("call-1", frozenset({"+4921155660001"}), Counter())
    with pytest.raises(RuleBrokenError, match=broken):
        rules.read(answers, repeated=False, store_has_hung=False)
