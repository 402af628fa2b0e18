"""The examination: asks the models of a chain one thing after another, each within a limit of its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from adapter.doctor import findings
from adapter.doctor.asking import ANSWER_WITHIN, BUDGET, COLD_WITHIN, Asking, OutOfTime
from adapter.doctor.diagnosis import Check, Diagnosis, complete, failed
from adapter.doctor.findings import Answer
from adapter.doctor.questions import Question, later_turn, plain, questions, small_choice, without_tools
from adapter.errors import ModelError, ModelOverloaded, ModelUnreachable, SettingsError
from adapter.models import refusals
from adapter.models.masking import Mask
from adapter.models.openai import OpenAIModel
from adapter.models.refusals import Asked
from adapter.models.served_models import ServedModel
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.json_choice import read_choice
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.first_turn import first_turn
from adapter.wiring import ChainMember, Settings, chain_members, open_model

TOKENS: Final = 16
"""Tokens of a reply that nobody reads: the fewest that all APIs take as a limit."""
OBJECT: Final = 64
"""Tokens in which a choice by schema is made; what a small model says after it does not matter."""
CHARACTERS_PER_TOKEN: Final = 4
"""For a server that counts no tokens: OpenAI's rule of thumb."""


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
    for member in chain_members(settings):
        model = open_model(member, attempts=1)
        try:
            if isinstance(model, OpenAIModel):
                asking = Asking(member, model, on_question=on_question, clock=clock)
                found.append(await _Examination(member, model, config, asking, now()).run())
            else:
                found.append(Diagnosis(model=model.name, answers=True))
        finally:
            await model.aclose()
    return tuple(found)


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
        asking: Asking,
        now: datetime,
    ) -> None:
        self._member = member
        self._model = model
        self._config = config
        self._variables = model.variables
        self._asking = asking
        self._first = first_turn(config, now)
        self._questions = questions(config, now)
        self._mask = Mask(config.directory.numbers)
        self._found = _Found()
        self._answers = False
        self._thinks = False

    async def run(self) -> Diagnosis:
        try:
            reason = await self._ask_all()
        except OutOfTime:
            reason = f"not asked: {BUDGET:g} s are over"
        fields = self._model.fields
        return Diagnosis(
            model=self._member.name,
            base_url=self._model.base_url,
            checks=complete(self._found.checks, reason),
            fields=fields.with_thinking() if self._thinks else fields,
            window=await self._asking.window(self._found.models) if self._answers else None,
            answers=self._answers,
        )

    async def _ask_all(self) -> str:
        """Makes the checks, and gives the reason why those that are missing then were left out."""
        found = self._found
        try:
            found.models = await self._asking.models()
        except ModelUnreachable as error:
            found.checks.append(failed(refusals.unreachable(error, self._model.base_url, self._variables)))
            return "not asked: nobody is there"
        except ModelError as error:
            found.unlisted = error
        request = self._first.request
        patience = ANSWER_WITHIN if found.unlisted else COLD_WITHIN
        bare = None
        if not self._by_schema:
            # Shorter than the prompt with tools, and before it: a small server keeps only what it has read last.
            bare = await self._asking.ask(
                "a prompt without tools", without_tools(request), tokens=TOKENS, seconds=patience
            )
            if bare.error is not None:
                return await self._explain(bare.error)
        cold = await self._asking.ask("the prompt of a first turn", request, tokens=TOKENS, seconds=patience)
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
        checks.append(findings.model_check(name, models, [cold.reply.model], self._mask, self._variables))
        checks.append(Check(name="request", status="ok", message="the first turn's request is answered"))
        toolset = self._first.toolset
        dropped = bare is not None and findings.tools_check(cold, bare, toolset, None).status == "failed"
        asked, warm = (None, Answer(seconds=0.0)) if dropped else await self._call()
        if self._questions:
            later = await self._asking.ask("a later turn", later_turn(self._questions[0]), tokens=TOKENS)
        streamed = await self._asking.ask("a stream", self._first.request, tokens=TOKENS, stream=True)
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
        if asked is not None and not by_schema:
            checks.append(findings.call_check(asked, warm, asked.offer.decide(warm.reply), schema))
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

    async def _call(self) -> tuple[Question | None, Answer]:
        """The question that was answered by a choice, else the last one, and its answer."""
        asked, answer = None, Answer(seconds=0.0)
        for asked in self._questions:
            answer = await self._asking.ask(f"a caller's words for {asked.key}", asked.offer.request)
            if answer.reply is None:
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
        request = small_choice(self._questions[0])
        try:
            tokens = None if self._model.fields.thinking else OBJECT
            answer, fields = await self._asking.ask_with("a choice by schema", request, tokens=tokens, choice="json")
        except SettingsError:
            return None
        return findings.schema_check(answer, request.toolset, needed=False, sent=fields.schema)

    async def _explain(self, error: ModelError, *, tools: bool = False) -> str:
        """The one check that says why there is no answer. `tools`: without them there was one."""
        checks = self._found.checks
        refusal = refusals.refusal_of(error, self._asked)
        if refusal is not None:
            if refusal.about in ("model", "window") or isinstance(error, ModelOverloaded):
                self._reached()
            checks.append(failed(refusal))
        elif refusals.about_path(error):
            checks.append(await self._wrong_place(error))
        else:
            await self._narrow_down(error, tools=tools)
        return f"not asked: {checks[-1].name} comes first"

    @property
    def _asked(self) -> Asked:
        return Asked(
            model=self._member.name,
            base_url=self._model.base_url,
            variables=self._variables,
            has_key=self._model.has_key,
            single=self._single,
            models=self._found.models,
            mask=self._mask,
        )

    async def _wrong_place(self, error: ModelError) -> Check:
        """The check for a server that has no such path."""
        base_url = self._model.base_url
        api, other = ("chat", "responses") if self._member.settings.api == "chat" else ("responses", "chat")
        if self._found.unlisted is None and await self._has_api(other):
            return failed(refusals.wrong_api(api, other, error))
        right = await self._asking.other_base() or refusals.too_much(base_url)
        return failed(refusals.wrong_path(base_url, right, error, self._variables))

    async def _has_api(self, api: str) -> bool:
        bare = plain(without_tools(self._first.request), "Hello")
        answer, _ = await self._asking.ask_with(f"the API {api}", bare, tokens=TOKENS, api=api)
        return answer.error is None

    async def _narrow_down(self, error: ModelError, *, tools: bool) -> None:
        """Asks less and less, until it is clear what the server does not take."""
        checks, request = self._found.checks, self._first.request
        bare = plain(without_tools(request), "Hello")
        if not tools:
            answer = await self._asking.ask("a plain question", bare, tokens=TOKENS)
            if answer.error is not None:
                if not self._member.settings.stream:
                    streamed = await self._asking.ask("a plain question, streamed", bare, tokens=TOKENS, stream=True)
                    if streamed.error is None:
                        checks.append(findings.streams_only(answer.error))
                        return
                checks.append(failed(refusals.refused(answer.error, self._variables)))
                return
        self._reached()
        schema = None if self._by_schema else await self._schema()
        if schema is not None:
            checks.append(schema)
            self._answers = schema.status == "ok"
        if tools:
            checks.append(findings.tools_refused(error, schema))
        else:
            checks.append(findings.order_check(Answer(seconds=0.0, error=error), schema, by_schema=self._by_schema))

    async def _fits(self, cold: Answer) -> Check:
        """Prompt, conversation and reply against the window."""
        fields = self._model.fields.with_thinking() if self._thinks else self._model.fields
        read = cold.reply.usage.input_tokens if cold.reply else 0
        read = read or len(fields.body(self._first.request, self._member.name)) // CHARACTERS_PER_TOKEN
        window = await self._asking.window(self._found.models)
        return findings.window_check(read, fields.longest, window, single=self._single)

    def _reached(self) -> None:
        base_url = self._model.base_url
        accepted = "the key is accepted" if self._model.has_key else "no key is set, and none is wanted"
        self._found.checks.append(Check(name="reachable", status="ok", message=f"{base_url} answers"))
        self._found.checks.append(Check(name="key", status="ok", message=accepted))

    @property
    def _by_schema(self) -> bool:
        return self._model.fields.by_schema

    @property
    def _single(self) -> bool:
        return self._config.toolset.exposure != "each"
