"""What ours is compared with: the openai client by itself, and webhooks of a few lines around it.

`question` is a JSON file: the model, messages and tools that a turn of ours asks with. Imports stand in the functions
because all that is imported makes a process and its garbage collections larger.
"""

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from told import tell, work_as_told

KEEP_ALIVE = 75
"""Seconds that a connection may rest, as in `transfer-adapter serve`: other processes are measured meanwhile."""


def asked_with(question: str) -> dict[str, Any]:
    """The request, without what only a stream has."""
    return dict(json.loads(Path(question).read_text()))


def check(call: Any) -> None:
    """The destination that the model has chosen."""
    assert call.name == "transfer_to_d0" or json.loads(call.arguments)["destination"] == "d0", call


def create(url: str, question: str) -> None:
    """`chat.completions.create`."""
    import openai

    asked = asked_with(question)
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def work() -> None:
        completion: Any = await client.chat.completions.create(**asked)
        check(completion.choices[0].message.tool_calls[0].function)

    work_as_told(work, client.close)


def responses(url: str, question: str) -> None:
    """`responses.create`."""
    import openai

    asked = asked_with(question)
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def work() -> None:
        response: Any = await client.responses.create(**asked)
        check(response.output[0])

    work_as_told(work, client.close)


def prepared(url: str, question: str) -> None:
    """aiohttp with bytes that stay the same: what is left when nothing is built, checked or kept."""
    import aiohttp
    import pydantic_core

    body, sessions = Path(question).read_bytes(), list[aiohttp.ClientSession]()
    headers = {"content-type": "application/json", "authorization": "Bearer none"}

    async def work() -> None:
        if not sessions:
            sessions.append(aiohttp.ClientSession())
        async with sessions[0].post(f"{url}/chat/completions", data=body, headers=headers) as response:
            completion = pydantic_core.from_json(await response.read())
        name = completion["choices"][0]["message"]["tool_calls"][0]["function"]["name"]
        assert name == "transfer_to_d0", name

    async def close() -> None:
        for session in sessions:
            await session.close()

    work_as_told(work, close)


def minimal(url: str, question: str) -> None:
    """What somebody would write first: the model's choice becomes an action. Nothing is checked, said or kept."""
    import openai
    from fastapi import FastAPI

    asked = asked_with(question)
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    app = FastAPI()

    @app.post("/webhook")
    async def webhook(event: dict[str, Any]) -> dict[str, object]:
        messages = [asked["messages"][0], {"role": "user", "content": event["text"]}]
        completion: Any = await client.chat.completions.create(**{**asked, "messages": messages})
        return _action(event, completion.choices[0].message.tool_calls[0].function.name)

    serve(app)


def prepared_webhook(url: str, question: str) -> None:
    """The same with tools that are bytes already, over aiohttp: the least that FastAPI and a request take."""
    import aiohttp
    import pydantic_core
    from fastapi import FastAPI

    asked = asked_with(question)
    head, said = json.dumps({key: asked[key] for key in asked if key != "messages"}), asked["messages"][0]
    before = f'{head[:-1]}, "messages": [{json.dumps(said)}, {{"role": "user", "content": '
    headers = {"content-type": "application/json", "authorization": "Bearer none"}
    app, sessions = FastAPI(), list[aiohttp.ClientSession]()

    @app.post("/webhook")
    async def webhook(event: dict[str, Any]) -> dict[str, object]:
        if not sessions:
            sessions.append(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        body = f"{before}{json.dumps(event['text'])}}}]}}".encode()
        async with sessions[0].post(f"{url}/chat/completions", data=body, headers=headers) as response:
            completion = pydantic_core.from_json(await response.read())
        return _action(event, completion["choices"][0]["message"]["tool_calls"][0]["function"]["name"])

    serve(app)


def _action(event: dict[str, Any], tool: str) -> dict[str, object]:
    assert tool == "transfer_to_d0", tool
    text = "I am putting you through to the card department."
    return {"type": "speak", "session_id": event["session"]["id"], "text": text}


def serve(app: Any) -> None:
    """Serves until stdin ends."""
    import threading

    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_keep_alive=KEEP_ALIVE)
    server = uvicorn.Server(config)

    def listen() -> None:
        tell(listener.getsockname()[1])
        for _ in sys.stdin:
            tell(None)
        server.should_exit = True

    threading.Thread(target=listen).start()
    server.run(sockets=[listener])


if __name__ == "__main__":
    workloads: dict[str, Callable[..., None]] = {
        each.__name__: each for each in (create, responses, prepared, minimal, prepared_webhook)
    }
    workloads[sys.argv[1]](*sys.argv[2:])
