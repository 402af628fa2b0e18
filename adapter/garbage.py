"""Python's garbage collector, kept from looking through what is being made to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SERVING: Final = (50_000, 10, 100)
"""Thresholds of a process that answers calls; Python's are 700, 10, 10. Turns leave no garbage in cycles, but where a
newer utterance has overtaken one, and what lives of a thousand calls is a hundred thousand objects. To look through
all of these takes 0.1 to 0.3 s, in which no caller is answered: with Python's thresholds that is every few seconds."""


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Collects nothing in the block: to look among hundreds of thousands of objects that all stay takes as long as a
    quarter of making them, or half."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def serving() -> None:
    """For a process that answers calls from now on, and for nothing else: what it has loaded stays until the end and is
    never looked at again, and what calls make is looked through rarely."""
    gc.freeze()
    gc.set_threshold(*SERVING)
