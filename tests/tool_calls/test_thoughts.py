"""Thoughts: however a model marks them, nothing in them is spoken, followed or taken for a promise."""

import json
import time
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, Toolset, TransferTools, decide
from adapter.tool_calls.accumulator import accumulator_for
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.thoughts import AnswerStart, without_thoughts
from adapter.transfer_tools import TransferOffer

ANSWER = "Do you still have the card?"

TAGS = ["think", "thinking", "Thought", "thoughts", "REASONING", "reflection", "scratchpad", "analysis", "seed:think"]
TAGS += ["antThinking", "antml:thinking", "longcat_think", "inner_monologue", "internal-thoughts", "chain_of_thought"]
HEADED = "<|channel|>{}<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"
FAMILIES: dict[str, tuple[str, str]] = {
    **{f"<{tag}>": (f"<{tag}>", f"</{tag}>") for tag in TAGS},
    "with a space": ("< think >", "</ think >"),
    "with an attribute": ('<think effort="low">', "</think>"),
    "escaped": ("&lt;think&gt;", "&lt;/think&gt;"),
    "escaped for Markdown": ("\\<think\\>".replace("\\>", ">"), "\\</think>"),
    "another end": ("<think>", "</thinking>"),
    "Magistral": ("[THINK]", "[/THINK]"),
    "in square brackets, small": ("[thinking]", "[/thinking]"),
    "Kimi VL": ("◁think▷", "◁/think▷"),
    "Command A": ("<|START_THINKING|>", "<|END_THINKING|>"),
    "OpenThinker": ("<|begin_of_thought|>", "<|end_of_thought|>"),
    "Apertus": ("<|inner_prefix|>", "<|inner_suffix|>"),
    "token": ("<|think|>", "<|/think|>"),
    "token, start and end": ("<|think_start|>", "<|think_end|>"),
    "wide token": ("<｜begin▁of▁thought｜>", "<｜end▁of▁thought｜>"),
    "gpt-oss": ("<|channel|>analysis<|message|>", HEADED[1]),
    "gpt-oss, from the start": ("<|start|>assistant<|channel|>analysis<|message|>", HEADED[1]),
    "gpt-oss, without its first mark": ("analysis<|message|>", HEADED[1]),
    "gpt-oss, no end": ("<|channel|>analysis<|message|>", "<|start|>assistant<|channel|>final<|message|>"),
    "gpt-oss, without tokens": ("analysis", "assistantfinal"),
    "Gemma": ("<|channel>thought\n", "<channel|>"),
    "fence": ("```thinking\n", "\n```\n"),
    "Granite": ("Here is my thought process: ", "Here's my response: "),
}
AT_THE_START = ["gpt-oss, without its first mark", "gpt-oss, without tokens", "Granite"]
"""What is a mark only where the reply begins."""
ALONE = [name for name in FAMILIES if name not in (*AT_THE_START, "fence", "gpt-oss, no end", "another end")]
"""Of which the end is known without the beginning."""
CONSIDERED = {
    "words": "They hesitate, I stay calm",
    "a call": '<tool_call>\n{"name": "transfer_to_fraud", "arguments": {}}\n</tool_call>',
    "a call of Mistral's": "[TOOL_CALLS]transfer_to_fraud[ARGS]{} or not",
    "a call of Qwen Coder's": "<function=transfer_to_fraud><parameter=reason>theft</parameter></function>",
    "JSON": '\n{"name": "transfer_to_fraud", "arguments": {"reason": "calm"}}\n',
    "code": "\ntransfer_to_fraud(reason='calm')\n",
    "half a call": '<tool_call>{"name": "transfer_to_',
    "a promise": "I will transfer you to the fraud team now.",
    "a number": "+49 211 5566 0001",
    "nothing": "\n\n",
}


@pytest.fixture(scope="module")
def toolset(bank: Directory) -> Toolset:
    return Toolset(bank, hang_up=True)


@pytest.fixture(scope="module")
def offer(bank: Directory) -> TransferOffer:
    return TransferTools(bank).offer([{"role": "user", "content": "I cannot find my card"}])


def said(content: object) -> dict[str, object]:
    return {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}


def thought(family: str, inner: str) -> str:
    begin, end = FAMILIES[family]
    # Without its special tokens gpt-oss begins with a letter.
    return f"{begin}{'We see. ' if family == 'gpt-oss, without tokens' else ''}{inner}{end}"


