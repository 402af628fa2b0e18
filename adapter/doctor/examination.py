"""The examination: asks the models of a chain one thing after another, each within a limit of its own."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from adapter.doctor import findings, refusals
from adapter.doctor.diagnosis import Check, Diagnosis, complete
from adapter.doctor.findings import Answer
from adapter.doctor.questions import Question, later_turn, plain, questions, without_tools
from adapter.doctor.refusals import Variables
from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelTimeout,
    ModelUnreachable,
    ModelWindowExceeded,
    SettingsError,
)
from adapter.models.masking import Mask
from adapter.models.openai import OpenAIModel
from adapter.models.served_models import ServedModel, listed, told_window
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.json_choice import read_choice
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.first_turn import first_turn
from adapter.wiring import ChainMember, Settings, chain_members, open_model, profile_for

LOOK_WITHIN: Final = 5.0
"""Seconds that a list may take, and whatever else is read without a model."""
ANSWER_WITHIN: Final = 20.0
"""Seconds that a reply may take."""
COLD_WITHIN: Final = 90.0
"""Seconds that a prompt may take which the server, known to be there, reads for the first time."""
BUDGET: Final = 180.0
"""Seconds for all questions to one model."""
TOKENS: Final = 16
"""Tokens of a reply that nobody reads: the fewest that all APIs take as a limit."""


class _OutOfTime(Exception):  # noqa: N818 - stops the examination and goes no further
    """The budget is used up."""


async def examine(
    settings: Settings,
    config: AssistantConfig,
    *,
    on_question: Callable[[str], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Diagnosis, ...]:
    """What each model of the chain can and cannot, in the order in which they are asked. Nothing is tried twice.

    Each is asked at most a dozen short things, `BUDGET` seconds in all; `on_question` is told each before it is asked.
    Raises `SettingsError`, and nothing for what a server does.
    """
    found: list[Diagnosis] = []
    for place, member in enumerate(chain_members(settings)):
        model = open_model(member, attempts=1)
        try:
            if isinstance(model, OpenAIModel):
                variables = _variables(settings) if place else Variables()
                examination = _Examination(member, model, config, variables, on_question, now(), clock)
                found.append(await examination.run())
            else:
                found.append(Diagnosis(model=model.name, answers=True))
        finally:
            await model.aclose()
    return tuple(found)


def _variables(settings: Settings) -> Variables:
    """The settings by which the second model of a chain is reached."""
    own = settings.fallback_base_url is not None
    return Variables(
        base_url="ADAPTER_FALLBACK_BASE_URL" if own else "OPENAI_BASE_URL",
        key="ADAPTER_FALLBACK_API_KEY" if own or settings.fallback_api_key else "OPENAI_API_KEY",
        model="ADAPTER_FALLBACK_MODEL",
    )


@dataclass(kw_only=True)
class _Found:
    """What is known so far."""

    models: tuple[ServedModel, ...] = ()
    unlisted: ModelError | None = None
    checks: list[Check] = field(default_factory=list)


class _Examination:
    def __init__(
        self,
        member: ChainMember,
        model: OpenAIModel,
        config: AssistantConfig,
        variables: Variables,
        on_question: Callable[[str], None],
        now: datetime,
        clock: Callable[[], float],
    ) -> None:
        self._member = member
        self._model = model
        self._config = config
        self._variables = variables
        self._on_question = on_question
        self._clock = clock
        self._until = clock() + BUDGET
        self._first = first_turn(config, now)
        self._questions = questions(config, now)
        self._mask = Mask(config.directory.numbers)
        self._found = _Found()
        self._answers = False
        self._thinks = False

    async def run(self) -> Diagnosis:
        try:
            reason = await self._ask_all()
        except _OutOfTime:
            reason = f"not asked: {BUDGET:g} s are over"
        fields = self._model.fields
        return Diagnosis(
            model=self._member.name,
            base_url=self._model.base_url,
            checks=complete(self._found.checks, reason),
            fields=fields.with_thinking() if self._thinks else fields,
            window=await self._window() if self._answers else None,
            answers=self._answers,
        )

    async def _ask_all(self) -> str:
        """Makes the checks, and gives the reason why those that are missing then were left out."""
        found = self._found
        try:
            self._on_question("the list of models")
            found.models = await self._model.served_models(seconds=LOOK_WITHIN)
        except ModelUnreachable as error:
            found.checks.append(refusals.unreachable(error, self._model.base_url, self._variables))
            return "not asked: nobody is there"
        except ModelError as error:
            found.unlisted = error
        request = self._first.request
        patience = ANSWER_WITHIN if found.unlisted else COLD_WITHIN
        bare = None
        if not self._by_schema:
            # Shorter than the prompt with tools, and before it: a small server keeps only what it has read last.
            bare = await self._ask("a prompt without tools", without_tools(request), tokens=TOKENS, seconds=patience)
            if bare.error is not None:
                return await self._explain(bare.error)
        cold = await self._ask("the prompt of a first turn", request, tokens=TOKENS, seconds=patience)
        if cold.error is not None:
            return await self._explain(cold.error, tools=bare is not None)
        self._answers = True
        return await self._look_around(cold, bare)

    async def _look_around(self, cold: Answer, bare: Answer | None) -> str:
        """The checks of a server that answers, and why those that are missing then were left out."""
        checks, settings, by_schema = self._found.checks, self._member.settings, self._by_schema
        self._reached()
        assert cold.reply is not None  # noqa: S101 - it answers
        name, models = self._member.name, self._found.models
        checks.append(refusals.model_check(name, models, [cold.reply.model], self._mask, self._variables))
        checks.append(Check(name="request", status="ok", message="the first turn's request is answered"))
        toolset = self._first.toolset
        dropped = bare is not None and findings.tools_check(cold, bare, toolset, None).status == "failed"
        asked, warm = await self._call(dropped=dropped)
        if self._questions:
            later = await self._ask("a later turn", later_turn(self._questions[0]), tokens=TOKENS)
        streamed = await self._ask("a stream", self._first.request, tokens=TOKENS, stream=True)
        checks.append(findings.stream_check(streamed, self._model.has_streamed, needed=settings.stream))
        if by_schema:
            sent = self._model.fields.schema
            schema = findings.schema_check(warm, toolset, needed=True, sent=sent) if asked else None
        else:
            schema = await self._schema()
        if schema is not None:
            checks.append(schema)
        if bare is not None:
            checks.append(findings.tools_check(cold, bare, toolset, schema))
        if asked is not None and not by_schema and not dropped:
            reply = None if warm.reply is None else warm.reply
            checks.append(findings.call_check(asked, warm, asked.offer.decide(reply), schema))
        if self._questions:
            checks.append(findings.order_check(later, schema, by_schema=by_schema))
        checks.append(await self._fits(cold))
        limits = {"respond": settings.respond_within, "model": self._member.seconds}
        took = warm.seconds if asked is not None and warm.reply is not None else None
        checks.append(findings.seconds_check(cold.seconds, took, limits, warms_up=settings.warm_up))
        if took is not None:
            checks.append(findings.cache_check(cold, warm))
        checks.append(findings.fields_check(self._model.fields))
        if by_schema:
            return "not asked: with ADAPTER_CHOICE=json no tools are sent"
        return "not asked: the tools do not arrive" if dropped else "not asked: no destination is offered now"

    async def _call(self, *, dropped: bool) -> tuple[Question | None, Answer]:
        """The question that was answered by a choice, else the last one, and its answer."""
        asked, answer = None, Answer(seconds=0.0)
        for asked in self._questions:
            answer = await self._ask(f"a caller's words for {asked.key}", asked.offer.request)
            if answer.reply is None or dropped:
                break
            self._thinks = self._thinks or findings.thought_only(answer.reply)
            reply = read_choice(answer.reply) if self._by_schema else answer.reply
            if isinstance(asked.offer.decide(reply), Transfer):
                break
        return asked, answer

    async def _schema(self) -> Check | None:
        """Whether the choice could be made by schema; None where it cannot be asked for."""
        if not self._questions:
            return None
        question = self._questions[0]
        try:
            settings = self._member.settings.model_copy(update={"choice": "json"})
            model = open_model(replace(self._member, settings=settings), attempts=1)
        except SettingsError:
            return None
        assert isinstance(model, OpenAIModel)  # noqa: S101 - a member with a server
        try:
            answer = await self._ask("a choice by schema", question.offer.request, model=model)
            sent = model.fields.schema
        finally:
            await model.aclose()
        return findings.schema_check(answer, question.offer.toolset, needed=False, sent=sent)

    async def _explain(self, error: ModelError, *, tools: bool = False) -> str:
        """The one check that says why there is no answer. `tools`: without them there was one."""
        name, models, variables = self._member.name, self._found.models, self._variables
        checks, base_url = self._found.checks, self._model.base_url
        if isinstance(error, ModelUnreachable):
            checks.append(refusals.unreachable(error, base_url, variables))
        elif refusals.about_model(error) or (refusals.about_path(error) and models and not listed(models, name)):
            self._reached()
            checks.append(refusals.no_such_model(name, models, error, variables, self._mask))
        elif isinstance(error, ModelAuthError):
            checks.append(refusals.wrong_key(error, variables, has_key=self._has_key))
        elif isinstance(error, ModelTimeout):
            checks.append(refusals.silent(error, base_url, variables))
        elif isinstance(error, ModelWindowExceeded):
            self._reached()
            checks.append(refusals.too_small(error, self._single))
        elif isinstance(error, ModelOverloaded):
            self._reached()
            checks.append(refusals.refused(error, variables))
        elif refusals.about_path(error):
            checks.append(await self._wrong_place(error))
        else:
            await self._narrow_down(error, tools=tools)
        return f"not asked: {checks[-1].name} comes first"

    async def _wrong_place(self, error: ModelError) -> Check:
        """The check for a server that has no such path."""
        base_url = self._model.base_url
        api, other = ("chat", "responses") if self._member.settings.api == "chat" else ("responses", "chat")
        if self._found.unlisted is None and await self._has_api(other):
            return refusals.wrong_api(api, other, error)
        right = refusals.too_much(base_url)
        for base in refusals.other_bases(base_url):
            self._on_question(f"the list of models at {base}")
            try:
                await self._model.fetch(f"{base}/models", seconds=LOOK_WITHIN / 2)
            except ModelAuthError:
                pass  # it is there, and wants another key: that comes next
            except ModelError:
                continue
            right = base
            break
        return refusals.wrong_path(base_url, right, error, self._variables)

    async def _has_api(self, api: str) -> bool:
        settings = self._member.settings.model_copy(update={"api": api})
        model = open_model(replace(self._member, settings=settings), attempts=1)
        assert isinstance(model, OpenAIModel)  # noqa: S101 - a member with a server
        try:
            bare = plain(without_tools(self._first.request), "Hello")
            answer = await self._ask(f"the API {api}", bare, tokens=TOKENS, model=model)
        finally:
            await model.aclose()
        return answer.error is None

    async def _narrow_down(self, error: ModelError, *, tools: bool) -> None:
        """Asks less and less, until it is clear what the server does not take."""
        checks, request = self._found.checks, self._first.request
        bare = plain(without_tools(request), "Hello")
        if not tools:
            answer = await self._ask("a plain question", bare, tokens=TOKENS)
            if answer.error is not None:
                if not self._member.settings.stream:
                    streamed = await self._ask("a plain question, streamed", bare, tokens=TOKENS, stream=True)
                    if streamed.error is None:
                        checks.append(findings.streams_only(answer.error))
                        return
                checks.append(refusals.refused(answer.error, self._variables))
                return
        self._reached()
        schema = None if self._by_schema else await self._schema()
        if schema is not None:
            checks.append(schema)
        if tools:
            checks.append(findings.tools_refused(error, schema))
        else:
            checks.append(findings.order_check(Answer(seconds=0.0, error=error), schema, by_schema=self._by_schema))

    async def _fits(self, cold: Answer) -> Check:
        """Prompt, conversation and reply against the window."""
        read = cold.reply.usage.input_tokens if cold.reply else 0
        fields = self._model.fields
        room = fields.with_thinking() if self._thinks else fields
        return findings.window_check(read, room.longest, await self._window(), single=self._single)

    async def _window(self) -> int | None:
        """The window in tokens: from the list of models, llama.cpp's properties, or the profile."""
        model = listed(self._found.models, self._member.name)
        alone = self._found.models[0] if len(self._found.models) == 1 else None
        known = next((it.window for it in (model, alone) if it is not None and it.window), None)
        if known is None:
            scheme, _, rest = self._model.base_url.partition("://")
            try:
                props = await self._model.fetch(f"{scheme}://{rest.partition('/')[0]}/props", seconds=LOOK_WITHIN / 2)
            except ModelError:
                props = None
            inner = props.get("default_generation_settings") if isinstance(props, dict) else None
            known = told_window(inner, props)
        return known or profile_for(self._member.settings, self._member.name).window

    async def _ask(
        self,
        what: str,
        request: ModelRequest,
        *,
        seconds: float = ANSWER_WITHIN,
        tokens: int | None = None,
        stream: bool | None = None,
        model: OpenAIModel | None = None,
    ) -> Answer:
        left = self._until - self._clock()
        if left <= 0:
            raise _OutOfTime
        self._on_question(what)
        started = self._clock()
        try:
            reply = await (model or self._model).probe(
                request, seconds=min(seconds, left), tokens=tokens, stream=stream
            )
        except ModelError as error:
            return Answer(seconds=self._clock() - started, error=error)
        return Answer(seconds=self._clock() - started, reply=reply)

    def _reached(self) -> None:
        base_url = self._model.base_url
        accepted = "the key is accepted" if self._has_key else "no key is set, and none is wanted"
        self._found.checks.append(Check(name="reachable", status="ok", message=f"{base_url} answers"))
        self._found.checks.append(Check(name="key", status="ok", message=accepted))

    @property
    def _by_schema(self) -> bool:
        return self._model.fields.by_schema

    @property
    def _single(self) -> bool:
        return self._config.toolset.exposure == "single"

    @property
    def _has_key(self) -> bool:
        member = self._member
        if member.api_key is not None:
            return member.api_key != "none"
        return bool(os.environ.get("OPENAI_API_KEY"))
