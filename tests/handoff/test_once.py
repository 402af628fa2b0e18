"""Exactly one note for each transfer, whatever events come, in whatever order, to whichever process."""

import asyncio
import itertools
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.memory import MemoryStore
from adapter.calls.store import Stored
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from tests.handoff.receiving import Taken, taking, told

DIRECTORY = Directory.parse(
    {
        "fallback": "desk",
        "destinations": {
            key: {
                "type": "number",
                "number": f"+49211556600{place}",
                "message": f"The {key}.",
                "policy": {"digit": str(place)},
            }
            for place, key in enumerate(("cards", "loans", "desk"), start=1)
        },
    }
)
SAID = ("cards", "loans", "a question", "unclear")
EVENTS: list[dict[str, Any]] = [
    {"type": "session_start"},
    *({"type": "user_speak", "text": text} for text in SAID),
    {"type": "assistant_speech_ended"},
    {"type": "user_input_timeout"},
    {"type": "dtmf_received", "digit": "2"},
]


def words() -> ScriptedModel:
    """A model that does what the last words say, with a reason of its own each time."""
    asked = itertools.count(1)

    async def answer(request: ModelRequest) -> ModelReply:
        number = next(asked)
        await asyncio.sleep(0)
        said = [message.text for message in request.conversation if isinstance(message, UserMessage)]
        for key in ("cards", "loans"):
            if said and said[-1].endswith(key):
                return calls(key, language="en", reason=f"reason {number}")
        return says("What is it about?") if said and "question" in said[-1] else ModelReply()

    return ScriptedModel(then=answer)


class Shared(MemoryStore):
    """One store of two processes: neither knows what the other has saved before it asks."""

    def known(self, call_id: str) -> Stored | None:
        return None


async def played(script: list[tuple[int, list[int]]]) -> tuple[Taken, int]:
    """What is told of events that come to processes, several at once, and how many transfers were begun."""
    store, taken_of = Shared(), []
    processes: list[Assistant] = []
    for _ in range(2):
        taken, delivery = taking()
        taken_of.append((taken, delivery))
        processes.append(told(DIRECTORY, words(), delivery, store=store))
    session = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660099"}
    for number, to in script:
        event = {**EVENTS[number], "session": session}
        await asyncio.gather(*(processes[process].handle(event) for process in to))
    await asyncio.gather(*(delivery.drained() for _, delivery in taken_of))
    both = Taken(plan=lambda _: 204)
    for taken, _ in taken_of:
        both.attempts += taken.attempts
        both.notes.update(taken.notes)
    known = await store.load("call-1")
    for process in processes:
        await process.aclose()
    return both, known.call.transfers if known else 0


def check(both: Taken, transfers: int) -> None:
    told_of = Counter(data["transfer"] for data in both.data)
    assert told_of == dict.fromkeys(range(1, transfers + 1), 1)
    assert len(both.attempts) == transfers
    assert all(len(bodies) == 1 for bodies in both.bodies.values())


TO = st.lists(st.integers(0, 1), min_size=1, max_size=3)


@given(st.lists(st.tuples(st.integers(0, len(EVENTS) - 1), TO), max_size=12))
def test_each_transfer_is_told_once_by_one_of_two_processes(script: list[tuple[int, list[int]]]) -> None:
    check(*asyncio.run(played(script)))


@pytest.mark.parametrize("to", [[0, 1], [1, 0], [0, 0], [0, 1, 0, 1]])
def test_an_event_that_comes_to_both_is_told_by_whose_answer_was_saved(to: list[int]) -> None:
    both, transfers = asyncio.run(played([(1, to), (5, to)]))
    assert transfers == 1
    check(both, transfers)
