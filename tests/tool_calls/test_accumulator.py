"""Pieces of replies as servers send them, and what they are put together to."""

from typing import Any

import pytest

from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.accumulator import Accumulator, accumulator_for
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import ModelApi


def gathered(api: ModelApi, *chunks: object) -> Accumulator:
    found = accumulator_for(api)
    for chunk in chunks:
        found.add(chunk)
    return found


def read(api: ModelApi, *chunks: object) -> ModelReply:
    return read_reply(gathered(api, *chunks).body())


def delta(**fields: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": fields}]}


def piece(arguments: object = "", **fields: object) -> dict[str, object]:
    """A chunk with a piece of a tool call; `name` goes where it belongs."""
    function = {"arguments": arguments, **({"name": fields.pop("name")} if "name" in fields else {})}
    return delta(tool_calls=[{**fields, "function": function}])


STOP = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def call(name: str, arguments: str = "", id: str = "") -> ToolCall:  # noqa: A002 - the field's name
    return ToolCall(name=name, arguments=arguments, id=id)


FLAT: list[dict[str, object]] = [{"id": "a", "name": "f", "arguments": "{"}, {"arguments": "}"}]
PARTS: list[dict[str, object]] = [
    {"type": "text", "text": "Hm."},
    {"type": "tool_use", "id": "a", "name": "f", "input": {"b": 1}},
]
CALLS: list[tuple[str, list[object], list[ToolCall]]] = [
    (
        "by index, one after the other",
        [piece(index=0, id="a", name="f"), piece("{", index=0), piece("}", index=0), piece("[]", index=1, name="g")],
        [call("f", "{}", "a"), call("g", "[]")],
    ),
    (
        "by index, in turn",
        [piece(index=0, name="f"), piece(index=1, name="g"), piece("1", index=0), piece("2", index=1)],
        [call("f", "1"), call("g", "2")],
    ),
    ("whole", [piece("{}", index=0, id="a", name="f")], [call("f", "{}", "a")]),
    ("without an index", [piece("{", id="a", name="f"), piece("}")], [call("f", "{}", "a")]),
    (
        "several without an index",
        [piece("{}", id="a", name="f"), piece("[]", id="b", name="g")],
        [call("f", "{}", "a"), call("g", "[]", "b")],
    ),
    (
        "several without an index and an id, each whole",
        [piece("{}", name="f"), piece("[]", id="", name="g")],
        [call("f", "{}"), call("g", "[]")],
    ),
    (
        "several without an index in one chunk",
        [delta(tool_calls=[{"function": {"name": name, "arguments": "{}"}} for name in ("f", "g")])],
        [call("f", "{}"), call("g", "{}")],
    ),
    (
        "several with the same index",
        [piece("{}", index=0, id="a", name="f"), piece("[", index=0, id="b", name="f"), piece("]", index=0)],
        [call("f", "{}", "a"), call("f", "[]", "b")],
    ),
    (
        "id and name with every piece",
        [piece("{", index=0, id="a", name="f"), piece("}", index=0, id="a", name="f")],
        [call("f", "{}", "a")],
    ),
    (
        "another id with every piece",
        [piece("{", index=0, id="a", name="f"), piece("}", index=0, id="b")],
        [call("f", "{}", "a")],
    ),
    (
        "all that has come, each time",
        [piece(text, index=0, id="a", name="f") for text in ('{"a":', '{"a": 1,', '{"a": 1, "b": 2}')],
        [call("f", '{"a": 1, "b": 2}', "a")],
    ),
    (
        "all that has come of the name, each time",
        [piece(index=0, name=name) for name in ("trans", "transfer_", "transfer_to_x")],
        [call("transfer_to_x")],
    ),
    (
        "another id and the name with every piece",
        [piece(text, index=0, id=f"c{at}", name="f") for at, text in enumerate(['{"a"', ': "d', 'e"}'])],
        [call("f", '{"a": "de"}', "c0")],
    ),
    (
        "another id and the name with every piece, without an index, and two calls",
        [piece(text, id=f"c{at}", name="f") for at, text in enumerate(['{"a"', ": 1}", '{"b"', ": 2}"])],
        [call("f", '{"a": 1}', "c0"), call("f", '{"b": 2}', "c2")],
    ),
    (
        "another name ends a call that is not whole",
        [piece('{"a"', index=0, id="a", name="f"), piece("{}", index=0, id="b", name="g")],
        [call("f", '{"a"', "a"), call("g", "{}", "b")],
    ),
    (
        "an index that counts the pieces",
        [piece("{", index=0, id="a", name="f"), piece('"a": 1', index=1), piece("}", index=2)],
        [call("f", '{"a": 1}', "a")],
    ),
    ("an index of null", [piece("{", index=None, id="a", name="f"), piece("}", index=None)], [call("f", "{}", "a")]),
    ("an empty id later", [piece("{", index=0, id="a", name="f"), piece("}", index=0, id="")], [call("f", "{}", "a")]),
    (
        "flat pieces",
        [delta(tool_calls=[{"index": 0, **fields}]) for fields in FLAT],
        [call("f", "{}", "a")],
    ),
    (
        "parts of the content",
        [delta(content=[part]) for part in PARTS],
        [call("f", '{"b":1}', "a")],
    ),
    ("a name in pieces", [piece(index=0, name="f_"), piece(index=0, name="g")], [call("f_g")]),
    ("arguments as an object", [piece("", index=0, name="f"), piece({"a": 1}, index=0)], [call("f", '{"a":1}')]),
    ("arguments of null", [piece(None, index=0, name="f")], [call("f")]),
    ("no function", [delta(tool_calls=[{"index": 0, "id": "a"}])], [call("", "", "a")]),
    (
        "of the old form",
        [delta(function_call={"name": "f"}), delta(function_call={"arguments": "{}"})],
        [call("f", "{}")],
    ),
    (
        "in a whole message",
        [{"choices": [{"message": {"tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{}"}}]}}]}],
        [call("f", "{}", "a")],
    ),
    ("none that are lists", [delta(tool_calls=["x", None]), delta(tool_calls="x")], []),
]


