"""`replace` for the values of a call, of which an event replaces a dozen."""

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

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
            for name in names:
                object.__setattr__(other, name, changes[name] if name in changes else getattr(value, name))
        else:
            other.__dict__.update(value.__dict__, **changes)
        return other


@cache
def _fields(kind: type[Any]) -> tuple[frozenset[str], bool]:
    """The names of a dataclass's fields, and whether it keeps them in slots."""
    of_kind = fields(kind)
    if hasattr(kind, "__post_init__") or not all(field.init for field in of_kind):
        raise TypeError(f"{kind.__name__} is more than its fields")
    return frozenset(field.name for field in of_kind), hasattr(kind, "__slots__")
