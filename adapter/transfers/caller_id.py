"""Which number and name the answering party is shown."""

import re
from datetime import datetime

from adapter.directory import Destination, Directory
from adapter.frozen import dataclass
from adapter.tool_calls.liquid import LiquidError, render
from adapter.transfers.call_info import CallInfo
from adapter.transfers.call_variables import call_variables

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")
_WRITTEN = re.compile(r"\+[1-9][0-9]{1,14}(?![0-9]|\s*\{\{)")
"""A whole number in a template: nothing rendered is added to its digits."""

_BARE = re.compile(r"[1-9][0-9]{10,14}")

_WITHHELD = frozenset(("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "+464"))
"""What carriers put in place of a number that is not shown: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE and a
short form of it, typed on a telephone's keys (Twilio, "Why am I getting calls from these strange numbers?")."""

ANONYMOUS = "anonymous"
"""Shown when neither party has a usable number and the directory names none: platforms require the field, and this is
the word that telephony uses for a withheld number (RFC 3323)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parties:
    """Who is on the line: the customer's and the assistant's number (E.164, "" when withheld), and who called whom."""

    customer: str
    assistant: str
    outbound: bool


def usable(number: str | None) -> str:
    """The number in E.164, else "": a withheld number comes as an empty string, `anonymous`, nothing, or `_WITHHELD`.

    A whole number without its plus counts, as some platforms write one: eleven digits or more that begin with a country
    code. Fewer could as well be a national number, and then somebody else's would be shown.
    """
    number = (number or "").strip()
    if number[:1] != "+" and _BARE.fullmatch(number):
        number = f"+{number}"
    return number if _E164.fullmatch(number) and number not in _WITHHELD else ""


def parties(call: CallInfo) -> Parties:
    """The two sides of a call.

    Outbound if `direction` says so, or if the call comes from the assistant's own line. The assistant's number is its
    own line, else the side that is not the customer's.
    """
    outbound = _is_outbound(call)
    return Parties(customer=_customer(call, outbound), assistant=_assistant(call, outbound), outbound=outbound)


def _is_outbound(call: CallInfo) -> bool:
    return call.direction == "outbound" or (bool(call.from_number) and call.from_number == call.own_number)


def _customer(call: CallInfo, outbound: bool) -> str:
    return usable(call.to_number if outbound else call.from_number)


def _assistant(call: CallInfo, outbound: bool) -> str:
    return usable(call.own_number) or usable(call.from_number if outbound else call.to_number)


def caller_id_number(destination: Destination, directory: Directory, call: CallInfo, now: datetime) -> str:
    """The number to present, in E.164 with plus.

    `callerId` rendered as Liquid; unset, the customer's number for inbound and the assistant's for outbound calls, as
    Vapi has it. Not E.164 counts as withheld: then the assistant's, then the directory's, then `ANONYMOUS`.

    What is rendered must be a number of the call or written in the file. A template cannot make up another one: who
    shows a number that is somebody else's commits fraud in many countries.
    """
    outbound = _is_outbound(call)
    template = destination.record.caller_id
    if template is not None and template.strip():
        wanted = _rendered(template, directory, call, now)
    else:
        wanted = "" if outbound else _customer(call, outbound)
    return wanted or _assistant(call, outbound) or usable(directory.caller_id_number) or ANONYMOUS


def _rendered(template: str, directory: Directory, call: CallInfo, now: datetime) -> str:
    """The number that a template comes to, "" where it comes to none that may be shown."""
    sides = parties(call)
    variables = call_variables(call, customer=sides.customer, assistant=sides.assistant, outbound=sides.outbound)
    try:
        wanted = usable(render(template, variables, now))
    except LiquidError:
        return ""
    return wanted if wanted in _showable(template, directory, call) else ""


def _showable(template: str, directory: Directory, call: CallInfo) -> set[str]:
    """The numbers that a template may come to: the call's own, and those written in it or in the directory."""
    own = (call.from_number, call.to_number, call.own_number, directory.caller_id_number)
    return {usable(number) for number in own} | set(_WRITTEN.findall(template))


def caller_id_name(destination: Destination, directory: Directory) -> str:
    """The name to present: the destination's, else the directory's, else the key in title case."""
    return destination.policy.caller_id_name or directory.caller_id_name or destination.key.replace("_", " ").title()
