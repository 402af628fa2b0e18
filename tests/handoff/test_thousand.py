"""A thousand played transfers, and a receiver that is down half of the time: each note arrives, and no call waits."""

import asyncio
from collections import Counter

import pytest

from adapter import Assistant, Directory
from adapter.handoff.delivery import FIRSTS, Delivery
from adapter.handoff.receiver import Receiver
from adapter.testing import AsyncPlayedCall, ScriptedModel, calls
from tests.handoff.receiving import LOST, SECRET, at_once, listening, told

pytestmark = pytest.mark.anyio

AT_ONCE = 50
DIRECTORY = Directory.parse(
    {"destinations": {"cards": {"type": "number", "number": "+4921155660001", "message": "Cards."}}}
)


def half_down(attempt: int) -> int | None:
    """Up for forty attempts and down for forty; of those that are taken each tenth loses its answer."""
    if attempt // 40 % 2:
        return None if attempt % 3 else 503
    return 204 if attempt % 10 else LOST


async def play(number: int, assistant: Assistant) -> str:
    """A call that is transferred, and what its note calls it."""
    call = AsyncPlayedCall(assistant)
    await call.says(f"My card is gone, says caller {number}")
    await call.was_transferred_to("cards")
    return str(number)


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.outages)])
async def test_each_note_arrives_with_one_id_and_one_body_and_no_call_waits(count: int) -> None:
    async with listening(half_down, hangs=True) as (taken, url):
        delivery = Delivery(Receiver(url, SECRET), sleep=at_once)
        assistant = told(DIRECTORY, ScriptedModel(then=calls("cards", reason="card lost")), delivery)
        callers: list[str] = []
        for first in range(0, count, AT_ONCE):
            numbers = range(first, first + AT_ONCE)
            callers += await asyncio.gather(*(play(number, assistant) for number in numbers))
        assert not taken.attempts, "every call was answered to its end while the receiver said nothing at all"
        taken.opened.set()
        await delivery.drained()
        await assistant.aclose()
    said = Counter(data["transcript"][-2]["text"].rpartition(" ")[2] for data in taken.data)
    assert said == Counter(callers)
    assert len(taken.notes) == count
    assert all(len(bodies) == 1 for bodies in taken.bodies.values())
    made = Counter(known for known, _ in taken.attempts)
    assert set(made) == set(taken.notes)
    down = sum(half_down(number) not in (204, LOST) for number in range(1, len(taken.attempts) + 1))
    assert 0.4 < down / len(taken.attempts) < 0.6
    assert FIRSTS < sum(count > 1 for count in made.values()) < count
