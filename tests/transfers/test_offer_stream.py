"""A reply in pieces: what is spoken at once, what is held, and that its pieces make no difference."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapter import Directory, TransferTools
from adapter.tool_calls.decision import HangUp, Reply, Transfer
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply_size import MAX_EVENTS, MAX_ITEMS, MAX_TEXT
from adapter.tool_calls.request import claims_of
from adapter.tool_calls.telephone_numbers import holds_telephone_number
from adapter.transfer_tools import TransferOffer
from adapter.transfers.resolution import Resolution
from tests.replies import INTERNAL, JSON_LIKE, TEXTS, TOOL_NAMES, WRITTEN

EXAMPLES = max(60, settings().max_examples // 10)
"""An example is whole replies, in pieces: it takes ten times as long as those of other properties."""
CLAIMS = claims_of(default_prompt())

Api = Literal["chat", "responses"]
Call = tuple[str, str]


@pytest.fixture(scope="module")
def offer(bank: Directory) -> TransferOffer:
    return TransferTools(bank).offer(
        [
            {"role": "user", "content": "my card"},
            {"role": "assistant", "content": "What is wrong with it?"},
            {"role": "user", "content": "my card is gone"},
        ]
    )


def whole(api: Api, text: str, calls: Iterable[Call], finish: str = "stop") -> dict[str, object]:
    """The reply as a body."""
    if api == "chat":
        made: list[object] = [
            {"id": f"call_{at}", "function": {"name": name, "arguments": arguments}}
            for at, (name, arguments) in enumerate(calls)
        ]
        return {"choices": [{"message": {"content": text, "tool_calls": made}, "finish_reason": finish}]}
    items = [
        {"type": "function_call", "call_id": f"call_{at}", "name": name, "arguments": arguments}
        for at, (name, arguments) in enumerate(calls)
    ]
    said = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}
    cut = {"incomplete_details": {"reason": "max_output_tokens"}} if finish == "length" else {}
    return {"output": [*([said] if text else []), *items], "status": "incomplete" if cut else "completed", **cut}


def chunks(api: Api, texts: list[str], calls: list[list[str]], finish: str = "stop") -> list[dict[str, Any]]:
    """The same reply in chunks: the pieces of its text, and of each call the name and the pieces of its arguments."""
    if api == "chat":
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in texts)]
        for at, (name, *pieces) in enumerate(calls):
            deltas.append(
                {"tool_calls": [{"index": at, "id": f"call_{at}", "function": {"name": name, "arguments": ""}}]}
            )
            deltas += [{"tool_calls": [{"index": at, "function": {"arguments": piece}}]} for piece in pieces]
        ended = {"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]}
        return [*({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas), ended]
    body = whole(api, "".join(texts), [(name, "".join(pieces)) for name, *pieces in calls], finish)
    events: list[dict[str, Any]] = [{"type": "response.created", "response": {"output": [], "status": "in_progress"}}]
    for item in body["output"]:  # type: ignore[attr-defined]  # built above
        begun = {**item, "arguments": "", "content": []}
        events.append({"type": "response.output_item.added", "item": begun})
        if item["type"] == "message":
            events += [{"type": "response.output_text.delta", "delta": piece} for piece in texts]
        events.append({"type": "response.output_item.done", "item": item})
    last = "response.incomplete" if finish == "length" else "response.completed"
    return [*events, {"type": last, "response": body}]


def fed(offer: TransferOffer, pieces: Iterable[object], *, last: bool = False) -> tuple[str, Resolution]:
    """What was released on the way, and what it comes to."""
    stream = offer.stream()
    released = "".join([stream.feed(piece) for piece in pieces])
    return released, stream.finish(last=last)


def one_by_one(text: str) -> list[str]:
    return list(text)


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_sentences_are_spoken_as_soon_as_they_are_whole(offer: TransferOffer, api: Api) -> None:
    stream = offer.stream()
    pieces = chunks(api, ["Your card, I ", "see. Is it", " lost", "? Or stol", "en?"], [])
    assert [said for piece in pieces if (said := stream.feed(piece))] == ["Your card, I see. ", "Is it lost? "]
    result = stream.finish()
    assert (result.next, result.say) == ("listen", "Or stolen?")


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_call_in_pieces_is_a_transfer_and_its_announcement_follows_what_is_out(
    offer: TransferOffer, api: Api
) -> None:
    released, result = fed(
        offer, chunks(api, ["One moment. ", "Hold"], [["transfer_to_cards", '{"lang', 'uage":"de"}']])
    )
    assert released == "One moment. "
    assert (result.next, result.say) == ("transfer", "Ich verbinde Sie mit dem Kartenservice.")


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_nothing_is_released_once_a_call_has_begun(offer: TransferOffer, api: Api) -> None:
    pieces = chunks(api, [], [["hang_up", "{}"]])
    stream = offer.stream()
    for piece in pieces[:-1]:
        stream.feed(piece)
    assert stream.feed({"choices": [{"delta": {"content": "More words. And more. "}}]}) == ""
    assert stream.feed({"type": "response.output_text.delta", "delta": "More words. And more. "}) == ""


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_goodbye_is_not_said_twice(offer: TransferOffer, api: Api) -> None:
    released, result = fed(offer, chunks(api, ["Thank you. ", "Goodbye."], [["hang_up", "{}"]]))
    assert (released, result.next, result.say) == ("Thank you. ", "hang_up", "Goodbye.")
    released, result = fed(offer, chunks(api, ["Thank you. Goodbye. "], [["hang_up", "{}"]]))
    assert (released, result.next, result.say) == ("Thank you. Goodbye. ", "hang_up", "")


@pytest.mark.parametrize(
    "text",
    [
        "I am putting you through now. Please hold. ",
        "I am transferring\nyou now. Please hold. ",
        "I'll connect you. What is it about? Fine. ",
        "I'll connect you\nWhat is it about? Fine. ",
        "&#73; am &lt;b&gt; transferring you now. ",
    ],
)
def test_a_promise_is_held_and_asked_about(offer: TransferOffer, text: str) -> None:
    released, result = fed(offer, chunks("chat", one_by_one(text), []))
    assert (released, result.next) == ("", "ask_again")


def test_an_offer_that_ends_with_a_question_is_spoken_when_the_reply_has_ended(offer: TransferOffer) -> None:
    text = "Hello. I will connect you with the right place. What is it about? "
    released, result = fed(offer, chunks("chat", one_by_one(text), []))
    assert released == "Hello. "
    assert result.say == "I will connect you with the right place. What is it about?"


@pytest.mark.parametrize("number", ["0211. 5566. 0001.", "0211 55. See a_b. 660001.", "zero two. one one 5566. 0001."])
def test_of_a_number_over_several_sentences_nothing_is_released(offer: TransferOffer, number: str) -> None:
    released, _ = fed(offer, chunks("chat", one_by_one(f"Hello. Ring {number} Bye. "), []))
    assert released == "Hello. "


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_stream_that_breaks_speaks_its_whole_sentences(offer: TransferOffer, api: Api) -> None:
    pieces = chunks(api, ["Is it lost? Or was it sto"], [])
    released, result = fed(offer, pieces[:-1])
    assert released == "Is it lost? "
    assert (result.next, result.say, result.decision.kind) == ("listen", "", "reply")


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize(
    ("texts", "calls"),
    [
        (["One moment. "], [["transfer_to_cards", '{"language":"de"}']]),
        (['Hello. <tool_call>{"name": "transfer_to_cards", "arguments": {}}</tool_call>'], []),
        (["transfer_to_cards({})"], []),
        ([], [["hang_up", "{}"]]),
    ],
)
def test_a_stream_that_breaks_follows_no_call_and_asks_again(
    offer: TransferOffer, api: Api, texts: list[str], calls: list[list[str]]
) -> None:
    pieces = chunks(api, texts, calls)
    assert fed(offer, pieces)[1].next in ("transfer", "hang_up")
    _, result = fed(offer, pieces[:-1])
    assert (result.next, result.decision.kind, result.decision.reason) == ("ask_again", "failed", "cut_off")
    _, last = fed(offer, pieces[:-1], last=True)
    assert last.decision.kind == "failed"


def test_a_response_that_failed_follows_no_call(offer: TransferOffer) -> None:
    body = {**whole("responses", "", [("transfer_to_cards", "{}")]), "status": "failed"}
    assert fed(offer, [{"type": "response.failed", "response": body}])[1].decision.kind == "failed"


def test_an_error_within_a_stream_breaks_it(offer: TransferOffer) -> None:
    pieces = [*chunks("chat", [], [["transfer_to_cards", "{}"]])[:-1], {"error": {"message": "overloaded"}}]
    assert fed(offer, pieces)[1].decision.kind == "failed"


@pytest.mark.parametrize("nothing", [None, 7, "data", {}, {"type": "ping"}, {"choices": []}, []])
def test_a_stream_of_nothing_is_an_empty_reply(offer: TransferOffer, nothing: object) -> None:
    released, result = fed(offer, [nothing])
    assert (released, result.decision.kind) == ("", "failed")
    assert fed(offer, [])[1].decision.reason == "empty"


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_what_comes_before_the_first_chunk_tells_no_api(offer: TransferOffer, api: Api) -> None:
    pieces = [None, {"type": "ping"}, {}, *chunks(api, ["Hello."], [])]
    assert fed(offer, pieces)[1].say == "Hello."


def test_pieces_that_do_not_fit_together_are_an_unreadable_reply(offer: TransferOffer) -> None:
    pieces = chunks("chat", [], [["transfer_to_cards", "{"]])
    pieces.insert(3, {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": {"a": 1}}}]}}]})
    assert fed(offer, pieces)[1].decision.reason == "unreadable_reply"


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_what_comes_behind_the_end_of_a_reply_changes_nothing(offer: TransferOffer, api: Api) -> None:
    reply = chunks(api, ["Hello. ", "How can I help?"], [])
    more = chunks(api, ["I am connecting you now. "], [["transfer_to_cards", "{}"]])
    assert fed(offer, [*reply, *more, {"error": {"code": 500}}]) == fed(offer, reply)


TOO_MUCH: dict[str, list[dict[str, Any]]] = {
    "text": [{"choices": [{"delta": {"content": "a. " * 1_000}}]}] * 20,
    "events": [{"choices": [{"delta": {}}]}] * (MAX_EVENTS + 1),
    "calls": [
        {"choices": [{"delta": {"tool_calls": [{"index": at, "function": {"name": "hang_up"}}]}}]}
        for at in range(MAX_ITEMS + 1)
    ],
    "parts": [{"choices": [{"delta": {"content": [{"type": "text", "text": "a"}] * (MAX_ITEMS + 1)}}]}],
    "output text": [{"type": "response.output_text.delta", "delta": "a" * (MAX_TEXT + 1)}],
    "blocks": [
        {"type": "content_block_start", "index": at, "content_block": {"type": "text"}} for at in range(MAX_ITEMS + 1)
    ],
    "candidate": [{"candidates": [{"content": {"parts": [{"text": "a" * (MAX_TEXT + 1)}]}}]}],
}


@pytest.mark.parametrize("pieces", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_stream_that_is_larger_than_any_reply_is_unreadable_whatever_ends_it(
    offer: TransferOffer, pieces: list[dict[str, Any]]
) -> None:
    end = {"choices": [{"delta": {}, "finish_reason": "stop"}]}
    _, result = fed(offer, [*pieces, end])
    assert result.decision.reason == "unreadable_reply"
    assert result.next == "ask_again"


@pytest.mark.parametrize("filler", ["\x00", "\u3164", "\u200d", "\U000e0041"])
def test_what_nobody_sees_hides_neither_a_number_nor_a_promise_in_a_stream(offer: TransferOffer, filler: str) -> None:
    for text in ("Ring 0211 5566 0001. ", "I will connect you. ", "<think>Hm. </think>"):
        released, result = fed(offer, chunks("chat", one_by_one(filler.join(text)), []))
        assert (released, result.say) == ("", "")
    released, result = fed(offer, chunks("chat", one_by_one(filler.join("That is so. Good.")), []))
    assert (released, result.say) == ("That is so. ", "Good.")


def test_of_a_reply_with_many_sentences_the_first_are_released_and_all_are_spoken(offer: TransferOffer) -> None:
    text = "That is a point. " * 60
    released, result = fed(offer, chunks("chat", [text], []))
    assert 0 < len(released) < len(text)
    assert (released + result.say).split() == text.split()


def test_chunks_of_the_openai_package_are_understood(offer: TransferOffer) -> None:
    from openai.types.chat import ChatCompletionChunk
    from openai.types.responses import ResponseTextDeltaEvent

    raw = chunks("chat", ["Hello. ", "Bye."], [])
    made = [
        ChatCompletionChunk.model_validate(
            {"id": "c", "created": 1, "model": "m", "object": "chat.completion.chunk", **one}
        )
        for one in raw
    ]
    released, result = fed(offer, made)
    assert (released, result.say) == ("Hello. ", "Bye.")
    event = ResponseTextDeltaEvent(
        type="response.output_text.delta",
        delta="Hello. Bye.",
        item_id="m",
        logprobs=[],
        content_index=0,
        output_index=0,
        sequence_number=1,
    )
    assert offer.stream().feed(event) == "Hello. "


SENTENCES = st.sampled_from(
    [
        "Hello there. ",
        "What is it about? ",
        "Mr. O'Neil's card costs 1.50 euros. ",
        "- first\n- second! ",
        "1) one\n2) two. ",
        'He said "yes." Then. ',
        "Ticket 4711123. ",
        "Ring 0211. 5566. ",
        "0001. ",
        "zero two. ",
        "I am transferring\nyou now. ",
        "I will connect you. ",
        "Smith & Co. ",
        "好的。 请稍等。 ",
        "😀 Great! ",
        "...",
        "a_b. ",
        "Really?! ",
    ]
)
TEXT = st.lists(SENTENCES | WRITTEN | TEXTS | st.text(max_size=8), max_size=7).map("".join)
CALLS = st.lists(
    st.tuples(
        st.sampled_from([*TOOL_NAMES, "hang_up", "hang_up"]),
        st.sampled_from(["{}", '{"destination": "cards"}', '{"language": "de"}', "{"]),
    ),
    max_size=2,
)
APIS = st.sampled_from(["chat", "responses"])


def split(draw: st.DrawFn, text: str) -> list[str]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@st.composite
def streams(draw: st.DrawFn) -> tuple[Api, str, list[Call], str, list[dict[str, Any]], list[dict[str, Any]]]:
    """A reply, and its chunks in two splits."""
    api: Any = draw(APIS)
    text, calls, finish = draw(TEXT), draw(CALLS), draw(st.sampled_from(["stop", "length"]))
    one, other = (
        chunks(api, split(draw, text), [[name, *split(draw, arguments)] for name, arguments in calls], finish)
        for _ in range(2)
    )
    return api, text, calls, finish, one, other


UNOPENED = ("</", "[/", "final<|message|>")
"""How the end of a thought begins, and what behind it is said."""
ANSWER = "Hello there. <|start|>assistant<|channel|>final<|message|>Hello there. "


def agree(said: str, wanted: str, text: str) -> bool:
    """Whether a caller heard what a text comes to. What was said before the end of a thought whose beginning nobody saw
    stays said."""
    heard, meant = said.split(), wanted.split()
    return heard == meant or (any(mark in text for mark in UNOPENED) and heard[len(heard) - len(meant) :] == meant)


@given(stream=streams(), last=st.booleans())
@example(
    stream=(
        "chat",
        "He said. ",
        [("hang_up", "{}")],
        "stop",
        *[chunks("chat", ["He said. "], [["hang_up", "{}"]])] * 2,
    ),
    last=False,
)
@example(stream=("chat", ANSWER, [], "stop", *[chunks("chat", [ANSWER], [])] * 2), last=False)
@pytest.mark.deep
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_split_makes_a_difference_and_all_words_are_spoken_once(
    offer: TransferOffer, stream: Any, last: bool
) -> None:
    api, text, calls, finish, one, other = stream
    released, result = fed(offer, one, last=last)
    assert (released, result) == fed(offer, other, last=last)
    expected = offer.resolve(whole(api, text, calls, finish), last=last)
    assert replace(result, say="") == replace(expected, say="")
    if isinstance(result.decision, Reply | HangUp) and result.decision.text:
        assert agree(released + result.say, expected.say, text)
    else:
        assert result.say == expected.say


@given(stream=streams(), at=st.integers(0, 12))
@pytest.mark.deep
@settings(max_examples=EXAMPLES, deadline=None)
def test_chunks_that_come_together_give_what_they_give_one_by_one(offer: TransferOffer, stream: Any, at: int) -> None:
    *_, pieces, _ = stream
    released, result = fed(offer, pieces)
    going = offer.stream()
    together = going.feed_together(pieces[:at]) + going.feed_together(pieces[at:])
    found = going.finish()
    assert (together.split(), found.decision) == (released.split(), result.decision)


@given(stream=streams())
@pytest.mark.deep
@settings(max_examples=EXAMPLES, deadline=None)
def test_nothing_is_released_that_may_not_be_spoken(offer: TransferOffer, stream: Any) -> None:
    *_, pieces, _ = stream
    going = offer.stream()
    released = "".join([going.feed(piece) for piece in pieces])
    numbers = offer.situation.config.directory.numbers
    assert not numbers.found_in(released)
    assert not holds_telephone_number(released)
    assert not INTERNAL.search(released)
    assert not promises_transfer(released, CLAIMS, complete=False)


@given(stream=streams(), cut=st.floats(0, 1, exclude_max=True), last=st.booleans())
@example(stream=("chat", ANSWER, [], "stop", *[chunks("chat", [ANSWER], [])] * 2), cut=0.99, last=False)
@pytest.mark.deep
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_stream_cut_anywhere_before_its_end_follows_no_call(
    offer: TransferOffer, stream: Any, cut: float, last: bool
) -> None:
    _, text, *_, pieces, _ = stream
    released, result = fed(offer, pieces[: int(cut * len(pieces))], last=last)
    assert not isinstance(result.decision, Transfer | HangUp)
    if isinstance(result.decision, Reply):
        assert agree(released + result.say, result.decision.text, text)


@given(st.lists(JSON_LIKE | st.fixed_dictionaries({"choices": st.lists(JSON_LIKE, max_size=2)}), max_size=6))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_chunks_come_to_something(offer: TransferOffer, pieces: list[object]) -> None:
    _, result = fed(offer, pieces)
    json.dumps(result.to_json())


def test_a_long_reply_is_released_and_ended_as_if_it_came_whole(offer: TransferOffer) -> None:
    text = "This is a sentence. " * 500
    released, result = fed(offer, chunks("chat", [text[at : at + 7] for at in range(0, len(text), 7)], []))
    assert (released + result.say).split() == offer.resolve(text).say.split()


def test_a_surrogate_pair_that_is_cut_in_two_is_one_character(offer: TransferOffer) -> None:
    released, result = fed(offer, chunks("chat", ["Great \ud83d", "\ude00 card. ", "Bye."], []))
    assert (released + result.say).split() == offer.resolve("Great 😀 card. Bye.").say.split()
