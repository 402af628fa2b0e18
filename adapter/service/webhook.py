"""The platform's webhook: an event in, actions out."""

import logging
from typing import Any

import pydantic_core
from fastapi import APIRouter, Request, Response

from adapter.calls.assistant import Assistant
from adapter.platforms.sipgate import Action, Event, SessionStart, UserInputTimeout, UserSpeak, read_event, to_wire
from adapter.service.body import limited_body
from adapter.service.problem import problems
from adapter.transfers.actions import plan_sentence

logger = logging.getLogger(__name__)

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
    event = read_event(await limited_body(request))
    actions = await answer(request.app.state.assistant, event)
    if not actions:
        return Response(status_code=204)
    return Response(encoded(actions), media_type="application/json")


async def answer(assistant: Assistant, event: Event) -> list[dict[str, object]]:
    """The actions for an event. Whatever breaks, a call in progress gets something to hear."""
    try:
        return await assistant.handle(event)
    except Exception:
        # The web edge: nothing above it could tell the caller anything.
        logger.exception("call %s: %s could not be handled", event.session.id, event.type)
        return apology(assistant, event)


def encoded(actions: list[dict[str, object]]) -> bytes:
    """Actions as the platform takes them: one as an object, several as an array."""
    return pydantic_core.to_json(actions[0] if len(actions) == 1 else actions)


def apology(assistant: Assistant, event: Event) -> list[dict[str, object]]:
    """What a caller hears when an event could not be handled; nothing where nobody waits for an answer."""
    if not isinstance(event, SessionStart | UserSpeak | UserInputTimeout):
        return []
    config = assistant.config
    now = assistant.now()
    plan = plan_sentence("apology", config, event.session, now, language=config.language)
    return [to_wire(action) for action in plan.now]
