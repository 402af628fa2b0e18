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

MAX_SESSION_ID = 256
"""Characters. The docs show UUIDs (36) and promise none; the bound keeps a stray body from becoming a store's key."""


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

SentText: TypeAlias = Annotated[str, BeforeValidator(_mended), WrapValidator(_empty_if_unfit)]
"""Text from the platform; "" for anything else."""

SentOptionalText: TypeAlias = Annotated[
    str | None, BeforeValidator(_none_if_blank), BeforeValidator(_mended), NONE_IF_UNFIT
]
"""Text from the platform; None for anything else, and for a blank one."""

SentFlag: TypeAlias = Annotated[bool, WrapValidator(_false_if_unfit)]
"""Exactly `true` from the platform; False for anything else."""

SentNumber: TypeAlias = Annotated[float | None, Field(ge=0, allow_inf_nan=False), NONE_IF_UNFIT]
"""A finite number from the platform, zero or more; None for anything else."""

WireText: TypeAlias = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
"""Text that we send: never blank. pydantic refuses half a surrogate pair in a text that has constraints."""

SessionId: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SESSION_ID)]
"""Opaque. The docs call it a UUID; it is only ever handed back, so nothing is read into it."""


class Session(BaseModel):
    """The `session` object of an event. Only `id` is essential; a field that is odd, empty or missing is None.

    `phone_number` is the flow's own line, `from_phone_number` who called, `to_phone_number` who was called. They are
    kept as sent: the event pages show a leading plus, and a withheld caller comes as an empty text. Only the
    session_start page lists all fields. Other pages leave out the two sides, the event-flow examples everything but
    `id`, and the outbound example the account. Nothing names a language or a caller's name. (sipgate AI Flow docs)
    """

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    id: SessionId
    account_id: SentOptionalText = None
    phone_number: SentOptionalText = None
    direction: Annotated[Literal["inbound", "outbound"] | None, NONE_IF_UNFIT] = None
    from_phone_number: SentOptionalText = None
    to_phone_number: SentOptionalText = None
