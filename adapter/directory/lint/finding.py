"""One finding of the linter, and what a rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapter.directory.directory import Directory

Severity: TypeAlias = Literal["error", "warning", "hint"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong, and how to mend it. `keys` are the destinations concerned; none for the directory itself.

    An error makes transfers go wrong; a warning may be meant as it is; a hint is a likelihood to look at.
    """

    severity: Severity = "warning"
    code: str
    keys: tuple[str, ...] = ()
    message: str
    mend: str

    def __str__(self) -> str:
        where = f"{', '.join(self.keys)}: " if self.keys else ""
        return f"{where}{self.message}: {self.mend}"


Rule: TypeAlias = Callable[[Directory], Iterator[Finding]]
