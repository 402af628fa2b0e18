"""When destinations are open, and what the model is told of closed ones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.directory import Destination
from adapter.transfers.hours import closed_note, is_open, next_opening

Make = Callable[..., Directory]

OFFICE = "Mo-Fr 08:00-20:00"
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=BERLIN)


@pytest.fixture
def place(directory_of: Make) -> Callable[..., Destination]:
    def make(hours: str, timezone: str = "Europe/Berlin") -> Destination:
        return directory_of(cards={"policy": {"hours": hours, "timezone": timezone}}).destinations["cards"]

    return make


Place = Callable[..., Destination]


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (OFFICE, FRIDAY, True),
        (OFFICE, FRIDAY.replace(hour=7, minute=59, second=59), False),
        (OFFICE, FRIDAY.replace(hour=8), True),
        (OFFICE, FRIDAY.replace(hour=19, minute=59, second=59), True),
        (OFFICE, FRIDAY.replace(hour=20), False),
        (OFFICE, FRIDAY + timedelta(days=1), False),
        ("24/7", FRIDAY, True),
        ("24/7; Fr 11:00-13:00 off", FRIDAY, False),
        ("Fr 22:00-06:00", FRIDAY.replace(hour=3) + timedelta(days=1), True),
        ("off", FRIDAY, False),
        # Somebody may answer.
        ("Mo-Fr unknown", FRIDAY, True),
        ('"by appointment"', FRIDAY, True),
        # No country is known, so no day is a holiday.
        ("Mo-Su 08:00-20:00; PH off", datetime(2026, 12, 25, 12, tzinfo=BERLIN), True),
        ("PH 08:00-20:00", datetime(2026, 12, 25, 12, tzinfo=BERLIN), False),
    ],
)
def test_a_destination_is_open_within_its_hours(place: Place, hours: str, moment: datetime, expected: bool) -> None:
    assert is_open(place(hours), moment) is expected


def test_a_destination_without_hours_is_always_open(directory_of: Make) -> None:
    destination = directory_of(cards={}).destinations["cards"]
    assert is_open(destination, FRIDAY.replace(hour=3))
    assert next_opening(destination, FRIDAY) is None


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=9))])
def test_the_hours_are_those_of_the_destination_whatever_clock_asks(place: Place, zone: timezone) -> None:
    for hour in range(24):
        moment = FRIDAY.replace(hour=hour)
        assert is_open(place(OFFICE), moment.astimezone(zone)) is (8 <= hour < 20)
    assert not is_open(place(OFFICE, "Asia/Tokyo"), FRIDAY)


def test_the_hours_follow_the_change_of_clocks(place: Place) -> None:
    daily = place("Mo-Su 08:00-20:00")
    assert [is_open(daily, datetime(2026, 3, day, 6, 30, tzinfo=UTC)) for day in (28, 29)] == [False, True]
    assert [is_open(daily, datetime(2026, 10, day, 6, 30, tzinfo=UTC)) for day in (24, 25)] == [True, False]


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (OFFICE, FRIDAY, None),
        (OFFICE, FRIDAY.replace(hour=6), FRIDAY.replace(hour=8)),
        (OFFICE, FRIDAY.replace(hour=21), datetime(2026, 11, 23, 8, tzinfo=BERLIN)),
        (
            'Fr 08:00-09:00; Fr 13:00-14:00 off "lunch"; Sa 10:00-12:00',
            FRIDAY,
            datetime(2026, 11, 21, 10, tzinfo=BERLIN),
        ),
        ("off", FRIDAY, None),
        ("2020 Mo 08:00-10:00", FRIDAY, None),
    ],
)
def test_the_next_opening(place: Place, hours: str, moment: datetime, expected: datetime | None) -> None:
    assert next_opening(place(hours), moment) == expected


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("Mo-Fr 14:30-20:00", "It opens today at 14:30 (Europe/Berlin time)."),
        ("Sa 09:00-12:00", "It opens tomorrow at 09:00 (Europe/Berlin time)."),
        ("Th 09:00-12:00", "It opens on Thursday at 09:00 (Europe/Berlin time)."),
        ("2027 Jan 04 09:00-12:00", "It opens on Monday, 4 January at 09:00 (Europe/Berlin time)."),
        ("off", "When it opens is not known."),
    ],
)
def test_the_model_is_told_when_a_closed_destination_opens(directory_of: Make, hours: str, told: str) -> None:
    directory = directory_of(card_services={"policy": {"hours": hours, "timezone": "Europe/Berlin"}}, desk={})
    note = closed_note(directory, {"card_services"}, FRIDAY.astimezone(UTC))
    assert f"- card services, for this: All about card_services. {told}" in note
    assert "desk" not in note


def test_today_is_that_of_the_destination(directory_of: Make) -> None:
    policy = {"hours": "08:00-20:00", "timezone": "Asia/Tokyo"}
    evening = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # 01:00 of the next day in Tokyo
    assert "today at 08:00" in closed_note(directory_of(cards={"policy": policy}), ["cards"], evening)


def test_without_closed_destinations_there_is_no_note(directory_of: Make) -> None:
    assert closed_note(directory_of(cards={}), (), FRIDAY) == ""


def test_the_note_is_the_same_until_something_changes(directory_of: Make) -> None:
    policy = {"hours": OFFICE, "timezone": "Europe/Berlin"}
    directory = directory_of(cards={"policy": policy}, loans={"policy": policy})
    night = [FRIDAY.replace(hour=20) + timedelta(minutes=minutes) for minutes in range(0, 240, 7)]
    assert (
        len({closed_note(directory, order, now) for now in night for order in (["cards", "loans"], ["loans", "cards"])})
        == 1
    )


def test_a_time_that_looks_like_a_configured_number_is_masked(directory_of: Make) -> None:
    policy = {"hours": "Sa 08:00-12:00", "timezone": "Europe/Berlin"}
    directory = directory_of(cards={"number": "0800", "numberE164CheckEnabled": False, "policy": policy})
    note = closed_note(directory, ["cards"], FRIDAY)
    assert not directory.numbers.found_in(note)
    assert "08:00" not in note


@given(
    st.integers(946_684_800, 4_102_444_800),
    st.timezones(),
    st.sampled_from(
        [OFFICE, "off", "24/7", "Mo[5] 02:30-02:31", "Sa 22:00-04:00; Su unknown", "PH,SH off", "easter off"]
    ),
)
def test_a_next_opening_is_later_and_open(directory_of: Make, seconds: int, zone: ZoneInfo, hours: str) -> None:
    now = datetime.fromtimestamp(seconds, zone)
    policy = {"hours": hours, "timezone": "America/Sao_Paulo"}
    destination = directory_of(cards={"policy": policy}).destinations["cards"]
    opening = next_opening(destination, now)
    if opening is not None:
        assert opening.astimezone(UTC) > now.astimezone(UTC)
        assert is_open(destination, opening)
        assert not is_open(destination, now)
