"""Faults by name, and what our client makes of those that break an answer on its way."""

from typing import Literal, TypeAlias, get_args

from adapter.errors import ModelError, ModelReplyUnreadable, ModelServerError, ModelTimeout, ModelUnreachable
from adapter.tool_calls.request import ModelApi

StatusFault: TypeAlias = Literal["400", "400-context", "401", "404-model", "429", "429-date", "500", "502", "503-html"]
"""Answered with an error status."""

WireFault: TypeAlias = Literal[
    "reset",
    "reset-mid-body",
    "stall",
    "stall-mid-body",
    "slow-headers",
    "slow-drip",
    "truncated-json",
    "truncated-stream",
    "split-arguments",
    "empty-choices",
    "200-error",
    "content-type",
]
"""The transport or the body breaks, whatever the model has replied."""

ReplyFault: TypeAlias = Literal[
    "empty-reply",
    "refusal",
    "length",
    "content-filter",
    "unknown-tool",
    "unknown-key",
    "bad-arguments",
    "empty-arguments",
    "two-calls",
    "duplicate-call",
]
"""A well-formed body in which the model itself misbehaves."""

FaultName: TypeAlias = Literal[StatusFault, WireFault, ReplyFault]
WIRE_FAULTS: tuple[WireFault, ...] = get_args(WireFault)
REPLY_FAULTS: tuple[ReplyFault, ...] = get_args(ReplyFault)
STATUS_FAULTS: tuple[StatusFault, ...] = get_args(StatusFault)

ENDLESS: frozenset[WireFault] = frozenset({"stall", "stall-mid-body"})
"""The client waits until its own limit."""


def wire_error(name: WireFault, *, api: ModelApi, stream: bool) -> ModelError | None:
    """What our client makes of a fault of transport or body; None where it reads a reply nevertheless.

    A client that streams takes nothing from a reply that does not end.
    """
    if stream and (name == "truncated-stream" or (name == "empty-choices" and api == "chat")):
        return ModelReplyUnreadable("the mock's stream ended before its reply did")
    kind, message = _WIRE_ERRORS.get(name, (None, ""))
    return kind(message) if kind else None


_WIRE_ERRORS: dict[WireFault, tuple[type[ModelError], str]] = {
    "reset": (ModelUnreachable, "the mock closed the connection"),
    "reset-mid-body": (ModelUnreachable, "the mock closed the connection in the middle of its body"),
    "stall": (ModelTimeout, "the mock never answered"),
    "stall-mid-body": (ModelTimeout, "the mock never ended its body"),
    "truncated-json": (ModelReplyUnreadable, "the mock cut its body"),
    "200-error": (ModelServerError, "the mock reported an error in its reply"),
    "content-type": (ModelReplyUnreadable, "the mock answered 200 with a body that is not labelled as JSON"),
}
