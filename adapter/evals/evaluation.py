"""`adapter.evals.run`: asks a model labelled cases and says how well it does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from adapter.errors import OperatorError
from adapter.evals.cache import FOLDER, UnaskedModel
from adapter.evals.folder import leave_no_folder, make_folder, write_folder
from adapter.evals.identity import identity_of
from adapter.evals.inputs import ArgumentError, Inputs, read_inputs
from adapter.evals.metrics.prices import WEIGHTS, ModelPrices, load_prices, load_weights, prices_of
from adapter.evals.metrics.summary import Summary, summarise
from adapter.evals.metrics.thresholds import Threshold, Verdict, check_names, judge, judge_must, known_metrics
from adapter.evals.model_choice import ModelChoice
from adapter.evals.rows import Outcome, Row
from adapter.evals.runner import CONCURRENCY, NOON, Plan, evaluate
from adapter.evals.texts import Text, texts_of
from adapter.models.model import Model
from adapter.tool_calls.language import detect
from adapter.tool_calls.request import system_prompt
from adapter.wiring import Settings


@dataclass(frozen=True, kw_only=True)
class EvaluationJob:
    """An evaluation whose files and arguments are checked, before anything is asked."""

    inputs: Inputs
    plan: Plan

    @property
    def turns(self) -> int:
        """How many rows there will be."""
        return len(self.plan.cases) * self.plan.repeats


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What an evaluation came to: its figures, a row for each case and repeat in the order of the cases, and how the
    thresholds were met, in the order in which they were given. `out` is the result folder, None where none was made.
    `texts` are the wording and the settings that it was measured with."""

    summary: Summary
    rows: tuple[Row, ...]
    verdicts: tuple[Verdict, ...] = ()
    out: Path | None = None
    texts: tuple[Text, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every threshold is met."""
        return all(verdict.met for verdict in self.verdicts)


async def run(
    directory: Path | str | None = None,
    cases: Path | str | None = None,
    *,
    model: Model | str | None = None,
    prompt: str | None = None,
    settings: Settings | None = None,
    tags: Sequence[str] = (),
    repeats: int = 1,
    at: datetime = NOON,
    thresholds: Sequence[Threshold] = (),
    must: bool = False,
    prices: Path | str | None = None,
    weights: Path | str | None = None,
    concurrency: int = CONCURRENCY,
    cache: Path | str | None = FOLDER,
    offline_only: bool = False,
    out: Path | str | None = None,
    on_start: Callable[[EvaluationJob], None] | None = None,
    on_row: Callable[[Row], None] | None = None,
) -> Evaluation:
    """Asks a model every case by the code that answers calls, and says how well it does.

    It is a coroutine, as is everything here that asks a model: a notebook awaits it in the loop that it has, a script
    runs it by `asyncio.run`, and whoever cancels it ends the requests that are under way. Nothing is printed.

    - `directory`, `model` (a name) and `prompt` win over `settings`, which are read from the `ADAPTER_…` variables if
      they are left out. Without a directory and cases it is the example bank. A model object is asked every time and
      left open.
    - `cases` is a case file, or a table (CSV) with departments as people write them; `on_start` learns how it was read.
    - `tags` chooses the cases that have one of them. Each is asked `repeats` times (1 to 100), at most `concurrency`
      (1 to 1,000) at once. Calls take place `at` a time with a zone, for what is open then.
    - `thresholds` and `must` (every must case right, every time) are judged by the 95 % interval.
    - `prices` and `weights` are files: money for a million tokens, and how bad each outcome is.
    - Replies are kept in the folder `cache`, so that the same call goes on where it was stopped; None keeps none. With
      `offline_only` nobody is asked, and a reply that is not kept is an error.
    - `out` is a folder for `results.jsonl`, `summary.json`, `texts.json`, `wrong.csv`, `junit.xml` and `report.html`.
    - `on_start` is told once what is about to be asked, `on_row` of each row as it comes, both in the caller's loop.

    A model that fails now and then gives rows of the outcomes `provider_error` and `timeout`; where its server answers
    nothing, it is asked no more after its first few errors of one kind (`NoAnswersError`), and there is no folder.
    Raises `ArgumentError` (a
    `ValueError`) for arguments that make no sense and `OperatorError` for files and settings, before anything is asked.
    """
    inputs = read_inputs(directory, cases, model=model, prompt=prompt, settings=settings, tags=tags)
    plan = inputs.plan(repeats=repeats, at=at, concurrency=concurrency)
    _check_thresholds(thresholds, plan)
    if offline_only and not inputs.model.offline and (cache is None or not inputs.model.cacheable):
        raise ArgumentError("offline_only", "needs a cache, and a model by its name")
    table = load_prices(Path(prices)) if prices else None
    currency, model_prices = table.currency if table else "", prices_of(table, inputs.model.name, prices)
    weighing = load_weights(Path(weights)) if weights else WEIGHTS
    folder = None if out is None else Path(out)
    made = () if folder is None else make_folder(folder)
    if on_start is not None:
        on_start(EvaluationJob(inputs=inputs, plan=plan))
    started = datetime.now(UTC)
    try:
        rows = await _ask(inputs.model, plan, cache=cache, offline_only=offline_only, on_row=on_row)
    except OperatorError:
        leave_no_folder(made)
        raise
    summary = summary_of(inputs, plan, rows, started=started, currency=currency, prices=model_prices, weights=weighing)
    texts = texts_of(inputs.config, inputs.model.settings, inputs.model.name)
    if folder is not None:
        toolset = inputs.config.toolset
        tools, system = toolset.tools(inputs.model.settings.api), system_prompt(inputs.config.prompt, toolset)
        write_folder(folder, summary, rows, texts=texts, tools=tools, system=system)
    verdicts = [judge(threshold, summary) for threshold in thresholds]
    if must:
        verdicts.append(judge_must(summary))
    return Evaluation(summary=summary, rows=rows, verdicts=tuple(verdicts), out=folder, texts=texts)


def summary_of(
    inputs: Inputs,
    plan: Plan,
    rows: Sequence[Row],
    *,
    started: datetime,
    currency: str = "",
    prices: ModelPrices | None = None,
    weights: Mapping[Outcome, float] = WEIGHTS,
) -> Summary:
    """The figures of the rows of a plan, and what they were measured with."""
    identity = identity_of(
        plan,
        model=inputs.model.name,
        api=inputs.model.settings.api,
        base_url=inputs.model.base_url,
        file=inputs.file,
        tags=inputs.tags,
        version=version("transfer-adapter"),
        started=started,
        choice=inputs.model.choice,
        rows=rows,
    )
    keys = list(plan.config.directory.destinations)
    if plan.config.toolset.exposure == "shortlist":  # thousands, of which few have a case
        seen = {key for row in rows for key in (*row.accepted, *([row.got] if row.got else ()))}
        keys = [key for key in keys if key in seen]
    return summarise(rows, identity, keys=keys, weights=weights, currency=currency, prices=prices)


def _check_thresholds(thresholds: Sequence[Threshold], plan: Plan) -> None:
    known = known_metrics(
        tags=sorted({tag for case in plan.cases for tag in case.reported_tags}),
        keys=plan.config.directory.destinations,
        repeats=plan.repeats,
        shortlist=plan.config.toolset.exposure == "shortlist",
    )
    try:
        check_names(thresholds, known)
    except ValueError as error:
        raise ArgumentError("thresholds", str(error)) from error


async def _ask(
    choice: ModelChoice,
    plan: Plan,
    *,
    cache: Path | str | None,
    offline_only: bool,
    on_row: Callable[[Row], None] | None,
) -> tuple[Row, ...]:
    detect("hello", plan.config.languages)  # loads the detector now, or the first case would seem slow
    with choice.cache(cache) as kept:
        if offline_only and kept is not None:
            return await evaluate(plan, UnaskedModel(choice.name), cache=kept, on_row=on_row)
        async with choice.opened() as model:
            return await evaluate(plan, model, cache=kept, on_row=on_row, answers_needed=True)
