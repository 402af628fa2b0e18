"""What the pytest fixture `transfer_cassette` does: recorded replies of a real model, in a file beside the test."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapter.errors import OperatorError
from adapter.testing.cassettes.recording_advice import pytest_advice
from adapter.testing.launch import running_mock
from adapter.testing.mock_server.server import RunningMock

_UNSAFE = re.compile(r"[^\w.-]+")
_MAX_NAME = 100


@contextmanager
def recorded(request: pytest.FixtureRequest) -> Iterator[RunningMock]:
    """The cassette server of a test, which fails the test for what it refused and for what was left over."""
    record = request.config.getoption("--model-record")
    upstream = request.config.getoption("--model-upstream") or os.environ.get("OPENAI_BASE_URL")
    directory = request.config.getini("transfer_directory")
    # pytest shows what is raised while an error is handled together with that one: twice the same words
    wrong = ""
    try:
        server = running_mock(
            cassette=cassette_path(request.path, request.node.nodeid),
            record=record,
            upstream=upstream if record != "none" else None,
            speed=0,
            directory=request.config.rootpath / directory if directory else None,
            advice=pytest_advice(request.node.nodeid),
        )
    except OperatorError as error:
        wrong = str(error)
    if wrong:
        pytest.fail(wrong, pytrace=False)
    failed_before = request.session.testsfailed
    try:
        with server:
            yield server
        if request.session.testsfailed == failed_before:
            server.assert_complete()
    except (OperatorError, AssertionError) as error:
        wrong = str(error)
    if wrong:
        pytest.fail(wrong, pytrace=False)


def cassette_path(file: Path, nodeid: str) -> Path:
    """Where the cassette of a test is: a folder for its module, a file named by its class, function and parameters."""
    name = ".".join(nodeid.split("::")[1:]).replace("[", "-", 1).removesuffix("]")
    safe = _UNSAFE.sub("-", name)[:_MAX_NAME]
    if safe != name:
        # parameters that cannot stand in a file's name still tell tests apart
        safe += f"-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return file.parent / "cassettes" / file.stem / f"{safe}.yaml"
