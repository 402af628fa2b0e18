"""Outcomes: how what came of a turn compares with a case's label."""

from collections.abc import Mapping
from typing import Final

from adapter.calls.turn import Turn
from adapter.errors import ModelTimeout
from adapter.evals.cases import Case
from adapter.evals.rows import Outcome
from adapter.tool_calls.decision import Failed, HangUp, Reason, Transfer, Unclear
from adapter.tool_calls.text_calls import text_tool_calls
from adapter.tool_calls.tools import SINGLE_NAME, Toolset

_FAULTS_OF_CALLS: Final[Mapping[Reason, Outcome]] = {
    "unknown_tool": "unknown_tool",
    "missing_destination": "bad_arguments",
    "unreadable_arguments": "bad_arguments",
    "conflicting_arguments": "bad_arguments",
    "written_call": "bad_arguments",
    "cut_off": "bad_arguments",
    "conflicting_calls": "multiple_calls",
}


def outcome_of(case: Case, turn: Turn, toolset: Toolset) -> Outcome:
    """How a turn compares with its case. `toolset` are the tools that were offered in it.

    The decision that stands counts: a mistake that the model mended when it was asked again is no mistake for the
    caller. An error of the provider is neither right nor wrong, whatever the label, and also where it struck only when
    asking again: what the model would have made of that is not known.

    Where no transfer is expected, words, a question or a farewell are right, and so is a refusal, which callers hear as
    a question. A fault in a tool call never is, although nobody was transferred. A destination that does not exist is
    `unknown_tool` by its own tool's name and `bad_arguments` as an argument of the one tool for all. A reply of which
    nothing can be used is a `refusal`, whatever the label: the model did not answer. Where a transfer is expected, a
    model that ends the call has `hung_up`, also where it was not allowed to.
    """
    if turn.error is not None:
        return "timeout" if isinstance(turn.error, ModelTimeout) else "provider_error"
    accepted = case.accepted
    match turn.decision:
        case Transfer(destination=key):
            if key in accepted:
                return "right"
            return "wrong_destination" if accepted else "false_transfer"
        case Failed(reason=reason):
            return "provider_error" if reason == "unreadable_reply" else "refusal"
        case Unclear(reason="unknown_destination"):
            return "bad_arguments" if _by_argument(turn, toolset) else "unknown_tool"
        case Unclear(reason=reason) if reason in _FAULTS_OF_CALLS:
            return _FAULTS_OF_CALLS[reason]
        case HangUp() | Unclear(reason="early_hang_up") if accepted:
            return "hung_up"
        case Unclear(reason="refusal") if accepted:
            return "refusal"
    return "missed" if accepted else "right"


def _by_argument(turn: Turn, toolset: Toolset) -> bool:
    """Whether the tool that was called is the one for all, and was offered."""
    reply = turn.replies[-1]
    calls = reply.tool_calls or text_tool_calls(reply.text) or ()
    return toolset.exposure != "each" and any(call.name.strip().lower() == SINGLE_NAME for call in calls)
