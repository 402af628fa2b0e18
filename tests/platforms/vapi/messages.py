"""Vapi's server messages, built with the vendor's own models, and its models as readers of what we answer."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from vapi import types as sdk
from vapi.core.unchecked_base_model import construct_type

from adapter.calls.platform import PlatformRequest

CONTROL = "https://phone.vapi.ai/secret-path/control"
CALLER, LINE = "+4915112345678", "+4930901820"
_MOMENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

Said = tuple[str, str]


def call(call_id: str = "call-1", control: str | None = CONTROL, **fields: Any) -> sdk.Call:
    monitor = None if control is None else sdk.Monitor(control_url=control)
    known: dict[str, Any] = {"type": "inboundPhoneCall", "customer": sdk.CreateCustomerDto(number=CALLER), **fields}
    return sdk.Call(id=call_id, org_id="org", created_at=_MOMENT, updated_at=_MOMENT, monitor=monitor, **known)


def artifact(said: Sequence[Said], *, formatted: bool = True) -> sdk.Artifact:
    """What was said, as (role, text); `formatted` in OpenAI's form, too."""
    messages = [
        {
            "role": "bot" if role == "assistant" else role,
            "message": text,
            "time": 1,
            "endTime": 2,
            "secondsFromStart": 1,
        }
        for role, text in said
    ]
    wire: dict[str, Any] = {"messages": messages}
    if formatted:
        wire["messagesOpenAIFormatted"] = [{"role": role, "content": text} for role, text in said]
    read: sdk.Artifact = construct_type(type_=sdk.Artifact, object_=wire)
    return read


def tool_call(name: str, arguments: str = "{}", call_id: str = "call_1") -> sdk.ToolCall:
    return sdk.ToolCall(id=call_id, type="function", function=sdk.ToolCallFunction(name=name, arguments=arguments))


def tool_calls(*calls: sdk.ToolCall, said: Sequence[Said] = (), **of_call: Any) -> dict[str, Any]:
    return wire(
        sdk.ServerMessageToolCalls(
            type="tool-calls",
            tool_call_list=list(calls),
            tool_with_tool_call_list=[],
            call=call(**of_call),
            artifact=artifact(said),
        )
    )


def destination_request(*said: Said, formatted: bool = True, **of_call: Any) -> dict[str, Any]:
    return wire(
        sdk.ServerMessageTransferDestinationRequest(
            type="transfer-destination-request", call=call(**of_call), artifact=artifact(said, formatted=formatted)
        )
    )


def assistant_request(**of_call: Any) -> dict[str, Any]:
    return wire(sdk.ServerMessageAssistantRequest(type="assistant-request", call=call(**of_call)))


def status_update(status: str, ended_reason: str | None = None, *transfers: Any, **of_call: Any) -> dict[str, Any]:
    message = wire(
        sdk.ServerMessageStatusUpdate(
            type="status-update", status=status, ended_reason=ended_reason, call=call(**of_call), artifact=artifact(())
        )
    )
    return with_transfers(message, *transfers)


def report(ended_reason: str, *transfers: Any, **of_call: Any) -> dict[str, Any]:
    message = wire(
        sdk.ServerMessageEndOfCallReport(
            type="end-of-call-report",
            ended_reason=ended_reason,
            call=call(**of_call),
            artifact=artifact(()),
            analysis=sdk.Analysis(),
        )
    )
    return with_transfers(message, *transfers)


def with_transfers(message: dict[str, Any], *transfers: Any) -> dict[str, Any]:
    """The package has the records of warm transfers as texts; the API sends objects."""
    message["message"]["artifact"]["transfers"] = list(transfers)
    return message


def wire(message: Any) -> dict[str, Any]:
    """A message of the package, as it is posted."""
    return {"message": json.loads(message.json())}


def request(message: object) -> PlatformRequest:
    return PlatformRequest(body=json.dumps(message).encode())


def results(body: bytes | str | dict[str, Any]) -> list[sdk.ToolCallResult]:
    """The results in an answer, as the package reads them; every field of ours is one of theirs."""
    answer = body if isinstance(body, dict) else json.loads(body)
    read = construct_type(type_=sdk.ServerMessageResponseToolCalls, object_=answer)
    _all_known(read)
    for result in read.results:
        _all_known(result)
        assert isinstance(result.result or result.error, str)
    found: list[sdk.ToolCallResult] = read.results
    return found


def directed(body: bytes | str | dict[str, Any]) -> sdk.TransferDestinationNumber:
    """The destination in the answer to a request for one, as the package reads it."""
    answer = body if isinstance(body, dict) else json.loads(body)
    read = construct_type(type_=sdk.ServerMessageResponseTransferDestinationRequest, object_=answer)
    _all_known(read)
    assert read.error is None
    destination = read.destination
    assert isinstance(destination, sdk.TransferDestinationNumber)
    _all_known(destination)
    return destination


def refused(body: bytes | str | dict[str, Any]) -> str:
    """The error in the answer to a request for a destination, as the package reads it."""
    answer = body if isinstance(body, dict) else json.loads(body)
    read = construct_type(type_=sdk.ServerMessageResponseTransferDestinationRequest, object_=answer)
    _all_known(read)
    assert read.destination is None
    assert isinstance(read.error, str)
    return read.error


def control_transfer(body: bytes) -> sdk.ClientInboundMessageTransfer:
    """What is posted to the control URL, as the package reads it."""
    answer = json.loads(body)
    read: sdk.ClientInboundMessageTransfer = construct_type(type_=sdk.ClientInboundMessageTransfer, object_=answer)
    _all_known(read)
    assert isinstance(read.destination, sdk.TransferDestinationNumber)
    _all_known(read.destination)
    return read


def _all_known(read: Any) -> None:
    """Its models are open: what they do not know they keep beside."""
    assert not read.model_extra, f"no field of {type(read).__name__}: {sorted(read.model_extra)}"
