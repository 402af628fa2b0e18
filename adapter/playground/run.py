"""One run of the operator's cases with the setup and the edits of a call: by `adapter.evals`, in a thread of its own.

A thread, because the offline model works without ever waiting, and the callers of other people wait for the loop.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final, Literal, TypeAlias

from adapter import evals
from adapter.errors import OperatorError
from adapter.evals.folder import REPORT
from adapter.evals.rows import Row
from adapter.evals.runner import NOON
from adapter.playground.edited_files import EditedFile
from adapter.wiring import Settings

logger = logging.getLogger(__name__)

State: TypeAlias = Literal["running", "done", "failed", "stopped"]

TOLD_EVERY: Final = 0.1
"""Seconds between two tellings of how many cases are done."""


@dataclass(frozen=True, kw_only=True)
class RunJob:
    """What is run: the settings name directory, prompt and model, `changed` are the files that a call has edited, and
    `prompts` the folder in which its prompt was found."""

    settings: Settings
    directory: Path
    prompts: Path
    cases: Path
    changed: Sequence[EditedFile] = ()
    at: datetime | None = None


class Run:
    """A run from its beginning to its end. Made on the event loop that whoever waits for it runs in."""

    def __init__(self, job: RunJob, of: int) -> None:
        self.state: State = "running"
        self.done = 0
        self.of = of
        self.summary: dict[str, Any] | None = None
        self.message: str | None = None
        self._job = job
        self._folder = TemporaryDirectory(prefix="transfer-adapter-run-")
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._told = 0.0
        self._stopping = False
        self._work: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def to_json(self) -> dict[str, Any]:
        """As the page reads it."""
        return {
            "state": self.state,
            "done": self.done,
            "of": self.of,
            "summary": self.summary,
            "message": self.message,
        }

    @property
    def report(self) -> Path | None:
        """The page of its result, None where there is none yet."""
        return self._out / REPORT if self.state == "done" else None

    async def news(self, seconds: float) -> None:
        """Waits until something has changed, at most so long."""
        if self.state == "running":
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), seconds)

    def stop(self) -> None:
        """Ends it as soon as it can be. May be called twice, and late."""
        self._stopping = True
        if self._work is not None:
            loop, task = self._work
            with suppress(RuntimeError):  # it is over
                loop.call_soon_threadsafe(task.cancel)

    async def aclose(self) -> None:
        """Stops it, and leaves nothing of it."""
        self.stop()
        await asyncio.to_thread(self._thread.join)
        await asyncio.to_thread(self._folder.cleanup)

    @property
    def _out(self) -> Path:
        return Path(self._folder.name) / "result"

    def _run(self) -> None:
        state: State = "done"
        try:
            asyncio.run(self._evaluate())
        except asyncio.CancelledError:
            state = "stopped"
        except OperatorError as error:
            state, self.message = "failed", str(error)
        except Exception:
            # The edge of the thread: nobody above it could tell anybody.
            logger.exception("a run of cases broke")
            state, self.message = "failed", "the run broke: the log of the service says where"
        with suppress(RuntimeError):  # the service has stopped meanwhile
            self._loop.call_soon_threadsafe(self._over, state)

    async def _evaluate(self) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - it is one
        self._work = (asyncio.get_running_loop(), task)
        if self._stopping:
            raise asyncio.CancelledError
        job, folder = self._job, Path(self._folder.name)
        evaluation = await evals.run(
            cases=job.cases,
            settings=_written(job, folder),
            at=job.at or NOON,
            out=self._out,
            on_start=lambda started: self._count(0, started.turns),
            on_row=self._row,
        )
        self.summary = evaluation.summary.model_dump(mode="json")

    def _row(self, row: Row) -> None:  # noqa: ARG002 - the report shows it
        self._count(self.done + 1, self.of)

    def _count(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        now = time.monotonic()
        if now - self._told >= TOLD_EVERY:
            self._told = now
            with suppress(RuntimeError):  # as above
                self._loop.call_soon_threadsafe(self._tell)

    def _over(self, state: State) -> None:
        self.state = state
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


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
