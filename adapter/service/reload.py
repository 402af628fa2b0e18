"""Another directory or prompt for a service that runs: read and checked first, then in force at once."""

import asyncio
import logging
import multiprocessing
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Final, Protocol

from adapter.errors import OperatorError
from adapter.service.hangup import Terminal, told
from adapter.tool_calls.language import detect
from adapter.transfers.assistant_config import AssistantConfig

logger = logging.getLogger(__name__)

SHOWN: Final = 5
"""Findings, and keys of each kind, that a line of the log names."""


class Configured(Protocol):
    """Who goes by a configuration: an assistant on one of its platforms, or a gateway."""

    def fitted(self, config: AssistantConfig) -> AssistantConfig: ...

    def use(self, config: AssistantConfig) -> None: ...


class Reload:
    """The files of a service's assistant, read again when the process is told to.

    `load` reads and checks them, as at the start; `config` is what was read then, and `users` are all who go by it.
    They change together, between two steps of the event loop, or not at all.
    """

    def __init__(
        self, load: Callable[[], AssistantConfig], config: AssistantConfig, users: Sequence[Configured]
    ) -> None:
        self._load = load
        self._config = config
        self._users = tuple(users)
        self._wanted = asyncio.Event()
        self._terminal = Terminal()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Reloads at every SIGHUP for the time of a `with` statement. Several that come meanwhile are one."""
        with told(self._told):
            work = asyncio.create_task(self._run())
            try:
                yield
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    async def once(self) -> bool:
        """Reads the files and goes by them; False where the old ones stay. Logs one line, and raises nothing."""
        try:
            # A large directory takes its time, and no call should wait for it.
            config, fitted = await asyncio.to_thread(self._read)
        except OperatorError as error:
            logger.error("not reloaded, the old directory and prompt stay: %s", _in_short(error))
            return False
        except Exception:
            # The edge of the service: calls go on by what is known, whatever is wrong with this.
            logger.exception("not reloaded, the old directory and prompt stay")
            return False
        for user, own in zip(self._users, fitted, strict=True):
            user.use(own)
        before, self._config = self._config, config
        logger.info("reloaded: %s", _difference(before, config))
        return True

    def _told(self) -> None:
        # The workers of a service are stopped by the process that has started them.
        if self._terminal.lost and multiprocessing.parent_process() is None:
            signal.raise_signal(signal.SIGTERM)
        else:
            self._wanted.set()

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            await self.once()

    def _read(self) -> tuple[AssistantConfig, list[AssistantConfig]]:
        config = self._load()
        detect("hello", config.languages)  # as at the start: no caller waits for the detector to be loaded
        return config, [user.fitted(config) for user in self._users]


def _difference(before: AssistantConfig, after: AssistantConfig) -> str:
    """What is in force now, and what is not as it was."""
    directory = after.directory
    parts = [
        f"{len(directory.destinations)} destinations of {directory.fingerprint}, prompt {after.prompt.identity}",
        "nothing has changed" if _same(before, after) else "",
        _keys("new", directory.destinations.keys() - before.directory.destinations.keys()),
        _keys("gone", before.directory.destinations.keys() - directory.destinations.keys()),
        f"notes: {len(directory.notices)}, see transfer-adapter check" if directory.notices else "",
    ]
    return "; ".join(part for part in parts if part)


def _same(before: AssistantConfig, after: AssistantConfig) -> bool:
    of = (before.directory.fingerprint, before.prompt.identity)
    return of == (after.directory.fingerprint, after.prompt.identity)


def _keys(what: str, keys: Iterable[str]) -> str:
    found = sorted(keys)
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return f"{what}: {', '.join(found[:SHOWN])}{more}" if found else ""


def _in_short(error: OperatorError) -> str:
    """What is wrong, on one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    more = f" (and {len(lines) - SHOWN} more)" if len(lines) > SHOWN else ""
    return "; ".join(lines[:SHOWN]) + more
