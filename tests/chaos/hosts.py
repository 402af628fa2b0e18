"""Services that are killed, stopped, and whose clocks are set, over a store that is made to hang."""

import asyncio
import contextlib
import fcntl
import multiprocessing
import os
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Self

from tests.calls.conftest import RedisServer
from tests.chaos.service import serve

ROOT = Path(__file__).parents[2]
DIRECTORY = ROOT / "examples" / "bank" / "directory.yaml"
RESPOND_WITHIN = 1.0
STARTED_WITHIN = 60.0
HOSTS_DISAGREE = 30.0
"""Seconds after the store has hung in which a call may be known in two ways: until its next few events."""
LOOK_AGAIN = 0.02
NOBODY = 9
"""A port on which nobody listens."""
LINES = 40
"""Lines of a host's log that are shown when a rule is broken."""
HOSTS_DIFFER = (-1.5, -0.5, 0.0, 0.5, 1.5)
"""Seconds by which a host's clock may be ahead, so that two differ by no more than three."""


_PROCESSES = multiprocessing.get_context("forkserver")
# A process that has imported everything makes the others: to start Python anew would take most of the time.
_PROCESSES.set_forkserver_preload(["tests.chaos.preloaded"])


class Service:
    """A host: one process that comes back on another port after it has been killed."""

    def __init__(self, folder: Path, name: str, store: str, model: str) -> None:
        self.port = NOBODY
        self._clock = folder / f"{name}.clock"
        self._clock.write_text("0")
        self._log = folder / f"{name}.log"
        self._folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "ADAPTER_DIRECTORY": str(DIRECTORY),
            "ADAPTER_STORE": store,
            "ADAPTER_MODEL": "m",
            "OPENAI_BASE_URL": f"{model}/v1",
            "ADAPTER_RESPOND_WITHIN": str(RESPOND_WITHIN),
            "ADAPTER_MODEL_TIMEOUT": "5",
            "ADAPTER_WARM_UP": "false",
            "ADAPTER_RECORD": str(folder / "record.jsonl"),
        }
        self._process: ForkServerProcess | None = None

    async def start(self) -> Self:
        """Starts the process and waits until it is ready."""
        said_before = len(self._said())
        process = _PROCESSES.Process(
            target=serve, args=(self._folder, self._log, self._clock, self._environment), daemon=True
        )
        await asyncio.to_thread(process.start)
        self._process = process
        async with asyncio.timeout(STARTED_WITHIN):
            while not (ready := re.search(r"ready: http://127\.0\.0\.1:(\d+)", said := self._said()[said_before:])):
                assert process.is_alive(), f"the service did not start: {said}"
                await asyncio.sleep(LOOK_AGAIN)
        self.port = int(ready[1])
        return self

    async def kill(self) -> None:
        """Kills it as a power cut would, without a word."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await asyncio.to_thread(process.join)
            self.port = NOBODY

    def signal(self, number: int) -> None:
        """Sends it a signal, if it runs."""
        if self._process is not None and self._process.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, number)

    def set_clock(self, ahead: float) -> None:
        """Sets its clock so many seconds ahead of ours."""
        written = self._clock.with_suffix(".new")
        written.write_text(str(ahead))
        written.replace(self._clock)

    def said(self) -> list[str]:
        """The last lines of its log."""
        return self._said().splitlines()[-LINES:]

    def _said(self) -> str:
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""


class Disasters:
    """What happens to the hosts and their store, one thing after the other, drawn at random."""

    def __init__(
        self,
        hosts: list[Service],
        store: RedisServer | Path,
        record: Path,
        randomly: random.Random,
        counts: Counter[str],
    ) -> None:
        self._hosts = hosts
        self._store = store
        self._record = record
        self._randomly = randomly
        self._counts = counts
        self._ahead = 0.0
        self._hung = float("-inf")

    def store_has_hung(self) -> bool:
        """Whether it did a moment ago, so that hosts may know different things of a call."""
        return time.monotonic() - self._hung < HOSTS_DISAGREE

    async def go_on(self, pause: tuple[float, float]) -> None:
        """Until cancelled, with pauses of so many seconds."""
        kinds: list[Callable[[], Awaitable[None]]] = [self.kill, self.kill, self.stop, self.set_clock, self.hang_store]
        while True:
            await asyncio.sleep(self._randomly.uniform(*pause))
            await self._randomly.choice(kinds)()

    async def kill(self) -> None:
        """One host dies and is started again."""
        self._counts["kills"] += 1
        host = self._randomly.choice(self._hosts)
        await host.kill()
        await host.start()

    async def stop(self) -> None:
        """One host stands still for a while."""
        self._counts["hosts that stood still"] += 1
        host = self._randomly.choice(self._hosts)
        host.signal(signal.SIGSTOP)
        await asyncio.sleep(self._randomly.uniform(0.2, 1.5))
        host.signal(signal.SIGCONT)

    async def set_clock(self) -> None:
        """One host's clock is set, or that of all by more than hosts can differ."""
        self._counts["clocks that were set"] += 1
        if self._randomly.random() < 0.3:
            self._ahead = self._randomly.choice([0.0, -600.0, 600.0])
            for host in self._hosts:
                host.set_clock(self._ahead)
        else:
            self._randomly.choice(self._hosts).set_clock(self._ahead + self._randomly.choice(HOSTS_DIFFER))

    async def hang_store(self) -> None:
        """The store answers nobody for a while, and the record's lock is held."""
        self._counts["stores that hung"] += 1
        self._hung = float("inf")
        seconds = self._randomly.uniform(0.2, 1.4)
        with self._record.with_name(f"{self._record.name}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            await self._hang(seconds)
        self._hung = time.monotonic()

    async def _hang(self, seconds: float) -> None:
        if isinstance(self._store, RedisServer):
            self._store.signal(signal.SIGSTOP)
            await asyncio.sleep(seconds)
            self._store.signal(signal.SIGCONT)
            return
        other = sqlite3.connect(self._store, timeout=5, isolation_level=None)
        with contextlib.closing(other), contextlib.suppress(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(seconds)
            other.execute("COMMIT")
