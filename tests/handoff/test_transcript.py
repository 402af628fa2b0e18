"""The last words of a call, as whoever answers its transfer reads them."""

from hypothesis import given
from hypothesis import strategies as st

from adapter.handoff.transcript import ENTRIES, transcript
from adapter.tool_calls.conversation import AssistantMessage, Message, ToolCall, ToolResult, UserMessage


def read(*messages: Message) -> list[tuple[str, str]]:
    return [(entry["role"], entry["text"]) for entry in transcript(messages, str)]


def test_it_has_the_words_of_both_and_what_happened() -> None:
    assert read(
        AssistantMessage(text="Hello."),
        UserMessage(text="My card is gone"),
        AssistantMessage(text="Cards.", tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}"),)),
        ToolResult(call_id="call00001", text="Connecting."),
        UserMessage(text="[Nobody answered: cards. The caller is back with you.]"),
        AssistantMessage(text=" "),
        UserMessage(text="[The caller pressed 1.]"),
    ) == [
        ("assistant", "Hello."),
        ("caller", "My card is gone"),
        ("assistant", "Cards."),
        ("event", "Nobody answered: cards. The caller is back with you."),
        ("event", "The caller pressed 1."),
    ]


def test_notes_and_words_in_one_message_are_told_apart() -> None:
    text = "my card\n[The caller goes on.]\nis gone\nsince Monday\n[The caller says nothing.]"
    assert read(UserMessage(text=text)) == [
        ("caller", "my card"),
        ("caller", "is gone\nsince Monday"),
        ("event", "The caller says nothing."),
    ]


def test_the_last_ones_stay() -> None:
    said = read(*(UserMessage(text=str(number)) for number in range(30)))
    assert said == [("caller", str(number)) for number in range(30 - ENTRIES, 30)]


@given(st.lists(st.builds(UserMessage, text=st.text()) | st.builds(AssistantMessage, text=st.text())))
def test_it_is_bounded_and_has_no_empty_entry(messages: list[Message]) -> None:
    entries = read(*messages)
    assert len(entries) <= ENTRIES
    assert all(text.strip() for role, text in entries if role != "event")
