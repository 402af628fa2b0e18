"""Calls in Redis or Valkey: many hosts."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError

from adapter.calls.store import MAX_VERSION, SharedStore, Value
from adapter.errors import StoreError

PREFIX = "transfer-adapter:"
"""What our keys begin with."""
PATIENCE = 1.0
"""Seconds that an operation may take, with connecting and waiting for a connection."""
CONNECTIONS = 32
"""Connections of one process. An operation takes a fraction of a millisecond, so that they serve many calls."""

_VERSION = re.compile(rb"[1-9][0-9]{0,18}")

# Compare and set: a script is one atomic step. What has no version that can be one counts as nothing, of whatever type
# the key is; HGET of another type is an error. Lua's numbers are not exact beyond 2^53, texts are.
_REPLACE = f"""
local version = redis.pcall('HGET', KEYS[1], 'version')
if type(version) == 'table' then
    if not string.find(version.err, 'WRONGTYPE', 1, true) then return version end
    if ARGV[1] ~= '0' then return 0 end
    redis.call('DEL', KEYS[1])
    version = '0'
elseif not version or not string.find(version, '^[1-9]%d*$')
        or #version > {len(str(MAX_VERSION))} or #version == {len(str(MAX_VERSION))} and version > '{MAX_VERSION}' then
    version = '0'
end
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'data', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
"""


class RedisStore(SharedStore):
    """A hash per call, which the server itself forgets in time.

    `url` is `redis://`, `rediss://` (TLS) or `unix://`, as redis-py reads it, with no options but `db` and `ssl_…`.
    Raises `ValueError` for any other, without quoting it, because it may hold a password.
    """

    def __init__(self, url: str) -> None:
        _check_url(url)
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=PATIENCE,
            # A save that was carried out and is sent again would fail, and look as if another had been faster.
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=PATIENCE,
            socket_timeout=None,  # one deadline covers the whole operation
            # Under RESP3 redis-py listens for maintenance notices and then hands out connections that are dead.
            protocol=2,
        )
        try:
            pool.make_connection()  # type: ignore[no-untyped-call]  # redis-py leaves it untyped
        except (TypeError, ValueError, RedisError):
            raise ValueError("holds ssl_… options that redis-py does not know, or that need rediss://") from None
        self._redis = Redis.from_pool(pool)
        self._script = self._redis.register_script(_REPLACE)

    async def fetch(self, call_id: str) -> Value | None:
        async with _bounded():
            try:
                data, version = await self._redis.hmget(_key(call_id), ["data", "version"])
            except ResponseError as error:
                if not str(error).startswith("WRONGTYPE"):
                    raise
                return Value(b"", 0)
        if data is None and version is None:
            return None
        return Value(cast(bytes, data or b""), _version(cast(bytes, version or b"")))

    async def replace(self, call_id: str, data: bytes, seconds: float, expected: int, version: int) -> bool:
        arguments: list[int | bytes] = [expected, version, data, round(seconds * 1000)]
        async with _bounded():
            return cast(int, await self._script(keys=[_key(call_id)], args=arguments)) == 1

    async def check(self) -> None:
        async with _bounded():
            await self._redis.set(f"{PREFIX}check", b"", px=1000)

    async def aclose(self) -> None:
        await self._redis.aclose()


@contextlib.asynccontextmanager
async def _bounded() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise StoreError(f"redis: no answer within {PATIENCE:g} s") from None
    except ResponseError as error:
        # The server's text may quote what was sent to it, down to a caller's words; its first word says enough.
        raise StoreError(f"redis: {type(error).__name__} {str(error).partition(' ')[0]}") from None
    except (RedisError, OSError) as error:
        raise StoreError(f"redis: {type(error).__name__}: {error}") from None


def _version(text: bytes) -> int:
    """The version that a text is exactly, as the script compares it; 0 if it is none."""
    return int(text) if _VERSION.fullmatch(text) else 0


def _key(call_id: str) -> str:
    return f"{PREFIX}call:{call_id}"


def _check_url(url: str) -> None:
    """What redis-py would pass over in silence, or find out with the first call."""
    try:
        parts = urlsplit(url)
        path, options = parts.path.strip("/"), {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("the URL cannot be read; write a password with percent signs: %40 for @, %2F for /") from None
    if parts.scheme == "unix":
        if not path or host:
            raise ValueError("write the socket's path with three slashes: unix:///run/redis/redis.sock")
    elif not host:
        raise ValueError(f"names no host; as in {parts.scheme}://localhost:6379/0")
    elif path and not path.isdecimal():
        raise ValueError(f"the database is a number; as in {parts.scheme}://localhost:6379/0")
    if parts.fragment:
        raise ValueError("holds a #; write it as %23 in a password")
    if unknown := sorted(name for name in options if name != "db" and not name.startswith("ssl_")):
        raise ValueError(f"redis takes no {', '.join(unknown)} here; only db and ssl_… are known")
