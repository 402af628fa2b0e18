"""The assistant over whole calls: concurrent events, late models, broken models, and what it leaves behind."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from adapter import Assistant, Directory
from adapter.calls.memory import MemoryStore
from adapter.calls.platform import PlatformRequest
from adapter.calls.turn import Turn
from adapter.errors import EventError, ModelServerError, SettingsError, SignatureError
from adapter.platforms import Sipgate
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.history import utterances
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]


def event(kind: str, call: str = "call-1", **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": call}, **fields}


def kinds(actions: list[dict[str, object]]) -> list[object]:
    return [action["type"] for action in actions]


class Gate:
    """A model's reply that comes when the test says so."""

    def __init__(self, reply: ModelReply) -> None:
        self.asked = asyncio.Event()
        self.open = asyncio.Event()
        self.cancelled = False
        self._reply = reply

    async def __call__(self, _: ModelRequest) -> ModelReply:
        self.asked.set()
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return self._reply


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(cards={"message": "Cards."}, desk={"message": "The desk."})


async def test_a_whole_call_from_greeting_to_transfer(directory: Directory) -> None:
    with ScriptedModel([calls("cards")]) as model:
        assistant = Assistant(directory, model)
        assert kinds(await assistant.handle(event("session_start"))) == ["speak"]
        assert kinds(await assistant.handle(event("user_speak", text="my card"))) == ["speak"]
        assert kinds(await assistant.handle(event("assistant_speech_ended"))) == ["transfer"]
        assert await assistant.handle(event("assistant_speech_ended")) == []
        await assistant.aclose()


async def test_what_is_no_event_is_an_error_and_nothing_else_is(directory: Directory) -> None:
    assistant = Assistant(directory, ScriptedModel([says("Hello?")]))
    assert await assistant.handle(event("user_speak", text="hi \ud83d")) != []
    broken: list[dict[str, object]] = [{"type": "user_speak"}, {"type": object()}, {}]
    for wire in broken:
        with pytest.raises(EventError):
            await assistant.handle(wire)


async def test_a_platform_may_be_named(directory: Directory) -> None:
    assert isinstance(Assistant(directory, ScriptedModel(), platform="sipgate").platform, Sipgate)
    with pytest.raises(SettingsError, match="there is sipgate"):
        Assistant(directory, ScriptedModel(), platform="carrier-pigeon")


async def test_a_message_is_answered_with_bytes_for_a_web_framework_of_ones_own(directory: Directory) -> None:
    async with Assistant(directory, ScriptedModel([calls("cards")]), platform=Sipgate(token="secret")) as assistant:
        said = json.dumps(event("user_speak", text="my card")).encode()
        with pytest.raises(SignatureError):
            await assistant.answer(PlatformRequest(body=said, headers={"x-api-token": "guess"}))
        given = await assistant.answer(PlatformRequest(body=said, headers={"x-api-token": "secret"}))
        assert (given.status, given.media_type) == (200, "application/json")
        assert json.loads(given.body)["text"] == "Cards."
        nothing = await assistant.wake("call-1")
        assert (nothing.status, nothing.body) == (204, b"")


async def test_calls_do_not_mix(directory: Directory) -> None:
    assistant = Assistant(directory, ScriptedModel([calls("cards"), says("What is it about?")]))
    await assistant.handle(event("user_speak", "one", text="my card"))
    await assistant.handle(event("user_speak", "two", text="hello"))
    assert await assistant.handle(event("assistant_speech_ended", "two")) == []
    (transfer,) = await assistant.handle(event("assistant_speech_ended", "one"))
    assert transfer["session_id"] == "one"


async def test_a_newer_utterance_cancels_the_older_request_and_answers_for_both(directory: Directory) -> None:
    older = Gate(calls("cards"))
    with ScriptedModel([older, calls("desk")]) as model:
        assistant = Assistant(directory, model)
        first = asyncio.create_task(assistant.handle(event("user_speak", text="my card")))
        await older.asked.wait()
        second = await assistant.handle(event("user_speak", text="no, a person"))
        assert await first == []
        assert second[0]["text"] == "The desk."
        assert older.cancelled
        assert utterances(model.requests[1].conversation) == ["my card", "no, a person"]


async def test_two_ends_of_speech_at_once_give_one_transfer(directory: Directory) -> None:
    assistant = Assistant(directory, ScriptedModel([calls("cards")]))
    await assistant.handle(event("user_speak", text="my card"))
    answers = await asyncio.gather(*(assistant.handle(event("assistant_speech_ended")) for _ in range(10)))
    assert sum(kinds(actions) == ["transfer"] for actions in answers) == 1
    assert sum(actions == [] for actions in answers) == 9


