"""A model's reply: one small form for every API."""

from dataclasses import field
from typing import Literal, TypeAlias

from adapter.frozen import dataclass
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.routing import Routing

Api: TypeAlias = Literal["chat", "responses", "realtime", "anthropic", "gemini"]
"""A model API."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens as the provider counted them."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelReply:
    """What came back: text, tool calls, a refusal, and why the model stopped (the provider's own word)."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    refusal: str = ""
    finish: str = ""
    model: str = ""
    usage: Usage = Usage()
    api: Api = field(default="chat", compare=False)
    """In whose form it came."""
    routing: Routing | None = None
    """What a router has made of the turn, where it was none of a model's."""
