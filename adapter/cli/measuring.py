"""What evaluation and tuning measure: settings, cases, the moment and the prices, from the options that both take."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from adapter.errors import SettingsError
from adapter.evals.cases import GROUP, Case, load_cases
from adapter.evals.metrics.prices import ModelPrices, Prices
from adapter.evals.runner import NOON
from adapter.tool_calls.request import ModelApi
from adapter.wiring import OFFLINE, Settings, model_name, read_settings, shipped_directory

CasesOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--cases",
        "-c",
        metavar="FILE",
        help="The case file (JSON lines). Without it and without a directory: the example bank and its cases.",
    ),
]
TagOption: TypeAlias = Annotated[
    list[str] | None, typer.Option(metavar="TAG", help="Only cases with this tag; repeatable, any of them will do.")
]
ApiOption: TypeAlias = Annotated[
    ModelApi | None, typer.Option(help="Chat Completions or Responses. [ADAPTER_API; chat]", show_default=False)
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


def settings_and_cases(directory: Path | None, cases: Path | None, **options: object) -> tuple[Settings, Path]:
    """Settings and case file. The example bank stands in only where neither a directory nor cases are named.

    A fallback model would answer in place of the one that is measured and hide its errors, so it is left out.
    """
    settings = read_settings(directory=directory, **options)
    settings = settings.model_copy(update={"fallback_model": None, "fallback_base_url": None})
    shipped = shipped_directory()
    if settings.directory is None and cases is None:
        settings = settings.model_copy(update={"directory": shipped})
    if cases is not None:
        return settings, cases
    if settings.directory is None or settings.directory.resolve() != shipped.resolve():
        raise typer.BadParameter("which case file?", param_hint="--cases")
    return settings, shipped.with_name("cases.jsonl")


def chosen_cases(file: Path, tags: Sequence[str]) -> tuple[Case, ...]:
    """The cases of a file that have one of the tags; all of them without tags. Raises `OperatorError`."""
    cases = load_cases(file)
    chosen = tuple(case for case in cases if not tags or any(tag in case.tags for tag in tags))
    if not chosen:
        known = sorted({tag for case in cases for tag in case.tags if not tag.startswith(GROUP)})
        what = (
            f"no case is tagged {' or '.join(tags)}; there are {', '.join(known) or 'no tags'}" if tags else "no case"
        )
        raise SettingsError(f"{file}: {what}")
    return chosen


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


def prices_of(table: Prices | None, model: str, file: Path | None) -> ModelPrices | None:
    """The prices of a model in a table; nothing for the offline model. Raises `SettingsError` if it has none."""
    if table is None:
        return None
    if model == OFFLINE:
        return ModelPrices(input=0, output=0)
    if model not in table.models:
        raise SettingsError(f"{file}: models: no prices for {model}; there are {', '.join(table.models) or 'none'}")
    return table.models[model]


def base_url_of(settings: Settings) -> str | None:
    """The server's address, None for the openai package's own or where nobody is asked."""
    if model_name(settings) == OFFLINE:
        return None
    return os.environ.get("OPENAI_BASE_URL", "").strip().rstrip("/") or None
