"""What is said: texts per language, and the messages of a tool with the conditions under which each is said."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from adapter.vapi.record import ARRAY, Number, Record, Text, read_by_type, whole

_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yue yo za zh zu
"""

LANGUAGES: frozenset[str] = frozenset(_CODES.split())
"""The 185 codes that a text may name: two letters, or yue; no regions. (Vapi's OpenAPI document, August 2026)"""


def _not_a_boolean(value: object) -> object:
    if value is False:
        raise PydanticCustomError("yaml_no", 'must be text; YAML reads a bare no as false, so write "no" in quotes')
    return value


def _known_language(code: str) -> str:
    if code in LANGUAGES:
        return code
    base = code.replace("_", "-").partition("-")[0].lower()
    if base in LANGUAGES:
        raise PydanticCustomError("language", 'must be a code without a region: write "{base}"', {"base": base})
    raise PydanticCustomError("language", "must be a language code that Vapi knows, such as en, de or yue")


Language: TypeAlias = Annotated[
    str,
    BeforeValidator(_not_a_boolean),
    AfterValidator(_known_language),
    WithJsonSchema({"type": "string", "enum": sorted(LANGUAGES)}),
]
Content: TypeAlias = Annotated[Text, Field(max_length=1000)]


class TextContent(Record):
    """A sentence in one language."""

    type: Literal["text"]
    text: Text
    language: Language


class CustomMessage(Record):
    """A sentence in several languages: `contents`, one text each, overrides `content` (at most 1000 characters).

    (Vapi's OpenAPI document, August 2026, whose prose calls this a ToolMessageStart.)
    """

    type: Literal["custom-message"]
    content: Content | None = None
    contents: tuple[TextContent, ...] = ARRAY


def _read_message(value: object) -> object:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, CustomMessage):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("message", 'must be text in quotes, or an object with type "custom-message"')
    return read_by_type(value, CustomMessage)


Message: TypeAlias = Annotated[str | CustomMessage, BeforeValidator(_read_message)]
"""One sentence, or one per language. The schema bounds only `content`; a page of the docs says 1000 characters."""


class Condition(Record):
    """Compares one argument of the tool call with a value. Texts of at most 1000 characters."""

    operator: Literal["eq", "neq", "gt", "gte", "lt", "lte"]
    param: Content
    value: Content


class _ToolMessage(Record):
    content: Content | None = None
    contents: tuple[TextContent, ...] = ARRAY
    conditions: tuple[Condition, ...] = ARRAY


class ToolMessageStart(_ToolMessage):
    """Said when the tool is called. `blocking`: the tool waits until it has been said."""

    type: Literal["request-start"]
    blocking: bool = False


class _ToolMessageEnd(_ToolMessage):
    role: Literal["assistant", "system"] = "assistant"
    end_call_after_spoken_enabled: bool = False


class ToolMessageComplete(_ToolMessageEnd):
    """Said, or with the role `system` told to the model, when the tool has succeeded."""

    type: Literal["request-complete"]


class ToolMessageFailed(_ToolMessageEnd):
    """Said, or with the role `system` told to the model, when the tool has failed."""

    type: Literal["request-failed"]


class ToolMessageDelayed(_ToolMessage):
    """Said when the tool takes longer than `timing_milliseconds` (100 to 120,000)."""

    type: Literal["request-response-delayed"]
    timing_milliseconds: Annotated[Number, Field(ge=100, le=120_000)] | None = None


def _read_tool_message(value: object) -> object:
    return read_by_type(value, ToolMessageStart, ToolMessageComplete, ToolMessageFailed, ToolMessageDelayed)


ToolMessage: TypeAlias = Annotated[
    ToolMessageStart | ToolMessageComplete | ToolMessageFailed | ToolMessageDelayed,
    Field(discriminator="type"),
    BeforeValidator(_read_tool_message),
]
"""A sentence that belongs to the tool; its `type` says when it is said."""
