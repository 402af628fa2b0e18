"""How long a destination rings."""

from typing import Any

import pytest

from adapter.directory import Directory, ring_seconds


@pytest.mark.parametrize(
    ("plan", "fallback", "seconds"),
    [
        (None, False, None),
        ({}, False, None),
        (None, True, 30),
        ({}, True, 30),
        ({"fallbackPlan": {"message": "x"}}, False, 30),
        ({"timeout": 40}, False, 40),
        ({"timeout": 40, "dialTimeout": 20}, False, 20),
        ({"timeout": 40, "fallbackPlan": {"message": "x"}}, True, 40),
        ({"dialTimeout": 1}, False, 5),
        ({"dialTimeout": 600}, False, 120),
        ({"dialTimeout": 20.4}, False, 20),
    ],
)
def test_there_is_a_time_only_where_the_file_knows_a_way_back(
    plan: dict[str, Any] | None, fallback: bool, seconds: int | None
) -> None:
    cards: dict[str, Any] = {"type": "number", "number": "+4921155660001"}
    if plan is not None:
        cards["transferPlan"] = {"mode": "blind-transfer", **plan}
    settings = {"fallback": "cards"} if fallback else {}
    directory = Directory.parse({**settings, "destinations": {"cards": cards}})

    assert ring_seconds(directory.destinations["cards"], directory, (5, 120)) == seconds


@pytest.mark.parametrize(("within", "seconds"), [(None, 600), ((5, 120), 120), ((601, 700), 601)])
def test_the_platform_sets_the_bounds(within: tuple[int, int] | None, seconds: int) -> None:
    plan = {"mode": "blind-transfer", "dialTimeout": 600}
    directory = Directory.parse([{"type": "number", "number": "+4921155660001", "name": "Cards", "transferPlan": plan}])

    assert ring_seconds(directory.destinations["cards"], directory, within) == seconds
