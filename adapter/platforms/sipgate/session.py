"""One call as the platform names it, and how tolerantly what the platform sends is read."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, PlainValidator, StringConstraints
from pydantic_core import CoreSchema, core_schema

from adapter.calls.events import MAX_UTTERANCE

MAX_SESSION_ID = 256
"""Characters. The docs show UUIDs (36) and promise none; the bound keeps a stray body from becoming a store's key."""
MAX_NAME = 256
"""Characters of a number or an account. E.164 has 16 with its plus; a SIP address in its place has rarely 100."""


def _mended(text: str) -> str:
    """JavaScript writes a text that was cut inside an emoji with half a surrogate pair, which nothing behind us could
    store or send: U+FFFD takes its place."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _text(sent: object) -> str:
    """A text as far as it is looked at: what stands behind would only take room in stores and logs."""
    if not isinstance(sent, str):
        return ""
    return _mended(sent.strip()[:MAX_UTTERANCE] if len(sent) > MAX_UTTERANCE else sent)


def _optional_text(sent: object) -> str | None:
    text = _text(sent)
    return text if text.strip() else None


def _name(sent: object) -> str | None:
    if not isinstance(sent, str) or len(sent) > MAX_NAME or not sent.strip():
        return None
    return sent if sent.isascii() else _mended(sent)


@dataclass(frozen=True)
class Unfit:
    """Reads whatever is not of the field's type as `otherwise`: one odd field must not cost the caller an answer."""

    otherwise: object

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=self.otherwise, on_error="default")


NONE_IF_UNFIT = Unfit(None)

# Whole functions of ours rather than validators around pydantic's: an event has six of these fields.
SentText: TypeAlias = Annotated[str, PlainValidator(_text, json_schema_input_type=str)]
"""Text from the platform, 4,000 characters at most; "" for anything else."""

SentOptionalText: TypeAlias = Annotated[str | None, PlainValidator(_optional_text, json_schema_input_type=str | None)]
"""Text from the platform, 4,000 characters at most; None for anything else, and for a blank one."""

SentName: TypeAlias = Annotated[str | None, PlainValidator(_name, json_schema_input_type=str | None)]
"""A telephone number or an account; None for anything else, for a blank one, and for one that is longer than any."""

SentFlag: TypeAlias = Annotated[bool, Unfit(False)]
"""Exactly `true` from the platform; False for anything else."""

SentNumber: TypeAlias = Annotated[float | None, Field(ge=0, allow_inf_nan=False), NONE_IF_UNFIT]
"""A finite number from the platform, zero or more; None for anything else."""

WireText: TypeAlias = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
"""Text that we send: never blank. pydantic refuses half a surrogate pair in a text that has constraints."""

SessionId: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SESSION_ID)]
"""Opaque. The docs call it a UUID; it is only ever handed back, so nothing is read into it."""


class Session(BaseModel):
    """The `session` object of an event. Only `id` is essential; any other that is odd, empty or missing is None.

    `phone_number` is the flow's own line, `from_phone_number` who called, `to_phone_number` who was called. They are
    kept as sent: the event pages show a leading plus, and a withheld caller comes as an empty text. Only the
    session_start page lists all fields. Other pages leave out the two sides, the event-flow examples everything but
    `id`, and the outbound example the account. Nothing names a language or a caller's name. (sipgate AI Flow docs)
    """

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    id: SessionId
    account_id: SentName = None
    phone_number: SentName = None
    direction: Annotated[Literal["inbound", "outbound"] | None, NONE_IF_UNFIT] = None
    from_phone_number: SentName = None
    to_phone_number: SentName = None
