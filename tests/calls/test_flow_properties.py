"""What holds for every call, whatever the platform sends, repeats, reorders or loses, and whatever is decided.

Here for the pure flow: the test says when a decision comes, comes late, or comes to a turn that was overtaken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from adapter.calls.events import Event
from adapter.calls.flow import on_event
from adapter.calls.state import Call, dump_call, load_call
from adapter.calls.steps import Step
from adapter.calls.turn_flow import on_decision, on_late, on_ready
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.transfers.call_info import CallInfo
from tests.calls.ledger import (
    KEYS,
    NUMBERS,
    SENTENCE,
    SILENCE,
    Ledger,
    Line,
    Move,
    World,
    check_conversation,
    event_of,
    made_of,
    scripts,
    worlds,
)
from tests.calls.wire import actions_of, arrived, read_wire

CALLS = min(settings().max_examples, 6000)
START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Waiter:
    """An event that waits for a decision. `joined`: it came after the one that asked for it."""

    event: Event
    kind: str
    number: int
    holds: int
    joined: bool


class Played:
    """A call played against the pure flow."""

    def __init__(self, world: World) -> None:
        self.config = world.config()
        self.ledger = Ledger(world)
        self.line = Line()
        self.now = START
        self.call = Call(info=CallInfo(id="call-1"))
        self.waiters: list[Waiter] = []
        self.overtaken: set[int] = set()
        self.offered: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        return (self.now - START).total_seconds()

    def make(self, move: Move) -> None:
        move = made_of(move, self.ledger, self.line, deciding=bool(self.waiters))
        self.now += timedelta(milliseconds=move.after)
        match move.kind:
            case "lost_end":
                self.line.lose_end()
            case "decision":
                self.decide(move.pick)
            case "late":
                self.late()
            case "overtaken":
                for number in self.overtaken:
                    step = on_decision(self.call, number, _whim(move.pick, KEYS), self.now, self.config)
                    assert step == Step(call=self.call), "a decision that was overtaken was carried out"
            case "restart":
                self.waiters.clear()
                self.line.lossy = True
            case _:
                if move.kind == "owed":
                    self.now += timedelta(milliseconds=SENTENCE if self.line.playing else SILENCE)
                kind, fields = event_of(move, self.line)
                self.send(kind, **fields)
                if move.twice:
                    self.send(kind, again=True, **fields)

    def send(self, kind: str, *, again: bool = False, **fields: Any) -> None:
        words = kind == "user_speak" and bool(fields["text"].strip())
        text, barged_in = fields.get("text", ""), fields.get("barged_in", False)
        self.ledger.heard(kind, self.seconds, text, barged_in=barged_in, again=again)
        if words:
            self.line.words(barged_in=fields["barged_in"])
        event = read_wire({"type": kind, "session": {"id": "call-1"}, **fields})
        step = on_event(self.call, event, self.now, self.config)
        self.take(step, event, to=kind if step.work == "none" else "")
        turn = self.call.current_turn
        if step.work != "none":
            assert turn is not None
            assert not actions_of(step)
        if step.work == "decide" or actions_of(step):
            self.overtaken.update(waiter.number for waiter in self.waiters)
            self.waiters.clear()
        if step.work == "decide":
            assert turn is not None
            self.offered = tuple(self.ledger.offered)
            self.waiters.append(Waiter(event=event, kind=kind, number=turn.number, holds=turn.holds, joined=False))
        elif step.work == "join":
            assert turn is not None
            if turn.ready is not None:
                self.take(on_decision(self.call, turn.number, turn.ready, self.now, self.config), event, to=kind)
            else:
                self.waiters.append(Waiter(event=event, kind=kind, number=turn.number, holds=turn.holds, joined=True))

    def decide(self, pick: int) -> None:
        turn = self.call.current_turn
        if turn is None:
            return
        decision = _whim(pick, self.offered)
        if not self.waiters:
            self.take(on_ready(self.call, turn.number, decision))
        waiters, self.waiters = self.waiters, []
        for position, waiter in enumerate(waiters):
            step = on_decision(self.call, waiter.number, decision, self.now, self.config)
            assert not position or not actions_of(step), "a decision was carried out twice"
            self.take(step, waiter.event, to=waiter.kind)

    def late(self) -> None:
        if self.waiters:
            late = self.waiters.pop(0)
            step = on_late(self.call, late.number, self.now, self.config, waited=late.joined, holds=late.holds)
            self.take(step, late.event, to=late.kind)

    def take(self, step: Step, event: Event | None = None, *, to: str = "") -> None:
        note(f"{self.seconds:7.1f} {self.call.phase} {[action.type for action in actions_of(step)]} {step.work}")
        self.call = step.call if event is None else arrived(step, event, self.now)
        dumped = dump_call(self.call)
        assert load_call(dumped) == self.call
        assert not any(number.encode() in dumped for number in NUMBERS.values())
        check_conversation(step.call.conversation)
        self.ledger.beat += 1
        self.ledger.answered(actions_of(step), self.seconds, to=to)
        self.line.answered(actions_of(step))
        if self.ledger.over:
            assert replace(step.call, answered=None) == Call(info=CallInfo(id="call-1"), phase="ended")

    def answer_at_last(self, pick: int) -> None:
        """The platform sends what it owes. Where it lost something before, the caller may have to speak again."""
        patience, lates = 2, pick % 4
        for _ in range(20):
            if not self.ledger.unanswered or self.ledger.over:
                return
            self.now += timedelta(milliseconds=20001)
            if self.waiters and lates:
                self.late()
                lates -= 1
            elif self.waiters:
                self.decide(pick)
            elif self.line.owed:
                self.send(self.line.give())
            else:
                assert self.line.lossy, "the caller waits, and no event will come"
                assert patience
                patience -= 1
                self.send("user_speak", text="hello, is anybody there", barged_in=False)
        raise AssertionError("the caller was never answered")


def _whim(pick: int, offered: Sequence[str]) -> Decision:
    if pick < 8 and offered:
        return Transfer(reason="tool_call", destination=offered[pick % len(offered)])
    match pick % 4:
        case 0:
            return Reply(reason="text", text="What is it about?")
        case 1:
            return Unclear(reason="unknown_tool")
        case 2:
            return HangUp(reason="tool_call", text="Bye then." if pick > 11 else "")
        case _:
            return Failed(reason="model_timeout")


@settings(max_examples=CALLS, deadline=None)
@given(world=worlds, moves=scripts, pick=st.integers(0, 15))
def test_whatever_happens_a_call_is_transferred_once_and_never_left_alone(
    world: World, moves: list[Move], pick: int
) -> None:
    played = Played(world)
    for move in moves:
        played.make(move)
    played.answer_at_last(pick)
