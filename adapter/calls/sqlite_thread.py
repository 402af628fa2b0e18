"""Threads that run statements on a SQLite file: what is to be written at the same time is one transaction."""

import asyncio
import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Any, Final, NamedTuple, TypeAlias

from adapter.calls.sqlite_connections import SqliteConnections

AT_ONCE: Final = 64
"""Statements of one transaction: other processes wait for its end."""

Values: TypeAlias = tuple[int | float | str | bytes, ...]


class Outcome(NamedTuple):
    """The first row that a statement gives, None for none, and how many rows it has changed."""

    row: Any
    changed: int


class _Statement(NamedTuple):
    """A statement, and who waits for its outcome."""

    text: str
    values: Values
    told: "asyncio.Future[Outcome]"
    loop: asyncio.AbstractEventLoop


_Queue: TypeAlias = "SimpleQueue[_Statement | None]"


class SqliteThread:
    """Runs statements in their order, in a thread that begins with the first of them.

    Where it `writes`, an outcome is told when its transaction is committed; where a transaction fails, all of its
    statements do, and nothing of it is in the file. Statements that only read are on their own.
    """

    def __init__(self, connections: SqliteConnections, *, writes: bool) -> None:
        self._connections = connections
        self._writes = writes
        self._queue: _Queue = SimpleQueue()
        self._thread: threading.Thread | None = None
        self.waited_for = 0
        """Statements whose outcome is waited for."""
        _ALL.add(self)

    async def run(self, text: str, values: Values = ()) -> Outcome:
        """The outcome of a statement. Raises `sqlite3.Error` or `OSError`.

        One that nobody waits for any more, before it has begun, is not run.
        """
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Outcome] = loop.create_future()
        if self._thread is None:
            self._thread = threading.Thread(
                target=_serve, args=(self._queue, self._connections, self._writes), name="sqlite", daemon=True
            )
            self._thread.start()
            # The thread knows nothing of this object, so that it ends with it.
            weakref.finalize(self, self._queue.put, None)
        self._queue.put(_Statement(text, values, told, loop))
        self.waited_for += 1
        try:
            return await told
        finally:
            self.waited_for -= 1

    async def close(self, seconds: float) -> None:
        """Ends after the statements before, which have so many seconds."""
        if self._thread is not None:
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join, seconds)


_ALL: "weakref.WeakSet[SqliteThread]" = weakref.WeakSet()


def statements_under_way() -> bool:
    """Whether a statement of this process is waited for: an event loop that waits for it waits for no clock."""
    return any(thread.waited_for for thread in _ALL)


def _serve(queue: _Queue, connections: SqliteConnections, writes: bool) -> None:
    waiting: list[_Statement | None] = []
    while None not in waiting:
        waiting = [queue.get()]
        with contextlib.suppress(Empty):
            while len(waiting) < AT_ONCE:
                waiting.append(queue.get_nowait())
        wanted = [statement for statement in waiting if statement is not None and not statement.told.cancelled()]
        for together in [wanted] if writes else [[statement] for statement in wanted]:
            if together:
                _tell(together, _tried(connections, together, writes=writes))
    connections.close()


def _tried(
    connections: SqliteConnections, statements: Sequence[_Statement], *, writes: bool
) -> Sequence[Outcome | Exception]:
    try:
        with connections.use(writes=writes) as connection:
            return _transaction(connection, statements)
    except (sqlite3.Error, OSError) as error:
        return [error] * len(statements)


def _tell(statements: Sequence[_Statement], outcomes: Sequence[Outcome | Exception]) -> None:
    """Tells the waiting of one event loop at once: to wake it costs more than a statement."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Outcome], Outcome | Exception]]] = {}
    for statement, outcome in zip(statements, outcomes, strict=True):
        by_loop.setdefault(statement.loop, []).append((statement.told, outcome))
    for loop, told in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop has been closed meanwhile
            loop.call_soon_threadsafe(_settle, told)


def _settle(told: Sequence[tuple["asyncio.Future[Outcome]", Outcome | Exception]]) -> None:
    for future, outcome in told:
        if future.done():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)


def _transaction(connection: sqlite3.Connection, statements: Sequence[_Statement]) -> list[Outcome]:
    if len(statements) == 1:
        return [_outcome(connection, statements[0])]
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = [_outcome(connection, statement) for statement in statements]
        connection.execute("COMMIT")
    finally:
        # Of some errors SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return outcomes


def _outcome(connection: sqlite3.Connection, statement: _Statement) -> Outcome:
    cursor = connection.execute(statement.text, statement.values)
    return Outcome(cursor.fetchone(), cursor.rowcount)
