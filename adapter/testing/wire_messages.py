"""What an answer says to a platform, message by message, decoded for people."""

from typing import TypeAlias

import pydantic_core

from adapter.calls.platform import PlatformAnswer

Wire: TypeAlias = dict[str, object]


def wire_messages(answer: PlatformAnswer) -> list[Wire]:
    """What an answer holds, in order, behind what was posted before it; a document as its text."""
    posted: list[Wire] = [pydantic_core.from_json(post.body) for post in answer.posts]
    if answer.media_type is not None and answer.media_type.endswith("xml"):
        return [*posted, {"document": answer.body.decode()}]
    wire = pydantic_core.from_json(answer.body) if answer.body else []
    return [*posted, *(message for message in (wire if isinstance(wire, list) else [wire]) if message)]
