"""A reply that arrives in pieces, put together to the body that the same reply has when it arrives whole.

Reading is as tolerant as `read_reply`, which reads the result: what is no piece of a reply is passed over, nothing is
judged. Only whether the reply is complete is known here, because only here can it be seen.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from adapter.tool_calls.apis.anthropic import AnthropicAccumulator
from adapter.tool_calls.apis.gemini import GeminiAccumulator
from adapter.tool_calls.lenient import is_call, text_of
from adapter.tool_calls.reply import Api
from adapter.tool_calls.reply_size import MAX_ITEMS, MAX_TEXT, check_items, check_length
from adapter.tool_calls.streamed_call import StreamedCall, function_of, joined, text_or_empty


class Accumulator(Protocol):
    """The pieces of one reply, in the order in which they came."""

    @property
    def complete(self) -> bool:
        """Whether the model has said why it stopped: without that, half a reply looks like a whole one."""
        ...

    @property
    def speaking(self) -> bool:
        """Whether a text or a call has begun and goes on. Before, a model may think without a sign of it."""
        ...

    @property
    def text(self) -> str:
        """The text that has come so far."""
        ...

    @property
    def calling(self) -> bool:
        """Whether a call has begun, or something else that is no text: from then on text may not be what it seems."""
        ...

    def add(self, chunk: object) -> None:
        """Takes the next decoded piece, whatever it is. Behind the end of the reply only what is counted is taken.

        Raises `ModelReplyTooLarge` where more has come than any reply has.
        """
        ...

    def body(self) -> Mapping[str, object]:
        """What has come, as the body of a reply. Raises `ModelReplyUnreadable` if the pieces do not fit together."""
        ...


def accumulator_for(api: Api) -> Accumulator:
    """Where the pieces of a reply of this API are gathered. A Realtime session's events are those of Responses."""
    return _ACCUMULATORS[api]()


class ChatAccumulator:
    """Puts together the chunks of Chat Completions. The first choice counts, as in a whole reply.

    A tool call is known by its `index`. Servers that give all calls the same index, or none, are understood by the id
    and the name with which a call begins.
    """

    def __init__(self) -> None:
        self._content: list[object] = []
        self._spoken = _Spoken()
        self._length = 0
        self._refusal: list[str] = []
        self._calls: list[StreamedCall] = []
        self._at: dict[object, StreamedCall] = {}
        self._function_call: StreamedCall | None = None
        self._part_calls = False
        self._finish = ""
        self._error: object = None
        self._model = ""
        self._usage: object = None

    @property
    def complete(self) -> bool:
        """Whether the finish reason has come."""
        return bool(self._finish)

    @property
    def speaking(self) -> bool:
        """Whether a text, a refusal or a call has begun."""
        return bool(self._content or self._refusal or self._calls or self._function_call)

    @property
    def text(self) -> str:
        """The content so far, of text and of parts."""
        return self._spoken.text

    @property
    def calling(self) -> bool:
        """Whether a call or a refusal has begun."""
        return bool(self._refusal or self._calls or self._function_call or self._part_calls)

    def add(self, chunk: object) -> None:
        """Takes the next chunk."""
        if not isinstance(chunk, Mapping):
            return
        self._model = self._model or text_or_empty(chunk.get("model"))
        # Usage comes once at the end, or with every chunk and growing.
        self._usage = chunk.get("usage") or self._usage
        if self._finish:
            return
        for choice in _mappings(chunk.get("choices")):
            if not choice.get("index"):
                self._add_choice(choice)
        check_length(self._length, MAX_TEXT, "characters")
        check_items(self._calls)

    def body(self) -> Mapping[str, object]:
        """What has come, as the body of a completion."""
        message: dict[str, object] = {
            "content": joined(self._content) if _all_text(self._content) else self._content,
            "refusal": joined(self._refusal),
            "tool_calls": [call.whole() for call in self._calls],
        }
        if self._function_call is not None:
            message["function_call"] = self._function_call.whole()["function"]
        choice = {"message": message, "finish_reason": self._finish, "error": self._error}
        return {"model": self._model, "choices": [choice], "usage": self._usage}

    def _add_choice(self, choice: Mapping[str, object]) -> None:
        delta = choice.get("delta")
        # Servers that only act as if they streamed send the whole message in one chunk.
        delta = delta if isinstance(delta, Mapping) else choice.get("message")
        if isinstance(delta, Mapping):
            self._add_delta(delta)
        self._finish = text_or_empty(choice.get("finish_reason")) or self._finish
        self._error = choice.get("error") or self._error

    def _add_delta(self, delta: Mapping[str, object]) -> None:
        content = delta.get("content")
        pieces: list[object] = content if isinstance(content, list) else [content] if content else []
        check_items(pieces, MAX_ITEMS, "parts")
        self._content += pieces
        for piece in pieces:
            text = piece if isinstance(piece, str) else text_of([piece])
            self._spoken.add(text)
            self._length += len(text)
        self._part_calls = self._part_calls or (isinstance(content, list) and any(map(is_call, content)))
        refusal = text_or_empty(delta.get("refusal"))
        if refusal:
            self._refusal.append(refusal)
            self._length += len(refusal)
        for call in _mappings(delta.get("tool_calls")):
            self._call(call).add(call)
        function = delta.get("function_call")
        if isinstance(function, Mapping):
            self._function_call = self._function_call or StreamedCall()
            self._function_call.add({"function": function})

    def _call(self, delta: Mapping[str, object]) -> StreamedCall:
        """The call that a piece belongs to."""
        index = delta.get("index")
        index = index if isinstance(index, int) else None
        known = self._at.get(index)
        names = (delta.get("id"), function_of(delta).get("name"))
        if known is None and self._calls and not any(map(text_or_empty, names)):
            # Without a name of its own it can only go on with the last.
            return self._calls[-1]
        if known is None or _begins_another(known, delta):
            known = StreamedCall()
            self._calls.append(known)
            self._at[index] = known
        return known


