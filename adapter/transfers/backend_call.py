"""The facts of a call as a backend of one's own tells them."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapter.errors import RequestError
from adapter.transfers.call_info import CallInfo

_FIELDS = "id, from, to, direction (inbound or outbound), language"


class _BackendCall(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: str = Field("", max_length=256)
    from_number: str | None = Field(None, alias="from", max_length=256)
    to_number: str | None = Field(None, alias="to", max_length=256)
    direction: Literal["inbound", "outbound"] | None = None
    language: str | None = Field(None, max_length=35)


def read_call(call: Mapping[str, object] | None) -> tuple[CallInfo, str | None]:
    """The call and its language. Raises `RequestError` naming the field, without quoting it."""
    if call is None:
        return CallInfo(id=""), None
    try:
        read = _BackendCall.model_validate(dict(call))
    except (ValidationError, TypeError, ValueError) as error:
        named = error.errors(include_input=False)[0]["loc"] if isinstance(error, ValidationError) else ("call",)
        raise RequestError(f"call: {'.'.join(map(str, named))}: a call has {_FIELDS}") from None
    own = read.from_number if read.direction == "outbound" else read.to_number
    info = CallInfo(
        id=read.id,
        from_number=read.from_number or None,
        to_number=read.to_number or None,
        own_number=own or None,
        direction=read.direction,
    )
    return info, read.language
