"""What goes to a model's server and comes back, for those who listen, and for nobody else."""

import asyncio

import pytest

from adapter import Directory
from adapter.models.openai import OpenAIModel
from adapter.models.overhearing import answered, overhearing, sending
from adapter.testing import running_mock
from adapter.tool_calls.conversation import UserMessage
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import single_offer
from tests.conftest import NOON

pytestmark = pytest.mark.anyio


async def test_each_of_two_who_ask_at_once_hears_their_own(bank: Directory) -> None:
    config = AssistantConfig(directory=bank)

    async def ask(words: str) -> tuple[bytes, bytes | None]:
        with overhearing() as heard:
            await model.reply(single_offer(config, (UserMessage(text=words),), NOON).request)
        (only,) = heard
        return only.sent, only.came

    with running_mock() as mock:
        model = OpenAIModel("any", base_url=mock.base_url)
        (first, came), (second, _) = await asyncio.gather(ask("I lost my card"), ask("a loan"))
        await model.aclose()
        assert {first, second} == {request.raw for request in mock.requests}
    assert b"I lost my card" in first
    assert came is not None
    assert b"transfer_to_cards" in came


async def test_an_attempt_that_failed_is_heard_without_an_answer(bank: Directory) -> None:
    model = OpenAIModel("any", base_url="http://127.0.0.1:9/v1", attempts=1)
    with overhearing() as heard, pytest.raises(Exception, match="connection"):
        await model.reply(single_offer(AssistantConfig(directory=bank), (UserMessage(text="hi"),), NOON).request)
    await model.aclose()
    assert [one.came for one in heard] == [None]


async def test_nobody_listens_outside() -> None:
    sending(b"lost")
    answered(b"lost")
    with overhearing() as heard:
        answered({"nothing": "was sent"})
    assert heard == []
