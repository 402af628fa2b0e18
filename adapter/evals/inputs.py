"""What an evaluation and a tuning are given: who is asked, with which directory and prompt, and which cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from adapter.directory import Directory
from adapter.errors import CasesError, SettingsError
from adapter.evals.cases import Case, load_cases
from adapter.evals.cases.csv_table import is_table
from adapter.evals.cases.departments import Departments
from adapter.evals.cases.importing import ImportedCases, cases_from_csv
from adapter.evals.model_choice import ModelChoice
from adapter.evals.runner import Plan, check_keys
from adapter.models.model import Model
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import Settings, build_config, read_settings, searched, shipped_directory

MOST_REPEATS: Final = 100
MOST_AT_ONCE: Final = 1000


class ArgumentError(ValueError):
    """An argument that makes no sense, by itself or with the others. `argument` is its name."""

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(message)
        self.argument = argument


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Who is asked what, read from files and checked. `file` is where the cases are from, `tags` what chose them.

    `imported` is what was understood of a file that is a table, None for a case file.
    """

    model: ModelChoice
    config: AssistantConfig
    cases: tuple[Case, ...]
    file: Path
    tags: tuple[str, ...] = ()
    imported: ImportedCases | None = None

    def plan(self, *, repeats: int, at: datetime, concurrency: int) -> Plan:
        """How the cases are asked. Raises `ArgumentError` for what is out of bounds, and for a time without a zone."""
        if not 1 <= repeats <= MOST_REPEATS:
            raise ArgumentError("repeats", f"{repeats} is not between 1 and {MOST_REPEATS}")
        if not 1 <= concurrency <= MOST_AT_ONCE:
            raise ArgumentError("concurrency", f"{concurrency} is not between 1 and {MOST_AT_ONCE}")
        if at.tzinfo is None:
            raise ArgumentError("at", f"{at.isoformat()} has no time zone")
        return Plan(
            config=self.config,
            cases=self.cases,
            repeats=repeats,
            at=at,
            seconds=self.model.settings.model_timeout,
            concurrency=concurrency,
        )


def read_inputs(
    directory: Path | str | None,
    cases: Path | str | None,
    *,
    model: Model | str | None,
    prompt: str | None,
    settings: Settings | None,
    tags: Sequence[str],
) -> Inputs:
    """Reads directory, prompt and cases. What is given beside the settings wins over them.

    The example bank stands in where neither a directory nor cases are named. A fallback model would answer in place of
    the one that is measured and hide its errors, so it is left out. Raises `OperatorError` for files and settings, and
    `ArgumentError` for a directory without cases.
    """
    given = {
        "directory": None if directory is None else Path(directory),
        "prompt": prompt,
        "model": model if isinstance(model, str) else None,
    }
    wanted = {name: value for name, value in given.items() if value is not None}
    settings = (settings or read_settings()).model_copy(
        update={"fallback_model": None, "fallback_base_url": None, **wanted}
    )
    settings, file = _with_cases(settings, None if cases is None else Path(cases))
    config = searched(build_config(settings), settings)
    loaded, imported = _loaded(file, config.directory)
    chosen = _tagged(loaded, tags, file)
    check_keys(chosen, config)
    own = None if isinstance(model, str) else model
    return Inputs(
        model=ModelChoice(settings=settings, own=own),
        config=config,
        cases=chosen,
        file=file,
        tags=tuple(tags),
        imported=imported,
    )


def _loaded(file: Path, directory: Directory) -> tuple[Sequence[Case], ImportedCases | None]:
    """The cases of a file, which may be a table as a spreadsheet saves it, with departments as people write them."""
    if not is_table(file):
        return load_cases(file), None
    try:
        imported = cases_from_csv(file, departments=Departments.of(directory))
    except CasesError as error:
        raise CasesError(
            f"{error}\nwith these options make cases of it first: transfer-adapter cases from-csv {file}"
        ) from error
    return imported.cases, imported


def _with_cases(settings: Settings, cases: Path | None) -> tuple[Settings, Path]:
    shipped = shipped_directory()
    if cases is not None:
        return settings, cases
    if settings.directory is None:
        settings = settings.model_copy(update={"directory": shipped})
    elif settings.directory.resolve() != shipped.resolve():
        raise ArgumentError("cases", "which case file?")
    return settings, shipped.with_name("cases.jsonl")


def _tagged(cases: Sequence[Case], tags: Sequence[str], file: Path) -> tuple[Case, ...]:
    chosen = tuple(case for case in cases if not tags or any(tag in case.tags for tag in tags))
    if not chosen:
        known = sorted({tag for case in cases for tag in case.reported_tags})
        what = (
            f"no case is tagged {' or '.join(tags)}; there are {', '.join(known) or 'no tags'}" if tags else "no case"
        )
        raise SettingsError(f"{file}: {what}")
    return chosen
