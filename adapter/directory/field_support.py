"""What becomes of each field that is set: honoured, translated, not in force yet, or beyond the platform."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from adapter.directory.directory import Destination, Directory
from adapter.directory.ringing import MAX_RING_SECONDS, MIN_RING_SECONDS, ring_seconds
from adapter.vapi import ToolMessage

Status: TypeAlias = Literal["honoured", "translated", "not in force yet", "ignored"]

NOT_YET: Mapping[str, str] = MappingProxyType(
    {
        "policy.pinned": "there is no shortlist yet: all destinations are offered",
    }
)
"""Fields that are read and checked and change nothing yet, each with what happens instead."""


@dataclass(frozen=True, kw_only=True)
class FieldSupport:
    """What becomes of one field. `key` is None for what stands outside the destinations."""

    key: str | None = None
    field: str
    status: Status
    note: str


_Verdict: TypeAlias = tuple[Status, str]
_Rule: TypeAlias = Callable[[Destination, Directory], _Verdict]


def field_support(directory: Directory) -> tuple[FieldSupport, ...]:
    """One line for each field that the file sets, in file order: no field goes unmentioned."""
    head = (_row(None, field, verdict) for field, verdict in _of_directory(directory))
    return (
        *head,
        *(
            _row(key, field, _verdict(field, destination, directory))
            for key, destination in directory.destinations.items()
            for field in _set_fields(destination)
        ),
    )


def _row(key: str | None, field: str, verdict: _Verdict) -> FieldSupport:
    later = NOT_YET.get(field)
    status, note = verdict if later is None else ("not in force yet", later)
    return FieldSupport(key=key, field=field, status=status, note=note)


def _set_fields(destination: Destination) -> Iterator[str]:
    for name, value in destination.record.to_wire().items():
        if name != "transferPlan":
            yield name
            continue
        for part, inner in value.items():
            yield from (f"{name}.{part}.{leaf}" for leaf in inner) if part == "fallbackPlan" else (f"{name}.{part}",)
    yield from (
        f"policy.{name}"
        for name in type(destination.policy).model_fields
        if name in destination.policy.model_fields_set
    )


def _verdict(field: str, destination: Destination, directory: Directory) -> _Verdict:
    rule = RULES[field]
    return rule if isinstance(rule, tuple) else rule(destination, directory)


def _number_check(destination: Destination, _: Directory) -> _Verdict:
    if destination.record.number_e164_check_enabled:
        return "honoured", "checked when the file is read"
    return "honoured", "the number is sent as it is; the platform's pages speak of E.164 numbers only"


def _extension(destination: Destination, _: Directory) -> _Verdict:
    if destination.policy.extension == "append":
        return "translated", "its digits follow the number, without a pause, as a direct dial-in number needs it"
    return (
        "ignored",
        "the action has no place for it, so this destination is not offered, unless policy.extension is append",
    )


def _caller_id(destination: Destination, _: Directory) -> _Verdict:
    what = "rendered for each call" if "{" in (destination.record.caller_id or "") else "sent as it is"
    return "honoured", f"{what}, as caller_id_number; which numbers may be shown is up to the platform"


def _message(destination: Destination, _: Directory) -> _Verdict:
    if destination.record.message == "":
        return "honoured", "silence: the call is transferred at once"
    return "honoured", "spoken word for word before the transfer is sent"


def _mode(destination: Destination, _: Directory) -> _Verdict:
    plan = destination.record.transfer_plan
    if plan is None or plan.mode == "blind-transfer":
        return "honoured", "the one way that the platform transfers"
    if plan.mode.startswith("blind-transfer"):
        return "ignored", "transferred blind, but without a summary: the action has no SIP headers"
    return "ignored", "transferred blind: whoever answers is connected at once and is told nothing before"


def _dial_timeout(destination: Destination, directory: Directory) -> _Verdict:
    return "translated", f"into {_ringing(destination, directory)}"


def _timeout(destination: Destination, directory: Directory) -> _Verdict:
    plan = destination.record.transfer_plan
    if plan is not None and plan.dial_timeout is not None:
        return "ignored", "dialTimeout goes first"
    return _dial_timeout(destination, directory)


def _fallback_message(destination: Destination, directory: Directory) -> _Verdict:
    return "translated", f"into {_ringing(destination, directory)}, and this is spoken then"


def _end_call(destination: Destination, _: Directory) -> _Verdict:
    plan = destination.record.transfer_plan
    back = plan.fallback_plan if plan is not None else None
    if back is not None and not back.end_call_enabled:
        return "honoured", "a caller who comes back may go on talking"
    return "honoured", "the call ends after the fallback message"


def _ringing(destination: Destination, directory: Directory) -> str:
    seconds = ring_seconds(destination, directory)
    return (
        f"the action's timeout, {seconds} s (the platform takes {MIN_RING_SECONDS} to {MAX_RING_SECONDS}): a call that"
        " nobody answers comes back"
    )


def _hours(destination: Destination, _: Directory) -> _Verdict:
    if destination.policy.closed is not None:
        return "honoured", "outside them policy.closed is used instead"
    return "honoured", "outside them it is not offered, and the model is told when it opens"


def _closed(destination: Destination, _: Directory) -> _Verdict:
    if destination.policy.hours is None:
        return "ignored", "without policy.hours it is never closed"
    return "honoured", f"outside the hours callers get to {destination.policy.closed}"


_NO_SECOND_LEG = "the platform connects both parties at once: nothing is played or told to the other party before"
_NO_SIP = "the action has no SIP settings"

RULES: Mapping[str, _Rule | _Verdict] = MappingProxyType(
    {
        "type": ("honoured", "a telephone number, the one kind that the action can carry"),
        "number": ("honoured", "the number that is called; it is never told to the model"),
        "numberE164CheckEnabled": _number_check,
        "extension": _extension,
        "callerId": _caller_id,
        "message": _message,
        "description": ("honoured", "told to the model, and used by the search"),
        "name": ("honoured", "a label for people, and in a list the source of the key; not told to the model"),
        "transferPlan.mode": _mode,
        "transferPlan.message": ("ignored", _NO_SECOND_LEG),
        "transferPlan.timeout": _timeout,
        "transferPlan.sipVerb": ("ignored", _NO_SIP),
        "transferPlan.dialTimeout": _dial_timeout,
        "transferPlan.holdAudioUrl": ("ignored", "what is heard while it rings is up to the platform"),
        "transferPlan.transferCompleteAudioUrl": ("ignored", _NO_SECOND_LEG),
        "transferPlan.contextEngineeringPlan": ("ignored", _NO_SECOND_LEG),
        "transferPlan.twiml": ("ignored", _NO_SECOND_LEG),
        "transferPlan.summaryPlan": ("ignored", _NO_SECOND_LEG),
        "transferPlan.sipHeadersInReferToEnabled": ("ignored", _NO_SIP),
        "transferPlan.fallbackPlan.message": _fallback_message,
        "transferPlan.fallbackPlan.endCallEnabled": _end_call,
        "policy.caller_id_name": ("honoured", "sent as caller_id_name"),
        "policy.examples": ("honoured", "told to the model, and used by the search"),
        "policy.hours": _hours,
        "policy.timezone": ("honoured", "the hours are read in it"),
        "policy.closed": _closed,
        "policy.digit": ("honoured", "pressing it picks this destination"),
        "policy.extension": ("honoured", "says what becomes of the extension"),
        "policy.pinned": ("honoured", "always part of a shortlist"),
        "policy.emergency": ("honoured", "checked when the file is read"),
        "policy.premium": ("honoured", "checked when the file is read"),
        "policy.attempts": ("honoured", "after so many failures in a call it is not offered any more"),
    }
)
"""A verdict for each field of a destination."""

_MESSAGES: Mapping[str, _Verdict] = MappingProxyType(
    {
        "request-start": ("honoured", "spoken where a destination has no message of its own"),
        "request-complete": ("ignored", "after a transfer that succeeds the platform sends nothing more to speak in"),
        "request-failed": ("ignored", "what a caller hears who comes back is in a destination's fallbackPlan"),
        "request-response-delayed": ("ignored", "the sentence that fills a pause is in the prompt file"),
    }
)


def _of_directory(directory: Directory) -> Iterator[tuple[str, _Verdict]]:
    if directory.caller_id_name is not None:
        yield "caller_id_name", ("honoured", "sent as caller_id_name, unless a destination has its own")
    if directory.caller_id_number is not None:
        yield "caller_id_number", ("honoured", "sent where neither party's number is usable")
    if directory.fallback is not None:
        yield "fallback", ("honoured", f"destination {directory.fallback}; with it every call may come back")
    if directory.countries is not None:
        yield "countries", ("honoured", f"checked when the file is read: {', '.join(directory.countries)}")
    for tag in directory.voices:
        yield f"speech.{tag}", ("honoured", "sent with every sentence in that language")
    for index, message in enumerate(directory.messages):
        yield from _of_message(f"messages[{index}]", message)
    if directory.rejection_plan is not None:
        yield (
            "rejectionPlan",
            (
                "honoured",
                "a transfer that it rejects is not made; it is for calls and /v1/decide, which know what was said",
            ),
        )


def _of_message(field: str, message: ToolMessage) -> Iterator[tuple[str, _Verdict]]:
    yield field, _MESSAGES[message.type]
    if "blocking" in message.model_fields_set:
        yield f"{field}.blocking", ("ignored", "a transfer always waits until its announcement was heard")
