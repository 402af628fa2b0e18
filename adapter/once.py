"""Attributes that are made when they are first asked for, of values that every turn makes anew."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_T = TypeVar("_T")


class made_once(Generic[_T]):  # noqa: N801 - a decorator, as `property` is one
    """As `functools.cached_property`, which takes a lock before Python 3.12 that costs more than what is made here.

    Two threads that ask for the first time may both make it: for what comes out the same.
    """

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any]) -> _T: ...
    def __get__(self, instance: object | None, owner: type[Any]) -> Self | _T:
        if instance is None:
            return self
        made = instance.__dict__[self._name] = self._make(instance)
        return made
