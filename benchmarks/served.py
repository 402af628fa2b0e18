"""`transfer-adapter serve` as a process of its own, for benchmarks that watch it from outside."""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

BANK = Path(__file__).parents[1] / "examples" / "bank"
SERVE = "from adapter.cli import start; start()"


@dataclass(frozen=True, kw_only=True)
class Served:
    """A service with one worker, on loopback."""

    pid: int
    port: int


@contextmanager
def served(folder: Path, variables: Mapping[str, str], *, descriptors: int | None = None) -> Iterator[Served]:
    """The example bank served from a folder, until it is killed; `descriptors` at most may be open."""
    limit = None if descriptors is None else (descriptors, descriptors)
    with (folder / "log").open("w+") as log:
        service = subprocess.Popen(
            [sys.executable, "-c", SERVE, "serve", "--directory", str(BANK / "directory.yaml"), "--port", "0"],
            stderr=log,
            cwd=folder,
            env={**os.environ, **variables},
            preexec_fn=None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_NOFILE, limit),
        )
        try:
            yield Served(pid=service.pid, port=_port(service, log))
        finally:
            service.kill()
            service.wait()


def _port(service: subprocess.Popen[bytes], log: IO[str]) -> int:
    """The port of the service, once it says that it is ready."""
    while service.poll() is None:
        log.seek(0)
        if found := re.search(r"ready: http://\S+:(\d+)", log.read()):
            return int(found[1])
        time.sleep(0.05)
    log.seek(0)
    sys.exit(log.read())
