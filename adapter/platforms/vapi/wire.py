"""What the platform sends: its server messages, read tolerantly.

A field that cannot be read costs the caller an answer, so only the message's `type` and the id of its call are
essential. Any other field that is missing or of a wrong type takes its default, and unknown fields are dropped.
(Vapi's OpenAPI document, August 2026: ServerMessage; the three forms of a tool call stand on different pages.)
"""

import json
from typing import Annotated, Any, TypeAlias

import pydantic_core
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.alias_generators import to_camel

from adapter.errors import EventError

MAX_NAME = 256
"""Characters of a number, a tool's name or a call's id, which is a UUID: the bound keeps a stray message from becoming
a store's key."""
MAX_CALLS = 64
"""Tool calls of one message that are looked at; a model calls one, rarely two."""
MAX_MESSAGES = 200
"""The latest messages of a conversation that are looked at."""
MAX_TEXT = 4_000
"""Characters of one message that are looked at. A minute of speech has a thousand."""
_TOO_LONG_FOR_A_URL = 2_000


def mended(text: str) -> str:
    """The text with U+FFFD for half a surrogate pair, which nothing behind us could store or send."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _name(value: object) -> object:
    text = mended(value).strip() if isinstance(value, str) else ""
    return text if 0 < len(text) <= MAX_NAME else None


def _text(value: object) -> object:
    return mended(value) if isinstance(value, str) else ""


def _address(value: object) -> object:
    return value if isinstance(value, str) and len(value) <= _TOO_LONG_FOR_A_URL else None


def _objects(value: object) -> object:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _arguments(value: object) -> object:
    """The raw text of arguments; some pages show the decoded object. What no text can be made of is none."""
    if value is None or isinstance(value, str):
        return mended(value or "")
    try:
        return json.dumps(value)  # it escapes half a surrogate pair
    except (ValueError, RecursionError):
        return ""


def _none_if_unfit(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError:
        return None


_NONE_IF_UNFIT = WrapValidator(_none_if_unfit)
Name: TypeAlias = Annotated[str | None, BeforeValidator(_name)]
"""A number, an id or a word; None for anything else, for a blank one, and for one that is longer than any."""
Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
"""A text, "" for anything else."""
Objects: TypeAlias = Annotated[list[dict[str, Any]], BeforeValidator(_objects)]
"""The objects in an array; nothing for what is none."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, alias_generator=to_camel)


class Number(_Part):
    """A party of the call: the customer, or the number of the assistant."""

    number: Name = None


class Monitor(_Part):
    """Where a running call is told what to do. The address is a secret: whoever knows it commands the call."""

    control_url: Annotated[str | None, BeforeValidator(_address)] = Field(None, repr=False)


_Number: TypeAlias = Annotated[Number | None, _NONE_IF_UNFIT]


class WireCall(_Part):
    """The call of a message, or the chat that it belongs to."""

    id: Name = None
    type: Name = None
    customer: _Number = None
    phone_number: _Number = None
    monitor: Annotated[Monitor | None, _NONE_IF_UNFIT] = None


class Function(_Part):
    """What a tool call names."""

    name: Name = None
    arguments: Annotated[str, BeforeValidator(_arguments)] = ""


class WireToolCall(_Part):
    """A tool call, in any of the three forms: with `function`, whose arguments are a text or an object, or flat, with
    `parameters`."""

    id: Text = ""
    name: Name = None
    parameters: Annotated[str, BeforeValidator(_arguments)] = ""
    function: Annotated[Function | None, _NONE_IF_UNFIT] = None


class Artifact(_Part):
    """What was said, in the platform's form and in OpenAI's, and what came of warm transfers."""

    messages: Objects = []
    open_ai_messages: Objects = Field(default=[], alias="messagesOpenAIFormatted")
    transfers: Objects = []


_Call: TypeAlias = Annotated[WireCall | None, _NONE_IF_UNFIT]


class Message(_Part):
    """One server message."""

    type: Name = None
    call: _Call = None
    chat: _Call = None
    customer: _Number = None
    phone_number: _Number = None
    artifact: Annotated[Artifact | None, _NONE_IF_UNFIT] = None
    tool_call_list: Objects = []
    tool_with_tool_call_list: Objects = []
    status: Name = None
    ended_reason: Name = None

    @property
    def call_id(self) -> str | None:
        """The id by which the call is known; in a chat, which cannot be transferred, that of the chat."""
        for known in (self.call, self.chat):
            if known is not None and known.id is not None:
                return known.id
        return None

    @property
    def control_url(self) -> str | None:
        """Where the call is told what to do, None where the platform does not say."""
        monitor = self.call.monitor if self.call is not None else None
        return None if monitor is None else monitor.control_url


def read_message(body: bytes) -> Message:
    """The message in a request's body.

    Raises `EventError`, and nothing else, for what is not JSON, or no message of a call.
    """
    message = decoded(body)
    if message.type is None:
        raise EventError("no message of Vapi: `message.type` is missing or no text")
    if message.call_id is None:
        raise EventError("no message of Vapi: `message.call.id` is missing or no text")
    return message


def decoded(body: bytes) -> Message:
    """The same without asking for a type and a call."""
    try:
        data = pydantic_core.from_json(body)
    except ValueError:
        try:
            data = json.loads(body)  # it takes half a surrogate pair, which is mended
        except (ValueError, RecursionError):
            raise EventError("no message of Vapi: the body is not JSON") from None
    inner = data.get("message") if isinstance(data, dict) else None
    if not isinstance(inner, dict):
        raise EventError("no message of Vapi: it must be an object with the object `message` in it")
    try:
        return Message.model_validate(inner)
    except ValidationError:
        raise EventError("no message of Vapi: `message` cannot be read") from None
