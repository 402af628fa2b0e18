"""What an operator's Liquid texts may say of the call that they are spoken in."""

from adapter.transfers.call_info import CallInfo


def call_variables(call: CallInfo, *, customer: str, assistant: str, outbound: bool) -> dict[str, object]:
    """The variables of Vapi's texts that a call here can fill, and what the platform said of it under `session`."""
    session = {
        **call.platform,
        "id": call.id,
        "direction": call.direction,
        "phone_number": call.own_number,
        "from_phone_number": call.from_number,
        "to_phone_number": call.to_number,
    }
    return {
        "customer": {"number": customer},
        "phoneNumber": {"number": assistant},
        "call": {"id": call.id, "type": "outboundPhoneCall" if outbound else "inboundPhoneCall"},
        "session": {name: value for name, value in session.items() if value is not None},
    }
