"""Who is measured: what follows from a router's name."""

import pytest

from adapter.evals.metrics.prices import Prices, prices_of
from adapter.evals.model_choice import ModelChoice
from adapter.wiring import read_settings


@pytest.mark.parametrize("name", ["offline", "semantic"])
def test_a_router_reads_no_prompt_and_none_of_its_replies_is_kept(name: str) -> None:
    choice = ModelChoice(settings=read_settings(model=name))
    assert (choice.name, choice.offline, choice.cacheable, choice.choice) == (name, True, False, "tools")
    assert choice.base_url is None


@pytest.mark.parametrize("name", ["offline", "semantic"])
def test_a_router_costs_nothing_and_stands_in_no_table(name: str) -> None:
    prices = prices_of(Prices(currency="EUR", models={}), name, None)
    assert prices is not None
    assert (prices.input, prices.output) == (0, 0)
