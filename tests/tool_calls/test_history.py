"""The history that a model is sent: in the order that the strictest server takes, and only its end changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.testing.scenario.history_checks import check_history
from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.conversation import (
    AssistantMessage,
    Conversation,
    Message,
    ToolCall,
    ToolResult,
    UserMessage,
)
from adapter.tool_calls.history import (
    CALL_BEGINS,
    CALLER_GOES_ON,
    CALLER_SILENT,
    WORDS_LEFT_OUT,
    latest,
    utterances,
    valid_history,
    without_last_words,
)


def user(text: str) -> UserMessage:
    return UserMessage(text=text)


def assistant(text: str) -> AssistantMessage:
    return AssistantMessage(text=text)


def calls(text: str, call_id: str = "call00001") -> tuple[Message, Message]:
    call = ToolCall(name="transfer_to_garage", arguments='{"reason":"flat tyre"}', id=call_id)
    return AssistantMessage(text=text, tool_calls=(call,)), ToolResult(call_id=call_id, text="Announced.")


GREETING = assistant("Good evening, this is the depot.")


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        pytest.param((), "U:" + CALL_BEGINS, id="nothing was said"),
        pytest.param((GREETING, user("Hi.")), f"U:{CALL_BEGINS} A:{GREETING.text} U:Hi.", id="greeting"),
        pytest.param((user("a"), user("b")), f"U:a\n{CALLER_GOES_ON}\nb", id="overtaken"),
        pytest.param((user("a"), user("[Nobody answered.]"), user("b")), "U:a\n[Nobody answered.]\nb", id="note"),
        pytest.param(
            (user("a"), assistant("Yes."), assistant("Still there?"), user("b")),
            "U:a A:Yes. Still there? U:b",
            id="silence",
        ),
        pytest.param(
            (user("a"), assistant("Still there?"), assistant("Still there?"), user("b")),
            "U:a A:Still there? U:b",
            id="repeated silence",
        ),
        pytest.param(
            (user("a"), *calls("To the garage."), user("No.")),
            "U:a C:call00001 T:call00001 A:To the garage. U:No.",
            id="interrupted announcement",
        ),
        pytest.param(
            (user("a"), *calls(""), user("No.")), "U:a C:call00001 T:call00001 A:[nothing] U:No.", id="silent transfer"
        ),
        pytest.param(
            (GREETING, assistant("Still there?"), *calls("To the garage."), user("b")),
            f"U:{CALL_BEGINS} A:{GREETING.text} Still there? U:{CALLER_SILENT} C:call00001 T:call00001"
            " A:To the garage. U:b",
            id="transfer after silence",
        ),
        pytest.param(
            (user("a"), *calls("Garage."), user("[Nobody answered.]"), *calls("Depot.", "call00002"), user("b")),
            "U:a C:call00001 T:call00001 A:Garage. U:[Nobody answered.] C:call00002 T:call00002 A:Depot. U:b",
            id="came back and went to the fallback",
        ),
        pytest.param(
            (user("a"), *calls("Garage.", "call_1"), user("b")),
            "U:a C:past00001 T:past00001 A:Garage. U:b",
            id="ids of an older release",
        ),
        pytest.param(
            (
                user("a"),
                AssistantMessage(
                    text="Garage.", tool_calls=tuple(ToolCall(name="f", arguments="{}", id=name) for name in ("x", "y"))
                ),
                ToolResult(call_id="y", text="Busy."),
                ToolResult(call_id="x", text="Announced."),
                user("b"),
            ),
            "U:a C:past00001 T:past00001 C:past10001 T:past10001 A:Garage. U:b",
            id="two calls at once",
        ),
        pytest.param((user("a"), assistant("b")), f"U:a A:b U:{CALLER_SILENT}", id="the assistant spoke last"),
        pytest.param((user(" "), assistant(""), user("a")), "U:a", id="empty messages"),
        pytest.param((ToolResult(call_id="gone00001", text="."), user("a")), "U:a", id="a result whose call is gone"),
    ],
)
def test_what_was_said_is_sent_in_the_order_that_every_server_takes(said: Conversation, sent: str) -> None:
    history = valid_history(said)
    check_history(history)
    shown = []
    for message in history:
        if isinstance(message, AssistantMessage) and message.tool_calls:
            shown.append("C:" + ",".join(call.id for call in message.tool_calls))
        elif isinstance(message, ToolResult):
            shown.append(f"T:{message.call_id}")
        else:
            shown.append(f"{message.role[0].upper()}:{message.text}")
    assert " ".join(shown) == sent


WORDS = st.sampled_from(["", "Hello.", "The tyre is flat.", "[The caller pressed 3.]", "Still there?", " "])
STEPS = st.one_of(
    WORDS.map(lambda text: (user(text),)),
    WORDS.map(lambda text: (assistant(text),)),
    st.tuples(WORDS, st.integers(min_value=1, max_value=10**6)).map(lambda drawn: calls(drawn[0], f"c{drawn[1]:08d}")),
)


@given(st.lists(STEPS, max_size=12))
def test_any_conversation_is_valid_and_only_the_last_message_of_a_request_ever_changes(
    steps: list[tuple[Message, ...]],
) -> None:
    said: Conversation = ()
    before: Conversation = ()
    used: set[str] = set()
    for step in steps:
        if isinstance(step[-1], ToolResult):
            if step[-1].call_id in used:
                continue
            used.add(step[-1].call_id)
        said = (*said, *step)
        history = valid_history(said)
        check_history(history)
        assert before == () or history[: len(before) - 1] == before[:-1]
        if isinstance(said[-1], UserMessage) and said[-1].text.strip():
            before = history  # what a model is asked after


def test_a_growing_conversation_keeps_the_bytes_of_what_was_sent_before() -> None:
    said: Conversation = (GREETING, user("My lorry is broken."), *calls("To the garage."), user("No, wait."))
    first = json.dumps(chat_messages("Be brief.", valid_history(said)))
    later = json.dumps(
        chat_messages("Be brief.", valid_history((*said, assistant("Yes?"), assistant("Hello?"), user("The depot."))))
    )
    assert later.startswith(first[:-1])


def test_utterances_are_what_the_caller_said_without_our_notes() -> None:
    said = (user("one"), user("two\nlines"), user("[a note]"), assistant("x"), user("[a note]"), user("three"))
    assert utterances(said) == ["one", "two\nlines", "three"]
    assert utterances(valid_history(said)) == ["one", "two\nlines", "three"]


def test_refused_words_leave_and_what_happened_stays() -> None:
    said = (user("a"), assistant("b"), user("[The caller pressed 3.]"), user("bad"), user("worse"))
    assert without_last_words(said) == (*said[:3], user(WORDS_LEFT_OUT))
    assert without_last_words(()) == (user(WORDS_LEFT_OUT),)


def test_the_latest_messages_begin_with_an_utterance_of_the_caller() -> None:
    said = (user("a"), assistant("b"), user("c"), *calls("d"), user("e"))
    assert latest(said, 5) == said[2:]
    assert latest(said, 3) == said[5:]
    assert latest(said, 100) == said
    assert latest(said[:5], 2) == said[3:5]
    assert latest(said[:5], 1) == ()
