"""`adapter.evals.tune`: searches for a better prompt and better descriptions, and keeps only what is proven better."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from adapter.evals.cache import FOLDER
from adapter.evals.cases.splits import Splits, split
from adapter.evals.comparison.gate_simulation import gate_simulation
from adapter.evals.comparison.power import provable_gain
from adapter.evals.evaluation import summary_of
from adapter.evals.inputs import ArgumentError, Inputs, read_inputs
from adapter.evals.metrics.prices import Prices, load_prices, prices_of
from adapter.evals.metrics.summary import Summary
from adapter.evals.model_choice import ModelChoice
from adapter.evals.rows import Row
from adapter.evals.runner import CONCURRENCY, NOON, Plan
from adapter.evals.texts import texts_of
from adapter.evals.tuning.baseline import PARTS, Baseline, Part
from adapter.evals.tuning.budget import Budget
from adapter.evals.tuning.folder import AFTER, BEFORE, make_tuning_folder, write_tuning
from adapter.evals.tuning.reflection import ModelReflector, OfflineReflector, Reflector
from adapter.evals.tuning.search import MINIBATCH
from adapter.evals.tuning.tuner import Tuner, Tuning, independent
from adapter.models.model import Model
from adapter.tool_calls.language import detect
from adapter.tool_calls.prompt_search import prompts_folder
from adapter.wiring import Settings

TURNS = 5_000


@dataclass(frozen=True, kw_only=True)
class TuningJob:
    """A tuning whose files and arguments are checked, before anything is asked. `reflection` writes the texts."""

    inputs: Inputs
    plan: Plan
    baseline: Baseline
    splits: Splits
    reflection: ModelChoice
    budget: Budget
    seed: int
    minibatch: int

    @property
    def provable_gain(self) -> float | None:
        """The smallest gain, as a share of 1, that the held-out cases prove in 80 % of searches; None where none."""
        return provable_gain(independent(self.splits.test))


async def tune(
    directory: Path | str | None = None,
    cases: Path | str | None = None,
    *,
    model: Model | str | None = None,
    reflection_model: Model | str | None = None,
    prompt: str | None = None,
    settings: Settings | None = None,
    parts: Collection[Part] | None = None,
    tags: Sequence[str] = (),
    repeats: int = 1,
    at: datetime = NOON,
    turns: int = TURNS,
    money: float | None = None,
    prices: Path | str | None = None,
    minibatch: int | None = None,
    seed: int = 0,
    concurrency: int = CONCURRENCY,
    cache: Path | str | None = FOLDER,
    out: Path | str | None = None,
    on_start: Callable[[TuningJob], None] | None = None,
    on_row: Callable[[Row], None] | None = None,
) -> Tuning:
    """Searches for better texts on two parts of the cases, and lets the third decide once, by the exact paired test.

    A coroutine for the same reasons as `run`, which also explains `directory`, `cases`, `model`, `prompt`, `settings`,
    `tags`, `at`, `concurrency` and `cache`. Needs the extra `tune`. Cancelled, it takes no further turn.

    - `reflection_model` writes the texts, on the same endpoint; left out it is `model`.
    - `parts` are what is tuned, `"descriptions"` and `"prompt"`; left out both, and offline the descriptions alone.
    - `turns` and `money`, in the currency of the file `prices`, limit what is spent in all.
    - A text is proposed from `minibatch` training cases (24; offline from all).
    - `seed` decides the split and the order of the search. Held-out cases are asked `repeats` times (1 to 100).
    - `out` is a folder for what is found, as the command leaves it behind: new files only if the gain is proven. Left
      out, nothing is written, and the texts to use are `found.best` if `ships` says so.
    - `on_row` is told of each turn, in the caller's loop.

    Raises `ArgumentError` (a `ValueError`) for arguments that make no sense, and `OperatorError`: before anything is
    asked for files and settings, later `TuningError` for a budget that does not pay for a round and a model that fails.
    """
    inputs = read_inputs(directory, cases, model=model, prompt=prompt, settings=settings, tags=tags)
    if money is not None and prices is None:
        raise ArgumentError("money", "needs --prices to know what a turn costs")
    if turns < 1 or (minibatch is not None and minibatch < 1):
        raise ArgumentError("turns" if turns < 1 else "minibatch", "must be at least 1")
    table = load_prices(Path(prices)) if prices else None
    reflection = _reflection(inputs.model, reflection_model)
    splits = split(inputs.cases, seed=seed)
    job = TuningJob(
        inputs=inputs,
        plan=inputs.plan(repeats=repeats, at=at, concurrency=concurrency),
        baseline=_baseline(inputs, reflection, parts),
        splits=splits,
        reflection=reflection,
        budget=Budget(
            turns=turns,
            money=money,
            prices=prices_of(table, inputs.model.name, prices),
            reflection_prices=prices_of(table, reflection.name, prices),
        ),
        seed=seed,
        minibatch=minibatch or (len(splits.train) if reflection.offline else MINIBATCH),
    )
    folder = None if out is None else Path(out)
    if folder is not None:
        make_tuning_folder(folder, job.baseline)
    if on_start is not None:
        on_start(job)
    started = datetime.now(UTC)
    tuning = await _search(job, cache, on_row)
    return tuning if folder is None else replace(tuning, written=_write(folder, job, tuning, table, started))


def _reflection(measured: ModelChoice, model: Model | str | None) -> ModelChoice:
    if model is None:
        return measured
    if isinstance(model, str):
        return ModelChoice(settings=measured.settings.model_copy(update={"model": model}))
    return ModelChoice(settings=measured.settings, own=model)


def _baseline(inputs: Inputs, reflection: ModelChoice, parts: Collection[Part] | None) -> Baseline:
    chosen = None if parts is None else frozenset(parts)
    if inputs.model.offline or reflection.offline:
        if chosen is not None and "prompt" in chosen:
            raise ArgumentError(
                "parts", "the offline model reads no prompt and rewrites none: name a model with --model"
            )
        chosen = frozenset({"descriptions"})
    settings = inputs.model.settings
    prompts = prompts_folder(inputs.config.prompt, directory=settings.directory, folder=settings.prompts_dir)
    return Baseline.of(inputs.config, Path(settings.directory or inputs.file), prompts, chosen or PARTS)


async def _search(job: TuningJob, folder: Path | str | None, on_row: Callable[[Row], None] | None) -> Tuning:
    detect("hello", job.plan.config.languages)  # loads the detector now, or the first case would seem slow
    measured = job.inputs.model
    async with AsyncExitStack() as stack:
        cache = stack.enter_context(measured.cache(folder))
        # One file for both where both are kept there: it is of one endpoint, and the model's name is in its keys.
        reflections = cache or stack.enter_context(job.reflection.cache(folder))
        reflector: Reflector = OfflineReflector()
        if not job.reflection.offline:
            writer = await stack.enter_async_context(job.reflection.opened())
            reflector = ModelReflector(writer, reflections if job.reflection.cacheable else None)
        tuner = Tuner(
            baseline=job.baseline,
            plan=job.plan,
            model=await stack.enter_async_context(measured.opened()),
            reflector=reflector,
            cache=cache,
            on_row=on_row,
            seed=job.seed,
            minibatch=job.minibatch,
        )
        return await tuner.run(job.splits, job.budget)


def _write(out: Path, job: TuningJob, tuning: Tuning, table: Prices | None, started: datetime) -> tuple[Path, ...]:
    configs = {BEFORE: job.baseline.config, AFTER: job.baseline.with_texts(tuning.found.best)}
    held_out = replace(job.inputs, tags=(*job.inputs.tags, "held out"))
    currency, prices = table.currency if table else "", job.budget.prices
    summaries: dict[str, tuple[Summary, tuple[Row, ...]]] = {}
    for name, rows in ((BEFORE, tuning.before), (AFTER, tuning.after)):
        if rows:
            plan = replace(job.plan, config=configs[name], cases=job.splits.test)
            summary = summary_of(held_out, plan, rows, started=started, currency=currency, prices=prices)
            summaries[name] = (summary, rows)
    settings = job.inputs.model.settings
    facts = {
        "directory": job.baseline.config.directory.fingerprint,
        "prompt": job.baseline.config.prompt.identity,
        "model": job.inputs.model.name,
        "reflection_model": job.reflection.name,
        "seed": job.seed,
        "started": started.isoformat(timespec="seconds"),
    }
    simulation = gate_simulation().figures
    texts = {name: texts_of(config, settings, job.inputs.model.name) for name, config in configs.items()}
    return tuple(
        write_tuning(
            out, tuning, summaries, texts=texts, prompts=settings.prompts_dir, facts=facts, simulation=simulation
        )
    )
