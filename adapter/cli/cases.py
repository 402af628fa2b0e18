"""`transfer-adapter cases …`: labelled cases for evaluation."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from adapter.evals.cases import cases_from_record, dump_case

cases = typer.Typer(help="Labelled cases for evaluation.", no_args_is_help=True)


@cases.callback()
def _cases() -> None:
    """Labelled cases for evaluation."""


@cases.command("from-record")
def from_record(
    record: Annotated[Path, typer.Argument(help="A decision record that keeps words (ADAPTER_RECORD_CLEAR=true).")],
) -> None:
    """Turn recorded decisions into cases, on stdout, to be reviewed: what was decided is not always what was right.

    Example: `transfer-adapter cases from-record decisions.jsonl > cases.jsonl`
    """
    count = 0
    for case in cases_from_record(record):
        sys.stdout.write(dump_case(case) + "\n")
        count += 1
    print(f"{count} cases; look at each `expect` before you use them", file=sys.stderr)
