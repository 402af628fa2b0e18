"""What the API page says of the gateway's routes."""

from typing import Any, Final

_ERROR: Final = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {
                        "type": "object",
                        "required": ["message", "type", "code"],
                        "properties": {
                            "message": {"type": "string"},
                            "type": {"type": "string"},
                            "code": {"type": ["string", "null"]},
                        },
                    }
                },
            }
        }
    }
}


def errors(**titles: str) -> dict[int | str, dict[str, Any]]:
    """Error responses of a route for the API page: `errors(s401="No or wrong token")`."""
    return {int(name.removeprefix("s")): {"description": title, **_ERROR} for name, title in titles.items()}


_REQUEST: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["messages"],
                    "properties": {
                        "model": {"type": "string"},
                        "messages": {
                            "type": "array",
                            "minItems": 1,
                            "items": {
                                "type": "object",
                                "required": ["role"],
                                "properties": {"role": {"type": "string"}, "content": {}},
                            },
                        },
                        "tools": {"type": "array", "items": {"type": "object"}},
                        "stream": {"type": "boolean"},
                    },
                },
                "examples": {
                    "a platform's own transfer tool": {
                        "value": {
                            "model": "gpt-4.1-mini",
                            "stream": True,
                            "messages": [{"role": "user", "content": "Ich habe meine Karte verloren"}],
                            "tools": [
                                {
                                    "type": "function",
                                    "function": {
                                        "name": "transferCall",
                                        "parameters": {
                                            "type": "object",
                                            "properties": {
                                                "destination": {"type": "string", "enum": ["+4921155660001"]}
                                            },
                                            "required": ["destination"],
                                        },
                                    },
                                }
                            ],
                        }
                    }
                },
            }
        },
    },
}
_ANSWERED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Frames of a stream, or one body",
        "content": {"text/event-stream": {}, "application/json": {}},
    }
}
FAILED: Final = errors(
    s400="No request, or one that the model server refuses",
    s401="No or wrong token",
    s413="Larger than two megabytes",
    s429="The model server is overloaded",
    s502="The model server could not be asked",
    s504="The model server was too slow",
)
OPERATION: Final = {
    "summary": "Chat Completions for a voice platform",
    "description": "Text passes at once; a transfer is held, judged, and leaves as the platform's own call.",
    "operationId": "chat_completions",
    **_REQUEST,
    "responses": {str(status): told for status, told in (_ANSWERED | FAILED).items()},
}
"""`POST /v1/chat/completions`."""
