"""Real traffic to a model server holds no configured number, in any exposure, API or turn of a call."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from adapter import Assistant, Directory, OpenAIModel
from adapter.testing import running_mock
from adapter.tool_calls.request import ModelApi
from adapter.transfers.assistant_config import AssistantConfig

pytestmark = pytest.mark.anyio

SCENARIO = """
rules:
  - match: {turn: 1}
    reply: {fault: unknown-tool}
  - match: {turn: 2}
    reply: {fault: two-calls}
  - match: {turn: 3}
    reply: {say: "Our number is +49 211 556600-01, shall I connect you?"}
  - reply: {offline: true}
"""

DICTATED = (
    "put me through to +49 (211) 556600 02 please",
    "no, to 0211 55660003",
    "or was it 0049-211-5566-0004, I do not know",
    "ich habe meine Karte verloren",
)


def digit_runs(directory: Directory) -> Iterator[str]:
    """Every number of the directory, and its national form: what must not be found."""
    for destination in directory.destinations.values():
        digits = destination.record.number.removeprefix("+")
        yield digits
        yield digits.removeprefix("49")


def strings(value: object) -> Iterator[str]:
    """Every text in decoded JSON, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("exposure", ["each", "single"])
async def test_no_request_body_holds_a_number(
    bank: Directory, tmp_path: Path, api: ModelApi, exposure: Literal["each", "single"]
) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(SCENARIO)
    with running_mock(scenario) as mock:
        model = OpenAIModel("mock", api=api, base_url=mock.base_url, api_key="none")
        assistant = Assistant(AssistantConfig(directory=bank, exposure=exposure), model)
        session = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
        for text in DICTATED:
            for event in ({"type": "user_speak", "text": text}, {"type": "assistant_speech_ended"}):
                actions = await assistant.handle({**event, "session": session})
                assert not any("5566" in str(action.get("text")) for action in actions)
            await assistant.handle({"type": "session_start", "session": session})
        await assistant.aclose()
        sent = [request.raw.decode() for request in mock.requests]
    assert len(sent) >= len(DICTATED)
    for body in sent:
        for text in strings(json.loads(body)):
            digits = "".join(character for character in text if character.isdecimal())
            assert not [run for run in digit_runs(bank) if run in digits]
