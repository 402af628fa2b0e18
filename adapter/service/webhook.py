"""The platform's webhook: an event in, actions out."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from starlette.requests import HTTPConnection

from adapter.assistant import Assistant
from adapter.calls.platform import PlatformRequest
from adapter.platforms.sipgate.actions import Action
from adapter.service.body import body_of
from adapter.service.delivery import Delivered
from adapter.service.direct_routes import AnsweredBy
from adapter.service.problem import problems

router = APIRouter(tags=["webhook"])

_SESSION = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "account_id": "account",
    "phone_number": "+4921155660000",
    "direction": "inbound",
    "from_phone_number": "+4915112345678",
    "to_phone_number": "+4921155660000",
}
_SPEAK = {
    "type": "speak",
    "session_id": _SESSION["id"],
    "text": "Ich verbinde Sie mit dem Kartenservice.",
    "barge_in": {"strategy": "none"},
    "user_input_timeout_seconds": 2,
}
_TRANSFER = {
    "type": "transfer",
    "session_id": _SESSION["id"],
    "target_phone_number": "+4921155660001",
    "caller_id_name": "Card services",
    "caller_id_number": "+4915112345678",
}
_REQUEST = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["type", "session"],
                    "properties": {
                        "type": {"type": "string", "minLength": 1},
                        "session": {
                            "type": "object",
                            "required": ["id"],
                            "properties": {"id": {"type": "string", "minLength": 1, "maxLength": 256}},
                        },
                    },
                },
                "examples": {
                    "a call begins": {"value": {"type": "session_start", "session": _SESSION}},
                    "the caller speaks": {
                        "value": {"type": "user_speak", "session": _SESSION, "text": "Ich habe meine Karte verloren"}
                    },
                    "our speech has ended": {"value": {"type": "assistant_speech_ended", "session": _SESSION}},
                },
            }
        },
    },
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One action, or several in order",
        "model": Action | list[Action],
        "content": {
            "application/json": {
                "examples": {"announce": {"value": _SPEAK}, "then transfer": {"value": _TRANSFER}},
            }
        },
    },
    204: {"description": "Nothing to do; go on listening"},
    **problems(
        s401="No or wrong X-API-TOKEN",
        s408="Too slow to be an event of a live call",
        s413="Larger than an event can be",
        s422="Not an event",
    ),
}


@router.post(
    "/webhook",
    summary="An event of the telephony platform",
    openapi_extra=_REQUEST,
    responses=_RESPONSES,
    response_class=Response,
)
async def webhook(request: Request) -> Response:
    """Answers 200 with actions or 204, never 200 with anything else: the platform then stops listening."""
    assistant: Assistant = request.app.state.assistant
    given = await assistant.answer(platform_request(request, await body_of(request.receive)), confirm=True)
    return Delivered(given, assistant)


DIRECT: Final = {"/webhook": AnsweredBy(webhook)}


def platform_request(connection: HTTPConnection, body: bytes) -> PlatformRequest:
    """A message as a platform reads it."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in connection.scope["headers"]}
    url = connection.url
    return PlatformRequest(body=body, endpoint=url.path, url=str(url), headers=headers)