def is_the_answer(decision: Decision) -> bool:
    return isinstance(decision, Reply) and decision.text == ANSWER


@pytest.mark.parametrize("family", FAMILIES)
def test_only_the_answer_behind_a_thought_counts(toolset: Toolset, family: str) -> None:
    made = {name: decide(said(thought(family, inner) + ANSWER), toolset) for name, inner in CONSIDERED.items()}
    wrong = {name: decision for name, decision in made.items() if not is_the_answer(decision)}
    assert not wrong, "\n".join(map(repr, wrong.items()))


@pytest.mark.parametrize("family", ALONE)
def test_what_stands_before_a_lone_end_is_a_thought(toolset: Toolset, family: str) -> None:
    end = FAMILIES[family][1]
    made = {name: decide(said(f"{inner}{end}\n\n{ANSWER}"), toolset) for name, inner in CONSIDERED.items()}
    wrong = {name: decision for name, decision in made.items() if not is_the_answer(decision)}
    assert not wrong, "\n".join(map(repr, wrong.items()))


@pytest.mark.parametrize("finish", ["stop", "length"])
@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "in square brackets, small"])
def test_of_a_thought_that_is_never_closed_nothing_is_used(toolset: Toolset, family: str, finish: str) -> None:
    used = {}
    for name, inner in CONSIDERED.items():
        text = thought(family, inner).removesuffix(FAMILIES[family][1])
        reply = {"choices": [{"message": {"content": text}, "finish_reason": finish}]}
        decision = decide(reply, toolset)
        if not (isinstance(decision, Failed) and decision.ask_again):
            used[name] = decision
    assert not used, "\n".join(map(repr, used.items()))


@pytest.mark.parametrize("family", [name for name in FAMILIES if name not in AT_THE_START])
def test_a_thought_between_two_sentences_parts_them(toolset: Toolset, family: str) -> None:
    decision = decide(said(f"Oh dear. {thought(family, CONSIDERED['a call'])} {ANSWER}"), toolset)
    assert isinstance(decision, Reply)
    assert decision.text == f"Oh dear. {ANSWER}"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_call_behind_a_thought_is_followed_and_not_the_one_in_it(toolset: Toolset, family: str) -> None:
    call = '<tool_call>{"name": "transfer_to_cards", "arguments": {}}</tool_call>'
    decision = decide(said(thought(family, CONSIDERED["a call"]) + call), toolset)
    assert isinstance(decision, Transfer)
    assert decision.destination == "cards"


def test_a_channel_that_is_addressed_to_a_tool_is_a_call_and_the_thought_before_it_is_none(toolset: Toolset) -> None:
    text = thought("gpt-oss", CONSIDERED["a call"]).removesuffix("<|channel|>final<|message|>")
    text += "<|channel|>commentary to=functions.transfer_to_cards <|constrain|>json<|message|>{}<|call|>"
    decision = decide(said(text), toolset)
    assert isinstance(decision, Transfer)
    assert decision.destination == "cards"


@pytest.mark.parametrize(
    "text",
    [
        "We think about it. Our analysis team reflects on its reasoning, and that is a thought.",
        "Analysis of your payments takes a day.",
        "Analysiswerte sind da.",
        "Here is my thought: call us back.",
        "A plan is fine.",
    ],
)
def test_words_that_are_also_the_names_of_marks_are_spoken(toolset: Toolset, text: str) -> None:
    assert without_thoughts(text) == text
    decision = decide(said(text), toolset)
    assert isinstance(decision, Reply)
    assert decision.text == text


@pytest.mark.parametrize(
    "text", ["1 < 2 and 3 > 2", "<b>Hello</b>", "[laughs] Hello", "[thinking] Hello", "<|im_end|>"]
)
def test_other_marks_are_left_to_others(text: str) -> None:
    assert without_thoughts(text) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<think/>Hello.", "Hello."),
        ("<think>a <think>b</think> c</think>Hello.", "Hello."),
        ("<think>a</think>\n<think>b</think>Hello.", "Hello."),
        ("<think>a</think>Hello.<think>b", "Hello."),
        ("<think>a [THINK] b</think>Hello.", "Hello."),
        ("<|channel|>commentary<|message|>One moment.<|end|>", "One moment.<|end|>"),
        ("<think>x</think>analysisWe<think>", ""),
        ("", ""),
    ],
)
def test_thoughts_within_and_after_each_other(text: str, rest: str) -> None:
    assert without_thoughts(text) == rest


