"""The sentence that a caller hears before being connected."""

from collections.abc import Mapping
from datetime import datetime

from adapter.directory import Destination, Directory
from adapter.directory.announcements import configured_message
from adapter.frozen import dataclass
from adapter.tool_calls.liquid import LiquidError, is_template, render
from adapter.transfers.call_info import CallInfo
from adapter.transfers.call_variables import call_variables
from adapter.transfers.caller_id import parties
from adapter.vapi.texts import text_in


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """What to say, "" for silence. `problem` says why the configured sentence could not be used, for the log."""

    text: str
    problem: str | None = None


def announcement(
    directory: Directory,
    destination: Destination,
    call: CallInfo,
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
    message = configured_message(directory, destination, {**(arguments or {}), "language": language})
    template = None if message is None else text_in(message, language)
    return Announcement(text=default) if template is None else rendered(template, call, now, default=default)


def rendered(
    template: str, call: CallInfo, now: datetime, *, default: str, variables: Mapping[str, object] | None = None
) -> Announcement:
    """A configured sentence with its Liquid variables filled, or `default` and why."""
    if not is_template(template):
        return Announcement(text=template.strip())
    sides = parties(call)
    known = call_variables(call, customer=sides.customer, assistant=sides.assistant, outbound=sides.outbound)
    try:
        return Announcement(text=render(template, {**(variables or {}), **known}, now).strip())
    except LiquidError as error:
        return Announcement(text=default, problem=f"a configured sentence cannot be rendered: {error.message}")
