"""One call as the platform names it, and how tolerantly what the platform sends is read."""

from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from adapter.calls.events import MAX_UTTERANCE

MAX_SESSION_ID = 256
"""Characters. The docs show UUIDs (36) and promise none; the bound keeps a stray body from becoming a store's key."""
MAX_NAME = 256
"""Characters of a number or an account. E.164 has 16 with its plus; a SIP address in its place has rarely 100."""


def _mended(value: object) -> object:
    """JavaScript writes a text that was cut inside an emoji with half a surrogate pair, which nothing behind us could
    store or send: U+FFFD takes its place."""
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _cut(value: object) -> object:
    """A text as far as it is looked at: what stands behind would only take room in stores and logs."""
    return value.strip()[:MAX_UTTERANCE] if isinstance(value, str) and len(value) > MAX_UTTERANCE else value


def _none_if_long(value: object) -> object:
    return None if isinstance(value, str) and len(value) > MAX_NAME else value


def _none_if_unfit(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError:
        return None


def _false_if_unfit(value: object, read: ValidatorFunctionWrapHandler) -> object:
    return _none_if_unfit(value, read) or False


def _empty_if_unfit(value: object, read: ValidatorFunctionWrapHandler) -> object:
    return _none_if_unfit(value, read) or ""


NONE_IF_UNFIT = WrapValidator(_none_if_unfit)
"""Reads whatever is not of the field's type as None: one odd field must not cost the caller an answer."""

SentText: TypeAlias = Annotated[str, BeforeValidator(_mended), BeforeValidator(_cut), WrapValidator(_empty_if_unfit)]
"""Text from the platform, 4,000 characters at most; "" for anything else."""

SentOptionalText: TypeAlias = Annotated[
    str | None, BeforeValidator(_none_if_blank), BeforeValidator(_mended), BeforeValidator(_cut), NONE_IF_UNFIT
]
"""Text from the platform, 4,000 characters at most; None for anything else, and for a blank one."""

SentName: TypeAlias = Annotated[
    str | None, BeforeValidator(_none_if_blank), BeforeValidator(_mended), BeforeValidator(_none_if_long), NONE_IF_UNFIT
]
"""A telephone number or an account; None for anything else, for a blank one, and for one that is longer than any."""

SentFlag: TypeAlias = Annotated[bool, WrapValidator(_false_if_unfit)]
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
