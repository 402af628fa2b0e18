"""Where a program's own code is at this moment: on this stack, in tasks beside it, and where its thread was begun."""

import asyncio
import functools
import linecache
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, ParamSpec, TypeAlias, TypeVar

MOST = 5
"""Places that are told; the innermost count most."""
_INSTALLED = ("site-packages", "dist-packages")

_Stack: TypeAlias = list[tuple[CodeType, int]]
P = ParamSpec("P")
T = TypeVar("T")


class _Begun(threading.local):
    """Where what this thread is doing was begun. The stack of another thread cannot be walked while that goes on."""

    def __init__(self) -> None:
        self.stack: _Stack = []


_begun = _Begun()


def own_places(root: Path, *, asker: str) -> list[str]:
    """File, line, function and text of the code below `root` that is running or waiting, outermost first.

    On this stack and in the tasks of this event loop, else where the work of this thread was begun, which is known of
    work that is `begun_here`. A thread other than the main one is named. `asker` is the file that asks, which is left
    out.
    """
    here, begun = (
        [(code, line) for code, line in stack if code.co_filename != asker]
        for stack in (_stack(sys._getframe(1)), _begun.stack)
    )
    places = _below(root, (here, *_tasks_here())) or _below(root, [begun])
    thread = threading.current_thread()
    named = [] if thread is threading.main_thread() else [f"(in thread {thread.name})"]
    return places[-MOST:] + named


def begun_here(work: Callable[P, T]) -> Callable[P, T]:
    """The same for another thread, which will know that it was begun here."""
    stack = [*_begun.stack, *_stack(sys._getframe(1))]

    @functools.wraps(work)
    def known(*arguments: P.args, **named: P.kwargs) -> T:
        before, _begun.stack = _begun.stack, stack
        try:
            return work(*arguments, **named)
        finally:
            _begun.stack = before

    return known


def _below(root: Path, stacks: Iterable[_Stack]) -> list[str]:
    places = (_place(root, code, line) for stack in stacks for code, line in stack)
    return list(dict.fromkeys(place for place in places if place is not None))


def _place(root: Path, code: CodeType, line: int) -> str | None:
    path = Path(code.co_filename)
    if not path.is_relative_to(root) or not path.suffix or any(part in path.parts for part in _INSTALLED):
        return None
    text = linecache.getline(str(path), line).strip()
    return f"{path.relative_to(root)}:{line} in {code.co_name}: {text}"


def _stack(frame: FrameType | None) -> _Stack:
    found = []
    while frame is not None:
        found.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return found[::-1]


def _tasks_here() -> Iterator[_Stack]:
    """What the tasks of this thread's event loop wait for: a client may connect in a task of its own."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    for task in asyncio.all_tasks(loop):
        waiting: _Stack = []
        coroutine: Any = task.get_coro()
        while (frame := getattr(coroutine, "cr_frame", None)) is not None:
            waiting.append((frame.f_code, frame.f_lineno))
            coroutine = coroutine.cr_await
        yield waiting
