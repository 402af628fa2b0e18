"""Cases divided into training, validation and test."""

import hashlib
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import CasesError
from adapter.evals.cases import Case
from adapter.evals.cases.leaks import leaks
from adapter.evals.cases.splits import SPLITS, Shares, Splits, groups, split

SAID = st.lists(
    st.sampled_from(["card", "pin", "lost", "app", "login", "house", "loan", "euro", "letter", "hello"]),
    min_size=1,
    max_size=4,
)
EXPECT = st.sampled_from(["cards", "fraud", "loans", None])
GROUP = st.sampled_from([[], ["group:a"], ["group:b"], ["group:c"], ["group:a", "group:b"], ["en"]])
CASES = st.lists(st.tuples(SAID, EXPECT, GROUP), max_size=30).map(
    lambda drawn: [
        Case(id=f"c{number}", text=" ".join(said), expect=expect, tags=tags)
        for number, (said, expect, tags) in enumerate(drawn)
    ]
)
SHARES = st.tuples(st.floats(0, 9), st.floats(0, 9), st.floats(0.1, 9))


def ids(splits: Splits) -> list[list[str]]:
    return [[case.id for case in getattr(splits, name)] for name in SPLITS]


@given(CASES, st.integers(), SHARES)
def test_every_case_is_in_exactly_one_split_in_the_order_of_the_file(
    cases: list[Case], seed: int, shares: Shares
) -> None:
    divided = split(cases, seed=seed, shares=shares)
    assert sorted(case.id for name in SPLITS for case in getattr(divided, name)) == sorted(case.id for case in cases)
    order = {case.id: number for number, case in enumerate(cases)}
    assert all(part == sorted(part, key=order.__getitem__) for part in ids(divided))


@given(CASES, st.integers(), SHARES)
def test_nothing_leaks_from_one_split_into_another(cases: list[Case], seed: int, shares: Shares) -> None:
    divided = split(cases, seed=seed, shares=shares)
    assert leaks([*divided.train, *divided.validation], divided.test) == ()
    assert leaks(divided.train, divided.validation) == ()


@given(CASES, st.integers(), st.randoms())
def test_the_order_of_the_file_decides_nothing(cases: list[Case], seed: int, randomly: random.Random) -> None:
    mixed = list(cases)
    randomly.shuffle(mixed)
    assert list(map(sorted, ids(split(mixed, seed=seed)))) == list(map(sorted, ids(split(cases, seed=seed))))


@given(CASES, st.integers())
def test_a_split_without_a_share_stays_empty(cases: list[Case], seed: int) -> None:
    divided = split(cases, seed=seed, shares=(0, 0, 1))
    assert (len(divided.train), len(divided.validation), len(divided.test)) == (0, 0, len(cases))


def numbered(number: int, expect: str | None, *tags: str) -> Case:
    """A case unlike all others."""
    letters = [chr(ord("a") + byte % 26) for byte in hashlib.sha256(str(number).encode()).digest()]
    text = f"{''.join(letters[:8])} {''.join(letters[8:16])} {''.join(letters[16:24])}"
    return Case(id=f"c{number}", text=text, expect=expect, tags=list(tags))


def test_every_expectation_is_divided_by_the_shares() -> None:
    expectations = [("cards", 40), ("loans", 10), (None, 50)]
    cases = [numbered(n, e) for n, e in enumerate(e for e, count in expectations for _ in range(count))]
    assert len(groups(cases)) == len(cases)
    divided = split(cases, shares=(50, 20, 30))
    counted = [Counter(case.expect for case in getattr(divided, name)) for name in SPLITS]
    assert counted == [
        {"cards": 20, "loans": 5, None: 25},
        {"cards": 8, "loans": 2, None: 10},
        {"cards": 12, "loans": 3, None: 15},
    ]


def test_rare_expectations_are_not_all_put_into_training() -> None:
    cases = [numbered(number, f"rare{number}") for number in range(30)]
    assert list(map(len, ids(split(cases, shares=(1, 1, 1))))) == [10, 10, 10]


def test_another_seed_gives_another_division() -> None:
    cases = [numbered(number, "cards") for number in range(40)]
    assert ids(split(cases, seed=1)) == ids(split(cases, seed=1))
    assert ids(split(cases, seed=1)) != ids(split(cases, seed=2))


def test_a_group_goes_where_one_of_its_cases_is_pinned() -> None:
    cases = [numbered(number, "cards", "group:pin") for number in range(3)]
    cases += [numbered(10, "cards", "group:pin", "split:test"), numbered(11, None, "split:validation")]
    assert ids(split(cases, shares=(1, 0, 0))) == [[], ["c11"], ["c0", "c1", "c2", "c10"]]


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ((["group:x", "split:train"], ["group:x", "split:test"]), "one group pinned to train and test"),
        ((["split:holdout"], []), "split:holdout is no split; there are train, validation, test"),
    ],
)
def test_pins_that_cannot_be_followed_are_errors_that_name_the_cases(tags: tuple[list[str], ...], why: str) -> None:
    cases = [numbered(number, "cards", *each) for number, each in enumerate(tags)]
    with pytest.raises(CasesError, match=why) as raised:
        split(cases)
    assert "'c0'" in str(raised.value)


@pytest.mark.parametrize("shares", [(0, 0, 0), (1, -1, 1), (1, float("nan"), 1), (1, float("inf"), 1)])
def test_shares_that_are_none_are_refused(shares: Shares) -> None:
    with pytest.raises(ValueError, match="shares"):
        split([], shares=shares)
