"""Vapi's server URL: its messages in, their answers out, and commands to the call in between."""

import logging
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from adapter.assistant import Assistant
from adapter.errors import EventError, SignatureError
from adapter.service.access import from_this_machine
from adapter.service.body import body_of
from adapter.service.delivery import Delivered
from adapter.service.direct_routes import AnsweredBy
from adapter.service.posts import Posts
from adapter.service.problem import problems
from adapter.service.webhook import platform_request
from adapter.telemetry import Sparing

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

PLATFORM: Final = "vapi"
MAX_BYTES: Final = 2 * 1024 * 1024
"""Of a message: it carries the whole conversation twice, the assistant, and at the end of a call its transcript."""

router = APIRouter(tags=["vapi"])

_CALL: Final = {
    "id": "0195c2a8-7b8e-7000-8000-1b2c3d4e5f60",
    "monitor": {"controlUrl": "https://….vapi.ai/…/control"},
}
_TOOL_CALL: Final = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "transfer_to_cards", "arguments": '{"reason": "lost card"}'},
}
_REQUEST: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["message"],
                    "properties": {
                        "message": {
                            "type": "object",
                            "required": ["type", "call"],
                            "properties": {
                                "type": {"type": "string", "minLength": 1},
                                "call": {
                                    "type": "object",
                                    "required": ["id"],
                                    "properties": {"id": {"type": "string", "minLength": 1, "maxLength": 256}},
                                },
                            },
                        }
                    },
                },
                "examples": {
                    "the model calls a tool": {
                        "value": {"message": {"type": "tool-calls", "call": _CALL, "toolCallList": [_TOOL_CALL]}}
                    },
                    "the call has ended": {
                        "value": {"message": {"type": "status-update", "status": "ended", "call": _CALL}}
                    },
                },
            }
        },
    },
}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "A result for each tool call, a destination, an error that the model is told, or nothing",
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "example": {
                    "results": [
                        {
                            "name": "transfer_to_cards",
                            "toolCallId": "call_1",
                            "result": "The caller is being connected.",
                        }
                    ]
                },
            }
        },
    },
    **problems(
        s401="No or wrong secret",
        s403="Bad signature, or old timestamp",
        s404="Vapi is not served here: without a secret to this machine alone",
        s408="Too slow to be a message of a live call",
        s413="Larger than a message can be",
        s422="No message of Vapi",
    ),
}


@router.post(
    "/vapi",
    summary="A server message of Vapi",
    openapi_extra=_REQUEST,
    responses=_RESPONSES,
    response_class=Response,
    max_body_size=MAX_BYTES,
)
async def vapi(request: Request) -> Response:
    """Answers 200 whatever was decided: any other status is passed over, and the model goes on without a result.

    What is posted to the call's control URL is posted first. Where it is not taken, the answer tells the model so.
    """
    assistant: Assistant = request.app.state.platforms[PLATFORM]
    if not assistant.platform.verifies and not from_this_machine(request.scope):
        logger.warning("a message for Vapi's route was refused: set ADAPTER_VAPI_SECRET to take them over a network")
        raise HTTPException(404)
    posts: Posts = request.app.state.posts
    message = platform_request(request, await body_of(request.receive))
    try:
        given = await assistant.answer(message, confirm=True)
    except (SignatureError, EventError) as error:
        logger.warning("a message for Vapi's route was refused: %s", error)
        raise
    if given.posts:
        given = await assistant.posted(message, given, await posts.send(given.posts))
    return Delivered(given, assistant)


DIRECT: Final = {"/vapi": AnsweredBy(vapi, max_body_size=MAX_BYTES)}