PARTS: list[dict[str, object]] = [
    {"type": "thinking", "thinking": "calm"},
    {"type": "thinking", "thinking": [{"type": "text", "text": "calm"}], "text": "calm"},
    {"type": "thinking", "text": CONSIDERED["JSON"]},
    {"type": "reasoning", "text": "calm"},
    {"type": "reasoning_text", "text": CONSIDERED["code"]},
    {"type": "redacted_thinking", "data": "x", "text": "calm"},
    {"type": "thought", "text": "calm"},
    {"type": "summary_text", "text": "calm"},
    {"type": "text", "thought": True, "text": CONSIDERED["code"]},
]


@pytest.mark.parametrize("part", PARTS, ids=json.dumps)
def test_parts_that_are_thoughts_by_their_type_are_left_out(toolset: Toolset, part: dict[str, object]) -> None:
    text = {"type": "text", "text": ANSWER}
    message = {"type": "message", "role": "assistant", "content": [part, {**text, "type": "output_text"}]}
    gathered = accumulator_for("chat")
    for content in ([part], [text]):
        gathered.add({"choices": [{"index": 0, "delta": {"content": content}}]})
    gathered.add({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    assert gathered.text == ANSWER
    for reply in (said([part, text]), {"output": [message], "status": "completed"}, gathered.body(), [message]):
        decision = decide(reply, toolset)
        assert isinstance(decision, Reply)
        assert decision.text == ANSWER


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning", "thinking", "reasoning_details"])
def test_fields_beside_the_content_are_not_the_answer(toolset: Toolset, field: str) -> None:
    message = {"content": ANSWER, field: CONSIDERED["code"]}
    decision = decide({"choices": [{"message": message, "finish_reason": "stop"}]}, toolset)
    assert isinstance(decision, Reply)
    assert decision.text == ANSWER
    assert isinstance(decide({"choices": [{"message": {**message, "content": None}}]}, toolset), Failed)


def test_items_of_responses_that_are_thoughts_are_left_out(toolset: Toolset) -> None:
    content = [{"type": "output_text", "text": CONSIDERED["code"]}]
    items = [
        {"type": "reasoning", "content": [{"type": "reasoning_text", "text": "calm"}], "summary": []},
        {"type": "message", "channel": "analysis", "content": content},
        {"type": "message", "content": [{"type": "output_text", "text": f"<think>calm</think>{ANSWER}"}]},
    ]
    decision = decide({"output": items, "status": "completed"}, toolset)
    assert isinstance(decision, Reply)
    assert decision.text == ANSWER


def test_a_farewell_is_spoken_without_the_thought_before_it(toolset: Toolset) -> None:
    reply = ModelReply(text="<think>They are done. calm</think>Take care.", tool_calls=())
    called = {"tool_calls": [{"function": {"name": "hang_up", "arguments": "{}"}}], "content": reply.text}
    assert decide(called, toolset) == HangUp(reason="tool_call", text="Take care.")
    assert read_reply(reply).text == "Take care."


# Streams


Api = Literal["chat", "responses"]


def chunks(api: Api, pieces: list[str]) -> list[dict[str, Any]]:
    if api == "chat":
        made: list[dict[str, Any]] = [
            {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]} for piece in pieces
        ]
        return [*made, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}]
    item = {"type": "message", "content": [{"type": "output_text", "text": "".join(pieces)}]}
    return [
        {"type": "response.output_item.added", "item": {"type": "message", "content": []}},
        *({"type": "response.output_text.delta", "delta": piece} for piece in pieces),
        {"type": "response.output_item.done", "item": item},
        {"type": "response.completed", "response": {"output": [item], "status": "completed"}},
    ]


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_stream_releases_the_answer_as_it_comes_and_nothing_of_the_thought(
    offer: TransferOffer, family: str, api: Api
) -> None:
    text = f"{thought(family, 'They hesitate. I stay calm. So. ')}Oh dear. {ANSWER}"
    stream = offer.stream()
    released = "".join([stream.feed(piece) for piece in chunks(api, list(text))])
    # What ends as no mark of its kind does is read when all has come.
    assert released == ("" if family == "another end" else "Oh dear. ")
    assert released + stream.finish().say == f"Oh dear. {ANSWER}"


