"""The fields that are ours: what they take."""

from typing import Any

import pytest

from adapter.directory import Directory
from adapter.errors import DirectoryError

RECORD = {"type": "number", "number": "+4921155660001"}


def parsed(**policy: Any) -> Directory:
    if "hours" in policy:
        policy = {"timezone": "Europe/Berlin", **policy}
    return Directory.parse({"destinations": {"cards": {**RECORD, "policy": policy}}})


@pytest.mark.parametrize(
    "hours", ["24/7", "Mo-Fr 08:00-20:00", "Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-13:00; PH off", "Mo-Fr 20:00-08:00"]
)
def test_hours_are_openstreetmaps(hours: str) -> None:
    assert parsed(hours=hours).destinations["cards"].policy.hours == hours


@pytest.mark.parametrize(
    ("policy", "field", "message"),
    [
        ({"hours": "whenever"}, "policy.hours", "is no opening_hours syntax"),
        ({"hours": "9 to 5"}, "policy.hours", "write it like Mo-Fr 08:00-20:00"),
        ({"hours": " "}, "policy.hours", "must not be empty"),
        ({"hours": "Mo," * 500}, "policy.hours", "at most 1000 characters"),
        ({"hours": 8}, "policy.hours", "put it in quotes"),
        ({"timezone": "CET/Berlin"}, "policy.timezone", "is no time zone"),
        ({"timezone": "../../etc/passwd"}, "policy.timezone", "is no time zone"),
        ({"timezone": "Europe"}, "policy.timezone", "is no time zone"),
        ({"attempts": 11}, "policy.attempts", "must be at most 10"),
        ({"attempts": 1.5}, "policy.attempts", "must be a number"),
        ({"attempts": "2"}, "policy.attempts", "must be a number, without quotes"),
        ({"pinned": "yes"}, "policy.pinned", "must be true or false"),
        ({"pinned": "true"}, "policy.pinned", "must be true or false, without quotes"),
        ({"extension": "apend"}, "policy.extension", "must be refuse, append or send"),
        ({"examples": "my card"}, "policy.examples", "must be a list"),
        ({"examples": [" "]}, r"policy.examples\[0\]", "must not be blank"),
        ({"caller_id_name": ""}, "policy.caller_id_name", "must not be empty"),
        ({"callerIdName": "Bank"}, "policy.callerIdName", "did you mean caller_id_name"),
        ({"timeout": 5}, "policy.timeout", "it belongs under transferPlan"),
        ({"description": "x"}, "policy.description", "it belongs beside number and description"),
    ],
)
def test_a_policy_that_is_wrong_is_told_what_would_be_right(policy: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(DirectoryError, match=f"destination cards: {field}: .*{message}"):
        parsed(**policy)


@pytest.mark.parametrize(
    "number", ["0211 556600", "+0211556600", "+1", "+4921155660012345", "+49 211", "", " +4921155"]
)
def test_the_callers_number_of_last_resort_must_be_e164(number: str) -> None:
    with pytest.raises(DirectoryError, match=r"caller_id_number: must be an E\.164 number"):
        Directory.parse({"caller_id_number": number, "destinations": {"cards": RECORD}})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"countries": ["de"]}, r"countries\[0\]: must be a country by its two letters of ISO 3166: write DE"),
        ({"countries": ["Germany"]}, r"countries\[0\]: must be a country .*, such as DE or US"),
        ({"countries": "DE"}, "countries: must be a list"),
        ({"speech": {"de": {"voice": "x"}}}, r"speech\.de\.voice: is no known field"),
        ({"speech": {"de": {"tts": {"voice": "x"}}}}, r"speech\.de\.tts\.provider: is missing"),
        ({"speech": {"de": {"tts": "azure"}}}, r"speech\.de\.tts: must be an object"),
        ({"speech": {"de": {"tts": {"provider": "azure", "langauge": "x"}}}}, "did you mean language"),
        ({"description": "x"}, "description: is no known field: it belongs to a destination"),
        ({"+49 211 55660001": "x"}, r"…01: is no known field"),
    ],
)
def test_a_setting_that_is_wrong_is_told_what_would_be_right(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(DirectoryError, match=message):
        Directory.parse({**settings, "destinations": {"cards": RECORD}})
