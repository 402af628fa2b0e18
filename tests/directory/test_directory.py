"""The directory as a value: what it holds, what it is called, and that reading one is total."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import Directory, Policy
from adapter.directory.policy import DirectorySettings
from adapter.errors import DirectoryError
from adapter.vapi import TransferDestinationNumber, TransferPlan

CARDS = {"type": "number", "number": "+4921155660001", "description": "Lost cards."}


def directory(**settings: Any) -> Directory:
    return Directory.parse({"destinations": {"cards": CARDS}, **settings})


def spoken(*languages: str) -> dict[str, Any]:
    contents = [{"type": "text", "language": language, "text": "x"} for language in languages]
    return {"type": "custom-message", "contents": contents}


def test_destinations_keep_their_order_and_cannot_be_changed() -> None:
    keys = ["zebra", "apple", "mango"]
    made = Directory.parse({"destinations": dict.fromkeys(keys, CARDS)})

    assert list(made.destinations) == keys
    with pytest.raises(TypeError):
        made.destinations["x"] = made.destinations["zebra"]  # type: ignore[index]  # what is tested
    with pytest.raises(TypeError):
        made.voices["x"] = made.voices  # type: ignore[index]  # what is tested
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.fallback = "zebra"  # type: ignore[misc]  # what is tested


def test_two_readings_of_the_same_data_are_equal() -> None:
    assert directory(fallback="cards") == directory(fallback="cards")
    assert directory(fallback="cards") != directory()


def test_the_fingerprint_is_the_files_stem_and_its_content() -> None:
    first = Directory.parse({"destinations": {"cards": CARDS}}, file="folder/bank.v2.yaml")
    same = Directory.parse({"destinations": {"cards": dict(CARDS)}}, file="elsewhere/bank.v2.json")
    other = Directory.parse({"destinations": {"cards": {**CARDS, "name": "x"}}}, file="bank.v2.yaml")

    stem, _, digits = first.fingerprint.partition("+")
    assert stem == "bank.v2"
    assert len(digits) == 12
    assert set(digits) <= set("0123456789abcdef")
    assert same.fingerprint == first.fingerprint
    assert other.fingerprint != first.fingerprint


def test_the_order_of_destinations_is_part_of_the_fingerprint() -> None:
    one = Directory.parse({"destinations": {"a": CARDS, "b": CARDS}})
    two = Directory.parse({"destinations": {"b": CARDS, "a": CARDS}})

    assert one.fingerprint != two.fingerprint


def test_languages_are_those_of_speech_and_of_all_that_is_spoken_in_file_order() -> None:
    made = Directory.parse(
        {
            "speech": {"de-AT": {}, "EN": {}},
            "messages": [
                {"type": "request-start", "contents": spoken("pl")["contents"]},
                {"type": "request-failed", "contents": spoken("ja")["contents"]},
            ],
            "destinations": {
                "a": {**CARDS, "message": spoken("en", "de")},
                "b": {
                    **CARDS,
                    "message": spoken("de", "fr"),
                    "transferPlan": {
                        "mode": "blind-transfer",
                        "message": spoken("zh"),
                        "fallbackPlan": {"message": spoken("tr")},
                    },
                },
            },
        }
    )

    assert made.languages == ("de-AT", "EN", "de", "fr", "tr", "pl")
    assert made.languages is made.languages
    assert directory().languages == ()


def test_configured_numbers_are_destinations_caller_id_number_and_those_of_caller_ids() -> None:
    made = Directory.parse(
        {
            "caller_id_number": "+49211556600",
            "destinations": {
                "a": {**CARDS, "callerId": "+4930123456"},
                "b": {**CARDS, "number": "+4921155660002", "callerId": "{{customer.number | slice: 0, 3}}"},
                "c": {**CARDS, "callerId": "{{x|default:'+4930999999'}}"},
            },
        }
    )

    for number in ("0211 55660001", "0211 55660002", "0211 556600", "030 123456", "030 999999"):
        assert made.numbers.found_in(number)
    assert not made.numbers.found_in("0211 556")
    assert not made.numbers.found_in("a slice of 3 at number 0")
    assert made.numbers is made.numbers


def test_the_default_policy_is_that_of_an_ordinary_destination() -> None:
    assert directory().destinations["cards"].policy == Policy()
    assert Policy() == Policy(extension="refuse", pinned=False, emergency=False, attempts=1)


KEYS = sorted(
    {field.alias or name for name, field in TransferDestinationNumber.model_fields.items()}
    | {field.alias or name for name, field in TransferPlan.model_fields.items()}
    | {
        *Policy.model_fields,
        *DirectorySettings.model_fields,
        "destinations",
        "policy",
        "messages",
        "rejectionPlan",
        "cards",
        "tts",
    }
)
VALUES = [
    *("number", "+4921155660001", "+49211", "110", "sip", "transferCall", "custom-message", "blind-transfer", "DE", ""),
    *(
        "cards",
        "1",
        "0",
        "Mo-Fr 08:00-20:00",
        "Europe/Berlin",
        "append",
        "azure",
        "\ud800",
        "+49 211 55660001",
        "regex",
    ),
]
JSON_LIKE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(VALUES)
    | st.text(max_size=20)
    | st.binary(max_size=2)
    | st.dates(),
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8) | st.integers(), parts, max_size=6)
    ),
    max_leaves=30,
)
PIECES = st.dictionaries(st.sampled_from(KEYS), JSON_LIKE, max_size=6)


def outcome(data: object) -> Directory | DirectoryError:
    try:
        return Directory.parse(data)
    except DirectoryError as error:
        return error


@given(JSON_LIKE)
def test_parsing_anything_gives_a_directory_or_a_directory_error(data: object) -> None:
    made = outcome(data)

    assert made.problems if isinstance(made, DirectoryError) else made.destinations


@given(PIECES, PIECES, PIECES)
def test_parsing_something_like_a_directory_gives_one_or_says_why_in_single_lines_without_a_number(
    head: dict[str, Any], record: dict[str, Any], policy: dict[str, Any]
) -> None:
    made = outcome({**head, "destinations": {"cards": {**CARDS, **record, "policy": policy}}})

    if isinstance(made, DirectoryError):
        assert len(str(made).splitlines()) == min(len(made.problems), 6) > 0
        assert "55660001" not in str(made)
    else:
        assert list(made.destinations) == ["cards"]
        assert not made.numbers.found_in(str(made.destinations["cards"].record.description))


def test_printed_it_is_short_and_holds_no_number(bank: Directory) -> None:
    assert repr(bank) == f"<Directory {bank.fingerprint}: {len(bank.destinations)} destinations>"
