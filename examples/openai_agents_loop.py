"""The tools in openai-agents: the run stops at the first tool, and what the model did is judged here.

Install `openai-agents` beside transfer-adapter. Run it against the mock model:

    pip install '.[cli,testing]'
    transfer-adapter mock-model --port 8089 &
    OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none python examples/openai_agents_loop.py
"""

import asyncio
from pathlib import Path
from typing import Any

from agents import Agent, FunctionTool, Model, ModelBehaviorError, OpenAIResponsesModel, Runner
from openai import AsyncOpenAI

from adapter import TransferTools
from adapter.transfers.resolution import Resolution

INSTRUCTIONS = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."

tools = TransferTools(Path(__file__).parent / "bank" / "directory.yaml")


async def answer(model: Model, words: str, progress: object = None) -> Resolution:
    """What to do after the caller's words."""
    offer = tools.offer([{"role": "user", "content": words}], progress=progress)

    async def chosen(_: object, arguments: str) -> str:
        return arguments  # nothing is done here: the run ends, and its reply is judged below

    functions = [
        FunctionTool(tool["name"], tool.get("description") or "", dict(tool["parameters"] or {}), chosen)
        for tool in offer.responses
    ]
    prompt = f"{INSTRUCTIONS}\n\n{offer.note}"
    agent = Agent(
        "receptionist", instructions=prompt, model=model, tools=[*functions], tool_use_behavior="stop_on_first_tool"
    )
    result = offer.resolve(await _reply(agent, offer.messages))
    if result.next == "ask_again":
        result = offer.resolve(await _reply(agent, [*offer.messages, *(result.retry or [])]), last=True)
    return result


async def _reply(agent: Agent[None], asked: list[Any]) -> object:
    try:
        return (await Runner.run(agent, asked)).raw_responses[-1].output
    except ModelBehaviorError:  # a tool that does not exist ends the run, which keeps the reply for itself
        return None


if __name__ == "__main__":
    openai = OpenAIResponsesModel("gpt-4.1-mini", AsyncOpenAI())
    found = asyncio.run(answer(openai, "Ich habe meine Karte verloren"))
    print(found.next, found.say, found.transfer, sep="\n")
