"""`transfer-adapter calibrate`: from which gate on the semantic router may transfer calls, by cases of one's own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from typer.exceptions import TyperException

from adapter import evals
from adapter.cli.evaluation_options import CasesOption, TagOption, usage_errors
from adapter.cli.findings_table import show_findings
from adapter.cli.imported_table import show_imported
from adapter.cli.options import DirectoryOption, print_json
from adapter.errors import ModelError
from adapter.evals.calibration.calibrate import PRECISION
from adapter.wiring import read_settings

NOT_PROVEN = 2
"""Exit code where nothing is proven, and nothing written."""


def calibrate(
    directory: DirectoryOption = None,
    cases: CasesOption = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where a proven threshold is written.")
    ] = Path("calibration.json"),
    precision: Annotated[
        float, typer.Option(metavar="SHARE", help="How many of the transfers have to be right, from .5, below 1.")
    ] = PRECISION,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write the picture and all figures, one page that needs no network."),
    ] = None,
    tag: TagOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all findings as JSON on stdout.")] = False,
) -> None:
    """Find the threshold from which the semantic router may stand in for a failed model, proven on your own cases.

    It is the lowest whose 95 % interval says that enough of its transfers are right. The cases have to be real calls,
    with callers who need no transfer among them. The file is for ADAPTER_CALIBRATION; it belongs to the directory's
    texts and the embedding model that it was made with. Needs the extra `semantic`.

    Exit code 0: proven and written. 2: not proven, nothing is written, and the report says what it would take.

    Example: `transfer-adapter calibrate -d directory.yaml -c calls.jsonl --report calibration.html`
    """
    settings = read_settings(directory=directory)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        with usage_errors(), _counting(console) as counted:
            result = evals.calibrate(
                cases=cases,
                precision=precision,
                settings=settings,
                tags=tag or (),
                out=out,
                report=report,
                on_start=lambda job: _announce(job, console, counted),
                on_case=counted.one_more,
            )
    except ModelError as error:
        raise TyperException(f"the embeddings' server does not answer: {error}") from error
    if as_json:
        print_json({"out": result.out, **result.findings.model_dump(mode="json")})
    else:
        show_findings(result.findings, console)
    if report is not None:
        console.print(f"report in {report}", markup=False)
    if result.out is None:
        kept = f"; {out} stays as it is" if out.exists() else ""
        console.print(f"nothing is written{kept}", markup=False)
        raise typer.Exit(NOT_PROVEN)
    console.print(f"written to {result.out}: ADAPTER_CALIBRATION={result.out}", markup=False)


class _Counted:
    """A bar of cases, on a terminal only."""

    def __init__(self, console: Console, stack: ExitStack) -> None:
        self._console = console
        self._stack = stack
        self._bar: Progress | None = None

    def start(self, total: int) -> None:
        """From here on the bar is shown."""
        if self._console.is_terminal:
            columns = (BarColumn(), MofNCompleteColumn(), TextColumn("cases"))
            self._bar = self._stack.enter_context(Progress(*columns, console=self._console, transient=True))
            self._bar.add_task("", total=total)

    def one_more(self) -> None:
        """One more case is scored."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])


@contextmanager
def _counting(console: Console) -> Iterator[_Counted]:
    with ExitStack() as stack:
        yield _Counted(console, stack)


def _announce(job: evals.CalibrationJob, console: Console, counted: _Counted) -> None:
    if job.inputs.imported is not None:
        show_imported(job.inputs.imported, console)
    console.print(
        f"{len(job.inputs.cases)} cases · {job.inputs.config.directory.fingerprint} · {job.router.embedder}",
        markup=False,
    )
    counted.start(len(job.inputs.cases))
