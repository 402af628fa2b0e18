"""The service as a process of its own: started, asked, told to stop."""

import fcntl
import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx2
import pytest

from adapter.testing import running_mock
from tests.model_server import Kind, model_server
from tests.service.raw_http import connected, everything, head
from tests.serving import Service

pytestmark = pytest.mark.process

Start = Callable[..., tuple[Service, httpx2.Client]]


def event(kind: str, **fields: object) -> dict[str, object]:
    return {"type": kind, "session": {"id": "call-1", "from_phone_number": "+4915112345678"}, **fields}


def test_it_says_when_it_is_ready_answers_and_stops_when_told_to(start_service: Start) -> None:
    process, client = start_service()
    spoken = client.post("/webhook", json=event("user_speak", text="ich habe meine Karte verloren")).json()
    assert spoken["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert client.post("/webhook", json=event("assistant_speech_ended")).json()["type"] == "transfer"
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    assert process.returncode in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert [line["message"] for line in lines] == [
        "call call-1: decided: transfer to cards (tool_call)",
        "call call-1: transfer to cards sent",
    ]
    assert "5112345" not in log


def test_a_reader_of_the_log_that_stalls_stops_neither_calls_nor_the_end(start_service: Start) -> None:
    process, client = start_service()
    assert process.stderr is not None
    # a page, which some thirty lines fill, in place of 64 KB
    fcntl.fcntl(process.stderr, fcntl.F_SETPIPE_SZ, 4096)
    for number in range(100):
        said = {"type": "user_speak", "session": {"id": f"call-{number}"}, "text": "my card was swallowed"}
        assert client.post("/webhook", json=said).json()["type"] == "speak"
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) in (0, -signal.SIGTERM)


def test_a_turn_under_way_is_answered_before_it_stops(start_service: Start, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("rules:\n  - reply: {call: cards, delay_ms: 700}\n")
    with running_mock(scenario) as mock, ThreadPoolExecutor(1) as poster:
        process, client = start_service(
            env={"OPENAI_BASE_URL": mock.base_url, "ADAPTER_MODEL": "mock", "ADAPTER_RESPOND_WITHIN": "20"}
        )
        answer = poster.submit(client.post, "/webhook", json=event("user_speak", text="my card"))
        mock.wait_for_requests(1, timeout=20)
        process.send_signal(signal.SIGTERM)
        assert answer.result(20).json()["text"] == "I am putting you through to card services."
        assert process.wait(20) in (0, -signal.SIGTERM)


def test_several_workers_serve_one_call_over_sqlite(start_service: Start) -> None:
    process, client = start_service("--workers", "2")
    reached: list[object] = []
    for number in range(10):
        call = f"call-{number}"
        for fields in ({"type": "user_speak", "text": "my card was swallowed"}, {"type": "assistant_speech_ended"}):
            # a connection of its own for each event, so that either worker may get it
            with httpx2.Client(base_url=client.base_url, timeout=20) as another:
                answer = another.post("/webhook", json={**fields, "session": {"id": call}}).json()
        reached.append(answer["target_phone_number"])
    assert reached == ["+4921155660001"] * 10
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) in (0, -signal.SIGTERM)


def test_more_idle_connections_than_it_has_descriptors_keep_no_event_from_it(start_service: Start) -> None:
    process, client = start_service(descriptors=256)
    with ExitStack() as stack:
        for number in range(300):
            connection = stack.enter_context(connected(client))
            connection.sendall(b"POST /webhook HTTP/1.1\r\nHo" if number % 3 == 0 else b"")
        for number in range(20):
            with httpx2.Client(base_url=client.base_url, timeout=20) as another:
                said = {"type": "user_speak", "session": {"id": f"call-{number}"}, "text": "my card was swallowed"}
                assert another.post("/webhook", json=said).json()["type"] == "speak"
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["level"] for line in lines if "the longest idle are closed" in line["message"]] == ["warning"]


def test_what_is_no_http_and_no_websocket_is_told_of_in_lines_of_json(start_service: Start) -> None:
    process, client = start_service(env={"ADAPTER_TOKEN": "secret"})
    for sent in (b"\x16\x03\x01 no TLS here\r\n\r\n", head("/webhook", "Connection: Upgrade", "Upgrade: h2c")):
        for _ in range(5):
            with connected(client) as connection:
                connection.sendall(sent)
                everything(connection)
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    lines = [json.loads(line) for line in log.splitlines()]
    assert len(lines) == len({line["message"] for line in lines}), "each of them once"
    assert {line["logger"] for line in lines} == {"uvicorn.error"}


def test_several_workers_need_a_store_that_they_share(start_service: Start) -> None:
    with pytest.raises(AssertionError, match="sqlite:// or redis://"):
        start_service("--workers", "2", "--store", "memory://")


