# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["openai-agents==0.24.0"]
# ///
"""A turn of openai-agents: a tool per destination, the run ends at the first one. In an environment of its own."""

import sys
from typing import Any

from agents import Agent, FunctionTool, ModelSettings, OpenAIChatCompletionsModel, Runner, set_tracing_disabled
from openai import AsyncOpenAI
from plain import asked_with
from told import work_as_told


def main(url: str, question: str) -> None:
    asked = asked_with(question)
    set_tracing_disabled(True)
    client = AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    def tool(function: dict[str, Any]) -> FunctionTool:
        async def chosen(_: object, __: str) -> str:
            return str(function["name"])

        return FunctionTool(function["name"], function["description"], function["parameters"], chosen)

    agent = Agent[None](
        "receptionist",
        instructions=asked["messages"][0]["content"],
        model=OpenAIChatCompletionsModel("m", client),
        model_settings=ModelSettings(max_tokens=200),
        tools=[tool(each["function"]) for each in asked["tools"]],
        tool_use_behavior="stop_on_first_tool",
    )
    words = asked["messages"][1]["content"]

    async def work() -> None:
        result = await Runner.run(agent, words)
        assert result.final_output == "transfer_to_d0", result.final_output

    work_as_told(work, client.close)


if __name__ == "__main__":
    main(*sys.argv[1:])
