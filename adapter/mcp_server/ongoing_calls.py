"""The calls of a connection: how far each has come between two tool calls, in memory and bounded."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from adapter.transfers.resolution import Resolution

MAX_CALLS = 1_000
"""Calls that are kept; beyond it the one that has been silent longest is forgotten."""
FORGOTTEN_AFTER = 3600.0
"""Seconds without a request after which a call is forgotten, as in the stores of the service. A client that names no
calls begins a new one then."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A transfer or a goodbye that was decided, at this second of the connection's clock."""

    resolution: Resolution
    at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OngoingCall:
    """How far a call has come.

    `progress` is the last resolution's. `asked_again`: the model has just been told what was wrong with its call.
    `chosen` is what was decided last, as long as it is not known what came of it.
    """

    progress: Mapping[str, object] | None = None
    asked_again: bool = False
    chosen: Chosen | None = None


class OngoingCalls:
    """The calls by their ids. Seconds are those of a clock that nobody sets."""

    def __init__(self) -> None:
        self._calls: OrderedDict[str, tuple[OngoingCall, float]] = OrderedDict()

    def get(self, call_id: str, seconds: float) -> OngoingCall:
        """The call, or one that begins."""
        call, touched = self._calls.get(call_id, (OngoingCall(), seconds))
        return call if seconds < touched + FORGOTTEN_AFTER else OngoingCall()

    def put(self, call_id: str, call: OngoingCall, seconds: float) -> None:
        """Keeps the call, and makes room for it."""
        self._calls[call_id] = (call, seconds)
        self._calls.move_to_end(call_id)
        while len(self._calls) > MAX_CALLS:
            self._calls.popitem(last=False)
