"""The command line as a user meets it: exit codes, what is on stdout and what on stderr."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, ROOT, bare, run

BANK = "examples/bank/directory.yaml"


def run_process(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the installed command as a process."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=60, cwd=ROOT, env=bare(env))


def test_check_names_a_text_that_cannot_be_rendered_and_calls_it_honoured_no_more(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    record = '{type: number, number: "+4921155660001", description: Lost cards., message: "{{ custmer.number }}"}'
    file.write_text(f"destinations:\n  cards: {record}\n")
    done = run("check", str(file), "--json")
    assert done.returncode == 1
    (error,) = json.loads(done.stdout)["errors"]
    assert (error["file"], error["key"], error["field"]) == (str(file), "cards", "message")
    assert "did you mean customer.number?" in error["message"]
    (row,) = (row for row in json.loads(done.stdout)["capabilities"] if row["field"] == "message")
    assert row["status"] == "ignored"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("tools", "-d", BANK), 0),
        (("check", BANK), 0),
        (("tools", "-d", "nothing.yaml"), 1),
        (("tools", "--nope"), 64),
    ],
)
def test_the_installed_command_is_the_one_that_the_other_tests_call(arguments: tuple[str, ...], code: int) -> None:
    done, here = run_process(*arguments), run(*arguments)
    assert done.returncode == here.returncode == code
    assert (done.stdout, done.stderr) == (here.stdout, here.stderr)


def test_help_names_every_command_and_each_has_help_of_its_own() -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for command in ("demo", "serve", "decide", "tools", "check", "schema", "mcp", "mock-model"):
        assert command in shown.stdout
        assert run(command, "--help").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("decide",),
        ("tools", "--api", "grpc"),
        ("serve", "--port", "99999"),
        ("check",),
        ("tools", "--nope"),
    ],
)
def test_wrong_usage_exits_64_and_says_what_is_wrong(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 64
    assert done.stdout == ""
    assert "Error" in done.stderr


def test_decide_prints_one_decision_and_its_actions() -> None:
    done = run("decide", "-d", BANK, "--text", "ich habe meine Karte verloren", "--caller", "+4915112345678")
    assert done.returncode == 0
    body = json.loads(done.stdout)
    assert body["decision"]["destination"] == "cards"
    assert body["actions"]["now"][0]["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert body["actions"]["after_speech"][0]["caller_id_number"] == "+4915112345678"


@pytest.mark.parametrize("api", ["chat", "responses", "realtime"])
@pytest.mark.parametrize("exposure", ["each", "single"])
def test_tools_prints_what_the_model_sees_and_no_number(api: str, exposure: str) -> None:
    done = run("tools", "-d", BANK, "--api", api, "--exposure", exposure)
    assert done.returncode == 0
    tools = json.loads(done.stdout)
    assert len(tools) == (11 if exposure == "each" else 2)
    assert "55660" not in done.stdout


def test_tools_are_the_same_bytes_in_every_process() -> None:
    first, second = (run_process("tools", "-d", BANK, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first == second != ""


def test_schema_prints_a_json_schema() -> None:
    assert "$schema" in json.loads(run("schema").stdout)


def test_check_reports_to_people_on_stderr_and_to_machines_on_stdout() -> None:
    for_people = run("check", BANK)
    assert (for_people.returncode, for_people.stdout) == (0, "")
    assert "10 destinations" in for_people.stderr
    for_machines = run("check", BANK, "--json")
    report = json.loads(for_machines.stdout)
    assert report["chain"] == ["model offline", "destination switchboard"]
    assert report["ok"] is True
    assert report["platform"] == "sipgate"
    assert "sipgate" in for_people.stderr
    assert {line["status"] for line in report["capabilities"]} <= {
        "honoured",
        "translated",
        "not in force yet",
        "ignored",
    }


def test_check_names_the_platforms_that_there_are() -> None:
    done = run("check", BANK, "--platform", "carrier-pigeon")
    assert done.returncode == 64
    assert "there is sipgate" in " ".join(done.stderr.split())


def test_check_of_a_bad_file_is_one_line_per_mistake_and_exit_1(tmp_path: Path) -> None:
    path = tmp_path / "directory.yaml"
    path.write_text('destinations:\n  cards: {type: number, number: "+49 211 5566"}\n')
    done = run("check", str(path))
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith(f"{path}:2: destination cards: number: ")
    assert "5566" not in line
    assert json.loads(run("check", str(path), "--json").stdout)["ok"] is False


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = run("tools", "-d", str(tmp_path / "nothing.yaml"))
    assert done.returncode == 1
    assert "nothing.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_directory_setting_is_explained() -> None:
    done = run("tools")
    assert done.returncode == 1
    assert "ADAPTER_DIRECTORY" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADAPTER_EXPOSURE", "some"),
        ("ADAPTER_RESPOND_WITHIN", "-1"),
        ("ADAPTER_NUMBER_FORMAT", "national"),
        ("ADAPTER_PROMPT", "nobody"),
        ("ADAPTER_LANGUAGE", "?"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    done = run("tools", "-d", BANK, env={name: value})
    assert done.returncode == 1
    assert name in done.stderr or value in done.stderr
    assert "Traceback" not in done.stderr


def test_beyond_loopback_the_service_wants_a_token() -> None:
    # as a process: a service that were started after all would not end
    done = run_process("serve", "-d", BANK, "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 1
    assert "ADAPTER_TOKEN" in done.stderr


def test_a_carriers_key_that_is_none_is_named_before_the_service_starts() -> None:
    done = run_process("serve", "-d", BANK, "--port", "0", env={"ADAPTER_TELNYX_PUBLIC_KEY": "no-such-key"})
    assert done.returncode == 1
    assert "ADAPTER_TELNYX_PUBLIC_KEY" in done.stderr
    assert "no-such-key" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("platform", "name", "tones"), [("twilio", "ignored", True), ("telnyx", "honoured", False)])
def test_check_says_what_becomes_of_a_file_on_each_carrier(
    tmp_path: Path, platform: str, name: str, tones: bool
) -> None:
    file = tmp_path / "directory.yaml"
    policy = "{caller_id_name: Cards, extension: send}"
    record = f'{{type: number, number: "+4921155660001", description: Lost cards., extension: "17", policy: {policy}}}'
    file.write_text(f"destinations:\n  cards: {record}\n")
    done = run("check", str(file), "--platform", platform, "--json")
    assert done.returncode == 0, done.stdout
    rows = {row["field"]: row["status"] for row in json.loads(done.stdout)["capabilities"]}
    assert rows["policy.caller_id_name"] == name
    assert rows["extension"] == ("honoured" if tones else "ignored")


def test_the_demo_plays_every_call_as_expected() -> None:
    done = run("demo")
    assert done.returncode == 0, done.stdout
    assert "7 calls as expected" in done.stdout
    lines = [json.loads(line) for line in run("demo", "--json").stdout.splitlines()]
    assert sum(action["type"] == "transfer" for line in lines for action in line["actions"]) == 6


@pytest.mark.commands
@pytest.mark.parametrize("platform", ["twilio", "telnyx"])
def test_the_demo_plays_its_calls_on_each_carrier(platform: str) -> None:
    done = run("demo", "--platform", platform)
    assert done.returncode == 0, done.stdout
    assert "3 calls as expected" in done.stdout
    assert "transfer to cards" in done.stdout


@pytest.mark.commands
def test_the_demo_uses_the_model_of_the_environment() -> None:
    done = run("demo", env={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert done.returncode == 0
    assert "model gpt-4.1-mini" in done.stdout
    assert "failed  (model_unreachable)" in done.stdout
