"""The note itself: a transfer that was decided, as whoever answers it should know of it. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pydantic_core

from adapter.calls.state import Call, Pending
from adapter.telemetry import masked
from adapter.tool_calls.conversation import AssistantMessage, UserMessage
from adapter.tool_calls.decision import Decision, Transfer
from adapter.transfers.assistant_config import AssistantConfig

MESSAGES: Final = 10
"""The last that were said, by caller and assistant; each is cut at `MAX_TEXT` characters."""
MAX_TEXT: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note on its way: what it is told apart by, and its JSON text."""

    id: str
    body: str


def note_id(call: Call, pending: Pending) -> str:
    """The same for the same transfer of the same call, whichever process tells of it.

    The gateway keeps no count of a call's transfers: there the words that led to it stand for the count. A call that
    nobody has named is told apart by the moment of its request alone.
    """
    digest = hashlib.sha256(f"{call.id}\n{pending.destination}\n{call.transfers}".encode(errors="replace"))
    if not call.id:
        digest.update(f"\n{pending.since!r}\n{call.info.from_number}".encode(errors="replace"))
    if not call.transfers:
        for message in call.conversation:
            digest.update(f"\n{message.role}:{message.text}".encode(errors="replace"))
    return f"msg_{digest.hexdigest()[:32]}"


def note_of(
    call: Call,
    pending: Pending,
    decision: Decision | None,
    config: AssistantConfig,
    now: datetime,
    *,
    model: str,
    clear: bool = False,
) -> Note:
    """The note on a transfer. Numbers of the directory never stand in it, others only where `clear` asks for them."""
    numbers = config.directory.numbers

    def words(text: str) -> str:
        text = numbers.mask(text)
        return (text if clear else masked(text))[:MAX_TEXT]

    destination = config.directory.destinations.get(pending.destination)
    caller = call.info.from_number
    if caller is not None and not clear:
        caller = masked(caller)
    stated = decision.stated_reason if isinstance(decision, Transfer) else None
    data = {
        "call": masked(call.id),
        "turn": call.turns,
        "destination": {
            "key": pending.destination,
            "title": words((destination.policy.caller_id_name if destination else None) or pending.destination),
        },
        "reason": None if stated is None else words(stated),
        "decided_by": None if decision is None else decision.reason,
        "language": pending.language,
        "caller": caller,
        "transcript": [
            {"role": "caller" if isinstance(message, UserMessage) else "assistant", "text": words(message.text)}
            for message in call.conversation
            if isinstance(message, UserMessage | AssistantMessage) and message.text
        ][-MESSAGES:],
        "prompt": config.prompt.identity,
        "model": model,
        "directory": config.directory.fingerprint,
    }
    told = {"type": "transfer.decided", "timestamp": now.isoformat(timespec="milliseconds"), "data": data}
    return Note(id=note_id(call, pending), body=pydantic_core.to_json(told).decode())
