"""The call handler: takes the events of many calls, asks the model, and answers each event in time."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from adapter.calls.commands import TransferCall
from adapter.calls.events import Event
from adapter.calls.flow import on_event
from adapter.calls.memory import MemoryStore
from adapter.calls.state import Call, CurrentTurn
from adapter.calls.steps import Step, call_situation
from adapter.calls.store import Store
from adapter.calls.timers import with_timer
from adapter.calls.turn import Turn, take_turn
from adapter.calls.turn_flow import on_decision, on_late, on_no_decision, on_ready, on_window_exceeded
from adapter.models.model import Model
from adapter.telemetry import count_decision, masked, store_span, turn_span
from adapter.tool_calls.decision import Decision, Failed, Transfer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.offer import Offer

logger = logging.getLogger(__name__)

MAX_CONFLICTS = 50
"""How often one event tries to change a call that others are changing at the same time."""
WAITING = 0.93
"""Share of the time to respond that is spent waiting for a decision; the rest is for the store and the way back."""
LOOK_AGAIN = 0.05
"""Seconds between two looks at a decision that another process is making."""


@dataclass(kw_only=True, slots=True)
class _RunningTurn:
    """A turn under way in this process."""

    number: int
    task: asyncio.Task[Turn] = field(init=False)
    late: bool = False
    """No event waits for it any more; the decision goes to the store."""
    recorded: bool = False
    """`on_turn` has seen it, or is about to."""


class CallHandler:
    """Many calls of one assistant, whatever platform carries them.

    `handle` takes one event and gives the step to answer with. Events of one call may come at the same time, twice,
    late or not at all.

    `respond_within` is how many seconds an answer may take before a hold sentence is spoken instead, `model_timeout`
    how many the model has for a whole turn. `now` gives the aware wall-clock time. `on_turn` sees every turn with the
    step that was saved for it, None where its decision was kept for a later event or came too late for any; `on_step`
    every other step that was decided without a model, or in which a transfer was blocked.
    """

    def __init__(
        self,
        config: AssistantConfig,
        model: Model,
        *,
        store: Store | None = None,
        respond_within: float = 3.0,
        model_timeout: float = 15.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        on_turn: Callable[[Call, Turn, Step | None], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
    ) -> None:
        self.config = config
        self.model = model
        self.store: Store = MemoryStore() if store is None else store
        self.respond_within = respond_within
        self.model_timeout = model_timeout
        self.now = now
        self.on_turn = on_turn
        self.on_step = on_step
        self._running: dict[str, _RunningTurn] = {}
        self._tasks: set[asyncio.Task[Turn]] = set()
        _ = self.config.toolset  # a directory whose tools no provider takes is refused here, not in a call

    async def handle(self, event: Event) -> Step:
        """The step that answers an event: its commands in order, none where there is nothing to do.

        What goes wrong on the way becomes something for the caller to hear.
        """
        until = _clock() + WAITING * self.respond_within
        step = await self._change(
            event.call.id, lambda call: on_event(call, event, self.now(), self.config), event.call
        )
        if step.work == "decide":
            step = await self._decide(step.call, until)
        elif step.work == "join":
            step = await self._join(step.call, until)
        else:
            self._cancel_overtaken(step.call)
        return step

    async def aclose(self, drain: float = 0.0) -> None:
        """Closes model and store. Turns under way have `drain` seconds to be decided; then they are cancelled."""
        if self._tasks and drain > 0:
            for running in self._running.values():
                running.late = True  # whoever waited for it has been answered; the decision goes to the store
            await asyncio.wait(self._tasks, timeout=drain)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.model.aclose()
        await self.store.aclose()

    async def _decide(self, call: Call, until: float) -> Step:
        """Takes a turn. A newer utterance cancels it and answers in its place."""
        turn = call.current_turn
        self._cancel_overtaken(call)
        if turn is None or call.id in self._running:
            return Step(call=call)
        running = _RunningTurn(number=turn.number)
        running.task = asyncio.create_task(self._take(call, running))
        self._running[call.id] = running
        self._tasks.add(running.task)
        running.task.add_done_callback(self._tasks.discard)
        taken = await self._wait(running, until)
        if taken is None:
            if running.task.cancelled():
                return Step(call=call)
            return await self._late(call.id, turn)
        self._forget(call.id, turn.number)
        return await self._deliver(call, turn.number, taken, running)

    async def _join(self, call: Call, until: float) -> Step:
        """Waits a while for a decision that is being made here or elsewhere."""
        turn = call.current_turn
        if turn is None:
            return Step(call=call)
        taken = Turn(decision=turn.ready) if turn.ready else None
        running = self._running.get(call.id)
        left = turn.since + self.model_timeout - self.now().timestamp()
        if taken is None and left > 0:
            if running is not None and running.number == turn.number:
                taken = await self._wait(running, until)
            else:
                ready = await self._watch(call, turn.number, min(left, until - _clock()))
                taken = Turn(decision=ready) if ready else None
            left = turn.since + self.model_timeout - self.now().timestamp()
        if taken is None and left > 0:
            return await self._late(call.id, turn, waited=True)
        self._forget(call.id, turn.number)
        if taken is None:
            return await self._change(
                call.id, lambda known: on_no_decision(known, turn.number, self.now(), self.config)
            )
        mine = running is not None and running.number == turn.number
        return await self._deliver(call, turn.number, taken, running if mine else None)

    async def _watch(self, call: Call, number: int, seconds: float) -> Decision | None:
        """Looks into the store until the decision is there."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    stored = await self.store.load(call.id)
                    turn = stored.call.current_turn if stored else None
                    if turn is None or turn.number != number:
                        return None
                    if turn.ready is not None:
                        return turn.ready
                    await asyncio.sleep(LOOK_AGAIN)
        return None

    async def _wait(self, running: _RunningTurn, until: float) -> Turn | None:
        """A turn under way here, None if it is not decided `until` then."""
        running.late = False
        try:
            await asyncio.wait({running.task}, timeout=max(0.0, until - _clock()))
        finally:  # also when the platform has given up the request
            running.late = not running.task.done()
        return None if running.late or running.task.cancelled() else running.task.result()

    async def _take(self, call: Call, running: _RunningTurn) -> Turn:
        turn = await self._ask(call)
        if running.late:
            await self._change(call.id, lambda known: on_ready(known, running.number, turn.decision))
            if self._running.get(call.id) is running:
                del self._running[call.id]
            if not running.recorded and self.on_turn is not None:
                running.recorded = True
                self.on_turn(call, turn, None)
        return turn

    async def _ask(self, call: Call) -> Turn:
        with turn_span(call.id, call.turns) as span:
            try:
                offer = Offer(situation=call_situation(call, self.config, self.now()), conversation=call.conversation)
                turn = await take_turn(self.model, offer, seconds=self.model_timeout)
            except Exception:
                # The edge of the call: whatever broke, the caller is to hear something.
                logger.exception("call %s: a turn broke", call.id)
                turn = Turn(decision=Failed(reason="model_error"))
            decision = turn.decision
            destination = decision.destination if isinstance(decision, Transfer) else None
            count_decision(span, kind=decision.kind, reason=decision.reason, destination=destination)
        kept = turn.kept
        if kept is not None:
            if not call.shortened:
                logger.warning("call %s: the model's window is too small: %s", call.id, turn.window)
            await self._change(call.id, lambda known: on_window_exceeded(known, call.conversation, kept))
        if turn.error is not None:
            logger.warning("call %s: %s: %s", call.id, turn.error.code, masked(str(turn.error)))
        logger.info("call %s: decided: %s", call.id, _named(decision))
        for blocked in turn.rejected:
            logger.info("call %s: %s", call.id, blocked)
        return turn

    async def _deliver(self, call: Call, number: int, turn: Turn, running: _RunningTurn | None) -> Step:
        """Carries out a decision: of the `running` turn, or one that was kept, whose turn is recorded already."""
        first = running is not None and not running.recorded
        if running is not None:
            running.recorded = True
        step = await self._change(
            call.id,
            lambda known: on_decision(known, number, turn.decision, self.now(), self.config),
            decided=None if first else turn.decision,
            of_turn=first,
        )
        if first and self.on_turn is not None:
            self.on_turn(call, turn, step)
        return step

    async def _late(self, call_id: str, turn: CurrentTurn, *, waited: bool = False) -> Step:
        """Answers without the decision. `turn` is as it was when the event began to wait."""
        return await self._change(
            call_id,
            lambda known: on_late(known, turn.number, self.now(), self.config, waited=waited, holds=turn.holds),
        )

    async def _change(
        self,
        call_id: str,
        change: Callable[[Call], Step],
        seen: CallInfo | None = None,
        *,
        decided: Decision | None = None,
        of_turn: bool = False,
    ) -> Step:
        """Reads a call, changes it and saves it, again from the start if another was faster.

        `seen` makes a call that is not known yet. `of_turn`: the step is recorded with its turn. `decided` is the
        decision of a turn that was recorded before.
        """
        with store_span():
            for _ in range(MAX_CONFLICTS):
                stored = await self.store.load(call_id)
                if stored is None:
                    if seen is None:
                        return Step(call=Call(info=CallInfo(id=call_id)))
                    known, version = Call(info=seen), 0
                else:
                    known, version = stored
                step = with_timer(change(known), self.config, self.now())
                if step.call == known or await self.store.save(step.call, version):
                    self._tell(step, None if step.call == known else decided, of_turn=of_turn)
                    return step
        logger.error("call %s: given up after %d conflicting changes", call_id, MAX_CONFLICTS)
        return Step(call=known)

    def _tell(self, step: Step, decided: Decision | None, *, of_turn: bool) -> None:
        """Logs a step that was taken, and shows it to whoever keeps the record, unless its turn will."""
        call_id = step.call.id
        if step.problem is not None:
            logger.warning("call %s: %s", call_id, step.problem)
        if step.decision is not None:
            logger.info("call %s: decided: %s", call_id, _named(step.decision))
        for blocked in step.blocked:
            logger.log(
                logging.INFO if blocked.obstacle == "closed" else logging.WARNING, "call %s: %s", call_id, blocked
            )
        for command in step.commands:
            if isinstance(command, TransferCall):
                logger.info("call %s: transfer to %s sent", call_id, command.transfer.key)
        if self.on_step is None or of_turn:
            return
        if decided is not None or step.decision is not None or step.blocked:
            self.on_step(step if decided is None else replace(step, decision=decided))

    def _cancel_overtaken(self, call: Call) -> None:
        """Cancels the turn under way of a call that has gone on without it.

        A younger turn than this event knows of is left alone: who changed the call first may get here last.
        """
        running = self._running.get(call.id)
        turn = call.current_turn
        if running is None or (turn is not None and turn.number == running.number):
            return
        if call.phase == "ended" or running.number <= call.turns:
            self._forget(call.id, running.number)

    def _forget(self, call_id: str, number: int) -> None:
        """Forgets a turn under way, and cancels it if it still is."""
        running = self._running.get(call_id)
        if running is not None and running.number == number:
            del self._running[call_id]
            running.task.cancel()


def _named(decision: Decision) -> str:
    """A decision for the log: its kind, the key that it leads to, and its reason. Nothing that anybody said."""
    destination = f" to {decision.destination}" if isinstance(decision, Transfer) else ""
    return f"{decision.kind}{destination} ({decision.reason})"


def _clock() -> float:
    """Seconds on the clock by which asyncio's own limits are kept."""
    return asyncio.get_running_loop().time()
