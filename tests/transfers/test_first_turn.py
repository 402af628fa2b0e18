"""The first turn ahead of any call: what a server has read of it, it has read of every call's."""

from datetime import datetime

import pytest

from adapter import Assistant, Directory
from adapter.testing import ScriptedModel, says
from adapter.testing.scenario.history_checks import check_history
from adapter.tool_calls.request import ModelApi
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.first_turn import first_turn

pytestmark = pytest.mark.anyio


def beginning(body: bytes, words: str) -> bytes:
    """A body up to the last words of the user's side."""
    assert body.count(words.encode()) == 1
    return body[: body.index(words.encode())]


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("language", ["en", "de"])
async def test_it_begins_as_the_first_turn_of_a_call_does(
    bank: Directory, noon: datetime, api: ModelApi, language: str
) -> None:
    config = AssistantConfig(directory=bank, language=language)
    with ScriptedModel([says("One moment.")]) as model:
        assistant = Assistant(config, model, now=lambda: noon)
        session = {"id": "x", "from_phone_number": "+4915112345678"}
        await assistant.handle({"type": "session_start", "session": session})
        await assistant.handle({"type": "user_speak", "session": session, "text": "What is the time?"})
    request = first_turn(assistant.config, noon).request
    check_history(request.conversation, api)
    ahead = beginning(request.body(api, "m"), "[The caller says nothing.]")
    assert ahead == beginning(model.requests[0].body(api, "m"), "What is the time?")
    assert b"Northwind" in ahead


def test_with_words_it_is_that_turn(bank: Directory, noon: datetime) -> None:
    offer = first_turn(AssistantConfig(directory=bank), noon, "My card is gone")
    assert [message.role for message in offer.request.conversation] == ["user", "assistant", "user"]
    assert offer.request.conversation[-1].text == "My card is gone"
