"""Listens to the decisions of calls and hands over a note for each transfer, once."""

from functools import partial
from typing import Final

from adapter.calls.state import Call, Pending
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.handoff.delivery import Delivery
from adapter.handoff.note import note_of, request_key
from adapter.tool_calls.decision import Decision
from adapter.transfers.assistant_config import AssistantConfig

REMEMBERED: Final = 4096
"""Requests to the gateway that led to a transfer: the same may come again, and is decided anew."""


class Handoff:
    """Takes part in `on_turn` (`__call__`), `on_step` (`step`), `on_config` (`use`) and `on_close` (`aclose`).

    A transfer is told with the step that begins it. Of all processes one has saved that, and it alone tells.
    """

    def __init__(self, delivery: Delivery, config: AssistantConfig, model: str, *, clear: bool = False) -> None:
        self._delivery = delivery
        self._config = config
        self._model = model
        self._clear = clear
        self._asked: dict[bytes, None] = {}

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
        if pending is None or not step.begins_transfer:
            return
        if not self._told_before(step.call, pending):
            self._delivery.put(
                partial(note_of, step, pending, decision, self._config, model=self._model, clear=self._clear)
            )

    def _told_before(self, call: Call, pending: Pending) -> bool:
        """Whether the same request to the gateway has led to the same destination before. A call counts its own."""
        key = None if call.transfers else request_key(call, pending)
        if key is None or key in self._asked:
            return key is not None
        self._asked[key] = None
        if len(self._asked) > REMEMBERED:
            del self._asked[next(iter(self._asked))]
        return False
