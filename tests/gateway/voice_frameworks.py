# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["livekit-agents==1.8.9", "livekit-plugins-openai==1.8.9", "pipecat-ai[openai]==1.14.0"]
# ///
"""LiveKit Agents and Pipecat as clients of a model server, in an environment of their own (630 MB).

    python -P tests/gateway/voice_frameworks.py < QUESTIONS

Each line of the questions is a JSON object: `framework` (livekit or pipecat), `base_url`, `api_key`, `messages` and
`tools`, as in Chat Completions. For each it writes a line: the pieces of `text`, the `calls` (name, arguments),
`tokens` (prompt, completion) and `error`, as that framework has read them. What it needs is above, locked beside it.

With `example`, one of `examples/`, it runs that in text, and `messages` are the caller's words alone: the line has what
was said, what was dialled, and with `fails` a transfer comes back.
"""

import asyncio
import importlib.util
import json
import os
import sys
from types import ModuleType
from typing import Any

from livekit.agents import AgentSession, APIConnectOptions, APIError, llm
from livekit.plugins import openai as livekit_openai
from loguru import logger
from pipecat.adapters.llm.schemas.tools_schema import AdapterType, ToolsSchema
from pipecat.frames.frames import ErrorFrame, LLMContextFrame, LLMTextFrame, MetricsFrame, TextFrame
from pipecat.metrics.metrics import LLMUsageMetricsData
from pipecat.pipeline.worker import PipelineParams
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.services.llm_service import FunctionCallParams
from pipecat.services.openai.llm import OpenAILLMService
from pipecat.tests.utils import run_test

MODEL = "voice"


async def livekit(asked: dict[str, Any]) -> dict[str, Any]:
    """Without a room and without a retry, which would hide a fault."""
    history = llm.ChatContext.empty()
    for message in asked["messages"]:
        history.add_message(role=message["role"], content=message["content"])
    tools = [llm.function_tool(_unused, raw_schema=tool["function"]) for tool in asked["tools"]]
    read: dict[str, Any] = {"text": [], "calls": [], "tokens": None, "error": None}
    client = livekit_openai.LLM(model=MODEL, base_url=asked["base_url"], api_key=asked["api_key"])
    client.prewarm()
    try:
        async with client.chat(chat_ctx=history, tools=tools, conn_options=APIConnectOptions(max_retry=0)) as stream:
            async for chunk in stream:
                if chunk.delta is not None and chunk.delta.content:
                    read["text"].append(chunk.delta.content)
                for call in chunk.delta.tool_calls if chunk.delta is not None else ():
                    read["calls"].append([call.name, json.loads(call.arguments)])
                if chunk.usage is not None:
                    read["tokens"] = [chunk.usage.prompt_tokens, chunk.usage.completion_tokens]
    except APIError as error:
        read["error"] = getattr(error, "status_code", None) or type(error).__name__
    await client.aclose()
    return read


async def _unused(raw_arguments: dict[str, object]) -> None:
    """Stands for a tool that nobody calls here."""


async def pipecat(asked: dict[str, Any]) -> dict[str, Any]:
    """As a pipeline of the service alone."""
    read: dict[str, Any] = {"text": [], "calls": [], "tokens": None, "error": None}
    system = [message["content"] for message in asked["messages"] if message["role"] == "system"]
    messages = [message for message in asked["messages"] if message["role"] != "system"]
    settings = OpenAILLMService.Settings(model=MODEL, system_instruction="\n".join(system) or None)
    service = OpenAILLMService(base_url=asked["base_url"], api_key=asked["api_key"], settings=settings)

    async def call(params: FunctionCallParams) -> None:
        read["calls"].append([params.function_name, dict(params.arguments)])

    service.register_function(None, call)
    tools = ToolsSchema(standard_tools=[], custom_tools={AdapterType.OPENAI: asked["tools"]})
    context = LLMContext(messages, tools) if asked["tools"] else LLMContext(messages)
    down, up = await run_test(
        service,
        frames_to_send=[LLMContextFrame(context)],
        pipeline_params=PipelineParams(enable_metrics=True, enable_usage_metrics=True),
        start_timeout=30,
    )
    for frame in [*down, *up]:
        if isinstance(frame, LLMTextFrame):
            read["text"].append(frame.text)
        elif isinstance(frame, ErrorFrame):
            read["error"] = getattr(frame.exception, "status_code", None) or type(frame.exception).__name__
        elif isinstance(frame, MetricsFrame):
            for usage in frame.data:
                if isinstance(usage, LLMUsageMetricsData):
                    read["tokens"] = [usage.value.prompt_tokens, usage.value.completion_tokens]
    return read


async def livekit_example(asked: dict[str, Any]) -> dict[str, Any]:
    """A session without a room: the caller's words are text, and what the agent says is not spoken."""
    dialled: list[str] = []

    async def connect(number: str) -> None:
        dialled.append(number)
        if asked["fails"]:
            raise ConnectionError(number)

    said: list[str] = []
    async with AgentSession[None]() as session:
        await session.start(_example(asked).receptionist(connect))
        for words in asked["messages"]:
            result = await session.run(user_input=words)
            said += [
                event.item.text_content or ""
                for event in result.events
                if event.type == "message" and event.item.role == "assistant"
            ]
    return {"said": said, "dialled": dialled}


async def pipecat_example(asked: dict[str, Any]) -> dict[str, Any]:
    """A pipeline of the service alone, with what comes out of it in order."""
    service, context = _example(asked).receptionist(lambda number: TextFrame(text=f"dial {number}"))
    context.add_message({"role": "user", "content": asked["messages"][0]})
    down, _ = await run_test(service, frames_to_send=[LLMContextFrame(context)], start_timeout=30)
    texts = [frame.text for frame in down if isinstance(frame, TextFrame)]
    at = next((at for at, text in enumerate(texts) if text.startswith("dial ")), len(texts))
    return {"said": ["".join(texts[:at])], "dialled": [text.removeprefix("dial ") for text in texts[at:]]}


def _example(asked: dict[str, Any]) -> ModuleType:
    os.environ["GATEWAY_URL"], os.environ["ADAPTER_TOKEN"] = asked["base_url"], asked["api_key"]
    spec = importlib.util.spec_from_file_location("example", asked["example"])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ASKED = {
    (False, "livekit"): livekit,
    (False, "pipecat"): pipecat,
    (True, "livekit"): livekit_example,
    (True, "pipecat"): pipecat_example,
}


async def main() -> None:
    """Answers the questions of stdin, one after the other."""
    logger.remove()
    for line in sys.stdin:
        asked = json.loads(line)
        read = await ASKED["example" in asked, asked["framework"]](asked)
        print(json.dumps(read), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
