"""Changing a call: read, changed, saved, from the start again where another process was faster."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from weakref import WeakValueDictionary

from adapter.calls.clock import WallClock, as_of_now, unchanged
from adapter.calls.commands import TransferCall
from adapter.calls.counting import count_step
from adapter.calls.deliveries import Deliveries
from adapter.calls.repeats import delivered
from adapter.calls.state import Call, new_call
from adapter.calls.steps import Step
from adapter.calls.store import Store, Stored
from adapter.calls.timers import with_timer
from adapter.errors import StoreError
from adapter.frozen import replace
from adapter.telemetry import store_span
from adapter.tool_calls.decision import Decision, Transfer
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

logger = logging.getLogger(__name__)

MAX_CONFLICTS = 50
"""How often one event tries to change a call that other processes are changing at the same time."""
AT_ONCE = 4
"""Events of one call that go to the store at the same time: hundreds would make it seem to be down for all calls."""
NEXT_TRY = 0.002
"""Seconds, at most, after the second attempt; after the third it is up to twice as long, and so on."""

Change: TypeAlias = Callable[[Call, datetime], Step]
"""What an event makes of a call as it is known now."""


class Changes:
    """The calls of a store, changed by one process.

    Events of a call that get into each other's way stand in line for their next attempt.
    """

    def __init__(
        self,
        store: Store,
        config: AssistantConfig,
        now: Callable[[], datetime],
        deliveries: Deliveries,
        on_step: Callable[[Step], None] | None,
    ) -> None:
        self._store = store
        self._config = config
        self._now = now
        self._deliveries = deliveries
        self._on_step = on_step
        self._corrected = now.corrected if isinstance(now, WallClock) else unchanged
        self._alone = True
        """No other process seems to change these calls: what this one knows of a call was right the last time."""
        self._attempting: dict[str, int] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def use(self, config: AssistantConfig) -> None:
        """Goes by another configuration from the next change on."""
        self._config = config

    async def change(
        self,
        call_id: str,
        change: Change,
        seen: CallInfo | None = None,
        *,
        again: bool = False,
        decided: Decision | None = None,
        of_turn: bool = False,
    ) -> Step:
        """The step by which a call was changed, as it was saved.

        What this process knows of the call is tried before the store is asked: if another one has changed it, the save
        fails. Not so where that was so lately, unless `again` says that this process has just changed the call.

        `seen` makes a call that is not known yet. `of_turn`: the step is recorded with its turn. `decided` is the
        decision of a turn that was recorded before.

        Raises `StoreError` where others were faster each time: whoever waits for an answer is to hear something.
        """
        with store_span():
            step = await self._at_once(call_id, change, seen, again=again)
            if step is None:
                async with self._locks.setdefault(call_id, asyncio.Lock()):
                    step = await self._attempts(call_id, change, seen)
        if step is None:
            raise StoreError(f"given up after {MAX_CONFLICTS} conflicting changes")
        saved, taken = step
        self._tell(taken, decided if saved else None, of_turn=of_turn)
        return taken

    async def _at_once(
        self, call_id: str, change: Change, seen: CallInfo | None, *, again: bool
    ) -> tuple[bool, Step] | None:
        """As `_attempt`; None also where enough others are at it."""
        attempting = self._attempting.get(call_id, 0)
        if attempting >= AT_ONCE:
            return None
        self._attempting[call_id] = attempting + 1
        try:
            known = self._store.known(call_id) if again or self._alone else None
            if known is None and self._alone and seen is not None:
                known = Stored(new_call(seen), 0)
            if known is not None:
                tried = await self._tried(known, change)
                # What is known may be out of date; only a save has told that it is not.
                if tried is not None and tried[0]:
                    return tried
            return await self._attempt(call_id, change, seen)
        finally:
            left = self._attempting.pop(call_id) - 1
            if left:
                self._attempting[call_id] = left

    async def _attempts(self, call_id: str, change: Change, seen: CallInfo | None) -> tuple[bool, Step] | None:
        for attempt in range(1, MAX_CONFLICTS):
            step = await self._attempt(call_id, change, seen)
            if step is not None:
                return step
            await asyncio.sleep(random.uniform(0, NEXT_TRY * attempt))  # noqa: S311 - no secret
        return None

    async def _attempt(self, call_id: str, change: Change, seen: CallInfo | None) -> tuple[bool, Step] | None:
        """The step, and whether it changed the call; None if another was faster."""
        known = self._store.known(call_id)
        stored = await self._store.load(call_id)
        self._alone = (stored and stored.version) == (known and known.version)
        if stored is None:
            if seen is None:
                return False, Step(call=new_call(CallInfo(id=call_id)))
            stored = Stored(new_call(seen), 0)
        return await self._tried(stored, change)

    async def _tried(self, stored: Stored, change: Change) -> tuple[bool, Step] | None:
        """As `_attempt`, of what has been read."""
        now = self._now()
        known = as_of_now(stored.call, now, self._corrected)
        if known.answered is not None and not known.answered.delivered:
            known = delivered(known, self._deliveries.arrived(known.id))
        step = with_timer(change(known, now), self._config, now)
        if vars(step.call) == vars(stored.call):  # as `==`, without a tuple of all fields of both
            return False, step
        if not await self._store.save(step.call, stored.version):
            return None
        count_step(stored.call, step, self._config.capabilities)
        return True, step

    def _tell(self, step: Step, decided: Decision | None, *, of_turn: bool) -> None:
        """Logs a step that was taken, and shows it to whoever keeps the record, unless its turn will."""
        if step.problem is not None:
            logger.warning("call %s: %s", step.call.id, step.problem)
        if step.decision is not None:
            logger.info("call %s: decided: %s", step.call.id, in_short(step.decision))
        for blocked in step.blocked:
            level = logging.INFO if blocked.obstacle == "closed" else logging.WARNING
            logger.log(level, "call %s: %s", step.call.id, blocked)
        if step.result is not None:
            logger.info("call %s: transfer to %s: %s", step.call.id, step.result.destination, step.result.outcome)
        for command in step.commands:
            if isinstance(command, TransferCall):
                logger.info("call %s: transfer to %s sent", step.call.id, command.transfer.key)
        if self._on_step is None or of_turn:
            return
        told = decided is not None or step.decision is not None or step.blocked or step.result is not None
        if told or step.begins_transfer:
            self._on_step(step if decided is None else replace(step, decision=decided))


def in_short(decision: Decision) -> str:
    """A decision for the log: its kind, the key that it leads to, and its reason. Nothing that anybody said."""
    destination = f" to {decision.destination}" if isinstance(decision, Transfer) else ""
    return f"{decision.kind}{destination} ({decision.reason})"
