"""The sentence that a caller hears before being connected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from adapter.directory import Destination, Directory
from adapter.formats.sipgate import Session
from adapter.formats.vapi import Condition, ToolMessageStart
from adapter.routing.caller_id import parties
from adapter.routing.liquid import LiquidError, call_variables, render
from adapter.routing.texts import Message, languages_in, text_in


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """What to say, "" for silence. `problem` says why the configured sentence could not be used, for the log."""

    text: str
    problem: str | None = None


def announcement(
    directory: Directory,
    destination: Destination,
    session: Session,
    now: datetime,
    *,
    language: str,
    default: str,
    arguments: Mapping[str, str] | None = None,
) -> Announcement:
    """The destination's own message; else a matching request-start message of the transferCall tool; else `default`.

    Spoken word for word once its Liquid variables are filled; `""` in the file means silence. A text that cannot be
    rendered gives `default`, never an error. `arguments` are the tool call's, for the conditions of tool messages.
    """
    message = _message(directory, destination, {**(arguments or {}), "language": language})
    template = None if message is None else text_in(message, language)
    return Announcement(text=default) if template is None else rendered(template, session, now, default=default)


def rendered(
    template: str, session: Session, now: datetime, *, default: str, variables: Mapping[str, object] | None = None
) -> Announcement:
    """A configured sentence with its Liquid variables filled, or `default` and why."""
    sides = parties(session)
    known = call_variables(session, customer=sides.customer, assistant=sides.assistant, outbound=sides.outbound)
    try:
        return Announcement(text=render(template, {**(variables or {}), **known}, now).strip())
    except LiquidError as error:
        return Announcement(text=default, problem=f"a configured sentence cannot be rendered: {error.message}")


def announcement_languages(directory: Directory, destination: Destination) -> tuple[str, ...]:
    """The languages in which a destination's announcement has a text of its own, in file order."""
    return languages_in(_message(directory, destination, {}))


def _message(directory: Directory, destination: Destination, arguments: Mapping[str, str]) -> Message | None:
    own = destination.record.message
    if own is not None and text_in(own, "") is not None:
        return own
    starts = [message for message in directory.messages if isinstance(message, ToolMessageStart)]
    conditioned = (
        message
        for message in starts
        if message.conditions and all(_holds(condition, destination, arguments) for condition in message.conditions)
    )
    unconditioned = (message for message in starts if not message.conditions)
    return next(conditioned, None) or next(unconditioned, None)


def _holds(condition: Condition, destination: Destination, arguments: Mapping[str, str]) -> bool:
    """Vapi writes a destination's message as `destination eq <number>`; here the key is meant as well."""
    if condition.param == "destination":
        names = {destination.key, destination.record.number}
        return (condition.value in names) == (condition.operator == "eq") and condition.operator in ("eq", "neq")
    actual = arguments.get(condition.param)
    if actual is None:
        return condition.operator == "neq"
    return _compare(actual, condition.operator, condition.value)


def _compare(actual: str, operator: str, value: str) -> bool:
    order: float
    try:
        order = float(actual) - float(value)
    except ValueError:
        order = (actual > value) - (actual < value)
    return {
        "eq": order == 0,
        "neq": order != 0,
        "gt": order > 0,
        "gte": order >= 0,
        "lt": order < 0,
        "lte": order <= 0,
    }[operator]
