"""Where a call goes that is meant for a destination: closed ones, those tried in vain, and the call's own numbers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import Directory
from adapter.platforms.sipgate import Session
from adapter.transfers.guards import Guard, Way, loops, same_number, way_out, way_to, withheld

Make = Callable[..., Directory]

NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=ZoneInfo("Europe/Berlin"))
NOBODY = Session(id="s")
CLOSED: dict[str, Any] = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
OPEN: dict[str, Any] = {**CLOSED, "hours": "24/7"}


def place(policy: dict[str, Any], closed: str | None = None) -> dict[str, Any]:
    return {"policy": {**policy, **({"closed": closed} if closed else {})}}


@pytest.fixture
def night(directory_of: Make) -> Directory:
    return directory_of(
        cards=place(CLOSED, "loans"),
        loans=place(CLOSED, "desk"),
        desk=place(OPEN),
        fraud=place(OPEN, "desk"),
        sales=place(CLOSED),
        travel=place(CLOSED, "sales"),
        plain={},
    )


@pytest.mark.parametrize(
    ("key", "spent", "way"),
    [
        ("plain", (), Way(key="plain")),
        ("fraud", (), Way(key="fraud")),
        ("loans", (), Way(key="desk", closed=("loans",))),
        ("cards", (), Way(key="desk", closed=("cards", "loans"))),
        ("sales", (), Way(key="sales", obstacle="closed")),
        ("travel", (), Way(key="sales", obstacle="closed", closed=("travel",))),
        ("plain", ("plain",), Way(key="plain", obstacle="spent")),
        ("sales", ("sales",), Way(key="sales", obstacle="spent")),
        ("cards", ("desk",), Way(key="desk", obstacle="spent", closed=("cards", "loans"))),
        ("cards", ("loans",), Way(key="loans", obstacle="spent", closed=("cards",))),
        ("cards", ("sales", "plain"), Way(key="desk", closed=("cards", "loans"))),
    ],
)
def test_the_way_to_a_destination(night: Directory, key: str, spent: tuple[str, ...], way: Way) -> None:
    assert way_to(key, night, NOBODY, NIGHT, spent=spent) == way


def test_every_guard_on_a_way_is_told_with_what_stands_in_for_it() -> None:
    way = Way(key="desk", obstacle="loop", closed=("cards", "loans"))
    assert way.guards("plain") == (
        Guard(obstacle="closed", destination="cards", instead="loans"),
        Guard(obstacle="closed", destination="loans", instead="desk"),
        Guard(obstacle="loop", destination="desk", instead="plain"),
    )
    assert Way(key="desk").guards() == ()
    assert str(way.guards()[-1]) == "no transfer to desk, its number is one of the call's own; instead: none"


@pytest.mark.parametrize(
    ("spent", "keys"),
    [
        ((), {"sales", "travel"}),
        (("desk",), {"sales", "travel", "cards", "loans"}),
        (("plain", "sales"), {"sales", "travel"}),
    ],
)
def test_what_is_closed_and_leads_nowhere_leaves_the_tools(
    night: Directory, spent: tuple[str, ...], keys: set[str]
) -> None:
    assert withheld(night, NIGHT, spent=spent) == keys


def test_at_noon_nothing_is_withheld(night: Directory, noon: datetime) -> None:
    assert withheld(night, noon) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+4921155660001", "+4921155660001", True),
        ("+4921155660001", "4921155660001", True),
        ("+4921155660001", "004921155660001", True),
        ("+4921155660001", "021155660001", True),
        ("+4921155660001", "+49 (0)211 / 556 600-01", True),
        ("+4921155660001", "0211 5566 0001", True),
        ("+12125550123", "2125550123", True),
        ("021155660001", "0211-55660001", True),
        ("4921155660001", "004921155660001", True),
        ("+4921155660001", "+4921155660002", False),
        # The head number of a company is not the number of one of its desks, nor the other way round.
        ("+49211556600", "+4921155660001", False),
        ("+49211556600", "021155660001", False),
        # The same digits in another country are somebody else.
        ("+492125550123", "+12125550123", False),
        ("+4921155660001", "anonymous", False),
        ("+4921155660001", "", False),
        ("+4921155660001", "+", False),
        ("", "", False),
        ("+", "+", False),
        ("+49", "", False),
    ],
)
def test_whether_two_spellings_are_the_same_number(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same
    assert same_number(other, one) is same


@given(st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=200)
def test_comparing_takes_any_text_and_either_order(one: str, other: str) -> None:
    assert same_number(one, other) is same_number(other, one)


@pytest.mark.parametrize("field", ["from_phone_number", "to_phone_number", "phone_number"])
def test_no_way_leads_to_a_number_of_the_call_itself(directory_of: Make, noon: datetime, field: str) -> None:
    directory = directory_of(cards={"number": "+4921155660001"}, desk={"number": "+4921155660002"})
    call = Session.model_validate({"id": "s", field: "4921155660001"})
    assert way_to("cards", directory, call, noon) == Way(key="cards", obstacle="loop")
    assert way_to("desk", directory, call, noon) == Way(key="desk")


def test_what_is_dialled_counts_with_its_extension(directory_of: Make) -> None:
    directory = directory_of(
        cards={"number": "+49211556600", "extension": "01", "policy": {"extension": "append"}}, desk={}
    )
    cards = directory.destinations["cards"]
    assert loops(cards, Session(id="s", from_phone_number="+4921155660001"))
    assert not loops(cards, Session(id="s", from_phone_number="+49211556600"))


def test_a_closed_destination_that_leads_back_to_the_caller_is_no_way(directory_of: Make) -> None:
    directory = directory_of(cards=place(CLOSED, "desk"), desk={"number": "+4921155660009"})
    call = Session(id="s", from_phone_number="+4921155660009")
    assert way_to("cards", directory, call, NIGHT) == Way(key="desk", obstacle="loop", closed=("cards",))


@pytest.mark.parametrize(
    ("fallback", "spent", "key"),
    [
        (None, (), None),
        ("plain", (), "plain"),
        ("plain", ("plain",), None),
        ("cards", (), "desk"),
        ("sales", (), None),
        ("travel", (), None),
    ],
)
def test_where_the_fallback_leads(
    directory_of: Make, fallback: str | None, spent: tuple[str, ...], key: str | None
) -> None:
    directory = directory_of(
        fallback=fallback,
        cards=place(CLOSED, "desk"),
        desk={},
        sales=place(CLOSED),
        travel=place(CLOSED, "sales"),
        plain={"number": "+4921155660009"},
    )
    assert way_out(directory, NOBODY, NIGHT, spent=spent) == key
    assert way_out(directory, Session(id="s", phone_number="+4921155660009"), NIGHT) == (
        None if key == "plain" else key
    )
