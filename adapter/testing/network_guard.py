"""The guard that keeps tests off the network: a socket that would leave this machine fails the test that opened it.

pytest-socket (0.8) refuses `socket.connect` alone: look-ups, datagrams and all that uvloop opens go past it, and its
error is one that clients take for a bad network and try again.
"""

import asyncio
import functools
import importlib.util
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from adapter.testing.code_places import begun_here, own_places

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_ADDRESS = {"connect": slice(1), "connect_ex": slice(1), "sendto": slice(-1, None), "sendmsg": slice(3, 4)}
"""Where the address stands among the arguments of a socket's method."""

_active: "list[NetworkGuard]" = []
_changes = threading.Lock()
_replaced = ExitStack()


class NetworkBlocked(BaseException):
    """A socket beyond loopback was opened while a guard was up.

    No `Exception`: clients take those for a bad network, try again and go on without it, and the test would not notice.
    """


class NetworkGuard:
    """What was tried while the guard was up.

    `root` is the folder of the tests' own code, for the messages; `allowed` hosts and addresses may be reached.
    """

    def __init__(self, root: Path, allowed: frozenset[str] = frozenset()) -> None:
        self.attempts: list[str] = []
        self._root = root
        self._allowed = allowed

    def lets_pass(self, host: object) -> bool:
        """Whether a host, by name or address, may be reached."""
        return is_local(host) or _name(host) in self._allowed

    def report(self, since: int = 0) -> str:
        """What was tried after the first `since` attempts, and where, for people."""
        return "no_network: the test went beyond loopback: " + "\n".join(dict.fromkeys(self.attempts[since:]))

    def refuse(self, what: str) -> None:
        """Notes an attempt and fails it."""
        self.attempts.append("\n".join([what, *(f"  {place}" for place in own_places(self._root, asker=__file__))]))
        raise NetworkBlocked(self.report(len(self.attempts) - 1))


@contextmanager
def no_network(root: Path | None = None, *, allow: Iterable[str] = ()) -> Iterator[NetworkGuard]:
    """Refuses connections, datagrams and name look-ups beyond loopback, from whatever thread and event loop.

    Unix sockets and this machine's own name are free. What is written in C and asks the system itself, such as a
    database's client library, is not seen, nor are other processes. `root` is the folder of the tests' own code. Hosts
    in `allow` are free as well.
    """
    allowed = {_name(host) for host in allow}
    for host in tuple(allowed):
        with suppress(OSError):
            allowed |= {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    guard = NetworkGuard((root or Path.cwd()).resolve(), frozenset(allowed))
    with _changes:
        if not _active:
            _check_all_ways()
        _active.append(guard)
    try:
        yield guard
    finally:
        with _changes:
            _active.remove(guard)
            if not _active:
                _replaced.close()


def is_local(host: object) -> bool:
    """Whether a host is this machine: a loopback address, `localhost`, its own name, or none at all."""
    name = _name(host)
    if name in ("", "localhost", "0.0.0.0", "::") or name.endswith(".localhost"):  # noqa: S104 - to connect to, not to bind
        return True
    address = _address(name)
    if address is None:
        return name == socket.gethostname().lower()
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _name(host: object) -> str:
    """A host as it is compared; "" for none."""
    text = "" if host is None else host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    return text.rstrip(".").lower()


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _check_all_ways() -> None:
    """Puts checks in front of everything by which Python reaches the network. `_replaced` takes them away again."""
    for name, address in _ADDRESS.items():
        _put_before(socket.socket, name, functools.partial(_check_socket, address))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        _put_before(socket, name, _check_lookup)
    _put_before(socket, "getnameinfo", _check_name_of)
    # look-ups go on in a thread: here the stack still shows who asked
    _put_before(asyncio.BaseEventLoop, "getaddrinfo", _check_loop_lookup)
    if importlib.util.find_spec("uvloop") is not None:
        # uvloop connects without Python's sockets. It is loaded here because a test may load it later.
        import uvloop

        _put_before(uvloop.Loop, "getaddrinfo", _check_loop_lookup)
        _put_before(uvloop.Loop, "create_connection", _check_connection)
        _put_before(uvloop.Loop, "create_datagram_endpoint", _check_endpoint)
    _replaced.enter_context(mock.patch.object(ThreadPoolExecutor, "submit", _submitting(ThreadPoolExecutor.submit)))
    _replaced.enter_context(mock.patch.object(threading.Thread, "start", _starting(threading.Thread.start)))


def _submitting(submit: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(submit)
    def known(pool: ThreadPoolExecutor, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        return submit(pool, begun_here(work), *arguments, **named)

    return known


def _starting(start: Callable[[threading.Thread], None]) -> Callable[[threading.Thread], None]:
    @functools.wraps(start)
    def known(thread: threading.Thread) -> None:
        thread.run = begun_here(thread.run)  # type: ignore[method-assign]
        start(thread)

    return known


def _put_before(owner: object, name: str, check: Callable[..., None]) -> None:
    original = getattr(owner, name)

    @functools.wraps(original)
    def checked(*arguments: Any, **named: Any) -> object:
        check(*arguments, **named)
        return original(*arguments, **named)

    _replaced.enter_context(mock.patch.object(owner, name, checked))


def _check_socket(where: slice, opened: socket.socket, *arguments: Any) -> None:
    for address in arguments[where] if opened.family in _INTERNET else ():
        # who opened it expects no such error and would leak it; a datagram socket goes on to be used
        close = opened.close if where == _ADDRESS["connect"] else None
        _check_address("UDP" if opened.type == socket.SOCK_DGRAM else "TCP", address, close)


def _check_address(kind: str, address: object, close: Callable[[], None] | None = None) -> None:
    if not isinstance(address, tuple) or not address or _active[-1].lets_pass(address[0]):
        return
    if close is not None:
        close()
    port = f" port {address[1]}" if len(address) > 1 else ""
    _active[-1].refuse(f"{kind} to {address[0]}{port}")


def _check_lookup(host: object, *_: Any, **__: Any) -> None:
    """Refuses to look up a name. An address is none, and is refused when it is connected to."""
    if not _active[-1].lets_pass(host) and _address(_name(host)) is None:
        _active[-1].refuse(f"DNS lookup of {_name(host)}")


def _check_name_of(address: tuple[Any, ...], flags: int) -> None:
    if not flags & socket.NI_NUMERICHOST and not _active[-1].lets_pass(address[0]):
        _active[-1].refuse(f"DNS lookup of {address[0]}")


def _check_loop_lookup(_: Any, host: object, *__: Any, **___: Any) -> None:
    _check_lookup(host)


def _check_connection(_: Any, __: Any, host: object = None, port: object = None, *___: Any, **____: Any) -> None:
    _check_lookup(host)
    _check_address("TCP", (host, port))


def _check_endpoint(_: Any, __: Any, local_addr: Any = None, remote_addr: Any = None, **___: Any) -> None:  # noqa: ARG001
    if remote_addr is not None:
        _check_lookup(remote_addr[0])
        _check_address("UDP", remote_addr)
