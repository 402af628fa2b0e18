"""Keys that have changed since cases were labelled are told once, and not case by case."""

from pathlib import Path
from typing import Any

import pytest

from adapter import Directory
from adapter.errors import CasesError
from adapter.evals.cases import Case
from adapter.evals.cases.changed_keys import changed_keys
from adapter.evals.comparison.pairing import pair_up
from adapter.evals.rows import Row
from tests.command import run
from tests.large import large_directory

NUMBER = "+4921155660001"


def nameless(*descriptions: str) -> Directory:
    return Directory.parse([{"type": "number", "number": NUMBER, "description": text} for text in descriptions])


def cases(**expected: Any) -> list[Case]:
    return [
        Case(id=f"{key}-{number}", text=f"words {number}", expect=key)
        for key, count in expected.items()
        for number in range(count)
    ]


def test_cases_whose_keys_are_all_there_are_fine() -> None:
    directory = nameless("Lost cards.", "Home loans.")
    assert changed_keys(cases(lost_cards=2), directory) is None
    assert (
        changed_keys(
            [Case(id="a", text="x", expect=None), Case(id="b", text="y", expect=["no", "home_loans"])], directory
        )
        is None
    )


def test_an_edited_description_is_told_as_the_keys_that_it_has_renamed() -> None:
    told = changed_keys(cases(lost_cards=12, home_loans=3), nameless("Stolen, lost or swallowed cards.", "Home loans."))
    assert told is not None
    assert told.splitlines()[1:3] == [
        "  lost_cards (12 cases): now stolen_lost_swallowed?",
        "keys are made from descriptions there, so that an edit of one renames its tool: transfer-adapter import writes"
        " the keys down, or give each destination a name",
    ]
    assert told.startswith("12 of 15 cases expect keys that directory+")


def test_keys_of_another_directory_are_counted_and_cut_short() -> None:
    told = changed_keys(cases(**{f"key_{letter}": 2 for letter in "abcdefghijklmn"}), nameless("Home loans."))
    assert told is not None
    assert "28 of 28 cases" in told
    assert "and 4 more keys" in told
    assert len(told.splitlines()) == 14


def test_a_destination_that_is_withdrawn_is_said_to_be() -> None:
    sip = {"type": "sip", "sipUri": "sip:a@b.example"}
    desk = {"type": "number", "number": NUMBER}
    told = changed_keys(cases(cards=2), Directory.parse({"destinations": {"desk": desk, "cards": sip}}))
    assert told is not None
    assert "cards (2 cases): is in the file and cannot be served" in told


def test_a_lone_case_is_wrong_itself() -> None:
    told = changed_keys([*cases(card=1), *cases(home_loans=4)], nameless("Home loans."))
    assert told is not None
    assert told.startswith("case card-0: expect: card: no such destination in directory+")


def test_eval_says_it_and_exits_1(tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(
        f'[{{"type": "number", "number": "{NUMBER}", "description": "Swallowed or lost cards."}}]'
    )
    (tmp_path / "cases.jsonl").write_text(
        "".join(f'{{"id": "{n}", "text": "my card {n}", "expect": "lost_cards"}}\n' for n in range(9))
    )
    done = run("eval", "-d", "export.json", "-c", "cases.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "lost_cards (9 cases): now swallowed_lost_cards?" in done.stderr
    assert done.stderr.count("lost_cards (") == 1


def row(case: str, expect: str, words: str = "") -> Row:
    said = [{"role": "user", "content": words or case}]
    return Row(
        id=case, repeat=1, expect=expect, got=expect, outcome="right", kind="transfer", reason="tool_call", said=said
    )


def test_compare_tells_that_the_keys_have_changed() -> None:
    before = [*(row(f"c{n}", "lost_cards") for n in range(5)), row("d", "loans")]
    after = [*(row(f"c{n}", "cards") for n in range(5)), row("d", "loans")]
    with pytest.raises(CasesError) as raised:
        pair_up(before, after)
    assert "the keys of the directory have changed: A expects lost_cards where B expects cards (5 cases)" in str(
        raised.value
    )
    assert "transfer-adapter import writes them down" in str(raised.value)
    _, said = pair_up(before, after, common=True)
    assert any("lost_cards" in line for line in said)


def test_other_labels_of_some_cases_are_no_renaming() -> None:
    before = [row("a", "cards"), row("b", "cards"), row("c", "cards")]
    after = [row("a", "loans"), row("b", "desk"), row("c", "cards")]
    with pytest.raises(CasesError) as raised:
        pair_up(before, after)
    assert "have changed" not in str(raised.value)


def test_nobody_is_told_a_thousand_keys() -> None:
    cases = [Case(id="c1", text="hello", expect="nobody")]
    message = changed_keys(cases, large_directory(1_000))
    assert message is not None
    assert message.endswith("and 980 more")
    assert len(message) < 700
