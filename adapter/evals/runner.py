"""The runner: asks the model every case by the code that answers calls, many at once, and gives a row for each."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from adapter.calls.turn import Turn, take_turn
from adapter.errors import CasesError, ModelError, NoAnswersError
from adapter.evals.cache import NotKeptError, ReplyCache
from adapter.evals.cases import Case
from adapter.evals.cases.changed_keys import changed_keys
from adapter.evals.outcome import outcome_of
from adapter.evals.provider_errors import WatchedModel
from adapter.evals.rows import Row, WrittenCall, WrittenReply
from adapter.models.explanation import explain
from adapter.models.masking import Mask
from adapter.models.model import Model
from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.hours import is_open
from adapter.transfers.offer import single_offer

NOON: Final = datetime(2026, 6, 17, 10, 0, tzinfo=UTC)
"""When evaluated calls take place, unless it is said otherwise: a Wednesday, noon in Berlin. What is open would else
depend on the hour at which somebody evaluates."""
CONCURRENCY: Final = 8
SECONDS: Final = 15.0
"""The limit for a turn, as in a call."""
_SHOWN: Final = 10
_ROWS_AT_A_STRETCH: Final = 8


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is asked: every case `repeats` times, at the moment `at`, at most `concurrency` at once.

    A turn has `seconds`, as a call's has.
    """

    config: AssistantConfig
    cases: Sequence[Case]
    repeats: int = 1
    at: datetime = NOON
    seconds: float = SECONDS
    concurrency: int = CONCURRENCY


async def evaluate(
    plan: Plan,
    model: Model,
    *,
    cache: ReplyCache | None = None,
    on_row: Callable[[Row], None] | None = None,
    answers_needed: bool = False,
) -> tuple[Row, ...]:
    """A row for every case and repeat, in the order of the cases. `on_row` is told of each as it comes.

    The conversation is the case's, word for word. A model that fails gives a row of its own and the run goes on. With a
    cache, a run that was stopped goes on where it was when it is started again.

    Raises `CasesError` for cases that expect unknown keys, and with their ids for those that a cache without a
    model behind it (`UnaskedModel`) lacks; `NoAnswersError` where the model's server answers nothing, after its first
    few errors of one kind, or with `answers_needed` where fewer were asked and none was answered.
    """
    check_keys(plan.cases, plan.config)
    waiting = [(case, repeat) for case in plan.cases for repeat in range(1, plan.repeats + 1)]
    rows: list[Row | None] = [None] * len(waiting)
    lacking: dict[str, None] = {}
    places = iter(range(len(waiting)))
    watched = WatchedModel(model)

    async def work() -> None:
        for place in places:
            case, repeat = waiting[place]
            try:
                row = await evaluate_case(plan, watched, case, repeat, cache)
            except NotKeptError:
                lacking[case.id] = None
                continue
            if watched.gives_nothing:
                raise _GivesNothing
            rows[place] = row
            if on_row is not None:
                on_row(row)
            if not place % _ROWS_AT_A_STRETCH:
                # A model that never waits would else keep an interrupt from being noticed.
                await asyncio.sleep(0)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(plan.concurrency, len(waiting))):
                group.create_task(work())
    except ExceptionGroup as errors:
        if not isinstance(errors.exceptions[0], _GivesNothing):
            raise errors.exceptions[0] from None
    if watched.last is not None and (watched.gives_nothing or (answers_needed and not watched.answers)):
        raise NoAnswersError(await _no_answers(plan, model, watched, watched.last))
    if lacking:
        raise CasesError(f"{len(lacking)} of {len(plan.cases)} cases are not in the request cache: {_listed(lacking)}")
    return tuple(row for row in rows if row is not None)


class _GivesNothing(Exception):  # noqa: N818 - ends the run and goes no further
    """The model's server answers nothing."""


async def _no_answers(plan: Plan, model: Model, watched: WatchedModel, error: ModelError) -> str:
    why = await explain(model, error, Mask(plan.config.directory.numbers))
    said = "the model's server has answered nothing" if not watched.answers else "the model's server answers no more"
    return "\n".join([f"stopped after {watched.errors} errors: {said}; the same command goes on where it was", *why])


