"""The guard against the network, by every way that leads there. Nothing here leaves the machine: the guard is up.

203.0.113.0/24 and 2001:db8::/32 are addresses for documentation (RFC 5737, RFC 3849), example.org is a name for it.
"""

import asyncio
import contextlib
import functools
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import aiohttp
import httpx2
import openai
import pytest
import uvloop

from adapter.testing import no_network, running_mock
from adapter.testing.network_guard import NetworkBlocked, NetworkGuard, is_local

HERE = Path(__file__).parent
FAR, FAR6, NAME = "203.0.113.7", "2001:db8::7", "example.org"


@pytest.fixture
def off_the_network() -> None:
    """Here it is the guard that is tested."""


@pytest.fixture
def guard() -> Iterator[NetworkGuard]:
    with no_network(HERE) as up:
        yield up


def datagram(address: tuple[str, int], how: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        if how == "sendto":
            opened.sendto(b"x", address)
        elif how == "sendto with flags":
            opened.sendto(b"x", 0, address)
        elif how == "sendmsg":
            opened.sendmsg([b"x"], [], 0, address)
        else:
            opened.connect_ex(address)


async def with_aiohttp(host: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"http://{host}/"):
        pass


async def with_httpx2(host: str) -> None:
    async with httpx2.AsyncClient() as client:
        await client.get(f"http://{host}/")


async def with_openai(host: str) -> None:
    async with openai.AsyncOpenAI(api_key="none", base_url=f"http://{host}/v1", max_retries=3) as client:
        await client.models.list()


async def with_openai_over_aiohttp(host: str) -> None:
    transport = openai.DefaultAioHttpClient()
    async with openai.AsyncOpenAI(api_key="none", base_url=f"http://{host}/v1", http_client=transport) as client:
        await client.models.list()


async def with_datagrams(host: str) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(host, 53))


async def with_streams(host: str) -> None:
    await asyncio.open_connection(host, 80)


async def in_a_worker(host: str) -> None:
    await asyncio.to_thread(socket.create_connection, (host, 80))


ASYNC = [
    with_aiohttp,
    with_httpx2,
    with_openai,
    with_openai_over_aiohttp,
    with_datagrams,
    with_streams,
    in_a_worker,
]
PLAIN: dict[str, tuple[Callable[[], object], str]] = {
    "connect": (lambda: socket.create_connection((FAR, 80)), f"TCP to {FAR} port 80"),
    "connect by name": (lambda: socket.create_connection((NAME, 80)), f"DNS lookup of {NAME}"),
    "connect to IPv6": (lambda: socket.create_connection((FAR6, 80)), f"TCP to {FAR6} port 80"),
    "sendto": (lambda: datagram((FAR, 53), "sendto"), f"UDP to {FAR} port 53"),
    "sendto with flags": (lambda: datagram((FAR, 53), "sendto with flags"), f"UDP to {FAR} port 53"),
    "sendmsg": (lambda: datagram((FAR, 53), "sendmsg"), f"UDP to {FAR} port 53"),
    "connect_ex": (lambda: datagram((FAR, 53), "connect_ex"), f"UDP to {FAR} port 53"),
    "getaddrinfo": (lambda: socket.getaddrinfo(NAME, 80), f"DNS lookup of {NAME}"),
    "gethostbyname": (lambda: socket.gethostbyname(NAME), f"DNS lookup of {NAME}"),
    "gethostbyname_ex": (lambda: socket.gethostbyname_ex(NAME), f"DNS lookup of {NAME}"),
    "gethostbyaddr": (lambda: socket.gethostbyaddr(NAME), f"DNS lookup of {NAME}"),
    "getnameinfo": (lambda: socket.getnameinfo((FAR, 80), 0), f"DNS lookup of {FAR}"),
    "getfqdn": (lambda: socket.getfqdn(NAME), f"DNS lookup of {NAME}"),
    "http.client": (lambda: http.client.HTTPSConnection(NAME).connect(), f"DNS lookup of {NAME}"),
    "httpx2": (lambda: httpx2.get(f"https://{NAME}/"), f"DNS lookup of {NAME}"),
}


@pytest.mark.parametrize(("leave", "said"), PLAIN.values(), ids=PLAIN)
def test_every_plain_way_out_is_refused_and_told_with_its_address_and_place(
    guard: NetworkGuard, leave: Callable[[], object], said: str
) -> None:
    with pytest.raises(NetworkBlocked) as refused:
        leave()
    (attempt,) = guard.attempts
    first, *places = attempt.splitlines()
    assert first == said
    assert any("leave()" in place and f"{Path(__file__).name}:" in place for place in places)
    assert said in str(refused.value).splitlines()[0]


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("host", [FAR, NAME])
@pytest.mark.parametrize("leave", ASYNC, ids=lambda leave: leave.__name__)
def test_every_async_way_out_is_refused_on_both_event_loops(
    guard: NetworkGuard, leave: Callable[[str], object], host: str, run: Callable[..., object]
) -> None:
    with contextlib.suppress(NetworkBlocked, BaseExceptionGroup):
        run(leave(host))
    attempt = guard.attempts[0]
    assert host in attempt.splitlines()[0]
    assert f"in {leave.__name__}: " in attempt


