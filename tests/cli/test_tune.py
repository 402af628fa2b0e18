"""`transfer-adapter tune` as a tuner meets it: what it writes, its exit codes, and going on after it was killed."""

import hashlib
import json
import os
import random
import re
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapter.evals.metrics.summary import load_summary
from adapter.testing import RunningMock, running_mock
from tests import command
from tests.command import COMMAND, ROOT, Done, bare
from tests.evals.tuning.places import DIRECTORY

pytestmark = pytest.mark.commands

MINIBATCH = 24
VALIDATION = 37  # of the cases below, with seed 0

PROMPT = """\
---
description: For tests.
hang_up: true
sentences:
  en: {greeting: "Hello."}
---
You answer the telephone of {{ company }}. Find out what the caller needs.
"""

BETTER = """
  - match: {model: reflector, regex: "destination `cards`"}
    reply: {say: "Here it is.\\n```\\nLost, stolen or broken plastic.\\n```"}
  - match: {model: reflector, regex: "destination `loans`"}
    reply: {say: "```text\\nBorrowing money and every kind of credit.\\n```"}
"""
HOPELESS = '\n  - {match: {model: reflector}, reply: {say: "```\\nSomething that no caller says.\\n```"}}\n'
BETTER_PROMPT = """
  - match: {model: reflector, regex: "system prompt of the receptionist"}
    reply:
      say: |
        ```
        You answer the telephone of {{ company }}. Find out what the caller needs. Plastic means a card.
        ```
  - match: {model: router, words: plastic, system: {words: plastic means}}
    reply: {call: cards}
"""


def scenario(rules: str) -> str:
    """The reflector answers by these rules, the router as the offline model does."""
    return f"unmatched: offline\nrules:{rules}"


def cases() -> Iterator[str]:
    """Callers who say plastic for card and credit for loan, each beside a made-up word, and some who say neither."""
    chance = random.Random(7)
    said = [("plastic", "cards")] * 48 + [("credit", "loans")] * 48 + [("", None)] * 24
    for number, (text, key) in enumerate(said):
        word = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))
        yield json.dumps({"id": f"case-{number}", "text": f"{text} {word}".strip(), "expect": key})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tuner's folder: a directory, cases, and prompts of their own."""
    (tmp_path / "directory.yaml").write_text(DIRECTORY)
    (tmp_path / "cases.jsonl").write_text("".join(f"{line}\n" for line in cases()))
    (tmp_path / "prompts" / "desk").mkdir(parents=True)
    (tmp_path / "prompts" / "desk" / "v1.md").write_text(PROMPT)
    return tmp_path


@pytest.fixture
def mock_of(tmp_path: Path) -> Callable[[str], RunningMock]:
    """A mock server that answers by these rules."""

    def make(rules: str) -> RunningMock:
        path = tmp_path / "scenario.yaml"
        path.write_text(scenario(rules))
        return running_mock(path)

    return make


def address(mock: RunningMock) -> dict[str, str]:
    return {"OPENAI_BASE_URL": mock.base_url}


def run(*arguments: str, cwd: Path, mock: RunningMock | None = None) -> Done:
    return command.run(*arguments, cwd=cwd, env=address(mock) if mock else None)


def tuning_of(*options: str) -> tuple[str, ...]:
    return (
        "tune", "-d", "directory.yaml", "-c", "cases.jsonl", "--model", "router", "--reflection-model", "reflector",
        *options,
    )  # fmt: skip


def told(folder: Path) -> dict[str, object]:
    """`tuning.json` but for the moment at which it began."""
    found: dict[str, object] = json.loads((folder / "tuning.json").read_text("utf-8"))
    del found["started"]
    return found


