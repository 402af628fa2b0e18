"""Which destination is for everything else."""

from collections.abc import Sequence
from typing import Any

import pytest

from adapter.errors import SettingsError
from adapter.importing.destinations import ImportedDestination
from adapter.importing.fallback import choose_fallback


def one(key: str, description: str = "", **fields: Any) -> ImportedDestination:
    options = {name: fields.pop(name) for name in ("undialled", "is_fallback", "commented_out") if name in fields}
    record = {"type": "number", "number": "+4921155660001", "description": description, **fields}
    return ImportedDestination(key=key, path=(), record=record, **options)


CARDS, LOANS = one("cards", "Lost cards."), one("loans", "Home loans.")


@pytest.mark.parametrize(
    "likely",
    [
        one("x", "Anything else, and callers who ask for a person."),
        one("x", "The front desk."),
        one("front_desk", "Where people sit."),
        one("x", "Questions", name="Reception"),
        one("x", "Alles andere."),
        one("zentrale"),
        one("x", "General questions."),
    ],
)
def test_it_is_the_first_that_says_that_it_is_for_everything(likely: ImportedDestination) -> None:
    chosen = choose_fallback([CARDS, likely, LOANS])
    assert (chosen.key, chosen.why) == (likely.key, "it says that it is for everything else")


def test_else_it_is_the_first_that_every_platform_can_dial() -> None:
    waiting = [
        one("a", undialled="x"),
        one("b", commented_out="x"),
        one("c", extension="1", policy={"extension": "send"}),
    ]
    assert choose_fallback([*waiting, CARDS, LOANS]).key == "cards"
    assert choose_fallback(waiting).key is None
    assert choose_fallback([one("c", extension="1", policy={"extension": "append"}), LOANS]).key == "c"


def test_the_exports_own_comes_before_rules_and_questions() -> None:
    def ask(keys: Sequence[str], usual: str) -> str:
        raise AssertionError

    own = one("night", "Night shift.", is_fallback=True)
    assert choose_fallback([one("desk", "Front desk."), own], None, ask).key == "night"


def test_a_person_is_asked_with_the_rules_choice_first() -> None:
    asked: list[tuple[list[str], str]] = []

    def ask(keys: Sequence[str], usual: str) -> str:
        asked.append(([*keys], usual))
        return "loans"

    assert choose_fallback([CARDS, LOANS, one("desk", "Front desk")], None, ask).key == "loans"
    assert asked == [(["cards", "loans", "desk"], "desk")]
    assert choose_fallback([CARDS], None, ask).key == "cards"
    assert choose_fallback([CARDS, LOANS], "cards", ask).key == "cards"
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("card", "did you mean cards"),
        ("zzz", "no destination has that key; there is cards"),
        ("w", "cannot be it: no number"),
    ],
)
def test_a_name_that_cannot_be_it_is_told_with_those_that_can(named: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        choose_fallback([CARDS, one("w", undialled="no number")], named)