def _begins_another(known: StreamedCall, delta: Mapping[str, object]) -> bool:
    name, before = text_or_empty(function_of(delta).get("name")), known.name
    if not name or not before:
        return False
    if text_or_empty(delta.get("id")) not in ("", known.id):
        # Some servers give every piece an id of its own.
        return not (name == before and known.open)
    # Without index and id, whole calls follow each other.
    return not isinstance(delta.get("index"), int) and known.begun and name != before


class _Spoken:
    """The text of what has come so far, which more only adds to. The half of a surrogate pair waits for the other."""

    def __init__(self) -> None:
        self._text = ""

    def add(self, piece: str) -> None:
        self._text = self._text + piece if piece.isascii() else joined([self._text, piece])

    @property
    def text(self) -> str:
        text = self._text
        return text_of(text[:-1] if text[-1:] in _FIRST_HALVES else text)


_FIRST_HALVES = frozenset(map(chr, range(0xD800, 0xDC00)))
_SPOKEN = frozenset({"message", "function_call"})
_LAST = frozenset({"response.completed", "response.incomplete", "response.failed"})


class ResponsesAccumulator:
    """Events of Responses. The last one brings the whole response again, and that is what counts."""

    def __init__(self) -> None:
        self._response: Mapping[str, object] | None = None
        self._items: list[object] = []
        self._spoken = _Spoken()
        self._length = 0
        self._calling = False
        self._open = 0

    @property
    def complete(self) -> bool:
        """Whether the last event has come."""
        return self._response is not None

    @property
    def speaking(self) -> bool:
        """Whether a message or a call has begun and is not done. Between them a model may think."""
        return self._open > 0

    @property
    def text(self) -> str:
        """The text of the messages so far."""
        return self._spoken.text

    @property
    def calling(self) -> bool:
        """Whether a call has begun."""
        return self._calling

    def add(self, chunk: object) -> None:
        """Takes the next event."""
        if not isinstance(chunk, Mapping) or self._response is not None:
            return
        if chunk.get("type") == "response.output_text.delta":
            text = text_or_empty(chunk.get("delta"))
            self._spoken.add(text)
            self._length += len(text)
            check_length(self._length, MAX_TEXT, "characters")
        kind, item, response = text_or_empty(chunk.get("type")), chunk.get("item"), chunk.get("response")
        if kind in _LAST and isinstance(response, Mapping):
            # Some servers say `completed` in the response whatever its event says.
            says_less = kind != "response.completed" and response.get("status") in (None, "", "completed")
            self._response = {**response, "status": kind.removeprefix("response.")} if says_less else response
        elif isinstance(item, Mapping) and text_or_empty(item.get("type")) in _SPOKEN:
            self._calling = self._calling or item.get("type") == "function_call"
            if kind == "response.output_item.added":
                self._open += 1
            elif kind == "response.output_item.done":
                self._open = max(0, self._open - 1)
                self._items.append(item)
                check_items(self._items)

    def body(self) -> Mapping[str, object]:
        """The last event's response. Some servers leave its output empty: then the items that were done are in it."""
        response = self._response or {}
        return {**response, "output": response.get("output") or self._items}


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _all_text(pieces: list[object]) -> bool:
    return all(isinstance(piece, str) for piece in pieces)


_ACCUMULATORS: Mapping[Api, Callable[[], Accumulator]] = {
    "chat": ChatAccumulator,
    "responses": ResponsesAccumulator,
    "realtime": ResponsesAccumulator,
    "anthropic": AnthropicAccumulator,
    "gemini": GeminiAccumulator,
}
