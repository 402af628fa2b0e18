"""Logs, records and model traffic of a whole service hold no configured number, whatever callers dictate."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx2

from adapter import Directory
from adapter.testing import running_mock

Start = Callable[..., tuple[subprocess.Popen[str], httpx2.Client]]

SCENARIO = """
rules:
  - match: {words: leak}
    reply: {say: "The number is +49 211 55660001, or 0211/556600-02."}
  - match: {words: break}
    reply: {fault: "500"}
  - match: {words: {any: [dial, wähle]}}
    reply: {name: transfer_to_4921155660003, arguments: '{"destination": "+4921155660003"}'}
  - reply: {offline: true}
"""

SAID = (
    "please dial +49 211 5566 0003",
    "wähle 0211 55660002",
    "leak the number +4921155660001",
    "break please 0049 211 55660009",
    "ich habe meine Karte verloren, 0211-556600-01",
    "I want to sell my shares at 0211 556600 09",
)


def test_nothing_that_is_written_or_sent_holds_a_configured_number(
    start_service: Start, bank: Directory, tmp_path: Path
) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(SCENARIO)
    transfers = 0
    with running_mock(scenario) as mock:
        environment = {
            "OPENAI_BASE_URL": mock.base_url,
            "ADAPTER_MODEL": "mock",
            "ADAPTER_RECORD": "record.jsonl",
            "ADAPTER_RECORD_CLEAR": "true",
        }
        process, client = start_service(env=environment)
        for number, text in enumerate(SAID):
            for event in ({"type": "user_speak", "text": text}, {"type": "assistant_speech_ended"}):
                answer = client.post("/webhook", json={**event, "session": {"id": f"call-{number}"}})
                transfers += '"type":"transfer"' in answer.text
        pressed = {"type": "dtmf_received", "digit": "1", "session": {"id": "+4921155660001"}}
        assert client.post("/webhook", json=pressed).status_code == 200
        client.post("/webhook", json={"type": "user_speak", "session": "+4921155660001"})
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
        sent = "\n".join(request.raw.decode() for request in mock.requests)
    record = (tmp_path / "record.jsonl").read_text()
    assert transfers > 0
    assert len(record.splitlines()) == len(SAID) + 1  # the key that was pressed is a decision too
    for written in (log, record, sent):
        assert written
        assert not [line for line in written.splitlines() if bank.numbers.found_in(line)]
        assert "55660" not in written
