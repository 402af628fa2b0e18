"""What becomes of one field, and what a rule for a field of a destination is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapter.directory.capabilities import Capabilities
from adapter.directory.directory import Destination, Directory

Status: TypeAlias = Literal["honoured", "translated", "not in force yet", "ignored"]

Verdict: TypeAlias = tuple[Status, str]
"""The status, and a note in which `{platform}` stands for the platform's name."""

Rule: TypeAlias = Verdict | Callable[[Destination, Directory, Capabilities], Verdict]
"""A verdict that always holds, or one that depends on the file and the platform."""


@dataclass(frozen=True, kw_only=True)
class FieldSupport:
    """What becomes of one field. `key` is None for what stands outside the destinations."""

    key: str | None = None
    field: str
    status: Status
    note: str