def test_a_host_that_is_allowed_may_be_looked_up_and_reached_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (FAR, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with no_network(HERE, allow=["Service.example"]) as guard:
        assert socket.getaddrinfo("service.example.", 80) == found
        datagram((FAR, 53), "connect")  # which sends nothing
        assert guard.attempts == []
        for leave in (lambda: socket.getaddrinfo(NAME, 80), lambda: datagram(("203.0.113.8", 53), "connect")):
            with pytest.raises(NetworkBlocked):
                leave()


def test_a_thread_is_named(guard: NetworkGuard) -> None:
    def leave() -> None:
        with contextlib.suppress(NetworkBlocked):
            socket.create_connection((FAR, 80))

    thread = threading.Thread(target=leave, name="exporter")
    thread.start()
    thread.join()
    assert guard.attempts[0].splitlines()[-1] == "  (in thread exporter)"


def test_a_thread_knows_where_it_was_begun_and_its_threads_and_what_a_pool_is_given(guard: NetworkGuard) -> None:
    def elsewhere(work: Callable[[], object]) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(int).result()
            with pytest.raises(NetworkBlocked):
                pool.submit(work).result()

    thread = threading.Thread(target=elsewhere, args=(functools.partial(socket.create_connection, (FAR, 80)),))
    thread.start()
    thread.join()
    assert "thread.start()" in guard.attempts[0]
    assert "pool.submit(work)" in guard.attempts[0]
    assert "pool.submit(int)" not in guard.attempts[0]


def test_the_guard_does_not_name_itself() -> None:
    with no_network(HERE.parents[1]) as guard, contextlib.suppress(NetworkBlocked):
        socket.create_connection((NAME, 80))
    assert "test_the_guard_does_not_name_itself" in guard.attempts[0].splitlines()[-1]


def test_what_catches_every_exception_does_not_catch_it() -> None:
    assert not issubclass(NetworkBlocked, Exception)


def test_loopback_and_unix_sockets_are_free(guard: NetworkGuard, tmp_path: Path) -> None:
    with running_mock() as mock:
        for base_url in (mock.base_url, mock.base_url.replace("127.0.0.1", "localhost")):
            with openai.OpenAI(base_url=base_url, api_key="none") as client:
                assert client.models.list().data
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as opened:
        listening.bind(str(tmp_path / "s"))
        listening.listen()
        opened.connect(str(tmp_path / "s"))
    left, right = socket.socketpair()
    left.close()
    right.close()
    assert socket.getnameinfo(("127.0.0.1", 80), 0)
    assert socket.getnameinfo((FAR, 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV) == (FAR, "80")
    assert socket.getaddrinfo(FAR, 80)
    assert guard.attempts == []


@pytest.mark.parametrize(
    ("host", "local"),
    [
        (None, True),
        ("", True),
        ("localhost", True),
        ("LOCALHOST.", True),
        (b"localhost", True),
        ("mock.localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("0.0.0.0", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:203.0.113.7", False),
        ("192.168.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        (NAME, False),
        ("localhost.example.org", False),
        ("notlocalhost", False),
    ],
)
def test_what_counts_as_this_machine(host: object, local: bool) -> None:
    assert is_local(host) is local


def state() -> list[object]:
    names = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo")
    loops = ("getaddrinfo", "create_connection", "create_datagram_endpoint")
    return [
        dict(vars(socket.socket)),
        *(getattr(socket, name) for name in names),
        asyncio.BaseEventLoop.getaddrinfo,
        *(vars(uvloop.Loop).get(name) for name in loops),
        ThreadPoolExecutor.submit,
        threading.Thread.start,
    ]


def test_everything_is_as_it_was_when_the_last_guard_is_down() -> None:
    before = state()
    outer, inner = no_network(), no_network()
    with outer as first:
        with inner as second, pytest.raises(NetworkBlocked):
            socket.create_connection((FAR, 80))
        assert state() != before
        with pytest.raises(NetworkBlocked):
            socket.create_connection((FAR, 81))
    assert state() == before
    assert [len(first.attempts), len(second.attempts)] == [1, 1]


def test_it_is_down_again_after_a_failure() -> None:
    before = state()
    with pytest.raises(ZeroDivisionError), no_network():
        raise ZeroDivisionError
    assert state() == before


def test_a_refused_socket_is_closed(guard: NetworkGuard) -> None:
    opened = socket.socket()
    with pytest.raises(NetworkBlocked):
        opened.connect((FAR, 80))
    assert opened.fileno() == -1
