"""`replace` of the values of a call: the same as Python's own, and no more than that."""

import dataclasses
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest

from adapter.calls.state import Call, CurrentTurn
from adapter.calls.steps import Step
from adapter.frozen import replace
from adapter.transfers.call_info import CallInfo

CALL = Call(info=CallInfo(id="call-1"), phase="listening", tried={"cards": 1})
VALUES: tuple[tuple[Any, dict[str, Any]], ...] = (
    (CALL, {}),
    (CALL, {"phase": "announcing", "turns": 3, "tried": {}}),
    (CurrentTurn(number=1, text="hello", since=2.5), {"speech_ended": True}),
    (Step(call=CALL), {"work": "decide", "call": Call(info=CallInfo(id="call-2"))}),
)


@pytest.mark.parametrize(("value", "changes"), VALUES)
def test_a_replaced_value_is_what_python_makes_of_it(value: Any, changes: dict[str, Any]) -> None:
    before = dataclasses.asdict(value)
    replaced = replace(value, **changes)
    assert replaced == dataclasses.replace(value, **changes)
    assert type(replaced) is type(value)
    assert dataclasses.asdict(value) == before


@pytest.mark.parametrize(("value", "changes"), VALUES)
def test_a_field_that_there_is_not_is_refused(value: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="no colour"):
        replace(value, **{**changes, "colour": "blue"})


@dataclass(frozen=True)
class Checked:
    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("negative")


@dataclass(frozen=True)
class Counted:
    number: int
    twice: int = field(init=False, default=2)


@dataclass(frozen=True)
class Remembering:
    number: int

    @cached_property
    def twice(self) -> int:
        return 2 * self.number


@dataclass(frozen=True)
class Mixed(CurrentTurn):
    further: int = 0


@pytest.mark.parametrize("value", [Checked(1), Counted(1), Remembering(1), Mixed(number=1, text="", since=0.0)])
def test_a_value_that_is_more_than_its_fields_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="more than its fields"):
        replace(value, number=2)