async def evaluate_case(plan: Plan, model: Model, case: Case, repeat: int, cache: ReplyCache | None = None) -> Row:
    """One case asked once. Raises `NotKeptError` only."""
    timed = _TimedModel(model, cache, repeat)
    offer = single_offer(plan.config, conversation_of(case), plan.at)
    turn = await take_turn(timed, offer, seconds=plan.seconds)
    return row_of(case, repeat, turn, offer.request, seconds=timed.seconds, language=offer.situation.language)


def conversation_of(case: Case) -> Conversation:
    """What was said, as a request takes it."""
    if case.messages is None:
        return (UserMessage(text=case.text or ""),)
    return tuple(
        UserMessage(text=message.content) if message.role == "user" else AssistantMessage(text=message.content)
        for message in case.messages
    )


def row_of(case: Case, repeat: int, turn: Turn, asked: ModelRequest, *, seconds: float, language: str = "") -> Row:
    """A case's row. No configured number is in it, since a report may be shown around: what was said is as the model
    was sent it, what the model wrote is masked. `language` is the caller's, where the model names none."""
    mask = asked.toolset.directory.numbers.mask
    decision, replies = turn.decision, turn.replies
    return Row(
        id=case.id,
        repeat=repeat,
        expect=case.expect,
        got=decision.destination if isinstance(decision, Transfer) else None,
        outcome=outcome_of(case, turn, asked.toolset),
        must=case.must,
        tags=case.tags,
        language=(decision.language if isinstance(decision, Transfer) else None) or language,
        kind=decision.kind,
        reason=decision.reason,
        first=turn.first.reason if turn.first else None,
        offered=_offered(case, asked),
        said=[{"role": message.role, "content": message.text} for message in asked.conversation],
        replies=[_written(reply, mask) for reply in replies],
        error=turn.error.code if turn.error else None,
        seconds=round(seconds, 6),
        input_tokens=sum(reply.usage.input_tokens for reply in replies),
        cached_tokens=sum(reply.usage.cached_tokens for reply in replies),
        output_tokens=sum(reply.usage.output_tokens for reply in replies),
        model=replies[-1].model if replies else "",
    )


def _offered(case: Case, asked: ModelRequest) -> bool | None:
    """Whether a right key was in the first shortlist."""
    if asked.toolset.exposure != "shortlist" or not case.accepted:
        return None
    return not asked.toolset.keys.isdisjoint(case.accepted)


def _written(reply: ModelReply, mask: Callable[[str], str]) -> WrittenReply:
    return WrittenReply(
        text=mask(reply.text) if reply.text else "",
        refusal=mask(reply.refusal) if reply.refusal else "",
        finish=reply.finish,
        tool_calls=[WrittenCall(name=mask(call.name), arguments=mask(call.arguments)) for call in reply.tool_calls],
    )


def check_keys(cases: Sequence[Case], config: AssistantConfig) -> None:
    """Raises `CasesError` where no destination of the directory could be right for a case: which keys are not there."""
    changed = changed_keys(cases, config.directory)
    if changed is not None:
        raise CasesError(changed)


def closed_at(plan: Plan) -> tuple[str, ...]:
    """The destinations that are closed at the plan's moment, in file order."""
    return tuple(
        key for key, destination in plan.config.directory.destinations.items() if not is_open(destination, plan.at)
    )


class _TimedModel:
    """The model of one row: asks the real one or the cache, and adds up the time of the real requests."""

    def __init__(self, model: Model, cache: ReplyCache | None, repeat: int) -> None:
        self.name = model.name
        self.seconds = 0.0
        self._model = model
        self._cache = cache
        self._repeat = repeat

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The reply, from wherever it comes."""
        started = time.perf_counter()
        try:
            if self._cache is None:
                reply = await self._model.reply(request)
            else:
                kept = await self._cache.reply(self._model, request, self._repeat)
                self.seconds += kept.seconds
                return kept.reply
        except BaseException:
            self.seconds += time.perf_counter() - started
            raise
        self.seconds += time.perf_counter() - started
        return reply

    async def aclose(self) -> None:
        """Whoever made the model closes it."""


def _listed(ids: dict[str, None]) -> str:
    shown = list(ids)[:_SHOWN]
    return ", ".join(shown) + (", …" if len(ids) > _SHOWN else "")
