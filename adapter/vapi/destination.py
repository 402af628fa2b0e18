"""A phone number that a call can be transferred to, and why Vapi's other kinds of destination cannot be used."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from adapter.vapi.messages import Message
from adapter.vapi.number_spelling import placeholder_in, without_punctuation
from adapter.vapi.record import Record, Text
from adapter.vapi.transfer_plan import TransferPlan

# Vapi publishes no pattern for the checked form; this is the ITU's, which agrees with all of Vapi's examples.
_E164 = re.compile(r"^\+[1-9][0-9]{1,14}$")
_UNCHECKED = re.compile(r"^\+?[a-zA-Z0-9]+$")
_MIN_NUMBER, _MAX_NUMBER = 3, 40

_UNSUPPORTED = {
    "sip": "a SIP destination has an address instead",
    "assistant": "an assistant destination names another assistant instead",
    "step": "a step destination names a workflow step instead, and Vapi removed the kind in May 2025",
}


class TransferDestinationNumber(Record):
    """A phone number, when to use it and what to say before connecting. `type` and `number` are required.

    - `number`: 3 to 40 characters. An E.164 number (plus sign, 2 to 15 digits, the first not 0), or with
      `number_e164_check_enabled` False letters and digits with at most a leading plus sign.
    - `extension`: 1 to 10 characters, dialled after the other party has answered.
    - `caller_id`: at most 40 characters, may be a Liquid template. Unset: the number that the call comes from.
    - `message`: said before connecting; "" says nothing.
    - `description`: tells the model when to choose it. `name`: for people only.

    (Vapi's OpenAPI document, August 2026; `name` from its Python package 3.0.)
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": {
                "properties": {"numberE164CheckEnabled": {"const": False}},
                "required": ["numberE164CheckEnabled"],
            },
            "then": {"properties": {"number": {"pattern": _UNCHECKED.pattern}}},
            "else": {"properties": {"number": {"pattern": _E164.pattern}}},
        }
    )

    type: Literal["number"]
    # Before `number`, whose rule depends on it: pydantic checks fields in this order.
    number_e164_check_enabled: bool = True
    number: Annotated[str, Field(json_schema_extra={"minLength": _MIN_NUMBER, "maxLength": _MAX_NUMBER})]
    extension: Annotated[Text, Field(min_length=1, max_length=10)] | None = None
    caller_id: Annotated[Text, Field(max_length=40)] | None = None
    message: Message | None = None
    transfer_plan: TransferPlan | None = None
    description: Text | None = None
    name: Text | None = None

    @field_validator("number")
    @classmethod
    def _number_keeps_to_its_rule(cls, number: str, info: ValidationInfo) -> str:
        # A flag that was itself refused leaves no telling which rule was meant, so the wider one is applied.
        wrong = number_problem(number, checked=info.data.get("number_e164_check_enabled", False))
        if wrong is not None:
            raise PydanticCustomError("number", "{wrong}", {"wrong": wrong})
        return number


def number_problem(number: str, *, checked: bool) -> str | None:
    """Why nobody could dial a number; None for one that keeps to its rule. `checked` is `numberE164CheckEnabled`.

    Of its digits only the first and the last two are in the message.
    """
    rule = _E164 if checked else _UNCHECKED
    if rule.fullmatch(number) and _MIN_NUMBER <= len(number) <= _MAX_NUMBER:
        return None
    placeholder = placeholder_in(number)
    if placeholder is not None:
        return f"holds a placeholder, {placeholder}: write the number itself, a plus sign and digits"
    plain = without_punctuation(number)
    if rule.fullmatch(plain) and plain != number and _MIN_NUMBER <= len(plain) <= _MAX_NUMBER:
        kind = "be an E.164 number" if checked else "be 3 to 40 letters or digits"
        return (
            f"must {kind} with nothing between: write it as {plain[:3]}…{plain[-2:]}, {len(plain)} characters in a row"
        )
    if checked:
        return (
            "must be an E.164 number: a plus sign, then 2 to 15 digits of which the first is not 0, and nothing"
            " else, such as +14155551234 (numberE164CheckEnabled: false allows other numbers)"
        )
    return "must be 3 to 40 letters or digits (A to Z, 0 to 9), the first of which may be a plus sign"


def undialled_reason(raw: Mapping[str, object]) -> str | None:
    """Why the number of an otherwise whole record could not be dialled; None where it can, or is no text at all."""
    number, checked = raw.get("number"), raw.get("numberE164CheckEnabled", True)
    if not isinstance(number, str) or not isinstance(checked, bool):
        return None
    return number_problem(number, checked=checked)


def unsupported_reason(raw: object) -> str | None:
    """Why an object is a destination of Vapi's that cannot be used here; None if its `type` is not one of those."""
    kind = raw.get("type") if isinstance(raw, dict) else None
    why = _UNSUPPORTED.get(kind) if isinstance(kind, str) else None
    return None if why is None else f"the transfer action can carry a phone number only; {why}"
