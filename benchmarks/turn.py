"""CPU of one turn: this package against the openai package's ordinary call with the same tools.

There is a tool per destination, or one for all where a provider would refuse so many tools. Both ask the same mock
server, a process of its own on loopback, and must come back with the destination that it has chosen. CPU is user and
system time of the client process. Read the ratio (×): it is taken within a round.

    python benchmarks/turn.py --rounds 5 --turns 100
"""

import argparse
import asyncio
import json
import multiprocessing
import multiprocessing.connection
import platform
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import Any

import openai

from adapter.directory import Directory
from adapter.models.openai import OpenAIModel
from adapter.testing import running_mock
from adapter.testing.scenario import parse_scenario
from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.apis.responses import responses_input
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.decide import decide
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import ModelApi, request, system_prompt
from adapter.tool_calls.tools import MAX_TOOLS, Toolset

SIZES = (5, 50, 128, 500)
UTTERANCE = (UserMessage(text="I have lost my card and I need a new one."),)
WARM_UP = 20

Turn = Callable[[], Awaitable[str]]


def serve(pipe: multiprocessing.connection.Connection) -> None:
    with running_mock(parse_scenario("rules: [{reply: {call: d0}}]")) as mock:
        pipe.send(mock.base_url)
        pipe.recv()


def directory_of(size: int) -> Directory:
    destinations = {
        f"d{number}": {
            "type": "number",
            "number": f"+49211556{number:05}",
            "description": f"Department {number}: lost, stolen or blocked cards, PIN problems, replacing a card.",
        }
        for number in range(size)
    }
    return Directory.parse({"destinations": destinations})


def ordinary(client: openai.AsyncOpenAI, toolset: Toolset, system: str, api: ModelApi) -> Turn:
    tools: Any = toolset.tools(api)

    async def chat() -> str:
        messages: Any = chat_messages(system, UTTERANCE)
        completion = await client.chat.completions.create(model="m", messages=messages, tools=tools)
        calls: Any = completion.choices[0].message.tool_calls
        return chosen(calls[0].function)

    async def responses() -> str:
        items: Any = responses_input(UTTERANCE)
        response = await client.responses.create(model="m", instructions=system, input=items, tools=tools, store=False)
        return chosen(response.output[0])

    return chat if api == "chat" else responses


def chosen(call: Any) -> str:
    """The destination of a call: an argument of the one tool for all, else part of the tool's name."""
    return str(json.loads(call.arguments).get("destination") or call.name.removeprefix("transfer_to_"))


def ours(model: OpenAIModel, toolset: Toolset) -> Turn:
    prompt = default_prompt()

    async def turn() -> str:
        reply = await model.reply(request(toolset, UTTERANCE, prompt))
        decision = decide(reply, toolset)
        return decision.destination if isinstance(decision, Transfer) else decision.kind

    return turn


async def cpu_ms(turn: Turn, turns: int) -> float:
    for _ in range(min(WARM_UP, turns)):
        await turn()
    start = time.process_time()
    for _ in range(turns):
        assert await turn() == "d0"
    return (time.process_time() - start) * 1000 / turns


async def measure(size: int, url: str, rounds: int, turns: int) -> list[str]:
    directory = directory_of(size)
    toolset = Toolset(directory, exposure="each" if size <= MAX_TOOLS else "single")
    system = system_prompt(default_prompt(), toolset)
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    chat = OpenAIModel("m", api="chat", base_url=url)
    responses = OpenAIModel("m", api="responses", base_url=url)
    streaming = OpenAIModel("m", api="chat", base_url=url, stream=True)
    contestants: dict[str, Turn] = {
        "openai chat.completions.create": ordinary(client, toolset, system, "chat"),
        f"OpenAIModel, chat, {toolset.exposure}": ours(chat, toolset),
        f"OpenAIModel, chat, {toolset.exposure}, streamed": ours(streaming, toolset),
        "openai responses.create": ordinary(client, toolset, system, "responses"),
        f"OpenAIModel, responses, {toolset.exposure}": ours(responses, toolset),
    }
    names = list(contestants)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        print(f"{size} destinations, round {number + 1} of {rounds}", file=sys.stderr)
        # Whoever comes first meets the coldest caches: every round starts with another one.
        for name in names[number % len(names) :] + names[: number % len(names)]:
            taken[name].append(await cpu_ms(contestants[name], turns))
    for closing in (client.close(), chat.aclose(), responses.aclose(), streaming.aclose()):
        await closing
    return [
        f"| {size} | {name} | {statistics.median(taken[name]):.2f} | {ratio(taken[name], taken[names[0]]):.2f} |"
        for name in names
    ]


def ratio(these: list[float], those: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(these, those, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the median counts (default: 5)")
    parser.add_argument("--turns", type=int, default=100, help="turns of each client in a round (default: 100)")
    options = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    url = here.recv()
    packages = ("transfer-adapter", "openai", "httpx2", "aiohttp", "pydantic", "tenacity")
    print(f"Python {platform.python_version()},", ", ".join(f"{name} {version(name)}" for name in packages))
    print(f"median of {options.rounds} rounds, {options.turns} turns each\n")
    print("| destinations | client | CPU ms a turn | × |\n|---|---|---|---|")
    for size in SIZES:
        print(*asyncio.run(measure(size, url, options.rounds, options.turns)), sep="\n", flush=True)
    here.send("enough")
    server.join()


if __name__ == "__main__":
    main()
