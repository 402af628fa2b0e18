"""Asking a model server within limits, and what can be read there without a model."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from adapter.doctor.findings import Answer
from adapter.errors import ModelError
from adapter.models.explanation import LOOK_WITHIN, other_base
from adapter.models.openai import OpenAIModel
from adapter.models.request_fields import RequestFields
from adapter.models.served_models import ServedModel, listed, told_window
from adapter.tool_calls.request import ModelRequest
from adapter.wiring import ChainMember, open_model, profile_for

ANSWER_WITHIN: Final = 20.0
"""Seconds that a reply may take."""
COLD_WITHIN: Final = 90.0
"""Seconds that a prompt may take which the server, known to be there, reads for the first time."""
BUDGET: Final = 180.0
"""Seconds for all questions to one model."""


class OutOfTime(Exception):  # noqa: N818 - stops the examination and goes no further
    """The budget is used up."""


class Asking:
    """Asks the server of one member of the chain, each thing once, `BUDGET` seconds in all.

    `on_question` is told each question before it is asked. `model` is the member's own.
    """

    def __init__(
        self,
        member: ChainMember,
        model: OpenAIModel,
        *,
        on_question: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.member = member
        self.model = model
        self.on_question = on_question
        self._clock = clock
        self._until = clock() + BUDGET

    async def models(self) -> tuple[ServedModel, ...]:
        """The list of models. Raises `ModelError`."""
        self.on_question("the list of models")
        return await self.model.served_models(seconds=LOOK_WITHIN)

    async def ask(
        self,
        what: str,
        request: ModelRequest,
        *,
        seconds: float = ANSWER_WITHIN,
        tokens: int | None = None,
        stream: bool | None = None,
    ) -> Answer:
        """What comes of a request. Raises `OutOfTime`."""
        return await self._ask(self.model, what, request, seconds=seconds, tokens=tokens, stream=stream)

    async def ask_with(
        self, what: str, request: ModelRequest, *, tokens: int | None = None, **settings: str
    ) -> tuple[Answer, RequestFields]:
        """The same with other settings, and the fields that the server has taken then.

        Raises `OutOfTime`, and `SettingsError` for settings that do not go together.
        """
        changed = self.member.settings.model_copy(update=settings)
        model = open_model(replace(self.member, settings=changed), attempts=1)
        assert isinstance(model, OpenAIModel)  # noqa: S101 - a member with a server
        try:
            answer = await self._ask(model, what, request, seconds=ANSWER_WITHIN, tokens=tokens, stream=None)
        finally:
            await model.aclose()
        return answer, model.fields

    async def window(self, models: tuple[ServedModel, ...]) -> int | None:
        """The window in tokens: from the list of models, from llama.cpp's properties, or from the profile."""
        known = listed(models, self.member.name) or (models[0] if len(models) == 1 else None)
        if known is not None and known.window:
            return known.window
        scheme, _, rest = self.model.base_url.partition("://")
        try:
            props = await self.model.fetch(f"{scheme}://{rest.partition('/')[0]}/props", seconds=LOOK_WITHIN / 2)
        except ModelError:
            props = None
        inner = props.get("default_generation_settings") if isinstance(props, dict) else None
        return told_window(inner, props) or profile_for(self.member.settings, self.member.name).window

    async def other_base(self) -> str | None:
        """Where else on the same server there is a list of models, None where nowhere."""
        return await other_base(self.model, on_question=self.on_question)

    async def _ask(
        self,
        model: OpenAIModel,
        what: str,
        request: ModelRequest,
        *,
        seconds: float,
        tokens: int | None,
        stream: bool | None,
    ) -> Answer:
        left = self._until - self._clock()
        if left <= 0:
            raise OutOfTime
        self.on_question(what)
        started = self._clock()
        try:
            reply = await model.probe(request, seconds=min(seconds, left), tokens=tokens, stream=stream)
        except ModelError as error:
            return Answer(seconds=self._clock() - started, error=error)
        return Answer(seconds=self._clock() - started, reply=reply)
