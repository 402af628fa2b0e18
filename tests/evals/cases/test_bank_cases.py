"""The cases that come with the example bank: enough of each kind, found nowhere else, and labelled with keys it has."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from adapter import Directory
from adapter.evals.cases import Case, load_cases
from adapter.evals.cases.checks import check_cases
from adapter.evals.cases.leaks import directory_texts, leaks, leaks_into, prompt_texts
from adapter.evals.cases.splits import SPLITS, split
from adapter.tool_calls.prompt import default_prompt

ROOT = Path(__file__).parents[3]
KINDS = [
    "plain",
    "indirect",
    "emotional",
    "multi-intent",
    "unclear",
    "small-talk",
    "human",
    "near-oos",
    "far-oos",
    "dictated",
    "noise",
    "injection",
    "dialogue",
]
LANGUAGES = {"en", "de", "fr", "es", "it", "pl", "tr"}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load_cases(ROOT / "examples" / "bank" / "cases.jsonl")


def test_there_are_enough_cases_of_each_language_kind_and_destination(cases: tuple[Case, ...], bank: Directory) -> None:
    tags = Counter(tag for case in cases for tag in case.tags)
    assert len(cases) >= 320
    assert all(tags[kind] >= 10 for kind in KINDS), tags
    assert min(tags["en"], tags["de"]) >= 0.4 * len(cases)
    assert all(tags[language] >= 5 for language in LANGUAGES), tags
    keys = Counter(key for case in cases for key in case.accepted)
    assert set(keys) == set(bank.destinations)
    assert all(20 <= count <= 40 for count in keys.values()), keys
    assert 0.2 <= sum(not case.accepted for case in cases) / len(cases) <= 0.4
    assert 20 <= sum(case.must for case in cases) <= 50


def test_every_destination_is_asked_for_in_every_way(cases: tuple[Case, ...], bank: Directory) -> None:
    asked = {(key, tag, case.tags[0]) for case in cases for key in case.accepted for tag in case.tags}
    wanted = {(key, kind, language) for key in bank.destinations for kind in KINDS[:3] for language in ("en", "de")}
    assert wanted <= asked


def test_each_case_has_one_language_one_kind_a_group_and_an_id_that_says_so(cases: tuple[Case, ...]) -> None:
    for case in cases:
        language, kind = case.tags[:2]
        assert language in LANGUAGES
        assert kind in KINDS
        assert len(case.groups) == 1
        assert (case.messages is not None) == (kind == "dialogue")
        label = "-or-".join(case.accepted) or "none"
        assert case.id.startswith(f"{label}-{language}-{kind}-")


def test_nothing_is_wrong_with_them(cases: tuple[Case, ...], bank: Directory) -> None:
    assert check_cases(cases, bank) == ()


def test_no_case_stands_in_the_directory_in_the_prompt_or_where_the_offline_model_was_made_by(
    cases: tuple[Case, ...], bank: Directory
) -> None:
    callers = yaml.safe_load((ROOT / "tests" / "models" / "bank_callers.yaml").read_text("utf-8"))
    made_by = {said: said for texts in callers.values() for said in texts}
    assert len(made_by) > 160
    assert leaks_into(directory_texts(bank) | prompt_texts(default_prompt()) | made_by, cases) == ()


def test_no_caller_says_a_number_of_the_directory(cases: tuple[Case, ...], bank: Directory) -> None:
    for case in cases:
        said = case.text or " ".join(message.content for message in case.messages or ())
        assert bank.numbers.mask(said) == said


def test_german_and_english_twins_fall_into_the_same_split(cases: tuple[Case, ...]) -> None:
    divided = split(cases)
    parts = [getattr(divided, name) for name in SPLITS]
    assert [round(len(part) / len(cases), 1) for part in parts] == [0.4, 0.3, 0.3]
    homes: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        for case in part:
            homes.setdefault(case.groups[0], set()).add(number)
    assert all(len(home) == 1 for home in homes.values())
    assert leaks([*divided.train, *divided.validation], divided.test) == ()
    for part in parts:
        assert {key for case in part for key in case.accepted} >= {"cards", "fraud", "sales", "switchboard"}
