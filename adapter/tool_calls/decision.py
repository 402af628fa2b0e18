"""Decisions: what we make of a model's reply. They carry a key, never a number."""

from dataclasses import fields
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from adapter.errors import ModelErrorCode
from adapter.frozen import dataclass

_Cause: TypeAlias = Literal[
    "tool_call",  # the model called a tool as it should
    "text",  # the model spoke
    "digit",  # the caller pressed a configured key
    "no_answer",  # another destination did not answer
    "unattended",  # no assistant is on the call
    "silence",  # the caller says nothing any more
    "unknown_tool",  # a tool that does not exist
    "unknown_destination",  # a key that is not offered
    "none_of_these",  # nothing in the shortlist is what the caller needs
    "missing_destination",  # no key at all
    "unreadable_arguments",  # nothing in the arguments can be read
    "conflicting_calls",  # several tool calls that exclude each other
    "conflicting_arguments",  # one tool call that names several destinations
    "written_call",  # a tool call written as text that cannot be followed
    "rejected",  # the directory's rejectionPlan does not allow the transfer now
    "claimed",  # the model promised a transfer and called no tool
    "empty",  # neither text nor tool call
    "unspeakable",  # text of which nothing may be spoken
    "early_hang_up",  # the model would hang up on a caller who has had no answer
    "cut_off",  # the model stopped at its length limit
    "refusal",  # the model or its provider refused
    "unsure",  # a router stands in for the model: likely enough to ask, or too unlikely for that
    "declined",  # the caller has said no to what was asked
    "unreadable_reply",  # not a reply at all
]
Reason: TypeAlias = _Cause | ModelErrorCode
Repair: TypeAlias = Literal[
    "trimmed_key",  # a key or a tool's name in other case or with blanks
    "code_fence",  # arguments in a code fence
    "surrounding_text",  # text around the arguments, or several objects of them
    "single_quotes",  # arguments in single quotes
    "encoded_twice",  # JSON within a JSON string
    "repeated_key",  # an argument told again with the same value
    "repeated_call",  # the same call again
    "written_call",  # a tool call written as text
    "cut_short",  # the last, unfinished sentence is left out
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer:
    """Connect the caller with a destination. `stated_reason` is the model's own, for the record only.

    `notes` are the arguments that were not as they should be and did not matter.
    """

    kind: Literal["transfer"] = "transfer"
    reason: Reason
    destination: str
    language: str | None = None
    stated_reason: str | None = None
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()
    ask_again: None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """Say this and go on listening."""

    kind: Literal["reply"] = "reply"
    reason: Reason
    text: str
    repairs: tuple[Repair, ...] = ()
    ask_again: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HangUp:
    """Say goodbye and end the call. `text` is the model's own farewell, "" for the prompt's."""

    kind: Literal["hang_up"] = "hang_up"
    reason: Reason
    text: str = ""
    repairs: tuple[Repair, ...] = ()
    ask_again: None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclear:
    """The model's choice cannot be used: ask the caller. `candidates` are the keys that it named.

    `stated_reason`: what the caller needs, in the words of a model that found it in no shortlist.
    """

    kind: Literal["unclear"] = "unclear"
    reason: Reason
    candidates: tuple[str, ...] = ()
    stated_reason: str | None = None
    repairs: tuple[Repair, ...] = ()
    ask_again: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """No usable reply at all: the safe way."""

    kind: Literal["failed"] = "failed"
    reason: Reason
    repairs: tuple[Repair, ...] = ()
    ask_again: str | None = None


Decision: TypeAlias = Annotated[Transfer | Reply | HangUp | Unclear | Failed, Field(discriminator="kind")]
"""`ask_again`, where it is set, is the text to ask the model with once more. It names keys, never numbers."""


def to_wire(decision: Decision) -> dict[str, object]:
    """A decision JSON-ready, `kind` first, without what is empty."""
    wire: dict[str, object] = {}
    for field in fields(decision):
        value = getattr(decision, field.name)
        if value is not None and value != () and field.name != "ask_again":
            wire[field.name] = list(value) if isinstance(value, tuple) else value
    return wire
