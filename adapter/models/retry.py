"""Asking a server again after a fault of transport: how long to wait, how often, and never past the deadline."""

import math
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_base, wait_exponential, wait_random

from adapter.errors import ModelError

FIRST_WAIT = 0.2
"""Seconds before the second attempt; doubled before each later one. A caller is listening to silence meanwhile."""
LONGEST_WAIT = 2.0
"""Seconds that a wait of our own choosing takes at most. A server may ask for more."""
JITTER = 0.1
"""Seconds added at random to every wait, so that callers who failed together do not return together."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What went wrong in one attempt, and whether another one could end better."""

    error: ModelError
    retryable: bool


async def attempt_until(
    attempt: Callable[[], Awaitable[T | Fault]],
    *,
    attempts: int,
    seconds: float,
    sleep: Callable[[float], Awaitable[None]],
) -> T:
    """The first result that is no fault, from at most `attempts` attempts.

    Raises the error of the last fault when it is final, when the attempts are used up, or when the wait before the next
    one would end more than `seconds` after the first began: a wait that cannot help is not begun. An attempt itself is
    not cut short here. What `attempt` raises, a cancellation for one, passes through untouched.
    """
    begun = time.monotonic()
    first = await attempt()
    if not isinstance(first, Fault):
        return first  # as nearly always, and what tenacity makes for a call costs more than all else here
    left = seconds - (time.monotonic() - begun)
    outcomes: list[T | Fault] = [first]
    retrying = AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(attempts) | stop_before_delay(left),
        wait=_AsAskedOrLonger(),
        retry=retry_if_result(lambda outcome: isinstance(outcome, Fault) and outcome.retryable),
        retry_error_callback=_last_outcome,
    )

    # tenacity awaits only what it recognises as a coroutine function, which a lambda is not.
    async def once() -> T | Fault:
        return outcomes.pop() if outcomes else await attempt()

    outcome: T | Fault = await retrying(once)
    if isinstance(outcome, Fault):
        raise outcome.error
    return outcome


class _AsAskedOrLonger(wait_base):
    """What the server asks for, where it says so; else exponential."""

    _unasked = wait_exponential(multiplier=FIRST_WAIT) + wait_random(0, JITTER)

    def __call__(self, retry_state: RetryCallState) -> float:
        fault = _last_outcome(retry_state)
        if isinstance(fault, Fault) and fault.error.retry_after is not None:
            return fault.error.retry_after + random.uniform(0, JITTER)  # noqa: S311 - spreads load, keeps no secret
        return min(self._unasked(retry_state), LONGEST_WAIT)


def _last_outcome(retry_state: RetryCallState) -> object:
    return retry_state.outcome.result() if retry_state.outcome is not None else None


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the server asks to wait, never negative; None where it says nothing that can be understood.

    `retry-after-ms` (OpenAI and Azure) counts before `Retry-After`, which holds seconds or an HTTP date (RFC 9110,
    section 10.2.3).
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    # The zone "-0000" leaves a date without one; HTTP dates are always UTC.
    aware = date if date.tzinfo is not None else date.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
