"""How long a destination rings before the call comes back."""

from adapter.directory.directory import Destination, Directory

MIN_RING_SECONDS = 5
MAX_RING_SECONDS = 120
"""Bounds of the transfer action's `timeout` (sipgate AI Flow docs)."""

RING_SECONDS = 30
"""Where there is a way back but the file names no time."""


def ring_seconds(destination: Destination, directory: Directory) -> int | None:
    """The transfer action's `timeout`; None where the file knows no way back.

    dialTimeout, else timeout, else 30, within 5 to 120. Without a timeout a failed transfer ends the call (sipgate AI
    Flow docs), so there is one only where there is something to do then: a fallbackPlan, a dialTimeout, a timeout, or a
    fallback of the whole directory.
    """
    plan = destination.record.transfer_plan
    waited = None if plan is None else plan.dial_timeout or plan.timeout
    if waited is None and directory.fallback is None and (plan is None or plan.fallback_plan is None):
        return None
    return min(max(round(waited or RING_SECONDS), MIN_RING_SECONDS), MAX_RING_SECONDS)
