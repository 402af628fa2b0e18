"""The assistant: the call handler bound to a voice platform, for those who want everything."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Self

import pydantic_core

from adapter import platforms
from adapter.calls.events import TimerFired
from adapter.calls.handler import CallHandler
from adapter.calls.platform import Platform, PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.store import Store
from adapter.calls.turn import Turn
from adapter.directory import Directory
from adapter.errors import EventError
from adapter.models.model import Model
from adapter.platforms import DEFAULT, answer
from adapter.platforms.answer import Send, answer_event, answer_posted
from adapter.running_loop import running_loop
from adapter.tool_calls.prompt_search import find_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo


class Assistant:
    """One assistant on many calls of one platform, sipgate AI Flow unless `platform` is another or its name.

        async with Assistant(directory, model) as assistant:
            actions = await assistant.handle(event)

    Events of one call may come at the same time, twice, late or not at all. Leaving the block closes model and store.

    `respond_within` is how many seconds an answer may take before a hold sentence is spoken instead, `model_timeout`
    how many the model has for a whole turn. `store` keeps the calls, by default in memory. `now` gives the aware
    wall-clock time; left out, it is the machine's, which may be set while calls are under way. `on_turn` sees every
    turn with the step that was saved for it (None: kept for a later event), `on_step` every other step that was decided
    without a model, or in which a transfer was blocked. `on_close` is awaited when everything else is closed,
    `on_config` gets every configuration that `use` puts in the place of the first.

    Raises `ToolsetError` for a directory whose tools no provider takes, `SettingsError` for an unknown platform's name.
    """

    def __init__(
        self,
        directory: Directory | AssistantConfig,
        model: Model,
        *,
        platform: Platform | str = DEFAULT,
        store: Store | None = None,
        respond_within: float = 3.0,
        model_timeout: float = 15.0,
        now: Callable[[], datetime] | None = None,
        on_turn: Callable[[Call, Turn, Step | None], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
        on_close: Callable[[], Awaitable[None]] | None = None,
        on_config: Callable[[AssistantConfig], None] | None = None,
    ) -> None:
        config = directory
        if isinstance(config, Directory):
            config = AssistantConfig(directory=config, prompt=find_prompt(directory=config.file))
        self.platform: Platform = platforms.platform_named(platform) if isinstance(platform, str) else platform
        self.handler = CallHandler(
            replace(config, capabilities=self.platform.capabilities),
            model,
            store=store,
            respond_within=respond_within,
            model_timeout=model_timeout,
            now=now,
            on_turn=on_turn,
            on_step=on_step,
        )
        self._on_close = on_close
        self._on_config = on_config
        self._shares = False

    def on(self, platform: Platform | str) -> "Assistant":
        """The same assistant on a second platform: prompt, directory, model, store, limits and record are shared.

        Closing it ends its turns alone; model and store are closed with the first.
        """
        handler = self.handler
        other = Assistant(
            handler.config,
            handler.model,
            platform=platform,
            store=handler.store,
            respond_within=handler.respond_within,
            model_timeout=handler.model_timeout,
            now=handler.now,
            on_turn=handler.on_turn,
            on_step=handler.on_step,
        )
        other._shares = True
        return other

    @property
    def config(self) -> AssistantConfig:
        """Directory, prompt and settings."""
        return self.handler.config

    def fitted(self, config: AssistantConfig) -> AssistantConfig:
        """A configuration for this assistant's platform, with its tools built. Raises `ToolsetError`.

        Changes nothing, and may run in a thread beside calls: to build the tools takes its time.
        """
        fitted = replace(config, capabilities=self.platform.capabilities)
        _ = fitted.toolset
        return fitted

    def use(self, config: AssistantConfig) -> None:
        """Goes by another directory or prompt from now on: one that `fitted` has given. Calls under way go on.

        A transfer that is announced to a key that is gone leads to the fallback of the new directory. Assistants that
        were made with `on` are told by themselves.
        """
        self.handler.use(config)
        if self._on_config is not None:
            self._on_config(config)

    async def handle(self, event: Mapping[str, object]) -> list[dict[str, object]]:
        """The messages that answer one message of the platform: none, one, or several in order; all JSON-ready.

        On sipgate an event in, its actions out; none means 204. Raises `EventError` for a mapping that is no message of
        the platform, and nothing else: what goes wrong on the way becomes something for the caller to hear. Under
        another event loop than asyncio's, such as trio's, `RuntimeError`; so do all methods here.
        """
        running_loop()
        request = PlatformRequest(body=_encoded(event))
        given = await answer_event(self.platform, self.handler, self.platform.read(request), request)
        wire = pydantic_core.from_json(given.body) if given.body else []
        return wire if isinstance(wire, list) else [wire]

    async def answer(
        self, request: PlatformRequest, *, confirm: bool = False, send: Send | None = None
    ) -> PlatformAnswer:
        """The answer to a message as it came over the network, for a web framework of one's own.

        With `confirm` tell `confirm_delivery` what became of it: an answer that was lost with its connection is given
        again to a platform that asks again. Without, it counts as delivered.

        `send` is for a WebSocket of a platform that takes an answer in parts: each sentence of the model's goes out by
        it as soon as it is sure to be spoken, and the answer has the rest. It tells whether the part went out.

        Raises `SignatureError` (answer 401) and `EventError` (answer 422), nothing else.
        """
        running_loop()
        return await answer(self.platform, self.handler, request, confirm=confirm, send=send)

    def confirm_delivery(self, answer: PlatformAnswer, *, delivered: bool) -> None:
        """Tells whether an answer was written to a connection that was still open."""
        if answer.receipt is not None:
            self.handler.confirm_delivery(answer.receipt.call_id, answer.receipt.number, delivered=delivered)

    async def posted(
        self, request: PlatformRequest, given: PlatformAnswer, failure: str | None = None
    ) -> PlatformAnswer:
        """The answer to give a message whose `given` one had `posts`, once they have been sent.

        Where they have not, `failure` says why, for the log, and the answer is another one. Only after `answer` with
        `confirm`: without, posts count as sent.
        """
        return await answer_posted(self.platform, self.handler, request, given, failure)

    async def wake(self, call_id: str) -> PlatformAnswer:
        """The answer when the time is over that an earlier one has named in `wake_after`. Too early does no harm."""
        running_loop()
        return await answer_event(self.platform, self.handler, TimerFired(call=CallInfo(id=call_id)))

    async def admit(self, call_id: str, ticket: str) -> bool:
        """Whether a connection to a call may be opened with the ticket that it bears. A ticket is good for one."""
        return await self.handler.admit(call_id, ticket)

    async def aclose(self, drain: float = 0.0) -> None:
        """Closes model and store. Turns under way have `drain` seconds to be decided; then they are cancelled."""
        if self._shares:
            await self.handler.finish(drain)
            return
        try:
            await self.handler.aclose(drain)
        finally:
            if self._on_close is not None:
                await self._on_close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


def _encoded(event: Mapping[str, object]) -> bytes:
    try:
        return pydantic_core.to_json(event)
    except ValueError:  # half a surrogate pair, which the slower encoder escapes, or no JSON at all
        pass
    try:
        return json.dumps(event).encode()
    except (TypeError, ValueError, RecursionError):
        raise EventError("not an event: it must be a JSON object") from None
