"""Every field that is set gets exactly one verdict."""

from typing import Any

import pytest

from adapter.directory import Directory, Policy
from adapter.directory.field_support import NOT_YET, RULES, FieldSupport, field_support
from adapter.vapi import TransferDestinationNumber, TransferFallbackPlan, TransferPlan

EVERYTHING: dict[str, Any] = {
    "type": "number",
    "number": "+4921155660001",
    "numberE164CheckEnabled": True,
    "extension": "17",
    "callerId": "{{customer.number}}",
    "message": "One moment.",
    "description": "Lost cards.",
    "name": "Cards",
    "transferPlan": {
        "mode": "warm-transfer-experimental",
        "message": "A caller for you.",
        "timeout": 40,
        "sipVerb": "dial",
        "dialTimeout": 200,
        "holdAudioUrl": "https://example.com/hold.mp3",
        "transferCompleteAudioUrl": "https://example.com/done.mp3",
        "contextEngineeringPlan": {"type": "all"},
        "twiml": "<Response/>",
        "summaryPlan": {"enabled": True},
        "sipHeadersInReferToEnabled": True,
        "fallbackPlan": {"message": "Nobody is free.", "endCallEnabled": False},
    },
    "policy": {
        "caller_id_name": "Card services",
        "examples": ["my card is gone"],
        "hours": "Mo-Fr 08:00-20:00",
        "timezone": "Europe/Berlin",
        "closed": "desk",
        "digit": "1",
        "extension": "refuse",
        "pinned": True,
        "emergency": False,
        "premium": False,
        "attempts": 2,
    },
}
OFFICE = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
DESK = {"type": "number", "number": "+4921155660010"}


def report(cards: dict[str, Any], **settings: Any) -> dict[tuple[str | None, str], FieldSupport]:
    lines = field_support(Directory.parse({**settings, "destinations": {"cards": cards, "desk": DESK}}))
    assert len({(line.key, line.field) for line in lines}) == len(lines)
    return {(line.key, line.field): line for line in lines}


def with_plan(**plan: Any) -> dict[str, Any]:
    return {**DESK, "transferPlan": {"mode": "blind-transfer", **plan}}


def fields(model: type[Any], prefix: str, *, without: str = "") -> set[str]:
    names = {f"{prefix}{field.alias or name}" for name, field in model.model_fields.items()}
    return names - {f"{prefix}{without}"}


def test_no_field_of_a_destination_vanishes() -> None:
    every_field = {
        *fields(TransferDestinationNumber, "", without="transferPlan"),
        *fields(TransferPlan, "transferPlan.", without="fallbackPlan"),
        *fields(TransferFallbackPlan, "transferPlan.fallbackPlan."),
        *fields(Policy, "policy."),
    }

    assert set(RULES) == every_field
    assert {field for key, field in report(EVERYTHING) if key == "cards"} == every_field


def test_only_what_is_set_is_reported() -> None:
    assert [line for key, line in report(EVERYTHING) if key == "desk"] == ["type", "number"]


def test_the_verdicts_of_a_destination_that_sets_everything() -> None:
    verdicts = {field: line.status for (key, field), line in report(EVERYTHING).items() if key == "cards"}

    assert {field for field, status in verdicts.items() if status == "ignored"} == {
        "extension",
        "transferPlan.mode",
        "transferPlan.message",
        "transferPlan.timeout",
        "transferPlan.sipVerb",
        "transferPlan.holdAudioUrl",
        "transferPlan.transferCompleteAudioUrl",
        "transferPlan.contextEngineeringPlan",
        "transferPlan.twiml",
        "transferPlan.summaryPlan",
        "transferPlan.sipHeadersInReferToEnabled",
    }
    assert {field for field, status in verdicts.items() if status == "translated"} == {
        "transferPlan.dialTimeout",
        "transferPlan.fallbackPlan.message",
    }
    assert {field for field, status in verdicts.items() if status == "not in force yet"} == {
        field for field in NOT_YET if field.startswith("policy.")
    }


@pytest.mark.parametrize(
    ("cards", "field", "status", "said"),
    [
        ({**DESK, "message": ""}, "message", "honoured", "silence"),
        ({**DESK, "message": "Hello"}, "message", "honoured", "word for word"),
        ({**DESK, "callerId": "+49301234567"}, "callerId", "honoured", "as it is"),
        ({**DESK, "numberE164CheckEnabled": False}, "numberE164CheckEnabled", "honoured", "sent as it is"),
        ({**DESK, "extension": "17"}, "extension", "ignored", "not offered"),
        ({**DESK, "policy": OFFICE}, "policy.hours", "honoured", "told when it opens"),
        ({**DESK, "policy": {**OFFICE, "closed": "desk"}}, "policy.hours", "honoured", "policy.closed is used"),
        ({**DESK, "policy": {**OFFICE, "closed": "desk"}}, "policy.closed", "honoured", "get to desk"),
        ({**DESK, "policy": {"closed": "desk"}}, "policy.closed", "ignored", "never closed"),
        (
            {**DESK, "extension": "17", "policy": {"extension": "append"}},
            "extension",
            "translated",
            "follow the number",
        ),
        (with_plan(), "transferPlan.mode", "honoured", "the one way"),
        (
            with_plan(mode="blind-transfer-add-summary-to-sip-header"),
            "transferPlan.mode",
            "ignored",
            "without a summary",
        ),
        (with_plan(mode="warm-transfer-say-message"), "transferPlan.mode", "ignored", "is told nothing"),
        (with_plan(timeout=2), "transferPlan.timeout", "translated", "5 s"),
        (with_plan(dialTimeout=44.6), "transferPlan.dialTimeout", "translated", "45 s"),
        (with_plan(dialTimeout=500), "transferPlan.dialTimeout", "translated", "120 s"),
        (with_plan(fallbackPlan={"message": "x"}), "transferPlan.fallbackPlan.message", "translated", "30 s"),
        (
            with_plan(fallbackPlan={"message": "x", "endCallEnabled": True}),
            "transferPlan.fallbackPlan.endCallEnabled",
            "honoured",
            "the call ends",
        ),
    ],
)
def test_a_verdict_says_what_becomes_of_the_field(cards: dict[str, Any], field: str, status: str, said: str) -> None:
    line = report(cards)["cards", field]

    assert line.status == status
    assert said in line.note


def test_settings_and_tool_messages_are_reported() -> None:
    directory = report(
        DESK,
        caller_id_name="Bank",
        caller_id_number="+49211556600",
        fallback="desk",
        countries=["DE"],
        speech={"de": {}},
        messages=[
            {"type": "request-start", "content": "x", "blocking": False},
            {"type": "request-complete", "content": "x"},
            {"type": "request-failed", "content": "x"},
            {"type": "request-response-delayed", "content": "x"},
        ],
        rejectionPlan={"conditions": []},
    )

    assert {field: line.status for (key, field), line in directory.items() if key is None} == {
        "caller_id_name": "honoured",
        "caller_id_number": "honoured",
        "fallback": "honoured",
        "countries": "honoured",
        "speech.de": "honoured",
        "messages[0]": "honoured",
        "messages[0].blocking": "ignored",
        "messages[1]": "ignored",
        "messages[2]": "ignored",
        "messages[3]": "ignored",
        "rejectionPlan": "honoured",
    }


def test_no_note_holds_a_number() -> None:
    data = {"caller_id_number": "+4921155660099", "destinations": {"cards": EVERYTHING, "desk": DESK}}
    directory = Directory.parse(data)

    assert not any(directory.numbers.found_in(line.note) for line in field_support(directory))
