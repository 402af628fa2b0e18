"""Every change of phase that a call can make, found by trying: all events and decisions in all states within reach.

Calls that the flow treats alike are tried once, so that the search comes to its end by itself.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from adapter import Directory
from adapter.calls.events import (
    CallEnded,
    CallerSaid,
    CallerSilent,
    CallResumed,
    CallStarted,
    CommandPosted,
    DecisionRequested,
    Event,
    Interrupted,
    KeyPressed,
    SpeechEnded,
    TimerFired,
    ToolCalled,
    TransferReturned,
    Unrecognised,
)
from adapter.calls.flow import answered_inquiry, on_event
from adapter.calls.parts import on_part
from adapter.calls.questions import answered
from adapter.calls.repeats import with_answer
from adapter.calls.state import Call, Phase
from adapter.calls.steps import Step
from adapter.calls.timers import with_timer
from adapter.calls.turn_flow import on_decision, on_late, on_no_decision
from adapter.platforms import CAPABILITIES
from adapter.tool_calls.conversation import ToolCall, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

Changes = Mapping[tuple[Phase, Phase], set[str]]
"""Each change with what has brought it about: the kind of an event, of a decision, or what became of a turn."""

DEPTH: Final = 5
SOONER, LATER = 0.2, 30.0
"""Seconds between two events: within a repetition and a misfire, and beyond both."""

_INFO = CallInfo(id="call-1")
_SAID = (UserMessage(text="my card"),)
_TRANSFERS = ("cards", "quiet", "ends")
_TOOLS = tuple(
    ToolCall(name=name, arguments="{}", id=name)
    for name in (*(f"transfer_to_{key}" for key in _TRANSFERS), "hang_up", "no_such_tool")
)
EVENTS: Final[tuple[Event, ...]] = (
    CallStarted(call=_INFO),
    CallerSaid(call=_INFO, text="my card"),
    CallerSaid(call=_INFO, text="thanks"),
    SpeechEnded(call=_INFO),
    Interrupted(call=_INFO),
    CallerSilent(call=_INFO),
    KeyPressed(call=_INFO, digit="1"),
    TransferReturned(call=_INFO, outcome="busy"),
    CallResumed(call=_INFO),
    CallResumed(call=_INFO, inquiry="again"),
    TimerFired(call=_INFO),
    CallEnded(call=_INFO),
    Unrecognised(call=_INFO, kind="other"),
    *(ToolCalled(call=_INFO, calls=(tool,), conversation=_SAID) for tool in _TOOLS),
    DecisionRequested(call=_INFO, conversation=_SAID),
    DecisionRequested(call=_INFO, conversation=(), unattended=True),
    CommandPosted(call=_INFO, questions=tuple(tool.id for tool in _TOOLS), failure="not taken"),
)
DECISIONS: Final[tuple[Decision, ...]] = (
    *(Transfer(reason="tool_call", destination=key) for key in _TRANSFERS),
    Reply(reason="text", text="Yes?"),
    HangUp(reason="tool_call", text="Bye."),
    Unclear(reason="unknown_tool"),
    Failed(reason="model_timeout"),
)


def every_change(*platforms: str) -> Changes:
    """The changes of calls on these platforms."""
    found: defaultdict[tuple[Phase, Phase], set[str]] = defaultdict(set)
    for platform in platforms:
        config = replace(AssistantConfig(directory=_directory()), capabilities=CAPABILITIES[platform])
        known: set[Hashable] = set()
        calls = [(Call(info=_INFO), datetime(2026, 11, 20, 12, tzinfo=UTC))]
        for _ in range(DEPTH):
            calls = list(_onward(calls, config, known, found))
    return found


def _directory() -> Directory:
    """One destination that is announced, one that is not, one whose plan ends the call, and the fallback."""
    ends = {"mode": "blind-transfer", "fallbackPlan": {"message": "Bye.", "endCallEnabled": True}}
    parts: dict[str, dict[str, object]] = {
        "cards": {"message": "Cards.", "policy": {"digit": "1"}},
        "quiet": {"message": ""},
        "ends": {"message": "Ends.", "transferPlan": ends},
        "desk": {"message": "The desk."},
    }
    destinations = {
        key: {"type": "number", "number": f"+4921155660{at:03d}", "description": f"All about {key}.", **parts[key]}
        for at, key in enumerate(parts)
    }
    return Directory.parse({"fallback": "desk", "destinations": destinations})


def _onward(
    calls: list[tuple[Call, datetime]],
    config: AssistantConfig,
    known: set[Hashable],
    found: defaultdict[tuple[Phase, Phase], set[str]],
) -> Iterator[tuple[Call, datetime]]:
    for before, then in calls:
        for seconds in (SOONER, LATER):
            now = then + timedelta(seconds=seconds)
            for what, step in _steps(before, now, config):
                after = with_timer(step, config, now).call
                if after.phase != before.phase:
                    found[before.phase, after.phase].add(what)
                if (kind := _kind(after)) not in known:
                    known.add(kind)
                    yield after, now


def _steps(call: Call, now: datetime, config: AssistantConfig) -> Iterator[tuple[str, Step]]:
    for event in EVENTS:
        step = on_event(call, event, now, config)
        if config.capabilities.runs_model and isinstance(event, ToolCalled | DecisionRequested):
            step = answered(step, event, now, arrived=False)
        else:
            step = with_answer(answered_inquiry(step, event, now, config), event, now, arrived=True)
        yield type(event).__name__, step
    turn = call.current_turn
    if turn is None:
        return
    for decision in DECISIONS:
        yield decision.kind, on_decision(call, turn.number, decision, now, config)
    for waited in (False, True):
        yield "late", on_late(call, turn.number, now, config, waited=waited)
    yield "no decision", on_no_decision(call, turn.number, now, config)
    if config.capabilities.speaks_in_parts:
        yield "part", on_part(call, turn.number, "Yes. ", now, config)


def _kind(call: Call) -> Hashable:
    """What of a call the flow goes by, without its times and texts."""
    turn, pending = call.current_turn, call.pending
    return (
        call.phase,
        turn and (turn.holds > 0, turn.speech_ended, bool(turn.spoken)),
        pending and pending.destination,
        call.silences,
        call.unclear,
        tuple(sorted(call.tried.items())),
        call.fell_back,
        any(given.posted is not None for given in call.given),
        bool(call.told),
    )
