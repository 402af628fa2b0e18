"""A rejectionPlan: transfers that the model asks for and the conversation does not allow."""

from datetime import datetime

from adapter.directory import Directory
from adapter.directory.conditions import compiled
from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.decision import Decision, Transfer, Unclear
from adapter.tool_calls.liquid import LiquidError, render
from adapter.transfers.call_info import CallInfo
from adapter.transfers.call_variables import call_variables
from adapter.transfers.caller_id import parties
from adapter.transfers.route import BlockedTransfer
from adapter.vapi import LiquidCondition, RegexCondition, RejectionCondition

MAX_TEXT = 4_000
"""Characters of one message that a condition looks at."""
MAX_MESSAGES = 80
"""The latest messages that a Liquid condition sees."""

REJECTED = (
    "The transfer was rejected: the caller cannot be transferred at this point of the conversation. Do not call a"
    " transfer tool now. Answer the caller in words."
)


def permitted(
    decision: Decision, directory: Directory, conversation: Conversation, call: CallInfo | None, now: datetime
) -> Decision:
    """The decision, or `Unclear` in place of a transfer that the directory's rejectionPlan rejects.

    `conversation` ends with the words that the decision answers. Without conditions nothing is rejected, with some a
    transfer is when all of them hold. What no model asked for, by a telephone key or to the fallback, is not subject to
    it. (Vapi's OpenAPI document, August 2026, ToolRejectionPlan.)
    """
    plan = directory.rejection_plan
    if plan is None or not plan.conditions or not isinstance(decision, Transfer):
        return decision
    if all(_holds(condition, conversation, call, now) for condition in plan.conditions):
        return Unclear(reason="rejected", candidates=(decision.destination,), ask_again=REJECTED)
    return decision


def rejections(*decisions: Decision | None) -> tuple[BlockedTransfer, ...]:
    """The transfers that the rejectionPlan has blocked in these decisions."""
    blocked: list[BlockedTransfer] = []
    for decision in decisions:
        if isinstance(decision, Unclear) and decision.reason == "rejected":
            blocked += [BlockedTransfer(obstacle="rejected", destination=key) for key in decision.candidates]
    return tuple(blocked)


def _holds(condition: RejectionCondition, conversation: Conversation, call: CallInfo | None, now: datetime) -> bool:
    match condition:
        case RegexCondition():
            text = _target(condition, conversation)
            found = text is not None and compiled(condition.regex).search(text) is not None
            return found != condition.negate
        case LiquidCondition():
            return _is_true(condition, conversation, call, now)
        case _:
            held = (_holds(inner, conversation, call, now) for inner in condition.conditions)
            return all(held) if condition.operator == "AND" else any(held)


def _target(condition: RegexCondition, conversation: Conversation) -> str | None:
    """The message that a pattern is looked for in, None where there is none."""
    role = condition.target.role if condition.target else None
    wanted = condition.target.position if condition.target else None
    said = [
        message.text
        for message in conversation
        if isinstance(message, UserMessage | AssistantMessage) and role in (None, message.role)
    ]
    position = -1 if wanted is None else int(wanted)
    if not -len(said) <= position < len(said):
        return None
    return said[position][:MAX_TEXT].encode("utf-8", "replace").decode()


def _is_true(condition: LiquidCondition, conversation: Conversation, call: CallInfo | None, now: datetime) -> bool:
    messages = chat_messages("", conversation[-MAX_MESSAGES:])[1:]
    for message in messages:
        message["content"] = str(message["content"] or "")[:MAX_TEXT]
    variables: dict[str, object] = {"messages": messages, "now": int(now.timestamp() * 1000)}
    if call is not None:
        sides = parties(call)
        known = call_variables(call, customer=sides.customer, assistant=sides.assistant, outbound=sides.outbound)
        variables = {**known, **variables}
    try:
        return render(condition.liquid, variables, now).strip() == "true"
    except LiquidError:
        return False
