"""Numbers that are unusual to call or to show."""

from collections.abc import Iterator, Mapping

from adapter.directory.directory import Destination, Directory
from adapter.directory.lint.finding import Finding, Rule
from adapter.directory.numbering_plan import Kind, kind_of, trunk_prefix
from adapter.directory.policy import E164
from adapter.vapi import CustomMessage, Message

MAX_DIGITS = 15
"""Of an international number (ITU-T E.164)."""

_KINDS: Mapping[Kind, tuple[str, str]] = {
    "premium": ("has a premium-rate number", "make sure that you mean to pay for every call to it"),
    "shared_cost": ("has a shared-cost number", "make sure that it can be reached from where calls are made"),
    "satellite": ("has a satellite number", "make sure that you mean to pay for every call to it"),
    "unassigned": ("has a number that its country's numbering plan does not know", "check it for a typing mistake"),
}


def unusual_number(directory: Directory) -> Iterator[Finding]:
    for key, destination in directory.destinations.items():
        prefix = trunk_prefix(destination.record.number)
        kind = None if prefix or destination.policy.emergency else kind_of(destination.record.number)
        if prefix is not None:
            yield Finding(
                code="trunk_prefix",
                keys=(key,),
                message=f"has a number with a {prefix} behind the country code that is dialled at home only",
                mend=f"leave that {prefix} out: behind a country code most networks refuse it",
            )
        if kind is not None:
            message, mend = _KINDS[kind]
            yield Finding(code=f"{kind}_number", keys=(key,), message=message, mend=mend)


def duplicate_number(directory: Directory) -> Iterator[Finding]:
    same: dict[str, list[str]] = {}
    for key, destination in directory.destinations.items():
        same.setdefault(_dialled(destination), []).append(key)
    for keys in same.values():
        if len(keys) > 1:
            yield Finding(
                code="duplicate_number",
                keys=tuple(keys),
                message="ring at the same number",
                mend="make them one destination, or tell them apart by policy.extension: append",
            )


def extension_not_dialled(directory: Directory) -> Iterator[Finding]:
    for key, destination in directory.destinations.items():
        if not destination.dialled_by(tones=True):
            yield Finding(
                severity="error",
                code="extension_not_dialled",
                keys=(key,),
                message="is not offered to callers: its extension is not dialled",
                mend="give it policy.extension: append if its digits may follow the number, or its own direct number",
            )


def too_many_digits(directory: Directory) -> Iterator[Finding]:
    for key, destination in directory.destinations.items():
        dialled = _dialled(destination).removeprefix("+").partition(" ")[0]
        if destination.record.number_e164_check_enabled and len(dialled) > MAX_DIGITS:
            yield Finding(
                code="too_many_digits",
                keys=(key,),
                message=f"has more than {MAX_DIGITS} digits with its extension, which networks may cut",
                mend="give the direct dial-in number, or call the number without the extension",
            )


def caller_id_not_e164(directory: Directory) -> Iterator[Finding]:
    for key, destination in directory.destinations.items():
        caller_id = destination.record.caller_id
        if caller_id is not None and "{" not in caller_id and not E164.fullmatch(caller_id):
            yield Finding(
                code="caller_id_not_e164",
                keys=(key,),
                message="has a callerId that is no E.164 number, so another number is shown",
                mend="write it with a plus and the country code, or use {{customer.number}}",
            )


def spoken_number(directory: Directory) -> Iterator[Finding]:
    for key, destination in directory.destinations.items():
        if any(directory.numbers.found_in(text) for text in _spoken(destination)):
            yield Finding(
                code="spoken_number",
                keys=(key,),
                message="says a configured number to callers",
                mend="take it out of the text, unless callers are to know it",
            )


def _dialled(destination: Destination) -> str:
    extension = destination.record.extension or ""
    behind = {"append": extension, "send": f" {extension}", "refuse": ""}  # tones are no digits of the number
    return (destination.record.number + behind[destination.policy.extension]).strip()


def _spoken(destination: Destination) -> Iterator[str]:
    plan = destination.record.transfer_plan
    yield from _texts(destination.record.message)
    if plan is not None and plan.fallback_plan is not None:
        yield from _texts(plan.fallback_plan.message)


def _texts(message: Message | None) -> Iterator[str]:
    if isinstance(message, CustomMessage):
        yield message.content or ""
        yield from (content.text for content in message.contents)
    elif message is not None:
        yield message


RULES: tuple[Rule, ...] = (
    unusual_number,
    duplicate_number,
    extension_not_dialled,
    too_many_digits,
    caller_id_not_e164,
    spoken_number,
)
