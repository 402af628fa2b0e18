"""The target of a played call: an assistant in this process, or a running service, which answers the call's events."""

import asyncio
import copy
import ssl
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from typing import Final, Protocol

from adapter.assistant import Assistant
from adapter.calls.handler import CallHandler
from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import Due
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.directory import Directory
from adapter.errors import ModelError
from adapter.models.model import Model
from adapter.testing.call_clock import Clock
from adapter.testing.exchange import Exchange
from adapter.testing.played_time import moving_with_the_loop
from adapter.testing.transcript import Decided
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig

ANSWER_TIMEOUT = 30.0
"""Seconds to wait for a running service's answer; the platform itself gives up sooner."""


class NoAnswer(AssertionError):  # noqa: N818 - a failed expectation of a test
    """A running service did not answer an event as the platform needs it."""


class CallTarget(Protocol):
    """Takes events and gives actions."""

    @property
    def directory(self) -> Directory | None:
        """What the destinations are, where that is known."""
        ...

    @property
    def clock(self) -> Clock | None:
        """The clock that the target goes by, None where it is not ours to turn."""
        ...

    async def answer(self, due: Due, call_id: str) -> PlatformAnswer:
        """Lets the time before a message pass, sends it, and gives the answer."""
        ...

    def decided(self, call_id: str) -> list[Decided]:
        """What was decided for a call since this was last asked, by the model or without it, where that can be seen."""
        ...

    async def aclose(self) -> None:
        """Gives back connections."""
        ...


class InProcessTarget:
    """An assistant without the service around it, on a clock that moves only by what is played.

    While a mocked model is waited for, the clock of the event loop is played, too, and both move together. The
    assistant itself is left as it is: a copy of it takes the calls, with the same model, store and settings.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.clock = Clock(assistant.handler.now())
        self._model = _OverheardModel(assistant.handler.model)
        self._decided: list[tuple[str, Decided]] = []
        self._assistant = copy.copy(assistant)
        self._assistant.handler = self._listening(assistant.handler)

    @property
    def directory(self) -> Directory:
        return self._assistant.config.directory

    @property
    def config(self) -> AssistantConfig:
        """What it goes by."""
        return self._assistant.config

    async def answer(self, due: Due, call_id: str) -> PlatformAnswer:
        _of_call.set(call_id)
        with moving_with_the_loop(self.clock.advance) as elapse:
            await elapse(due.after)
            wake = self._assistant.wake
            given = await (wake(call_id) if due.wake else self._assistant.answer(due.request))
        if self._model.mistakes:
            # The assistant takes whatever breaks for a model's failure and saves the call. In a test it is a mistake.
            raise self._model.mistakes.pop(0)
        return given

    def decided(self, call_id: str) -> list[Decided]:
        news = [noted for of_call, noted in self._decided if of_call == call_id]
        self._decided = [(of_call, noted) for of_call, noted in self._decided if of_call != call_id]
        waiting = self._model.last(call_id)
        if waiting is not None and not waiting.over:
            news.append(Decided(exchange=waiting))
        return news

    def use(self, config: AssistantConfig) -> None:
        """Goes by another directory or prompt from now on. Raises `ToolsetError`, and changes nothing then."""
        self._assistant.handler.use(self._assistant.fitted(config))

    async def aclose(self) -> None:
        """Ends the turns under way. The assistant belongs to whoever made it."""
        await self._assistant.handler.finish()

    def _listening(self, handler: CallHandler) -> CallHandler:
        """The same handler on our clock, which notes every decision; whoever listened before still does."""
        taking, stepping = handler.on_turn, handler.on_step

        def on_turn(call: Call, turn: Turn, step: Step | None) -> None:
            self._decided.append((call.id, Decided(turn=turn, step=step, exchange=self._model.last(call.id))))
            if taking is not None:
                taking(call, turn, step)

        def on_step(step: Step) -> None:
            self._decided.append((step.call.id, Decided(step=step)))
            if stepping is not None:
                stepping(step)

        return CallHandler(
            handler.config,
            self._model,
            store=handler.store,
            respond_within=handler.respond_within,
            model_timeout=handler.model_timeout,
            now=self.clock,
            on_turn=on_turn,
            on_step=on_step,
        )


class HttpTarget:
    """A running service by the URL of its webhook, asked as the platform asks it. Its clock is its own.

    `token` is sent as `X-API-TOKEN`, `headers` beside it. A URL without a path means `path`. With `directory` its keys
    are known. Without `keep_alive` each event has a connection of its own, and nothing needs to be closed.
    """

    clock = None

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        directory: Directory | None = None,
        keep_alive: bool = True,
        path: str = "/webhook",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        # it takes as long to import as everything else here, and calls in process do not need it
        import httpx2

        webhook = httpx2.URL(url)
        self.url = str(webhook.copy_with(path=path) if webhook.path in ("", "/") else webhook)
        self.directory = directory
        sent = {"content-type": "application/json", **(headers or {}), **({"x-api-token": token} if token else {})}
        self._unreachable = httpx2.HTTPError
        limits = httpx2.Limits(max_keepalive_connections=None if keep_alive else 0)
        # it costs a hundred times what the rest of a client does, so it is made once, and not for loopback
        trusted = _trusted() if webhook.scheme == "https" else False
        self._client = httpx2.AsyncClient(headers=sent, timeout=ANSWER_TIMEOUT, limits=limits, verify=trusted)

    async def answer(self, due: Due, call_id: str) -> PlatformAnswer:  # noqa: ARG002 - it stands in the message
        await asyncio.sleep(due.at_least)
        kind = due.wire["type"]
        try:
            response = await self._client.post(self.url, content=due.request.body)
        except self._unreachable as error:
            raise NoAnswer(f"no answer to {kind} from {self.url}: {error!r}") from error
        if response.status_code not in (200, 204):
            said = " ".join(response.text[:500].split())
            raise NoAnswer(f"{self.url} answered {kind} with status {response.status_code}: {said}")
        if response.status_code == 200:
            try:
                response.json()
            except ValueError as error:
                raise NoAnswer(f"{self.url} answered {kind} with 200 and no JSON") from error
        return PlatformAnswer(status=response.status_code, body=response.content)

    def decided(self, call_id: str) -> list[Decided]:  # noqa: ARG002 - a service does not show them
        return []

    async def aclose(self) -> None:
        await self._client.aclose()


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed."""
    import httpx2  # as above

    return httpx2.create_ssl_context()


_of_call: Final[ContextVar[str]] = ContextVar("of_call")
"""The call that a request to the model is made for: a turn's task takes it with it."""


class _OverheardModel:
    """A model whose exchanges are kept, and its mistakes: errors that no model may raise, such as that for an
    unprepared request."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.mistakes: list[Exception] = []
        self._model = model
        self._last: dict[str, Exchange] = {}

    def last(self, call_id: str) -> Exchange | None:
        """The last exchange of a call."""
        return self._last.get(call_id)

    async def reply(self, request: ModelRequest) -> ModelReply:
        exchange = self._last[_of_call.get("")] = Exchange(request=request)
        try:
            exchange.reply = await self._model.reply(request)
        except (ModelError, asyncio.CancelledError) as error:
            exchange.error = error
            raise
        except Exception as error:
            exchange.error = error
            self.mistakes.append(error)
            raise
        return exchange.reply

    async def aclose(self) -> None:
        await self._model.aclose()
