"""The systemd unit: judged by systemd itself, and the service under the one restriction that could break it."""

import shutil
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.command import ROOT
from tests.deploy.test_compose import SERVICES

UNIT = ROOT / "deploy" / "transfer-adapter.service"


def systemd_analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("systemd-analyze")
    if command is None:
        pytest.skip("systemd-analyze is not installed")
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=60)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a command that there is."""
    text = UNIT.read_text("utf-8").replace("/opt/transfer-adapter/bin/transfer-adapter", "/bin/true")
    path = tmp_path / UNIT.name
    path.write_text(text, "utf-8")
    return path


def test_systemd_has_nothing_against_it(unit: Path) -> None:
    done = systemd_analyze("verify", unit)
    assert (done.stdout + done.stderr, done.returncode) == ("", 0)


def test_systemd_judges_it_well_confined(unit: Path) -> None:
    done = systemd_analyze("security", "--offline=yes", "--no-pager", "--threshold=15", unit)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_waits_as_long_for_turns_under_way_as_the_compose_file_and_reads_anew_at_a_reload() -> None:
    text = UNIT.read_text("utf-8")
    assert f"TimeoutStopSec={SERVICES['adapter']['stop_grace_period'].removesuffix('s')}\n" in text
    assert "ExecReload=/bin/kill -HUP $MAINPID\n" in text


CONFINED = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
if libc.prctl(65, 1, 0, 0, 0) != 0:  # PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN: since Linux 6.3
    sys.exit(99)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""What `MemoryDenyWriteExecute=` does by a filter of system calls, done by the kernel itself."""


@pytest.mark.process
def test_the_service_needs_no_memory_that_is_both_written_and_run(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CONFINED, str(Path(sys.executable).parent / "transfer-adapter")]
    arguments = ["serve", "-d", str(ROOT / "examples" / "bank" / "directory.yaml"), "--port", "0"]
    with subprocess.Popen([*command, *arguments], stderr=subprocess.PIPE, text=True, cwd=tmp_path, env={}) as service:
        try:
            assert service.stderr is not None
            ready = next((line for line in service.stderr if "ready: " in line), None)
            if ready is None:
                assert service.wait(20) == 99, "the service does not start"
                pytest.skip("this kernel cannot refuse it: Linux 6.3 or later is needed")
            address = ready.split()[1]
            said = {"messages": [{"role": "user", "content": "Ich habe meine Karte verloren"}]}
            assert httpx2.post(f"{address}/v1/decide", json=said).json()["next"] == "transfer"
        finally:
            service.kill()
