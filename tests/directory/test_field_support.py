"""Every field that is set gets exactly one verdict, by what the platform can do."""

from typing import Any

import pytest

from adapter.directory import Capabilities, Directory, Policy
from adapter.directory.field_support import RULES, FieldSupport, field_support
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
ABLE = Capabilities(
    platform="parrot",
    returns_failed_transfers=True,
    uninterruptible=True,
    digits=True,
    max_languages=2,
    voice_providers=("azure", "eleven_labs"),
    caller_name=True,
    caller_number=True,
    extension_append=True,
    ring_seconds=(5, 120),
)
"""Transfers blind, and knows a call that comes back."""
UNABLE = Capabilities(platform="brick")
OFFICE = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
DESK = {"type": "number", "number": "+4921155660010"}


def report(
    cards: dict[str, Any], capabilities: Capabilities = ABLE, **settings: Any
) -> dict[tuple[str | None, str], FieldSupport]:
    directory = Directory.parse({**settings, "destinations": {"cards": cards, "desk": DESK}})
    lines = field_support(directory, capabilities)
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
    assert "not in force yet" not in verdicts.values()


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


@pytest.mark.parametrize(
    ("able", "field", "cards"),
    [
        ({"caller_number": True}, "callerId", {**DESK, "callerId": "{{customer.number}}"}),
        ({"caller_name": True}, "policy.caller_id_name", {**DESK, "policy": {"caller_id_name": "Cards"}}),
        ({"digits": True}, "policy.digit", {**DESK, "policy": {"digit": "1"}}),
        ({"returns_failed_transfers": True}, "policy.attempts", {**DESK, "policy": {"attempts": 2}}),
        (
            {"extension_append": True},
            "extension",
            {**DESK, "extension": "17", "policy": {"extension": "append"}},
        ),
        ({"extension_tones": True}, "extension", {**DESK, "extension": "17", "policy": {"extension": "send"}}),
        ({"ring_seconds": (5, 120)}, "transferPlan.dialTimeout", with_plan(dialTimeout=20)),
        ({"ring_seconds": (5, 120)}, "transferPlan.timeout", with_plan(timeout=20)),
        ({"transfer_plan": True}, "transferPlan.mode", with_plan(mode="warm-transfer-say-message")),
        ({"transfer_plan": True}, "transferPlan.message", with_plan(message="A caller for you.")),
        ({"transfer_plan": True}, "transferPlan.holdAudioUrl", with_plan(holdAudioUrl="https://example.com/a.mp3")),
        ({"transfer_plan": True}, "transferPlan.sipVerb", with_plan(sipVerb="dial")),
        (
            {"returns_failed_transfers": True},
            "transferPlan.fallbackPlan.message",
            with_plan(fallbackPlan={"message": "x"}),
        ),
        (
            {"transfer_plan": True},
            "transferPlan.fallbackPlan.message",
            {**DESK, "transferPlan": {"mode": "warm-transfer-experimental", "fallbackPlan": {"message": "x"}}},
        ),
        (
            {"transfer_plan": True},
            "transferPlan.fallbackPlan.endCallEnabled",
            {
                **DESK,
                "transferPlan": {
                    "mode": "warm-transfer-experimental",
                    "fallbackPlan": {"message": "x", "endCallEnabled": True},
                },
            },
        ),
    ],
)
def test_what_a_platform_cannot_do_is_ignored_and_says_so_by_its_name(
    able: dict[str, Any], field: str, cards: dict[str, Any]
) -> None:
    can = report(cards, Capabilities(platform="parrot", **able))["cards", field]
    cannot = report(cards, UNABLE)["cards", field]

    assert can.status in ("honoured", "translated")
    assert cannot.status == "ignored"
    assert cannot.note != can.note
    assert "brick" in cannot.note or "blind" in cannot.note


def test_nobody_comes_back_from_a_blind_transfer_of_a_platform_that_only_carries_plans_out() -> None:
    lines = report(with_plan(fallbackPlan={"message": "x"}), Capabilities(platform="parrot", transfer_plan=True))

    assert lines["cards", "transferPlan.fallbackPlan.message"].status == "ignored"


