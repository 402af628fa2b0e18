"""A turn saved as a case, and the cases run with what a call has edited."""

import json
import shutil
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapter.evals.cases import load_cases
from tests.conftest import EXAMPLES
from tests.playground.browser import Browser
from tests.playground.conftest import Serve

BANK = EXAMPLES / "bank" / "directory.yaml"
FEW = [
    {"id": "c1", "text": "I have lost my card", "expect": "cards"},
    {"id": "c2", "text": "a green unicorn please", "expect": "loans"},
    {"id": "c3", "text": "how are you", "expect": None},
]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A small case file, whose last line has no end."""
    file = tmp_path / "few.jsonl"
    file.write_text("\n".join(map(json.dumps, FEW)))
    return file


@pytest.fixture
def tester(serve: Serve, cases: Path) -> Browser:
    """Somebody who has begun a call of the bank with few cases."""
    browser = Browser(serve(BANK, cases=cases))
    browser.begin(at="2026-06-02 11:00")
    return browser


def saved(browser: Browser, turn: int, expect: object, status: int = 201) -> Any:
    return browser.send("POST", f"/calls/{browser.call}/cases", {"turn": turn, "expect": expect}, status).json()


def test_a_first_turn_becomes_an_utterance_and_a_later_one_a_dialogue(tester: Browser, cases: Path) -> None:
    tester.says("what can you do for me")
    tester.says("I have lost my card")
    one = saved(tester, 1, None)
    two = saved(tester, 2, ["cards", "fraud"])
    assert (one["file"], one["count"], two["count"]) == ("few.jsonl", 4, 5)
    assert one["case"] == {
        "id": "playground-4",
        "text": "what can you do for me",
        "tags": ["from-playground"],
        "expect": None,
    }
    assert [message["role"] for message in two["case"]["messages"]] == ["user", "assistant", "user"]
    loaded = load_cases(cases)
    assert [case.id for case in loaded] == ["c1", "c2", "c3", "playground-4", "playground-5"]
    assert loaded[-1].accepted == ("cards", "fraud")
    assert tester.get("/options")["cases"] == {"file": "few.jsonl", "count": 5, "writable": True}


def test_a_case_file_is_made_with_its_first_case(serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "new.jsonl"
    browser = Browser(serve(BANK, cases=file))
    browser.begin()
    assert browser.get("/options")["cases"] == {"file": "new.jsonl", "count": 0, "writable": True}
    refused = browser.send("POST", "/runs", {"call": browser.call}, 409).json()
    assert refused["detail"].startswith("there are no cases yet")
    browser.says("I have lost my card")
    saved(browser, 1, "cards")
    assert [case.expect for case in load_cases(file)] == ["cards"]


def test_configured_numbers_that_a_caller_dictates_are_not_in_a_case(tester: Browser, cases: Path) -> None:
    tester.says("my number is +4921155660001")
    saved(tester, 1, None)
    assert "4921155660001" not in cases.read_text()


@pytest.mark.parametrize("expect", ["nobody", ["cards", "nobody"], "", [], 1, {"key": "cards"}])
def test_what_is_expected_is_a_key_of_the_directory(tester: Browser, cases: Path, expect: object) -> None:
    tester.says("I have lost my card")
    saved(tester, 1, expect, 422)
    assert len(load_cases(cases)) == 3


def test_a_turn_without_words_is_no_case(tester: Browser) -> None:
    tester.happens("press", digit="2")
    assert saved(tester, 1, "fraud", 409)["title"] == "Not possible now"
    saved(tester, 7, "fraud", 409)
    saved(tester, 0, "fraud", 422)


def test_the_example_banks_cases_are_run_and_not_written_to(serve: Serve) -> None:
    browser = Browser(serve(BANK))
    browser.begin()
    told = browser.get("/options")["cases"]
    assert (told["file"], told["writable"]) == ("cases.jsonl", False)
    browser.says("I have lost my card")
    assert saved(browser, 1, "cards", 422)["detail"].endswith("start the playground with --cases FILE")


def test_a_run_counts_up_and_ends_with_summary_and_report(tester: Browser) -> None:
    run = tester.send("POST", "/runs", {"call": tester.call}, 201).json()["run"]
    told = tester.run_ends(run)
    assert (told["state"], told["done"], told["of"], told["message"]) == ("done", 3, 3, None)
    assert told["summary"]["outcomes"]["right"] == 2
    report = tester.client.get(f"/playground/runs/{run}/report")
    assert report.status_code == 200
    assert report.headers["content-type"].startswith("text/html")
    assert "sandbox" in report.headers["content-security-policy"]
    assert "a green unicorn please" in report.text


def test_a_run_goes_by_the_edits_of_its_call(tester: Browser) -> None:
    tester.edits(loans="Loans, and green unicorns.", prompt="Be brief.")
    run = tester.send("POST", "/runs", {"call": tester.call}, 201).json()["run"]
    told = tester.run_ends(run)
    assert told["summary"]["outcomes"]["right"] == 3
    assert told["summary"]["identity"]["prompt"].startswith("receptionist@v4+")
    assert not list(BANK.parent.glob("prompts"))


def test_a_run_whose_cases_do_not_fit_says_what_is_wrong(tester: Browser, cases: Path) -> None:
    cases.write_text('{"id":"c1","text":"hello","expect":"nobody"}\n')
    run = tester.send("POST", "/runs", {"call": tester.call}, 201).json()["run"]
    told = tester.run_ends(run)
    assert told["state"] == "failed"
    assert "no such destination" in told["message"]
    assert tester.get(f"/runs/{run}/report", 409)["detail"] == "the run has no report: it is not done"


@pytest.fixture
def many(serve: Serve, tmp_path: Path) -> Browser:
    """Somebody with so many cases that a run of them can be stopped."""
    file = tmp_path / "many.jsonl"
    lines = (json.dumps({"id": str(number), "text": f"card {number}", "expect": "cards"}) for number in range(20_000))
    file.write_text("\n".join(lines))
    browser = Browser(serve(BANK, cases=file))
    browser.begin()
    return browser


def test_a_run_can_be_stopped_and_others_turns_do_not_wait_for_it(many: Browser) -> None:
    other = many.another()
    run = many.send("POST", "/runs", {"call": many.call}, 201).json()["run"]
    assert (
        many.send("POST", "/runs", {"call": many.call}, 409).json()["detail"] == "the cases of this call are being run"
    )
    second = other.send("POST", "/runs", {"call": other.call}, 201).json()["run"]
    third = many.another()
    refused = third.send("POST", "/runs", {"call": third.call}, 409).json()
    assert refused["detail"] == "2 runs are under way: one of them has to end first"
    assert third.says("I have lost my card")["leads_to"] == "cards"
    assert many.get(f"/runs/{run}")["state"] == "running"
    many.send("DELETE", f"/runs/{run}", status=204)
    assert many.run_ends(run)["state"] == "stopped"
    other.send("DELETE", f"/calls/{other.call}", status=204)
    assert other.run_ends(second)["state"] == "stopped"
    many.send("DELETE", f"/runs/{run}", status=204)


def test_nobody_finds_a_run_without_its_id(client: httpx2.Client) -> None:
    browser = Browser(client)
    for path in ("/runs/nobodys", "/runs/nobodys/report"):
        browser.get(path, 404)
    browser.send("DELETE", "/runs/nobodys", status=404)
    browser.send("POST", "/runs", {"call": "nobodys"}, 404)
    browser.get("/runs/nobodys?wait=11", 404)


def test_a_table_is_not_taken_for_a_case_file(serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    shutil.copy(EXAMPLES / "bank" / "cases.jsonl", file)
    file.write_text("text,department\nhello,cards\n")
    browser = Browser(serve(BANK, cases=file))
    refused = browser.client.get("/playground/options").json()
    assert "cases from-csv" in refused["detail"]
