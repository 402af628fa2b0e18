"""When destinations are open, and telling the model of those that are not."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adapter.directory import Destination, Directory
from adapter.directory.opening_hours import compiled, open_at
from adapter.tool_calls.tool_definitions import when

MAX_CHANGES = 16
"""Changes that are looked at: a rule may also change only the comment of a closed time."""


def is_open(destination: Destination, now: datetime) -> bool:
    """Whether a destination's hours allow a call at an aware moment. Without hours it always is.

    What the hours call `unknown` counts as open: somebody may answer, and a call that nobody answers comes back.
    """
    hours, zone = destination.policy.hours, destination.policy.timezone
    return hours is None or zone is None or open_at(hours, zone, now)


def next_opening(destination: Destination, now: datetime) -> datetime | None:
    """When a closed destination opens, in its own time zone; None if not within a year, or if it is open."""
    hours, zone = destination.policy.hours, destination.policy.timezone
    if hours is None or zone is None or is_open(destination, now):
        return None
    moment: datetime | None = now.astimezone(ZoneInfo(zone))
    for _ in range(MAX_CHANGES):
        moment = compiled(hours, zone).next_change(moment)
        if moment is None or is_open(destination, moment):
            return moment
    return None


def closed_note(directory: Directory, keys: Collection[str], now: datetime) -> str:
    """What the model is told of closed destinations that it is not offered: what they are for, and when they open.

    In file order, and the same words until one of them opens or a day begins, so that a provider's prompt cache hits.
    "" for none. A configured number that a time happens to look like is masked.
    """
    if not keys:
        return ""
    destinations = directory.destinations
    lines = [
        f"- {key.replace('_', ' ')}, for this: {when(destinations[key])} {_opens(destinations[key], now)}"
        for key in sorted(set(keys), key=directory.places.__getitem__)
    ]
    return directory.numbers.mask(
        "\n".join(
            [
                "These places are closed now, and you cannot connect anybody with them:",
                *lines,
                "If the caller needs one of them, say kindly that it is closed and when it opens.",
            ]
        )
    )


def _opens(destination: Destination, now: datetime) -> str:
    opening = next_opening(destination, now)
    if opening is None:
        return "When it opens is not known."
    today = now.astimezone(opening.tzinfo).date()
    days = (opening.date() - today) // timedelta(days=1)
    day = f"on {opening:%A}" if days < 7 else f"on {opening:%A}, {opening.day} {opening:%B}"
    day = {0: "today", 1: "tomorrow"}.get(days, day)
    return f"It opens {day} at {opening:%H:%M} ({destination.policy.timezone} time)."
