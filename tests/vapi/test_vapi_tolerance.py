"""What is read otherwise than written, and that it is always told."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError
from vapi import types as sdk

from adapter.vapi import TransferCallTool, TransferDestinationNumber, normalise

NUMBER = "+4921155660001"


def destination(**fields: object) -> dict[str, object]:
    return {"type": "number", "number": NUMBER, **fields}


def told(raw: object) -> list[tuple[str, str]]:
    return [(".".join(map(str, notice.path)), notice.message) for notice in normalise(raw)[1]]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"caller_id": "x"}, {"callerId": "x"}),
        ({"number_e164_check_enabled": False}, {"numberE164CheckEnabled": False}),
        ({"number_e_164_check_enabled": False}, {"numberE164CheckEnabled": False}),
        ({"number_e_1_6_4_check_enabled": False}, {"numberE164CheckEnabled": False}),
        ({"transfer_plan": {"mode": "blind-transfer"}}, {"transferPlan": {"mode": "blind-transfer"}}),
    ],
)
def test_a_snake_case_name_is_read_as_camel_case_with_a_notice_that_names_both(
    written: dict[str, object], read: dict[str, object]
) -> None:
    normal, [notice] = normalise(destination(**written))
    assert normal == destination(**read)
    [old], [new] = written, read
    assert notice.path == (old,)
    assert old in notice.message
    assert new in notice.message


def test_every_nested_snake_case_name_is_read_and_told_with_its_place_in_the_file() -> None:
    raw = {
        "type": "transferCall",
        "destinations": [
            destination(
                transfer_plan={
                    "mode": "warm-transfer-experimental",
                    "sip_verb": "dial",
                    "dial_timeout": 20,
                    "hold_audio_url": "https://example.com/a.mp3",
                    "transfer_complete_audio_url": "https://example.com/b.mp3",
                    "context_engineering_plan": {"type": "lastNMessages", "max_messages": 4},
                    "summary_plan": {"timeout_seconds": 9},
                    "sip_headers_in_refer_to_enabled": True,
                    "fallback_plan": {"message": "Sorry.", "end_call_enabled": False},
                }
            )
        ],
        "messages": [
            {"type": "request-complete", "end_call_after_spoken_enabled": True},
            {"type": "request-response-delayed", "timing_milliseconds": 500},
        ],
        "rejection_plan": {"conditions": [{"type": "liquid", "liquid": "false"}]},
    }
    normal, notices = normalise(raw)
    assert TransferCallTool.model_validate(normal).to_wire() == {
        "type": "transferCall",
        "destinations": [
            destination(
                transferPlan={
                    "mode": "warm-transfer-experimental",
                    "sipVerb": "dial",
                    "dialTimeout": 20,
                    "holdAudioUrl": "https://example.com/a.mp3",
                    "transferCompleteAudioUrl": "https://example.com/b.mp3",
                    "contextEngineeringPlan": {"type": "lastNMessages", "maxMessages": 4},
                    "summaryPlan": {"timeoutSeconds": 9},
                    "sipHeadersInReferToEnabled": True,
                    "fallbackPlan": {"message": "Sorry.", "endCallEnabled": False},
                }
            )
        ],
        "messages": [
            {"type": "request-complete", "endCallAfterSpokenEnabled": True},
            {"type": "request-response-delayed", "timingMilliseconds": 500},
        ],
        "rejectionPlan": {"conditions": [{"type": "liquid", "liquid": "false"}]},
    }
    assert len(notices) == 15
    assert ("destinations", 0, "transfer_plan", "fallback_plan", "end_call_enabled") in {n.path for n in notices}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("warm-transfer-with-message", "warm-transfer-say-message"),
        ("warm-transfer-with-summary", "warm-transfer-say-summary"),
        ("warm-transfer-with-twiml", "warm-transfer-twiml"),
    ],
)
def test_an_old_mode_name_is_read_as_todays_with_a_notice_that_names_both(old: str, new: str) -> None:
    normal, [notice] = normalise(destination(transferPlan={"mode": old}))
    assert normal == destination(transferPlan={"mode": new})
    assert notice.path == ("transferPlan", "mode")
    assert old in notice.message
    assert new in notice.message


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        *(
            ({"type": "transferCall", name: {"any": "thing"}}, name)
            for name in ("id", "orgId", "org_id", "createdAt", "created_at", "updatedAt", "function", "async", "server")
        ),
        (destination(transferAssistant={"firstMessage": "Hi"}), "transferAssistant"),
        (
            destination(transferPlan={"mode": "blind-transfer", "transferAssistant": {}}),
            "transferPlan.transferAssistant",
        ),
        (
            destination(transferPlan={"mode": "blind-transfer", "transfer_assistant": 1}),
            "transferPlan.transfer_assistant",
        ),
        (
            destination(transferPlan={"mode": "blind-transfer", "voicemailDetectionType": "audio"}),
            "transferPlan.voicemailDetectionType",
        ),
        (
            destination(transferPlan={"mode": "blind-transfer", "summaryPlan": {"useAssistantLlm": True}}),
            "transferPlan.summaryPlan.useAssistantLlm",
        ),
    ],
)
def test_a_field_that_only_exports_have_is_left_out_with_a_notice_that_says_why(raw: dict[str, Any], path: str) -> None:
    normal, _ = normalise(raw)
    [(where, message)] = told(raw)
    assert where == path
    assert message.startswith(f"{path.rpartition('.')[2]} is not used: ")
    assert isinstance(normal, dict)
    record = TransferCallTool if raw["type"] == "transferCall" else TransferDestinationNumber
    record.model_validate(normal)


def test_nulls_are_read_as_not_given_with_one_notice_per_object() -> None:
    raw = destination(message=None, description=None, transferPlan={"mode": "blind-transfer", "twiml": None})
    assert normalise(raw)[0] == destination(transferPlan={"mode": "blind-transfer"})
    assert told(raw) == [
        ("transferPlan", "null is read as not given: twiml"),
        ("", "null is read as not given: message, description"),
    ]


def test_an_unknown_field_that_is_null_says_nothing_wherever_it_stands() -> None:
    raw = {
        **tool_of(destination(sipUri=None, transferPlan={"mode": "blind-transfer", "voicemailPlan": None})),
        "assistantId": None,
    }
    normal, _ = normalise(raw)
    assert normal == tool_of(destination(transferPlan={"mode": "blind-transfer"}))


@pytest.mark.parametrize(
    "part",
    [
        {"summaryPlan": {"enabled": True, "customLlmUrl": "https://example.com/v1"}},
        {"contextEngineeringPlan": {"type": "all", "maxTokens": 500}},
        {"contextEngineeringPlan": {"type": "lastNMessages", "maxMessages": 3, "roles": ["user"]}},
    ],
)
def test_an_unknown_field_does_no_harm_where_nothing_is_carried_out(part: dict[str, Any]) -> None:
    raw = destination(transferPlan={"mode": "blind-transfer", **part})
    normal, [notice] = normalise(raw)
    TransferDestinationNumber.model_validate(normal)
    assert notice.message.endswith(" is not used: nothing of this part is carried out here")


@pytest.mark.parametrize(
    "raw",
    [
        destination(transferPlan={"mode": "blind-transfer", "dialTimout": 20}),
        destination(transferPlan={"mode": "blind-transfer", "fallbackPlan": {"message": "x", "endCall": True}}),
        destination(desciption="Cards."),
        destination(message={"type": "custom-message", "contnets": []}),
    ],
)
def test_an_unknown_field_stays_for_validation_where_it_may_be_a_misspelt_one(raw: dict[str, Any]) -> None:
    assert normalise(raw) == (raw, ())


def test_an_empty_extension_is_none_and_an_empty_message_is_silence() -> None:
    normal, [notice] = normalise(destination(extension="", message=""))
    assert normal == destination(message="")
    assert (notice.path, notice.message) == (("extension",), "an empty extension is read as not given")


def tool_of(*destinations: dict[str, Any]) -> dict[str, Any]:
    return {"type": "transferCall", "destinations": list(destinations)}


def test_a_null_in_a_required_field_stays_for_validation_to_refuse() -> None:
    for raw in ({"type": "number", "number": None}, destination(transferPlan={"mode": None})):
        normal, notices = normalise(raw)
        assert notices == ()
        with pytest.raises(ValidationError):
            TransferDestinationNumber.model_validate(normal)


def test_a_dump_of_vapis_python_package_loads() -> None:
    dumped = sdk.TransferDestinationNumber(
        type="number",
        number=NUMBER,
        number_e_164_check_enabled=True,
        transfer_plan=sdk.TransferPlan(mode="blind-transfer"),
    ).model_dump()
    normal, notices = normalise(dumped)
    assert TransferDestinationNumber.model_validate(normal).to_wire() == destination(
        numberE164CheckEnabled=True, transferPlan={"mode": "blind-transfer"}
    )
    assert notices


@pytest.mark.parametrize(
    "twins",
    [
        {"caller_id": "a", "callerId": "a"},
        {"number_e164_check_enabled": False, "number_e_164_check_enabled": False},
        {"transferPlan": {"mode": "blind-transfer"}, "transfer_plan": {"mode": "blind-transfer"}},
    ],
)
def test_two_spellings_of_one_field_are_left_for_validation_to_refuse(twins: dict[str, object]) -> None:
    raw = destination(**twins)
    normal, notices = normalise(raw)
    assert normal == raw
    assert notices == ()
    with pytest.raises(ValidationError, match="not permitted"):
        TransferDestinationNumber.model_validate(normal)


@pytest.mark.parametrize(
    "raw",
    [
        destination(policy={"caller_id": "x", "caller_id_name": None, "number_e164_check_enabled": True}),
        destination(
            transferPlan={"mode": "blind-transfer", "summaryPlan": {"messages": [{"timeout_seconds": 1, "x": None}]}}
        ),
    ],
)
def test_what_is_the_users_own_is_left_alone(raw: object) -> None:
    assert normalise(raw) == (raw, ())


@pytest.mark.parametrize(
    "raw",
    [
        None,
        7,
        "caller_id",
        [],
        [None, "x"],
        {},
        {"type": "sip", "sipUri": "sip:a@b"},
        destination(Caller_Id="x", callerid="x", cal_ler_id="x", caller_id_="x", numbr="x"),
        destination(id="x", function={}, server={}),
        destination(transferPlan="blind-transfer"),
        destination(transferPlan={"mode": ["warm-transfer-with-message"]}),
        destination(message={"type": "custom-message", "contents": "Hello"}),
        {"number": NUMBER, 5: "x"},
        {"type": "transferCall", "destinations": {"cards": destination()}, "messages": [{"type": "nope", "org_id": 1}]},
    ],
)
def test_what_is_not_known_stays_as_it_is_for_validation_to_judge(raw: object) -> None:
    assert normalise(raw) == (raw, ())


def test_a_list_of_destinations_is_read_one_by_one() -> None:
    normal, [notice] = normalise([destination(), destination(caller_id="x")])
    assert normal == [destination(), destination(callerId="x")]
    assert notice.path == (1, "caller_id")


def test_the_argument_is_not_changed() -> None:
    raw = {
        "id": "x",
        "destinations": [
            destination(caller_id=None, transfer_plan={"mode": "warm-transfer-with-twiml", "twiml": None})
        ],
    }
    before = copy.deepcopy(raw)
    normalise(raw)
    assert raw == before


def test_notices_never_repeat_a_value() -> None:
    raw = destination(caller_id=NUMBER, transferAssistant=NUMBER, transfer_plan={"mode": NUMBER, "message": NUMBER})
    assert told(raw)
    assert not any("211" in message for _, message in told(raw))
