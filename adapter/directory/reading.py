"""Reads the parts of a directory one by one: whatever is wrong becomes a problem, what is right is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from adapter.directory.keys import derived_key, suggested_key
from adapter.directory.policy import KEY, Head, Policy
from adapter.directory.problems import Problems
from adapter.directory.shapes import Entry, Shape
from adapter.documents.document import Path
from adapter.vapi import TransferCallTool, TransferDestinationNumber, normalise, unsupported_reason

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A destination as far as it could be read: `record` is None where it could not."""

    path: Path
    key: str
    record: TransferDestinationNumber | None
    policy: Policy
    policy_fields: frozenset[str]
    """Fields of the policy that the file gives, right or wrong."""


def read_head(shape: Shape, problems: Problems) -> Head:
    """The settings of the directory; those that are wrong are left out."""
    return _ours(Head, shape.head, shape.top, problems) or Head()


def read_tool(shape: Shape, problems: Problems) -> TransferCallTool:
    """The tool's messages and its rejection plan; those that are wrong are left out."""
    tool = _read(TransferCallTool, _normal(shape.tool, shape.top, problems), shape.top, problems)
    return tool or TransferCallTool(type="transferCall")


def read_destinations(shape: Shape, problems: Problems) -> list[Part]:
    """All destinations in file order, each under a key of its own."""
    if not shape.entries:
        problems.error(shape.container, "must hold at least one destination")
    taken: set[str] = set()
    parts = []
    for position, entry in enumerate(shape.entries, start=1):
        key = _key(entry, position, taken, problems)
        taken.add(key)
        parts.append(_destination(entry, key, problems))
    return parts


def _key(entry: Entry, position: int, taken: set[str], problems: Problems) -> str:
    if entry.key is not None:
        problems.named(entry.path, entry.key)
        if not KEY.fullmatch(entry.key):
            close = suggested_key(entry.key)
            # Digits may be a phone number's, which no message repeats.
            hint = f": {close} would do" if close and not any(map(str.isdigit, close)) else ""
            problems.error(
                entry.path,
                f"a key is a small letter, then at most 47 small letters, digits and underscores{hint}",
            )
        return entry.key
    raw = entry.raw if isinstance(entry.raw, dict) else {}
    key, wanted = derived_key(raw.get("name"), raw.get("description"), position, taken)
    problems.named(entry.path, key)
    if key != wanted:
        problems.notice(entry.path, f"another destination is {wanted} already, so this one is {key}: give it a name")
    return key


def _destination(entry: Entry, key: str, problems: Problems) -> Part:
    raw = entry.raw if isinstance(entry.raw, dict) else {}
    reason = unsupported_reason(raw)
    record, policy, fields = None, Policy(), raw.get("policy")
    if not isinstance(entry.raw, dict):
        problems.error(entry.path, "must be an object with type, number and description")
    elif reason is not None:
        problems.error((*entry.path, "type"), reason)
    else:
        record = _record(raw, entry.path, problems)
        policy = _policy(fields, entry.path, problems)
    given = frozenset(fields) if isinstance(fields, dict) else frozenset()
    return Part(path=entry.path, key=key, record=record, policy=policy, policy_fields=given)


def _record(raw: Mapping[str, object], path: Path, problems: Problems) -> TransferDestinationNumber | None:
    written = {name: part for name, part in raw.items() if name != "policy"}
    if written.get("message", "") is None:
        del written["message"]
        problems.notice((*path, "message"), 'is empty, so the usual sentence is spoken: write "" for silence')
    return _read(TransferDestinationNumber, _normal(written, path, problems), path, problems)


def _policy(raw: object, path: Path, problems: Problems) -> Policy:
    if raw is None:
        return Policy()
    if not isinstance(raw, dict):
        problems.error((*path, "policy"), "must be an object")
        return Policy()
    return _ours(Policy, raw, (*path, "policy"), problems) or Policy()


def _normal(raw: Mapping[str, object], path: Path, problems: Problems) -> dict[str, Any]:
    normal, notices = normalise(dict(raw))
    for notice in notices:
        problems.notice((*path, *notice.path), notice.message)
    return normal if isinstance(normal, dict) else dict(raw)


def _ours(model: type[_Model], raw: Mapping[str, object], path: Path, problems: Problems) -> _Model | None:
    """Reads a record of our own, in which an empty field counts as left out."""
    empty = [name for name, value in raw.items() if value is None and name in model.model_fields]
    for name in empty:
        problems.notice((*path, name), "is empty and counts as left out")
    return _read(model, {name: value for name, value in raw.items() if name not in empty}, path, problems)


def _read(model: type[_Model], raw: Mapping[str, object], path: Path, problems: Problems) -> _Model | None:
    """Reads a record. What is wrong is reported and left out; None where the rest does not make one."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        problems.refused(path, error, raw, model)
        wrong = {item["loc"][0] for item in error.errors(include_url=False, include_input=False) if item["loc"]}
    try:
        return model.model_validate({name: value for name, value in raw.items() if name not in wrong})
    except ValidationError:
        return None
