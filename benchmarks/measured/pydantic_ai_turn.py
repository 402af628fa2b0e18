# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["pydantic-ai-slim[openai]==2.62.0"]
# ///
"""A turn of Pydantic AI: an output function per destination. In an environment of its own."""

import sys

from openai import AsyncOpenAI
from plain import asked_with
from pydantic_ai import Agent, ToolOutput
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider
from told import work_as_told


def main(url: str, question: str) -> None:
    asked = asked_with(question)
    client = AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    def output(name: str, description: str) -> ToolOutput[str]:
        def chosen(reason: str) -> str:
            assert reason
            return name

        return ToolOutput(chosen, name=name, description=description)

    functions = [each["function"] for each in asked["tools"]]
    agent = Agent(
        OpenAIChatModel("m", provider=OpenAIProvider(openai_client=client)),
        instructions=asked["messages"][0]["content"],
        output_type=[output(each["name"], each["description"]) for each in functions],
    )
    words = asked["messages"][1]["content"]

    async def work() -> None:
        result = await agent.run(words)
        assert result.output == "transfer_to_d0", result.output

    work_as_told(work, client.close)


if __name__ == "__main__":
    main(*sys.argv[1:])
