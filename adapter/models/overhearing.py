"""What goes to a model's server and what comes back, byte for byte, for whoever shows it to people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

import pydantic_core


@dataclass(kw_only=True, slots=True)
class Overheard:
    """The body of one request, and of its answer once one has come. A stream's is the answer that it amounts to."""

    sent: bytes
    came: bytes | None = None


@contextmanager
def overhearing() -> Iterator[list[Overheard]]:
    """Every request that is made within a `with` statement, in order, by this task and by those that it starts.

    Headers are not among it, and with them no key.
    """
    heard: list[Overheard] = []
    token = _listening.set(heard)
    try:
        yield heard
    finally:
        _listening.reset(token)


def sending(body: bytes) -> None:
    """A body is about to be sent."""
    heard = _listening.get()
    if heard is not None:
        heard.append(Overheard(sent=body))


def answered(content: bytes | Mapping[str, object]) -> None:
    """The body of the answer to what was sent last has come, or what the pieces of a stream amount to."""
    heard = _listening.get()
    if heard:
        heard[-1].came = content if isinstance(content, bytes) else pydantic_core.to_json(content)


_listening: Final[ContextVar[list[Overheard] | None]] = ContextVar("overhearing", default=None)
