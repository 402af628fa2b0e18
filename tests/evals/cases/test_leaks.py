"""Cases that stand where a router may have learned them."""

import pytest

from adapter import Directory
from adapter.evals.cases import Case
from adapter.evals.cases.leaks import directory_texts, leaks, leaks_into, prompt_texts
from adapter.tool_calls.prompt import load_prompt


def case(said: str, identity: str = "x", *tags: str) -> Case:
    return Case(id=identity, text=said, expect=None, tags=list(tags))


TRAIN = [case("my card was eaten by the machine", "t1", "group:eaten"), case("hello", "t2", "en")]


@pytest.mark.parametrize(
    ("said", "tags", "kind", "source"),
    [
        ("My card was eaten by the machine!", [], "same", "t1"),
        ("the machine has eaten my card", [], "near", "t1"),
        ("der Automat behält die Karte", ["group:eaten"], "group", "t1"),
        ("Hello!", ["group:eaten"], "same", "t2"),
    ],
)
def test_a_case_of_the_test_that_training_has_too_is_found_once(
    said: str, tags: list[str], kind: str, source: str
) -> None:
    (leak,) = leaks(TRAIN, [case(said, "x", *tags), case("the weather is lovely", "y", "en")])
    assert (leak.id, leak.kind, leak.where) == ("x", kind, f"case '{source}'")


def test_files_that_share_nothing_have_no_leak() -> None:
    assert leaks(TRAIN, [case("my mortgage ends in spring", "x", "en", "group:other")]) == ()
    assert leaks([], TRAIN) == leaks(TRAIN, []) == ()


def test_what_training_repeats_in_itself_is_no_leak_whatever_ids_the_test_has() -> None:
    train = [*TRAIN, case("the machine has eaten my card", "t3")]
    assert leaks(train, [case("the weather is lovely", "t3")]) == ()


TEXTS = {
    "short": "I want to sell shares",
    "long": 'Lost cards. Callers say: "my purse was snatched at the station this morning", for example.',
    "polite": "I would like to",
}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("i want to sell shares", [("short", "same")]),
        ("I really want to sell my shares", [("short", "near")]),
        ("good morning i want to sell shares of the car maker in munich today", [("short", "copied")]),
        ("My purse was snatched at the station this morning.", [("long", "copied")]),
        ("My purse was snatched at the station this morning, madam.", [("long", "copied")]),
        ("I want to sell my house", []),
        ("I would like to order a pizza", []),
        ("my purse was snatched in the park by two boys on a scooter", []),
    ],
)
def test_a_case_that_stands_in_a_text_is_found_and_courtesies_are_not(said: str, found: list[tuple[str, str]]) -> None:
    assert [(leak.where, leak.kind) for leak in leaks_into(TEXTS, [case(said)])] == found


def test_only_the_callers_words_of_a_dialogue_are_looked_for() -> None:
    dialogue = Case.model_validate(
        {
            "id": "d",
            "messages": [
                {"role": "assistant", "content": "I want to sell shares"},
                {"role": "user", "content": "and I want a sandwich"},
            ],
            "expect": None,
        }
    )
    assert leaks_into(TEXTS, [dialogue]) == ()


def test_descriptions_examples_and_prompts_are_looked_through_and_named(bank: Directory) -> None:
    prompt = load_prompt("receptionist")
    texts = directory_texts(bank) | prompt_texts(prompt)
    cases = [
        case("the website shows an error", "a"),
        case("payments or withdrawals that the caller did not make", "b"),
        case("small talk, thanks and questions about yourself need no transfer", "c"),
    ]
    assert [(leak.id, leak.where) for leak in leaks_into(texts, cases)] == [
        ("a", "destinations.online_banking.policy.examples, number 2"),
        ("b", "destinations.fraud.description"),
        ("c", f"prompt {prompt.identity}"),
    ]
