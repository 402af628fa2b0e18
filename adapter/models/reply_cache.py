"""The reply cache: what a model answered, by its request, so that what was asked once is not paid for again."""

import asyncio
import hashlib
import os
import tempfile
import time
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from adapter.errors import ReplyCacheError
from adapter.models.canonical import request_hash
from adapter.models.model import Model
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest

FORMAT: Final = 1
"""The number of the files' form, and of the way keys are made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptReply:
    """A reply and how long the real request took, in seconds."""

    format: Literal[1] = FORMAT
    reply: ModelReply
    seconds: float


_KEPT: Final = TypeAdapter(KeptReply)


class ReplyCache(AbstractContextManager["ReplyCache"]):
    """Replies by request and repeat, of any model at one endpoint: a folder with a file for each.

    The key is a hash of the endpoint's address, the API, the canonical request, `fields` and the repeat's number: the
    same question at another repeat is a question of its own. `fields` is what else is sent with every request, such as
    a temperature. What is kept is the reply and its time, never a request, a key or a header. An error is not kept, so
    that the next run asks again. Every reply is in its file as soon as it is there: a process that is killed has lost
    only the requests that were under way.

    The folder is its owner's, since it holds what models said, and keeps itself out of git. Several runs may use it at
    once. Raises `ReplyCacheError` where it cannot be used.
    """

    def __init__(self, folder: Path, *, api: ModelApi, base_url: str = "", fields: str = "") -> None:
        self._folder = folder
        self._fields = fields
        self._api: ModelApi = api
        self._base_url = base_url.rstrip("/")
        self._asking: dict[str, asyncio.Future[None]] = {}
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as ignore:
                ignore.write("*\n")
        except OSError as error:
            raise ReplyCacheError(f"{folder}: cannot be used as a reply cache: {error.strerror}") from error

    def __exit__(self, *_: object) -> None:
        """Nothing to give back: every reply is in its file."""

    async def reply(self, model: Model, request: ModelRequest, repeat: int) -> KeptReply:
        """The kept reply, else the model's, which is then kept. Raises `ModelError` as the model does."""
        key = self._key(model.name, request, repeat)
        # Two cases may ask the same at once. Only one of them does, so that another run gives both the same reply.
        while (other := self._asking.get(key)) is not None:
            await asyncio.wait([other])
        file = self._folder / f"{key}.json"
        if (kept := _read(file)) is not None:
            return kept
        done = self._asking[key] = asyncio.get_running_loop().create_future()
        try:
            started = time.perf_counter()
            reply = await model.reply(request)
            kept = KeptReply(reply=reply, seconds=time.perf_counter() - started)
            _write(file, kept)
            return kept
        finally:
            del self._asking[key]
            done.set_result(None)

    def _key(self, model: str, request: ModelRequest, repeat: int) -> str:
        # Unmasked: two questions that differ in a number only are two questions, and the hash tells none of it.
        asked = request_hash(request.body(self._api, model), mask=None)
        told = f"\n{self._fields}" if self._fields else ""
        return hashlib.sha256(f"{asked}\n{self._base_url}\n{self._api}\n{repeat}{told}".encode()).hexdigest()


def _read(file: Path) -> KeptReply | None:
    try:
        content = file.read_bytes()
        return _KEPT.validate_json(content)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReplyCacheError(f"{file}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        other = next((item["input"] for item in error.errors() if item["loc"] == ("format",)), None)
        found = "holds no kept reply" if other is None else f"has the format {other!r}, this reads format {FORMAT}"
        raise ReplyCacheError(f"{file}: {found}: delete the cache or name another folder") from error


def _write(file: Path, kept: KeptReply) -> None:
    try:
        replace_file(file, _KEPT.dump_json(kept))
    except OSError as error:
        raise ReplyCacheError(f"{file}: cannot be written: {error.strerror}") from error


def replace_file(path: Path, content: bytes, *, mode: int = 0o600, durable: bool = False) -> None:
    """Puts a file in place as a whole, so that whatever happens it is either the old one or the new one.

    `durable` waits for the disk, which takes ten times as long: else a power cut may cost the last moments.
    Raises `OSError`.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        if mode != 0o600:
            Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
