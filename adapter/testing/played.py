"""A played call for async tests: somebody calls, and the telephony platform does its part."""

import operator
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self, TypeAlias

import pydantic_core

from adapter.assistant import Assistant
from adapter.calls.simulator import CALLER, LINE, Due, ModelSimulator, Simulator
from adapter.directory import Directory
from adapter.errors import Unsupported
from adapter.platforms import simulator_for
from adapter.running_loop import running_loop
from adapter.testing.call_clock import aware_time
from adapter.testing.call_target import CallTarget, NoAnswer
from adapter.testing.choose_target import platform_of, target_of
from adapter.testing.exchange import Exchange
from adapter.testing.places import Places
from adapter.testing.transcript import Transcript
from adapter.testing.wire_messages import Wire, wire_messages
from adapter.tool_calls.decision import Decision

Words: TypeAlias = str | re.Pattern[str]

__tracebackhide__ = operator.methodcaller(
    "errisinstance", (AssertionError, RuntimeError)
)  # pytest shows the test's own line

_STEPS = 50
"""Sentences in a row without a word of the caller that are listened to."""


class AsyncPlayedCall:
    """As `PlayedCall`, to be awaited: every method that lets something happen is a coroutine. asyncio only."""

    def __init__(
        self,
        to: Assistant | CallTarget | str,
        *,
        directory: Directory | str | Path | None = None,
        token: str | None = None,
        caller: str = CALLER,
        line: str = LINE,
        at: datetime | str | None = None,
        platform: str | None = None,
        simulator: Simulator | None = None,
    ) -> None:
        known = Directory.load(directory) if isinstance(directory, str | Path) else directory
        self._platform = platform or platform_of(to)
        self.target = target_of(to, token, known, self._platform)
        self.events: list[Wire] = []
        self.actions: list[Wire] = []
        self.decisions: list[Decision] = []
        self._reason = ""
        self._exchange: Exchange | None = None
        self._directory = known or self.target.directory
        self._places = Places(self._directory)
        self._telephony = simulator or simulator_for(self._platform, caller=caller, line=line)
        self._transcript = Transcript()
        self._heard = 0
        if at is not None:
            self.at(at)

    @property
    def spoken(self) -> list[str]:
        """Every sentence that the caller heard the beginning of."""
        return list(self._telephony.spoken)

    @property
    def transcript(self) -> str:
        """What happened so far, line by line."""
        return str(self._transcript)

    @property
    def model_view(self) -> str:
        """What the model was asked last and what it answered, without numbers; "" where that cannot be seen."""
        return "" if self._exchange is None else str(self._exchange)

    @property
    def transfer(self) -> Wire:
        """The last transfer action, or the document or the answer with it."""
        for action in reversed(self.actions):
            if _is_transfer(action):
                return action
        return self._fail(f"there was no transfer: {self._state()}")

    def at(self, moment: datetime | str, zone: str | None = None) -> None:
        """It is now this moment, such as "2026-11-21 03:00"."""
        clock = self.target.clock
        if clock is None:
            self._fail("a running service has a clock of its own: play the call in process to choose the time")
        clock.set(aware_time(self._directory, moment, zone))

    async def listens(self) -> None:
        """The caller hears the assistant out."""
        if self._telephony.phase == "new":
            await self._send(self._telephony.start())
        for _ in range(_STEPS):
            if self._telephony.saying is None:
                return
            await self._send(self._telephony.speech_ends())
        self._fail(f"the assistant goes on and on: {_STEPS} sentences without a word of the caller")

    async def says(self, *sentences: str) -> None:
        """The caller listens to the end, then speaks; of several sentences, each when the answer has been heard."""
        for text in sentences:
            await self.listens()
            self._needs_an_ear("say anything")
            await self._send(self._telephony.words(text))

    async def interrupts(self, text: str) -> None:
        """The caller speaks while the assistant does."""
        if self._telephony.phase == "new":
            await self._send(self._telephony.start())
        self._needs_an_ear("interrupt")
        if self._telephony.saying is None:
            if self._runs_model:
                self._fail(str(Unsupported(self._platform, "telling which sentence is interrupted")))
            self._fail("the caller cannot interrupt: the assistant is not speaking")
        await self._send(self._telephony.words(text))

    async def presses(self, digits: str) -> None:
        """The caller presses keys, whatever is being said."""
        if self._telephony.phase == "new":
            await self._send(self._telephony.start())
        for digit in digits:
            self._needs_an_ear("press a key")
            await self._send(self._due(partial(self._telephony.key, digit)))

    async def stays_silent(self) -> None:
        """The caller hears the assistant out and says nothing until the platform reports it."""
        await self.listens()
        self._needs_an_ear("be silent")
        if self._telephony.input_timeout is None and not self._runs_model:
            self._fail("no silence is reported: the last sentence sets no user_input_timeout_seconds")
        await self._send(self._due(self._telephony.silence))

    async def hangs_up(self) -> None:
        """The caller hangs up, whatever is being said."""
        if self._telephony.phase == "new":
            await self._send(self._telephony.start())
        if self._telephony.phase == "over":
            self._needs_an_ear("hang up")
        await self._send(self._telephony.hang_up())

    async def calls_tool(self, name: str, **arguments: object) -> None:
        """The model of the platform calls one of the tools, where the platform runs a model."""
        await self.listens()
        self._needs_an_ear("be served by a tool")
        if not isinstance(self._telephony, ModelSimulator):
            self._fail(str(Unsupported(self._platform, "a tool call by the platform's own model")))
        await self._send(self._telephony.tool_call(name, pydantic_core.to_json(arguments).decode()))

    async def comes_back(self) -> None:
        """Nobody answers where the call was transferred to, and the platform gives it back."""
        await self.listens()
        if self._telephony.phase != "transferring":
            self._fail(f"the call cannot come back: {self._state()}")
        if not self._telephony.comes_back and not self._runs_model:
            self._fail(
                "the call cannot come back: the transfer has no timeout, so that the platform ends a call that nobody "
                "answers (give the destination a fallbackPlan or a dialTimeout, or the directory a fallback)"
            )
        await self._send(self._due(self._telephony.no_answer))

    async def hears(self, words: Words) -> None:
        """The caller hears a sentence with these words, after the one that was heard before."""
        if self._telephony.phase == "new":
            await self._send(self._telephony.start())
        for _ in range(_STEPS):
            for position in range(self._heard, len(self._telephony.spoken)):
                if _has(self._telephony.spoken[position], words):
                    self._heard = position + 1
                    return
            if self._telephony.saying is None:
                break
            await self._send(self._telephony.speech_ends())
        earlier = any(_has(sentence, words) for sentence in self._telephony.spoken)
        again = " again (only what is said after the last sentence that was found counts)" if earlier else ""
        self._fail(f"expected the caller to hear {_quoted(words)}{again}, but {self._state()}")

    async def was_transferred_to(self, destination: str) -> None:
        """The announcement is over and the call goes to this destination, by its key or its number."""
        if (wrong := self._places.wrong(destination)) is not None:
            self._fail(wrong)
        await self.listens()
        reached = self._telephony.transfers[-1].number if self._telephony.phase == "transferring" else None
        if reached is not None and self._places.same(destination, reached):
            return
        self._fail(f"expected a transfer to {destination}, but {self._state()}")

    async def was_not_transferred(self) -> None:
        """The call was not transferred, neither now nor before."""
        await self.listens()
        if self._telephony.transfers:
            reached = " and then to ".join(self._places.name(sent.number) for sent in self._telephony.transfers)
            self._fail(f"expected no transfer, but the call was transferred to {reached}")

    async def was_hung_up(self) -> None:
        """The assistant has ended the call, after its last sentence."""
        await self.listens()
        if self._telephony.ended_by != "assistant":
            self._fail(f"expected the assistant to hang up, but {self._state()}")

    def another(self, *, caller: str = CALLER, line: str = LINE) -> "AsyncPlayedCall":
        """Somebody else's call to the same assistant, at the same time."""
        return AsyncPlayedCall(
            self.target, directory=self._directory, caller=caller, line=line, platform=self._platform
        )

    async def aclose(self) -> None:
        """Gives back connections. The assistant belongs to whoever made it."""
        await self.target.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._state()}>"

    async def _send(self, due: Due) -> None:
        """Sends a message, and what the platform sends by itself after its answer."""
        await self._send_one(due)
        while (following := self._telephony.follow_up()) is not None:
            await self._send_one(following)

    async def _send_one(self, due: Due) -> None:
        running_loop()
        self._transcript.event(due)
        self.events.append(dict(due.wire))
        call_id = self._telephony.call_id
        try:
            answer = await self.target.answer(due, call_id)
        except NoAnswer as error:
            self._fail(str(error))
        for decided in self.target.decided(call_id):
            self._transcript.decided(decided)
            self._exchange = decided.exchange or self._exchange
            if decided.decision is not None:
                self.decisions.append(decided.decision)
                self._reason = decided.line
        self.actions += wire_messages(answer)
        try:
            effects = self._telephony.take(answer)
        except ValueError as error:
            self._fail(f"the answer to {due.wire.get('type')} is none that the platform takes: {error}")
        for effect in effects:
            keys = self._places.keys(effect.transfer.number) if effect.transfer is not None else ()
            self._transcript.effect(effect, keys)

    @property
    def _runs_model(self) -> bool:
        """Whether the platform runs the model and speaks: then it tells of nothing but what is asked and said."""
        return isinstance(self._telephony, ModelSimulator)

    def _due(self, happens: Callable[[], Due]) -> Due:
        """The message of something that happens. Fails where the platform tells of no such thing."""
        try:
            return happens()
        except Unsupported as error:
            self._fail(str(error))

    def _needs_an_ear(self, wish: str) -> None:
        if self._telephony.phase != "open":
            self._fail(f"the caller cannot {wish}: {self._state()}")

    def _state(self) -> str:
        match self._telephony.phase:
            case "new":
                return "the call has not begun"
            case "transferring":
                return f"the call is being transferred to {self._places.name(self._telephony.transfers[-1].number)}"
            case "over":
                return f"the {self._telephony.ended_by} has hung up"
            case "open" if self._telephony.saying is not None:
                return f"the assistant is saying {self._telephony.saying!r}"
            case "open":
                last = (
                    f"; it said {self._telephony.spoken[-1]!r}" if self._telephony.spoken else " and has said nothing"
                )
                return f"the assistant is listening{last}"

    def _fail(self, what: str) -> NoReturn:
        reason = f"\nlast decision: {self._reason}" if self._reason else ""
        asked = f"\n{self.model_view}\n" if self._exchange is not None else ""
        raise AssertionError(f"{what}{reason}\n\n{self.transcript}\n{asked}")


def _is_transfer(action: Wire) -> bool:
    return action.get("type") == "transfer" or "destination" in action or "<Dial" in str(action.get("document", ""))


def _has(sentence: str, words: Words) -> bool:
    if isinstance(words, re.Pattern):
        return words.search(sentence) is not None
    return _folded(words) in _folded(sentence)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _quoted(words: Words) -> str:
    return repr(words) if isinstance(words, str) else f"something that matches {words.pattern!r}"
