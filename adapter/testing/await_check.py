"""A played call that notices what a test forgets to await: such a test would pass whatever the assistant does."""

import functools
import inspect
from collections.abc import Coroutine
from typing import Any

from adapter.testing.played import AsyncPlayedCall


class AwaitCheckedCall(AsyncPlayedCall):
    """An `AsyncPlayedCall` that remembers its coroutines until `not_awaited` is asked."""

    def __getattribute__(self, name: str) -> Any:
        """The attribute; of a public coroutine function one that remembers."""
        value = super().__getattribute__(name)
        if name.startswith("_") or not inspect.iscoroutinefunction(value):
            return value

        @functools.wraps(value)
        def tracked(*args: Any, **kwargs: Any) -> Coroutine[Any, Any, Any]:
            coroutine: Coroutine[Any, Any, Any] = value(*args, **kwargs)
            self.__dict__.setdefault("_coroutines", []).append((name, coroutine))
            return coroutine

        return tracked

    def not_awaited(self) -> list[str]:
        """The methods that were called and not awaited, in order."""
        left = [
            (name, coroutine)
            for name, coroutine in self.__dict__.pop("_coroutines", [])
            if inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED
        ]
        for _, coroutine in left:
            coroutine.close()
        return [name for name, _ in left]

    def __repr__(self) -> str:
        return super().__repr__().replace(type(self).__name__, AsyncPlayedCall.__name__, 1)
