"""The library where there is no POSIX, such as on Windows: it imports, and it keeps its record."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.commands

ROOT = Path(__file__).parent.parent

# What the packages that we use import of POSIX is theirs to guard, so they are loaded before it is taken away.
WITHOUT_POSIX = """
import pkgutil, sys
from importlib import import_module

def every_module():
    import adapter
    return [import_module(found.name) for found in pkgutil.walk_packages(adapter.__path__, "adapter.")]

every_module()
for name in [name for name in sys.modules if name.partition(".")[0] == "adapter"]:
    del sys.modules[name]
for name in ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "syslog", "posix", "uvloop"):
    sys.modules[name] = None
print(len(every_module()))
"""

RECORD = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from adapter import Assistant, Directory, OfflineModel
from adapter.calls.record import DecisionRecord
from adapter.transfers.assistant_config import AssistantConfig

async def play():
    config = AssistantConfig(directory=Directory.load(sys.argv[1]))
    record = DecisionRecord(Path(sys.argv[2]), config, "offline", max_bytes=1)
    now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assistant = Assistant(config, OfflineModel(), on_turn=record, on_close=record.aclose, now=lambda: now)
    for call in ("1", "2"):
        event = {"type": "user_speak", "session": {"id": call}, "text": "I lost my card"}
        assert await assistant.handle(event)
    await assistant.aclose()

asyncio.run(play())
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_imports_without_posix() -> None:
    assert int(run(WITHOUT_POSIX)) > 150


def test_decisions_are_recorded_without_advisory_locks(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    run(WITHOUT_POSIX + RECORD, "examples/bank/directory.yaml", str(record))
    assert record.read_bytes().count(b"\n") == 1
    assert record.with_name("record.jsonl.1").read_bytes().count(b"\n") == 1
