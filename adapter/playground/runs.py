"""The runs of cases that the page has begun: a few at once, one for each call, each known to whoever knows its id."""

import secrets
from collections.abc import Callable
from typing import Final

from adapter.playground.run import Run
from adapter.playground.run_process import RunJob
from adapter.testing.manual_call import NotNow

AT_ONCE: Final = 2
KEPT: Final = 20
"""Runs that are remembered with their reports; the oldest that is over makes room."""


class Runs:
    """The runs by their ids."""

    def __init__(self, *, new_id: Callable[[], str] = secrets.token_urlsafe) -> None:
        self._new_id = new_id
        self._runs: dict[str, tuple[str, Run]] = {}

    def check(self, call_id: str) -> None:
        """Raises `NotNow` where no other run can begin."""
        running = [of_call for of_call, run in self._runs.values() if run.state == "running"]
        if call_id in running:
            raise NotNow("the cases of this call are being run")
        if len(running) >= AT_ONCE:
            raise NotNow(f"{AT_ONCE} runs are under way: one of them has to end first")

    async def begin(self, call_id: str, job: RunJob, of: int) -> str:
        """Begins a run, and gives its id. Raises `NotNow`."""
        self.check(call_id)
        id_ = self._new_id()
        self._runs[id_] = (call_id, Run(job, of))
        over = [other for other, (_, run) in self._runs.items() if run.state != "running"]
        for other in over[: max(0, len(self._runs) - KEPT)]:
            _, run = self._runs.pop(other)
            await run.aclose()
        return id_

    def find(self, id: str) -> Run | None:  # noqa: A002 - what it is called on the wire
        """The run of an id, None where there is none, or none any more."""
        known = self._runs.get(id)
        return None if known is None else known[1]

    def stop_of(self, call_id: str) -> None:
        """Stops the run of a call that has gone."""
        for of_call, run in self._runs.values():
            if of_call == call_id:
                run.stop()

    async def aclose(self) -> None:
        """Stops all of them."""
        for _, run in self._runs.values():
            run.stop()
        for _, run in self._runs.values():
            await run.aclose()
        self._runs.clear()
