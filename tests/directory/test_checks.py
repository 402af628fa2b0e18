"""Checks between the parts of a directory."""

from typing import Any

import pytest

from adapter.directory import Directory
from adapter.errors import DirectoryError


def destination(last_digits: str, **policy: Any) -> dict[str, Any]:
    return {"type": "number", "number": f"+49211556600{last_digits}", "policy": policy}


def closed(last_digits: str, target: str) -> dict[str, Any]:
    return destination(last_digits, hours="24/7", timezone="Europe/Berlin", closed=target)


def problems(destinations: dict[str, Any], **settings: Any) -> list[tuple[str | None, str | None]]:
    with pytest.raises(DirectoryError) as raised:
        Directory.parse({**settings, "destinations": destinations})
    return [(problem.key, problem.field) for problem in raised.value.problems]


def notices(destinations: dict[str, Any], **settings: Any) -> list[tuple[str | None, str | None]]:
    return [
        (notice.key, notice.field) for notice in Directory.parse({**settings, "destinations": destinations}).notices
    ]


def test_a_chain_of_closed_destinations_that_ends_is_fine() -> None:
    assert notices({"a": closed("01", "b"), "b": closed("02", "c"), "c": destination("03")}) == []


def test_a_circle_is_reported_once_and_not_for_those_that_lead_into_it() -> None:
    chain = {"a": closed("01", "b"), "b": closed("02", "c"), "c": closed("03", "b"), "d": closed("04", "d")}

    assert problems(chain) == [("b", "policy.closed"), ("d", "policy.closed")]


def test_a_reference_to_a_destination_that_is_itself_wrong_is_not_a_second_error() -> None:
    broken = {"type": "number", "number": "0211"}

    assert problems({"a": closed("01", "b"), "b": broken}, fallback="b") == [("b", "number")]


@pytest.mark.parametrize("digit", ["1", "9", "*", "#"])
def test_any_key_of_a_telephone_can_pick_a_destination(digit: str) -> None:
    assert (
        Directory.parse({"destinations": {"a": destination("01", digit=digit)}}).destinations["a"].policy.digit == digit
    )


@pytest.mark.parametrize("digit", ["", "a", "11", "١", "1\n"])
def test_nothing_else_is_a_key_of_a_telephone(digit: str) -> None:
    assert problems({"a": destination("01", digit=digit)}) == [("a", "policy.digit")]


def test_zero_is_the_fallbacks_and_may_be_written_there() -> None:
    assert notices({"a": destination("01", digit="0")}, fallback="a") == []
    assert problems({"a": destination("01", digit="0")}) == [("a", "policy.digit")]


def test_policies_that_mean_nothing_as_they_are_get_a_notice() -> None:
    alone = destination("01", timezone="Europe/Berlin", closed="b", extension="append", emergency=True)

    assert notices({"a": alone, "b": destination("02")}) == [
        ("a", "policy.timezone"),
        ("a", "policy.closed"),
        ("a", "policy.extension"),
        ("a", "policy.emergency"),
    ]


def test_an_extension_that_is_not_dialled_gets_a_notice() -> None:
    refused = {**destination("01"), "extension": "6017"}
    appended = {**destination("02", extension="append"), "extension": "6017"}

    assert notices({"a": refused, "b": appended}) == [("a", "extension")]


@pytest.mark.parametrize("field", ["name", "description"])
def test_no_text_for_the_model_may_hold_any_configured_number(field: str) -> None:
    for text in ("0211 556600-02", "+49 (0) 211 / 5566 0099", "call 030 1234567"):
        data = {"a": {**destination("01"), field: text}, "b": {**destination("02"), "callerId": "+49301234567"}}
        assert problems(data, caller_id_number="+4921155660099") == [("a", field)]


def test_the_companys_name_may_not_hold_a_number_because_prompts_name_it() -> None:
    assert problems({"a": destination("01")}, caller_id_name="Bank 0211 55660001") == [(None, "caller_id_name")]


def test_what_callers_hear_may_hold_a_number() -> None:
    assert notices({"a": {**destination("01"), "message": "Our number is 0211 55660001."}}) == []


def test_an_emergency_number_needs_to_be_meant() -> None:
    police = {"type": "number", "number": "110", "numberE164CheckEnabled": False}

    assert problems({"police": police}, countries=["DE"]) == [("police", "number")]
    assert notices({"police": {**police, "policy": {"emergency": True}}}, countries=["DE"]) == []


def test_a_number_without_a_country_is_not_subject_to_the_list_of_countries() -> None:
    inside = {"type": "number", "number": "4711", "numberE164CheckEnabled": False}

    assert notices({"desk": inside}, countries=["DE"]) == []


def test_a_destination_that_is_not_offered_can_be_nobodys_way_out() -> None:
    silent = {**destination("01"), "extension": "6017"}
    closed = destination("02", hours="Mo-Fr 08:00-20:00", timezone="Europe/Berlin", closed="a")
    assert problems({"a": silent, "b": destination("02")}, fallback="a") == [(None, "fallback")]
    assert problems({"a": silent, "b": closed}) == [("b", "policy.closed")]
    assert problems({"a": silent}) == [("a", "extension")]


@pytest.mark.parametrize("number", ["+499001123456", "+19005550199", "+8816123456789"])
def test_a_number_that_costs_whoever_calls_it_is_refused_unless_that_is_meant(number: str) -> None:
    costly = {**destination("01"), "number": number}
    assert problems({"a": costly}) == [("a", "number")]
    assert notices({"a": {**costly, "policy": {"premium": True}}}) == []


def test_a_policy_for_premium_numbers_on_an_ordinary_one_gets_a_notice() -> None:
    assert notices({"a": destination("01", premium=True)}) == [("a", "policy.premium")]
