"""When a server is asked again, how long that waits, and when it is not worth beginning."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import ModelError, ModelOverloaded, ModelRequestRejected, ModelServerError
from adapter.models.retry import FIRST_WAIT, JITTER, LONGEST_WAIT, Fault, attempt_until, retry_after

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def passing(retry_after: float | None = None) -> Fault:
    return Fault(error=ModelOverloaded("busy", retry_after=retry_after), retryable=True)


class Attempts:
    """Plays outcomes one after the other and notes the waits between them instead of waiting."""

    def __init__(self, *outcomes: str | Fault | BaseException) -> None:
        self.outcomes = list(outcomes)
        self.waits: list[float] = []

    async def attempt(self) -> str | Fault:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def run(self, *, attempts: int = 3, seconds: float = 15.0) -> str:
        return asyncio.run(attempt_until(self.attempt, attempts=attempts, seconds=seconds, sleep=self.sleep))


def test_a_first_result_needs_no_wait() -> None:
    attempts = Attempts("reply")
    assert attempts.run() == "reply"
    assert attempts.waits == []


def test_waits_of_our_own_double_and_carry_some_jitter() -> None:
    attempts = Attempts(*[passing()] * 7, "reply")
    assert attempts.run(attempts=8) == "reply"
    expected = [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT, 8 * FIRST_WAIT, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]
    for wait, least in zip(attempts.waits, expected, strict=True):
        assert least <= wait <= min(least + JITTER, LONGEST_WAIT)


@pytest.mark.parametrize("asked", [0.0, 0.05, 1.5, 7.0])
def test_a_server_that_asks_for_a_wait_is_given_it_and_never_less(asked: float) -> None:
    attempts = Attempts(passing(asked), "reply")
    assert attempts.run() == "reply"
    assert asked <= attempts.waits[0] <= asked + JITTER


def test_a_final_fault_is_raised_at_once() -> None:
    error = ModelRequestRejected("wrong")
    attempts = Attempts(Fault(error=error, retryable=False), "never asked for")
    with pytest.raises(ModelRequestRejected) as raised:
        attempts.run()
    assert raised.value is error
    assert attempts.waits == []


def test_the_last_fault_is_the_one_that_is_raised() -> None:
    last = ModelServerError("the last one")
    attempts = Attempts(passing(), passing(), Fault(error=last, retryable=True), "never asked for")
    with pytest.raises(ModelError) as raised:
        attempts.run()
    assert raised.value is last
    assert len(attempts.waits) == 2


def test_a_wait_that_would_pass_the_deadline_is_not_begun() -> None:
    attempts = Attempts(passing(20.0), "never asked for")
    with pytest.raises(ModelOverloaded) as raised:
        attempts.run(seconds=15.0)
    assert raised.value.retry_after == 20.0
    assert attempts.waits == []


def test_a_cancellation_passes_through_and_is_not_tried_again() -> None:
    attempts = Attempts(passing(), asyncio.CancelledError(), "never asked for")
    with pytest.raises(asyncio.CancelledError):
        attempts.run()
    assert len(attempts.outcomes) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "3"}, 3.0),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=4), usegmt=True)}, 4.0),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:04 -0000"}, 4.0),
        ({"retry-after": format_datetime(NOW - timedelta(days=1), usegmt=True)}, 0.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": "later"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "Sat, 99 Nov 2026 12:00:04 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_every_form_that_servers_send(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,9} Nov \d{1,9} \d\d:\d\d:\d\d [-+]\d{1,6}"))
def test_whatever_stands_in_retry_after_gives_a_wait_or_nothing(text: str) -> None:
    seconds = retry_after({"retry-after": text}, NOW)
    assert seconds is None or 0 <= seconds < float("inf")
