"""What of a call is counted: how it changed, what was decided, and what was handed over. The one place for all paths.

A change is counted when it has been saved, by what the call was before it: an event that comes twice, or an answer that
is given again, changes nothing the second time.
"""

import re
from functools import cache

from adapter.calls.events import Event
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.directory import Capabilities
from adapter.metrics import (
    count_asked_again,
    count_blocked_transfer,
    count_call,
    count_decision,
    count_hold,
    count_transfer,
    count_transfer_outcome,
)
from adapter.tool_calls.decision import Decision, Transfer
from adapter.transfers.plan import Plan
from adapter.transfers.rejection import rejections
from adapter.transfers.route import BlockedTransfer


def count_turn(decision: Decision, first: Decision | None = None) -> None:
    """A decision of a model's reply. `first` is what its first reply would have been, where it was asked once more."""
    _count_decision(decision)
    if first is not None:
        count_asked_again(first.reason)
    _count_blocked(rejections(first, decision))


def count_question(decision: Decision) -> None:
    """A decision that somebody else's model is asked once more for: it is not the last one."""
    count_asked_again(decision.reason)
    _count_blocked(rejections(decision))


def count_plan(found: Plan, platform: str) -> None:
    """What comes of a decision where no call of ours goes on: what is handed over is out of our hands."""
    _count_blocked(found.blocked)
    if found.transfer is not None:
        count_transfer(found.transfer.key, found.cause, platform)


def count_step(before: Call, step: Step, capabilities: Capabilities) -> None:
    """A step that has been saved, of a call that was as it is in `before`. What its turn decided is not counted."""
    call, platform = step.call, capabilities.platform
    if before.phase == "new" and call.phase not in ("new", "ended"):
        count_call(platform)
    if _holds(before, step) and (step.commands or capabilities.runs_model):
        count_hold(platform)
    decision = step.decision
    if decision is not None and call.asked_again != before.asked_again and call.asked_again is not None:
        count_asked_again(decision.reason)
    elif decision is not None:
        _count_decision(decision)  # a telephone key's, silence's, that of the platform's own model
    _count_blocked(step.blocked)
    if step.result is not None:
        count_transfer_outcome(step.result.destination, step.result.outcome)
    sent = call.pending
    another = before.phase != "transferring" or call.transfers != before.transfers
    if call.phase == "transferring" and sent is not None and another:
        count_transfer(sent.destination, sent.cause, platform)


def kind_of(event: Event) -> str:
    """What an event is called among the attributes: `caller_said`."""
    return _snake_case(type(event).__name__)


@cache
def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _count_decision(decision: Decision) -> None:
    count_decision(decision.kind, decision.reason, decision.destination if isinstance(decision, Transfer) else None)


def _count_blocked(blocked: tuple[BlockedTransfer, ...]) -> None:
    for one in blocked:
        count_blocked_transfer(one.destination, one.obstacle, one.instead)


def _holds(before: Call, step: Step) -> bool:
    """Whether the turn that is waited for has been held once more."""
    turn, held = before.current_turn, step.call.current_turn
    return turn is not None and held is not None and turn.number == held.number and held.holds > turn.holds
