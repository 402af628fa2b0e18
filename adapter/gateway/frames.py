"""What the gateway answers with: frames of a stream that every reader takes, or one whole body.

The rules and their reasons are those of clients in the field: `choices` always an array, one id for the whole stream, a
finish reason in a frame of its own, each call whole in one frame and without content beside it, nothing after the call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pydantic_core

from adapter.tool_calls.conversation import ToolCall

SIGN_OF_LIFE: Final = b": keep-alive\n\n"
"""A comment: clients give up after 5 to 20 s without a byte."""
DONE: Final = b"data: [DONE]\n\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is the same in all frames of an answer. `created`: seconds since the epoch."""

    id: str
    created: int
    model: str

    def text(self, content: str, *, first: bool) -> bytes:
        """A piece of text."""
        return self._choice({"role": "assistant", "content": content} if first else {"content": content}, None)

    def calls(self, calls: Sequence[ToolCall], *, first: bool) -> bytes:
        """Each call in a frame of its own."""
        ids = _unique([call.id for call in calls])
        return b"".join(
            self._choice(
                {
                    **({"role": "assistant"} if first and index == 0 else {}),
                    "tool_calls": [{"index": index, **_call(call, ids[index])}],
                },
                None,
            )
            for index, call in enumerate(calls)
        )

    def end(self, ending: str, usage: Mapping[str, object] | None) -> bytes:
        """Why the answer ends, what it has cost where that is wanted, and the end of the stream."""
        told = b"" if usage is None else self._frame([], usage)
        return self._choice({}, ending) + told + DONE

    def whole(self, content: str, calls: Sequence[ToolCall], ending: str, usage: Mapping[str, object] | None) -> bytes:
        """The answer as one body."""
        ids = _unique([call.id for call in calls])
        message: dict[str, object] = {
            "role": "assistant",
            "content": content if content or not calls else None,
            "refusal": None,
        }
        if calls:
            message["tool_calls"] = [_call(call, ids[index]) for index, call in enumerate(calls)]
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": ending}
        body: dict[str, object] = {
            "id": self.id,
            "object": "chat.completion",
            "created": self.created,
            "model": self.model,
            "choices": [choice],
        }
        if usage is not None:
            body["usage"] = usage
        return pydantic_core.to_json(body)

    def _choice(self, delta: Mapping[str, object], ending: str | None) -> bytes:
        return self._frame([{"index": 0, "delta": delta, "finish_reason": ending}])

    def _frame(self, choices: Sequence[Mapping[str, object]], usage: Mapping[str, object] | None = None) -> bytes:
        frame: dict[str, object] = {
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "choices": choices,
        }
        if usage is not None:
            frame["usage"] = usage
        return b"data: " + pydantic_core.to_json(frame) + b"\n\n"


def _call(call: ToolCall, call_id: str) -> dict[str, object]:
    return {
        "id": call_id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments if call.arguments.strip() else "{}"},
    }


def _unique(ids: Sequence[str]) -> list[str]:
    """The ids as they are, those that are missing or repeated by their place."""
    seen: set[str] = set()
    unique: list[str] = []
    for place, call_id in enumerate(ids):
        chosen = call_id if call_id and call_id not in seen else f"call_{place}"
        while chosen in seen:
            chosen += "_"
        seen.add(chosen)
        unique.append(chosen)
    return unique
