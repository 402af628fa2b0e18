"""`transfer-adapter tune`: a search for better wording, and a gate that lets only a proven gain through."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapter.cli.measuring import (
    ApiOption,
    CacheOption,
    CasesOption,
    ConcurrencyOption,
    MomentOption,
    TagOption,
    base_url_of,
    chosen_cases,
    moment_of,
    prices_of,
    settings_and_cases,
)
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption
from adapter.cli.progress import OnRow, progress
from adapter.cli.terminal import visible
from adapter.evals.cache import FOLDER, ReplyCache
from adapter.evals.cases.splits import Splits, split
from adapter.evals.comparison.gate_simulation import gate_simulation
from adapter.evals.identity import identity_of
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.prices import Prices, load_prices
from adapter.evals.metrics.summary import Summary, summarise
from adapter.evals.results import Row
from adapter.evals.runner import CONCURRENCY, Plan, check_keys
from adapter.evals.tuning.baseline import PARTS, Baseline, Part
from adapter.evals.tuning.budget import Budget
from adapter.evals.tuning.folder import AFTER, BEFORE, REPORT, TUNING, make_tuning_folder, write_tuning
from adapter.evals.tuning.reflection import ModelReflector, OfflineReflector, Reflector
from adapter.evals.tuning.search import MINIBATCH
from adapter.evals.tuning.tune import Tuner, Tuning
from adapter.tool_calls.language import detect
from adapter.tool_calls.prompt import shipped_prompts
from adapter.wiring import OFFLINE, Settings, build_config, build_model, model_name

TURNS = 5_000
NOT_PROVEN = 2


@dataclass(frozen=True, kw_only=True)
class _Job:
    """A tuning and everything around it, checked before anything is asked."""

    baseline: Baseline
    plan: Plan
    settings: Settings
    splits: Splits
    file: Path
    tags: tuple[str, ...]
    reflection: Settings
    budget: Budget
    cache: Path
    seed: int
    minibatch: int
    currency: str


def tune(
    directory: DirectoryOption = None,
    cases: CasesOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder for what is found.")] = Path("tuning"),
    reflection_model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The model that proposes texts, on the same endpoint. [the model itself]"),
    ] = None,
    only: Annotated[
        Part | None,
        typer.Option(
            help="What to tune. [both; only descriptions with the offline model, which reads no prompt]",
            show_default=False,
        ),
    ] = None,
    turns: Annotated[int, typer.Option(min=1, help="Turns that may be taken in all.")] = TURNS,
    money: Annotated[
        float | None, typer.Option(min=0, help="What it may cost in all, in the currency of --prices.")
    ] = None,
    prices: Annotated[Path | None, typer.Option(metavar="FILE", help="A price table (YAML).")] = None,
    minibatch: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=f"Training cases that a text is proposed from. [{MINIBATCH}; offline all of them]",
            show_default=False,
        ),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, max=100, help="How often each held-out case is asked.")] = 1,
    seed: Annotated[int, typer.Option(help="Decides the split and the order of the search.")] = 0,
    tag: TagOption = None,
    api: ApiOption = None,
    exposure: ExposureOption = None,
    prompts_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="A folder of prompts of your own; a new version goes there. [ADAPTER_PROMPTS_DIR]"
        ),
    ] = None,
    concurrency: ConcurrencyOption = CONCURRENCY,
    cache: CacheOption = FOLDER,
    at: MomentOption = None,
) -> None:
    """Search for a better system prompt and better descriptions, and keep the best only if it is proven better.

    The cases are divided into three parts: from one texts are proposed, by the second the best is chosen, and the
    third decides once, by the exact paired test. Exit code 0: proven, and the new files are written. 2: not proven, or
    nothing better found; nothing is written but the report. Stopped, the same command goes on where it was.

    Example: `transfer-adapter tune -d examples/bank/directory.yaml -c examples/bank/cases.jsonl --out tuning`
    """
    settings, file = settings_and_cases(
        directory, cases, prompt=prompt, model=model, api=api, exposure=exposure, prompts_dir=prompts_dir
    )
    table = load_prices(prices) if prices else None
    if money is not None and table is None:
        raise typer.BadParameter("needs --prices to know what a turn costs", param_hint="--money")
    job = _job(
        settings,
        file,
        tags=tag or [],
        parts=frozenset({only}) if only else None,
        reflection=settings.model_copy(update={"model": reflection_model or model_name(settings)}),
        at=moment_of(at),
        repeats=repeat,
        concurrency=concurrency,
        budget=turns,
        money=money,
        table=table,
        prices=prices,
        cache=cache,
        seed=seed,
        minibatch=minibatch,
    )
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    make_tuning_folder(out, job.baseline)
    _announce(job, console)
    started = datetime.now(UTC)
    tuning = _run(job, console)
    written = _write(out, job, tuning, started)
    _tell(tuning, written, out, console)
    if not tuning.ships:
        raise typer.Exit(NOT_PROVEN)


def _job(
    settings: Settings,
    file: Path,
    *,
    tags: list[str],
    parts: frozenset[Part] | None,
    reflection: Settings,
    at: datetime,
    repeats: int,
    concurrency: int,
    budget: int,
    money: float | None,
    table: Prices | None,
    prices: Path | None,
    cache: Path,
    seed: int,
    minibatch: int | None,
) -> _Job:
    chosen = chosen_cases(file, tags)
    config = build_config(settings)
    plan = Plan(
        config=config,
        cases=chosen,
        repeats=repeats,
        at=at,
        seconds=settings.model_timeout,
        concurrency=concurrency,
    )
    check_keys(chosen, config)
    if OFFLINE in (model_name(settings), model_name(reflection)):
        if parts is not None and "prompt" in parts:
            raise typer.BadParameter(
                "the offline model reads no prompt and rewrites none: name a model with --model", param_hint="--only"
            )
        parts = frozenset({"descriptions"}) if parts is None else parts
    splits = split(chosen, seed=seed)
    return _Job(
        baseline=Baseline.of(
            config, Path(settings.directory or file), settings.prompts_dir or shipped_prompts(), parts or PARTS
        ),
        plan=plan,
        settings=settings,
        splits=splits,
        file=file,
        tags=tuple(tags),
        reflection=reflection,
        budget=Budget(
            turns=budget,
            money=money,
            prices=prices_of(table, model_name(settings), prices),
            reflection_prices=prices_of(table, model_name(reflection), prices),
        ),
        cache=cache,
        seed=seed,
        minibatch=minibatch or (len(splits.train) if model_name(reflection) == OFFLINE else MINIBATCH),
        currency=table.currency if table else "",
    )


def _announce(job: _Job, console: Console) -> None:
    config, splits = job.baseline.config, job.splits
    console.print(
        f"{config.directory.fingerprint} · {config.prompt.identity} · model {model_name(job.settings)} · texts by"
        f" {model_name(job.reflection)}\n{len(splits.train)} training, {len(splits.validation)} validation and"
        f" {len(splits.test)} held-out cases · {_count(len(job.baseline.seed), 'text')} · at most"
        f" {job.budget.turns} turns",
        markup=False,
    )


def _run(job: _Job, console: Console) -> Tuning:
    try:
        with ExitStack() as stack:
            kept = None
            if model_name(job.settings) != OFFLINE or model_name(job.reflection) != OFFLINE:
                kept = stack.enter_context(
                    ReplyCache(job.cache, api=job.settings.api, base_url=base_url_of(job.settings) or "")
                )
            on_row = stack.enter_context(progress(job.budget.turns, console))
            return asyncio.run(_tuned(job, kept, on_row))
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on where it was")
        raise


async def _tuned(job: _Job, kept: ReplyCache | None, on_row: OnRow | None) -> Tuning:
    detect("hello", job.plan.config.languages)  # loads the detector now, or the first case would seem slow
    model = build_model(job.settings)
    reflecting = None if model_name(job.reflection) == OFFLINE else build_model(job.reflection)
    reflector: Reflector = OfflineReflector() if reflecting is None else ModelReflector(reflecting, kept)
    tuner = Tuner(
        baseline=job.baseline,
        plan=job.plan,
        model=model,
        reflector=reflector,
        cache=None if model_name(job.settings) == OFFLINE else kept,
        on_row=on_row,
        seed=job.seed,
        minibatch=job.minibatch,
    )
    try:
        return await tuner.run(job.splits, job.budget)
    finally:
        await model.aclose()
        if reflecting is not None:
            await reflecting.aclose()


def _write(out: Path, job: _Job, tuning: Tuning, started: datetime) -> list[Path]:
    configs = {BEFORE: job.baseline.config, AFTER: job.baseline.with_texts(tuning.found.best)}
    rows = {BEFORE: tuning.before, AFTER: tuning.after}
    summaries: dict[str, tuple[Summary, tuple[Row, ...]]] = {}
    for name, found in rows.items():
        if not found:
            continue
        plan = Plan(
            config=configs[name],
            cases=job.splits.test,
            repeats=job.plan.repeats,
            at=job.plan.at,
            seconds=job.plan.seconds,
        )
        identity = identity_of(
            plan,
            model=model_name(job.settings),
            api=job.settings.api,
            base_url=base_url_of(job.settings),
            file=job.file,
            tags=(*job.tags, "held out"),
            version=version("transfer-adapter"),
            started=started,
            rows=found,
        )
        keys = list(job.baseline.config.directory.destinations)
        summary = summarise(found, identity, keys=keys, currency=job.currency, prices=job.budget.prices)
        summaries[name] = (summary, found)
    facts = {
        "directory": configs[BEFORE].directory.fingerprint,
        "prompt": configs[BEFORE].prompt.identity,
        "model": model_name(job.settings),
        "reflection_model": model_name(job.reflection),
        "seed": job.seed,
        "started": started.isoformat(timespec="seconds"),
    }
    return write_tuning(
        out, tuning, summaries, prompts=job.settings.prompts_dir, facts=facts, simulation=gate_simulation().figures
    )


def _tell(tuning: Tuning, written: list[Path], out: Path, console: Console) -> None:
    found = tuning.found
    console.print(
        f"{found.proposals} proposals, {len(found.candidates) - 1} kept; validation"
        f" {percent(found.scores[0])} → {percent(max(found.scores))}; {tuning.budget.spent_turns} turns taken",
        markup=False,
    )
    for reason, count in found.refused.most_common(3):
        console.print(visible(f"  refused {count} times: {reason}"), markup=False)
    if tuning.verdict is None:
        console.print("[yellow]nothing better was found[/]: everything stays as it is")
    else:
        colour, word = ("green", "proven") if tuning.ships else ("yellow", "not proven")
        console.print(f"[{colour}]{word}[/] on {len(tuning.splits.test)} held-out cases")
        console.print(visible(f"  {tuning.verdict.reason}"), markup=False)
    for path in written:
        console.print(f"written {path}", markup=False)
    console.print(
        f"report in {out / REPORT}" if tuning.verdict else f"what was tried is in {out / TUNING}", markup=False
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
