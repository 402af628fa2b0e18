"""The call handler: takes the events of many calls, asks the model, and answers each event in time."""

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias, TypeGuard

from adapter.calls.changes import Changes, in_short
from adapter.calls.clock import WallClock
from adapter.calls.counting import count_turn, kind_of
from adapter.calls.deliveries import LOOK_AGAIN, Deliveries
from adapter.calls.early_speech import AnswerStarts, EarlySpeech
from adapter.calls.events import CommandPosted, DecisionRequested, Event, ToolCalled
from adapter.calls.flow import answered_inquiry, on_event
from adapter.calls.hearing import hear
from adapter.calls.inquiries import ticket_used
from adapter.calls.memory import MemoryStore
from adapter.calls.model_faults import ModelFaults
from adapter.calls.parts import on_part
from adapter.calls.platform_model import NOBODY_TELLS, SETTLING, command_posted, unsettled
from adapter.calls.questions import UNDECIDED, Question, answered, excuse, given_before, questions
from adapter.calls.repeats import answered_again, with_answer
from adapter.calls.state import Answered, Call, CurrentTurn
from adapter.calls.steps import Step, call_offer
from adapter.calls.store import Store
from adapter.calls.turn import Turn, take_turn, with_shown
from adapter.calls.turn_flow import on_decision, on_late, on_no_decision, on_ready, on_window_exceeded
from adapter.errors import StoreError
from adapter.frozen import dataclass, replace
from adapter.metrics import AnswerTimer
from adapter.models.model import Model
from adapter.telemetry import tell_decision, turn_span
from adapter.tool_calls.decision import Decision, Failed, Transfer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer

logger = logging.getLogger(__name__)

SayStep: TypeAlias = Callable[[Step], Awaitable[bool]]
"""Says what a step says, at once, over a connection that is open; tells whether it went out."""

WAITING = 0.93
"""Share of the time to respond that is spent waiting for a decision; the rest is for the store and the way back."""


