"""Fields of a destination's record and policy; those of its transferPlan are in `transfer_plan`."""

from collections.abc import Mapping

from adapter.directory.capabilities import Capabilities
from adapter.directory.directory import Destination, Directory
from adapter.directory.field_support.verdict import Rule, Verdict
from adapter.directory.policy import E164


def _number_check(destination: Destination, _directory: Directory, _capabilities: Capabilities) -> Verdict:
    if destination.record.number_e164_check_enabled:
        return "honoured", "checked when the file is read"
    return "honoured", "the number is sent as it is; {platform}'s pages may speak of E.164 numbers only"


def _extension(destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    if destination.policy.extension == "refuse":
        return "ignored", "it is not dialled, so this destination is not offered, unless policy.extension is append"
    if destination.policy.extension == "send":
        if capabilities.extension_tones:
            return "honoured", "sent as tones once somebody has answered"
        return "ignored", "{platform} sends no tones to whoever answers, so this destination is not offered there"
    if not capabilities.extension_append:
        return "ignored", "{platform} dials no digits after a number"
    return "translated", "its digits follow the number, without a pause, as a direct dial-in number needs it"


def _caller_id(destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    if not capabilities.caller_number:
        return "ignored", "{platform} shows a number of its own choice"
    if capabilities.transfer_plan:
        return "honoured", "sent with the record; {platform} renders it, and decides which numbers may be shown"
    caller_id = destination.record.caller_id or ""
    if "{" not in caller_id and not E164.fullmatch(caller_id):
        return "ignored", "no E.164 number, which counts as withheld: a number of your own is shown instead"
    what = "rendered for each call" if "{" in caller_id else "shown as it is"
    return "honoured", f"{what}; which numbers may be shown is up to {{platform}}"


def _message(destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    if destination.record.message == "":
        return "honoured", "silence: the call is transferred at once"
    by = "by {platform} " if capabilities.speaks_before_transfer else ""
    cut = "" if capabilities.uninterruptible else "; a caller who speaks cuts it off"
    return "honoured", f"spoken word for word {by}before the call is transferred{cut}"


def _caller_id_name(_destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    if capabilities.caller_name:
        return "honoured", "shown to whoever answers"
    return "ignored", "{platform} shows no name"


def _hours(destination: Destination, _directory: Directory, _capabilities: Capabilities) -> Verdict:
    if destination.policy.closed is not None:
        return "honoured", "outside them policy.closed is used instead"
    return "honoured", "outside them it is not offered, and the model is told when it opens"


def _closed(destination: Destination, _directory: Directory, _capabilities: Capabilities) -> Verdict:
    if destination.policy.hours is None:
        return "ignored", "without policy.hours it is never closed"
    return "honoured", f"outside the hours callers get to {destination.policy.closed}"


def _digit(_destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    if capabilities.digits:
        return "honoured", "pressing it picks this destination"
    return "ignored", "{platform} does not tell which key was pressed"


def _attempts(destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    plan = destination.record.transfer_plan
    warm = capabilities.transfer_plan and plan is not None and plan.mode.startswith("warm-transfer")
    if capabilities.returns_failed_transfers or warm:
        return "honoured", "after so many failures in a call it is not offered any more"
    return "ignored", "a call does not come back from {platform} to be tried again"


RULES: Mapping[str, Rule] = {
    "type": ("honoured", "a telephone number, the one kind that is offered"),
    "number": ("honoured", "the number that is called; it is never told to the model"),
    "numberE164CheckEnabled": _number_check,
    "extension": _extension,
    "callerId": _caller_id,
    "message": _message,
    "description": ("honoured", "told to the model, and used by the search"),
    "name": ("honoured", "a label for people, and in a list the source of the key; not told to the model"),
    "policy.caller_id_name": _caller_id_name,
    "policy.examples": ("honoured", "told to the model, and used by the search"),
    "policy.hours": _hours,
    "policy.timezone": ("honoured", "the hours are read in it"),
    "policy.closed": _closed,
    "policy.digit": _digit,
    "policy.extension": ("honoured", "says what becomes of the extension"),
    "policy.pinned": ("honoured", "always in the shortlist of a directory of more than 200, or with that exposure"),
    "policy.emergency": ("honoured", "checked when the file is read"),
    "policy.premium": ("honoured", "checked when the file is read"),
    "policy.attempts": _attempts,
}
