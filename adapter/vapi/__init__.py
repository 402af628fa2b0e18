"""Vapi's side: destinations, the transferCall tool and all that they refer to. pydantic and nothing else.

Facts from Vapi's OpenAPI document of August 2026, where nothing else is named. camelCase on the wire, snake_case here.
"""

from adapter.vapi.destination import TransferDestinationNumber, undialled_reason, unsupported_reason
from adapter.vapi.messages import (
    LANGUAGES,
    Condition,
    CustomMessage,
    Message,
    TextContent,
    ToolMessage,
    ToolMessageComplete,
    ToolMessageDelayed,
    ToolMessageFailed,
    ToolMessageStart,
)
from adapter.vapi.record import Record
from adapter.vapi.tolerance import Notice, normalise
from adapter.vapi.tool import (
    GroupCondition,
    LiquidCondition,
    MessageTarget,
    RegexCondition,
    RejectionCondition,
    RejectionPlan,
    TransferCallTool,
)
from adapter.vapi.transfer_plan import (
    ContextEngineeringPlan,
    ContextEngineeringPlanAll,
    ContextEngineeringPlanLastNMessages,
    ContextEngineeringPlanNone,
    SipVerb,
    SummaryPlan,
    TransferFallbackPlan,
    TransferMode,
    TransferPlan,
)

__all__ = [
    "LANGUAGES",
    "Condition",
    "ContextEngineeringPlan",
    "ContextEngineeringPlanAll",
    "ContextEngineeringPlanLastNMessages",
    "ContextEngineeringPlanNone",
    "CustomMessage",
    "GroupCondition",
    "LiquidCondition",
    "Message",
    "MessageTarget",
    "Notice",
    "Record",
    "RegexCondition",
    "RejectionCondition",
    "RejectionPlan",
    "SipVerb",
    "SummaryPlan",
    "TextContent",
    "ToolMessage",
    "ToolMessageComplete",
    "ToolMessageDelayed",
    "ToolMessageFailed",
    "ToolMessageStart",
    "TransferCallTool",
    "TransferDestinationNumber",
    "TransferFallbackPlan",
    "TransferMode",
    "TransferPlan",
    "normalise",
    "undialled_reason",
    "unsupported_reason",
]
