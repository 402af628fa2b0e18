"""What a platform tells of the call beside its request to the model, each in fields of its own."""

from collections.abc import Mapping
from typing import Any, Final

from adapter.transfers.call_info import CallInfo

MAX_TEXT: Final = 256
"""Characters of an id or a number."""

_IDS: Final = (("call", "id"), ("metadata", "call_id"), ("extra_metadata", "call_control_id"))
_CALLERS: Final = (
    ("customer", "number"),  # Vapi, metadataSendMode variable
    ("call", "customer", "number"),
    ("extra_metadata", "telnyx_end_user_target"),
    ("elevenlabs_extra_body", "system__caller_id"),
)
_LINES: Final = (
    ("phoneNumber", "number"),
    ("call", "phoneNumber", "number"),
    ("extra_metadata", "telnyx_agent_target"),
    ("elevenlabs_extra_body", "system__called_number"),
)


def call_of(body: Mapping[str, Any]) -> CallInfo:
    """The facts of the call in a request, as far as it tells any."""
    line = _told(body, _LINES)
    return CallInfo(id=_told(body, _IDS) or "", from_number=_told(body, _CALLERS), to_number=line, own_number=line)


def _told(body: Mapping[str, Any], ways: tuple[tuple[str, ...], ...]) -> str | None:
    for first, *further in ways:
        value: object = body.get(first)
        for name in further if value is not None else ():
            value = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(value, str) and value.strip() and len(value) <= MAX_TEXT:
            return value.strip()
    return None
