"""What a process of its own does for a run of cases: a router never waits, and others' turns are not to wait for it."""

import asyncio
import os
import pickle
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pydantic_core

from adapter import evals
from adapter.errors import OperatorError
from adapter.evals.rows import Row
from adapter.evals.runner import NOON
from adapter.playground.edited_files import EditedFile
from adapter.wiring import Settings

TOLD_EVERY: Final = 0.1
"""Seconds between two tellings of how many cases are done."""
NICE: Final = 10
"""How much it stands back behind whoever answers calls."""


@dataclass(frozen=True, kw_only=True)
class RunJob:
    """What is run: the settings name prompt and model, `changed` are the files that a call has edited, and `prompts` is
    the folder in which its prompt was found."""

    settings: Settings
    directory: Path
    prompts: Path
    cases: Path
    changed: Sequence[EditedFile] = ()
    at: datetime | None = None


def main() -> None:
    """Reads a job and the folders for it, pickled, from stdin, and tells of it on stdout, a JSON object a line: `done`
    and `of` as it goes, in the end `summary`, or `message` with what is wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to both, and the service ends us
    if hasattr(os, "nice"):
        os.nice(NICE)
    job, folder, out = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - the service itself has written it
    with suppress(BrokenPipeError):  # nobody listens any more
        try:
            _tell(summary=asyncio.run(_evaluated(job, folder, out)))
        except OperatorError as error:
            _tell(message=str(error))


def _tell(**news: object) -> None:
    sys.stdout.buffer.write(pydantic_core.to_json(news) + b"\n")
    sys.stdout.buffer.flush()


async def _evaluated(job: RunJob, folder: Path, out: Path) -> dict[str, Any]:
    told, done, of = 0.0, 0, 0

    def begin(started: evals.EvaluationJob) -> None:
        nonlocal of
        of = started.turns

    def count(_: Row) -> None:
        nonlocal told, done
        done += 1
        now = time.monotonic()
        if now - told >= TOLD_EVERY or done == of:
            told = now
            _tell(done=done, of=of)

    evaluation = await evals.run(
        cases=job.cases,
        settings=_written(job, folder),
        at=job.at or NOON,
        out=out,
        on_start=begin,
        on_row=count,
    )
    return evaluation.summary.model_dump(mode="json")


def _written(job: RunJob, folder: Path) -> Settings:
    """The settings, for which edited files are written to a folder. Files that are not edited stay where they are."""
    settings = job.settings.model_copy(update={"directory": job.directory, "prompts_dir": job.prompts})
    for file in job.changed:
        place = folder / file.new
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.after)
        if place.suffix == ".md":
            named = f"{place.parent.name}@{place.stem}"
            settings = settings.model_copy(update={"prompt": named, "prompts_dir": place.parent.parent})
        else:
            settings = settings.model_copy(update={"directory": place})
    return settings


if __name__ == "__main__":
    main()
