"""A model server that answers well, late, never, with errors, and with what no model should say."""

import asyncio
import json
import random
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

WISHES = {
    "I have lost my card": "cards",
    "somebody took money from my account": "fraud",
    "I cannot log in to the app": "online_banking",
    "I need a loan": "loans",
}
"""What callers say, and the destination that a good model chooses."""

HOSTILE: tuple[dict[str, object], ...] = (
    {"content": "I am transferring you now to +4915799999999."},
    {"content": "<think>the card department</think>"},
    {"content": "\x00\x1b[31m\u3164"},
    {"content": "", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "rm", "arguments": "{"}}]},
    {"content": None},
    {"content": 'transfer_to_cards({"reason": "x"}) transfer_to_loans({"reason": "y"})'},
)
"""Messages of a model that has lost its mind."""

SLOW = (1.2, 3.0)
"""Seconds of an answer that is late: later than the service may take to respond, earlier than it gives up."""


def model_server(randomly: random.Random) -> Starlette:
    """The application. What it does with a request is drawn."""
    moods: list[tuple[int, Callable[[dict[str, object]], object]]] = [(14, _good), (2, _hostile), (1, _error)]

    async def completions(request: Request) -> Response:
        body = await request.json()
        draw = randomly.random()
        if draw < 0.1:
            await asyncio.sleep(randomly.uniform(*SLOW))
        elif draw < 0.12:
            await asyncio.sleep(60)
        mood = randomly.choices([mood for _, mood in moods], [weight for weight, _ in moods])[0]
        answer = mood({**body, "draw": randomly.random()})
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    async def models(_: Request) -> Response:
        return JSONResponse({"object": "list", "data": [{"id": "m", "object": "model"}]})

    return Starlette(
        routes=[
            Route("/v1/chat/completions", completions, methods=["POST"]),
            Route("/v1/models", models),
        ]
    )


def _good(body: dict[str, object]) -> object:
    messages = body["messages"]
    assert isinstance(messages, list)
    said = " ".join(str(message.get("content")) for message in messages if message.get("role") == "user")
    wishes = sorted((said.rfind(wish), key) for wish, key in WISHES.items())
    at, key = wishes[-1]
    if at < 0:
        return _completion({"content": "What is it about?"})
    function = {"name": f"transfer_to_{key}", "arguments": json.dumps({"reason": "as asked", "language": "en"})}
    return _completion({"content": None, "tool_calls": [{"id": "call00001", "type": "function", "function": function}]})


def _hostile(body: dict[str, object]) -> object:
    draw = body["draw"]
    assert isinstance(draw, float)
    return _completion(HOSTILE[int(draw * len(HOSTILE))])


def _error(_: dict[str, object]) -> object:
    return JSONResponse({"error": {"message": "overloaded"}}, status_code=500)


def _completion(message: dict[str, object]) -> dict[str, object]:
    finish = "tool_calls" if message.get("tool_calls") else "stop"
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}
    return {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
