"""Whole calls in which callers and models may say anything: what is done, where it leads, and what is heard."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, decide
from adapter.calls.flow import on_event
from adapter.calls.state import Call, dump_call, load_call
from adapter.calls.steps import Step, call_situation
from adapter.calls.turn_flow import on_decision
from adapter.directory.numbers import ConfiguredNumbers
from adapter.models.offline import offline_reply
from adapter.platforms.sipgate.actions import to_wire
from adapter.testing import calls
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decision import Decision
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.offer import Offer
from tests.calls.wire import actions_of, read_wire
from tests.replies import CALLER, INTERNAL, JSON_LIKE, TEXTS, WRITTEN

ACTIONS = {"speak", "transfer", "hangup", "barge_in", "configure_transcription"}
SESSION = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660099"}

SAID = st.text(max_size=40) | st.lists(WRITTEN | TEXTS | st.text(max_size=10), max_size=5).map("".join)
CALLED = st.builds(
    ToolCall,
    name=st.sampled_from(["transfer_call", "transfer_to_cards", "transfer_to_loans", "hang_up"]) | SAID,
    arguments=SAID | JSON_LIKE.map(lambda value: json.dumps(value, default=str)),
)
REPLY = st.builds(
    ModelReply,
    text=SAID,
    tool_calls=st.lists(CALLED, max_size=3).map(tuple),
    finish=st.sampled_from(["stop", "tool_calls", "length", "content_filter", ""]),
)
PROSE = st.builds(ModelReply, text=SAID, finish=st.sampled_from(["stop", "length"]))
KEYS = st.sampled_from(["cards", "loans", "fraud", "transfers", "switchboard"])
OBEDIENT = st.builds(
    lambda key, text, reason: replace(calls(key, reason=reason), text=text), KEYS, st.just("") | SAID, SAID
)
ECHO = "echo"
"""In place of a reply: the model does and says to the letter what the caller says."""
REPLIES = st.one_of(PROSE, OBEDIENT, REPLY, JSON_LIKE, st.just(ECHO))
TURNS = st.lists(st.tuples(CALLER, st.lists(REPLIES, min_size=2, max_size=2)), max_size=4)
ENDINGS = st.sampled_from(["assistant_speech_ended", "user_input_timeout", "session_start"])


@pytest.fixture(scope="module")
def config(bank: Directory) -> AssistantConfig:
    return AssistantConfig(directory=bank)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@lru_cache(maxsize=10_000)
def secret(numbers: ConfiguredNumbers, text: str) -> bool:
    """Whether a text holds a number; prompts and tools are looked through once."""
    return numbers.found_in(text)


def replied(reply: object, words: str, tools: bytes, conversation: Any) -> object:
    if reply != ECHO:
        return reply
    own = offline_reply(tools, conversation)
    obeyed = ToolCall(name=words, arguments=json.dumps({"destination": words, "number": words, "reason": words}))
    return replace(own, text=words, tool_calls=(*own.tool_calls, obeyed))


def taken(call: Call, replies: list[object], words: str, config: AssistantConfig, now: datetime) -> Decision:
    """The decision of a turn, asked again as in a call; whatever is sent to the model holds no number."""
    asked = Offer(situation=call_situation(call, config, now), conversation=call.conversation).request
    for reply in replies:
        body = asked.body("chat", "m").decode()
        assert not [text for text in texts(json.loads(body)) if secret(config.directory.numbers, text)]
        said = replied(reply, words, asked.toolset.encoded(), asked.conversation)
        decision = decide(said, asked.toolset, claims=asked.claims)
        if decision.ask_again is None:
            break
        asked = asked.asking_again(said if isinstance(said, ModelReply) else ModelReply(), decision.ask_again)
    return decision


def assert_sound(step: Step, config: AssistantConfig) -> None:
    directory = config.directory
    numbers = {destination.record.number: key for key, destination in directory.destinations.items()}
    for action in map(to_wire, actions_of(step)):
        assert action["type"] in ACTIONS
        if action["type"] == "transfer":
            assert step.call.pending is not None
            assert numbers[str(action["target_phone_number"])] == step.call.pending.destination
        if action["type"] == "speak":
            assert str(action["text"]).strip()
            assert not INTERNAL.search(str(action["text"]))
            assert not directory.numbers.found_in(str(action["text"]))
    assert load_call(dump_call(step.call)) == step.call


@given(TURNS, st.lists(ENDINGS, min_size=4, max_size=4))
@pytest.mark.deep
def test_whatever_callers_and_models_say_calls_reach_the_directory_and_nothing_inside_is_heard(
    config: AssistantConfig, turns: list[tuple[str, list[object]]], endings: list[str]
) -> None:
    now = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
    call = Call(info=CallInfo(id="call-1"))
    for (words, replies), ending in zip(turns, endings, strict=False):
        step = on_event(call, read_wire({"type": "user_speak", "session": SESSION, "text": words}), now, config)
        assert_sound(step, config)
        call = step.call
        if step.work == "decide":
            step = on_decision(call, call.turns, taken(call, replies, words, config, now), now, config)
            assert_sound(step, config)
            call = step.call
        step = on_event(call, read_wire({"type": ending, "session": SESSION}), now, config)
        assert_sound(step, config)
        call = step.call
