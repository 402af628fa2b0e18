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

MAPPINGS = (dict, Mapping)
"""What `isinstance` takes for a mapping. JSON decodes to `dict`, for which the abstract class takes ten times as long.
"""
_LISTS = (list, tuple)


def text_of(value: object) -> str:
    """Text from text, or from a list of content parts without thoughts; everything else is empty.

    Half a surrogate pair is no text.
    """
    if isinstance(value, str):
        plain = type(value) is str and value.isascii()  # an enum of a vendor's package is a text, too
        return value if plain else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        parts = (part.get("text") if isinstance(part, MAPPINGS) else part for part in value if not is_thought(part))
        return "".join(text_of(part) for part in parts if isinstance(part, str))
    return ""


def arguments_of(value: object) -> str:
    """Raw argument text. Some servers send the decoded object instead of its text."""
    if isinstance(value, str):
        return text_of(value)
    return "" if value is None else pydantic_core.to_json(value, fallback=str, inf_nan_mode="null").decode()


def mappings(value: object) -> list[Mapping[str, object]]:
    """The mappings in a list of tool calls or items. Raises `ModelReplyTooLarge`."""
    return _mappings(value, MAX_ITEMS, "items")


def parts_of(value: object) -> list[Mapping[str, object]]:
    """The mappings among the parts of a content, of which a stream has one for each token."""
    return _mappings(value, MAX_EVENTS, "parts")


def first_mapping(value: object) -> list[Mapping[str, object]]:
    """The first choice or candidate alone, the only one that counts."""
    if isinstance(value, _LISTS):
        for item in value[:MAX_ITEMS]:
            if isinstance(item, MAPPINGS):
                return [item]
    return []


def _mappings(value: object, limit: int, what: str) -> list[Mapping[str, object]]:
    if not isinstance(value, _LISTS):
        return []
    check_items(value, limit, what)
    return [item for item in value if isinstance(item, MAPPINGS)]


_CALLS = frozenset({"tool_use", "tool_call", "function_call", "function"})


def is_call(part: object) -> bool:
    """Whether a part of a content is a tool call, as in Anthropic's API."""
    return isinstance(part, MAPPINGS) and str(part.get("type")) in _CALLS


def mapping_or_none(value: object) -> Mapping[str, object] | None:
    # the abstract class takes as long to tell that None is none as all else that is done about a field
    return value if value is not None and isinstance(value, MAPPINGS) else None


def mapping_of(value: object) -> Mapping[str, object]:
    """The mapping, an empty one for whatever else it is."""
    return value if isinstance(value, MAPPINGS) else _NOTHING


_NOTHING: Mapping[str, object] = {}


def count_of(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def usage_of(value: object) -> Usage:
    """The tokens that were counted, under the names of Chat Completions, Responses and Anthropic's API."""
    counted = mapping_of(value)
    if not counted:
        return Usage()
    details = mapping_or_none(counted.get("prompt_tokens_details"))
    if details is None:
        details = mapping_or_none(counted.get("input_tokens_details"))
    cached = counted.get("cache_read_input_tokens") if details is None else details.get("cached_tokens")
    return Usage(
        input_tokens=count_of(counted.get("prompt_tokens")) or count_of(counted.get("input_tokens")),
        output_tokens=count_of(counted.get("completion_tokens")) or count_of(counted.get("output_tokens")),
        cached_tokens=count_of(cached),
    )


Text = Annotated[str, BeforeValidator(text_of)]
ArgumentText = Annotated[str, BeforeValidator(arguments_of)]


class Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
