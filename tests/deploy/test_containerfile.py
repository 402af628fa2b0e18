"""The container file: linted, and its build stage, command, probe and stop signal run where there is no engine."""

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.deploy.containerfile import build, only, stages, variables, words

FILE = ROOT / "deploy" / "Containerfile"
BUILD, IMAGE = stages(FILE.read_text("utf-8"))
BANK = ROOT / "examples" / "bank" / "directory.yaml"
TOKEN = "0123456789abcdef"


def test_hadolint_has_nothing_against_it() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    if not hadolint.is_file():
        pytest.skip("hadolint is not installed: the group `deploy` has it for x86_64")
    done = subprocess.run([hadolint, FILE], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0)


def test_it_installs_with_the_installer_that_make_uses_and_both_stages_stand_on_one_base() -> None:
    (version,) = re.findall(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert f"uv=={version}" in next(part.value for part in BUILD if part.name == "RUN")
    assert [stage[0].value.split()[0] for stage in (BUILD, IMAGE)] == ["${PYTHON}"] * 2
    assert all("--locked" in part.value for part in BUILD if part.name == "RUN" and "uv sync" in part.value)


def test_what_runs_is_no_root_and_has_nothing_of_the_build_but_the_environment() -> None:
    assert only(IMAGE, "USER") == "10001:10001"
    assert only(IMAGE, "STOPSIGNAL") == "SIGTERM"
    assert only(IMAGE, "COPY") == "--from=build /opt/transfer-adapter /opt/transfer-adapter"
    assert "curl" not in FILE.read_text("utf-8")
    assert not [name for name in variables(IMAGE) if "TOKEN" in name or "KEY" in name]


def test_everything_that_is_copied_is_let_in_by_the_ignore_file() -> None:
    let_in = {line[1:] for line in FILE.with_suffix(".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"}
    copied = {word for part in BUILD if part.name == "COPY" for word in part.value.split()[:-1]}
    assert copied == let_in - {"examples"}
    assert all((ROOT / name).exists() for name in copied)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def probe(environment: Path, port: int) -> int:
    _, *arguments = [word.replace("8080", str(port)) for word in words(IMAGE, "HEALTHCHECK")]
    return subprocess.run([environment / "bin" / "python", *arguments], capture_output=True, timeout=20).returncode


@pytest.mark.package
def test_what_is_built_serves_answers_its_probe_and_stops_in_order(tmp_path: Path) -> None:
    source, environment, state = tmp_path / "src", tmp_path / "environment", tmp_path / "state"
    source.mkdir()
    state.mkdir()
    # From uv's cache, which `make` has filled; the image fetches the same files by the same lock.
    told = {"UV_PROJECT_ENVIRONMENT": str(environment), "UV_PYTHON": sys.executable, "UV_OFFLINE": "1"}
    told |= {"UV_NO_CACHE": "0", "UV_LINK_MODE": "hardlink", "UV_COMPILE_BYTECODE": "0"}
    told["PATH"] = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    build(BUILD, ROOT, source, told)
    port = free_port()
    command = [word.replace("8080", str(port)) for word in [*words(IMAGE, "ENTRYPOINT"), *words(IMAGE, "CMD")]]
    assert command[:2] == ["transfer-adapter", "serve"]
    settings = {name: value for name, value in variables(IMAGE).items() if name != "PATH"}
    settings |= {"ADAPTER_DIRECTORY": str(BANK), "ADAPTER_STORE": f"sqlite:///{state}/calls.db"}

    refused = subprocess.run(
        [environment / "bin" / command[0], *command[1:]], capture_output=True, text=True, env=settings, cwd=state
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "ADAPTER_TOKEN" in refused.stderr

    with subprocess.Popen(
        [environment / "bin" / command[0], *command[1:]],
        stderr=subprocess.PIPE,
        text=True,
        env={**settings, "ADAPTER_TOKEN": TOKEN},
        cwd=state,
    ) as process:
        try:
            assert process.stderr is not None
            assert any("ready: " in line for line in process.stderr)
            assert probe(environment, port) == 0
            process.send_signal(signal.Signals[only(IMAGE, "STOPSIGNAL")])
            began = time.monotonic()
            process.communicate(timeout=20)
            assert time.monotonic() - began < 20
        finally:
            process.kill()
    assert process.returncode in (0, -signal.SIGTERM)
    assert probe(environment, port) != 0
