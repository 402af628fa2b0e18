"""From the setting to the store: what is understood, and what is refused at start-up."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.state import Call
from adapter.errors import SettingsError
from adapter.transfers.call_info import CallInfo
from adapter.wiring import Settings, build_store
from tests.calls.conftest import RedisServer

pytestmark = pytest.mark.anyio

CALL = Call(info=CallInfo(id="call-1"))


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def test_memory_is_a_dictionary_of_its_own() -> None:
    assert isinstance(build_store(Settings(store="memory://")), MemoryStore)


async def test_three_slashes_are_relative_to_where_the_service_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = build_store(Settings(store="sqlite:///my calls.db"))
    monkeypatch.chdir("/")
    assert await store.save(CALL, 0)
    await store.aclose()
    assert [file.name for file in files_in(tmp_path)] == ["my calls.db"]


async def test_four_slashes_are_absolute(tmp_path: Path) -> None:
    for expected in (0, 1):
        store = build_store(Settings(store=f"sqlite:///{tmp_path}/calls.db"))
        assert isinstance(store, FailoverStore)
        assert await store.save(CALL, 0) == (expected == 0)
        assert await store.ready()
        await store.aclose()


async def test_a_redis_url_is_a_server(empty_redis: RedisServer) -> None:
    store = build_store(Settings(store=f"{empty_redis.url}?db=5"))
    assert await store.save(CALL, 0)
    await store.aclose()
    assert empty_redis.client.dbsize() == 0


@pytest.mark.parametrize(
    "url",
    [
        "redis://localhost:1",
        "redis://user:pass@[::1]:1/2",
        "REDIS://localhost:1",
        "rediss://localhost:1/0?ssl_cert_reqs=none&ssl_ca_certs=/ca.pem",
        "unix:///nowhere/redis.sock",
        "valkey://localhost:1/3",
        "valkeys://user:pass@localhost:1",
        "redis+cluster://localhost:1,[::1]:1",
        "VALKEYS+cluster://user:pass@localhost:1/0?ssl_cert_reqs=none&ssl_check_hostname=no",
        "redis+sentinel://localhost:1,[::1]:1/mymaster/2?sentinel_password=x",
        "valkeys+sentinel://:pass@localhost:1/mymaster?ssl_cert_reqs=none",
    ],
)
async def test_a_server_that_is_down_does_not_keep_the_service_from_starting(url: str) -> None:
    store = build_store(Settings(store=url))
    assert not await store.ready()
    assert await store.save(CALL, 0)
    assert await store.load("call-1") is not None
    await store.aclose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "use memory://, sqlite"),
        ("hunter2", "use memory://, sqlite"),
        ("postgres://user:hunter2@host/db", "use memory://, sqlite"),
        ("memory://hunter2", "use memory://, sqlite"),
        ("memory:", "use memory://, sqlite"),
        ("sqlite://", "name a file: sqlite:///calls.db"),
        ("sqlite:///", "name a file"),
        ("sqlite:////", "name a file"),
        ("sqlite:////tmp/", "name a file"),
        ("sqlite://calls.db", "name a file"),
        ("sqlite:///:memory:", "memory:// keeps calls in memory"),
        ("sqlite:///calls.db?mode=hunter2", "no options"),
        ("sqlite:////nowhere/at/all/calls.db", "there is no folder /nowhere/at/all"),
        ("sqlite:////tmp", "is a folder; name a file"),
        ("sqlite:////dev/null", "/dev/null: is not a file"),
        ("redis://", "names no host; as in redis://localhost:6379/0"),
        ("redis:///3", "names no host"),
        ("redis://:hunter2@", "names no host"),
        ("redis://:hunter2@host/calls", "the database (db) is a number"),
        ("redis://host:hunter2/0", "the URL cannot be read"),
        ("redis://:hunter#2@host/0", "write it as %23"),
        ("redis://:hunter2@host/0#hunter2", "write it as %23"),
        ("redis://:hunter2@host:99999999/0", "the URL cannot be read"),
        ("redis://:hunter2@[host/0", "the URL cannot be read"),
        ("redis://:hunter2@host/0?socket_timeout=30&retry=1", "no retry, socket_timeout here"),
        ("redis://:hunter2@host/0?db=hunter2", "db"),
        ("redis://:hunter2@host/0?ssl_cert_reqs=none", "rediss://"),
        ("rediss://:hunter2@host/0?ssl_bogus=none", "ssl_… options that redis-py does not know"),
        ("rediss://:hunter2@host/0?ssl_cert_reqs=bogus", "ssl_… options that redis-py does not know"),
        ("valkey://:hunter2@/0", "names no host; as in valkey://localhost:6379/0"),
        ("redis://:hunter2@one,two/0", "redis+cluster:// is a cluster, redis+sentinel://…/mymaster asks sentinels"),
        ("redis://:hunter/2@host/0", "the URL cannot be read"),
        ("redis://:hunter2@host:0/0", "the URL cannot be read"),
        ("redis+cluster://", "names no host; as in redis+cluster://one:6379,two:6379"),
        ("redis+cluster://:hunter2@one,/", "names no host"),
        ("redis+cluster://:hunter2@one/3", "a cluster has database 0 alone"),
        ("redis+cluster://:hunter2@one?ssl_cert_reqs=none", "rediss://"),
        ("rediss+cluster://:hunter2@one?ssl_bogus=hunter2", "ssl_… options that redis-py does not know"),
        ("redis+cluster://:hunter2@one?sentinel_password=hunter2", "takes no sentinel_password here"),
        ("redis+sentinel://:hunter2@one", "names no master; as in redis+sentinel://one:26379,two:26379/mymaster/0"),
        ("redis+sentinel://:hunter2@one/0", "names no master"),
        ("redis+sentinel://:hunter2@one/mymaster/calls", "the database (db) is a number"),
        ("rediss+sentinel://:hunter2@one/mymaster?ssl_bogus=hunter2", "ssl_… options that redis-py does not know"),
        ("redis+sentinel://:hunter2@[::1/mymaster", "the URL cannot be read"),
        ("redis+proxy://:hunter2@one", "use memory://, sqlite"),
        ("unix://", "three slashes"),
        ("unix://hunter2/redis.sock", "three slashes"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_be_right_and_without_the_password(url: str, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        build_store(Settings(store=url))
    assert str(raised.value).startswith("ADAPTER_STORE or --store: ")
    assert said in str(raised.value)
    assert "hunter" not in str(raised.value)
    assert raised.value.__suppress_context__


def test_a_file_of_another_version_is_refused_at_start_up(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    build_store(Settings(store=f"sqlite:///{file}"))
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 7")
    with pytest.raises(SettingsError, match=r"calls\.db: was written by another version of this program \(layout 7"):
        build_store(Settings(store=f"sqlite:///{file}"))


def test_who_does_not_use_redis_does_not_wait_for_it() -> None:
    code = "import sys; from adapter.wiring import *; build_store(Settings()); print('redis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