@dataclasses.dataclass(kw_only=True, slots=True)
class _RunningTurn:
    """A turn under way in this process."""

    number: int
    task: asyncio.Task[Turn] = dataclasses.field(init=False)
    late: bool = False
    """No event waits for it any more; the decision goes to the store."""
    recorded: bool = False
    """`on_turn` has seen it, or is about to."""
    waiting: list[asyncio.Future[None]] = dataclasses.field(default_factory=list)
    """Of the events that wait for it."""

    def tell(self) -> None:
        """Lets them look."""
        for look in self.waiting:
            _look(look)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """An event that waits for an answer, `until` when, and whether somebody will tell what became of the answer."""

    event: Event
    until: float
    confirm: bool
    say: SayStep | None = None


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
        now: Callable[[], datetime] | None = None,
        on_turn: Callable[[Call, Turn, Step | None], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
    ) -> None:
        self.config = config
        self.model = model
        self.store: Store = MemoryStore() if store is None else store
        self.respond_within = respond_within
        self.model_timeout = model_timeout
        self.now: Callable[[], datetime] = WallClock() if now is None else now
        self.on_turn = on_turn
        self.on_step = on_step
        self._running: dict[str, _RunningTurn] = {}
        self._tasks: set[asyncio.Task[Turn]] = set()
        self._deliveries = Deliveries()
        self._faults = ModelFaults()
        self._starts = AnswerStarts()
        self._notes: set[asyncio.Task[None]] = set()
        self._changes = Changes(self.store, config, self.now, self._deliveries, on_step)
        _ = self.config.toolset  # a directory whose tools no provider takes is refused here, not in a call

    def use(self, config: AssistantConfig) -> None:
        """Goes by another configuration from now on, also in calls and turns that are under way.

        A turn that the model is being asked for is decided by what it was offered, and carried out by the new one: what
        is not there any more leads to the fallback. Raises `ToolsetError`, and changes nothing then.
        """
        _ = config.toolset
        self.config = config
        self._changes.use(config)

    async def handle(self, event: Event, *, confirm: bool = False, say: SayStep | None = None) -> Step:
        """The step that answers an event: its commands in order, none where there is nothing to do.

        What goes wrong on the way becomes something for the caller to hear. An answer counts as delivered when it is
        given back; with `confirm` only when `confirm_delivery` says so, and until then whoever sends the event again
        gets the same answer.

        With `say`, on a platform that takes an answer in parts, each sentence of the model's answer goes out by it as
        soon as it is sure to be spoken, also after this event has been answered; the step has the rest.
        """
        with AnswerTimer(self.config.capabilities.platform, kind_of(event)):
            return await self._handled(event, confirm=confirm, say=say)

    async def _handled(self, event: Event, *, confirm: bool, say: SayStep | None) -> Step:
        asked = _Asked(event=event, until=_clock() + WAITING * self.respond_within, confirm=confirm, say=say)
        if isinstance(event, ToolCalled):
            await hear(self.config, event.conversation)
        step = await self._changes.change(
            event.call.id,
            lambda call, now: self._answered(on_event(call, event, now, self.config), asked, now),
            event.call,
        )
        if step.work == "decide":
            step = await self._decide(step.call, asked)
        elif step.work == "join":
            step = await self._join(step.call, asked)
        elif step.work == "repeat":
            step = await self._again(step.call, asked)
        elif step.work == "settle":
            step = await self._settle(step.call, asked)
        else:
            self._cancel_overtaken(step.call)
        if self._is_question(event) and not step.commands:
            step = replace(step, commands=excuse(event, UNDECIDED))
        if confirm and step.commands:
            self._deliveries.begun(step.call)
        return step

    def confirm_delivery(self, call_id: str, number: int, *, delivered: bool) -> None:
        """Tells whether the answer of this number was written to a connection that was still open.

        Known here at once, and to other processes as soon as it has been noted with the call.
        """
        self._deliveries.ended(call_id, number, delivered=delivered)
        if delivered and not isinstance(self.store, MemoryStore):
            note = asyncio.create_task(self._note(call_id))
            self._notes.add(note)
            note.add_done_callback(self._notes.discard)

    async def _note(self, call_id: str) -> None:
        try:
            await self._changes.change(call_id, lambda known, _: Step(call=known), again=True)
        except StoreError as error:
            logger.warning("call %s: no other process is told that an answer has arrived: %s", call_id, error)

    async def admit(self, call_id: str, ticket: str) -> bool:
        """Whether a connection to a call may be opened with a ticket: one that an answer gave out, and only once."""

        admitted = False

        def using(known: Call, now: datetime) -> Step:
            nonlocal admitted
            used = ticket_used(known, ticket, now)
            admitted = used is not None
            return Step(call=known if used is None else used)

        try:
            await self._changes.change(call_id, using)
        except StoreError as error:
            logger.error("call %s: a connection to it is refused: %s", call_id, error)
            return False
        return admitted

    async def noted(self) -> None:
        """Waits until other processes can know of every answer that has arrived."""
        await asyncio.gather(*self._notes, return_exceptions=True)

    async def finish(self, drain: float = 0.0) -> None:
        """Ends the turns under way, which have `drain` seconds to be decided; then they are cancelled."""
        if self._tasks and drain > 0:
            for running in self._running.values():
                running.late = True  # whoever waited for it has been answered; the decision goes to the store
            await asyncio.wait(self._tasks, timeout=drain)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.noted()

    async def aclose(self, drain: float = 0.0) -> None:
        """Ends the turns under way as `finish` does; closes model and store."""
        await self.finish(drain)
        await self.model.aclose()
        await self.store.aclose()

    async def _decide(self, call: Call, asked: _Asked) -> Step:
        """Takes a turn. A newer utterance cancels it and answers in its place."""
        turn, call_id = call.current_turn, call.id
        self._cancel_overtaken(call)
        if turn is None or call_id in self._running:
            return Step(call=call)
        running = _RunningTurn(number=turn.number)
        running.task = asyncio.create_task(self._take(call, running, asked.say))
        self._running[call_id] = running
        self._tasks.add(running.task)
        running.task.add_done_callback(lambda task: self._over(running, task))
        taken = await self._wait(running, asked.until)
        if taken is None:
            if running.task.cancelled():
                return Step(call=call)
            return await self._late(asked, turn)
        self._forget(call_id, turn.number)
        return await self._deliver(call, turn.number, taken, running, asked)

    async def _join(self, call: Call, asked: _Asked) -> Step:
        """Waits a while for a decision that is being made here or elsewhere."""
        turn = call.current_turn
        if turn is None:
            return Step(call=call)
        taken = Turn(decision=turn.ready) if turn.ready else None
        running = self._running.get(call.id)
        left = turn.since + self.model_timeout - self.now().timestamp()
        if taken is None and left > 0:
            if running is not None and running.number == turn.number:
                taken = await self._wait(running, asked.until)
            else:
                ready = await self._watch(call, turn.number, min(left, asked.until - _clock()))
                taken = Turn(decision=ready) if ready else None
            left = turn.since + self.model_timeout - self.now().timestamp()
        if taken is None and left > 0:
            return await self._late(asked, turn, waited=True)
        self._forget(call.id, turn.number)
        if taken is None:
            return await self._changes.change(
                call.id,
                lambda known, now: self._answered(on_no_decision(known, turn.number, now, self.config), asked, now),
                again=True,
            )
        mine = running is not None and running.number == turn.number
        return await self._deliver(call, turn.number, taken, running if mine else None, asked)

    async def _again(self, call: Call, asked: _Asked) -> Step:
        """Gives an answer again, once it is known not to have arrived, or nobody can know."""
        if call.answered is not None:
            age = self.now().timestamp() - call.answered.at
            await self._deliveries.settled(call, age, lambda: self._last_answer(call.id))
        return await self._changes.change(
            call.id,
            lambda known, now: answered_again(known, asked.event, now, self.config, arrived=not asked.confirm),
        )

    async def _last_answer(self, call_id: str) -> Answered | None:
        stored = await self.store.load(call_id)
        return None if stored is None else stored.call.answered

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
        if not running.task.done():
            # as `asyncio.wait`, which takes twice as long and wakes up a turn of the loop later
            loop = asyncio.get_running_loop()
            look = loop.create_future()
            running.waiting.append(look)
            timer = loop.call_at(until, _look, look)
            try:
                await look
            finally:  # also when the platform has given up the request
                timer.cancel()
                running.waiting.remove(look)
                running.late = not running.task.done()
        return None if running.late or running.task.cancelled() else running.task.result()

    def _over(self, running: _RunningTurn, task: asyncio.Task[Turn]) -> None:
        """A turn under way has ended. One that was cancelled before it began has told nobody yet."""
        self._tasks.discard(task)
        running.tell()

    async def _take(self, call: Call, running: _RunningTurn, say: SayStep | None) -> Turn:
        turn = await self._ask(call, running.number, say)
        if running.late:
            try:
                await self._changes.change(
                    call.id,
                    lambda known, _: on_ready(with_shown(known, running.number, turn), running.number, turn.decision),
                    again=True,
                )
            except StoreError as error:  # who asks for it next waits in vain, and is told so
                logger.error("call %s: a late decision could not be kept: %s", call.id, error)
            if self._running.get(call.id) is running:
                del self._running[call.id]
            if not running.recorded and self.on_turn is not None:
                running.recorded = True
                self.on_turn(call, turn, None)
        running.tell()
        return turn

    async def _ask(self, call: Call, number: int, say: SayStep | None) -> Turn:
        call_id = call.id
        with turn_span(call_id, call.turns) as span:
            try:
                offer = call_offer(call, self.config, self.now())
                turn = await self._taken(offer, call_id, number, say)
            except Exception:
                # The edge of the call: whatever broke, the caller is to hear something.
                logger.exception("call %s: a turn broke", call_id)
                turn = Turn(decision=Failed(reason="model_error"))
            decision = turn.decision
            destination = decision.destination if isinstance(decision, Transfer) else None
            tell_decision(span, kind=decision.kind, reason=decision.reason, destination=destination)
        count_turn(decision, turn.first)
        kept = turn.kept
        if kept is not None:
            if not call.shortened:
                logger.warning("call %s: the model's window is too small: %s", call_id, turn.window)
            await self._changes.change(
                call_id, lambda known, _: on_window_exceeded(known, call.conversation, kept), again=True
            )
        self._faults.turn(call_id, turn.error)
        logger.info("call %s: decided: %s", call_id, in_short(decision))
        for blocked in turn.rejected:
            logger.info("call %s: %s", call_id, blocked)
        return turn

    async def _taken(self, offer: Offer, call_id: str, number: int, say: SayStep | None) -> Turn:
        """A turn whose answer goes out by `say` while it comes, where the platform takes it in parts."""
        if say is None or not self.config.capabilities.speaks_in_parts:
            return await take_turn(self.model, offer, seconds=self.model_timeout)

        async def said(part: str) -> bool:
            step = await self._changes.change(
                call_id, lambda known, now: on_part(known, number, part, now, self.config), again=True
            )
            return bool(step.commands) and await say(step)

        speech = EarlySpeech(offer, self._starts, said)
        try:
            turn = await take_turn(self.model, offer, seconds=self.model_timeout, listener=speech)
            await speech.ended(turn.replies[0] if turn.replies else None)
        finally:
            speech.cancel()
        return turn

    async def _deliver(self, call: Call, number: int, turn: Turn, running: _RunningTurn | None, asked: _Asked) -> Step:
        """Carries out a decision: of the `running` turn, or one that was kept, whose turn is recorded already."""
        first = running is not None and not running.recorded
        if running is not None:
            running.recorded = True
        step = await self._changes.change(
            call.id,
            lambda known, now: self._answered(
                on_decision(with_shown(known, number, turn), number, turn.decision, now, self.config), asked, now
            ),
            again=True,
            decided=None if first else turn.decision,
            of_turn=first,
        )
        if first and self.on_turn is not None:
            waits = step.call.current_turn is not None and step.call.current_turn.number == number
            self.on_turn(call, turn, None if waits else step)
        return step

    async def _late(self, asked: _Asked, turn: CurrentTurn, *, waited: bool = False) -> Step:
        """Answers without the decision. `turn` is as it was when the event began to wait."""
        return await self._changes.change(
            asked.event.call.id,
            lambda known, now: self._answered(
                on_late(known, turn.number, now, self.config, waited=waited, holds=turn.holds), asked, now
            ),
            again=True,
        )

    async def _settle(self, call: Call, asked: _Asked) -> Step:
        """Answers questions again, once it is known what became of what went out beside their first answer.

        Where nobody tells, nothing of it has happened: to send it again could do it twice.
        """
        event = asked.event
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLING):
                while True:
                    stored = await self.store.load(call.id)
                    if stored is None or not unsettled(stored.call, event):
                        break
                    await asyncio.sleep(LOOK_AGAIN)

        def again(known: Call, now: datetime) -> Step:
            lost = CommandPosted(call=event.call, questions=questions(event), failure=NOBODY_TELLS)
            step = command_posted(known, lost) if unsettled(known, event) else on_event(known, event, now, self.config)
            return self._answered(step, asked, now)

        return await self._changes.change(call.id, again)

    def _answered(self, step: Step, asked: _Asked, now: datetime) -> Step:
        """The step, whose call remembers its answer."""
        event = asked.event
        if not self._is_question(event):
            step = answered_inquiry(step, event, now, self.config)
            return with_answer(step, event, now, arrived=not asked.confirm)
        if step.work == "none" and not step.commands and given_before(step.call, event):
            step = on_event(step.call, event, now, self.config)  # another request has brought the decision
        return answered(step, event, now, arrived=not asked.confirm)

    def _is_question(self, event: Event) -> TypeGuard[Question]:
        """Whether an event is a question, which always gets an answer."""
        return self.config.capabilities.runs_model and isinstance(event, ToolCalled | DecisionRequested)

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


def _look(look: asyncio.Future[None]) -> None:
    if not look.done():
        look.set_result(None)


def _clock() -> float:
    """Seconds on the clock by which asyncio's own limits are kept."""
    return asyncio.get_running_loop().time()
