"""The service rarely looks for garbage, because calls leave none that has to be looked for."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from adapter import Assistant, Directory, OfflineModel

ROOT = Path(__file__).parents[2]
BANK = ROOT / "examples" / "bank" / "directory.yaml"
pytestmark = pytest.mark.anyio

CALLS = 50


def test_a_worker_looks_through_what_calls_make_rarely_and_never_through_what_it_has_loaded() -> None:
    code = (
        "import gc\n"
        "from adapter.garbage import SERVING\n"
        "from adapter.service.app import from_environment\n"
        "app = from_environment()\n"
        "print(gc.isenabled(), gc.get_threshold() == SERVING, gc.get_freeze_count() > 50_000)"
    )
    environment = {"ADAPTER_DIRECTORY": str(BANK), "ADAPTER_MODEL": "offline", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    assert done.stdout == "True True True\n"


async def test_calls_leave_no_garbage_in_cycles() -> None:
    assistant = Assistant(Directory.load(BANK), OfflineModel())
    await played(assistant, "first")  # makes what is made once and stays
    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        for number in range(CALLS):
            await played(assistant, str(number))
        found = gc.collect()
    finally:
        if collecting:
            gc.enable()
    await assistant.aclose()

    assert found < CALLS


async def played(assistant: Assistant, call_id: str) -> None:
    """A call of two turns, until its end."""
    session = {"id": call_id, "from_phone_number": "+4915112345678", "to_phone_number": "+4921155660000"}
    await assistant.handle({"type": "session_start", "session": session})
    for text in ("when do you open", "my card is lost"):
        await assistant.handle({"type": "user_speak", "session": session, "text": text})
    (action,) = await assistant.handle({"type": "assistant_speech_ended", "session": session})
    assert action["type"] == "transfer", action
    await assistant.handle({"type": "session_end", "session": session})
