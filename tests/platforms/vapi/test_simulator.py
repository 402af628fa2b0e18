"""The simulator does Vapi's part, and refuses what Vapi would not take; whole calls are played with it."""

import asyncio
import json
from collections.abc import Callable

import pytest

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformAnswer, Post
from adapter.calls.questions import UNDECIDED
from adapter.calls.simulator import Due
from adapter.errors import Unsupported
from adapter.platforms import Vapi
from adapter.platforms.vapi.simulator import ASKED_AGAIN, VapiSimulator
from adapter.testing import ScriptedModel, calls
from adapter.testing.call_target import InProcessTarget
from adapter.testing.played import AsyncPlayedCall
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio

WARM = {"mode": "warm-transfer-experimental", "fallbackPlan": {"message": "Nobody.", "endCallEnabled": False}}


@pytest.fixture
def directory(directory_of: Callable[..., Directory]) -> Directory:
    return directory_of(
        cards={"message": "Cards.", "transferPlan": WARM}, desk={"message": "The desk."}, fallback="desk"
    )


async def test_a_warm_transfer_that_nobody_answers_comes_back_and_counts_as_an_attempt(directory: Directory) -> None:
    line = VapiSimulator()
    assistant = Assistant(directory, ScriptedModel([calls("cards"), calls("cards"), calls("desk")]), platform=Vapi())
    call = AsyncPlayedCall(assistant, simulator=line)
    await call.says("My card is gone")
    await call.was_transferred_to("cards")
    await call.comes_back()
    await call.says("Then try again")
    await call.was_transferred_to("desk")  # the one attempt is used up, and the model is asked again


async def test_a_number_without_an_assistant_is_forwarded(directory: Directory) -> None:
    line = VapiSimulator()
    assistant = Assistant(directory, ScriptedModel(), platform=Vapi())
    line.take(await assistant.answer(line.asks_for_an_assistant().request))
    assert [sent.number for sent in line.transfers] == [directory.destinations["desk"].record.number]
    assert line.spoken == ["The desk."]


async def test_several_tools_at_once_are_one_transfer(directory: Directory) -> None:
    line = VapiSimulator()
    assistant = Assistant(directory, ScriptedModel(), platform=Vapi())
    line.start()
    line.take(await assistant.answer(line.tool_calls(("transfer_to_desk", "{}"), ("transfer_to_desk", "{}")).request))
    assert len(line.transfers) == 1
    line.take(await assistant.answer(line.report("assistant-forwarded-call").request))


async def test_its_model_asks_again_while_there_is_no_decision_but_not_for_ever() -> None:
    line = VapiSimulator()
    line.start()
    line.words("My card is gone")
    undecided = PlatformAnswer(body=json.dumps({"error": UNDECIDED}).encode())
    for _ in range(ASKED_AGAIN):
        line.take(undecided)
        due = line.follow_up()
        assert due is not None
        assert due.wire["type"] == "transfer-destination-request"
    line.take(undecided)
    assert line.follow_up() is None
    line.words("Hello?")
    assert line.follow_up() is None
    line.take(undecided)
    assert line.follow_up() is not None
    line.take(PlatformAnswer(body=b'{"error": "There is no such destination."}'))
    assert line.follow_up() is None


async def test_a_decision_that_takes_too_long_is_had_by_asking_again(directory: Directory) -> None:
    decided = asyncio.Event()

    async def slow(_: ModelRequest) -> ModelReply:
        await decided.wait()
        return calls("desk")

    class Waiting(InProcessTarget):
        async def answer(self, due: Due, call_id: str) -> PlatformAnswer:
            given = await super().answer(due, call_id)
            if UNDECIDED.encode() in given.body:
                decided.set()
            return given

    assistant = Assistant(directory, ScriptedModel([slow]), platform=Vapi(), respond_within=0.05)
    call = AsyncPlayedCall(Waiting(assistant), simulator=VapiSimulator())
    await call.says("Somebody, please")
    await call.was_transferred_to("desk")
    assert [event["type"] for event in call.events].count("transfer-destination-request") >= 2


async def test_what_is_not_told_cannot_be_played() -> None:
    line = VapiSimulator()
    for impossible in (line.speech_ends, line.silence, lambda: line.key("1")):
        with pytest.raises(Unsupported):
            impossible()


@pytest.mark.parametrize(
    "answer",
    [
        PlatformAnswer(status=204),
        PlatformAnswer(body=b'{"results": []}'),
        PlatformAnswer(body=b'{"results": [{"name": "x", "toolCallId": "other", "result": "x"}]}'),
        PlatformAnswer(body=b'{"results": []}', posts=(Post(url="https://evil.example", body=b"{}"),)),
    ],
)
async def test_answers_that_are_none_are_refused(answer: PlatformAnswer) -> None:
    line = VapiSimulator()
    line.start()
    line.tool_call("x")
    with pytest.raises(ValueError, match=r"status|results|posted"):
        line.take(answer)


async def test_a_result_of_two_lines_is_refused() -> None:
    line = VapiSimulator()
    line.start()
    (called,) = json.loads(line.tool_call("x").request.body)["message"]["toolCallList"]
    result = {"name": "x", "toolCallId": called["id"], "result": "one\ntwo"}
    with pytest.raises(ValueError, match="one line"):
        line.take(PlatformAnswer(body=json.dumps({"results": [result]}).encode()))
