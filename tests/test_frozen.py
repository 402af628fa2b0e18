"""Frozen values that cost little to make: as those of `dataclasses`."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from adapter.frozen import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Slotted:
    """With its fields in slots."""

    key: str
    tried: dict[str, int] = dataclasses.field(default_factory=dict)
    unclear: int = 0


@dataclass(frozen=True, kw_only=True)
class Open:
    """With its fields in a dictionary."""

    key: str
    tried: dict[str, int] = dataclasses.field(default_factory=dict)
    unclear: int = 0


@dataclass(frozen=True, kw_only=True)
class Further(Open):
    """With one more field than its base."""

    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Both(Slotted):
    """With some in slots and some in a dictionary."""

    shown: tuple[str, ...] = ()


KINDS = pytest.mark.parametrize("kind", [Slotted, Open, Further, Both])


@KINDS
def test_fields_are_given_by_name_or_have_their_defaults(kind: Callable[..., Any]) -> None:
    value = kind(key="cards", unclear=2)
    assert (value.key, value.tried, value.unclear) == ("cards", {}, 2)
    assert kind(key="cards").tried is not kind(key="cards").tried


@KINDS
@pytest.mark.parametrize(
    ("given", "named"),
    [({}, "key"), ({"key": "cards", "keys": "loans"}, "keys")],
    ids=["missing", "unknown"],
)
def test_what_is_missing_or_unknown_is_refused_by_its_name(
    kind: Callable[..., Any], given: dict[str, str], named: str
) -> None:
    with pytest.raises(TypeError, match=rf"\.__init__\(\).*'{named}'"):
        kind(**given)
    with pytest.raises(TypeError):
        kind("cards")


@KINDS
def test_nothing_can_be_changed(kind: Callable[..., Any]) -> None:
    value = kind(key="cards")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.key = "loans"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.key


@KINDS
def test_it_is_a_dataclass_to_everything_else(kind: Callable[..., Any]) -> None:
    value = kind(key="cards", tried={"loans": 1})
    assert value == kind(key="cards", tried={"loans": 1})
    assert value != kind(key="loans", tried={"loans": 1})
    assert dataclasses.replace(value, unclear=1).unclear == 1
    assert dataclasses.asdict(value)["tried"] == {"loans": 1}
    assert repr(value).startswith(f"{type(value).__name__}(key='cards', tried={{'loans': 1}}, unclear=0")
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value


def test_what_is_more_than_its_fields_is_refused() -> None:
    with pytest.raises(TypeError, match="Late is more than"):

        @dataclass(frozen=True, kw_only=True)
        class Late:
            key: str

            def __post_init__(self) -> None:
                """Would never be called."""


def test_what_can_be_changed_is_refused() -> None:
    with pytest.raises(TypeError, match="Loose is more than"):

        @dataclass(frozen=False, kw_only=True)
        class Loose:
            key: str
