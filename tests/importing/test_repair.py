"""One destination at a time: what is mended, what is left out, and what stays behind."""

from typing import Any

import pytest

from adapter.importing.repair import repaired

NUMBER = {"type": "number", "number": "+4921155660001"}


def notes(raw: dict[str, Any]) -> list[tuple[str, str]]:
    return [(".".join(map(str, path)), message) for path, message in repaired(raw).notes]


@pytest.mark.parametrize(
    ("written", "number", "extension"),
    [
        ("+49 211 556 600-01", "+4921155660001", None),
        ("tel:+49-211-55660001", "+4921155660001", None),
        (4921155660001, "4921155660001", None),
        ("+4921155660001,204", "+4921155660001", "204"),
        ("+49 211 55660001 ext. 204", "+4921155660001", "204"),
        ("+4921155660001x204", "+4921155660001", "204"),
        ("+4921155660001;ext=204", "+4921155660001", "204"),
        ("+49211{{x}}", "+49211{{x}}", None),
    ],
)
def test_a_number_is_brought_into_its_form(written: object, number: str, extension: str | None) -> None:
    record = repaired({**NUMBER, "number": written}).record
    assert record is not None
    assert (record["number"], record.get("extension")) == (number, extension)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"number": "+49 211 55660001"}, "number", "without spaces and punctuation"),
        ({"transferPlan": {"mode": "warm-transfer-by-pigeon"}}, "transferPlan.mode", "by-pigeon is no mode"),
        ({"transferPlan": {"mode": "warm-transfer-with-twiml"}}, "transferPlan.mode", "is read as warm-transfer-twiml"),
        ({"transferPlan": {"mode": "blind-transfer", "timeout": 9999}}, "transferPlan.timeout", "must be at most 600"),
        ({"transferPlan": {"mode": "blind-transfer", "speed": 9}}, "transferPlan.speed", "is no known field"),
        ({"colour": "red"}, "colour", "is left out: it is no known field"),
        ({"callerId": "x" * 41}, "callerId", "must have at most 40 characters"),
        ({"description": 5}, "description", "must be text"),
        ({"message": {"content": "x"}}, "message", "is missing"),
        ({"numberE164CheckEnabled": "yes"}, "numberE164CheckEnabled", "must be true or false"),
        (
            {"message": {"type": "custom-message", "contents": [{"type": "text", "language": "de-AT", "text": "Ja."}]}},
            "message.contents.0.language",
            "is written as de",
        ),
        ({"transfer_plan": {"mode": "blind-transfer"}}, "transfer_plan", "is read as transferPlan"),
    ],
)
def test_what_no_directory_takes_is_mended_or_left_out_and_said(fields: dict[str, Any], field: str, said: str) -> None:
    result = repaired({**NUMBER, **fields})
    assert result.record is not None
    told = notes({**NUMBER, **fields})
    assert [where for where, message in told if said in message] == [field], told


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"type": "sip", "sipUri": "sip:a@b"}, "a SIP destination"),
        ({"type": "assistant", "assistantName": "x"}, "names another assistant"),
        ({"type": "number"}, "has no number"),
        ({"type": "number", "number": None}, "number must be text"),
        ({"type": "number", "number": ["+49"]}, "number must be text"),
        ({"type": "fax", "number": "+4921155660001"}, "type must be number"),
        ("text", "is no object"),
        (None, "is no object"),
    ],
)
def test_what_has_no_number_stays_behind(raw: object, why: str) -> None:
    result = repaired(raw)
    assert result.record is None
    assert why in result.why


def test_a_null_is_nothing_to_tell_of() -> None:
    raw = {**NUMBER, "extension": None, "callerId": None, "message": None, "transferPlan": None, "name": None}
    assert repaired(raw).record == NUMBER
    assert notes(raw) == []


def test_silence_stays_silence() -> None:
    record = repaired({**NUMBER, "message": ""}).record
    assert record is not None
    assert record["message"] == ""
