"""`transfer-adapter eval`: how well a prompt and a directory do with a model, measured on labelled cases."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapter.cli.figures import show_figures
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
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption, print_json
from adapter.cli.progress import OnRow, progress
from adapter.cli.terminal import visible
from adapter.evals.cache import FOLDER, ReplyCache, UnaskedModel
from adapter.evals.cases import GROUP
from adapter.evals.folder import make_folder, write_folder
from adapter.evals.identity import identity_of
from adapter.evals.metrics.prices import WEIGHTS, ModelPrices, load_prices, load_weights
from adapter.evals.metrics.summary import Summary, summarise
from adapter.evals.metrics.thresholds import Threshold, check_names, judge, judge_must, known_metrics, read_threshold
from adapter.evals.results import FAULTS, Row
from adapter.evals.runner import CONCURRENCY, Plan, check_keys, closed_at, evaluate
from adapter.models.model import Model
from adapter.tool_calls.language import detect
from adapter.tool_calls.request import system_prompt
from adapter.wiring import OFFLINE, Settings, build_config, build_model, model_name


@dataclass(frozen=True, kw_only=True)
class _Job:
    """A plan and everything around it, checked before anything is asked."""

    plan: Plan
    settings: Settings
    file: Path
    tags: tuple[str, ...]
    cache: Path
    offline_only: bool
    currency: str
    prices: ModelPrices | None


def evaluate_command(
    directory: DirectoryOption = None,
    cases: CasesOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    repeat: Annotated[int, typer.Option(min=1, max=100, help="How often each case is asked.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder for results.jsonl, summary.json, junit.xml and report.html."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON on stdout.")] = False,
    tag: TagOption = None,
    minimum: Annotated[
        list[str] | None,
        typer.Option(
            "--min",
            metavar="METRIC=VALUE",
            help="Fail unless the 95 % interval reaches it, as accuracy=0.9; repeatable.",
        ),
    ] = None,
    maximum: Annotated[
        list[str] | None,
        typer.Option(
            "--max",
            metavar="METRIC=VALUE",
            help="Fail unless the 95 % interval stays below it, as false_transfer=0.02; repeatable.",
        ),
    ] = None,
    must: Annotated[bool, typer.Option("--must", help="Fail unless every must case is right.")] = False,
    api: ApiOption = None,
    exposure: ExposureOption = None,
    prompts_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of prompts of your own. [ADAPTER_PROMPTS_DIR]")
    ] = None,
    concurrency: ConcurrencyOption = CONCURRENCY,
    cache: CacheOption = FOLDER,
    offline_only: Annotated[
        bool, typer.Option("--offline-only", help="Ask nobody: a reply that is not kept is an error.")
    ] = False,
    at: MomentOption = None,
    prices: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A price table (YAML), to count what it costs.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="FILE", help="How bad each outcome is (YAML), for the weighted cost.")
    ] = None,
) -> None:
    """Ask a model all cases of a file, by the code that answers calls, and say how well it does.

    Stopped by Ctrl-C or otherwise, the same command goes on where it was. Exit code 1 if a threshold is not met.

    Example: `transfer-adapter eval -d examples/bank/directory.yaml -c examples/bank/cases.jsonl --out results`
    """
    thresholds = [*_thresholds(minimum, "--min"), *_thresholds(maximum, "--max")]
    settings, file = settings_and_cases(
        directory, cases, prompt=prompt, model=model, api=api, exposure=exposure, prompts_dir=prompts_dir
    )
    chosen = chosen_cases(file, tag or [])
    plan = Plan(
        config=build_config(settings),
        cases=chosen,
        repeats=repeat,
        at=moment_of(at),
        seconds=settings.model_timeout,
        concurrency=concurrency,
    )
    check_keys(chosen, plan.config)
    _check_names(thresholds, plan)
    table = load_prices(prices) if prices else None
    weighing = load_weights(weights) if weights else WEIGHTS
    job = _Job(
        plan=plan,
        settings=settings,
        file=file,
        tags=tuple(tag or ()),
        cache=cache,
        offline_only=offline_only,
        currency=table.currency if table else "",
        prices=prices_of(table, model_name(settings), prices),
    )
    if out is not None:
        make_folder(out)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    _announce(job, console)
    started = datetime.now(UTC)
    rows = _run(job, console)
    identity = identity_of(
        plan,
        model=model_name(settings),
        api=settings.api,
        base_url=base_url_of(settings),
        file=file,
        tags=job.tags,
        version=version("transfer-adapter"),
        started=started,
        rows=rows,
    )
    summary = summarise(
        rows,
        identity,
        keys=list(plan.config.directory.destinations),
        weights=weighing,
        currency=job.currency,
        prices=job.prices,
    )
    if out is not None:
        config = plan.config
        write_folder(
            out,
            summary,
            rows,
            tools=config.toolset.tools(settings.api),
            system=system_prompt(config.prompt, config.toolset),
        )
    if as_json:
        print_json(summary)
    else:
        show_figures(summary, console)
    _tell_of_errors(rows, console)
    if out is not None:
        console.print(f"results in {out}", markup=False)
    if not _passed(thresholds, must, summary, console):
        raise typer.Exit(1)


def _thresholds(given: Sequence[str] | None, option: str) -> list[Threshold]:
    try:
        return [read_threshold(text, "min" if option == "--min" else "max") for text in given or ()]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def _check_names(thresholds: Sequence[Threshold], plan: Plan) -> None:
    known = known_metrics(
        tags=sorted({tag for case in plan.cases for tag in case.tags if not tag.startswith(GROUP)}),
        keys=plan.config.directory.destinations,
        repeats=plan.repeats,
    )
    try:
        check_names(thresholds, known)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--min, --max") from error


def _announce(job: _Job, console: Console) -> None:
    plan = job.plan
    times = f", {plan.repeats} times each" if plan.repeats > 1 else ""
    console.print(
        f"{len(plan.cases)} cases{times} · {plan.config.directory.fingerprint} · {plan.config.prompt.identity}"
        f" · model {model_name(job.settings)}",
        markup=False,
    )
    closed = closed_at(plan)
    if closed:
        console.print(f"closed at {plan.at.isoformat()}: {', '.join(closed)} (--at sets the time)", markup=False)


def _run(job: _Job, console: Console) -> tuple[Row, ...]:
    plan = job.plan
    try:
        with ExitStack() as stack:
            kept = None
            # The offline model answers faster than a file, and its replies are those of the installed version.
            if model_name(job.settings) != OFFLINE:
                kept = stack.enter_context(
                    ReplyCache(job.cache, api=job.settings.api, base_url=base_url_of(job.settings) or "")
                )
            on_row = stack.enter_context(progress(len(plan.cases) * plan.repeats, console))
            return asyncio.run(_asked(job, kept, on_row))
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on where it was")
        raise


async def _asked(job: _Job, kept: ReplyCache | None, on_row: OnRow | None) -> tuple[Row, ...]:
    detect("hello", job.plan.config.languages)  # loads the detector now, or the first case would seem slow
    model: Model
    if job.offline_only and kept is not None:
        model = UnaskedModel(model_name(job.settings))
    else:
        model = build_model(job.settings)
    try:
        return await evaluate(job.plan, model, cache=kept, on_row=on_row)
    finally:
        await model.aclose()


def _tell_of_errors(rows: Sequence[Row], console: Console) -> None:
    failed = Counter(row.error or row.reason for row in rows if row.outcome in FAULTS)
    if failed:
        kinds = ", ".join(f"{count} {code}" for code, count in failed.most_common())
        console.print(
            f"[red]{failed.total()} of {len(rows)} rows have no decision, because the provider failed[/] ({kinds});"
            " the same command asks them again"
        )


def _passed(thresholds: Sequence[Threshold], must: bool, summary: Summary, console: Console) -> bool:
    verdicts = [judge(threshold, summary) for threshold in thresholds]
    if must:
        verdicts.append(judge_must(summary))
    for verdict in verdicts:
        console.print(visible(verdict.line), style="green" if verdict.met else "red", markup=False)
    return all(verdict.met for verdict in verdicts)
