"""The thoughts in a reply as it came, whatever marks them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.thoughts import thoughts_in, without_thoughts
from adapter.tool_calls.told_thoughts import MAX_THOUGHTS, told_thoughts


def chat(**message: object) -> dict[str, object]:
    return {"choices": [{"message": message}]}


@pytest.mark.parametrize(
    ("body", "thoughts"),
    [
        (chat(content="Hello."), ()),
        (chat(content="<think>A card.</think>Hello."), ("A card.",)),
        (chat(content="<think>One.</think>Hello.<think>Two.</think>"), ("One.", "Two.")),
        (chat(content="its prompt began it</think>Hello."), ("its prompt began it",)),
        (chat(content="<think>it never ends"), ("it never ends",)),
        (chat(content="Hello.", reasoning_content="Hm."), ("Hm.",)),
        (
            chat(content="Hello.", reasoning="Hm.", reasoning_details=[{"type": "reasoning.text", "text": "Hm."}]),
            ("Hm.",),
        ),
        ({"content": [{"type": "thinking", "thinking": "A."}, {"type": "text", "text": "B."}]}, ("A.",)),
        ({"output": [{"type": "reasoning", "summary": [{"type": "summary_text", "text": "S."}]}]}, ("S.",)),
        ({"output": [{"type": "message", "content": [{"type": "output_text", "text": "B."}]}]}, ()),
        ({"candidates": [{"content": {"parts": [{"thought": True, "text": "T."}, {"text": "B."}]}}]}, ("T.",)),
        ({"reasoning": {"effort": "low", "summary": None}}, ()),
        ([], ()),
    ],
)
def test_thoughts_are_found_by_mark_field_and_type(body: object, thoughts: tuple[str, ...]) -> None:
    assert told_thoughts(json.dumps(body).encode()) == thoughts


def test_what_is_no_reply_has_none_and_many_are_cut() -> None:
    assert told_thoughts(b"<html>") == ()
    many = [chat(content=f"<think>{number}</think>") for number in range(100)]
    assert len(told_thoughts(json.dumps(many).encode())) == MAX_THOUGHTS
    deep = b"[" * 5_000 + b"]" * 5_000
    assert told_thoughts(deep) == ()


PIECES = st.lists(
    st.sampled_from(
        ["<think>", "</think>", "<thinking>", "</thinking>", "hello", " ", "<|channel|>final<|message|>", "x"]
    ),
    max_size=8,
)


@given(pieces=PIECES)
def test_an_answer_and_its_thoughts_are_parts_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for thought in thoughts_in(text):
        assert thought.strip() == thought != ""
    if not thoughts_in(text) and "<" not in text:
        assert without_thoughts(text) == text
