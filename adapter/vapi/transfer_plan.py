"""How Vapi would carry a transfer out: mode, waiting times, what the other party hears, what happens if it fails."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, JsonValue

from adapter.vapi.messages import Message
from adapter.vapi.record import ARRAY, Number, Record, Text, read_by_type

TransferMode: TypeAlias = Literal[
    "blind-transfer",
    "blind-transfer-add-summary-to-sip-header",
    "warm-transfer-say-message",
    "warm-transfer-say-summary",
    "warm-transfer-twiml",
    "warm-transfer-wait-for-operator-to-speak-first-and-then-say-message",
    "warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary",
    "warm-transfer-experimental",
]
SipVerb: TypeAlias = Literal["refer", "bye", "dial"]


class ContextEngineeringPlanLastNMessages(Record):
    """The other party's assistant is told the last `max_messages` messages (0 or more)."""

    type: Literal["lastNMessages"]
    max_messages: Annotated[Number, Field(ge=0)]


class ContextEngineeringPlanNone(Record):
    """The other party's assistant is told nothing of the conversation."""

    type: Literal["none"]


class ContextEngineeringPlanAll(Record):
    """The other party's assistant is told the whole conversation. Vapi's default."""

    type: Literal["all"]


def _read_context_plan(value: object) -> object:
    return read_by_type(
        value, ContextEngineeringPlanLastNMessages, ContextEngineeringPlanNone, ContextEngineeringPlanAll
    )


ContextEngineeringPlan: TypeAlias = Annotated[
    ContextEngineeringPlanLastNMessages | ContextEngineeringPlanNone | ContextEngineeringPlanAll,
    Field(discriminator="type"),
    BeforeValidator(_read_context_plan),
]


class SummaryPlan(Record):
    """How a summary for the other party is written: the prompt's messages, free-form objects that are kept as they are.

    `timeout_seconds`: 1 to 60, Vapi's default 5.
    """

    messages: tuple[dict[str, JsonValue], ...] = ARRAY
    enabled: bool = True
    timeout_seconds: Annotated[Number, Field(ge=1, le=60)] | None = None


class TransferFallbackPlan(Record):
    """What the caller hears when nobody could be reached, and whether the call ends then."""

    message: Message
    end_call_enabled: bool = True


class TransferPlan(Record):
    """How the transfer is carried out. `mode` is required as soon as there is a plan.

    `message` is for the other party, unlike the destination's own. `timeout` (waiting for the other party to speak) and
    `dial_timeout` (ringing) are seconds, 1 to 600, Vapi's default 60. `twiml`: at most 4096 characters. `sip_verb` is a
    text, although the published schema calls it an object. (Vapi's OpenAPI document, August 2026)
    """

    mode: TransferMode
    message: Message | None = None
    timeout: Annotated[Number, Field(ge=1, le=600)] | None = None
    sip_verb: SipVerb | None = None
    dial_timeout: Annotated[Number, Field(ge=1, le=600)] | None = None
    hold_audio_url: Text | None = None
    transfer_complete_audio_url: Text | None = None
    context_engineering_plan: ContextEngineeringPlan | None = None
    twiml: Annotated[Text, Field(max_length=4096)] | None = None
    summary_plan: SummaryPlan | None = None
    sip_headers_in_refer_to_enabled: bool = False
    fallback_plan: TransferFallbackPlan | None = None
