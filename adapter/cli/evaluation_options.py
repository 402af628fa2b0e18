"""Options that evaluation and tuning share, and what is wrong with them as the command line says it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from adapter.evals import ArgumentError
from adapter.evals.runner import NOON
from adapter.tool_calls.json_choice import Choice
from adapter.tool_calls.request import ModelApi

CasesOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--cases",
        "-c",
        metavar="FILE",
        help="The case file (JSON lines), or a table (CSV) with departments. Without it and without a directory: the"
        " example bank and its cases.",
    ),
]
TagOption: TypeAlias = Annotated[
    list[str] | None, typer.Option(metavar="TAG", help="Only cases with this tag; repeatable, any of them will do.")
]
ApiOption: TypeAlias = Annotated[
    ModelApi | None, typer.Option(help="Chat Completions or Responses. [ADAPTER_API; chat]", show_default=False)
]
ChoiceOption: TypeAlias = Annotated[
    Choice | None,
    typer.Option(help="By tools, or by one object of a schema. [ADAPTER_CHOICE; by profile]", show_default=False),
]
ConcurrencyOption: TypeAlias = Annotated[int, typer.Option(min=1, max=1000, help="Cases that are asked at once.")]
CacheOption: TypeAlias = Annotated[
    Path, typer.Option(metavar="DIR", help="Where replies are kept, so that nothing is asked twice.")
]
MomentOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help=f"When the calls take place, for what is open: ISO 8601 with a zone, or now. [{NOON.isoformat()}]",
    ),
]

_OPTIONS: Final = {"parts": "--only", "thresholds": "--min, --max"}
"""Arguments whose options have other names."""


@contextmanager
def usage_errors() -> Iterator[None]:
    """Says an argument that makes no sense as a wrong option, with the exit code for that."""
    try:
        yield
    except ArgumentError as error:
        option = _OPTIONS.get(error.argument, f"--{error.argument.replace('_', '-')}")
        raise typer.BadParameter(str(error), param_hint=option) from error


def moment_of(text: str | None) -> datetime:
    """What `--at` means."""
    if text is None:
        return NOON
    if text == "now":
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise typer.BadParameter(f"{text!r}: write it as {NOON.isoformat()}, or now", param_hint="--at")
    return moment
