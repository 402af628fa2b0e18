"""The tools in Pydantic AI, as tools whose results come from outside: the model's choice is judged here.

Install `pydantic-ai-slim[openai]` beside transfer-adapter. Run it against the mock model:

    pip install '.[cli,testing]'
    transfer-adapter mock-model --port 8089 &
    OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none python examples/pydantic_ai_loop.py
"""

import asyncio
from pathlib import Path

from openai.types.responses import FunctionToolParam
from pydantic_ai import Agent, DeferredToolRequests, ToolDefinition, UnexpectedModelBehavior
from pydantic_ai.models import Model
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.toolsets import ExternalToolset

from adapter import TransferTools
from adapter.transfers.resolution import Resolution

INSTRUCTIONS = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."

tools = TransferTools(Path(__file__).parent / "bank" / "directory.yaml")


async def answer(model: Model, words: str, progress: object = None) -> Resolution:
    """What to do after the caller's words."""
    offer = tools.offer([{"role": "user", "content": words}], progress=progress)
    prompt = f"{INSTRUCTIONS}\n\n{offer.note}"
    toolset = ExternalToolset[object]([_definition(tool) for tool in offer.responses])
    agent = Agent(model, instructions=prompt, toolsets=[toolset], output_type=[str, DeferredToolRequests])
    try:
        run = await agent.run(offer.messages[-1]["content"])
        result = offer.resolve(_reply(run.output))
        if result.next == "ask_again":
            again, history = result.decision.ask_again, run.all_messages()
            if isinstance(run.output, str):
                run = await agent.run(again, message_history=history)
            else:
                told = run.output.build_results(calls={call.tool_call_id: again for call in run.output.calls})
                run = await agent.run(message_history=history, deferred_tool_results=told)
            result = offer.resolve(_reply(run.output), last=True)
    except UnexpectedModelBehavior:  # the framework has asked again by itself, in vain
        result = offer.resolve(None, last=True)
    return result


def _definition(tool: FunctionToolParam) -> ToolDefinition:
    schema = dict(tool["parameters"] or {})
    return ToolDefinition(name=tool["name"], description=tool.get("description"), parameters_json_schema=schema)


def _reply(output: str | DeferredToolRequests) -> object:
    calls = [] if isinstance(output, str) else output.calls
    return [{"name": call.tool_name, "arguments": call.args} for call in calls] or output


if __name__ == "__main__":
    found = asyncio.run(answer(OpenAIChatModel("gpt-4.1-mini"), "Ich habe meine Karte verloren"))
    print(found.next, found.say, found.transfer, sep="\n")
