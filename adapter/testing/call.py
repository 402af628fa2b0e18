"""A played call for ordinary tests: somebody calls, and the telephony platform does its part."""

import asyncio
import operator
import threading
import weakref
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from adapter.assistant import Assistant
from adapter.calls.simulator import CALLER, LINE
from adapter.directory import Directory
from adapter.testing.call_target import CallTarget
from adapter.testing.played import AsyncPlayedCall, Words
from adapter.testing.wire_messages import Wire
from adapter.tool_calls.decision import Decision

__tracebackhide__ = operator.methodcaller(
    "errisinstance", (AssertionError, RuntimeError)
)  # pytest shows the test's own line


class PlayedCall:
    """A call to an assistant, played as the platform plays it. It needs no pytest.

    `to` is an `Assistant`, which answers in this process, or the URL of a running service's webhook, with the `token`
    that it wants (of Vapi: the secret). For a service the `directory` (or its file) tells which number belongs to which
    key. `caller` and `line` are the numbers of who calls and of what was dialled. `platform` is who plays it: left out,
    the assistant's, and that of the webhook for a service. For the others a service's address is enough. What a
    platform does not tell of, such as a key on Vapi, cannot be played there: it fails, and says so.

    The call begins with the first thing that happens. What the assistant says takes its time on the call's own clock:
    `says`, `stays_silent` and everything that is expected of a transfer let it speak to the end first, `interrupts`,
    `presses` and `hangs_up` do not. In process nothing is waited for but the model; the clock starts `at` a moment, by
    default at the assistant's own time. A running service has its own clock.

    What is not as expected raises `AssertionError` with the whole transcript. So does an answer that the platform would
    not take.
    """

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
    ) -> None:
        call = AsyncPlayedCall(to, directory=directory, token=token, caller=caller, line=line, at=at, platform=platform)
        self._start(call)

    def _start(self, call: AsyncPlayedCall, runner: asyncio.Runner | None = None) -> None:
        self._call = call
        # A loop of its own, never the thread's current one: other plug-ins keep that.
        self._runner = runner or asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._end = weakref.finalize(self, _close, call, self._runner) if runner is None else None
        self._life = self._end

    @property
    def actions(self) -> list[Wire]:
        """Every action that the assistant answered with, in order, as it is on the wire."""
        return self._call.actions

    @property
    def events(self) -> list[Wire]:
        """Every event that the platform sent, in order, as it is on the wire."""
        return self._call.events

    @property
    def decisions(self) -> list[Decision]:
        """What was decided, by the model or without it, in order. A running service does not show it."""
        return self._call.decisions

    @property
    def spoken(self) -> list[str]:
        """Every sentence that the caller heard the beginning of, in order."""
        return self._call.spoken

    @property
    def transfer(self) -> Wire:
        """The last transfer action as it is on the wire. Fails if there was none."""
        return self._call.transfer

    @property
    def transcript(self) -> str:
        """What was said, decided and done, line by line."""
        return self._call.transcript

    @property
    def model_view(self) -> str:
        """What the model was asked last and what it answered, without numbers; "" where that cannot be seen."""
        return self._call.model_view

    def at(self, moment: datetime | str, zone: str | None = None) -> None:
        """Sets the call's clock: `"2026-11-21 03:00"`, or a `datetime`.

        A moment without a zone is in `zone`, else in the time zone of the directory's hours, else in UTC. Raises
        `ValueError` for hours in several zones and none named.
        """
        self._call.at(moment, zone)

    def says(self, *sentences: str) -> None:
        """The caller listens to the end, then says this; several sentences each when the last one was answered."""
        self._run(self._call.says(*sentences))

    def interrupts(self, text: str) -> None:
        """The caller says this while the assistant speaks.

        Whether that stops the sentence, the sentence decides: announcements go on, unless the assistant stops them.
        """
        self._run(self._call.interrupts(text))

    def presses(self, digits: str) -> None:
        """The caller presses keys (0-9, * and #), whatever is being said."""
        self._run(self._call.presses(digits))

    def stays_silent(self) -> None:
        """The caller hears the assistant out and says nothing until the platform reports it."""
        self._run(self._call.stays_silent())

    def hangs_up(self) -> None:
        """The caller hangs up, whatever is being said."""
        self._run(self._call.hangs_up())

    def calls_tool(self, name: str, **arguments: object) -> None:
        """The model of the platform calls one of the tools, such as `"transfer_to_cards", reason="lost card"`.

        Fails where the assistant's own model is asked: all platforms but Vapi.
        """
        self._run(self._call.calls_tool(name, **arguments))

    def comes_back(self) -> None:
        """Nobody answers where the call was transferred to, and the platform gives it back.

        Fails where the platform would end the call: after a transfer without a timeout.
        """
        self._run(self._call.comes_back())

    def listens(self) -> None:
        """The caller hears the assistant out."""
        self._run(self._call.listens())

    def hears(self, words: Words) -> None:
        """The caller hears a sentence that contains these words (in any case) or matches a compiled pattern.

        Sentences in between may be anything, but the next `hears` looks only at what comes after this one.
        """
        self._run(self._call.hears(words))

    def was_transferred_to(self, destination: str) -> None:
        """The caller has heard the announcement and is being transferred: to the key or the number of a destination."""
        self._run(self._call.was_transferred_to(destination))

    def was_not_transferred(self) -> None:
        """The caller has heard the assistant out and was not transferred, neither now nor before."""
        self._run(self._call.was_not_transferred())

    def was_hung_up(self) -> None:
        """The assistant has said its last sentence and ended the call."""
        self._run(self._call.was_hung_up())

    def another(self, *, caller: str = CALLER, line: str = LINE) -> "PlayedCall":
        """Another call to the same assistant at the same time. It ends with this one."""
        other = object.__new__(PlayedCall)
        other._start(self._call.another(caller=caller, line=line), self._runner)
        other._life = self._life
        return other

    def close(self) -> None:
        """Ends what still runs and gives back connections. The assistant belongs to whoever made it."""
        if self._end is not None:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return repr(self._call).replace("AsyncPlayedCall", "PlayedCall", 1)

    def _run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        if _inside_a_loop():
            coroutine.close()
            raise RuntimeError(
                "this is an async test: take the fixture transfer_acall (or AsyncPlayedCall) and await its methods"
            )
        if self._life is not None and not self._life.alive:
            coroutine.close()
            raise RuntimeError("this call is closed: play it within its with statement, and before close()")
        try:
            self._runner.run(coroutine)
        except AssertionError as error:
            # The way through the event loop tells nobody anything: the traceback ends at the test's own line.
            raise error.with_traceback(None) from None


def _inside_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _close(call: AsyncPlayedCall, runner: asyncio.Runner) -> None:
    if _inside_a_loop():  # nobody closed it, and it is found while somebody else's loop runs
        closing = threading.Thread(target=_close, args=(call, runner))
        closing.start()
        closing.join()
        return
    with runner:
        runner.run(call.aclose())