@pytest.mark.parametrize(("chunks", "calls"), [row[1:] for row in CALLS], ids=[row[0] for row in CALLS])
def test_tool_calls_of_every_server_are_put_together(chunks: list[object], calls: list[ToolCall]) -> None:
    assert list(read("chat", *chunks, STOP).tool_calls) == calls


@pytest.mark.parametrize(
    ("chunks", "text"),
    [
        ([delta(role="assistant", content=""), delta(content="Hel"), delta(content="lo.")], "Hello."),
        ([delta(content=None), delta(content="Hello.")], "Hello."),
        ([delta(content=[{"type": "text", "text": "Hel"}]), delta(content="lo.")], "Hello."),
        ([delta(content="\ud83d"), delta(content="\ude42")], "🙂"),
        ([delta(content="\ud83d"), delta(content="x")], "?x"),
        ([delta(content="one"), {"choices": [{"index": 1, "delta": {"content": "other"}}]}], "one"),
        ([{"choices": [{"message": {"content": "Hello."}}]}], "Hello."),
        ([{"choices": [{"delta": {"content": "Hello."}, "message": {"content": "Hello."}}]}], "Hello."),
        ([delta(reasoning_content="Let me think."), delta(content="Hello.")], "Hello."),
        ([None, "x", [], {}, {"choices": None}, {"choices": [None, "x"]}, delta(content="Hello.")], "Hello."),
    ],
)
def test_a_text_is_put_together(chunks: list[object], text: str) -> None:
    assert read("chat", *chunks, STOP).text == text


def test_a_refusal_is_put_together() -> None:
    assert read("chat", delta(refusal="I can"), delta(refusal="not."), STOP).refusal == "I cannot."


@pytest.mark.parametrize(
    "usages",
    [
        [None, {"prompt_tokens": 9, "completion_tokens": 4}],
        [{"prompt_tokens": 9, "completion_tokens": 1}, {"prompt_tokens": 9, "completion_tokens": 4}, None],
    ],
)
def test_the_last_usage_counts(usages: list[object]) -> None:
    chunks = [{"choices": [], "usage": usage} for usage in usages]
    assert read("chat", STOP, *chunks).usage == Usage(input_tokens=9, output_tokens=4)


def test_the_finish_reason_is_kept_whatever_comes_after() -> None:
    assert read("chat", STOP, delta(content="")).finish == "stop"


def test_arguments_that_are_objects_and_text_at_once_do_not_fit_together() -> None:
    pieces = gathered("chat", piece("{}", index=0, name="f"), piece({"a": 1}, index=0), STOP)
    with pytest.raises(ModelReplyUnreadable):
        pieces.body()


@pytest.mark.parametrize(
    ("chunks", "complete", "speaking"),
    [
        ([], False, False),
        ([delta(role="assistant", content="")], False, False),
        ([delta(content="H")], False, True),
        ([piece(index=0, name="f")], False, True),
        ([delta(refusal="I")], False, True),
        ([STOP], True, False),
        ([piece(index=0, name="f"), {"choices": [], "usage": {}}], False, True),
    ],
)
def test_a_completion_is_complete_with_its_finish_reason(chunks: list[object], complete: bool, speaking: bool) -> None:
    found = gathered("chat", *chunks)
    assert (found.complete, found.speaking) == (complete, speaking)


# Responses

ITEM: dict[str, Any] = {"type": "function_call", "call_id": "a", "name": "f", "arguments": "{}"}
ADDED = {"type": "response.output_item.added", "item": {**ITEM, "arguments": ""}}
DONE = {"type": "response.output_item.done", "item": ITEM}
THOUGHT = {"type": "response.output_item.done", "item": {"type": "reasoning"}}


@pytest.mark.parametrize("output", [[ITEM], [], None])
@pytest.mark.parametrize("kind", ["completed", "incomplete", "failed"])
def test_the_last_event_is_the_response_and_items_that_it_leaves_out_are_put_in(kind: str, output: object) -> None:
    last = {"type": f"response.{kind}", "response": {"model": "m", "status": kind, "output": output}}
    found = gathered("responses", {"type": "response.created", "response": {}}, ADDED, THOUGHT, DONE, last)
    assert found.complete
    assert read_reply(found.body()) == ModelReply(tool_calls=(call("f", "{}", "a"),), finish=kind, model="m")


@pytest.mark.parametrize(
    ("events", "speaking"),
    [
        ([{"type": "response.created", "response": {}}], False),
        ([{"type": "response.output_item.added", "item": {"type": "reasoning"}}], False),
        ([ADDED], True),
        ([ADDED, {"type": "response.function_call_arguments.delta", "delta": "{"}], True),
        ([ADDED, DONE], False),
        ([DONE, ADDED], True),
        ([None, {"type": []}, {"type": "response.completed", "response": "x"}, {"item": ADDED}], False),
    ],
)
def test_a_response_without_its_last_event_is_not_complete(events: list[object], speaking: bool) -> None:
    found = gathered("responses", *events)
    assert (found.complete, found.speaking) == (False, speaking)
