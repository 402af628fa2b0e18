"""An answer of the gateway as a turn of a call: counted, and told to whoever keeps the record of decisions."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from adapter.calls.counting import count_plan, count_turn
from adapter.calls.state import Call, CurrentTurn, Pending
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.errors import ModelError
from adapter.gateway.substitute import Substituted
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.decision import Decision, Failed
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.plan import Plan, plan

PLATFORM: Final = "gateway"
"""The name under which its transfers and answers are counted: which platform asks is not known."""

OnTurn: TypeAlias = Callable[[Call, Turn, Step | None], None]


@dataclass(kw_only=True)
class ToldTurn:
    """What led to one answer: the replies, how long each took, and the first decision where the model was asked again.

    `since` is the POSIX time at which the request came.
    """

    since: float
    replies: list[ModelReply] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    first: Decision | None = None

    def tell(
        self, asked: Substituted, decision: Decision | None, on_turn: OnTurn | None, error: ModelError | None = None
    ) -> None:
        """Counts the turn, and tells of it. An answer in which nothing was decided is none: a tool of somebody else's,
        a summary. Where `error` is the whole answer, no transfer has left."""
        left = decision is not None
        if error is not None and decision is None:
            decision = self.first or Failed(reason=error.code)
        if decision is None or not asked.judged:
            return
        found = plan(decision, asked.offer.situation)
        count_turn(decision, self.first)
        if left:
            count_plan(found, PLATFORM)
        if on_turn is not None:
            self._tell(asked, decision, found, on_turn, error)

    def _tell(
        self, asked: Substituted, decision: Decision, found: Plan, on_turn: OnTurn, error: ModelError | None
    ) -> None:
        call = self._call(asked)
        if found.transfer is not None:
            key = found.transfer.key
            way = Pending(destination=key, language=found.language, announced=found.say, since=self.since)
            # A call of ours asks the platform's own backend, and that may decide otherwise.
            native = asked.native is not None
            step = Step(call=replace(call, pending=way), blocked=found.blocked, begins_transfer=native)
        else:
            step = Step(call=call, blocked=found.blocked)
        turn = Turn(
            decision=decision,
            toolset=asked.offer.toolset,
            replies=tuple(self.replies),
            seconds=tuple(self.seconds),
            first=self.first,
            error=error,
        )
        on_turn(call, turn, step)

    def _call(self, asked: Substituted) -> Call:
        offer = asked.offer
        said = [message.text for message in offer.conversation if isinstance(message, UserMessage)]
        return Call(
            info=offer.situation.call,
            conversation=offer.conversation,
            turns=len(said),
            current_turn=CurrentTurn(number=len(said), text=said[-1] if said else "", since=self.since),
            language_heard=offer.situation.language,
            tried=offer.progress.tried,
        )
