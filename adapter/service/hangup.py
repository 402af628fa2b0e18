"""SIGHUP as a request to read the files again: held until somebody can act on it, and told apart from a lost terminal.

Where there is no POSIX (Windows) there is no such signal, and all of this does nothing.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def hold() -> None:
    """Keeps the signal pending, in this thread and in all threads and processes that it starts from now on.

    Until then it would end the process. A worker that is just being started is not killed by one, and misses none.
    """
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})


def came() -> bool:
    """Whether one has come while it was held; asked again, whether another one has. Several at once are one."""
    if sys.platform == "win32" or signal.SIGHUP not in signal.sigpending():
        return False
    signal.sigwait({signal.SIGHUP})
    return True


@contextmanager
def told(tell: Callable[[], None]) -> Iterator[None]:
    """Calls `tell` in the running loop for every signal, and for one that was held until now.

    Only a process's main thread is told of signals: in another one, as that of a test client, this does nothing.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, tell)
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})
    try:
        yield
    finally:
        # One that comes while the process stops must not end it before its calls are answered.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
        loop.remove_signal_handler(signal.SIGHUP)
        if signal.SIGHUP not in before:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Terminal:
    """The terminal that the process was started in. The same signal says that it was closed, which ends a process.

    One that was told to live on (`nohup`) or has none, as a service of the system, has nothing to lose.
    """

    def __init__(self) -> None:
        self._counts = _is_there() and sys.platform != "win32" and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN

    @property
    def lost(self) -> bool:
        """Whether it was closed since."""
        return self._counts and not _is_there()


def _is_there() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0)))
    except OSError:
        return False
    return True
