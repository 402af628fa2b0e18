"""From a client's tool calls to what it is told: judged by the offer of this moment. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from adapter.mcp_server.host_facts import HostFacts
from adapter.mcp_server.ongoing_calls import Chosen, OngoingCall
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decision import Decision, Reason, Transfer
from adapter.tool_calls.lenient import arguments_of, text_of
from adapter.tool_calls.reply import ModelReply
from adapter.transfer_tools import TransferOffer, TransferTools
from adapter.transfers.progress import read_progress
from adapter.transfers.resolution import Resolution

MAX_NAME = 1_000
"""Characters of a tool's name that are looked at: no key comes near it."""
REPEATED = 2.0
"""Seconds within which the same choice is the same tool call again. Later on it comes of a caller who is still there,
as in calls that are served here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A tool call that is not followed, and the words to ask the model again with, or to tell its host."""

    reason: Reason | Literal["unusable_request", "internal_error"]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What came of tool calls: what the client is told, and the call from then on."""

    told: Resolution | Refusal
    call: OngoingCall


def made(name: str, arguments: object) -> ToolCall:
    """A tool call as the client sent it. `arguments` are an object, or the text of one."""
    try:
        text = arguments_of(arguments)
    except ValueError:  # nested deeper than can be written
        text = "{"
    return ToolCall(name=text_of(name[:MAX_NAME]), arguments=text)


def offer_now(tools: TransferTools, call: OngoingCall, facts: HostFacts, now: datetime) -> TransferOffer:
    """What may be chosen in a call, by what was listed for it. Raises `RequestError` for facts that are none."""
    return replace(tools.offer(facts.messages, call=facts.call, progress=call.progress, now=now), grows=False)


def choose(
    tools: TransferTools,
    call: OngoingCall,
    facts: HostFacts,
    calls: Sequence[ToolCall],
    *,
    now: datetime,
    seconds: float,
) -> Choice:
    """What the tool calls of one reply come to, whatever is in them.

    A choice that cannot be followed is refused once with the words to ask the model again; the second in a row is a
    question to the caller, and two of these lead to the fallback, as in calls that are served here. A choice after a
    transfer says that it did not happen; one after a goodbye begins a new call.

    Raises `RequestError` for facts that are none.
    """
    reply = ModelReply(tool_calls=tuple(calls))
    call = after_return(tools, call, facts)
    offer = offer_now(tools, call, facts, now)
    if call.chosen is not None:
        decision = offer.decide(reply)
        if seconds < call.chosen.at + REPEATED and _aim(decision) == _aim(call.chosen.resolution.decision):
            return Choice(told=call.chosen.resolution, call=call)
        followed = decision.ask_again is None or call.asked_again
        if followed or call.chosen.resolution.next == "hang_up":
            call = _not_happened(tools, call, call.chosen)
            offer = offer_now(tools, call, facts, now)
    resolution = offer.resolve(reply, last=call.asked_again)
    if resolution.next == "ask_again":
        words = f"{offer.in_words(resolution.decision)}\n\n{offer.note}".strip()
        refusal = Refusal(reason=resolution.decision.reason, text=words)
        return Choice(told=refusal, call=replace(call, asked_again=True, progress=resolution.progress))
    chosen = Chosen(resolution=resolution, at=seconds) if resolution.next in ("transfer", "hang_up") else None
    return Choice(told=resolution, call=OngoingCall(progress=resolution.progress, chosen=chosen))


def after_return(tools: TransferTools, call: OngoingCall, facts: HostFacts) -> OngoingCall:
    """The call with what its host tells of a transfer that came back. Told again, or of another one: the same."""
    if facts.returned is None:
        return call
    key, outcome = facts.returned
    if read_progress(call.progress).transferring != key:
        return call
    return replace(call, progress=tools.returned(call.progress, outcome), chosen=None)


def _not_happened(tools: TransferTools, call: OngoingCall, chosen: Chosen) -> OngoingCall:
    if chosen.resolution.next == "hang_up":
        return OngoingCall()
    return replace(call, progress=tools.returned(call.progress, "unknown"), chosen=None)


def _aim(decision: Decision) -> object:
    return decision.destination if isinstance(decision, Transfer) else type(decision)
