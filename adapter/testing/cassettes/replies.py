"""What is kept of an upstream's answer, what is not, and the answer that a recorded reply becomes again."""

import base64
import json
from typing import Final

from pydantic import JsonValue

from adapter.models.masking import Mask
from adapter.testing.cassettes.format import Event, RecordedReply, json_value
from adapter.testing.cassettes.streams import MEDIA_TYPE, is_whole, masked_events, without_logprobs, without_requester

JSON: Final = "application/json"

KEPT_ERRORS: Final = frozenset((400, 404, 405, 409, 413, 415, 422))
"""Error statuses that tell of the request. All others tell of a bad moment (408, 429, 5xx) or of the key (401, 403),
which must not be replayed for ever."""


def media_type(content_type: str) -> str:
    """The media type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def recorded_reply(status: int, kind: str, content: bytes, after_ms: int, mask: Mask) -> RecordedReply:
    """A reply that came as a whole; `kind` is its media type."""
    fields: dict[str, JsonValue] = {"status": status, "after_ms": after_ms}
    if not content:
        return RecordedReply.model_validate(fields)
    try:
        decoded = json_value(content)
    except ValueError:
        fields |= {"type": kind or "application/octet-stream", **_other(content, mask)}
    else:
        decoded = without_requester(decoded)
        plain = without_logprobs(decoded)
        masked = mask.json(plain)
        # log probabilities hold the same words once more, in pieces
        fields["body"] = masked if masked != plain else mask.json(decoded)  # type: ignore[assignment]  # masked JSON
        if kind != JSON:
            fields["type"] = kind
    return RecordedReply.model_validate(fields)


def recorded_stream(status: int, events: list[Event], after_ms: int, mask: Mask) -> RecordedReply:
    """A reply that came as a stream of events."""
    return RecordedReply(status=status, after_ms=after_ms, events=masked_events(events, mask))


def why_not_kept(reply: RecordedReply) -> str | None:
    """Why a reply is not to be recorded: it tells of a bad moment, or of the key. None for one that is."""
    if reply.status >= 300 and reply.status not in KEPT_ERRORS:
        return f"status {reply.status}"
    if reply.status >= 300:
        return None
    if reply.events is not None:
        if any(_failed(event.data) for event in reply.events):
            return "the stream tells of an error"
        return None if is_whole(reply.events) else "the stream ended before its end"
    if reply.type is not None and reply.type.endswith("json") and reply.body is None:
        return "the body is not JSON, although it is said to be"
    if _failed(reply.body):
        return "the body tells of an error"
    return "the reply has no reason to finish: it was cut off" if _cut_off(reply.body) else None


def content_of(reply: RecordedReply) -> tuple[str, bytes]:
    """The content type and the body of a reply that is no stream."""
    if reply.base64 is not None:
        return reply.type or "application/octet-stream", base64.b64decode(reply.base64)
    if reply.text is not None:
        return f"{reply.type or 'text/plain'}; charset=utf-8", reply.text.encode()
    if "body" not in reply.model_fields_set:
        return reply.type or JSON, b""
    return reply.type or JSON, json.dumps(reply.body, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def stream_headers() -> dict[str, str]:
    """The headers of a stream."""
    return {"content-type": f"{MEDIA_TYPE}; charset=utf-8", "cache-control": "no-cache"}


def _other(content: bytes, mask: Mask) -> dict[str, JsonValue]:
    try:
        return {"text": mask.text(content.decode())}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _failed(value: JsonValue) -> bool:
    """Whether a body or an event with a good status tells of an error, as gateways and both APIs do."""
    if not isinstance(value, dict):
        return False
    if value.get("type") in ("error", "response.failed") or value.get("status") == "failed":
        return True
    return bool(value.get("error")) and not value.get("choices") and not value.get("output")


def _cut_off(value: JsonValue) -> bool:
    """Whether no choice of a chat completion has come to its end."""
    match value:
        case {"object": "chat.completion", "choices": [_, *_] as choices}:
            return all(isinstance(choice, dict) and choice.get("finish_reason") is None for choice in choices)
    return False
