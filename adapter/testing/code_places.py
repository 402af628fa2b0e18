"""Where a program's own code is at this moment: on this stack, and in the tasks and threads beside it."""

import asyncio
import linecache
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, TypeAlias

MOST = 5
"""Places that are told; the innermost count most."""
_INSTALLED = ("site-packages", "dist-packages")

_Stack: TypeAlias = list[tuple[CodeType, int]]


def own_places(root: Path, *, asker: str) -> list[str]:
    """File, line, function and text of the code below `root` that is running or waiting, outermost first.

    On this stack and in the tasks of this event loop, else in other threads. A thread other than the main one is named.
    `asker` is the file that asks, which is left out.
    """
    here = [(code, line) for code, line in _stack(sys._getframe(1)) if code.co_filename != asker]
    places = _below(root, (here, *_tasks_here())) or _below(root, _other_threads())
    thread = threading.current_thread()
    named = [] if thread is threading.main_thread() else [f"(in thread {thread.name})"]
    return places[-MOST:] + named


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


def _tasks_here() -> Iterator[_Stack]:
    """What the tasks of this thread's event loop wait for: a client may connect in a task of its own."""
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
