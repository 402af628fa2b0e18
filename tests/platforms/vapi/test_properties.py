"""What holds for every call on Vapi, whatever it sends, repeats, reorders or loses, and whether or not posts arrive."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.platforms import Vapi
from adapter.testing import ScriptedModel, calls, hangs_up, says
from tests.platforms.vapi.messages import (
    assistant_request,
    destination_request,
    report,
    request,
    status_update,
    tool_call,
    tool_calls,
)

NUMBERS = {"cards": "+4921155660001", "desk": "+4921155660002"}
DIRECTORY = Directory.parse(
    {
        "fallback": "desk",
        "destinations": {
            key: {"type": "number", "number": number, "message": "" if key == "desk" else "Cards."}
            for key, number in NUMBERS.items()
        },
    }
)
FAILED = {"status": "busy", "destination": {"type": "number", "number": NUMBERS["cards"]}}
TOOLS = st.sampled_from(["transfer_to_cards", "transfer_to_desk", "transfer_to_nobody", "hang_up", "x"])
CALLS = st.lists(st.tuples(st.sampled_from("abcde"), TOOLS), min_size=1, max_size=3)
SAID = st.lists(st.sampled_from(["Hello", "My card", "Thanks, bye"]), max_size=3)
MESSAGES = st.one_of(
    st.builds(
        lambda called, said: tool_calls(
            *(tool_call(name, call_id=f"{call_id} {name}") for call_id, name in called),
            said=[("user", text) for text in said],
        ),
        CALLS,
        SAID,
    ),
    st.builds(lambda said: destination_request(*(("user", text) for text in said)), SAID),
    st.sampled_from(
        [
            assistant_request(),
            status_update("in-progress"),
            status_update("in-progress", None, FAILED),
            status_update("forwarding"),
            status_update("ended", "assistant-forwarded-call"),
            report("customer-ended-call", FAILED),
            {"message": {"type": "hang", "call": {"id": "call-1"}}},
        ]
    ),
)


@dataclass
class Move:
    """A message, sent so often, so long after the one before; what is posted arrives or does not."""

    message: dict[str, Any]
    times: int
    seconds: float
    arrives: bool


MOVES = st.lists(
    st.builds(
        Move, MESSAGES, st.integers(1, 3), st.sampled_from([0.0, 0.5, 3.0, 40.0]), st.sampled_from([True, True, False])
    ),
    max_size=8,
)


@dataclass
class Answer:
    """What a message was answered with, and what was posted beside it."""

    message: dict[str, Any]
    body: bytes
    posted: list[dict[str, Any]]

    @property
    def called(self) -> list[str]:
        return [call["id"] for call in self.message.get("toolCallList", [])]

    def check(self) -> None:
        """It is an answer as Vapi takes one, whatever came before."""
        assert not DIRECTORY.numbers.found_in(self.body.decode()) or self.message["type"] != "tool-calls"
        answer = json.loads(self.body)
        match self.message["type"]:
            case "tool-calls":
                told = answer["results"]
                assert [result["toolCallId"] for result in told] == self.called
                assert all("\n" not in (result.get("result") or result["error"]) for result in told)
            case "transfer-destination-request" | "assistant-request":
                ((name, value),) = answer.items()
                assert value["number"] in NUMBERS.values() if name == "destination" else value.strip()
            case _:
                assert answer == {}


async def played(moves: list[Move]) -> list[Answer]:
    now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    model = ScriptedModel([calls("cards"), says("What is it about?"), calls("desk"), hangs_up("Bye.")] * 10)
    assistant = Assistant(DIRECTORY, model, platform=Vapi(), now=lambda: now)
    answers: list[Answer] = []
    for move in moves:
        now += timedelta(seconds=move.seconds)
        for _ in range(move.times):
            asked = request(move.message)
            given = await assistant.answer(asked, confirm=True)
            posted = [json.loads(post.body) for post in given.posts]
            if given.posts:
                given = await assistant.posted(asked, given, None if move.arrives else "status 500")
            answers.append(Answer(move.message["message"], given.body, posted))
    return answers


@given(MOVES)
def test_each_decision_is_posted_once_at_most_and_each_question_keeps_its_answer(moves: list[Move]) -> None:
    decided: set[str] = set()
    kept: dict[str, object] = {}
    for answer in asyncio.run(played(moves)):
        answer.check()
        transfers = [control for control in answer.posted if control["type"] == "transfer"]
        assert len(transfers) <= 1
        if transfers:
            assert set(answer.called) - decided, "nothing new was decided"
            assert transfers[0]["destination"]["number"] in NUMBERS.values()
            assert transfers[0]["destination"]["message"] == ""
        decided.update(answer.called)
        for result in json.loads(answer.body).get("results", []):
            assert kept.setdefault(result["toolCallId"], result) == result


@given(MOVES)
@settings(max_examples=50)
def test_the_same_message_twice_in_a_row_gets_the_same_bytes(moves: list[Move]) -> None:
    answers = iter(asyncio.run(played(moves)))
    for move in moves:
        assert len({next(answers).body for _ in range(move.times)}) == 1
