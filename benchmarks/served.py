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

from benchmarks.suite.processes import environment, python_of

BANK = Path(__file__).parents[1] / "examples" / "bank"
SERVE = "from adapter.cli import start; start()"


@dataclass(frozen=True, kw_only=True)
class Served:
    """A service with one worker, on loopback."""

    pid: int
    port: int


@contextmanager
def served(
    folder: Path,
    variables: Mapping[str, str],
    *,
    directory: Path = BANK / "directory.yaml",
    checkout: Path | None = None,
    descriptors: int | None = None,
) -> Iterator[Served]:
    """A directory served from a folder, until the service is killed; `descriptors` at most may be open.

    Without a checkout it is the service that this process would import.
    """
    limit = None if descriptors is None else (descriptors, descriptors)
    python = sys.executable if checkout is None else python_of(checkout)
    folder.mkdir(exist_ok=True)
    with (folder / "log").open("w+") as log:
        service = subprocess.Popen(
            [python, "-c", SERVE, "serve", "--directory", str(directory), "--port", "0"],
            stderr=log,
            cwd=folder,
            env={**(os.environ if checkout is None else environment(checkout)), **variables},
            preexec_fn=None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_NOFILE, limit),
        )
        try:
            yield Served(pid=service.pid, port=port_of(service, log))
        finally:
            service.kill()
            service.wait()


def port_of(service: subprocess.Popen[bytes], log: IO[str]) -> int:
    """The port of the service, once it says that it is ready."""
    while service.poll() is None:
        log.seek(0)
        if found := re.search(r"ready: http://\S+:(\d+)", log.read()):
            return int(found[1])
        time.sleep(0.05)
    log.seek(0)
    sys.exit(log.read())
