"""How long a destination rings before the call comes back."""

from adapter.directory.directory import Destination, Directory

RING_SECONDS = 30
"""Where there is a way back but the file names no time."""


def ring_seconds(destination: Destination, directory: Directory, within: tuple[int, int] | None = None) -> int | None:
    """How long a destination is to ring; None where the file knows no way back.

    dialTimeout, else timeout, else 30, brought `within` the shortest and the longest time that a platform takes. A
    time may be what makes a call come back at all, so there is one only where there is something to do then: a
    fallbackPlan, a dialTimeout, a timeout, or a fallback of the whole directory.
    """
    plan = destination.record.transfer_plan
    waited = None if plan is None else plan.dial_timeout or plan.timeout
    if waited is None and directory.fallback is None and (plan is None or plan.fallback_plan is None):
        return None
    seconds = round(waited or RING_SECONDS)
    return seconds if within is None else min(max(seconds, within[0]), within[1])
