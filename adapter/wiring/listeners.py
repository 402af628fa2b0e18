"""Who listens to an assistant's decisions: the decision record and the handoff note, where settings ask for them."""

from dataclasses import dataclass
from typing import Protocol

from adapter.calls.record import DecisionRecord
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.errors import SettingsError
from adapter.extras import require
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring.settings import PREFIX, Settings


class Listener(Protocol):
    """What is told of turns and of other steps."""

    def __call__(self, call: Call, turn: Turn, step: Step | None = None, /) -> None: ...
    def step(self, step: Step) -> None: ...
    def use(self, config: AssistantConfig) -> None: ...
    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Both:
    """Two listeners, told in their order."""

    first: Listener
    second: Listener

    def __call__(self, call: Call, turn: Turn, step: Step | None = None) -> None:
        self.first(call, turn, step)
        self.second(call, turn, step)

    def step(self, step: Step) -> None:
        self.first.step(step)
        self.second.step(step)

    def use(self, config: AssistantConfig) -> None:
        self.first.use(config)
        self.second.use(config)

    async def aclose(self) -> None:
        try:
            await self.first.aclose()
        finally:
            await self.second.aclose()


def listener_of(settings: Settings, config: AssistantConfig, model: str) -> Listener | None:
    """Who listens by these settings. Raises `SettingsError` and `ExtraError`."""
    note = _handoff(settings, config, model)
    if settings.record is None:
        return note
    record = DecisionRecord(settings.record, config, model, clear=settings.record_clear)
    return record if note is None else Both(note, record)


def _handoff(settings: Settings, config: AssistantConfig, model: str) -> Listener | None:
    url, secret = settings.handoff_url, settings.handoff_secret
    if url is None and secret is None:
        return None
    if url is None or secret is None:
        missing, there = ("URL", "SECRET") if url is None else ("SECRET", "URL")
        raise SettingsError(
            f"{PREFIX}HANDOFF_{missing}: {PREFIX}HANDOFF_{there} is set, and neither goes without the other"
        )
    require("service", f"{PREFIX}HANDOFF_URL")
    # its signature comes from a package of an extra, which nobody who sends no notes should need
    from adapter.handoff.delivery import Delivery
    from adapter.handoff.listener import Handoff
    from adapter.handoff.receiver import Receiver

    delivery = Delivery(Receiver(url.get_secret_value(), secret.get_secret_value()))
    return Handoff(delivery, config, model, clear=settings.handoff_clear)
