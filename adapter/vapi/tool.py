"""The transferCall tool: destinations, the tool's messages, and when a call of it is to be rejected."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from adapter.vapi.destination import TransferDestinationNumber
from adapter.vapi.messages import ToolMessage
from adapter.vapi.record import ARRAY, Number, Record, Text, read_by_type


class MessageTarget(Record):
    """Which message of the conversation is looked at: the one at `position` of those by `role`, or by anyone.

    `position`: 0 is the first message, negative ones count from the end; unset means -1, the last.
    """

    role: Literal["user", "assistant"] | None = None
    position: Number | None = None


class RegexCondition(Record):
    """Holds when the pattern is found in the message, or with `negate` when it is not.

    The pattern is JavaScript's, may begin with inline flags such as `(?i)`, and is searched for, not matched whole.
    """

    type: Literal["regex"]
    regex: Text
    target: MessageTarget | None = None
    negate: bool = False


class LiquidCondition(Record):
    """Holds when the template renders exactly `true`. It may use `messages`, `now` (milliseconds) and variables."""

    type: Literal["liquid"]
    liquid: Text


class GroupCondition(Record):
    """Holds when all (`AND`) or any (`OR`) of its conditions hold; groups nest."""

    type: Literal["group"]
    operator: Literal["AND", "OR"]
    conditions: tuple["RejectionCondition", ...] = Field(strict=False)


def _read_condition(value: object) -> object:
    return read_by_type(value, RegexCondition, LiquidCondition, GroupCondition)


RejectionCondition: TypeAlias = Annotated[
    RegexCondition | LiquidCondition | GroupCondition, Field(discriminator="type"), BeforeValidator(_read_condition)
]
GroupCondition.model_rebuild()


class RejectionPlan(Record):
    """The tool call is rejected when there are conditions and all of them hold.

    (Vapi's OpenAPI document, August 2026, ToolRejectionPlan.)
    """

    conditions: tuple[RejectionCondition, ...] = ARRAY


class TransferCallTool(Record):
    """Vapi's transferCall tool, as far as its destinations are phone numbers."""

    type: Literal["transferCall"]
    destinations: tuple[TransferDestinationNumber, ...] = ARRAY
    messages: tuple[ToolMessage, ...] = ARRAY
    rejection_plan: RejectionPlan | None = None
