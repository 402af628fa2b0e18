"""Fields of model replies, read tolerantly, because compatible servers disagree.

Arguments come as text or as an object, content as text or as a list of parts, lists as null. What is missing is empty.
"""

from collections.abc import Mapping
from typing import Annotated

import pydantic_core
from pydantic import BaseModel, BeforeValidator, ConfigDict

from adapter.tool_calls.reply import Usage
from adapter.tool_calls.reply_size import MAX_EVENTS, MAX_ITEMS, check_items
from adapter.tool_calls.thoughts import is_thought


def text_of(value: object) -> str:
    """Text from text, or from a list of content parts without thoughts; everything else is empty.

    Half a surrogate pair is no text.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        parts = (part.get("text") if isinstance(part, Mapping) else part for part in value if not is_thought(part))
        return "".join(text_of(part) for part in parts if isinstance(part, str))
    return ""


def arguments_of(value: object) -> str:
    """Raw argument text. Some servers send the decoded object instead of its text."""
    if isinstance(value, str):
        return text_of(value)
    return "" if value is None else pydantic_core.to_json(value, fallback=str, inf_nan_mode="null").decode()


def mappings(value: object) -> list[object]:
    """The mappings in a list of tool calls or items. Raises `ModelReplyTooLarge`."""
    return _mappings(value, MAX_ITEMS, "items")


def parts_of(value: object) -> list[object]:
    """The mappings among the parts of a content, of which a stream has one for each token."""
    return _mappings(value, MAX_EVENTS, "parts")


def first_mapping(value: object) -> list[object]:
    """The first choice or candidate alone, the only one that counts."""
    return _mappings(value[:MAX_ITEMS], MAX_ITEMS, "choices")[:1] if isinstance(value, list | tuple) else []


def _mappings(value: object, limit: int, what: str) -> list[object]:
    if not isinstance(value, list | tuple):
        return []
    check_items(value, limit, what)
    return [item for item in value if isinstance(item, Mapping)]


_CALLS = frozenset({"tool_use", "tool_call", "function_call", "function"})


def is_call(part: object) -> bool:
    """Whether a part of a content is a tool call, as in Anthropic's API."""
    return isinstance(part, Mapping) and str(part.get("type")) in _CALLS


def mapping_or_none(value: object) -> object:
    return value if isinstance(value, Mapping) else None


def count_of(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


Text = Annotated[str, BeforeValidator(text_of)]
ArgumentText = Annotated[str, BeforeValidator(arguments_of)]
_Count = Annotated[int, BeforeValidator(count_of)]


class Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _CachedTokens(Lenient):
    cached_tokens: _Count = 0


_CachedOrNone = Annotated[_CachedTokens | None, BeforeValidator(mapping_or_none)]


class _Usage(Lenient):
    prompt_tokens: _Count = 0
    completion_tokens: _Count = 0
    input_tokens: _Count = 0
    output_tokens: _Count = 0
    cache_read_input_tokens: _Count = 0
    prompt_tokens_details: _CachedOrNone = None
    input_tokens_details: _CachedOrNone = None

    def counted(self) -> Usage:
        details = self.prompt_tokens_details or self.input_tokens_details
        return Usage(
            input_tokens=self.prompt_tokens or self.input_tokens,
            output_tokens=self.completion_tokens or self.output_tokens,
            cached_tokens=details.cached_tokens if details else self.cache_read_input_tokens,
        )


UsageOrNone = Annotated[_Usage | None, BeforeValidator(mapping_or_none)]
