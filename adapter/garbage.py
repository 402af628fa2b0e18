"""Python's garbage collector, kept from looking through what is being made to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
