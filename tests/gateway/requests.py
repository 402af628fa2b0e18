"""Requests as voice platforms send them, and answers as model servers do, for the tests of the gateway."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from adapter import Directory
from adapter.gateway.held_stream import AskAgain, HeldStream, Released
from adapter.gateway.substitute import Substituted, gateway_config, substituted
from adapter.transfers.assistant_config import AssistantConfig

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CARDS = "+4921155660001"


def vapi_tool(*numbers: str) -> dict[str, Any]:
    """Vapi's own transfer tool, as its docs show it: the numbers stand in what the model sees."""
    listed = ", ".join(f"{number}. When: somebody asks for it" for number in numbers)
    return function("transferCall", {"destination": {"type": "string", "enum": [*numbers]}}, description=listed)


def elevenlabs_tool(*, client_message: bool = True) -> dict[str, Any]:
    """ElevenLabs' own transfer tool."""
    text = {"type": "string"}
    properties = {"transfer_number": text, "agent_message": text, "reason": text}
    if client_message:
        properties["client_message"] = text
    return function("transfer_to_number", properties, required=[name for name in properties if name != "reason"])


def function(
    name: str, properties: Mapping[str, Any], *, description: str = "", required: Sequence[str] | None = None
) -> dict[str, Any]:
    """A function tool."""
    parameters = {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties) if required is None else list(required),
    }
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


LOOK_UP = function("look_up", {"account": {"type": "string"}}, description="Looks an account up.")


def asked(directory: Directory, *said: str | Mapping[str, Any], **fields: Any) -> Substituted:
    """A request to the gateway of a directory; texts are the caller's words."""
    return substituted(body(*said, **fields), config_of(directory), NOON)


def config_of(directory: Directory) -> AssistantConfig:
    """The configuration behind the gateway, with tools that are made once as in the service."""
    known = _CONFIGS.get(directory.fingerprint)
    if known is None or known.directory is not directory:
        known = _CONFIGS[directory.fingerprint] = gateway_config(AssistantConfig(directory=directory))
    return known


_CONFIGS: dict[str, AssistantConfig] = {}


def body(*said: str | Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": text} if isinstance(text, str) else dict(text) for text in said]
    return {"model": "m", "messages": messages, "stream": True, **fields}


def chunk(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    """A frame of a stream, decoded."""
    return {"id": "c", "model": "up", "choices": [{"index": 0, "delta": dict(delta), "finish_reason": finish}]}


def text_chunks(pieces: Iterable[str], finish: str = "stop") -> Iterator[dict[str, Any]]:
    for piece in pieces:
        yield chunk({"content": piece})
    yield chunk({}, finish)


def call(name: str, arguments: Mapping[str, Any] | str, *, index: int = 0, call_id: str = "call_1") -> dict[str, Any]:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    return {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": text}}


def call_chunks(*calls: Mapping[str, Any], text: str = "", finish: str = "tool_calls") -> Iterator[dict[str, Any]]:
    if text:
        yield chunk({"content": text})
    for one in calls:
        yield chunk({"tool_calls": [one]})
    yield chunk({}, finish)


def relayed(request: Substituted, chunks: Iterable[Mapping[str, Any]]) -> tuple[str, Released | AskAgain]:
    """What leaves at once, and how it ends."""
    held = HeldStream(request)
    said = "".join(held.feed(one) for one in chunks)
    return said, held.finish()


def ended(request: Substituted, chunks: Iterable[Mapping[str, Any]]) -> Released:
    """How an answer ends that needs no further question; the text in it is all that was said."""
    said, end = relayed(request, chunks)
    assert isinstance(end, Released), end
    return Released(text=said + end.text, calls=end.calls, ending=end.ending, decision=end.decision)
