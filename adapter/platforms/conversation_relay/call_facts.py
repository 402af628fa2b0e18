"""The facts of a call, as forms and the first frame of a WebSocket tell them."""

import re

from adapter.errors import EventError
from adapter.transfers.call_info import CallInfo

_ID = re.compile(r"[!-~]{1,256}")
_MAX = 256


def call_id(value: object) -> str:
    """The id of a call. Raises `EventError` where there is none."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise EventError("CallSid: the id of a call is needed")
    return value


def call_info(
    call: str,
    *,
    caller: object = None,
    called: object = None,
    direction: object = None,
    account: object = None,
) -> CallInfo:
    """The facts of a call. `direction` begins with outbound where we have called; whatever is odd is not known."""
    outbound = isinstance(direction, str) and direction.lower().startswith("outbound")
    from_number, to_number = _text(caller), _text(called)
    told = isinstance(direction, str) and bool(direction.strip())
    facts = _text(account)
    return CallInfo(
        id=call,
        from_number=from_number,
        to_number=to_number,
        own_number=from_number if outbound else to_number,
        direction=("outbound" if outbound else "inbound") if told else None,
        platform={"account": facts} if facts else {},
    )


def _text(value: object) -> str | None:
    """A short text; a form may have a plus as the blank that it means there."""
    text = value.strip() if isinstance(value, str) else ""
    return text if 0 < len(text) <= _MAX else None
