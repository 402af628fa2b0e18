"""The request cache: replies of real requests kept in a file, so that what was asked once is not paid for again."""

import asyncio
import hashlib
import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pydantic import TypeAdapter, ValidationError

from adapter.errors import CasesError
from adapter.models.canonical import request_hash
from adapter.models.model import Model
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest

FOLDER: Final = Path(".transfer-adapter-cache")
FILE: Final = "replies.db"
LAYOUT: Final = 1
"""The number of the table's layout, and of the way keys are made. A file with another one is begun anew."""
BUSY: Final = 10.0
"""Seconds that a statement waits for another run that writes to the same file."""
AGAIN: Final = 0.01
"""Seconds between two attempts to open a file that is busy."""

_REPLY: Final = TypeAdapter(ModelReply)
_CREATE: Final = """
CREATE TABLE replies (
    key BLOB PRIMARY KEY, model TEXT NOT NULL, asked TEXT NOT NULL, seconds REAL NOT NULL, reply BLOB NOT NULL
) WITHOUT ROWID
"""


class NotKeptError(CasesError):
    """A reply is not in the cache, and no request may be made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A reply and how long the real request took, in seconds."""

    reply: ModelReply
    seconds: float


class UnaskedModel:
    """Stands for a model that may not be asked: only what is kept of it counts. Needs no key."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def reply(self, request: ModelRequest) -> ModelReply:
        """Raises `NotKeptError`."""
        said = len(request.conversation)
        raise NotKeptError(f"{self.name} may not be asked, and a request with {said} messages is not in the cache")

    async def aclose(self) -> None:
        """Nothing to give back."""


class ReplyCache:
    """Replies by request and repeat, of one model at one endpoint.

    The key is a hash of the endpoint's address, the API, the canonical request and the repeat's number: the same
    question at another repeat is a question of its own. What is kept is the reply and its time, never a key or header.
    An error is not kept, so that the next run asks again. Every reply is in the file as soon as it is there: a process
    that is killed has lost only the requests that were under way.

    The file is readable by its owner only, since it holds what models said; the folder keeps itself out of git. Several
    runs may use one file at once.

    Raises `CasesError` where the file cannot be used.
    """

    def __init__(self, folder: Path, *, api: ModelApi, base_url: str = "") -> None:
        self._file = folder / FILE
        self._api: ModelApi = api
        self._base_url = base_url.rstrip("/")
        self._asking: dict[bytes, asyncio.Future[None]] = {}
        try:
            self._db = _open(folder, self._file)
        except (OSError, sqlite3.Error) as error:
            raise CasesError(f"{self._file}: the request cache cannot be used: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._db.close()

    async def reply(self, model: Model, request: ModelRequest, repeat: int) -> Kept:
        """The kept reply, else the model's, which is then kept. Raises `ModelError` as the model does."""
        key = self._key(model.name, request, repeat)
        # Two cases may ask the same at once. Only one of them does, so that another run gives both the same reply.
        while (other := self._asking.get(key)) is not None:
            await asyncio.wait([other])
        if (kept := self._find(key)) is not None:
            return kept
        done = self._asking[key] = asyncio.get_running_loop().create_future()
        try:
            started = time.perf_counter()
            reply = await model.reply(request)
            kept = Kept(reply=reply, seconds=time.perf_counter() - started)
            self._keep(key, model.name, kept)
            return kept
        finally:
            del self._asking[key]
            done.set_result(None)

    def _key(self, model: str, request: ModelRequest, repeat: int) -> bytes:
        # Unmasked: two questions that differ in a number only are two questions, and the hash tells none of it.
        asked = request_hash(request.body(self._api, model), mask=None)
        return hashlib.sha256(f"{asked}\n{self._base_url}\n{self._api}\n{repeat}".encode()).digest()

    def _find(self, key: bytes) -> Kept | None:
        row = self._run("SELECT reply, seconds FROM replies WHERE key = ?", key)
        if row is None:
            return None
        try:
            return Kept(reply=_REPLY.validate_json(row[0]), seconds=row[1])
        except ValidationError as error:
            raise CasesError(f"{self._file}: holds what no run has kept there; delete the file") from error

    def _keep(self, key: bytes, model: str, kept: Kept) -> None:
        asked = datetime.now(UTC).isoformat(timespec="seconds")
        self._run(
            "INSERT OR IGNORE INTO replies VALUES (?, ?, ?, ?, ?)",
            key,
            model,
            asked,
            kept.seconds,
            _REPLY.dump_json(kept.reply),
        )

    def _run(self, statement: str, *values: bytes | str | float) -> tuple[bytes, float] | None:
        try:
            row: tuple[bytes, float] | None = self._db.execute(statement, values).fetchone()
        except sqlite3.Error as error:
            raise CasesError(f"{self._file}: the request cache cannot be used: {error}") from error
        return row


def _open(folder: Path, file: Path) -> sqlite3.Connection:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as ignore:
        ignore.write("*\n")
    # sqlite3 would create a file that everybody can read; its WAL and shared-memory files take the mode of ours.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    given_up = time.monotonic() + BUSY
    while True:
        try:
            return _connection(file)
        except sqlite3.OperationalError as error:
            # SQLite itself does not wait where another run is switching the file to WAL mode.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > given_up:
                raise
        time.sleep(AGAIN)


def _connection(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, timeout=BUSY, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # In WAL mode NORMAL loses nothing when a process dies; FULL would wait for the disk with every reply.
        db.execute("PRAGMA synchronous = NORMAL")
        if not _is_laid_out(db):
            db.execute("BEGIN IMMEDIATE")
            # Another run may have done it while this one waited.
            if not _is_laid_out(db):
                db.execute("DROP TABLE IF EXISTS replies")
                db.execute(_CREATE)
                db.execute(f"PRAGMA user_version = {LAYOUT}")
            db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _is_laid_out(db: sqlite3.Connection) -> bool:
    found: tuple[int] = db.execute("PRAGMA user_version").fetchone()
    return found == (LAYOUT,)
