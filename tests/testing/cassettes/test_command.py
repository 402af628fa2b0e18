"""`transfer-adapter mock-model --cassette`: recording once, replaying in CI, and what the command says at the end."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from adapter.testing import running_mock
from adapter.testing.cassettes.format import read_cassette
from adapter.testing.scenario import Scenario
from tests.command import COMMAND, Done, run

Started = tuple[subprocess.Popen[str], str, str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Starts the command: its process, its base URL, and what it has said before."""
    with ExitStack() as stack:

        def start(*arguments: str, **env: str) -> Started:
            process = subprocess.Popen(
                [COMMAND, "mock-model", "--port", "0", *arguments],
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"], **env},
            )
            assert process.stderr is not None
            stack.callback(process.stderr.close)
            stack.callback(process.wait, 20)
            stack.callback(process.kill)
            said = ""
            while not (ready := re.search(r"OPENAI_BASE_URL=(\S+)", said)):
                line = process.stderr.readline()
                assert line, said
                said += line
            return process, ready[1], said

        yield start


def ask(url: str, text: str) -> httpx2.Response:
    return httpx2.post(f"{url}/responses", json={"model": "m", "input": text}, timeout=20)


def ended(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    process.send_signal(by)
    _, said = process.communicate(timeout=20)
    return process.returncode, said


@pytest.mark.process
def test_a_team_records_once_and_replays_without_a_network(
    start: Callable[..., Started], tmp_path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    with running_mock(scenario_of("{reply: {say: Hello}}")) as upstream:
        process, url, said = start("--cassette", "c.yaml", "--record", "missing", "--upstream", upstream.base_url)
        assert f"c.yaml, 0 interactions: what is missing is asked of {upstream.base_url}, and recorded\n" in said
        for text in ("one", "two"):
            assert ask(url, text).status_code == 200
        assert ended(process, signal.SIGINT) == (0, "")
    process, url, said = start("--cassette", "c.yaml", "--speed", "0")
    assert "c.yaml, 2 interactions: replayed, and nobody is called" in said
    assert ask(url, "one").json()["output"][0]["content"][0]["text"] == "Hello"
    code, said = ended(process, signal.SIGTERM)
    assert (code, said.splitlines()) == (
        0,
        [
            "c.yaml: 1 of 2 interactions not asked for: 2. Where that is meant, delete them from the file, or record"
            " everything anew with --record all"
        ],
    )


@pytest.mark.process
@pytest.mark.parametrize(("asked", "code"), [(["one"], 0), ([], 1), (["one", "three"], 1)])
def test_strict_exits_1_for_what_was_refused_or_never_asked_for(
    start: Callable[..., Started], tmp_path: Path, asked: list[str], code: int
) -> None:
    (tmp_path / "c.yaml").write_text(
        "cassette: 1\ninteractions:\n"
        "- request: {method: POST, path: /responses, body: {model: m, input: one}}\n"
        "  reply: {status: 200, body: {}}\n"
    )
    process, url, _ = start("--cassette", "c.yaml", "--strict")
    for text in asked:
        assert ask(url, text).status_code == (200 if text == "one" else 400)
    exit_code, said = ended(process, signal.SIGTERM)
    assert exit_code == code
    assert said.count('+    "input": "three"') == ("three" in asked)


# What a signal's handler raises while an object goes is passed over by Python.
ENDED_WHERE_EXCEPTIONS_ARE_PASSED_OVER = """
import signal, sys, weakref
from adapter.cli import main

class Object: ...

class Stderr:
    def write(self, text):
        sys.__stderr__.write(text)
        if "OPENAI_BASE_URL" in text:
            going = Object()
            reference = weakref.ref(going, lambda _: signal.raise_signal(signal.SIGTERM))
            del going

    def flush(self):
        sys.__stderr__.flush()

sys.stderr = Stderr()
sys.argv[0] = "transfer-adapter"
main()
"""


@pytest.mark.process
def test_whoever_is_told_where_it_listens_may_end_it_at_once(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("cassette: 1\ninteractions: []\n")
    arguments = ("mock-model", "--port", "0", "--cassette", "c.yaml", "--strict")
    done = subprocess.run(
        [sys.executable, "-c", ENDED_WHERE_EXCEPTIONS_ARE_PASSED_OVER, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("OPENAI_BASE_URL")) == (0, 1), done.stderr


@pytest.mark.process
def test_a_process_that_is_killed_loses_nothing_that_was_answered(
    start: Callable[..., Started], tmp_path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    scene = scenario_of("{match: {words: stall}, reply: {fault: stall}}", "{reply: {say: Hello}}")
    with running_mock(scene) as upstream:
        process, url, _ = start("--cassette", "c.yaml", "--record", "all", "--upstream", upstream.base_url)
        for number in range(5):
            assert ask(url, f"w{number}").status_code == 200
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.post(f"{url}/responses", json={"model": "m", "input": "stall"}, timeout=0.2)
        process.kill()
        process.wait(20)
    assert len(read_cassette(tmp_path / "c.yaml")) == 5
    assert [file.name for file in tmp_path.iterdir()] == ["c.yaml"]


def run_on_a_taken_port(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> Done:
    """Runs the command where it cannot listen, so that it ends even if it finds nothing wrong before."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = tuple(argument.replace("{port}", port) for argument in arguments)
        return run("mock-model", "--port", port, *arguments, cwd=cwd, env=env, columns=200)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--record", "missing"], "--record: needs --cassette"),
        (["--speed", "0"], "--speed: needs --cassette"),
        (["--strict"], "--strict: needs --cassette"),
        (["--cassette", "c", "--scenario", "s"], "--scenario: cannot stand beside --cassette"),
        (["--cassette", "c", "--upstream", "http://127.0.0.1:1"], "--upstream: calls nobody unless something is"),
        (
            ["--cassette", "c", "--record", "all", "--upstream", "http://localhost:{port}/v1"],
            "--upstream: this is where",
        ),
        (["--cassette", "c", "--record", "some"], "Invalid value for '--record'"),
        (["--cassette", "c", "--speed", "-1"], "Invalid value for '--speed'"),
        (["--cassette", "c", "--record", "all", "--host", "0.0.0.0"], "--host: whoever reaches it could spend the key"),
    ],
)
def test_contradictory_options_are_wrong_usage(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run_on_a_taken_port(*arguments, cwd=tmp_path, env={"OPENAI_API_KEY": "a-key-that-could-be-spent"})
    assert done.returncode == 64
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--cassette", "c.yaml"],
            "c.yaml: there is no such cassette: record it with transfer-adapter mock-model --cassette c.yaml"
            " --record missing\n",
        ),
        (["--cassette", "c.yaml", "--record", "all", "--upstream", "nowhere"], "--upstream: not an address such as"),
        (["--cassette", "c.yaml", "--record", "all", "--directory", "none.yaml"], "none.yaml: there is no such file\n"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run_on_a_taken_port(*arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
