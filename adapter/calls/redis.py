"""Calls in Redis or Valkey: many hosts."""

import asyncio
import contextlib
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar, cast

from redis.asyncio import RedisCluster
from redis.exceptions import NoScriptError, ResponseError

from adapter.calls.redis_clients import Client, Opened, open_client
from adapter.calls.redis_errors import CLUSTER_FAILURES, FAILURES, in_words, passes
from adapter.calls.redis_facts import ask_facts, notes_of
from adapter.calls.redis_script import REPLACE, REPLACE_SHA
from adapter.calls.redis_url import read_redis_url
from adapter.calls.store import Note, SharedStore, Value
from adapter.errors import StoreError

PREFIX = "transfer-adapter:"
"""What our keys begin with. A call is one key, so that whatever is done to it is done on one node of a cluster."""
PATIENCE = 1.0
"""Seconds that an operation may take, with connecting, waiting for a connection, and trying again."""
CONNECTIONS = 32
"""Operations of one process at the same time, each on a connection of its own. One takes a fraction of a millisecond,
so that they serve many calls."""
TRY_AGAIN = 0.05
"""Seconds between two attempts, from the third on, where another server may be taking over."""
KEYS_FOR_EACH = 64
"""Keys that are looked at for each primary of a cluster, until each has one. One that holds no slots never has."""

Result = TypeVar("Result")

_VERSION = re.compile(rb"[1-9][0-9]{0,18}")


class RedisStore(SharedStore):
    """A hash per call, which the server itself forgets in time.

    `url` is one server (`redis://`, `rediss://` with TLS, `unix://`), a cluster (`redis+cluster://host,host`), or what
    sentinels watch (`redis+sentinel://host,host/master/0`); `valkey` in place of `redis` means the same. Options are
    `db`, `ssl_…` as redis-py has them, and for sentinels `sentinel_username` and `sentinel_password`. Raises
    `ValueError` for any other, without quoting it, because it may hold a password.

    An operation whose connection is lost is sent again: a save knows whether it is its own that it finds. Sentinels and
    clusters are asked until the operation's time is over, because another server may take over.
    """

    def __init__(self, url: str) -> None:
        self.address = read_redis_url(url)
        self._at_once = asyncio.Semaphore(CONNECTIONS)
        self._opened = self._open()
        self._failures = (*FAILURES, *(CLUSTER_FAILURES if self.address.kind == "cluster" else ()))

    async def fetch(self, call_id: str) -> Value | None:
        async def fetched(client: Client) -> Value | None:
            try:
                data, version = await client.hmget(_key(call_id), ["data", "version"])
            except ResponseError as error:
                if not str(error).startswith("WRONGTYPE"):
                    raise
                return Value(b"", 0)
            if data is None and version is None:
                return None
            return Value(cast(bytes, data or b""), _version(cast(bytes, version or b"")))

        return await self._carried_out(fetched)

    async def replace(self, call_id: str, data: bytes, seconds: float, expected: int, version: int) -> bool:
        arguments = (expected, version, data, round(seconds * 1000), secrets.token_bytes(6))

        async def replaced(client: Client) -> bool:
            try:
                done = await client.evalsha(REPLACE_SHA, 1, _key(call_id), *arguments)
            except NoScriptError:
                done = await client.eval(REPLACE, 1, _key(call_id), *arguments)
            return cast(int, done) == 1

        return await self._carried_out(replaced)

    async def check(self) -> None:
        async def checked(client: Client) -> None:
            for key in await _check_keys(client):
                await client.set(key, b"", px=1000)

        await self._carried_out(checked)

    async def notes(self) -> Sequence[Note]:
        """What the servers say of themselves, if the user may ask (`INFO`)."""
        return notes_of(await self._carried_out(ask_facts), self.address)

    async def aclose(self) -> None:
        await self._opened.aclose()

    def _open(self) -> Opened:
        return open_client(self.address, at_once=CONNECTIONS, within=PATIENCE)

    async def _carried_out(self, operation: Callable[[Client], Awaitable[Result]]) -> Result:
        """What an operation gives, which may be sent more than once."""
        tried, failure = 0, ""
        try:
            async with asyncio.timeout(PATIENCE), self._at_once:
                while True:
                    opened = self._opened
                    try:
                        if isinstance(opened.client, RedisCluster):
                            # What is sent before the nodes are known goes to any of them.
                            await opened.client.initialize()
                        return await operation(opened.client)
                    except self._failures as error:
                        failure = in_words(error, self.address.name)
                        tried += 1
                        # Who asks one server has nobody to wait for; its connections may be older than its process.
                        alone = self.address.kind in ("server", "socket")
                        if not passes(error) or (alone and tried > 1):
                            raise StoreError(f"redis: {failure}") from None
                        if isinstance(error, CLUSTER_FAILURES):
                            await self._look_anew(opened)
                    if tried > 1:
                        await asyncio.sleep(TRY_AGAIN)
        except TimeoutError:
            raise StoreError(f"redis: {failure or 'no answer'} within {PATIENCE:g} s") from None

    async def _look_anew(self, lost: Opened) -> None:
        """Asks for a cluster's nodes where the URL says: all that were known since may have moved."""
        if self._opened is lost:
            self._opened = self._open()
            with contextlib.suppress(*self._failures):
                await lost.aclose()


async def _check_keys(client: Client) -> list[str]:
    """A key on each server that takes writes: of a cluster's, each can be full or gone by itself."""
    if not isinstance(client, RedisCluster):
        return [f"{PREFIX}check"]
    without = {node.name for node in client.get_primaries()}
    keys: list[str] = []
    for number in range(KEYS_FOR_EACH * len(without)):
        if not without:
            break
        node = client.get_node_from_key(key := f"{PREFIX}check:{number}")
        if node is not None and node.name in without:
            without.discard(node.name)
            keys.append(key)
    return keys


def _version(text: bytes) -> int:
    """The version that a text is exactly, as the script compares it; 0 if it is none."""
    return int(text) if _VERSION.fullmatch(text) else 0


def _key(call_id: str) -> str:
    return f"{PREFIX}call:{call_id}"
