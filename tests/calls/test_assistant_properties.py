"""What holds for every call, whatever the platform sends, repeats, reorders or loses, and whatever a model does.

Here for two assistants over one store, with events of one call in both at the same time, models that are late or never
answer, and processes that are killed. Time is the loop's own, and passes when the test says so.
"""

import asyncio
import heapq
from collections.abc import Callable, Sequence
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, TypeVarTuple, Unpack

from hypothesis import given, note, settings
from hypothesis import strategies as st

from adapter import Assistant
from adapter.calls.memory import MemoryStore
from adapter.calls.state import Call
from adapter.calls.store import Store, Stored
from adapter.errors import ModelServerError
from adapter.platforms.sipgate.actions import Action, read_action
from adapter.testing import ScriptedModel, calls, hangs_up, says
from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.call_info import CallInfo
from tests.calls.ledger import (
    KEYS,
    SENTENCE,
    SILENCE,
    Ledger,
    Line,
    Move,
    World,
    check_conversation,
    event_of,
    made_of,
    scripts,
    worlds,
)

CALLS = min(settings().max_examples, 5000)
REQUESTS = 1000
"""More than a model is asked in any of these calls."""
START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

_Ts = TypeVarTuple("_Ts")

ALONE = {"session_start", "session_end", "decision", "restart", "lost_end", "late", "overtaken"}
SILENT = "user_input_timeout"
"""Two of them are two silences, and the second is answered last."""
LEADS_ON = {"assistant_speech_ended", SILENT}
"""News of a sentence before: from a real platform they do not come in the moment in which the next one is answered."""
QUIET = {"assistant_speak", "user_speech_started", "something_new"}


