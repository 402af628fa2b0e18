"""Departments as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import Directory
from adapter.evals.cases.departments import Departments, How, mapping_of

PLACES: dict[str, dict[str, object]] = {
    "cards": {"description": "Lost or stolen cards, PIN.", "policy": {"caller_id_name": "Card services"}},
    "online_banking": {"description": "Login, app, password."},
    "accounts": {"description": "Opening and closing accounts.", "policy": {"caller_id_name": "Customer care"}},
    "accounts_business": {"description": "Accounts of companies.", "name": "Business clients"},
    "loans": {"description": "Mortgage and loans.", "policy": {"caller_id_name": "Customer care"}},
    "r_and_d": {"description": "Research.", "name": "Research / development"},
}
DIRECTORY = Directory.parse(
    {
        "destinations": {
            key: {"type": "number", "number": f"+4921155660{number:03}", **place}
            for number, (key, place) in enumerate(PLACES.items())
        }
    }
)
DEPARTMENTS = Departments.of(DIRECTORY)


@pytest.mark.parametrize(
    ("label", "keys", "how"),
    [
        ("cards", "cards", "key"),
        (" CARDS ", "cards", "key"),
        ("Online banking", "online_banking", "name"),
        ("online-banking", "online_banking", "name"),
        ("Card Services", "cards", "name"),
        ("business clients", "accounts_business", "name"),
        ("Research / Development", "r_and_d", "name"),
        ("Card", "cards", "nearest"),
        ("Crads", "cards", "nearest"),
        ("Loans department", "loans", "nearest"),
        ("Onlinebanking", "online_banking", "nearest"),
        ("Acounts", "accounts", "nearest"),
        ("cards|loans", "cards loans", "name"),
        ("Cards / Online Banking", "cards online_banking", "name"),
        ("Loans or Crads", "loans cards", "nearest"),
        ("none", "", "no transfer"),
        ("No transfer", "", "no transfer"),
        ("–", "", "no transfer"),
        ("N/A", "", "no transfer"),
    ],
)
def test_a_label_is_read_by_key_by_name_or_by_the_nearest_name(label: str, keys: str, how: How) -> None:
    reading = DEPARTMENTS.read(label)
    assert reading is not None
    assert (" ".join(reading.keys), reading.how) == (keys, how)


@pytest.mark.parametrize("label", ["", "  ", "Insurance", "Customer care", "Mortgages", "cards|weather", "x", "?"])
def test_what_is_not_clear_is_left_open(label: str) -> None:
    assert DEPARTMENTS.read(label) is None


def test_what_may_be_meant_is_found_by_names_and_by_descriptions() -> None:
    assert DEPARTMENTS.nearest("Mortgages") == ("loans",)
    assert DEPARTMENTS.nearest("Customer care")[:2] == ("accounts", "loans")
    assert DEPARTMENTS.nearest("qqq") == ()


def test_what_was_told_wins_however_it_is_written() -> None:
    departments = Departments.of(
        DIRECTORY, mapped={"Customer care": "accounts|Loans", "cards": "loans", "Spam": ""}, none=["Other", ""]
    )
    for label, keys in (("customer-care", ("accounts", "loans")), ("Cards", ("loans",)), ("SPAM", ())):
        reading = departments.read(label)
        assert reading is not None
        assert (reading.keys, reading.how) == (keys, "mapped")
    for label in ("other", "", " "):
        reading = departments.read(label)
        assert reading is not None
        assert (reading.keys, reading.how) == ((), "no transfer")


@pytest.mark.parametrize("key", ["plastic", "cards|plastic", "cards|"])
def test_a_key_that_the_directory_lacks_cannot_be_meant(key: str) -> None:
    with pytest.raises(ValueError, match=r"no destination .* there are cards, online_banking"):
        Departments.of(DIRECTORY, mapped={"Plastic": key})


def test_without_a_directory_a_label_is_a_key() -> None:
    departments = Departments.of(None)
    for label, keys in (("Plastic", ("Plastic",)), ("a|b", ("a", "b")), ("a, b", ("a, b",)), ("null", ())):
        reading = departments.read(label)
        assert reading is not None
        assert reading.keys == keys
    assert departments.read("a|") is None


@given(st.one_of(st.text(), st.lists(st.sampled_from(["cards", "|", " or ", "Loans", "/", "nobody"])).map("".join)))
def test_only_keys_of_the_directory_ever_come_of_a_label(label: str) -> None:
    reading = DEPARTMENTS.read(label)
    if reading is not None:
        assert set(reading.keys) <= set(PLACES)
        assert bool(reading.keys) == (reading.how != "no transfer")
    assert set(DEPARTMENTS.nearest(label)) <= set(PLACES)


def test_a_mapping_is_written_as_name_and_key() -> None:
    assert mapping_of(["Plastic = cards", "a=b=c", "Spam="]) == {"Plastic": "cards", "a=b": "c", "Spam": ""}
    for wrong in ("cards", "=cards"):
        with pytest.raises(ValueError, match="NAME=key"):
            mapping_of([wrong])
