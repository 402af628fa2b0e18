"""What holds for the library whatever a model answers and whatever a backend hands in."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import Directory, TransferTools
from adapter.tool_calls.decision import Decision, Failed, Unclear
from adapter.transfers.progress import Returned
from adapter.transfers.resolution import NextStep, Resolution
from tests.replies import CALLER, JSON_LIKE, TEXTS, TOOL_NAMES, WRITTEN

ROOT = Path(__file__).parent.parent
EXAMPLES = max(60, settings().max_examples // 10)
"""An example is two whole turns: it takes ten times as long as those of other properties."""

ROLES = st.sampled_from(["user", "assistant", "system", "developer", "tool", "function"])
CONTENT = (
    CALLER
    | st.none()
    | st.lists(
        st.fixed_dictionaries({"type": st.sampled_from(["text", "input_text", "image_url"]), "text": CALLER}),
        max_size=2,
    )
)
MESSAGES = st.lists(
    st.fixed_dictionaries({"role": ROLES, "content": CONTENT})
    | st.fixed_dictionaries({"type": st.just("function_call_output"), "call_id": st.text(max_size=5), "output": CALLER})
    | st.dictionaries(st.sampled_from(["role", "content", "tool_calls", "type", "name"]), JSON_LIKE, max_size=3),
    max_size=4,
)
ARGUMENTS = st.sampled_from(
    ['{"destination": "cards"}', '{"language": "de"}', "{", "{'a': '+4921155660001'}", ""]
) | st.text(max_size=20)
CALLS = st.builds(
    lambda name, arguments, call_id: {"id": call_id, "function": {"name": name, "arguments": arguments}},
    st.sampled_from([*TOOL_NAMES, "transfer_to_+4921155660001"]) | st.text(max_size=20),
    ARGUMENTS,
    st.text(max_size=4) | st.just("call_1"),
)
WORDS = st.lists(WRITTEN | TEXTS | st.text(max_size=10), max_size=5).map("".join)
REPLIES = (
    JSON_LIKE
    | WORDS
    | st.binary(max_size=40)
    | st.builds(
        lambda text, calls, finish: {
            "choices": [{"message": {"content": text, "tool_calls": calls}, "finish_reason": finish}]
        },
        WORDS,
        st.lists(CALLS, max_size=3),
        st.sampled_from(["stop", "tool_calls", "length", "content_filter", "", None]),
    )
    | st.builds(
        lambda text, calls: {
            "output": [
                {"type": "message", "content": [{"type": "output_text", "text": text}]},
                *({"type": "function_call", "call_id": call["id"], **call["function"]} for call in calls),
            ]
        },
        WORDS,
        st.lists(CALLS, max_size=3),
    )
)
KEYS = st.sampled_from(["cards", "loans", "switchboard", "gone"])
PROGRESS = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "tried": st.dictionaries(KEYS, st.integers(0, 3), max_size=3),
        "unclear": st.integers(0, 3),
        "language": st.sampled_from(["de", "en", "fr", "xx", ""]) | st.text(max_size=5),
        "transferring": KEYS,
    },
)
CALL = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "id": st.text(max_size=10),
        "from": st.sampled_from(["+4915112345678", "anonymous", "", "+4921155660001", "0211 55660006"])
        | st.text(max_size=10),
        "to": st.sampled_from(["+4921155660000", ""]) | st.text(max_size=10),
        "direction": st.sampled_from(["inbound", "outbound"]),
        "language": st.sampled_from(["de", "en"]) | st.text(max_size=8),
    },
)


@pytest.fixture(scope="module")
def tools(bank: Directory) -> TransferTools:
    return TransferTools(bank)


def assert_sound(result: Resolution, tools: TransferTools, *, last: bool) -> None:
    assert result.next in get_args(NextStep)
    assert (result.transfer is not None) == (result.next == "transfer")
    assert (result.retry is not None) == (result.next == "ask_again")
    assert isinstance(result.decision, get_args(get_args(Decision)[0]))
    numbers = tools.directory.numbers
    for told in (result.retry, result.progress, result.say):
        assert not numbers.found_in(json.dumps(told, ensure_ascii=False))
    assert json.loads(json.dumps(result.progress)) == result.progress
    if result.transfer is not None:
        assert result.transfer.number == tools.directory.destinations[result.transfer.key].record.number
    if result.next == "ask_again":
        assert not last
        assert result.say == ""
        calls, results = ids(result.retry or ())
        assert calls == results
    elif isinstance(result.decision, Unclear | Failed):
        assert result.say, "the caller would wait in silence"


def ids(retry: Any) -> tuple[list[str], list[str]]:
    """The ids of the calls and of their results, in either API."""
    calls = [call["id"] for entry in retry for call in entry.get("tool_calls") or ()]
    calls += [entry["call_id"] for entry in retry if entry.get("type") == "function_call"]
    results = [entry["tool_call_id"] for entry in retry if entry.get("role") == "tool"]
    return calls, results + [entry["call_id"] for entry in retry if entry.get("type") == "function_call_output"]


@given(messages=MESSAGES, call=CALL, progress=PROGRESS, reply=REPLIES, last=st.booleans())
@pytest.mark.deep
@settings(max_examples=EXAMPLES, deadline=None)
def test_every_reply_to_every_offer_comes_to_something(
    tools: TransferTools, messages: Any, call: Any, progress: Any, reply: object, last: bool
) -> None:
    offer = tools.offer(messages, call=call, progress=progress)
    result = offer.resolve(reply, last=last)
    assert_sound(result, tools, last=last)
    assert offer.resolve(reply, last=last) == result
    following = tools.offer(messages, call=call, progress=result.progress)
    assert_sound(following.resolve(reply, last=True), tools, last=True)


@given(messages=MESSAGES, progress=PROGRESS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_number_is_in_what_a_model_is_sent(tools: TransferTools, messages: Any, progress: Any) -> None:
    offer = tools.offer(messages, progress=progress)
    found = tools.directory.numbers.found_in
    for sent in (offer.chat, offer.responses, offer.realtime, offer.note):
        assert not found(json.dumps(sent))
    texts = [text for message in offer.messages for text in _texts(message)]
    assert not any(map(found, texts))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in _texts(item)]


@given(
    steps=st.lists(REPLIES | st.sampled_from(get_args(Returned)), max_size=8),
    last=st.booleans(),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_call_tries_a_destination_more_often_than_its_policy_allows(
    tools: TransferTools, steps: list[object], last: bool
) -> None:
    progress: Any = None
    dialled: dict[str, int] = {}
    for step in steps:
        if isinstance(step, str) and step in get_args(Returned):
            progress = tools.returned(progress, step)  # type: ignore[arg-type]  # one of them
            continue
        result = tools.offer(progress=progress).resolve(step, last=last)
        progress = json.loads(json.dumps(result.progress))
        if result.transfer is not None:
            key = result.transfer.key
            dialled[key] = dialled.get(key, 0) + 1
            progress = tools.returned(progress, "busy")
    allowed = {key: destination.policy.attempts for key, destination in tools.directory.destinations.items()}
    assert all(times <= allowed[key] for key, times in dialled.items())


SAME = """
import hashlib, json
from datetime import datetime, UTC
from adapter import TransferTools

tools = TransferTools("examples/bank/directory.yaml")
offer = tools.offer(
    [{"role": "user", "content": "Ich habe meine Karte verloren, 0211 55660003"}],
    call={"id": "call-1", "from": "+4915112345678", "to": "+4921155660000"},
    progress={"tried": {"loans": 1, "fraud": 1, "gone": 2}, "unclear": 1},
    now=datetime(2026, 11, 20, 12, tzinfo=UTC),
)
cards, loans = ({"name": f"transfer_to_{key}", "arguments": "{}"} for key in ("cards", "loans"))
replies = [cards, loans, "Hello.", None]
told = [offer.chat, offer.responses, offer.realtime, offer.messages, offer.note]
told += [offer.resolve(reply, last=last).to_json() for reply in replies for last in (False, True)]
print(hashlib.sha256(json.dumps(told).encode()).hexdigest(), offer.toolset.encoded("chat").hex())
"""


def test_another_process_makes_the_same_bytes_of_the_same_arguments() -> None:
    seen = {
        subprocess.run(
            [sys.executable, "-c", SAME],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    assert len(seen.pop()) > 1000
