"""What of a call has to be known at its next turn, as a value that goes round with whoever keeps the call."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Annotated, Final, Literal, TypeAlias, get_args

import pydantic_core
from pydantic import Field, TypeAdapter

from adapter.directory import Directory
from adapter.directory.policy import MAX_KEY
from adapter.errors import RequestError
from adapter.frozen import dataclass
from adapter.tool_calls.shortlist_size import MAX_LISTED

Returned: TypeAlias = Literal["busy", "no_answer", "failed", "unknown"]
"""Why a transfer came back: the line was busy, nobody answered, it could not be made, or nobody said why."""

MAX_TRIED = 200
"""Destinations that one call can have tried: what is handed in goes into the answer as it came."""

_Name: TypeAlias = Annotated[str, Field(max_length=MAX_KEY)]
"""A key, or a language tag, which is shorter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a call has come.

    `tried`: how often each key was dialled in vain. `unclear`: unusable decisions in a row. `language`: the last that
    the model named. `transferring`: the key of the transfer that was decided last, until it has come back.
    `shown`: the values of the shortlists so far, in their order. `widened`: the model has found nothing in them in this
    turn, and more was added.
    """

    tried: Annotated[Mapping[_Name, int], Field(max_length=MAX_TRIED)] = field(default_factory=dict)
    unclear: int = 0
    language: _Name | None = None
    transferring: _Name | None = None
    shown: Annotated[tuple[_Name, ...], Field(max_length=MAX_LISTED)] | None = None
    widened: Literal[True] | None = None

    def exhausted(self, directory: Directory) -> frozenset[str]:
        """The keys that the call may not try any more."""
        return exhausted_keys(self.tried, directory)


BEGINNING: Final = Progress()
"""That of a call that begins."""

_PROGRESS: TypeAdapter[Progress] = TypeAdapter(Progress)


def read_progress(value: object) -> Progress:
    """The progress in the JSON value that an earlier result gave; None is that of a call that begins.

    Raises `RequestError` for what is none, without quoting it.
    """
    if value is None:
        return BEGINNING
    try:
        # as JSON, because only there a strict reader takes an object for a dataclass
        return _PROGRESS.validate_json(pydantic_core.to_json(value), strict=True)
    except (ValueError, RecursionError):
        raise RequestError("progress: hand in the value of the last result's `progress`, unchanged, or none") from None


def progress_json(progress: Progress) -> dict[str, object]:
    """The progress as a JSON value."""
    value: dict[str, object] = _PROGRESS.dump_python(progress, mode="json", exclude_none=True)
    return value


def exhausted_keys(tried: Mapping[str, int], directory: Directory) -> frozenset[str]:
    """The keys that were tried as often as their policy allows, and those that the directory does not have any more."""
    if not tried:
        return frozenset()
    known = directory.destinations
    return frozenset(key for key, times in tried.items() if key not in known or times >= known[key].policy.attempts)


def after_return(progress: Progress, outcome: Returned) -> Progress:
    """The progress once its transfer has come back. Without one under way nothing changes: it was told twice.

    Raises `RequestError` for an outcome that there is none of.
    """
    if outcome not in get_args(Returned):
        raise RequestError(f"outcome: one of {', '.join(get_args(Returned))}")
    key = progress.transferring
    if key is None:
        return progress
    return replace(progress, tried={**progress.tried, key: progress.tried.get(key, 0) + 1}, transferring=None)
