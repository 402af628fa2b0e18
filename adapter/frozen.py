"""`dataclass` for frozen values that are made in every turn."""

import dataclasses
from collections.abc import Callable
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen, kw_only, **rest):
        """As `dataclasses.dataclass`, with an `__init__` that takes little more than half as long.

        That of a frozen dataclass sets each field by `object.__setattr__`, which asks every base of the class whether
        it may. Only for frozen dataclasses that are no more than fields given by name.
        """

        def with_init(kind):
            made = dataclasses.dataclass(init=False, frozen=frozen, kw_only=kw_only, **rest)(kind)
            if not (frozen and kw_only) or hasattr(made, "__post_init__"):
                raise TypeError(f"{kind.__name__} is more than frozen fields given by name")
            made.__init__ = _init_of(made)
            return made

        return with_init


_NOTHING = object()


def _init_of(kind: type[Any]) -> Callable[..., None]:
    """The `__init__` that writes where the values stand: in the slots, else in the dictionary of the instance."""
    known: dict[str, Any] = {"_nothing": _NOTHING}
    parameters: list[str] = []
    lines: list[str] = []
    state: list[str] = []
    for field in dataclasses.fields(kind):
        name = value = field.name
        if field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_nothing")
            value = f"_make_{name}() if {name} is _nothing else {name}"
        else:
            parameters.append(name)
        slot = getattr(kind, name, None)
        if isinstance(slot, MemberDescriptorType):
            known[f"_set_{name}"] = slot.__set__
            lines.append(f"_set_{name}(self, {value})")
        else:
            state.append(f"{name!r}: {value}")
    if state:
        known["_set_state"] = next(vars(base)["__dict__"] for base in kind.__mro__ if "__dict__" in vars(base)).__set__
        lines.append(f"_set_state(self, {{{', '.join(state)}}})")
    body = "\n    ".join(lines)
    exec(f"def __init__(self, *, {', '.join(parameters)}):\n    {body}", known)  # noqa: S102 - as dataclasses makes it
    known["__init__"].__qualname__ = f"{kind.__qualname__}.__init__"
    init: Callable[..., None] = known["__init__"]
    return init
