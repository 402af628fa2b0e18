"""Where a call goes that is meant for a destination: closed ones, those tried in vain, and the call's own numbers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.transfers.call_info import CallInfo
from adapter.transfers.route import (
    BlockedTransfer,
    Route,
    closed_keys,
    loops,
    reachable_fallback,
    route_to,
    same_number,
)

Make = Callable[..., Directory]

NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=ZoneInfo("Europe/Berlin"))
NOBODY = CallInfo(id="s")
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
    ("key", "exhausted", "route"),
    [
        ("plain", (), Route(key="plain")),
        ("fraud", (), Route(key="fraud")),
        ("loans", (), Route(key="desk", closed=("loans",))),
        ("cards", (), Route(key="desk", closed=("cards", "loans"))),
        ("sales", (), Route(key="sales", obstacle="closed")),
        ("travel", (), Route(key="sales", obstacle="closed", closed=("travel",))),
        ("plain", ("plain",), Route(key="plain", obstacle="spent")),
        ("sales", ("sales",), Route(key="sales", obstacle="spent")),
        ("cards", ("desk",), Route(key="desk", obstacle="spent", closed=("cards", "loans"))),
        ("cards", ("loans",), Route(key="loans", obstacle="spent", closed=("cards",))),
        ("cards", ("sales", "plain"), Route(key="desk", closed=("cards", "loans"))),
    ],
)
def test_the_way_to_a_destination(night: Directory, key: str, exhausted: tuple[str, ...], route: Route) -> None:
    assert route_to(key, night, NOBODY, NIGHT, exhausted=exhausted) == route


def test_every_guard_on_a_way_is_told_with_what_stands_in_for_it() -> None:
    route = Route(key="desk", obstacle="loop", closed=("cards", "loans"))
    assert route.blocked("plain") == (
        BlockedTransfer(obstacle="closed", destination="cards", instead="loans"),
        BlockedTransfer(obstacle="closed", destination="loans", instead="desk"),
        BlockedTransfer(obstacle="loop", destination="desk", instead="plain"),
    )
    assert Route(key="desk").blocked() == ()
    assert str(route.blocked()[-1]) == "no transfer to desk, its number is one of the call's own; instead: none"


@pytest.mark.parametrize(
    ("exhausted", "keys"),
    [
        ((), {"sales", "travel"}),
        (("desk",), {"sales", "travel", "cards", "loans"}),
        (("plain", "sales"), {"sales", "travel"}),
    ],
)
def test_what_is_closed_and_leads_nowhere_leaves_the_tools(
    night: Directory, exhausted: tuple[str, ...], keys: set[str]
) -> None:
    assert closed_keys(night, NIGHT, exhausted=exhausted) == keys


def test_at_noon_nothing_is_withheld(night: Directory, noon: datetime) -> None:
    assert closed_keys(night, noon) == frozenset()


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
def test_comparing_takes_any_text_and_either_order(one: str, other: str) -> None:
    assert same_number(one, other) is same_number(other, one)


@pytest.mark.parametrize("field", ["from_number", "to_number", "own_number"])
def test_no_way_leads_to_a_number_of_the_call_itself(directory_of: Make, noon: datetime, field: str) -> None:
    directory = directory_of(cards={"number": "+4921155660001"}, desk={"number": "+4921155660002"})
    call = replace(CallInfo(id="s"), **{field: "4921155660001"})  # type: ignore[arg-type]  # each takes a text
    assert route_to("cards", directory, call, noon) == Route(key="cards", obstacle="loop")
    assert route_to("desk", directory, call, noon) == Route(key="desk")


def test_what_is_dialled_counts_with_its_extension(directory_of: Make) -> None:
    directory = directory_of(
        cards={"number": "+49211556600", "extension": "01", "policy": {"extension": "append"}}, desk={}
    )
    cards = directory.destinations["cards"]
    assert loops(cards, CallInfo(id="s", from_number="+4921155660001"))
    assert not loops(cards, CallInfo(id="s", from_number="+49211556600"))


def test_a_closed_destination_that_leads_back_to_the_caller_is_no_way(directory_of: Make) -> None:
    directory = directory_of(cards=place(CLOSED, "desk"), desk={"number": "+4921155660009"})
    call = CallInfo(id="s", from_number="+4921155660009")
    assert route_to("cards", directory, call, NIGHT) == Route(key="desk", obstacle="loop", closed=("cards",))


@pytest.mark.parametrize(
    ("fallback", "exhausted", "key"),
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
    directory_of: Make, fallback: str | None, exhausted: tuple[str, ...], key: str | None
) -> None:
    directory = directory_of(
        fallback=fallback,
        cards=place(CLOSED, "desk"),
        desk={},
        sales=place(CLOSED),
        travel=place(CLOSED, "sales"),
        plain={"number": "+4921155660009"},
    )
    assert reachable_fallback(directory, NOBODY, NIGHT, exhausted=exhausted) == key
    assert reachable_fallback(directory, CallInfo(id="s", own_number="+4921155660009"), NIGHT) == (
        None if key == "plain" else key
    )
