"""The guard that keeps tests off the network: a socket that would leave this machine fails the test that opened it."""

import asyncio
import importlib.util
import ipaddress
import linecache
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, TypeAlias
from unittest import mock

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_LOOKUPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr")
_INSTALLED = ("site-packages", "dist-packages")
_MOST_FRAMES = 5

_Stack: TypeAlias = list[tuple[CodeType, int]]

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
        self.attempts.append("\n".join([what, *(f"  {place}" for place in self._places())]))
        raise NetworkBlocked(self.report(len(self.attempts) - 1))

    def _places(self) -> list[str]:
        """Where the test's own code is now, outermost first: on this stack and in the tasks beside it, else in other
        threads."""
        ours = self._own((_this_stack(), *_other_tasks())) or self._own(_other_threads())
        thread = threading.current_thread()
        beside = [] if thread is threading.main_thread() else [f"(in thread {thread.name})"]
        return ours[-_MOST_FRAMES:] + beside

    def _own(self, stacks: Iterable[_Stack]) -> list[str]:
        places = (self._place(code, line) for stack in stacks for code, line in stack)
        return list(dict.fromkeys(place for place in places if place is not None))

    def _place(self, code: CodeType, line: int) -> str | None:
        path = Path(code.co_filename)
        if not path.is_relative_to(self._root) or not path.suffix or any(part in path.parts for part in _INSTALLED):
            return None
        text = linecache.getline(str(path), line).strip()
        return f"{path.relative_to(self._root)}:{line} in {code.co_name}: {text}"


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
            _replace()
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


def _refuse_target(kind: str, target: object, opened: socket.socket | None = None) -> None:
    """Refuses a socket's address. `opened` is closed first: who opened it expects no such error and would leak it."""
    if not isinstance(target, tuple) or not target or _active[-1].lets_pass(target[0]):
        return
    if opened is not None:
        opened.close()
    port = f" port {target[1]}" if len(target) > 1 else ""
    _active[-1].refuse(f"{kind} to {target[0]}{port}")


def _refuse_lookup(host: object) -> None:
    """Refuses to look up a name. An address is none, and is refused when it is connected to."""
    if not _active[-1].lets_pass(host) and _address(_name(host)) is None:
        _active[-1].refuse(f"DNS lookup of {_name(host)}")


def _replace() -> None:
    """Puts checks in front of everything by which Python reaches the network. `_replaced` takes them away again."""
    for name, target_of in (("connect", _first), ("connect_ex", _first), ("sendto", _last), ("sendmsg", _fourth)):
        _put(socket.socket, name, _checked_socket(getattr(socket.socket, name), target_of))
    for name in _LOOKUPS:
        _put(socket, name, _checked_lookup(getattr(socket, name)))
    _put(socket, "getnameinfo", _checked_name(socket.getnameinfo))
    # Look-ups go on in a thread: here the stack still shows who asked.
    _put(asyncio.BaseEventLoop, "getaddrinfo", _checked_loop(asyncio.BaseEventLoop.getaddrinfo))
    if importlib.util.find_spec("uvloop") is not None:
        # uvloop connects without Python's sockets. It is loaded here because a test may load it later.
        import uvloop

        _put(uvloop.Loop, "getaddrinfo", _checked_loop(uvloop.Loop.getaddrinfo))
        _put(uvloop.Loop, "create_connection", _checked_connection(uvloop.Loop.create_connection))
        _put(uvloop.Loop, "create_datagram_endpoint", _checked_endpoint(uvloop.Loop.create_datagram_endpoint))


def _put(owner: object, name: str, replacement: object) -> None:
    _replaced.enter_context(mock.patch.object(owner, name, replacement))


def _first(arguments: tuple[Any, ...]) -> object:
    return arguments[0] if arguments else None


def _last(arguments: tuple[Any, ...]) -> object:
    return arguments[-1] if arguments else None


def _fourth(arguments: tuple[Any, ...]) -> object:
    return arguments[3] if len(arguments) > 3 else None


def _checked_socket(
    original: Callable[..., Any], target_of: Callable[[tuple[Any, ...]], object]
) -> Callable[..., object]:
    datagram = original.__name__.startswith("send")

    def checked(self: socket.socket, *arguments: Any) -> object:
        if self.family in _INTERNET:
            kind = "UDP" if self.type == socket.SOCK_DGRAM else "TCP"
            _refuse_target(kind, target_of(arguments), None if datagram else self)
        return original(self, *arguments)

    return checked


def _checked_lookup(original: Callable[..., Any]) -> Callable[..., object]:
    def checked(host: object, *arguments: Any, **named: Any) -> object:
        _refuse_lookup(host)
        return original(host, *arguments, **named)

    return checked


def _checked_name(original: Callable[..., Any]) -> Callable[..., object]:
    def checked(address: tuple[Any, ...], flags: int) -> object:
        if not flags & socket.NI_NUMERICHOST and not _active[-1].lets_pass(address[0]):
            _active[-1].refuse(f"DNS lookup of {address[0]}")
        return original(address, flags)

    return checked


def _checked_loop(original: Callable[..., Any]) -> Callable[..., object]:
    async def checked(loop: Any, host: object, port: object, **named: Any) -> object:
        _refuse_lookup(host)
        return await original(loop, host, port, **named)

    return checked


def _checked_connection(original: Callable[..., Any]) -> Callable[..., object]:
    async def checked(
        loop: Any, protocol_factory: Any, host: object = None, port: object = None, **named: Any
    ) -> object:
        _refuse_lookup(host)
        _refuse_target("TCP", (host, port))
        return await original(loop, protocol_factory, host, port, **named)

    return checked


def _checked_endpoint(original: Callable[..., Any]) -> Callable[..., object]:
    async def checked(
        loop: Any, protocol_factory: Any, local_addr: Any = None, remote_addr: Any = None, **named: Any
    ) -> object:
        if remote_addr is not None:
            _refuse_lookup(remote_addr[0])
            _refuse_target("UDP", remote_addr)
        return await original(loop, protocol_factory, local_addr, remote_addr, **named)

    return checked


def _this_stack() -> _Stack:
    return _stack(sys._getframe())


def _stack(frame: FrameType | None) -> _Stack:
    found = []
    while frame is not None:
        found.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return found[::-1]


def _other_threads() -> Iterator[_Stack]:
    """What the other threads are at, and what is waited for in the event loops that they run."""
    here = threading.get_ident()
    for thread, innermost in sys._current_frames().items():
        if thread == here:
            continue
        yield _stack(innermost)
        frame: FrameType | None = innermost
        while frame is not None:
            run = [value for value in frame.f_locals.values() if isinstance(value, asyncio.Task)]
            for task in run[:1]:
                yield from _tasks(task.get_loop())
            frame = frame.f_back


def _other_tasks() -> Iterator[_Stack]:
    """What the other tasks of this thread's event loop wait for: a client may connect in a task of its own."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    yield from _tasks(loop)


def _tasks(loop: asyncio.AbstractEventLoop) -> Iterator[_Stack]:
    for task in asyncio.all_tasks(loop):
        waiting: _Stack = []
        coroutine: Any = task.get_coro()
        while (frame := getattr(coroutine, "cr_frame", None)) is not None:
            waiting.append((frame.f_code, frame.f_lineno))
            coroutine = coroutine.cr_await
        yield waiting
