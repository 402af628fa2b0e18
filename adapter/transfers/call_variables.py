"""What an operator's Liquid texts may say of the call that they are spoken in."""

from adapter.platforms.sipgate import Session


def call_variables(session: Session, *, customer: str, assistant: str, outbound: bool) -> dict[str, object]:
    """The variables of Vapi's texts that a call here can fill, and the session's own fields under `session`."""
    return {
        "customer": {"number": customer},
        "phoneNumber": {"number": assistant},
        "call": {"id": session.id, "type": "outboundPhoneCall" if outbound else "inboundPhoneCall"},
        "session": session.model_dump(exclude_none=True),
    }
