"""Listens to the decisions of calls and hands over a note for each transfer, once."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.handoff.delivery import Delivery
from adapter.handoff.note import note_id, note_of
from adapter.tool_calls.decision import Decision
from adapter.transfers.assistant_config import AssistantConfig

logger = logging.getLogger(__name__)

REMEMBERED: Final = 4096
"""Transfers of which this process knows that it has told: later turns of a call still lead to the same one."""


class Handoff:
    """Takes part in `on_turn` (`__call__`), `on_step` (`step`), `on_config` (`use`) and `on_close` (`aclose`)."""

    def __init__(
        self,
        delivery: Delivery,
        config: AssistantConfig,
        model: str,
        *,
        clear: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._delivery = delivery
        self._config = config
        self._model = model
        self._clear = clear
        self._now = now
        self._told: dict[str, None] = {}

    def __call__(self, _: Call, turn: Turn, step: Step | None = None) -> None:
        """Tells of the transfer that a turn has led to. One that is kept for a later event is told with that."""
        if step is not None:
            self._tell(step, turn.decision)

    def step(self, step: Step) -> None:
        """Tells of the transfer that a step without the model, or a kept decision, has led to."""
        self._tell(step, step.decision)

    def use(self, config: AssistantConfig) -> None:
        """Goes by another configuration from now on."""
        self._config = config

    async def aclose(self) -> None:
        """Waits a while for what is under way."""
        await self._delivery.aclose()

    def _tell(self, step: Step, decision: Decision | None) -> None:
        pending = step.call.pending
        if pending is None or step.call.phase == "ended":
            return
        try:
            known = note_id(step.call, pending)
            if known in self._told:
                return
            self._told[known] = None
            if len(self._told) > REMEMBERED:
                del self._told[next(iter(self._told))]
            self._delivery.put(
                note_of(step.call, pending, decision, self._config, self._now(), model=self._model, clear=self._clear)
            )
        except Exception as error:  # noqa: BLE001 - a note is worth less than the call; the text may have words in it
            logger.error("call %s: no handoff note: %s", step.call.id, type(error).__name__)
