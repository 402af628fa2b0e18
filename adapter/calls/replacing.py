"""`replace` for the values of a call, of which an event replaces a dozen."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

__all__ = ["replace"]

if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(value, /, **changes):
        """As `dataclasses.replace`, in a fraction of its time, for dataclasses that are no more than their fields."""
        kind = type(value)
        names, slots = _fields(kind)
        if not names.issuperset(changes):
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(changes.keys() - names))}")
        other = object.__new__(kind)
        if slots:
            for name, read, write in slots:
                write(other, changes[name] if name in changes else read(value))
        else:
            other.__dict__.update(value.__dict__, **changes)
        return other


_Slot: TypeAlias = tuple[str, Callable[[Any], Any], Callable[[Any, Any], None]]


@cache
def _fields(kind: type[Any]) -> tuple[frozenset[str], tuple[_Slot, ...]]:
    """The names of a dataclass's fields, and how each is read and written where they are kept in slots."""
    of_kind = fields(kind)
    if hasattr(kind, "__post_init__") or not all(field.init for field in of_kind):
        raise TypeError(f"{kind.__name__} is more than its fields")
    names = [field.name for field in of_kind]
    slots = [(name, getattr(kind, name)) for name in names] if hasattr(kind, "__slots__") else []
    return frozenset(names), tuple((name, slot.__get__, slot.__set__) for name, slot in slots)
