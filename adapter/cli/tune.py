"""`transfer-adapter tune`: a search for better wording, and a gate that lets only a proven gain through."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

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
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption
from adapter.cli.progress import Watch, watched
from adapter.cli.terminal import visible
from adapter.evals.cache import FOLDER
from adapter.evals.cases.splits import SHARES
from adapter.evals.comparison.power import LARGE, cases_to_prove
from adapter.evals.metrics.formatting import percent
from adapter.evals.runner import CONCURRENCY
from adapter.evals.tuning.baseline import Part
from adapter.evals.tuning.folder import REPORT, TUNING
from adapter.evals.tuning.search import MINIBATCH
from adapter.evals.tuning.tune import TURNS
from adapter.evals.tuning.tuner import independent
from adapter.wiring import read_settings

NOT_PROVEN: Final = 2


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
    choice: ChoiceOption = None,
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
    with usage_errors(), watched(console) as watch:
        tuning = asyncio.run(
            evals.tune(
                cases=cases,
                settings=settings,
                reflection_model=reflection_model,
                parts=[only] if only else None,
                tags=tag or (),
                repeats=repeat,
                at=moment_of(at),
                turns=turns,
                money=money,
                prices=prices,
                minibatch=minibatch,
                seed=seed,
                concurrency=concurrency,
                cache=cache,
                out=out,
                on_start=lambda job: _announce(job, console, watch),
                on_row=watch.on_row,
            )
        )
    _tell(tuning, out, console)
    if not tuning.ships:
        raise typer.Exit(NOT_PROVEN)


def _announce(job: evals.TuningJob, console: Console, watch: Watch) -> None:
    config, splits = job.baseline.config, job.splits
    if job.inputs.imported is not None:
        show_imported(job.inputs.imported, console)
    console.print(
        f"{config.directory.fingerprint} · {config.prompt.identity} · model {job.inputs.model.name} · texts by"
        f" {job.reflection.name}\n{len(splits.train)} training, {len(splits.validation)} validation and"
        f" {len(splits.test)} held-out cases · {_count(len(job.baseline.seed), 'text')} · at most"
        f" {job.budget.turns} turns",
        markup=False,
    )
    for line in _proof(job):
        console.print(line)
    watch.start(job.budget.turns)


def _proof(job: evals.TuningJob) -> Iterator[str]:
    """What the held-out cases can prove, while nothing has been spent yet."""
    cases, gain = len(job.splits.test), job.provable_gain
    own = independent(job.splits.test)
    alike = f" in {own} groups" if own < cases else ""
    if gain is None:
        yield (
            f"[yellow]too few held-out cases[/]: {cases}{alike} can hardly prove anything, even if every call becomes"
            f" right; {_wanted()}"
        )
    elif gain > LARGE:
        yield (
            f"[yellow]few held-out cases[/]: {cases}{alike} prove a gain of {100 * gain:.0f} points or more; a smaller"
            f" one hardly gets through; {_wanted()}"
        )
    else:
        yield f"{cases} held-out cases{alike} prove a gain of {100 * gain:.0f} points or more, four times of five"


def _wanted() -> str:
    held_out = cases_to_prove(LARGE)
    in_all = round(held_out * sum(SHARES) / SHARES[-1])
    return f"for {100 * LARGE:.0f} points it takes about {held_out} that are not alike, which is {in_all} cases in all"


def _tell(tuning: evals.Tuning, out: Path, console: Console) -> None:
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
    for path in tuning.written:
        console.print(f"written {path}", markup=False)
    console.print(
        f"report in {out / REPORT}" if tuning.verdict else f"what was tried is in {out / TUNING}", markup=False
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
