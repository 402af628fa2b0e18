"""The assistant: takes the events of many calls, asks the model, and answers each event in time."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from adapter.calls.flow import on_decision, on_event, on_late, on_no_decision, on_ready
from adapter.calls.memory import MemoryStore
from adapter.calls.state import Call, CurrentTurn
from adapter.calls.steps import Step, exhausted_keys
from adapter.calls.store import Store
from adapter.calls.turn import Turn, take_turn
from adapter.directory import Directory
from adapter.models.model import Model
from adapter.platforms.sipgate import Event, Session, parse_event, to_wire
from adapter.telemetry import count_decision, masked, store_span, turn_span
from adapter.tool_calls.decision import Decision, Failed, Transfer
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.question import question
from adapter.transfers.rejection import permitted, rejections
from adapter.transfers.route import BlockedTransfer

logger = logging.getLogger(__name__)

MAX_CONFLICTS = 50
"""How often one event tries to change a call that others are changing at the same time."""
WAITING = 0.93
"""Share of the time to respond that is spent waiting for a decision; the rest is for the store and the way back."""
LOOK_AGAIN = 0.05
"""Seconds between two looks at a decision that another process is making."""


@dataclass(kw_only=True, slots=True)
class _Flight:
    """A turn under way in this process."""

    number: int
    task: asyncio.Task[Turn] = field(init=False)
    late: bool = False
    """No event waits for it any more; the decision goes to the store."""


class Assistant:
    """One assistant on many calls.

    `handle` takes one event of the platform and gives the actions to answer with. Events of one call may come at the
    same time, twice, late or not at all.

    `respond_within` is how many seconds an answer may take before a hold sentence is spoken instead, `model_timeout`
    how many the model has for a whole turn. `now` gives the aware wall-clock time. `on_turn` sees every turn taken,
    `on_step` every step taken that was decided without a model or in which a transfer was blocked, unless its turn has
    told it.
    """

    def __init__(
        self,
        directory: Directory | AssistantConfig,
        model: Model,
        *,
        store: Store | None = None,
        respond_within: float = 3.0,
        model_timeout: float = 15.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        on_turn: Callable[[Call, Turn], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
    ) -> None:
        self.config = directory if isinstance(directory, AssistantConfig) else AssistantConfig(directory=directory)
        self.model = model
        self.store: Store = MemoryStore() if store is None else store
        self.respond_within = respond_within
        self.model_timeout = model_timeout
        self.now = now
        self.on_turn = on_turn
        self.on_step = on_step
        self._flights: dict[str, _Flight] = {}
        self._tasks: set[asyncio.Task[Turn]] = set()
        _ = self.config.toolset  # a directory whose tools no provider takes is refused here, not in a call

    async def handle(self, event: Event | Mapping[str, object]) -> list[dict[str, object]]:
        """The actions that answer an event, JSON-ready: none (answer 204), one, or several in order.

        Raises `EventError` for a mapping that is not an event. Nothing else: what goes wrong on the way becomes
        something for the caller to hear.
        """
        event = parse_event(event) if isinstance(event, Mapping) else event
        until = _clock() + WAITING * self.respond_within
        step = await self._change(event.session.id, lambda call: on_event(call, event, self.now(), self.config), event)
        if step.work == "decide":
            step = await self._decide(step.call, until)
        elif step.work == "join":
            step = await self._join(step.call, until)
        else:
            self._overtake(step.call)
        return [to_wire(action) for action in step.actions]

    async def aclose(self, drain: float = 0.0) -> None:
        """Closes model and store. Turns under way have `drain` seconds to be decided; then they are cancelled."""
        if self._tasks and drain > 0:
            for flight in self._flights.values():
                flight.late = True  # whoever waited for it has been answered; the decision goes to the store
            await asyncio.wait(self._tasks, timeout=drain)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.model.aclose()
        await self.store.aclose()

    async def _decide(self, call: Call, until: float) -> Step:
        """Takes a turn. A newer utterance cancels it and answers in its place."""
        turn = call.current_turn
        self._overtake(call)
        if turn is None or call.id in self._flights:
            return Step(call=call)
        flight = _Flight(number=turn.number)
        flight.task = asyncio.create_task(self._take(call, flight))
        self._flights[call.id] = flight
        self._tasks.add(flight.task)
        flight.task.add_done_callback(self._tasks.discard)
        taken = await self._wait(flight, until)
        if taken is None:
            if flight.task.cancelled():
                return Step(call=call)
            return await self._late(call.id, turn)
        self._land(call.id, turn.number)
        return await self._deliver(call, turn.number, taken)

    async def _join(self, call: Call, until: float) -> Step:
        """Waits a while for a decision that is being made here or elsewhere."""
        turn = call.current_turn
        if turn is None:
            return Step(call=call)
        taken = Turn(decision=turn.ready) if turn.ready else None
        flight = self._flights.get(call.id)
        left = turn.since + self.model_timeout - self.now().timestamp()
        if taken is None and left > 0:
            if flight is not None and flight.number == turn.number:
                taken = await self._wait(flight, until)
            else:
                ready = await self._watch(call, turn.number, min(left, until - _clock()))
                taken = Turn(decision=ready) if ready else None
            left = turn.since + self.model_timeout - self.now().timestamp()
        if taken is None and left > 0:
            return await self._late(call.id, turn, waited=True)
        self._land(call.id, turn.number)
        if taken is None:
            return await self._change(
                call.id, lambda known: on_no_decision(known, turn.number, self.now(), self.config)
            )
        return await self._deliver(call, turn.number, taken)

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

    async def _wait(self, flight: _Flight, until: float) -> Turn | None:
        """A turn under way here, None if it is not decided `until` then."""
        flight.late = False
        try:
            await asyncio.wait({flight.task}, timeout=max(0.0, until - _clock()))
        finally:  # also when the platform has given up the request
            flight.late = not flight.task.done()
        return None if flight.late or flight.task.cancelled() else flight.task.result()

    async def _take(self, call: Call, flight: _Flight) -> Turn:
        turn = await self._ask(call, flight.number)
        if flight.late:
            await self._change(call.id, lambda known: on_ready(known, flight.number, turn.decision))
            if self._flights.get(call.id) is flight:
                del self._flights[call.id]
        return turn

    async def _ask(self, call: Call, number: int) -> Turn:
        with turn_span(call.id, call.turns) as span:
            try:
                turn = await take_turn(
                    self.model,
                    self._request(call),
                    seconds=self.model_timeout,
                    permit=lambda decision: permitted(
                        decision, self.config.directory, call.conversation, call.session, self.now()
                    ),
                )
            except Exception:
                # The edge of the call: whatever broke, the caller is to hear something.
                logger.exception("call %s: a turn broke", call.id)
                turn = Turn(decision=Failed(reason="model_error"))
            decision = turn.decision
            destination = decision.destination if isinstance(decision, Transfer) else None
            count_decision(span, kind=decision.kind, reason=decision.reason, destination=destination)
        if turn.error is not None:
            logger.warning("call %s: %s: %s", call.id, turn.error.code, masked(str(turn.error)))
        logger.info("call %s: %s (%s)", call.id, turn.decision.kind, turn.decision.reason)
        rejected = rejections(turn.first, turn.decision)
        for blocked in rejected:
            logger.info("call %s: %s", call.id, blocked)
        if self.on_turn is not None:
            foreseen = on_decision(call, number, turn.decision, self.now(), self.config)
            turn = replace(turn, blocked=(*rejected, *foreseen.blocked), leads_to=foreseen.leads_to)
            self.on_turn(call, turn)
        return turn

    def _request(self, call: Call) -> ModelRequest:
        exhausted = exhausted_keys(call, self.config)
        return question(self.config, call.conversation, self.now(), exhausted=exhausted)

    async def _deliver(self, call: Call, number: int, turn: Turn) -> Step:
        return await self._change(
            call.id,
            lambda known: on_decision(known, number, turn.decision, self.now(), self.config),
            told=turn.blocked,
        )

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
        event: Event | None = None,
        *,
        told: Collection[BlockedTransfer] = (),
    ) -> Step:
        """Reads a call, changes it and saves it, again from the start if another was faster."""
        with store_span():
            for _ in range(MAX_CONFLICTS):
                stored = await self.store.load(call_id)
                if stored is None:
                    if event is None:
                        return Step(call=Call(session=Session(id=call_id)))
                    known, version = Call(session=event.session), 0
                else:
                    known, version = stored
                step = change(known)
                if step.call == known or await self.store.save(step.call, version):
                    self._tell(step, told)
                    return step
        logger.error("call %s: given up after %d conflicting changes", call_id, MAX_CONFLICTS)
        return Step(call=known)

    def _tell(self, step: Step, told: Collection[BlockedTransfer]) -> None:
        """Logs what is odd about a step that was taken, and shows it to whoever keeps the record."""
        if step.problem is not None:
            logger.warning("call %s: %s", step.call.id, step.problem)
        for blocked in step.blocked:
            logger.log(
                logging.INFO if blocked.obstacle == "closed" else logging.WARNING, "call %s: %s", step.call.id, blocked
            )
        if self.on_step is not None and (step.decision is not None or not set(step.blocked) <= set(told)):
            self.on_step(step)

    def _overtake(self, call: Call) -> None:
        """Cancels the turn under way of a call that has gone on without it.

        A younger turn than this event knows of is left alone: who changed the call first may get here last.
        """
        flight = self._flights.get(call.id)
        turn = call.current_turn
        if flight is None or (turn is not None and turn.number == flight.number):
            return
        if call.phase == "ended" or flight.number <= call.turns:
            self._land(call.id, flight.number)

    def _land(self, call_id: str, number: int) -> None:
        """Forgets a turn under way, and cancels it if it still is."""
        flight = self._flights.get(call_id)
        if flight is not None and flight.number == number:
            del self._flights[call_id]
            flight.task.cancel()


def _clock() -> float:
    """Seconds on the clock by which asyncio's own limits are kept."""
    return asyncio.get_running_loop().time()