def until_ready(client: httpx2.Client) -> dict[str, object]:
    """What `/readyz` says once it is green; the service itself gives up waiting after ten seconds."""
    while True:
        with httpx2.Client(base_url=client.base_url, timeout=20) as another:
            answer = another.get("/readyz")
        if answer.status_code == 200:
            said: dict[str, object] = answer.json()
            return said


WARMED_UP = "model m: its server lists it; the warm-up was answered in "


def test_it_sends_the_warm_up_once_per_start_whatever_becomes_of_its_workers(
    start_service: Start, tmp_path: Path
) -> None:
    with model_server() as server:
        process, client = start_service(
            *("--workers", "2"),
            env={"OPENAI_BASE_URL": server.base_url, "ADAPTER_MODEL": "m", "ADAPTER_RECORD": str(tmp_path / "r.jsonl")},
        )
        log = process.stderr
        assert log is not None
        assert client.get("/healthz").status_code == 200
        assert server.wait_for_requests(1, timeout=30)
        while until_ready(client)["warm_up"] != "done":  # after ten seconds it takes calls without
            pass
        said = process.began
        while WARMED_UP not in said:  # a worker that is killed takes what it has not written yet with it
            said += os.read(log.fileno(), 65536).decode()
        workers = children(process.pid)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        while not children(process.pid).isdisjoint(workers) or len(children(process.pid)) < 2:
            pass
        assert until_ready(client)["warm_up"] == "done"
        process.send_signal(signal.SIGTERM)
        _, left = process.communicate(timeout=30)
        assert len(server.requests) == 1
    assert (said + left).count(WARMED_UP) == 1
    assert not (tmp_path / "r.jsonl").exists() or (tmp_path / "r.jsonl").read_text() == ""


def children(pid: int) -> set[int]:
    """The workers of a service; beside them it has a process that watches over what they share."""
    found = set()
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.add(int(child))
    return found


def test_without_the_warm_up_nothing_is_asked_before_a_caller_speaks(start_service: Start) -> None:
    with model_server() as server:
        process, client = start_service(
            env={"OPENAI_BASE_URL": server.base_url, "ADAPTER_MODEL": "m", "ADAPTER_WARM_UP": "false"}
        )
        assert until_ready(client)["warm_up"] == "off"
        spoken = client.post("/webhook", json=event("user_speak", text="my card was swallowed")).json()
        assert spoken["text"] == "I am putting you through to card services."
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
        assert [request.path for request in server.requests] == ["/v1/chat/completions"]


def test_a_warm_up_that_is_not_answered_does_not_keep_it_from_stopping(start_service: Start) -> None:
    with model_server(Kind(delay=600)) as server:
        process, client = start_service(env={"OPENAI_BASE_URL": server.base_url, "ADAPTER_MODEL": "m"})
        assert client.get("/readyz").json()["warm_up"] == "waiting"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in (0, -signal.SIGTERM)


def test_a_wrong_key_is_said_once_at_the_start_and_calls_go_the_safe_way(start_service: Start) -> None:
    with model_server(Kind(key="sk-another-one")) as server:
        env = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-0123456789abcdef", "ADAPTER_MODEL": "m"}
        process, client = start_service(env=env)
        while until_ready(client)["warm_up"] != "done":
            pass
        for number in range(3):
            said = {**event("user_speak", text="my card is gone"), "session": {"id": f"call-{number}"}}
            answer = client.post("/webhook", json=said)
            assert (answer.status_code, answer.json()["type"]) == (200, "speak")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    (explained,) = [line for line in log.splitlines() if "→" in line or "\\u2192" in line]
    assert "the server refuses the key: the model server answered 401 (invalid_api_key)" in explained
    assert (
        "set OPENAI_API_KEY to a key of this server that may use the model; until then calls go the safe" in explained
    )
    assert log.count("model_auth: the model server answered 401") == 1
    assert "Traceback" not in log
    assert "sk-0123456789abcdef" not in log


def test_what_the_platform_cannot_do_and_who_answers_is_said_before_it_is_ready(
    start_service: Start, tmp_path: Path
) -> None:
    file = tmp_path / "directory.yaml"
    plan = "transferPlan: {mode: warm-transfer-say-message, message: Hello.}"
    record = f'type: number, number: "+4921155660001", {plan}'
    file.write_text(
        f"destinations:\n  cards: {{{record}, description: Lost cards.}}\n"
        f"  loans: {{{record.replace('0001', '0002')}, description: Mortgages.}}\n"
    )
    process, _ = start_service("--directory", str(file), env={"ADAPTER_STORRE": "memory://"})
    lines = process.began.splitlines()
    assert lines[0] == "ADAPTER_STORRE is set but means nothing here: did you mean ADAPTER_STORE?"
    notes = [line for line in lines if line.startswith("note: sipgate cannot do this: cards, loans: transferPlan.")]
    assert len(notes) == 2
    assert sum(line.startswith("offline: neither OPENAI_API_KEY nor OPENAI_BASE_URL is set") for line in lines) == 1
    assert lines[-1].startswith("ready: ")
