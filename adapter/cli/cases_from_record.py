"""`transfer-adapter cases from-record`: recorded calls as cases, or as a table in which a person labels them."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapter.errors import CasesError
from adapter.evals.cases import cases_from_record, dump_case
from adapter.evals.cases.review_table import review_csv
from adapter.evals.cases.suggestions import suggestions_from_record


def from_record(
    record: Annotated[Path, typer.Argument(help="A decision record that keeps words (ADAPTER_RECORD_CLEAR=true).")],
    table: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Write a table to label instead, with a suggestion where there is one."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a table that is there.")] = False,
) -> None:
    """Turn recorded decisions into cases, on stdout, to be reviewed: what was decided is not always what was right.

    With --table nothing is labelled without a person. `expect` suggests the destination of calls that were transferred
    and did not come back; correct it, write none where no transfer is right, and yes into `accept`. `cases from-csv`
    takes the accepted rows.

    Example: `transfer-adapter cases from-record decisions.jsonl --table review.csv`
    """
    if table is None:
        count = 0
        for case in cases_from_record(record):
            sys.stdout.write(dump_case(case) + "\n")
            count += 1
        print(f"{count} cases; look at each `expect` before you use them", file=sys.stderr)
        return
    found = suggestions_from_record(record, now=datetime.now(UTC))
    if table.exists() and not force:
        raise CasesError(f"{table}: is there already, and may hold labels of somebody's; write elsewhere, or --force")
    try:
        table.touch(mode=0o600)  # callers' words, as the record's
        table.write_bytes(review_csv(found))
    except OSError as error:
        raise CasesError(f"{table}: {error.strerror or 'cannot be written'}") from error
    suggested = sum(one.suggested is not None for one in found)
    Console(stderr=True, highlight=False, soft_wrap=True).print(
        f"{table}: {len(found)} decisions, {suggested} of them with a suggestion; write yes into accept where expect is"
        f" right, and then: transfer-adapter cases from-csv {table}",
        markup=False,
    )
