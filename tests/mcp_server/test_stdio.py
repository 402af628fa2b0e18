"""The command as MCP clients start it: a process that talks over stdin and stdout."""

import io
import json
import logging
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, cast

import pytest
from mcp import Client, StdioServerParameters

from adapter.mcp_server.stdio import LAST_ANSWERS, BoundedLines
from tests.command import COMMAND, ROOT, bare, run
from tests.mcp_server.talking import content

pytestmark = pytest.mark.process

BANK = str(ROOT / "examples" / "bank" / "directory.yaml")
CARDS = {"reason": "lost card", "language": "de"}
HELLO = {
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.anyio
async def test_a_client_that_starts_the_command_lists_the_tools_and_calls_one(mode: str, tmp_path: Path) -> None:
    command = StdioServerParameters(command=COMMAND, args=["mcp", "-d", BANK], cwd=tmp_path)
    async with Client(command, mode=mode, read_timeout_seconds=30) as client:
        assert next(tool.name for tool in (await client.list_tools()).tools) == "transfer_to_cards"
        result = await client.call_tool("transfer_to_cards", CARDS)
        again = await client.call_tool("open_the_vault", {})
    assert content(result)["say"] == "Ich verbinde Sie mit dem Kartenservice."
    assert "transfer" not in content(result)
    assert again.is_error


def exchange(*lines: bytes, options: tuple[str, ...] = ()) -> tuple[list[dict[str, Any]], str]:
    """What the command answers to lines, each as JSON, up to the answer to the last, and what it says on stderr."""
    last = json.loads(lines[-1])["id"]
    with subprocess.Popen(
        [COMMAND, "mcp", "-d", BANK, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=bare(),
    ) as process:
        patience = threading.Timer(60, process.kill)
        patience.start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"".join(line + b"\n" for line in lines))
        process.stdin.flush()
        answers: list[dict[str, Any]] = []
        while not answers or answers[-1].get("id") != last:
            answers.append(json.loads(process.stdout.readline()))
        rest, said = process.communicate()
        patience.cancel()
    assert (process.returncode, rest) == (0, b"")
    return answers, said.decode()


def message(number: int | None = None, **fields: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", **({} if number is None else {"id": number}), **fields}).encode()


def call(number: int, name: object, arguments: object) -> bytes:
    return message(number, method="tools/call", params={"name": name, "arguments": arguments})


HANDSHAKE = (message(0, **HELLO), message(method="notifications/initialized"))


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        (None, {}, "unknown_tool"),
        (["transfer_to_cards"], {}, "unknown_tool"),
        ("transfer_call", "{", "missing_destination"),
        ("transfer_call", [["cards"]], "missing_destination"),
        ("transfer_call", 7, "missing_destination"),
        ("transfer_to_cards", '{"destination": "loans"}', "conflicting_arguments"),
    ],
)
def test_what_no_client_should_send_is_judged_like_any_other_call(name: object, arguments: object, reason: str) -> None:
    answers, _ = exchange(*HANDSHAKE, call(1, name, arguments))
    (answer,) = [answer for answer in answers if answer.get("id") == 1]
    assert answer["result"]["isError"]
    assert answer["result"]["structuredContent"]["reason"] == reason


def test_arguments_as_the_text_that_a_model_wrote_are_read() -> None:
    answers, _ = exchange(*HANDSHAKE, call(1, "transfer_call", '{"destination": "cards", "language": "de"}'))
    assert answers[-1]["result"]["structuredContent"]["key"] == "cards"


def test_nothing_but_messages_is_written_to_stdout_whatever_is_sent() -> None:
    """`exchange` reads each line of stdout as JSON. What cannot be read, or is too long, costs no other message."""
    answers, said = exchange(
        *HANDSHAKE, b"", b"no JSON", b"{", b"\xff\xfe", b'{"jsonrpc": "2.0"}', b"x" * 2_000_000, call(1, "hang_up", {})
    )
    assert [answer["id"] for answer in answers if "id" in answer] == [0, 1]
    assert "a message of more than 1024 kB is left out" in said
    assert all(json.loads(line) for line in said.splitlines())


def test_logs_hold_no_number_and_none_of_the_clients_words() -> None:
    for lines in (
        (call(1, "transfer_to_+4921155660001", {"reason": "sesame"}),),
        (call(1, "transfer_to_cards", {"reason": "+4921155660001 sesame"}),),
        (message(1, method="tools/call", params="sesame"), message(2, method="sesame 0211 5566 0001")),
    ):
        answers, said = exchange(*HANDSHAKE, *lines)
        assert not re.search("5566|sesame", said)
        assert "sesame" not in json.dumps([answer.get("result") for answer in answers])


@pytest.mark.numbers_on_purpose("the client dials")
def test_numbers_are_shown_to_a_client_that_dials() -> None:
    answers, said = exchange(*HANDSHAKE, call(1, "transfer_to_cards", {}), options=("--show-numbers",))
    assert answers[-1]["result"]["structuredContent"]["transfer"]["number"] == "+4921155660001"
    assert "5566" not in said


def test_a_directory_that_cannot_be_used_is_named_on_stderr(tmp_path: Path) -> None:
    done = run("mcp", "-d", tmp_path / "none.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "none.yaml" in done.stderr


def test_a_line_that_is_too_long_is_left_out_without_being_kept_whole(caplog: pytest.LogCaptureFixture) -> None:
    class Stream(io.BytesIO):
        longest = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            self.longest = max(self.longest, len(line))
            return line

    stream = Stream(b"one\n" + b"x" * 500 + b"\ntwo\n" + b"y" * 500)
    waited: list[float] = []
    lines = BoundedLines(cast("IO[bytes]", stream), limit=10, wait=waited.append)
    with caplog.at_level(logging.WARNING):
        assert [lines.readline() for _ in range(2)] == ["one\n", "two\n"]
        assert waited == []
        assert lines.readline() == ""
    assert waited == [LAST_ANSWERS]
    assert stream.longest <= 11
    assert len(caplog.records) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once_though_stdin_is_open(signalled: signal.Signals) -> None:
    with subprocess.Popen(
        [COMMAND, "mcp", "-d", BANK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(HANDSHAKE[0] + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 0
        process.send_signal(signalled)
        assert process.wait(30) == -signalled
        assert (process.stdout.read(), process.stderr.read() if process.stderr else b"") == (b"", b"")


def test_the_command_without_the_sdk_names_its_extra() -> None:
    code = "import sys; sys.modules['mcp'] = None; sys.argv[1:] = ['mcp']\nfrom adapter.cli import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=bare())
    assert done.returncode == 64
    assert "transfer-adapter mcp needs the extra mcp" in done.stderr
