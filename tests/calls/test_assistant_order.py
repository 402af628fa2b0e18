"""Events of one call whose steps in one process interleave: who looked first may be the last to go on."""

import asyncio
from collections.abc import Callable

import pytest

from adapter import Assistant, Directory
from adapter.calls.memory import MemoryStore
from adapter.calls.state import Call
from adapter.calls.store import Store, Stored
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]

PATIENT = 60.0
"""Seconds in which to answer: the order is what is tested, and a busy machine takes its time."""


def event(kind: str, **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": "call-1"}, **fields}


class Gate:
    """Somebody who waits here until the test opens it."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def __call__(self) -> None:
        self.reached.set()
        await self.open.wait()


class GatedStore(Store):
    """A store whose next answer reaches its event only when the test says so."""

    def __init__(self) -> None:
        self._store = MemoryStore()
        self._gates: dict[str, Gate] = {}

    def hold(self, what: str) -> Gate:
        """Holds back the answer to the next `load` or `save`."""
        self._gates[what] = gate = Gate()
        return gate

    async def load(self, call_id: str) -> Stored | None:
        stored = await self._store.load(call_id)
        await self._pass("load")
        return stored

    async def save(self, call: Call, expected: int) -> bool:
        saved = await self._store.save(call, expected)
        await self._pass("save")
        return saved

    async def ready(self) -> bool:
        return True

    async def aclose(self) -> None:
        await self._store.aclose()

    async def _pass(self, what: str) -> None:
        gate = self._gates.pop(what, None)
        if gate is not None:
            await gate()


class Asked:
    """A reply that comes when the test opens it."""

    def __init__(self, reply: ModelReply) -> None:
        self.gate = Gate()
        self._reply = reply

    async def __call__(self, _: ModelRequest) -> ModelReply:
        await self.gate()
        return self._reply


@pytest.fixture
def store() -> GatedStore:
    return GatedStore()


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(cards={"message": "Cards."}, desk={"message": "The desk."})


async def test_an_older_utterance_that_is_slower_does_not_cancel_the_newer_one(
    directory: Directory, store: GatedStore
) -> None:
    newer = Asked(calls("desk"))
    assistant = Assistant(directory, ScriptedModel([newer]), store=store, respond_within=PATIENT)
    saved = store.hold("save")
    older = asyncio.create_task(assistant.handle(event("user_speak", text="my card")))
    await saved.reached.wait()
    answer = asyncio.create_task(assistant.handle(event("user_speak", text="no, a person")))
    await newer.gate.reached.wait()
    saved.open.set()
    assert await older == []
    newer.gate.open.set()
    assert [action["text"] for action in await answer] == ["The desk."]
    await assistant.aclose()


async def test_an_event_that_knew_of_no_turn_does_not_cancel_the_one_that_began_meanwhile(
    directory: Directory, store: GatedStore
) -> None:
    asked = Asked(calls("cards"))
    assistant = Assistant(directory, ScriptedModel([asked]), store=store, respond_within=PATIENT)
    await assistant.handle(event("session_start"))
    loaded = store.hold("load")
    early = asyncio.create_task(assistant.handle(event("assistant_speech_ended")))
    await loaded.reached.wait()
    answer = asyncio.create_task(assistant.handle(event("user_speak", text="my card")))
    await asked.gate.reached.wait()
    loaded.open.set()
    assert await early == []
    asked.gate.open.set()
    assert [action["text"] for action in await answer] == ["Cards."]
    await assistant.aclose()


async def test_a_decision_nobody_waits_for_any_more_is_kept_for_the_next_event(directory: Directory) -> None:
    """The platform hangs up on a request that it has given up; the caller is still there."""
    asked = Asked(says("What is it about?"))
    store = MemoryStore()
    here, there = (
        Assistant(directory, ScriptedModel([asked]), store=store, respond_within=PATIENT, model_timeout=PATIENT)
        for _ in range(2)
    )
    given_up = asyncio.create_task(here.handle(event("user_speak", text="hello")))
    await asked.gate.reached.wait()
    given_up.cancel()
    await asyncio.wait([given_up])
    asked.gate.open.set()
    (reply,) = await there.handle(event("user_input_timeout"))
    assert reply["text"] == "What is it about?"
    await here.aclose()


class ContestedStore(MemoryStore):
    """A store in which another process changes a call just before each save, as long as `contested`."""

    contested = True

    async def save(self, call: Call, expected: int) -> bool:
        if self.contested:
            stored = await self.load(call.id)
            await super().save(stored.call if stored else Call(info=call.info), expected)
        return await super().save(call, expected)


@pytest.fixture
def contested(monkeypatch: pytest.MonkeyPatch) -> ContestedStore:
    monkeypatch.setattr("adapter.calls.changes.NEXT_TRY", 0)
    return ContestedStore()


async def test_a_caller_whose_words_cannot_be_saved_hears_that_something_is_wrong(
    directory: Directory, contested: ContestedStore
) -> None:
    assistant = Assistant(directory, ScriptedModel([calls("cards")]), store=contested)
    (action,) = await assistant.handle(event("user_speak", text="my card"))
    assert (action["type"], action["text"]) == ("speak", "I am sorry, I did not get that. What is it about?")
    contested.contested = False
    (action,) = await assistant.handle(event("user_speak", text="my card, I said"))
    assert action["text"] == "Cards."
    await assistant.aclose()


async def test_nothing_is_transferred_when_the_decision_cannot_be_saved(
    directory: Directory, contested: ContestedStore
) -> None:
    asked = Asked(calls("cards"))
    assistant = Assistant(directory, ScriptedModel([asked]), store=contested, respond_within=PATIENT)
    contested.contested = False
    answer = asyncio.create_task(assistant.handle(event("user_speak", text="my card")))
    await asked.gate.reached.wait()
    contested.contested = True
    asked.gate.open.set()
    assert [action["type"] for action in await answer] == ["speak"]
    contested.contested = False
    assert await assistant.handle(event("assistant_speech_ended")) == []
    await assistant.aclose()
