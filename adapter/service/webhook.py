"""The platform's webhook: an event in, actions out."""

import logging

import pydantic_core
from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from adapter.calls.assistant import Assistant
from adapter.formats.sipgate import Event, SessionStart, UserInputTimeout, UserSpeak, read_event, to_wire
from adapter.routing.actions import plan_sentence
from adapter.service.body import limited_body

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
_OPENAPI = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["type", "session"],
                    "properties": {
                        "type": {"type": "string"},
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
    "responses": {
        "200": {
            "description": "One action, or several in order",
            "content": {
                "application/json": {
                    "schema": {
                        "oneOf": [
                            {"$ref": "#/components/schemas/Action"},
                            {"type": "array", "items": {"$ref": "#/components/schemas/Action"}, "minItems": 2},
                        ]
                    },
                    "examples": {
                        "announce": {"value": _SPEAK},
                        "then transfer": {"value": _TRANSFER},
                    },
                }
            },
        },
        "204": {"description": "Nothing to do; go on listening"},
        "401": {"description": "No or wrong X-API-TOKEN"},
        "413": {"description": "Larger than an event can be"},
        "422": {"description": "Not an event"},
    },
}
ACTION_SCHEMA = {
    "type": "object",
    "required": ["type", "session_id"],
    "properties": {"type": {"type": "string"}, "session_id": {"type": "string"}},
}


@router.post("/webhook", summary="An event of the telephony platform", openapi_extra=_OPENAPI, response_class=Response)
async def webhook(request: Request) -> Response:
    """Answers 200 with actions or 204, never 200 with anything else: the platform then stops listening."""
    event = read_event(await limited_body(request))
    assistant: Assistant = request.app.state.assistant
    try:
        actions = await assistant.handle(event)
    except HTTPException:
        raise
    except Exception:
        # The web edge: a call in progress gets something to hear, whatever broke.
        logger.exception("call %s: %s could not be handled", event.session.id, event.type)
        actions = apology(assistant, event)
    if not actions:
        return Response(status_code=204)
    body = pydantic_core.to_json(actions[0] if len(actions) == 1 else actions)
    return Response(body, media_type="application/json")


def apology(assistant: Assistant, event: Event) -> list[dict[str, object]]:
    """What a caller hears when an event could not be handled; nothing where nobody waits for an answer."""
    if not isinstance(event, SessionStart | UserSpeak | UserInputTimeout):
        return []
    profile = assistant.profile
    now = assistant.now()
    plan = plan_sentence("apology", profile, event.session, now, language=profile.language)
    return [to_wire(action) for action in plan.now]
