"""What the platform says of a transfer, in neutral words (Vapi's OpenAPI document, August 2026)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from adapter.calls.events import TransferOutcome
from adapter.transfers.progress import Returned

STATUSES: Mapping[str, TransferOutcome] = MappingProxyType(
    {
        "connected": "connected",
        "completed": "connected",
        "no-answer": "no_answer",
        "busy": "busy",
        "voicemail": "voicemail",
        "failed": "failed",
        "cancelled": "cancelled",
    }
)
"""The status of a warm transfer (`artifact.transfers`)."""

ENDED: Mapping[str, TransferOutcome] = MappingProxyType(
    {
        "assistant-forwarded-call": "forwarded",
        "assistant-request-returned-forwarding-phone-number": "forwarded",
        "call.in-progress.error-transfer-failed": "failed",
        "call.forwarding.operator-busy": "busy",
        "call.forwarding.no-answer": "no_answer",
        "customer-ended-call-during-transfer": "cancelled",
        "customer-ended-call-before-warm-transfer": "cancelled",
        "customer-ended-call-after-warm-transfer-attempt": "failed",
        "call.in-progress.error-warm-transfer-assistant-cancelled": "cancelled",
        "call.in-progress.error-warm-transfer-silence-timeout": "no_answer",
    }
)
"""Why a call has ended (`endedReason`), where that says what came of its transfer."""

RETURNED: Mapping[TransferOutcome, Returned] = MappingProxyType(
    {"busy": "busy", "no_answer": "no_answer", "voicemail": "no_answer", "failed": "failed", "cancelled": "failed"}
)
"""What a call that lives on has come back from."""


def outcome_of(transfers: Sequence[Mapping[str, Any]], ended_reason: str | None) -> TransferOutcome | None:
    """What came of the last transfer, by its record, else by why the call has ended; None where neither tells."""
    status = transfers[-1].get("status") if transfers else None
    found = STATUSES.get(status) if isinstance(status, str) else None
    if found is not None or ended_reason is None:
        return found
    unnamed: TransferOutcome | None = "failed" if "warm-transfer" in ended_reason else None
    return ENDED.get(ended_reason, unnamed)


def dialled(transfers: Sequence[Mapping[str, Any]]) -> str | None:
    """The number of the last transfer, where its record has one."""
    destination = transfers[-1].get("destination") if transfers else None
    number = destination.get("number") if isinstance(destination, dict) else None
    return number if isinstance(number, str) and number.strip() else None
