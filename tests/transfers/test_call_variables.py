"""What Liquid texts may say of a call."""

from datetime import UTC, datetime

from adapter.tool_calls.liquid import render
from adapter.transfers.call_info import CallInfo
from adapter.transfers.call_variables import call_variables

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_call_fills_the_variables_of_vapis_texts() -> None:
    session = CallInfo(id="call-1", direction="outbound", from_number="+4921155660000")
    variables = call_variables(session, customer="+4915112345678", assistant="+4921155660000", outbound=True)
    template = "{{customer.number}} {{phoneNumber.number}} {{call.id}} {{call.type}} {{session.from_phone_number}}"
    assert render(template, variables, NOON) == (
        "+4915112345678 +4921155660000 call-1 outboundPhoneCall +4921155660000"
    )
    inbound = call_variables(session, customer="", assistant="", outbound=False)
    assert render("{{call.type}}{{customer.number}}{{session.account_id}}", inbound, NOON) == "inboundPhoneCall"
