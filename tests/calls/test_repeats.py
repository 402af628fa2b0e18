"""The same event once more: whoever asks again for an answer that was lost gets it, in every store, and nobody else."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pydantic_core
import pytest

from adapter import Assistant, Directory
from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.redis import RedisStore
from adapter.calls.sqlite import SqliteStore
from adapter.calls.store import Store
from adapter.testing import ScriptedModel, calls, hangs_up, says
from adapter.testing.call_clock import Clock
from adapter.tool_calls.reply import ModelReply

pytestmark = pytest.mark.anyio

SHARED = ("sqlite", "redis")
Wire = list[dict[str, Any]]


class Host:
    """A process that answers one call, on a clock that all hosts share."""

    def __init__(self, directory: Directory, model: ScriptedModel, store: Store, clock: Clock) -> None:
        self.model = model
        self.assistant = Assistant(directory, model, store=store, now=clock)

    async def asked(self, kind: str, **fields: object) -> PlatformAnswer:
        event = {"type": kind, "session": {"id": "call-1", "from_phone_number": "+4915112345678"}, **fields}
        return await self.assistant.answer(PlatformRequest(body=json.dumps(event).encode()), confirm=True)

    async def lost(self, kind: str, **fields: object) -> Wire:
        """What an event is answered with, to a connection that has been closed."""
        given = await self.asked(kind, **fields)
        self.assistant.confirm_delivery(given, delivered=False)
        return wire(given)

    async def heard(self, kind: str, **fields: object) -> Wire:
        """What an event is answered with, and arrives."""
        given = await self.asked(kind, **fields)
        self.assistant.confirm_delivery(given, delivered=True)
        return wire(given)


def wire(given: PlatformAnswer) -> Wire:
    body = pydantic_core.from_json(given.body) if given.body else []
    return body if isinstance(body, list) else [body]


def kinds(actions: Wire) -> list[str]:
    return [action["type"] for action in actions]


@pytest.fixture
def clock(noon: datetime) -> Clock:
    return Clock(noon)


@pytest.fixture
def directory(directory_of: Callable[..., Directory]) -> Directory:
    return directory_of(cards={"message": "Cards, one moment."}, desk={"message": "The desk."}, fallback="desk")


@pytest.fixture
async def host(
    request: pytest.FixtureRequest, directory: Directory, clock: Clock, tmp_path: Path
) -> AsyncIterator[Callable[..., Host]]:
    """`host(kind, *replies)`: one more process over the same store of a kind, memory being its own."""
    async with AsyncExitStack() as stack:

        def start(kind: str, *replies: ModelReply) -> Host:
            store: Store = MemoryStore()
            if kind == "sqlite":
                store = FailoverStore(SqliteStore(tmp_path / "calls.db"))
            elif kind == "redis":
                store = FailoverStore(RedisStore(request.getfixturevalue("empty_redis").url))
            made = Host(directory, ScriptedModel(replies), store, clock)
            stack.push_async_callback(made.assistant.aclose)
            return made

        yield start


Start = Callable[..., Host]

ANSWERED = [
    pytest.param([], ("session_start", {}), ["speak"], id="the greeting"),
    pytest.param([], ("user_speak", {"text": "hm"}), ["speak"], id="a sentence"),
    pytest.param([], ("user_speak", {"text": "my card"}), ["speak"], id="an announcement"),
    pytest.param([], ("user_speak", {"text": "bye"}), ["speak"], id="a goodbye"),
    pytest.param([], ("user_input_timeout", {}), ["speak"], id="a question after silence"),
    pytest.param([("user_speak", {"text": "my card"})], ("assistant_speech_ended", {}), ["transfer"], id="a transfer"),
    pytest.param([("user_speak", {"text": "bye"})], ("assistant_speech_ended", {}), ["hangup"], id="a hang-up"),
]
REPLIES = {"hm": says("What is it about?"), "my card": calls("cards"), "bye": hangs_up("Goodbye.")}


def replies_to(*events: tuple[str, dict[str, str]]) -> list[ModelReply]:
    return [REPLIES[fields["text"]] for _, fields in events if fields]


@pytest.mark.parametrize("kind", ["memory", *SHARED])
@pytest.mark.parametrize(("before", "event", "expected"), ANSWERED)
async def test_an_answer_that_was_lost_is_given_again_until_it_arrives(
    host: Start, kind: str, before: list[Any], event: Any, expected: list[str]
) -> None:
    here = host(kind, *replies_to(*before, event))
    for name, fields in before:
        await here.heard(name, **fields)
    lost = await here.lost(event[0], **event[1])
    assert kinds(lost) == expected
    assert await here.lost(event[0], **event[1]) == lost
    assert await here.heard(event[0], **event[1]) == lost
    assert await here.heard(event[0], **event[1]) == []
    here.model.assert_complete()


@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize(("before", "event", "expected"), ANSWERED)
async def test_an_answer_that_died_with_its_process_is_given_by_another(
    host: Start, clock: Clock, kind: str, before: list[Any], event: Any, expected: list[str]
) -> None:
    here, there = host(kind, *replies_to(*before, event)), host(kind)
    for name, fields in before:
        await here.heard(name, **fields)
    lost = wire(await here.asked(event[0], **event[1]))  # and killed, before anybody told what became of it
    assert kinds(lost) == expected
    clock.advance(20)
    assert await there.heard(event[0], **event[1]) == lost
    assert await there.heard(event[0], **event[1]) == []


@pytest.mark.parametrize("kind", SHARED)
async def test_what_has_arrived_is_not_given_again_by_another_process(host: Start, clock: Clock, kind: str) -> None:
    here, there = host(kind, calls("cards")), host(kind)
    await here.heard("user_speak", text="my card")
    clock.advance(2)
    assert kinds(await here.heard("assistant_speech_ended")) == ["transfer"]
    await here.assistant.handler.noted()
    clock.advance(0.9)
    assert await there.heard("assistant_speech_ended") == []


@pytest.mark.parametrize("kind", ["memory", *SHARED])
async def test_of_the_same_event_twice_at_once_one_is_answered(host: Start, kind: str) -> None:
    here = host(kind, calls("cards"))
    there = here if kind == "memory" else host(kind)
    await here.heard("user_speak", text="my card")
    both = await asyncio.gather(here.heard("assistant_speech_ended"), there.heard("assistant_speech_ended"))
    assert sorted(map(kinds, both)) == [[], ["transfer"]]


@pytest.mark.parametrize("kind", SHARED)
async def test_words_whose_process_died_while_they_were_decided_are_decided_by_another(
    host: Start, clock: Clock, kind: str
) -> None:
    asked = asyncio.Event()

    async def never(_: object) -> ModelReply:
        asked.set()
        return await asyncio.Event().wait() and says("")

    here = host(kind)
    here.assistant.handler.model = ScriptedModel([never])
    there = host(kind, calls("cards"))
    killed = asyncio.create_task(here.asked("user_speak", text="my card"))
    await asked.wait()
    killed.cancel()
    clock.advance(5)
    assert kinds(await there.heard("user_speak", text="my card")) == ["speak"]
    said = [message.text for message in there.model.requests[0].conversation if message.role == "user"]
    assert said == ["my card"]


async def test_after_half_a_minute_the_same_event_is_a_new_one(host: Start, clock: Clock) -> None:
    here = host("memory", says("What is it about?"), calls("cards"))
    await here.lost("user_speak", text="hello")
    clock.advance(30.1)
    (announced,) = await here.heard("user_speak", text="hello")
    assert announced["text"] == "Cards, one moment."


async def test_other_words_are_no_repetition(host: Start) -> None:
    here = host("memory", says("What is it about?"), calls("cards"))
    await here.lost("user_speak", text="hello")
    (announced,) = await here.heard("user_speak", text="my card")
    assert announced["text"] == "Cards, one moment."


@pytest.mark.parametrize("kind", ["memory", *SHARED])
async def test_what_comes_again_after_something_else_has_happened_is_a_new_event(
    host: Start, clock: Clock, kind: str
) -> None:
    """Hosts whose clocks differ measure less than a second between two silences that were three apart."""
    here = host(kind)
    there = here if kind == "memory" else host(kind)
    assert kinds(await here.heard("user_input_timeout")) == ["speak"]
    await here.assistant.handler.noted()
    assert await there.heard("assistant_speech_ended") == []
    clock.advance(0.5)
    assert kinds(await there.heard("user_input_timeout")) == ["speak"]


async def test_an_answer_that_other_words_have_overtaken_is_not_given_again(host: Start) -> None:
    here = host("memory", says("What is it about?"), calls("cards"), says("Yes?"))
    await here.lost("user_speak", text="hello")
    await here.heard("user_speak", text="my card")
    assert kinds(await here.heard("user_speak", text="hello")) == ["barge_in", "speak"]


async def test_an_answer_of_the_library_has_arrived_when_it_is_given_back(host: Start) -> None:
    here = host("memory", calls("cards"))
    event = {"session": {"id": "call-1"}, "type": "user_speak", "text": "my card"}
    assert len(await here.assistant.handle(event)) == 1
    ended = {**event, "type": "assistant_speech_ended"}
    assert kinds(await here.assistant.handle(ended)) == ["transfer"]
    assert await here.assistant.handle(ended) == []


async def test_a_transfer_is_given_again_by_the_directory_as_it_is_now(
    host: Start, directory_of: Callable[..., Directory]
) -> None:
    """A service that is started again with another file does not dial a number that has left it."""
    here = host("memory", calls("cards"))
    await here.heard("user_speak", text="my card")
    assert kinds(await here.lost("assistant_speech_ended")) == ["transfer"]
    new = directory_of(desk={"message": "The desk."}, fallback="desk")
    there = Assistant(new, ScriptedModel(), store=here.assistant.handler.store, now=here.assistant.handler.now)
    here.assistant = there
    (said,) = await here.heard("assistant_speech_ended")
    assert (said["type"], said["text"]) == ("speak", "The desk.")


@pytest.mark.parametrize("kind", ["memory", *SHARED])
async def test_many_utterances_of_one_call_at_once_are_answered_once(
    host: Start, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    here = host(kind)
    here.assistant.handler.model = ScriptedModel(then=calls("cards"))
    answers = await asyncio.gather(*(here.heard("user_speak", text=f"my card {number}") for number in range(300)))
    assert [kinds(answer) for answer in answers if answer] == [["speak"]]
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
