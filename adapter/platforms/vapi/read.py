"""From the platform's messages to neutral events."""

from collections.abc import Collection, Mapping
from typing import Any

from adapter.calls.events import CallEnded, DecisionRequested, Event, ToolCalled, TransferReturned, Unrecognised
from adapter.platforms.vapi.control import uncontrollable
from adapter.platforms.vapi.outcomes import RETURNED, dialled, outcome_of
from adapter.platforms.vapi.wire import (
    MAX_CALLS,
    MAX_MESSAGES,
    MAX_TEXT,
    Artifact,
    Message,
    Number,
    WireToolCall,
    mended,
)
from adapter.tool_calls.conversation import Conversation, ToolCall
from adapter.transfers.call_info import CallInfo
from adapter.transfers.messages import conversation_of

ASSISTANT_REQUEST = "assistant-request"
TOOL_CALLS = "tool-calls"
DESTINATION_REQUEST = "transfer-destination-request"

_ROLES = {"user": "user", "bot": "assistant", "assistant": "assistant"}


def neutral(message: Message, *, assistant_id: str | None, control_hosts: Collection[str]) -> Event:
    """The event in a message. What needs no answer is unrecognised.

    A call that lives on with a transfer that failed has come back; that an assistant takes the call is no beginning
    that we have anything to say to.
    """
    call = call_info(message)
    artifact = message.artifact or Artifact()
    match message.type:
        case "tool-calls":
            return ToolCalled(
                call=call,
                calls=tool_calls(message),
                conversation=conversation(artifact),
                uncontrollable=uncontrollable(message.control_url, control_hosts),
            )
        case "transfer-destination-request":
            return DecisionRequested(
                call=call,
                conversation=conversation(artifact),
                uncontrollable=uncontrollable(message.control_url, control_hosts),
            )
        case "assistant-request" if assistant_id is None:
            return DecisionRequested(call=call, conversation=(), unattended=True)
        case "end-of-call-report":
            return _ended(call, message, artifact)
        case "status-update" if message.status == "ended":
            return _ended(call, message, artifact)
        case "status-update" if message.status == "in-progress":
            failed = RETURNED.get(outcome_of(artifact.transfers, None) or "connected")
            if failed is not None:
                return TransferReturned(call=call, outcome=failed, number=dialled(artifact.transfers))
    status = f" {message.status}" if message.type == "status-update" and message.status else ""
    return Unrecognised(call=call, kind=f"{message.type}{status}")


def call_info(message: Message) -> CallInfo:
    """The facts of a call. The control URL is none of them: it is used while its message is answered, and not kept."""
    wire = message.call
    customer = _number(message.customer, wire.customer if wire else None)
    own = _number(message.phone_number, wire.phone_number if wire else None)
    outbound = wire is not None and wire.type == "outboundPhoneCall"
    inbound = wire is not None and wire.type == "inboundPhoneCall"
    return CallInfo(
        id=message.call_id or "",
        from_number=own if outbound else customer,
        to_number=customer if outbound else own,
        own_number=own,
        direction="outbound" if outbound else "inbound" if inbound else None,
    )


def tool_calls(message: Message) -> tuple[ToolCall, ...]:
    """The calls of a message, from whichever of the two lists has them."""
    listed = message.tool_call_list or [
        call for item in message.tool_with_tool_call_list if isinstance(call := item.get("toolCall"), dict)
    ]
    return tuple(_tool_call(WireToolCall.model_validate(call)) for call in listed[:MAX_CALLS])


def conversation(artifact: Artifact) -> Conversation:
    """What caller and assistant have said, oldest first."""
    read = conversation_of(_shortened(entry) for entry in artifact.open_ai_messages[-MAX_MESSAGES:])
    return read or conversation_of(_spoken(entry) for entry in artifact.messages[-MAX_MESSAGES:])


def _ended(call: CallInfo, message: Message, artifact: Artifact) -> CallEnded:
    reason = message.ended_reason
    return CallEnded(call=call, reason=reason or "", outcome=outcome_of(artifact.transfers, reason))


def _number(*places: Number | None) -> str | None:
    return next((place.number for place in places if place is not None and place.number is not None), None)


def _tool_call(call: WireToolCall) -> ToolCall:
    function = call.function
    name = (function.name if function is not None else None) or call.name or ""
    arguments = (function.arguments if function is not None else "") or call.parameters
    return ToolCall(name=name, arguments=arguments, id=call.id)


def _shortened(entry: Mapping[str, Any]) -> dict[str, object]:
    content = entry.get("content")
    return {"role": entry.get("role"), "content": content[:MAX_TEXT] if isinstance(content, str) else content}


def _spoken(entry: Mapping[str, Any]) -> dict[str, object]:
    text, role = entry.get("message"), entry.get("role")
    words = mended(text)[:MAX_TEXT] if isinstance(text, str) else ""
    return {"role": _ROLES.get(role) if isinstance(role, str) else None, "content": words}