async def test_a_slow_model_is_bridged_and_its_decision_delivered_with_the_next_event(directory: Directory) -> None:
    slow = Gate(calls("cards"))
    assistant = Assistant(directory, ScriptedModel([slow]), respond_within=0.02)
    (hold,) = await assistant.handle(event("user_speak", text="my card"))
    assert hold["text"] == "One moment, please."
    (again,) = await assistant.handle(event("assistant_speech_ended"))
    assert again["text"] == "One moment, please."
    slow.open.set()
    (announced,) = await assistant.handle(event("assistant_speech_ended"))
    assert announced["text"] == "Cards."
    assert kinds(await assistant.handle(event("assistant_speech_ended"))) == ["transfer"]


async def test_a_decision_that_came_in_between_is_waiting_for_the_next_event(directory: Directory) -> None:
    slow = Gate(calls("cards"))
    done = asyncio.Event()
    assistant = Assistant(
        directory, ScriptedModel([slow]), respond_within=0.02, on_turn=lambda _call, _turn, _step: done.set()
    )
    await assistant.handle(event("user_speak", text="my card"))
    slow.open.set()
    await done.wait()
    (announced,) = await assistant.handle(event("user_input_timeout"))
    assert announced["text"] == "Cards."


async def test_a_model_that_never_answers_ends_in_the_safe_way(directory: Directory, noon: datetime) -> None:
    clock = [noon]
    assistant = Assistant(directory, ScriptedModel([Gate(calls("cards"))]), respond_within=0.02, now=lambda: clock[0])
    (hold,) = await assistant.handle(event("user_speak", text="my card"))
    assert hold["text"] == "One moment, please."
    clock[0] += timedelta(seconds=16)
    (apology,) = await assistant.handle(event("assistant_speech_ended"))
    assert "did not get that" in str(apology["text"])
    await assistant.aclose()


async def test_a_model_that_breaks_in_an_unknown_way_is_an_apology_and_a_trace(
    directory: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: ModelRequest) -> ModelReply:
        raise ZeroDivisionError

    assistant = Assistant(directory, ScriptedModel([broken]))
    assert kinds(await assistant.handle(event("user_speak", text="my card"))) == ["speak"]
    assert "ZeroDivisionError" in caplog.text


async def test_a_failing_provider_is_an_apology_and_a_line_in_the_log(
    directory: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = Assistant(directory, ScriptedModel([ModelServerError("status 500")]))
    assert kinds(await assistant.handle(event("user_speak", text="my card"))) == ["speak"]
    assert "model_server_error: status 500" in caplog.text


async def test_what_is_logged_holds_no_words_and_no_numbers(
    directory: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    assistant = Assistant(directory, ScriptedModel([calls("cards", reason="my card 4111 1111")]))
    await assistant.handle(event("user_speak", text="my card 4111 1111 +4921155660000"))
    await assistant.handle(event("assistant_speech_ended"))
    assert "call-1: transfer" in caplog.text
    assert "4111" not in caplog.text
    assert "556600" not in caplog.text


async def test_a_destination_that_failed_is_not_offered_again(directory: Directory) -> None:
    with ScriptedModel([calls("cards"), calls("cards"), calls("cards")]) as model:
        assistant = Assistant(directory, model)
        await assistant.handle(event("user_speak", text="my card"))
        await assistant.handle(event("assistant_speech_ended"))
        await assistant.handle(event("session_start"))
        assert kinds(await assistant.handle(event("user_speak", text="my card again"))) == ["speak"]
        assert model.requests[0].toolset.offered == ("cards", "desk")
        assert model.requests[1].toolset.offered == ("desk",)
        assert await assistant.handle(event("assistant_speech_ended")) == []


async def test_nothing_is_kept_of_events_that_mean_nothing(directory: Directory) -> None:
    store = MemoryStore()
    assistant = Assistant(directory, ScriptedModel(), store=store)
    assert await assistant.handle(event("something_new")) == []
    assert await assistant.handle(event("assistant_speak", duration_ms=1, speech_started_at=2)) == []
    assert len(store) == 0


async def test_every_turn_is_shown_to_whoever_asked(directory: Directory) -> None:
    seen: list[tuple[str, Turn]] = []
    assistant = Assistant(
        directory, ScriptedModel([calls("cards")]), on_turn=lambda call, turn, _step: seen.append((call.id, turn))
    )
    await assistant.handle(event("user_speak", text="my card"))
    assert [(call, turn.decision.kind) for call, turn in seen] == [("call-1", "transfer")]


async def test_closing_cancels_what_is_under_way(directory: Directory) -> None:
    gate = Gate(calls("cards"))
    assistant = Assistant(directory, ScriptedModel([gate]))
    waiting: Awaitable[list[dict[str, object]]] = asyncio.create_task(
        assistant.handle(event("user_speak", text="my card"))
    )
    await gate.asked.wait()
    await assistant.aclose()
    assert await waiting == []
    assert gate.cancelled
