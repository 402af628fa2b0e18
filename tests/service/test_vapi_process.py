"""Vapi on the service as it is served, from its settings: what is logged and recorded of a call."""

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx2

from adapter import Directory
from tests.platforms.vapi.messages import report, results, status_update, tool_call, tool_calls
from tests.service.control_server import control_server

Start = Callable[..., tuple[subprocess.Popen[str], httpx2.Client]]


def test_a_call_is_transferred_and_the_record_says_what_came_of_it(
    start_service: Start, bank: Directory, tmp_path: Path
) -> None:
    environment = {
        "ADAPTER_VAPI_SECRET": "s3cret",
        "ADAPTER_VAPI_CONTROL_HOSTS": ".vapi.ai, 127.0.0.1",
        "ADAPTER_PUBLIC_URL": "https://calls.example",
        "ADAPTER_RECORD": "record.jsonl",
        "ADAPTER_RECORD_CLEAR": "true",
    }
    with control_server() as control:
        process, client = start_service(env=environment)
        client.headers["authorization"] = "Bearer s3cret"
        called = tool_call("transfer_to_cards", '{"reason": "lost card"}')
        (result,) = results(client.post("/vapi", json=tool_calls(called, control=control.url)).content)
        assert result.error is None
        control.status = 500
        other = tool_calls(tool_call("transfer_to_loans", call_id="b"), call_id="call-2", control=control.url)
        (failed,) = results(client.post("/vapi", json=other).content)
        assert failed.error is not None
        for message in (status_update("ended", "assistant-forwarded-call"), report("assistant-forwarded-call")):
            assert client.post("/vapi", json=message).content == b"{}"
        assert client.post("/vapi", json=message, headers={"authorization": "Bearer x"}).status_code == 401
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    record = (tmp_path / "record.jsonl").read_text()
    lines = [json.loads(line) for line in record.splitlines()]
    told = [(line["call"], line.get("leads_to"), line.get("transfer")) for line in lines]
    assert told == [
        ("call-1", "cards", None),
        ("call-2", "loans", None),
        ("call-2", None, {"destination": "loans", "outcome": "failed"}),
        ("call-1", "cards", {"destination": "cards", "outcome": "forwarded", "ended": "assistant-forwarded-call"}),
    ]
    for written in (log, record):
        assert written
        assert not [line for line in written.splitlines() if bank.numbers.found_in(line)]
        for secret in ("s3cret", "secret-path", "+4915112345678"):
            assert secret not in written
