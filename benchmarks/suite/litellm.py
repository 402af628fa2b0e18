"""LiteLLM's proxy before the model server, in the environment that the header of its script asks for (900 MB)."""

import json
import os
import re
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.suite.processes import ROOT, script_python

SCRIPT = ROOT / "tests" / "real_model" / "litellm_proxy.py"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proxy:
    """Where it listens, and the header that it wants."""

    pid: int
    port: int
    headers: str


@contextmanager
def running_litellm(folder: Path, url: str) -> Iterator[Proxy]:
    """Until the end of a `with` statement."""
    key = f"sk-{secrets.token_hex(32)}"
    params = {"model": "openai/m", "api_base": url, "api_key": "none"}
    config = {"model_list": [{"model_name": "m", "litellm_params": params}], "litellm_settings": {"num_retries": 0}}
    (folder / "litellm.yaml").write_text(json.dumps(config))
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LITELLM_MASTER_KEY": key,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else it fetches a list of prices, and waits for it without a network
    }
    command = [script_python(SCRIPT), str(SCRIPT), str(folder / "litellm.yaml")]
    with (folder / "litellm.log").open("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=env)
        try:
            port = _port(process, folder / "litellm.log")
            yield Proxy(pid=process.pid, port=port, headers=f"authorization: Bearer {key}\r\n")
        finally:
            process.kill()
            process.wait()


def _port(process: "subprocess.Popen[bytes]", log: Path) -> int:
    while process.poll() is None:
        if found := re.search(r"running on http://127\.0\.0\.1:(\d+)", log.read_text()):
            return int(found[1])
        time.sleep(0.2)
    raise RuntimeError(f"LiteLLM's proxy does not start: {log.read_text()[-4000:]}")