def test_attempts_count_where_a_platform_that_carries_plans_out_keeps_the_caller() -> None:
    carries = Capabilities(platform="parrot", transfer_plan=True)
    for mode, status in (("warm-transfer-experimental", "honoured"), ("blind-transfer", "ignored")):
        lines = report({**DESK, "transferPlan": {"mode": mode}, "policy": {"attempts": 2}}, carries)
        assert lines["cards", "policy.attempts"].status == status


def test_who_sends_the_record_as_it_is_leaves_the_caller_id_to_the_platform() -> None:
    carries = Capabilities(platform="parrot", transfer_plan=True, caller_number=True)
    assert "parrot renders it" in report({**DESK, "callerId": "{{customer.number}}"}, carries)["cards", "callerId"].note
    for capabilities, status in ((carries, "ignored"), (ABLE, "honoured")):
        directory = Directory.parse({"caller_id_number": "+4921155660009", "destinations": {"cards": DESK}})
        (line,) = [row for row in field_support(directory, capabilities) if row.field == "caller_id_number"]
        assert line.status == status


@pytest.mark.parametrize(
    ("capabilities", "said"),
    [
        (ABLE, "word for word before"),
        (Capabilities(platform="parrot", speaks_before_transfer=True), "word for word by parrot before"),
        (UNABLE, "a caller who speaks cuts it off"),
    ],
)
def test_the_announcement_says_who_speaks_it_and_what_cuts_it_off(capabilities: Capabilities, said: str) -> None:
    assert said in report({**DESK, "message": "Hello"}, capabilities)["cards", "message"].note


def test_a_ring_time_is_brought_within_what_the_platform_takes() -> None:
    lines = report(with_plan(dialTimeout=2), Capabilities(platform="parrot", ring_seconds=(3, 60)))

    assert lines["cards", "transferPlan.dialTimeout"].note == "into a ring time of 3 s (parrot takes 3 to 60)"


@pytest.mark.parametrize(
    ("tts", "capabilities", "status"),
    [
        ({"provider": "azure", "voice": "x"}, ABLE, "honoured"),
        ({"provider": "azure", "voice": "x"}, Capabilities(platform="p", voice_providers=("eleven_labs",)), "ignored"),
        ({"provider": "azure", "voice": "x"}, UNABLE, "ignored"),
        (None, ABLE, "honoured"),
    ],
)
def test_a_voice_is_spoken_where_the_platform_has_its_provider(
    tts: dict[str, Any] | None, capabilities: Capabilities, status: str
) -> None:
    lines = report(DESK, capabilities, speech={"de": {"tts": tts} if tts else {}})

    assert lines[None, "speech.de"].status == status


def test_settings_that_a_platform_cannot_do_are_ignored() -> None:
    lines = report(DESK, UNABLE, caller_id_name="Bank", caller_id_number="+49211556600", fallback="desk")

    assert {field: line.status for (key, field), line in lines.items() if key is None} == {
        "caller_id_name": "ignored",
        "caller_id_number": "ignored",
        "fallback": "honoured",
    }
    assert "come back" not in lines[None, "fallback"].note


@pytest.mark.parametrize(("tags", "ignored"), [(["de", "en"], False), (["de", "en", "fr"], True)])
def test_languages_beyond_those_that_the_platform_listens_for_at_once_are_reported(
    tags: list[str], ignored: bool
) -> None:
    lines = report(DESK, speech={tag: {} for tag in tags})

    assert ((None, "languages") in lines) is ignored


def test_a_pinned_destination_is_said_to_be_always_in_the_shortlist() -> None:
    line = report({**DESK, "policy": {"pinned": True}})["cards", "policy.pinned"]

    assert line.status == "honoured"
    assert "always in the shortlist" in line.note


@pytest.mark.parametrize("capabilities", [ABLE, UNABLE, Capabilities(platform="parrot", transfer_plan=True)])
def test_no_note_is_left_with_a_placeholder_for_the_platform(capabilities: Capabilities) -> None:
    lines = report(EVERYTHING, capabilities, caller_id_name="Bank", fallback="desk", speech={"de": {}})

    assert not any("{" in line.note for line in lines.values())


def test_no_note_holds_a_number() -> None:
    data = {"caller_id_number": "+4921155660099", "destinations": {"cards": EVERYTHING, "desk": DESK}}
    directory = Directory.parse(data)

    assert not any(directory.numbers.found_in(line.note) for line in field_support(directory, ABLE))
