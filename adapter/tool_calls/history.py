"""The history that a model is sent: what was said, in the order that the strictest model server takes.

Chat templates want user and assistant in turn, a user first, Llama's one tool call in a message; Mistral's servers an
assistant after each tool result and ids of nine letters or digits; Anthropic and Gemini no empty message, and a call
only after the user's side. What was said is stored as it happened and brought into this order for each request, message
by message: a later message never changes what stands before the last one, so that a provider's prompt cache hits.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from adapter.tool_calls.conversation import (
    AssistantMessage,
    Conversation,
    Message,
    ToolCall,
    ToolResult,
    UserMessage,
)

CALL_BEGINS = "[A caller is on the line.]"
"""Stands before a greeting."""
CALLER_SILENT = "[The caller says nothing.]"
"""Stands where the assistant acts, or is to answer, without a word of the caller."""
CALLER_GOES_ON = "[The caller goes on.]"
"""Stands between words of the caller that nothing was said to."""
WORDS_LEFT_OUT = "[The caller's words are left out.]"
"""Stands for words that a model server refuses to read."""
NOTHING_SAID = "[nothing]"
"""Stands for an empty reply: no API takes an assistant's message without words or calls."""

_ID = re.compile(r"[a-zA-Z0-9]{9}")


def valid_history(conversation: Conversation) -> Conversation:
    """A conversation in the order that every model server takes. It ends with the user's side."""
    history: list[Message] = []
    calls: list[tuple[str, ToolCall]] = []  # of the last message, with the ids that their results refer to
    results: dict[str, str] = {}
    spoken = ""  # with the last call; it stands after the result
    for number, message in enumerate(conversation):
        if calls and not isinstance(message, ToolResult):
            _close(history, calls, results, spoken)
        match message:
            case UserMessage() if message.text.strip():
                _add_user(history, message)
            case AssistantMessage() if message.tool_calls:
                if not history or not isinstance(history[-1], UserMessage):
                    _add_user(history, UserMessage(text=CALLER_SILENT if history else CALL_BEGINS))
                calls = [(call.id, _numbered(call, number, place)) for place, call in enumerate(message.tool_calls)]
                results, spoken = {}, message.text
            case AssistantMessage() if message.text.strip():
                _add_assistant(history, message.text)
            case ToolResult():
                results.setdefault(message.call_id, message.text)
            case _:
                pass
    if calls:
        _close(history, calls, results, spoken)
    if not history or not isinstance(history[-1], UserMessage):
        _add_user(history, UserMessage(text=CALLER_SILENT if history else CALL_BEGINS))
    return tuple(history)


def latest(conversation: Conversation, count: int) -> Conversation:
    """The latest messages, at most `count`, from an utterance of the caller on.

    They never begin with a tool's result: providers refuse one whose call is not there.
    """
    places = range(max(0, len(conversation) - count), len(conversation))
    said = (place for place in places if isinstance(conversation[place], UserMessage))
    whole = (place for place in places if not isinstance(conversation[place], ToolResult))
    return conversation[next(said, next(whole, len(conversation))) :]


def without_last_words(conversation: Conversation) -> Conversation:
    """The same, with a note in place of all that the caller has said since the assistant last spoke."""
    end = len(conversation)
    while end and isinstance(conversation[end - 1], UserMessage):
        end -= 1
    notes = (message for message in conversation[end:] if is_note(message.text))
    return (*conversation[:end], *notes, UserMessage(text=WORDS_LEFT_OUT))


def is_note(text: str) -> bool:
    """Whether a line is a note of ours. A caller's words have no brackets."""
    line = text.strip()
    return line.startswith("[") and line.endswith("]") and "\n" not in line


def utterances(conversation: Iterable[Message]) -> list[str]:
    """What the caller said, oldest first, without the notes."""
    said: list[str] = []
    for message in conversation:
        if not isinstance(message, UserMessage) or is_note(message.text):
            continue
        lines: list[str] = []
        for line in (*message.text.split("\n"), CALLER_GOES_ON):
            if not is_note(line):
                lines.append(line)
            elif any(map(str.strip, lines)):
                said.append("\n".join(lines))
                lines = []
    return said


def _add_user(history: list[Message], message: UserMessage) -> None:
    last = history[-1] if history else None
    if not isinstance(last, UserMessage):
        history.append(message)
        return
    noted = is_note(message.text) or is_note(last.text.rpartition("\n")[2])
    between = "\n" if noted else f"\n{CALLER_GOES_ON}\n"
    history[-1] = UserMessage(text=f"{last.text}{between}{message.text}")


def _add_assistant(history: list[Message], text: str) -> None:
    last = history[-1] if history else None
    if last is None:
        history.append(UserMessage(text=CALL_BEGINS))
    if not isinstance(last, AssistantMessage):
        history.append(AssistantMessage(text=text))
    elif last.text == NOTHING_SAID and not last.tool_calls:
        history[-1] = AssistantMessage(text=text)
    elif not last.text.endswith(text):  # a question that was repeated into silence
        history[-1] = AssistantMessage(text=f"{last.text} {text}")


def _close(history: list[Message], calls: list[tuple[str, ToolCall]], results: Mapping[str, str], spoken: str) -> None:
    """Puts each tool call with its result, one by one, and behind them what was spoken with them."""
    for call_id, call in calls:
        history.append(AssistantMessage(tool_calls=(call,)))
        history.append(ToolResult(call_id=call.id, text=results.get(call_id, NOTHING_SAID)))
    calls.clear()
    history.append(AssistantMessage(text=spoken if spoken.strip() else NOTHING_SAID))


def _numbered(call: ToolCall, number: int, place: int) -> ToolCall:
    return call if _ID.fullmatch(call.id) else replace(call, id=f"past{place % 10}{number % 10_000:04d}")
