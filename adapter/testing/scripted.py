"""The scripted model: gives the replies that a test prepared, in order, and is strict about it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Self, TypeAlias

import pydantic_core

from adapter.errors import ModelError
from adapter.models.model import PieceListener
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME

_WORD: Final = re.compile(r"\s*\S+\s*|\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class InPieces:
    """A reply that comes in pieces, as `in_pieces` makes it."""

    parts: tuple[str | Callable[[], Awaitable[object]], ...]
    end: ModelReply

    @property
    def whole(self) -> ModelReply:
        """The reply that the pieces are."""
        text = "".join(part for part in self.parts if isinstance(part, str))
        return replace(self.end, text=f"{text}{self.end.text}")


Step: TypeAlias = ModelReply | ModelError | str | InPieces | Callable[[ModelRequest], Awaitable[ModelReply]]
"""One prepared reply. An error is raised, text is said, a function is awaited: it may look at the request, or wait."""


class UnexpectedRequest(AssertionError):  # noqa: N818 - a failed expectation of a test, no fault of a model
    """A request that the test did not prepare for. No `ModelError`, so that nothing takes it for a model's failure."""


class ScriptedModel:
    """Gives prepared replies in order and remembers what it was asked. `then` answers all that come after them.

    A request too many raises `UnexpectedRequest`. `assert_complete` fails for replies that nobody asked for, and for
    requests too many in case that error was caught on its way; as a context manager it is called at the end.
    """

    name = "scripted"

    def __init__(self, steps: Iterable[Step] = (), *, then: Step | None = None) -> None:
        self.requests: list[ModelRequest] = []
        self._steps = list(steps)
        self._then = then

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The next prepared reply."""
        return await _whole(self._next(request), request)

    async def reply_in_pieces(self, request: ModelRequest, listener: PieceListener) -> ModelReply:
        """The same, word by word; a reply `in_pieces` as those come."""
        listener.begin(self.name)
        step = self._next(request)
        pieces = step if isinstance(step, InPieces) else InPieces(parts=(), end=await _whole(step, request))
        for part in (*pieces.parts, pieces.end.text):
            if not isinstance(part, str):
                await part()
                continue
            for word in _WORD.findall(part):
                listener.feed(_chunk({"content": word}))
                await asyncio.sleep(0)
        whole = pieces.whole
        called = [
            {"index": index, "id": call.id, "function": {"name": call.name, "arguments": call.arguments}}
            for index, call in enumerate(whole.tool_calls)
        ]
        listener.feed(_chunk({"refusal": whole.refusal, "tool_calls": called}, whole.finish or "stop"))
        return pieces.whole

    def _next(self, request: ModelRequest) -> Step:
        self.requests.append(request)
        number = len(self.requests)
        step = self._steps[number - 1] if number <= len(self._steps) else self._then
        if step is None:
            raise UnexpectedRequest(
                f"request {number} to the scripted model, but {len(self._steps)} replies were prepared"
            )
        return step

    async def aclose(self) -> None:
        """Nothing to give back."""

    def assert_complete(self) -> None:
        """Fails unless there was exactly one request for each prepared reply."""
        asked, prepared = len(self.requests), len(self._steps)
        if asked > prepared and self._then is None:
            raise AssertionError(f"{asked} requests to the scripted model, but {prepared} replies were prepared")
        if asked < prepared:
            raise AssertionError(f"{prepared - asked} of {prepared} prepared replies were not asked for")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self.assert_complete()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, traceback)


def calls(*keys: str, language: str | None = None, reason: str = "scripted", text: str = "") -> ModelReply:
    """A reply that calls the transfer tool of each key, saying `text` beside it."""
    values = {"reason": reason} if language is None else {"reason": reason, "language": language}
    arguments = pydantic_core.to_json(values).decode()
    return _calling([ToolCall(name=f"{EACH_PREFIX}{key}", arguments=arguments) for key in keys], text)


def hangs_up(text: str = "") -> ModelReply:
    """A reply that ends the call, saying `text` first."""
    return raw(HANG_UP_NAME, '{"reason":"scripted"}', text=text)


def in_pieces(*parts: str | Callable[[], Awaitable[object]], then: ModelReply | None = None) -> InPieces:
    """A reply whose words come in pieces, where somebody listens; a function among them is awaited before the next.

    `then` is its end, such as `calls("cards")`; without it the words are all.
    """
    return InPieces(parts=parts, end=says("") if then is None else then)


def raw(name: str, arguments: str = "", *, text: str = "") -> ModelReply:
    """A reply with one tool call exactly as given, however wrong."""
    return _calling([ToolCall(name=name, arguments=arguments)], text)


def says(text: str) -> ModelReply:
    """A reply of words only."""
    return ModelReply(text=text, finish="stop")


def refuses(text: str = "I cannot help with that.") -> ModelReply:
    """A reply that is a refusal."""
    return ModelReply(refusal=text, finish="stop")


async def _whole(step: Step, request: ModelRequest) -> ModelReply:
    """The reply of a step. Raises what it is told to."""
    if isinstance(step, ModelError):
        raise step
    if isinstance(step, str):
        return says(step)
    if isinstance(step, ModelReply):
        return step
    if not isinstance(step, InPieces):
        return await step(request)
    for part in step.parts:
        if callable(part):
            await part()
    return step.whole


def _chunk(delta: Mapping[str, object], finish: str | None = None) -> dict[str, object]:
    """A chunk of Chat Completions."""
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _calling(calls: list[ToolCall], text: str) -> ModelReply:
    numbered = tuple(
        ToolCall(name=call.name, arguments=call.arguments, id=f"call_{number}") for number, call in enumerate(calls, 1)
    )
    return ModelReply(text=text, tool_calls=numbered, finish="tool_calls")
