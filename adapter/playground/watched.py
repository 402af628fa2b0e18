"""A model and a platform whose traffic is kept, so that a turn can be shown with what was asked, answered and done."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pydantic_core

from adapter.calls.commands import Command
from adapter.calls.events import Event
from adapter.calls.platform import Platform, PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.directory import Capabilities
from adapter.errors import ModelError
from adapter.models.model import Model
from adapter.models.overhearing import overhearing
from adapter.models.upstream import body_of
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question to a model and what became of it: the bodies as they went and came, and the seconds it took."""

    sent: bytes
    came: bytes | None
    seconds: float
    reply: ModelReply | None = None
    error: ModelError | None = None


@dataclass(kw_only=True)
class WatchedModel:
    """A model whose `exchanges` are kept, in order. `would_send` makes the body of a request that goes nowhere."""

    model: Model
    would_send: Callable[[ModelRequest], bytes]
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.model.name

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The model's reply. Raises `ModelError`."""
        started = time.perf_counter()
        with overhearing() as heard:
            try:
                reply = await self.model.reply(request)
            except ModelError as error:
                came = heard[-1].came if heard else None
                self._keep(heard[-1].sent if heard else self.would_send(request), came, started, error=error)
                raise
        if heard:
            self._keep(heard[-1].sent, heard[-1].came, started, reply=reply)
        else:
            self._keep(self.would_send(request), pydantic_core.to_json(body_of(reply)), started, reply=reply)
        return reply

    async def aclose(self) -> None:
        """It belongs to whoever opened it."""

    def taken(self) -> list[Exchange]:
        """The exchanges since this was last asked."""
        taken, self.exchanges = self.exchanges, []
        return taken

    def _keep(
        self,
        sent: bytes,
        came: bytes | None,
        started: float,
        *,
        reply: ModelReply | None = None,
        error: ModelError | None = None,
    ) -> None:
        seconds = time.perf_counter() - started
        self.exchanges.append(Exchange(sent=sent, came=came, seconds=seconds, reply=reply, error=error))


@dataclass(kw_only=True)
class WatchedPlatform:
    """A platform whose `commands` are kept, in order, as they were before it wrote them, and its last `request`."""

    platform: Platform
    request: PlatformRequest = field(default_factory=lambda: PlatformRequest(body=b""))
    commands: list[Command] = field(default_factory=list)

    @property
    def capabilities(self) -> Capabilities:
        return self.platform.capabilities

    @property
    def verifies(self) -> bool:
        return self.platform.verifies

    def verify(self, request: PlatformRequest, now: datetime) -> None:
        self.platform.verify(request, now)

    def read(self, request: PlatformRequest) -> Event:
        self.request = request
        return self.platform.read(request)

    def write(self, request: PlatformRequest, call: Call, commands: Sequence[Command]) -> PlatformAnswer:
        self.commands.extend(commands)
        return self.platform.write(request, call, commands)

    def taken(self) -> list[Command]:
        """The commands since this was last asked."""
        taken, self.commands = self.commands, []
        return taken
