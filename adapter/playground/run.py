"""One run of the operator's cases with the setup and the edits of a call: begun, followed and stopped."""

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any, Final, Literal, TypeAlias

import pydantic_core

from adapter.evals.folder import REPORT
from adapter.playground import run_process
from adapter.playground.run_process import RunJob

State: TypeAlias = Literal["running", "done", "failed", "stopped"]

_COMMAND: Final = (sys.executable, "-P", "-m", run_process.__name__)
BROKEN: Final = "the run broke: its last lines on stderr say where"


class Run:
    """A run from its beginning to its end. Made on the event loop that whoever waits for it runs in."""

    def __init__(self, job: RunJob, of: int) -> None:
        self.state: State = "running"
        self.done = 0
        self.of = of
        self.summary: dict[str, Any] | None = None
        self.message: str | None = None
        self._folder = TemporaryDirectory(prefix="transfer-adapter-run-")
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._stopped = False
        self._starting = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._follow, args=(job,), daemon=True)
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
        """Ends it. May be called twice, and late."""
        with self._starting:
            self._stopped = True
            if self._process is not None:
                self._process.terminate()

    async def aclose(self) -> None:
        """Stops it, and leaves nothing of it."""
        self.stop()
        await asyncio.to_thread(self._thread.join)
        await asyncio.to_thread(self._folder.cleanup)

    @property
    def _out(self) -> Path:
        return Path(self._folder.name) / "result"

    def _follow(self, job: RunJob) -> None:
        """Starts the process and passes on what it tells, until it has ended."""
        end: Mapping[str, Any] = {"message": BROKEN}
        with suppress(OSError):  # no process can be had now, or it ends at once: a run that broke
            process = self._begun()
            if process is not None:
                with process:
                    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
                    with process.stdin as stdin:
                        stdin.write(pickle.dumps((job, Path(self._folder.name), self._out)))
                    for line in process.stdout:
                        news = pydantic_core.from_json(line)
                        end = end if "done" in news else news
                        self._pass_on(news)
        self._pass_on(None if self._stopped and "summary" not in end else end, over=True)

    def _begun(self) -> "subprocess.Popen[bytes] | None":
        """The process, None for a run that was stopped before it began."""
        with self._starting:
            if not self._stopped:
                self._process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            return self._process

    def _pass_on(self, news: Mapping[str, Any] | None, *, over: bool = False) -> None:
        with suppress(RuntimeError):  # the loop has ended with the service
            self._loop.call_soon_threadsafe(self._take, news, over)

    def _take(self, news: Mapping[str, Any] | None, over: bool) -> None:
        if over:
            ended = news or {}
            self.summary, self.message = ended.get("summary"), ended.get("message")
            self.state = "stopped" if news is None else "done" if self.summary is not None else "failed"
        elif news is not None and "done" in news:
            self.done, self.of = news["done"], news["of"]
        self._news.set()
        self._news = asyncio.Event()
