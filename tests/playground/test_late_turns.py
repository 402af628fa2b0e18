"""A turn that was decided between two events, and the step that delivers it, are one turn."""

import pytest

from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.playground.turns import delivered
from adapter.testing.transcript import Decided
from adapter.tool_calls.decision import Decision, Reply, Transfer
from adapter.transfers.call_info import CallInfo

CARDS = Transfer(reason="tool_call", destination="cards")
LOANS = Transfer(reason="tool_call", destination="loans")


def step(decision: Decision) -> Step:
    return Step(call=Call(info=CallInfo(id="1")), decision=decision)


def test_the_step_that_delivers_a_kept_decision_joins_its_turn() -> None:
    kept, delivering = Decided(turn=Turn(decision=CARDS)), Decided(step=step(CARDS))
    one = delivered(kept, delivering)
    assert one == Decided(turn=kept.turn, step=delivering.step)


@pytest.mark.parametrize(
    ("before", "then"),
    [
        (Decided(turn=Turn(decision=CARDS)), Decided(step=step(LOANS))),
        (Decided(turn=Turn(decision=CARDS), step=step(CARDS)), Decided(step=step(CARDS))),
        (Decided(turn=Turn(decision=CARDS)), Decided(turn=Turn(decision=CARDS), step=step(CARDS))),
        (Decided(step=step(CARDS)), Decided(step=step(CARDS))),
        (Decided(turn=Turn(decision=Reply(reason="text", text="Hm."))), Decided(step=step(CARDS))),
    ],
)
def test_what_is_decided_anew_is_a_turn_of_its_own(before: Decided, then: Decided) -> None:
    assert delivered(before, then) is None
