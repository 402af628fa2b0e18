"""The note itself: a transfer that was decided, as whoever answers it should know of it. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pydantic_core

from adapter.calls.state import Call, Pending
from adapter.calls.steps import Step
from adapter.handoff.transcript import MAX_TEXT, transcript
from adapter.telemetry import masked
from adapter.tool_calls.decision import Decision, Transfer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.caller_id import parties

TYPE: Final = "transfer.decided"
MAX_ID: Final = 256
"""Characters of a call's id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note on its way: what it is told apart by, and its JSON text."""

    id: str
    body: str


def note_of(
    step: Step, pending: Pending, decision: Decision | None, config: AssistantConfig, *, model: str, clear: bool = False
) -> Note:
    """The note on the transfer that a step has begun, `decision` is what led to it.

    Numbers of the directory never stand in it, others only where `clear` asks for them. It is made of what was saved
    with the step and of nothing else, no clock either. Its id follows from the call and from every byte of its body,
    so that two that differ never bear the same one.
    """
    call, numbers = step.call, config.directory.numbers

    def words(text: str) -> str:
        # half a surrogate pair, which a platform may send in JSON, is not to be had in UTF-8
        text = text[: 4 * MAX_TEXT].encode("utf-8", "replace").decode()
        text = numbers.mask(text)
        return (text if clear else masked(text))[:MAX_TEXT]

    chosen = decision if isinstance(decision, Transfer) else None
    reason = chosen.stated_reason if chosen else None
    caller = parties(call.info).customer
    data = {
        "call": words(call.id)[:MAX_ID] or None,
        "transfer": call.transfers or None,
        "turn": call.turns,
        "destination": {"key": pending.destination, "title": words(_title(pending.destination, config))},
        "wanted": _wanted(step, pending, chosen),
        "reason": words(reason) if reason else None,
        "decided_by": None if decision is None else decision.reason,
        "language": pending.language,
        "caller": (caller if clear else masked(caller)) or None,
        "transcript": transcript(call.conversation, words),
        "prompt": config.prompt.identity,
        "model": model,
        "directory": config.directory.fingerprint,
    }
    decided = datetime.fromtimestamp(pending.since, UTC).isoformat(timespec="milliseconds")
    body = pydantic_core.to_json({"type": TYPE, "timestamp": decided, "data": data}).decode()
    return Note(id=_id(call, body), body=body)


def request_key(call: Call, pending: Pending) -> bytes | None:
    """What tells one request to decide from another where no count of a call's transfers is kept, as in the gateway.

    The same for the same call, words and destination; None for a call that nobody has named: it is like no other.
    """
    if not call.id:
        return None
    digest = hashlib.sha256(f"{call.id}\n{pending.destination}".encode(errors="replace"))
    for message in call.conversation:
        digest.update(f"\n{message.role}:{message.text}".encode(errors="replace"))
    return digest.digest()


def _id(call: Call, body: str) -> str:
    # Ids and numbers of calls are masked in the body: they tell apart what reads the same there.
    told = f"{call.id}\n{call.info.from_number}\n{call.transfers}\n{body}"
    return f"msg_{hashlib.sha256(told.encode(errors='replace')).hexdigest()[:32]}"


def _wanted(step: Step, pending: Pending, chosen: Transfer | None) -> str | None:
    """The key that was chosen, where hours, attempts or a loop have led elsewhere."""
    key = chosen.destination if chosen else step.blocked[0].destination if step.blocked else None
    return key if key != pending.destination else None


def _title(key: str, config: AssistantConfig) -> str:
    destination = config.directory.destinations.get(key)
    return (destination.policy.caller_id_name if destination else None) or key.replace("_", " ").title()
