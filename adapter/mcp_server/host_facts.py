"""What the program around an MCP client knows of a call, and tells beside the model's choice in a request's `_meta`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from adapter.errors import RequestError
from adapter.transfers.backend_call import read_call
from adapter.transfers.messages import conversation_of
from adapter.transfers.progress import Returned

CALL = "transfer-adapter/call"
MESSAGES = "transfer-adapter/messages"
RETURNED = "transfer-adapter/returned"


@dataclass(frozen=True, kw_only=True, slots=True)
class HostFacts:
    """All of it optional: most clients have only a model and tell nothing.

    `call_id` tells calls on one connection apart, "" is the one call of a client that names none. `call` is what
    `TransferTools.offer` takes, `messages` what was said. `returned` is the key of a transfer that came back, and why.
    """

    call_id: str = ""
    call: Mapping[str, object] | None = None
    messages: tuple[object, ...] = ()
    returned: tuple[str, Returned] | None = None


def read_host_facts(meta: Mapping[str, object] | None) -> HostFacts:
    """The facts in a request's `_meta`. Raises `RequestError`, which quotes nothing of it."""
    told = meta or {}
    call, messages = told.get(CALL), told.get(MESSAGES, ())
    if call is not None and not isinstance(call, Mapping):
        raise RequestError(f"_meta {CALL}: an object with id, from, to, direction and language, all optional")
    if not isinstance(messages, list | tuple):
        raise RequestError(f"_meta {MESSAGES}: a list of messages with role and content")
    conversation_of(_mappings(messages))
    info, _ = read_call(call)
    return HostFacts(call_id=info.id, call=call, messages=tuple(messages), returned=_returned(told.get(RETURNED)))


def _mappings(messages: Iterable[object]) -> Iterable[object]:
    for message in messages:
        if not isinstance(message, Mapping):
            raise RequestError(f"_meta {MESSAGES}: each is an object with role and content")
        yield message


def _returned(value: object) -> tuple[str, Returned] | None:
    if value is None:
        return None
    key = value.get("key") if isinstance(value, Mapping) else None
    outcome = value.get("outcome", "unknown") if isinstance(value, Mapping) else None
    for known in get_args(Returned):
        if isinstance(key, str) and outcome == known:
            return key, known
    outcomes = ", ".join(get_args(Returned))
    raise RequestError(f"_meta {RETURNED}: an object with the key that was transferred to, and outcome ({outcomes})")
