"""One measured process of `quick.py`: works as it is told on stdin, and tells what CPU time that has taken.

Uses the package's public names only, so that this one file measures any checkout of it. The lines it takes are
`collect` (the garbage), `cpu` (seconds of user and system time so far) and a number: so many turns or calls. Each is
answered with one line of JSON. A process that serves tells its port first and takes no numbers: a `caller` process
asks it over HTTP. Imports stand in the functions because all that is imported makes a process and its garbage
collections larger.
"""

import asyncio
import gc
import http.client
import json
import resource
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

WORDS = "Ich habe meine Karte verloren"
SCENARIO = "rules: [{reply: {call: cards, language: de}}]"
LINE = "+493023125000"
KEEP_ALIVE = 75
"""Seconds that a connection may rest, as in `transfer-adapter serve`: other processes are measured meanwhile."""

Work = Callable[[], Awaitable[object]]


def mock() -> None:
    """The model server that all the others ask. Not measured."""
    from adapter.testing import running_mock
    from adapter.testing.scenario import parse_scenario

    with running_mock(parse_scenario(SCENARIO)) as server:
        tell(server.base_url)
        sys.stdin.read()


def create(url: str, question: str) -> None:
    """The openai client by itself, with the model, messages and tools in the JSON file `question`."""
    import openai

    asked = json.loads(Path(question).read_text())
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def work() -> None:
        completion: Any = await client.chat.completions.create(**asked)
        assert completion.choices[0].message.tool_calls[0].function.name == "transfer_to_cards"

    work_as_told(work, client.close)


def minimal(url: str, question: str) -> None:
    """What somebody would write first: the model's choice becomes an action. Nothing is checked, said or kept."""
    import openai
    from fastapi import FastAPI

    asked = json.loads(Path(question).read_text())
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    app = FastAPI()

    @app.post("/webhook")
    async def webhook(event: dict[str, Any]) -> dict[str, object]:
        messages = [asked["messages"][0], {"role": "user", "content": event["text"]}]
        completion: Any = await client.chat.completions.create(**{**asked, "messages": messages})
        key = completion.choices[0].message.tool_calls[0].function.name.removeprefix("transfer_to_")
        return {"type": "speak", "session_id": event["session"]["id"], "text": f"I am putting you through to {key}."}

    serve(app)


def turn(url: str, directory: str) -> None:
    """A caller speaks in a new call; the model is asked over HTTP, and the announcement is the answer."""
    from adapter import Assistant, Directory, OpenAIModel

    assistant = Assistant(Directory.load(directory), OpenAIModel("m", base_url=url))

    async def work() -> None:
        (action,) = await assistant.handle({"type": "user_speak", "session": new_session(), "text": WORDS})
        assert action["type"] == "speak"

    work_as_told(work, assistant.aclose)


def call(directory: str) -> None:
    """A whole call without HTTP: it begins, the caller speaks, the announcement ends, the call is transferred."""
    from adapter import Assistant, Directory, OfflineModel

    assistant = Assistant(Directory.load(directory), OfflineModel())

    async def work() -> None:
        session = new_session()
        await assistant.handle({"type": "session_start", "session": session})
        await assistant.handle({"type": "user_speak", "session": session, "text": WORDS})
        (action,) = await assistant.handle({"type": "assistant_speech_ended", "session": session})
        assert action["type"] == "transfer"

    work_as_told(work, assistant.aclose)


def webhook(url: str, directory: str, store: str) -> None:
    """The service as settings make it, logging aside."""
    import os

    from adapter.service.app import create_app
    from adapter.wiring import build, read_settings

    os.environ["OPENAI_BASE_URL"] = url
    serve(create_app(build(read_settings(directory=directory, model="m", store=store)), token=None))


def caller(port: str) -> None:
    """Posts a caller's words to a webhook, each in a new call, over one connection."""
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = "POST /webhook HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"

    async def work() -> None:
        body = json.dumps({"type": "user_speak", "session": new_session(), "text": WORDS}).encode()
        # head and body at once: http.client sends two segments, and whether a server reads them at once is chance
        connection.sendall(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        response = http.client.HTTPResponse(connection, method="POST")
        response.begin()
        answered = response.read()
        assert response.status == 200, answered
        assert json.loads(answered)["type"] == "speak"

    async def close() -> None:
        connection.close()

    work_as_told(work, close)


_numbers = count()


def new_session() -> dict[str, object]:
    return {
        "id": f"call-{next(_numbers)}",
        "account_id": "benchmark",
        "phone_number": LINE,
        "direction": "inbound",
        "from_phone_number": "+4915112345678",
        "to_phone_number": LINE,
    }


def work_as_told(work: Work, close: Work) -> None:
    """Answers a number with the milliseconds that each piece of work took, one after the other."""

    async def several(number: int) -> list[float]:
        taken = []
        for _ in range(number):
            began = time.perf_counter()
            await work()
            taken.append((time.perf_counter() - began) * 1000)
        return taken

    async def closed() -> None:
        await close()

    with asyncio.Runner() as runner:
        tell(None)
        for line in sys.stdin:
            tell(runner.run(several(int(line))) if line.strip().isdigit() else answer(line))
        runner.run(closed())


def serve(app: Any) -> None:
    """Serves until stdin ends."""
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_keep_alive=KEEP_ALIVE)
    server = uvicorn.Server(config)

    def listen() -> None:
        tell(listener.getsockname()[1])
        for line in sys.stdin:
            tell(answer(line))
        server.should_exit = True

    threading.Thread(target=listen).start()
    server.run(sockets=[listener])


def answer(line: str) -> object:
    if line.strip() == "collect":
        gc.collect()
        return None
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def tell(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    workloads: dict[str, Callable[..., None]] = {
        each.__name__: each for each in (mock, create, minimal, turn, call, webhook, caller)
    }
    workloads[sys.argv[1]](*sys.argv[2:])
