"""What a service loads while it already listens: all that a call needs, so that no caller waits for it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapter import Directory
from adapter.errors import DirectoryError
from adapter.service.app import app_of
from adapter.wiring import Settings, build_config

ROOT = Path(__file__).parents[2]
BANK = ROOT / "examples" / "bank" / "directory.yaml"

CALL = """
import asyncio, json, sys
from pydantic import TypeAdapter
from adapter.service.app import from_environment
from adapter.service.preparation import prepare

async def call(assistant):
    session = {"id": "1", "account_id": "a", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
    actions = []
    for event in (
        {"type": "session_start"},
        {"type": "user_speak", "text": "was können Sie denn für mich tun"},
        {"type": "user_speak", "text": "ich habe meine Karte verloren"},
        {"type": "assistant_speech_ended"},
        {"type": "session_end"},
    ):
        actions += await assistant.handle({**event, "session": session})
    await assistant.aclose()
    return actions

assistant = from_environment().state.assistant
asyncio.run(asyncio.to_thread(prepare, assistant))
before, made, make = set(sys.modules), [], TypeAdapter.__init__
TypeAdapter.__init__ = lambda self, kind, **options: (made.append(str(kind)), make(self, kind, **options))[1]
actions = asyncio.run(call(assistant))
print(json.dumps({"imported": sorted(set(sys.modules) - before), "made": made, "last": actions[-1]["type"]}))
"""


@pytest.mark.parametrize("store", ["memory://", "sqlite:///calls.db"])
def test_a_whole_call_of_a_prepared_service_imports_nothing_and_makes_no_schema(tmp_path: Path, store: str) -> None:
    # one of its languages has no voice that would tell its region
    directory = tmp_path / "directory.yaml"
    directory.write_text(re.sub(r"  de: \{tts.*\n", "", BANK.read_text(encoding="utf-8")), encoding="utf-8")
    environment = {"ADAPTER_DIRECTORY": str(directory), "ADAPTER_MODEL": "offline", "ADAPTER_STORE": store, "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", CALL],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
    )
    assert json.loads(done.stdout) == {"imported": [], "made": [], "last": "transfer"}


def test_what_has_been_read_and_checked_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    file.write_bytes(BANK.read_bytes())
    settings = Settings(directory=file, model="offline")
    config = build_config(settings)
    file.unlink()

    app = app_of(settings, config)
    assert app.state.assistant.config.directory is config.directory
    assert isinstance(config.directory, Directory)
    with pytest.raises(DirectoryError):
        app_of(settings)