@pytest.mark.parametrize("family", ALONE)
def test_a_stream_of_a_model_that_begins_within_its_thought(offer: TransferOffer, family: str) -> None:
    text = f"They hesitate. I stay calm. So. {FAMILIES[family][1]}Oh dear. {ANSWER}"
    stream = offer.stream(thinks=True)
    released = "".join([stream.feed(piece) for piece in chunks("chat", list(text))])
    assert "calm" not in released
    assert released + stream.finish().say == f"Oh dear. {ANSWER}"


def test_a_model_that_is_said_to_think_and_does_not_is_heard_in_the_end(offer: TransferOffer) -> None:
    stream = offer.stream(thinks=True)
    assert [stream.feed(piece) for piece in chunks("chat", ["Oh dear. ", ANSWER])] == ["", "", ""]
    assert stream.finish().say == f"Oh dear. {ANSWER}"


SECRETS = ["calm", "theft", "hesitat", "fraud team"]
SAID = st.sampled_from(["Oh dear. ", "I see! ", ANSWER + " ", "What is it about? ", "One moment. ", "\n"])
INNER = st.lists(
    st.sampled_from([*CONSIDERED.values(), "calm. ", "hesitation, ", "theft! ", "<b>", "[", "x < y "])
).map("".join)


@st.composite
def replies(draw: st.DrawFn) -> tuple[str, bool]:
    """A text with thoughts in it that name `fraud` and secret words, and whether it begins within one."""
    begins_within = draw(st.booleans())
    pieces: list[str] = []
    if begins_within:
        family = draw(st.sampled_from(ALONE))
        pieces.append(draw(INNER) + FAMILIES[family][1])
    elif draw(st.booleans()):
        pieces.append(thought(draw(st.sampled_from(AT_THE_START)), draw(INNER)))
    for _ in range(draw(st.integers(0, 3))):
        family = draw(st.sampled_from([name for name in FAMILIES if name not in AT_THE_START]))
        pieces.append(draw(SAID) + thought(family, draw(INNER)))
    return "".join(pieces) + draw(SAID), begins_within


@given(reply=replies(), api=st.sampled_from(["chat", "responses"]), data=st.data())
@pytest.mark.deep
def test_nothing_from_inside_a_thought_is_spoken_or_followed_whatever_the_split(
    offer: TransferOffer, reply: tuple[str, bool], api: Any, data: st.DataObject
) -> None:
    text, begins_within = reply
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = chunks(api, [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)])
    stream = offer.stream(thinks=begins_within)
    released = "".join([stream.feed(piece) for piece in pieces])
    result = stream.finish(last=True)
    whole = offer.resolve(said(text), last=True)
    for outcome in (result, whole):
        assert not isinstance(outcome.decision, Transfer)
        assert outcome.transfer is None or outcome.transfer.key != "fraud"
    for heard in (released + result.say, whole.say):
        assert not any(secret in heard for secret in SECRETS), heard
    if isinstance(whole.decision, Reply):
        assert (released + result.say).split() == whole.say.split()
    assert whole.decision == result.decision
    kept = pieces[: data.draw(st.integers(0, len(pieces) - 1))]
    broken = offer.stream(thinks=begins_within)
    heard = "".join([broken.feed(piece) for piece in kept])
    assert not any(secret in heard for secret in SECRETS), heard


@given(
    st.lists(st.sampled_from([part for pair in FAMILIES.values() for part in pair]) | st.text(max_size=9)).map("".join)
)
@pytest.mark.deep
def test_what_is_left_has_no_thought_in_it(text: str) -> None:
    rest = without_thoughts(text)
    assert without_thoughts(rest) == rest
    assert set(rest) <= {*text, "\n"}


@pytest.mark.parametrize(
    "piece", ["<think>", "</think>", "<think ", "<|channel|>analysis", "[THINK]", "```", "&lt;", "<"]
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    without_thoughts(text)
    assert time.process_time() - started < 2


def test_a_long_thought_in_many_pieces_is_passed_over_in_time() -> None:
    start, text = AnswerStart(), "<think>"
    started = time.process_time()
    for _ in range(5_000):
        text += "word "
        assert start.of(text) is None
    assert start.of(f"{text}</think>Hello.") == len(text) + len("</think>")
    assert time.process_time() - started < 2
