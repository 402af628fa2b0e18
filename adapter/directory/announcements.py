"""Which configured message announces a transfer to a destination, and in which languages it has a text."""

from collections.abc import Mapping

from adapter.directory.directory import Destination, Directory
from adapter.vapi import Condition, ToolMessageStart
from adapter.vapi.texts import Message, languages_in, text_in


def announcement_languages(directory: Directory, destination: Destination) -> tuple[str, ...]:
    """The languages in which a destination's announcement has a text of its own, in file order."""
    return languages_in(configured_message(directory, destination, {}))


def configured_message(directory: Directory, destination: Destination, arguments: Mapping[str, str]) -> Message | None:
    """The destination's own message, else a matching request-start message of the transferCall tool.

    `arguments` are the tool call's, for the conditions of tool messages. None where nothing is configured.
    """
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
