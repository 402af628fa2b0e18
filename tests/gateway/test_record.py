"""What the decision record tells of the gateway: a line for each decision, as of calls."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import DecisionRecord
from adapter.errors import ModelError, ModelUnreachable
from adapter.evals.cases import cases_from_record
from adapter.testing import ScriptedModel, calls, says
from adapter.wiring import gateway_before
from tests.conftest import NOON
from tests.gateway.requests import CARDS, body, vapi_tool

PROMISE = "I am connecting you with card services now."


def recorded(
    path: Path, directory: Directory, model: ScriptedModel, request: Mapping[str, Any], *, clear: bool = True
) -> list[dict[str, Any]]:
    """The lines of a record after one request."""

    async def ask() -> None:
        assistant = Assistant(directory, model, now=lambda: NOON)
        record = DecisionRecord(path, assistant.config, model.name, clear=clear, now=lambda: NOON)
        assistant.handler.on_turn = record
        async with gateway_before(assistant).answering(request) as relayed:
            with suppress(ModelError):
                await relayed.whole()
        await record.aclose()

    asyncio.run(ask())
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_transfer_is_told_with_its_reply_and_the_call(tmp_path: Path, bank: Directory) -> None:
    request = body("My card is gone", tools=[vapi_tool(CARDS)], call={"id": "call-7"}, stream=False)
    (line,) = recorded(tmp_path / "r", bank, ScriptedModel([calls("cards")]), request)
    assert (line["call"], line["turn"], line["leads_to"]) == ("call-7", 1, "cards")
    assert (line["decision"]["kind"], line["decision"]["destination"]) == ("transfer", "cards")
    assert line["said"] == "My card is gone"
    assert line["conversation"] == [{"role": "user", "content": "My card is gone"}]
    assert [call["name"] for call in line["replies"][0]["tool_calls"]] == ["transfer_to_cards"]
    assert line["replies"][0]["seconds"] >= 0
    assert CARDS not in json.dumps(line)


def test_a_promise_is_told_with_what_was_asked_and_answered_again(tmp_path: Path, bank: Directory) -> None:
    request = body("My card is gone", tools=[vapi_tool(CARDS)], stream=False)
    (line,) = recorded(tmp_path / "r", bank, ScriptedModel([says(PROMISE), calls("cards")]), request)
    assert (line["first"]["reason"], line["decision"]["destination"]) == ("claimed", "cards")
    assert "called no tool" in line["asked_again"]
    assert [reply.get("text") for reply in line["replies"]] == [PROMISE, None]


def test_words_are_left_out_unless_they_are_asked_for(tmp_path: Path, bank: Directory) -> None:
    model = ScriptedModel([says("Until four in the afternoon.")])
    (line,) = recorded(tmp_path / "r", bank, model, body("Opening hours?", stream=False), clear=False)
    assert (line["said"], line["decision"]["text"]) == ("(14 characters)", "(28 characters)")
    assert "afternoon" not in json.dumps(line)


def test_a_model_that_fails_is_told_with_its_error(tmp_path: Path, bank: Directory) -> None:
    model = ScriptedModel([ModelUnreachable("nobody there")])
    (line,) = recorded(tmp_path / "r", bank, model, body("Hello", stream=False))
    assert (line["error"]["code"], line["decision"]["kind"]) == ("model_unreachable", "failed")


@pytest.mark.parametrize("extra", [{"tool_choice": "none"}, {"response_format": {"type": "json_object"}}])
def test_what_is_no_answer_to_a_caller_has_no_line(tmp_path: Path, bank: Directory, extra: dict[str, Any]) -> None:
    request = body("Summarise", tools=[vapi_tool(CARDS)], stream=False, **extra)
    assert recorded(tmp_path / "r", bank, ScriptedModel([says("A summary.")]), request) == []


def test_lines_become_cases(tmp_path: Path, bank: Directory) -> None:
    request = body("My card is gone", tools=[vapi_tool(CARDS)], stream=False)
    recorded(tmp_path / "r", bank, ScriptedModel([calls("cards")]), request)
    (case,) = cases_from_record(tmp_path / "r")
    assert (case.text, case.expect) == ("My card is gone", "cards")