class SlowClock(asyncio.SelectorEventLoop):
    """An event loop whose time stands still until a test moves it."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self._alarms: list[float] = []
        self._steps = 0

    def time(self) -> float:
        return self.seconds

    def call_at(
        self, when: float, callback: Callable[[Unpack[_Ts]], object], *args: *_Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        heapq.heappush(self._alarms, when)
        return super().call_at(when, callback, *args, context=context)

    def call_soon(
        self, callback: Callable[[Unpack[_Ts]], object], *args: *_Ts, context: Context | None = None
    ) -> asyncio.Handle:
        self._steps += 1
        return super().call_soon(callback, *args, context=context)

    async def settle(self) -> None:
        """Lets everything happen that can happen now: until, twice in a row, nobody takes a step but this."""
        quiet = 0
        while quiet < 2:
            before = self._steps
            await asyncio.sleep(0)
            quiet = quiet + 1 if self._steps == before + 1 else 0

    async def pass_time(self, seconds: float) -> None:
        """Lets time pass, from one alarm to the next."""
        await self.settle()
        end = self.seconds + seconds
        while self._alarms and self._alarms[0] <= end:
            self.seconds = max(self.seconds, heapq.heappop(self._alarms))
            await self.settle()
        self.seconds = end
        await self.settle()


class Unhurried(Store):
    """A store in which other events get their turn before and after every look and every change."""

    def __init__(self, pauses: Sequence[int]) -> None:
        self._store = MemoryStore(clock=lambda: 0.0)
        self._pauses = cycle(pauses or [0])

    async def load(self, call_id: str) -> Stored | None:
        await self._pause()
        stored = await self._store.load(call_id)
        await self._pause()
        return stored

    async def save(self, call: Call, expected: int) -> bool:
        await self._pause()
        saved = await self._store.save(call, expected)
        await self._pause()
        return saved

    async def ready(self) -> bool:
        return True

    async def aclose(self) -> None:
        """It outlives the processes."""

    async def _pause(self) -> None:
        for _ in range(next(self._pauses)):
            await asyncio.sleep(0)


class Whims:
    """A model that answers when and what the test says: well, badly, or with a failure."""

    def __init__(self, ledger: Ledger) -> None:
        self.model = ScriptedModel([self._answer] * REQUESTS)
        self.asked: list[tuple[Conversation, tuple[str, ...], tuple[str, ...]]] = []
        self.at_once: int | None = None
        self._ledger = ledger
        self._waiting: list[asyncio.Future[int]] = []

    def decide(self, pick: int) -> None:
        for answer in self._waiting:
            if not answer.done():
                answer.set_result(pick)
        self._waiting.clear()

    async def _answer(self, request: ModelRequest) -> ModelReply:
        self.asked.append((request.conversation, request.toolset.offered, tuple(self._ledger.offered)))
        pick = self.at_once
        if pick is None:
            answer = asyncio.get_running_loop().create_future()
            self._waiting.append(answer)
            pick = await answer
        return _whim(pick, request.toolset.offered)


class Played:
    """A call played against two assistants."""

    def __init__(self, world: World, pauses: Sequence[int], loop: SlowClock) -> None:
        self.loop = loop
        self.ledger = Ledger(world)
        self.line = Line()
        self.whims = Whims(self.ledger)
        self.store = Unhurried(pauses)
        self.config = world.config()
        self.assistants = [self._assistant(), self._assistant()]
        self.running: dict[asyncio.Task[list[dict[str, object]]], tuple[Assistant, str]] = {}
        self.finished: list[tuple[asyncio.Task[list[dict[str, object]]], float]] = []
        self.moment: set[str] = set()

    def _assistant(self) -> Assistant:
        return Assistant(
            self.config, self.whims.model, store=self.store, now=lambda: START + timedelta(seconds=self.loop.seconds)
        )

    async def make(self, move: Move) -> None:
        move = made_of(move, self.ledger, self.line, deciding=bool(self.running))
        if move.kind == "user_speak":
            self.whims.at_once = move.pick if move.pick % 3 == 0 else None
        if move.kind == "owed":
            await self.wait((SENTENCE if self.line.playing else SILENCE) / 1000)
        elif not move.flag or self._apart(move.kind):
            await self.wait(move.after / 1000)
        kind, fields = event_of(move, self.line)
        match move.kind:
            case "late" | "overtaken":
                pass
            case "lost_end":
                self.line.lose_end()
            case "decision":
                self.whims.decide(move.pick)
            case "restart":
                await self.restart(move.pick % 2)
            case _:
                self.send(move.pick // 8, kind, **fields)
                if move.twice:
                    if kind == SILENT:
                        await self.wait(0)
                    self.send(move.pick // 4 % 2, kind, again=True, **fields)
                self.moment.add(kind)
        if kind in ALONE:
            await self.wait(0)

    def _apart(self, kind: str) -> bool:
        """Whether an event cannot come at the same time as those that came since time passed."""
        if kind in ALONE or (kind == SILENT and kind in self.moment):
            return True
        together = {kind, *self.moment} - QUIET
        if self.whims.at_once is None:
            together.discard("user_speak")
        return len(together) > 1 and not together.isdisjoint(LEADS_ON)

    def send(self, process: int, kind: str, *, again: bool = False, **fields: Any) -> None:
        words = kind == "user_speak" and bool(fields["text"].strip())
        text, barged_in = fields.get("text", ""), fields.get("barged_in", False)
        self.ledger.heard(kind, self.loop.seconds, text, barged_in=barged_in, again=again)
        if words:
            self.line.words(barged_in=fields["barged_in"])
        assistant = self.assistants[process]
        task = asyncio.create_task(assistant.handle({"type": kind, "session": {"id": "call-1"}, **fields}))
        self.running[task] = (assistant, kind)
        task.add_done_callback(lambda task: self.finished.append((task, self.loop.seconds)))
        note(f"{self.loop.seconds:7.1f} {kind} {fields.get('text', '')}")

    async def wait(self, seconds: float) -> None:
        await self.loop.pass_time(seconds)
        finished, self.finished = self.finished, []
        answers = [
            (when, [read_action(it) for it in task.result()], self.running.pop(task)[1]) for task, when in finished
        ]
        # Over two connections the answers of one moment have no order: what takes the caller away may have come last.
        for when, actions, kind in sorted(answers, key=lambda answer: (answer[0], _takes_away(answer[1]))):
            note(f"{when:7.1f} -> {[action.type for action in actions]}")
            self.ledger.answered(actions, when, to=kind)
            self.line.answered(actions)
        self.ledger.beat += 1
        self.moment.clear()
        for conversation, offered, expected in self.whims.asked:
            check_conversation(conversation)
            assert offered == expected, "tools for a destination that has failed, or none for one that has not"
        self.whims.asked.clear()

    async def restart(self, process: int) -> None:
        """Kills a process: what it was doing is never answered."""
        killed = self.assistants[process]
        for task in [task for task, (assistant, _) in self.running.items() if assistant is killed]:
            task.cancel()
            del self.running[task]
        await self.loop.settle()
        self.finished.clear()
        await killed.aclose()
        self.assistants[process] = self._assistant()
        self.line.lossy = True

    async def answer_at_last(self, pick: int) -> None:
        """The platform sends what it owes. Where something was lost before, the caller may have to speak again."""
        patience = 2
        self.whims.at_once = None
        for _ in range(40):
            if self.running:
                if pick % 2:
                    self.whims.decide(8)
                await self.wait(3.001)
            if not self.ledger.unanswered or self.ledger.over:
                return
            if self.running:
                continue
            if self.line.owed:
                await self.wait(1.001 if self.line.playing else 8.001)
                self.send(pick % 2, self.line.give())
            else:
                assert self.line.lossy, "the caller waits, and no event will come"
                assert patience, "the caller spoke again and again"
                patience -= 1
                await self.wait(20.001)
                self.send(pick % 2, "user_speak", text="hello, is anybody there", barged_in=False)
        raise AssertionError("the caller was never answered")

    async def close(self) -> None:
        await self.wait(60.001)
        assert not self.running, "an event was never answered"
        assert len(self.whims.model.requests) <= REQUESTS
        stored = await self.store.load("call-1")
        if self.ledger.over:
            assert stored is not None
            assert replace(stored.call, answered=None) == Call(info=CallInfo(id="call-1"), phase="ended")
        for assistant in self.assistants:
            assert not assistant.handler._tasks
            await assistant.aclose()


def _takes_away(actions: Sequence[Action]) -> bool:
    return any(action.type in ("transfer", "hangup") for action in actions)


def _whim(pick: int, offered: Sequence[str]) -> ModelReply:
    if pick < 8 and offered:
        return calls(offered[pick % len(offered)])
    match pick % 8:
        case 0:
            return says("What is it about?")
        case 1:
            return calls("nowhere")
        case 2:
            return hangs_up("Bye then.")
        case 3:
            return hangs_up()
        case 4:
            raise ModelServerError("status 500")
        case 5:
            return calls(*KEYS)
        case 6:
            return says("")
        case _:
            return calls("cards")


@settings(max_examples=CALLS, deadline=None)
@given(world=worlds, moves=scripts, pauses=st.lists(st.integers(0, 3), max_size=7), pick=st.integers(0, 15))
def test_whatever_happens_at_once_a_call_is_transferred_once_and_never_left_alone(
    world: World, moves: list[Move], pauses: list[int], pick: int
) -> None:
    async def play() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, SlowClock)
        played = Played(world, pauses, loop)
        for move in moves:
            await played.make(move)
        await played.answer_at_last(pick)
        await played.close()

    with asyncio.Runner(loop_factory=SlowClock) as runner:
        runner.run(play())
