"""`transfer-adapter compare`: whether the newer of two results is better or worse, or cannot be told from the other."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.exceptions import TyperException

from adapter import evals
from adapter.cli.comparison_table import show_comparison
from adapter.cli.options import print_json
from adapter.errors import OperatorError


def compare(
    before: Annotated[Path, typer.Argument(metavar="A", exists=True, help="The earlier result: a folder of `eval`.")],
    after: Annotated[Path, typer.Argument(metavar="B", exists=True, help="The newer result.")],
    common: Annotated[
        bool, typer.Option("--common", help="If the two are not of the same cases: compare those that both have.")
    ] = False,
    limit: Annotated[
        int, typer.Option(metavar="N", min=0, help="Changed cases to show of each kind; `must` cases always are.")
    ] = 20,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write the side-by-side report, one page that needs no network."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole comparison as JSON on stdout.")] = False,
) -> None:
    """Compare result B with result A, case by case: two prompts, directories, models or exposures.

    Exit code 1: B is worse (exact McNemar test, p < .05), or a `must` case regressed. 0: the lower end of the 95 %
    interval of the difference is above -2 points, or the results are identical. 2: cannot tell; the report says how
    many cases would. 64: the two cannot be compared. The report for people goes to stderr.

    Example: `transfer-adapter compare results/v1 results/v2`
    """
    try:
        comparison = evals.compare(before, after, common=common, out=out)
    except OperatorError as error:
        # 1 would say that B is worse.
        raise TyperException(str(error)) from error
    if as_json:
        print_json(comparison.model_dump(mode="json"))
    else:
        show_comparison(comparison, limit, Console(stderr=True, highlight=False))
    raise typer.Exit(comparison.code)
