"""`transfer-adapter eval`: how well a prompt and a directory do with a model, measured on labelled cases."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapter import evals
from adapter.cli.evaluation_options import (
    ApiOption,
    CacheOption,
    CasesOption,
    ChoiceOption,
    ConcurrencyOption,
    MomentOption,
    TagOption,
    moment_of,
    usage_errors,
)
from adapter.cli.imported_table import show_imported
from adapter.cli.model_trouble import log_kept_quiet, tell_if_offline
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption, print_json
from adapter.cli.progress import Watch, watched
from adapter.cli.summary_table import show_summary
from adapter.cli.terminal import visible
from adapter.cli.wrong_rows import show_wrong
from adapter.evals.cache import FOLDER
from adapter.evals.metrics.thresholds import read_threshold
from adapter.evals.rows import FAULTS
from adapter.evals.runner import CONCURRENCY, closed_at
from adapter.evals.wrong_rows import WRONG
from adapter.wiring import read_settings


def evaluate_command(
    directory: DirectoryOption = None,
    cases: CasesOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    repeat: Annotated[int, typer.Option(min=1, max=100, help="How often each case is asked.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder for results.jsonl, wrong.csv, report.html and others."),
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
    choice: ChoiceOption = None,
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

    Stopped by Ctrl-C or otherwise, the same command goes on where it was. Exit code 1 if a threshold is not met, 3 if
    the model's server answers nothing.

    Example: `transfer-adapter eval -d examples/bank/directory.yaml -c examples/bank/cases.jsonl --out results`
    """
    thresholds = [*_thresholds(minimum, "--min"), *_thresholds(maximum, "--max")]
    settings = read_settings(
        directory=directory,
        prompt=prompt,
        model=model,
        api=api,
        exposure=exposure,
        choice=choice,
        prompts_dir=prompts_dir,
    )
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with usage_errors(), log_kept_quiet(), watched(console) as watch:
        evaluation = asyncio.run(
            evals.run(
                cases=cases,
                settings=settings,
                tags=tag or (),
                repeats=repeat,
                at=moment_of(at),
                thresholds=thresholds,
                must=must,
                prices=prices,
                weights=weights,
                concurrency=concurrency,
                cache=cache,
                offline_only=offline_only,
                out=out,
                on_start=lambda job: _announce(job, console, watch),
                on_row=watch.on_row,
            )
        )
    if as_json:
        print_json(evaluation.summary)
    else:
        show_summary(evaluation.summary, console)
        show_wrong(
            evaluation.rows, console, more=f"{out / WRONG}" if out else f"--out DIR writes {WRONG} with all of them"
        )
    _tell_of_errors(evaluation.rows, console)
    if out is not None:
        console.print(f"results in {out}", markup=False)
    for verdict in evaluation.verdicts:
        console.print(visible(verdict.line), style="green" if verdict.met else "red", markup=False)
    if not evaluation.passed:
        raise typer.Exit(1)


def _thresholds(given: Sequence[str] | None, option: str) -> list[evals.Threshold]:
    try:
        return [read_threshold(text, "min" if option == "--min" else "max") for text in given or ()]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def _announce(job: evals.EvaluationJob, console: Console, watch: Watch) -> None:
    plan = job.plan
    if job.inputs.imported is not None:
        show_imported(job.inputs.imported, console)
    times = f", {plan.repeats} times each" if plan.repeats > 1 else ""
    console.print(
        f"{len(plan.cases)} cases{times} · {plan.config.directory.fingerprint} · {plan.config.prompt.identity}"
        f" · model {job.inputs.model.name}",
        markup=False,
    )
    tell_if_offline(job.inputs.model.settings)
    closed = closed_at(plan)
    if closed:
        console.print(f"closed at {plan.at.isoformat()}: {', '.join(closed)} (--at sets the time)", markup=False)
    watch.start(job.turns)


def _tell_of_errors(rows: Sequence[evals.Row], console: Console) -> None:
    failed = Counter(row.error or row.reason for row in rows if row.outcome in FAULTS)
    if failed:
        kinds = ", ".join(f"{count} {code}" for code, count in failed.most_common())
        console.print(
            f"[red]{failed.total()} of {len(rows)} rows have no decision, because the provider failed[/] ({kinds});"
            " the same command asks them again"
        )
