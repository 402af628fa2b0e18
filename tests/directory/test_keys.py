"""Keys of destinations that have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import KEY, Directory
from adapter.directory.keys import derived_key, suggested_key
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME


@pytest.mark.parametrize(
    ("name", "description", "key"),
    [
        ("Sales", None, "sales"),
        ("Sales", "Everything about cards", "sales"),
        ("  Technical Support! ", None, "technical_support"),
        ("Überweisungen & Straßenverkehr", None, "ueberweisungen_strassenverkehr"),
        ("U\u0308berweisung", None, "ueberweisung"),
        ("Crédit à la consommation", None, "credit_a_la_consommation"),
        ("Łódź, İzmir", None, "lodz_izmir"),
        ("Caller's choice", None, "callers_choice"),
        ("1st level support", None, "destination_1st_level_support"),
        ("24", None, "destination_24"),
        (None, "New customers, prices, offers and orders.", "new_prices_offers"),
        (None, "Für Fragen rund um die Überweisung", "ueberweisung"),
        (None, "Use this for all questions about billing", "billing"),
        (None, "Transfer the call to us", "transfer_the_call"),
        ("", "Billing", "billing"),
        ("销售部", "请转接销售", "destination_7"),
        ("!!!", None, "destination_7"),
        (None, None, "destination_7"),
        (5, ["x"], "destination_7"),
        ("x" * 100, None, "x" * 48),
        ("a " * 100, None, "a" + "_a" * 23),
    ],
)
def test_a_key_is_made_of_the_name_else_of_the_description(name: object, description: object, key: str) -> None:
    assert derived_key(name, description, 7, ()) == (key, key)


def test_a_key_that_is_taken_gets_a_number() -> None:
    taken = {"sales", "sales_2", "x" * 48}

    assert derived_key("Sales", None, 1, taken) == ("sales_3", "sales")
    assert derived_key("x" * 50, None, 1, taken) == ("x" * 46 + "_2", "x" * 48)


@given(st.lists(st.tuples(st.none() | st.text(max_size=60), st.none() | st.text(max_size=60)), max_size=12))
def test_keys_are_valid_unique_and_the_same_every_time(destinations: list[tuple[str | None, str | None]]) -> None:
    def keys() -> list[str]:
        taken: list[str] = []
        for position, (name, description) in enumerate(destinations, start=1):
            taken.append(derived_key(name, description, position, taken)[0])
        return taken

    made = keys()
    assert all(KEY.fullmatch(key) for key in made)
    assert len(set(made)) == len(made)
    assert keys() == made


def test_a_derived_key_that_is_taken_is_reported() -> None:
    destination = {"type": "number", "number": "+4921155660001", "name": "Sales"}
    directory = Directory.parse([destination, {**destination, "number": "+4921155660002"}])

    assert list(directory.destinations) == ["sales", "sales_2"]
    assert [(notice.key, notice.message) for notice in directory.notices] == [
        ("sales_2", "another destination is sales already, so this one is sales_2: give it a name")
    ]


@pytest.mark.parametrize(
    ("written", "suggested"),
    [("Lost Cards", "lost_cards"), ("KARTEN", "karten"), ("1st", "destination_1st"), ("销售", None), ("", None)],
)
def test_a_key_that_is_not_valid_gets_a_suggestion(written: str, suggested: str | None) -> None:
    assert suggested_key(written) == suggested


@given(st.from_regex(KEY, fullmatch=True))
def test_no_key_makes_a_tool_name_that_is_taken_or_too_long(key: str) -> None:
    assert EACH_PREFIX + key not in (SINGLE_NAME, HANG_UP_NAME)
    assert len(EACH_PREFIX + key) <= 64
