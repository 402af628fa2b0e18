"""The last words of a call, as whoever answers its transfer should read them. Pure."""

from collections.abc import Callable, Iterator
from typing import Final, Literal, TypeAlias

from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.history import CALLER_GOES_ON, is_note

Role: TypeAlias = Literal["caller", "assistant", "event"]

ENTRIES: Final = 10
MAX_TEXT: Final = 500
"""Characters of an entry."""


def transcript(conversation: Conversation, words: Callable[[str], str]) -> list[dict[str, str]]:
    """The last entries, oldest first, each text as `words` makes it. What was no word of anybody is an `event`: a key
    that was pressed, a transfer that came back."""
    last: list[dict[str, str]] = []
    for role, text in _backwards(conversation):
        last.append({"role": role, "text": words(text)})
        if len(last) == ENTRIES:
            break
    return last[::-1]


def _backwards(conversation: Conversation) -> Iterator[tuple[Role, str]]:
    for message in reversed(conversation):
        if isinstance(message, AssistantMessage):
            if message.text.strip():
                yield "assistant", message.text
        elif isinstance(message, UserMessage):
            yield from reversed(_parts(message.text))


def _parts(text: str) -> list[tuple[Role, str]]:
    """A message of the caller's side: words, and notes of ours in lines of their own."""
    parts: list[tuple[Role, str]] = []
    words: list[str] = []
    for line in (*text.split("\n"), CALLER_GOES_ON):
        if not is_note(line):
            words.append(line)
            continue
        if said := "\n".join(words).strip():
            parts.append(("caller", said))
        words = []
        if line.strip() != CALLER_GOES_ON:
            parts.append(("event", line.strip()[1:-1]))
    return parts
