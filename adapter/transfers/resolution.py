"""What a backend with its own loop does next."""

from dataclasses import asdict
from typing import Any, Literal, TypeAlias

from adapter.frozen import dataclass
from adapter.tool_calls.decision import Decision, to_wire
from adapter.transfers.plan import PlannedTransfer

NextStep: TypeAlias = Literal["listen", "transfer", "hang_up", "ask_again"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """What a reply amounts to, with everything applied that a call would get.

    `next`: what to do. `say`: what to speak now, "" for nothing; with "transfer" the announcement that comes before it.
    `transfer` is set exactly with "transfer". `retry` is set exactly with "ask_again": the messages to append for that
    one further question, in the form of the reply's API. The reply is among them, but for a Realtime session, which has
    it already. `progress`: a JSON value to hand in with the call's next offer.
    """

    next: NextStep
    say: str
    transfer: PlannedTransfer | None
    retry: list[Any] | None  # each API has a type of its own for its messages
    progress: dict[str, object]
    decision: Decision

    def to_json(self) -> dict[str, object]:
        """The same, JSON-ready."""
        again = {} if self.decision.ask_again is None else {"ask_again": self.decision.ask_again}
        return {
            "decision": {**to_wire(self.decision), **again},
            "next": self.next,
            "say": self.say,
            "transfer": None if self.transfer is None else asdict(self.transfer),
            "retry": self.retry,
            "progress": self.progress,
        }
