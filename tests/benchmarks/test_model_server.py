"""The model server of the suite, read by the openai package: clients get the destination, at the time they should."""

import asyncio
import time
from collections.abc import Iterator

import openai
import pytest

from benchmarks.suite.processes import running

TOOLS = {"each": "transfer_to_d0", "single": "transfer_call"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running("model_server.py") as server:
        yield server.ready()


def client(port: int, reply: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"http://127.0.0.1:{port}/{reply}/v1", api_key="none", max_retries=0)


def asked(tool: str) -> dict[str, object]:
    function = {"name": tool, "parameters": {"type": "object", "properties": {}}}
    return {
        "model": "m",
        "messages": [{"role": "user", "content": "my card is gone"}],
        "tools": [{"type": "function", "function": function}],
    }


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_the_destination_is_called_in_the_form_that_was_offered_whole_and_streamed(port: int, tool: str) -> None:
    with client(port, "transfer/0/0") as asking:
        whole = asking.chat.completions.create(**asked(tool))  # type: ignore[call-overload]
        call = whole.choices[0].message.tool_calls[0].function
        pieces = list(asking.chat.completions.create(**asked(tool), stream=True))  # type: ignore[call-overload]
    deltas = [delta for piece in pieces for delta in piece.choices[0].delta.tool_calls or ()]
    assert call.name == tool == deltas[0].function.name
    assert call.arguments == "".join(delta.function.arguments or "" for delta in deltas)
    assert ('"destination": "d0"' in call.arguments) == (tool == "transfer_call")


def test_a_reply_is_as_late_as_the_address_says(port: int) -> None:
    with client(port, "says/100/0") as asking:
        began = time.monotonic()
        whole = asking.chat.completions.create(**asked("transfer_to_d0"))  # type: ignore[call-overload]
    assert whole.choices[0].message.content.startswith("Good morning")
    assert time.monotonic() - began >= 0.1


def test_a_stream_comes_token_by_token_at_its_rate(port: int) -> None:
    with client(port, "says/0/100") as asking:
        began = time.monotonic()
        pieces = list(asking.chat.completions.create(**asked("transfer_to_d0"), stream=True))  # type: ignore[call-overload]
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    assert text == "Good morning. What is it about? Opening hours are on site."
    assert time.monotonic() - began >= (len(pieces) - 1) * 0.01


def test_many_clients_at_once_are_all_answered(port: int) -> None:
    async def ask_all() -> list[str]:
        url = f"http://127.0.0.1:{port}/transfer/20/0/v1"
        async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as asking:
            create = asking.chat.completions.create
            whole = await asyncio.gather(*(create(**asked("transfer_to_d0")) for _ in range(30)))  # type: ignore[call-overload]
        return [reply.choices[0].message.tool_calls[0].function.name for reply in whole]

    assert asyncio.run(ask_all()) == ["transfer_to_d0"] * 30
