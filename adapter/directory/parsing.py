"""Reads settings and destinations one by one: whatever is wrong becomes a problem, what is right is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from adapter.directory.keys import KeyFrom, derived_key, key_source, suggested_key
from adapter.directory.policy import KEY, DirectorySettings, Policy
from adapter.directory.problems import Problems
from adapter.directory.raw_directory import RawDestination, RawDirectory
from adapter.documents.document import Path
from adapter.frozen import dataclass
from adapter.vapi import TransferCallTool, TransferDestinationNumber, normalise, undialled_reason, unsupported_reason

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class ParsedDestination:
    """A destination as far as it could be read: `record` is None where it could not."""

    path: Path
    key: str
    record: TransferDestinationNumber | None
    policy: Policy
    policy_fields: frozenset[str]
    """Fields of the policy that the file gives, right or wrong."""
    key_from: KeyFrom = "file"
    withdrawn: bool = False
    """True for one that is read and cannot be served: of a kind that has no number, or with one that nobody could dial.
    """


def parse_settings(raw: RawDirectory, problems: Problems) -> DirectorySettings:
    """The settings of the directory; those that are wrong are left out."""
    return _ours(DirectorySettings, raw.settings, raw.top, problems) or DirectorySettings()


def parse_tool(raw: RawDirectory, problems: Problems) -> TransferCallTool:
    """The tool's messages and its rejection plan; those that are wrong are left out."""
    tool = _read(TransferCallTool, _normal(raw.tool, raw.top, problems), raw.top, problems)
    return tool or TransferCallTool(type="transferCall")


def parse_destinations(raw: RawDirectory, problems: Problems) -> list[ParsedDestination]:
    """All destinations in file order, each under a key of its own."""
    if not raw.destinations:
        problems.error(raw.destinations_path, "must hold at least one destination")
    taken: set[str] = set()
    destinations = []
    for position, written in enumerate(raw.destinations, start=1):
        key, key_from = _key(written, position, taken, problems)
        taken.add(key)
        destinations.append(replace(_destination(written, key, problems), key_from=key_from))
    return destinations


def _key(written: RawDestination, position: int, taken: set[str], problems: Problems) -> tuple[str, KeyFrom]:
    if written.key is not None:
        problems.named(written.path, written.key)
        if not KEY.fullmatch(written.key):
            close = suggested_key(written.key)
            # Digits may be a phone number's, which no message repeats.
            hint = f": {close} would do" if close and not any(map(str.isdigit, close)) else ""
            problems.error(
                written.path,
                f"a key is a small letter, then at most 47 small letters, digits and underscores{hint}",
            )
        return written.key, "file"
    raw = written.data if isinstance(written.data, dict) else {}
    key, wanted = derived_key(raw.get("name"), raw.get("description"), position, taken)
    problems.named(written.path, key)
    if key != wanted:
        problems.notice(written.path, f"another destination is {wanted} already, so this one is {key}: give it a name")
    return key, key_source(raw.get("name"), raw.get("description"))


def _destination(written: RawDestination, key: str, problems: Problems) -> ParsedDestination:
    raw = written.data if isinstance(written.data, dict) else {}
    reason = unsupported_reason(raw)
    record, policy, fields, withdrawn = None, Policy(), raw.get("policy"), False
    if not isinstance(written.data, dict):
        problems.error(written.path, "must be an object with type, number and description")
    elif reason is not None:
        problems.withdrawn((*written.path, "type"), reason)
        withdrawn = True
    else:
        record, withdrawn = _record(raw, written.path, problems)
        policy = _policy(fields, written.path, problems)
    given = frozenset(fields) if isinstance(fields, dict) else frozenset()
    return ParsedDestination(
        path=written.path, key=key, record=record, policy=policy, policy_fields=given, withdrawn=withdrawn
    )


def _record(raw: Mapping[str, object], path: Path, problems: Problems) -> tuple[TransferDestinationNumber | None, bool]:
    """The record as far as it can be read, and whether its number is one that cannot be dialled."""
    written = {name: part for name, part in raw.items() if name != "policy"}
    if written.get("message", "") is None:
        del written["message"]
        problems.notice((*path, "message"), 'is empty, so the usual sentence is spoken: write "" for silence')
    normal = _normal(written, path, problems)
    undialled = undialled_reason(normal)
    if undialled is not None:
        problems.withdrawn((*path, "number"), undialled)
        # Whatever else is wrong is told as well; any number will do for that.
        normal = {**normal, "number": "000", "numberE164CheckEnabled": False}
    record = _read(TransferDestinationNumber, normal, path, problems)
    return (record, False) if undialled is None else (None, True)


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
