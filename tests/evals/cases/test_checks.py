"""What is said to be wrong with labelled cases."""

import pytest

from adapter import Directory
from adapter.evals.cases import Case, CaseMessage
from adapter.evals.cases.checks import check_cases


def case(identity: str, said: str, expect: str | list[str] | None) -> Case:
    return Case(id=identity, text=said, expect=expect)


def found(cases: list[Case], directory: Directory | None = None) -> dict[str, tuple[str, ...]]:
    return {finding.code: finding.ids for finding in check_cases(cases, directory)}


GOOD = [case("good", "my card is gone", "cards"), case("small", "lovely weather", None)]


def test_good_cases_are_found_good() -> None:
    assert check_cases(GOOD) == ()


@pytest.mark.parametrize(
    ("expect", "mend"),
    [
        ("card", "there are cards, fraud, accounts"),
        (["cards", "Fraud"], "there are cards, fraud, accounts"),
        ("null", "write null without quotes"),
        ("None", "write null without quotes"),
    ],
)
def test_a_key_that_the_directory_lacks_is_an_error_that_says_what_would_be_right(
    bank: Directory, expect: str | list[str], mend: str
) -> None:
    (finding,) = [f for f in check_cases([*GOOD, case("bad", "hello there", expect)], bank) if f.severity == "error"]
    assert (finding.code, finding.ids) == ("unknown-key", ("bad",))
    assert mend in finding.message


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("cards", "fraud", "contradiction"),
        ("cards", None, "contradiction"),
        ("cards", ["cards", "fraud"], "contradiction"),
        (["fraud", "cards"], ["cards", "fraud"], "duplicate"),
        ("cards", ["cards"], "duplicate"),
        (None, None, "duplicate"),
    ],
)
def test_equal_words_contradict_each_other_or_come_twice(
    first: str | list[str] | None, second: str | list[str] | None, code: str
) -> None:
    cases = [*GOOD, case("a", "My PIN is blocked.", first), case("b", "my pin is blocked", second)]
    assert found(cases) == {code: ("a", "b")}


def test_nearly_equal_words_are_told_of_once_for_all_of_them() -> None:
    cases = [
        *GOOD,
        case("a", "please cancel my standing order", "transfers"),
        case("b", "I want to cancel the standing order", "transfers"),
        case("c", "cancel that standing order now!", "transfers"),
    ]
    assert found(cases) == {"near-duplicate": ("a", "b", "c")}


def test_the_same_last_words_after_another_question_are_another_case() -> None:
    def answer(identity: str, question: str, expect: str) -> Case:
        said = [("user", "hello"), ("assistant", question), ("user", "yes please")]
        messages = [CaseMessage.model_validate({"role": role, "content": content}) for role, content in said]
        return Case(id=identity, messages=messages, expect=expect)

    one, other = answer("a", "Is it about a card?", "cards"), answer("b", "Is it about a mortgage?", "mortgages")
    assert check_cases([*GOOD, one, other]) == ()
    same = answer("c", "Is it about a card?", "fraud")
    assert found([*GOOD, one, same]) == {"contradiction": ("a", "c")}


@pytest.mark.parametrize(
    ("cases", "code"), [([], "empty"), ([GOOD[0]], "no-null"), ([GOOD[1]], "only-null")], ids=["none", "keys", "null"]
)
def test_a_file_that_measures_only_one_side_is_told_of(cases: list[Case], code: str) -> None:
    assert list(found(cases)) == [code]


def test_destinations_without_a_case_are_named(bank: Directory) -> None:
    (finding,) = check_cases(GOOD, bank)
    assert finding.severity == "warning"
    assert "fraud, accounts, transfers" in finding.message
    assert "cards" not in finding.message


def test_errors_come_first_and_no_finding_holds_words_of_a_caller(bank: Directory) -> None:
    cases = [case("a", "zebra crossing", None), case("b", "Zebra crossing", None), case("c", "giraffe", "zoo")]
    findings = check_cases(cases, bank)
    assert [finding.severity for finding in findings] == ["error", "warning", "warning"]
    assert not any(word in finding.message for finding in findings for word in ("zebra", "giraffe"))
