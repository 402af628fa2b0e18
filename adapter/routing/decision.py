"""Decisions: what we make of a model's reply. They carry a key, never a number."""

from dataclasses import dataclass, fields
from typing import ClassVar, Literal, TypeAlias

Reason: TypeAlias = Literal[
    "tool_call",  # the model called a tool as it should
    "text",  # the model spoke
    "digit",  # the caller pressed a configured key
    "unknown_tool",  # a tool that does not exist
    "unknown_destination",  # a key that is not offered
    "missing_destination",  # no key at all
    "unreadable_arguments",  # nothing in the arguments can be read
    "conflicting_calls",  # several tool calls that exclude each other
    "empty",  # neither text nor tool call
    "cut_off",  # the model stopped at its length limit
    "refusal",  # the model or its provider refused
    "unreadable_reply",  # not a reply at all
    "model_error",
    "model_unreachable",
    "model_timeout",
    "model_overloaded",
    "model_server_error",
    "model_auth",
    "model_request_rejected",
    "model_reply_unreadable",
]
Repair: TypeAlias = Literal[
    "trimmed_key", "code_fence", "surrounding_text", "single_quotes", "encoded_twice", "repeated_call", "cut_short"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Decision:
    reason: Reason
    ask_again: str | None = None
    """Where asking the model once more can help: the text to ask with. It names keys, never numbers."""
    repairs: tuple[Repair, ...] = ()

    kind: ClassVar[str]

    def to_wire(self) -> dict[str, object]:
        """JSON-ready, `kind` first, nothing that is None or empty but what every decision has."""
        wire: dict[str, object] = {"kind": self.kind, "reason": self.reason}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in wire and value not in (None, ()):
                wire[field.name] = list(value) if isinstance(value, tuple) else value
        return wire


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer(_Decision):
    """Connect the caller with a destination. `stated_reason` is the model's own, for the record only."""

    kind: ClassVar[str] = "transfer"
    destination: str
    language: str | None = None
    stated_reason: str | None = None
    notes: tuple[str, ...] = ()
    """Arguments that were not as they should be and did not matter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply(_Decision):
    """Say this and go on listening."""

    kind: ClassVar[str] = "reply"
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HangUp(_Decision):
    """Say goodbye and end the call. `text` is the model's own farewell, "" for the prompt's."""

    kind: ClassVar[str] = "hang_up"
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclear(_Decision):
    """The model's choice cannot be used: ask the caller. `candidates` are the keys it wavered between."""

    kind: ClassVar[str] = "unclear"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed(_Decision):
    """No usable reply at all: the safe way."""

    kind: ClassVar[str] = "failed"


Decision: TypeAlias = Transfer | Reply | HangUp | Unclear | Failed
