"""How well the offline model routes for the example bank: utterances as callers might say them.

The model's thresholds were chosen by these utterances, so the figures are what it
does here, not what it would do elsewhere.
"""

from pathlib import Path

import pytest
import yaml

from adapter import Directory, Toolset
from adapter.models.offline import offline_reply
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.tools import EACH_PREFIX

CALLERS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("bank_callers.yaml").read_text("utf-8"))
NOT_TO_ROUTE = CALLERS.pop("none")


@pytest.fixture(scope="module")
def tools(bank: Directory) -> bytes:
    return Toolset(bank).encoded()


def routed(tools: bytes, said: str) -> str | None:
    calls = offline_reply(tools, (UserMessage(text=said),)).tool_calls
    return calls[0].name.removeprefix(EACH_PREFIX) if calls else None


def test_three_of_four_wishes_reach_their_destination_and_at_most_one_in_fifty_another(tools: bytes) -> None:
    results = [(key, said, routed(tools, said)) for key, texts in CALLERS.items() for said in texts]
    wrong = [(said, got) for key, said, got in results if got not in (key, None)]
    right = [said for key, said, got in results if got == key]
    assert len(results) > 100
    assert len(wrong) <= len(results) / 50, wrong
    assert len(right) >= len(results) * 3 / 4


def test_nine_of_ten_callers_who_want_nothing_that_is_offered_are_not_transferred(tools: bytes) -> None:
    said = NOT_TO_ROUTE
    transferred = [(text, got) for text in said if (got := routed(tools, text))]
    assert len(said) > 60
    assert len(transferred) <= len(said) / 10, transferred