def files_in(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


RESULT = {"results.jsonl", "summary.json", "texts.json", "wrong.csv", "junit.xml", "report.html"}
EVIDENCE = {"tuning.json", "report.html", "candidate.diff"} | {
    f"{side}/{name}" for side in ("before", "after") for name in RESULT
}


def test_a_proven_gain_is_written_with_its_evidence_and_the_same_command_asks_nobody_again(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    with mock_of(BETTER) as mock:
        done = run(*tuning_of("--only", "descriptions"), cwd=folder, mock=mock)
        assert done.returncode == 0, done.stderr
        asked, first = len(mock.requests), told(folder / "tuning")
        again = run(*tuning_of("--only", "descriptions"), cwd=folder, mock=mock)
        assert (again.returncode, again.stderr) == (0, done.stderr)
        assert len(mock.requests) == asked
    out = folder / "tuning"
    assert told(out) == first
    assert done.stdout == ""
    assert "proven on" in done.stderr
    assert "written tuning/directory.yaml" in done.stderr
    assert files_in(out) == {*EVIDENCE, "directory.yaml", "directory.diff"}
    assert first["ships"] is True
    # only the descriptions are others: the comment, the numbers and the order stay
    assert out.joinpath("directory.yaml").read_text() == DIRECTORY.replace(
        "Cards. ", '"Lost, stolen or broken plastic." '
    ).replace("Borrowing money.", '"Borrowing money and every kind of credit."')
    assert "-    description: Cards." in (out / "directory.diff").read_text()
    assert (folder / "directory.yaml").read_text() == DIRECTORY

    # and what is written can be used, and agrees with what was said of it
    assert run("check", "tuning/directory.yaml", cwd=folder).returncode == 0
    compared = run("compare", "tuning/before", "tuning/after", "--json", cwd=folder)
    assert compared.returncode == 0
    evidence = json.loads(compared.stdout)["evidence"]
    assert evidence == first["evidence"]
    page = (out / "report.html").read_text("utf-8")
    assert page.index("Proven better on cases") < page.index("B is better")
    assert "<del>Cards</del><ins>Lost, stolen or broken plastic</ins>." in page
    assert "55660001" not in page
    assert f"{evidence['better']} cases better, {evidence['worse']} worse of {evidence['cases']}" in page
    (folder / "held-out.jsonl").write_text(
        "".join(f"{line}\n" for line in cases() if json.loads(line)["id"] in first["test"])  # type: ignore[operator]
    )
    evaluated = run("eval", "-d", "tuning/directory.yaml", "-c", "held-out.jsonl", "--json", cwd=folder)
    assert json.loads(evaluated.stdout)["accuracy"] == load_summary(out / "after").accuracy
    assert load_summary(out / "after").identity.directory in (out / "after" / "report.html").read_text("utf-8")
    # the report of each side shows what that side was sent
    assert "Lost, stolen or broken plastic." in (out / "after" / "report.html").read_text("utf-8")
    assert "Lost, stolen or broken plastic." not in (out / "before" / "report.html").read_text("utf-8")


def test_what_is_not_proven_is_not_written_and_what_an_earlier_tuning_left_goes(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    with mock_of(BETTER) as mock:
        assert run(*tuning_of("--only", "descriptions"), cwd=folder, mock=mock).returncode == 0
    (folder / "tuning" / "notes.txt").write_text("mine")
    with mock_of(HOPELESS) as mock:
        arguments = tuning_of("--only", "descriptions", "--cache", "another")
        done = run(*arguments, cwd=folder, mock=mock)
    assert done.returncode == 2, done.stderr
    assert "nothing better was found: everything stays as it is" in done.stderr
    assert "what was tried is in tuning/tuning.json" in done.stderr
    assert files_in(folder / "tuning") == {"tuning.json", "notes.txt"}
    assert told(folder / "tuning")["ships"] is False


def test_what_is_better_on_the_validation_cases_alone_is_kept_back_with_the_report(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    lines = [json.loads(line) for line in cases()]
    pinned = [{**case, "tags": ["split:test"]} if case["expect"] is None else case for case in lines]
    for case in pinned:
        if case["expect"] is not None:
            case["tags"] = ["split:train" if int(case["id"].removeprefix("case-")) % 2 else "split:validation"]
    (folder / "cases.jsonl").write_text("".join(f"{json.dumps(case)}\n" for case in pinned))
    with mock_of(BETTER) as mock:
        done = run(*tuning_of("--only", "descriptions", "--out", "found"), cwd=folder, mock=mock)
    assert done.returncode == 2, done.stderr
    assert "not proven on 24 held-out cases" in done.stderr
    assert "not proven better: 0 cases better, 0 worse of 24" in done.stderr
    assert files_in(folder / "found") == EVIDENCE
    page = (folder / "found" / "report.html").read_text("utf-8")
    assert "<h2>Not proven better: nothing changes</h2>" in page
    assert 'class="verdict better"' not in page


def test_a_prompt_that_is_proven_better_is_the_next_version_and_never_written_over_another(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    options = ("--only", "prompt", "--prompts-dir", "prompts", "--prompt", "desk@v1")
    with mock_of(BETTER_PROMPT) as mock:
        done = run(*tuning_of(*options), cwd=folder, mock=mock)
        assert done.returncode == 0, done.stderr
        versions = folder / "prompts" / "desk"
        assert "written prompts/desk/v2.md" in done.stderr
        assert (versions / "v1.md").read_text() == PROMPT
        written = (versions / "v2.md").read_text()
        assert written.startswith(PROMPT.partition("You answer")[0])
        assert "Plastic means a card." in written
        assert files_in(folder / "tuning") == EVIDENCE
        # the version that there is now is the one that is found again
        assert run(*tuning_of(*options), cwd=folder, mock=mock).returncode == 0
        assert {file.name for file in versions.iterdir()} == {"v1.md", "v2.md"}
        (versions / "v2.md").write_text(PROMPT.replace("Find out", "Learn"))
        assert run(*tuning_of(*options), cwd=folder, mock=mock).returncode == 0
        assert {file.name for file in versions.iterdir()} == {"v1.md", "v2.md", "v3.md"}
        assert "Learn" in (versions / "v2.md").read_text()
        # a version among the operator's prompts is theirs: no later tuning takes it away
        assert (versions / "v3.md").read_text() == written
        evaluated = run(
            "eval", "-d", "directory.yaml", "-c", "cases.jsonl", "--prompts-dir", "prompts", "--prompt", "desk@v3",
            "--model", "router", "--json", cwd=folder, mock=mock,
        )  # fmt: skip
    assert json.loads(evaluated.stdout)["outcomes"]["right"] >= 48


def test_without_a_folder_of_prompts_the_new_version_is_in_the_folder_of_the_tuning(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    shipped = Path(__file__).parent.parent.parent / "prompts" / "receptionist"
    body = (shipped / "v1.md").read_text("utf-8").split("---\n", 2)[2].strip()
    answer = json.dumps(f"```\n{body}\nPlastic means a card.\n```")
    rules = BETTER_PROMPT.replace(BETTER_PROMPT.partition("say: |")[2].partition("  - match")[0], f" {answer}\n")
    with mock_of(rules.replace("say: |", "say:")) as mock:
        done = run(*tuning_of("--only", "prompt", "--prompt", "receptionist@v1"), cwd=folder, mock=mock)
    assert done.returncode == 0, done.stderr
    new = [name for name in files_in(folder / "tuning") if name.startswith("prompts/")]
    assert len(new) == 1
    number = len(list(shipped.glob("v*.md"))) + 1
    assert new == [f"prompts/receptionist/v{number}.md"]
    assert told(folder / "tuning")["prompt"].startswith("receptionist@v1+")  # type: ignore[attr-defined]


@pytest.mark.process
@pytest.mark.parametrize("when", ["while turns are taken", "while a text is proposed", "while the gate is asked"])
def test_a_tuning_that_was_killed_goes_on_where_it_was(
    folder: Path, mock_of: Callable[[str], RunningMock], when: str
) -> None:
    arguments = tuning_of("--only", "descriptions")
    with mock_of(BETTER) as mock:
        whole = run(*arguments, "--cache", "another", cwd=folder, mock=mock)
        assert whole.returncode == 0, whole.stderr
        asked, wanted = len(mock.requests), told(folder / "tuning")
    rules = BETTER
    until = MINIBATCH
    if when == "while a text is proposed":  # which never comes
        until = len(wanted["validation"]) + MINIBATCH + 1  # type: ignore[arg-type]
        rules = rules.replace("{say: ", "[{fault: stall}, {say: ", 1).replace('```"}', '```"}]', 1)
    elif when == "while the gate is asked":
        until = asked - 16
    with mock_of(rules) as mock:
        process = subprocess.Popen(
            [COMMAND, *arguments], cwd=folder, env=bare(address(mock)), stderr=subprocess.DEVNULL
        )
        try:
            assert mock.wait_for_requests(until, timeout=60)
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait(timeout=60) == -signal.SIGKILL
        finally:
            process.kill()
        done = run(*arguments, cwd=folder, mock=mock)
        assert done.returncode == 0, done.stderr
        assert asked < len(mock.requests) <= asked + 2 * 8
    assert told(folder / "tuning") == wanted


@pytest.mark.process
def test_ctrl_c_ends_a_search_at_once_and_says_how_to_go_on(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    with (
        mock_of("\n  - {match: {model: reflector}, reply: {fault: stall}}\n") as mock,
        subprocess.Popen(
            [COMMAND, *tuning_of("--only", "descriptions")],
            cwd=folder,
            env=bare(address(mock)),
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        try:
            assert mock.wait_for_requests(VALIDATION + MINIBATCH + 1, timeout=60)
            os.kill(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert said.endswith("stopped; the same command goes on where it was\n")
    assert files_in(folder / "tuning") == set()


def test_the_seed_decides_the_split_and_nothing_else_does(folder: Path) -> None:
    def split_of(*options: str) -> tuple[object, object]:
        run("tune", "-d", "directory.yaml", "-c", "cases.jsonl", *options, cwd=folder)
        found = told(folder / "tuning")
        return found["test"], found["candidates"]

    first = split_of("--seed", "3")
    assert split_of("--seed", "3") == first
    assert split_of("--seed", "4")[0] != first[0]


def test_what_was_found_can_be_tuned_further_and_is_not_taken_for_a_leftover(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    options = ("--model", "router", "--reflection-model", "reflector", "-c", "cases.jsonl")
    with mock_of(BETTER) as mock:
        assert run(*tuning_of("--only", "descriptions"), cwd=folder, mock=mock).returncode == 0
        again = run("tune", "-d", "tuning/directory.yaml", *options, "--only", "descriptions", cwd=folder, mock=mock)
    assert again.returncode == 1
    assert "directory.yaml is in it and would be written over" in again.stderr
    assert (folder / "tuning" / "directory.yaml").exists()
    (folder / "tuning" / "prompts").mkdir()
    (folder / "prompts" / "desk").rename(folder / "tuning" / "prompts" / "desk")
    version = folder / "tuning" / "prompts" / "desk" / "v1.md"
    leftover = {"file": "prompts/desk/v1.md", "sha256": hashlib.sha256(version.read_bytes()).hexdigest()}
    (folder / "tuning" / "tuning.json").write_text(json.dumps({"written": [leftover]}))
    (folder / "tuning" / "directory.yaml").unlink()
    with mock_of(HOPELESS) as mock:
        prompts = ("--prompts-dir", "tuning/prompts", "--prompt", "desk", "--cache", "another")
        done = run("tune", "-d", "directory.yaml", *options, *prompts, cwd=folder, mock=mock)
    assert done.returncode == 2, done.stderr
    assert version.read_text() == PROMPT


def test_a_directory_with_the_line_ends_of_windows_keeps_them(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    (folder / "directory.yaml").write_bytes(DIRECTORY.replace("\n", "\r\n").encode())
    (folder / "cases.jsonl").write_bytes("".join(f"{line}\r\n" for line in cases()).encode("utf-8-sig"))
    with mock_of(BETTER) as mock:
        done = run(*tuning_of("--only", "descriptions"), cwd=folder, mock=mock)
    assert done.returncode == 0, done.stderr
    written = (folder / "tuning" / "directory.yaml").read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") == DIRECTORY.count("\n")


def test_a_budget_of_money_is_told_from_and_kept(folder: Path, mock_of: Callable[[str], RunningMock]) -> None:
    prices = "{input: 1000000, output: 1000000}"
    (folder / "prices.yaml").write_text(f"currency: EUR\nmodels: {{router: {prices}, reflector: {prices}}}\n")
    options = ("--only", "descriptions", "--prices", "prices.yaml")
    with mock_of(BETTER) as mock:
        done = run(*tuning_of(*options, "--money", "10"), cwd=folder, mock=mock)
        assert len(mock.requests) == 8
        assert done.returncode == 1
        assert "10 do not pay for one round: at what 8 turns have cost it takes about" in done.stderr
        assert len(done.stderr.splitlines()) == 4
        done = run(*tuning_of(*options, "--money", "1000000"), cwd=folder, mock=mock)
    assert done.returncode == 0, done.stderr
    spent = told(folder / "tuning")["spent"]
    assert 0 < spent["money"] < 1_000_000  # type: ignore[index]
    assert load_summary(folder / "tuning" / "after").money is not None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--turns", "50"), "50 turns do not pay for one round: it takes"),
        (("-c", "few.jsonl"), "held-out cases: with fewer than 6 no gain can be proven"),
        (("-c", "none.jsonl"), "none.jsonl: no case"),
        (("-c", "absent.jsonl"), "absent.jsonl: there is no such file"),
        (("-c", "unknown.jsonl"), "case a: expect: card: no such destination in"),
        (("--tag", "fr"), "no case is tagged fr; there are no tags"),
        (("--prices", "prices.yaml", "--money", "1"), "prices.yaml: models: no prices for router; there are other"),
        (("--prompt", "nobody"), "nobody"),
        (("--out", "."), "--out .: directory.yaml is in it and would be written over; name another folder"),
        (("--out", "cases.jsonl"), "--out cases.jsonl: File exists"),
        (("--prompts-dir", "absent"), "absent"),
    ],
)
def test_what_an_operator_has_to_mend_is_one_clear_line_before_anything_is_asked(
    folder: Path, mock_of: Callable[[str], RunningMock], options: tuple[str, ...], said: str
) -> None:
    (folder / "few.jsonl").write_text("".join(f"{line}\n" for line in list(cases())[:9]))
    (folder / "none.jsonl").write_text("")
    (folder / "unknown.jsonl").write_text('{"id": "a", "text": "hello", "expect": "card"}\n')
    (folder / "prices.yaml").write_text("currency: EUR\nmodels: {other: {input: 1, output: 1}}\n")
    with mock_of(BETTER) as mock:
        done = run(*tuning_of(*options), cwd=folder, mock=mock)
        assert mock.requests == []
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "directory.yaml").read_text() == DIRECTORY


def test_a_provider_that_fails_ends_the_search_with_one_clear_line(
    folder: Path, mock_of: Callable[[str], RunningMock]
) -> None:
    with mock_of("\n  - {match: {model: router}, reply: {fault: '401'}}\n") as mock:
        done = run(*tuning_of(), cwd=folder, mock=mock)
    assert done.returncode == 3
    assert "the model's server has answered nothing; the same command goes on where it was" in done.stderr
    assert "→ set OPENAI_API_KEY to a key of this server that may use the model" in done.stderr
    with mock_of("\n  - {match: {model: reflector}, reply: {fault: '401'}}\n") as mock:
        done = run(*tuning_of(), cwd=folder, mock=mock)
    assert done.returncode == 1
    assert "the reflecting model reflector fails: model_auth" in done.stderr


def test_what_the_held_out_cases_can_prove_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    bank = ROOT / "examples" / "bank"
    lines = (bank / "cases.jsonl").read_text("utf-8").splitlines(keepends=True)
    few = tmp_path / "few.jsonl"
    few.write_text("".join(lines[::12]), "utf-8")
    done = run("tune", "-d", str(bank / "directory.yaml"), "-c", str(few), "--turns", "1", cwd=tmp_path)
    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert said[2].startswith("few held-out cases: ")
    assert said[2].endswith("for 10 points it takes about 131 that are not alike, which is 437 cases in all")
    assert "do not pay for one round" in said[3]
    few.write_text("".join(lines[:12]), "utf-8")
    done = run("tune", "-d", str(bank / "directory.yaml"), "-c", str(few), cwd=tmp_path)
    assert done.returncode == 1
    assert "too few held-out cases: " in done.stderr


def test_the_search_on_the_page_runs_offline_and_says_what_is_shown(tmp_path: Path) -> None:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs" / "tuning.md").read_text("utf-8"), re.DOTALL)
    (block,) = [block for block in blocks if "transfer-adapter tune" in block]
    line, _, shown = block.partition("\n")
    program, *arguments = shlex.split(line.removeprefix("$ "))
    assert program == "transfer-adapter"
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == shown
    assert files_in(tmp_path) == {f"tuning/{name}" for name in EVIDENCE}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--money", "1"), "--money"),
        (("--money", "-1", "--prices", "prices.yaml"), "--money"),
        (("--turns", "0"), "--turns"),
        (("--only", "greeting"), "--only"),
        (("--seed", "one"), "--seed"),
        (("--at", "noon"), "--at"),
        (("--model", "offline", "--reflection-model", "offline", "--only", "prompt"), "reads no prompt"),
        (("surplus",), "surplus"),
    ],
)
def test_wrong_usage_exits_64_before_anything_is_asked(
    folder: Path, mock_of: Callable[[str], RunningMock], arguments: tuple[str, ...], said: str
) -> None:
    with mock_of(BETTER) as mock:
        done = run(*tuning_of(*arguments), cwd=folder, mock=mock)
        assert mock.requests == []
    assert (done.returncode, done.stdout) == (64, "")
    assert said in done.stderr
