"""Real model servers as processes: started, waited for until they say where they listen, and killed at the end."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FOLDER = Path(__file__).parent
START_WITHIN = 90.0
"""Seconds. llama.cpp takes one, LiteLLM's proxy ten or more."""
MODEL = "smollm2"


@contextmanager
def running_llama(template: str, log: Path, *, window: int = 4096, most_tokens: int = 24) -> Iterator[str]:
    """The base URL of llama.cpp with a small model behind a chat template; "" is the model's own template.

    `most_tokens` are those of a reply to a request without a limit of its own.
    """
    options = {"name": MODEL, "template": template, "window": window, "most_tokens": most_tokens}
    # threads that wait would otherwise spin on the cores that the rest of a test needs
    env = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    command = [sys.executable, str(FOLDER / "llama_process.py")]
    with _running(command, env, log, json.dumps(options) + "\n") as url:
        yield f"{url}/v1"


@contextmanager
def running_litellm(python: Path, upstreams: dict[str, str], log: Path, key: str) -> Iterator[str]:
    """The base URL of LiteLLM's proxy in front of other servers, by the name of the model that each stands for."""
    config = {
        "model_list": [
            {"model_name": name, "litellm_params": {"model": f"openai/{MODEL}", "api_base": url, "api_key": "none"}}
            for name, url in upstreams.items()
        ],
        # a server that tries again by itself takes the time that the caller has
        "litellm_settings": {"num_retries": 0},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
    }
    path = log.with_suffix(".yaml")
    path.write_text(json.dumps(config))
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(log.parent),
        "LITELLM_MASTER_KEY": key,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else it fetches a list of prices, and waits for it without a network
    }
    with _running([str(python), str(FOLDER / "litellm_proxy.py"), str(path)], env, log) as url:
        yield f"{url}/v1"


@contextmanager
def _running(command: list[str], env: dict[str, str], log: Path, told: str = "") -> Iterator[str]:
    """The address that a server says it listens on. What it has said is shown where it does not start."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    addresses: list[str] = []
    settled = threading.Event()
    listener = threading.Thread(target=_keep_log, args=(process.stdout, log, addresses, settled))
    listener.start()
    try:
        process.stdin.write(told)
        process.stdin.flush()
        settled.wait(START_WITHIN)
        assert addresses, f"{command} does not start:\n{log.read_text()[-4000:]}"
        yield addresses[0]
    finally:
        process.kill()
        process.wait()
        listener.join()
        process.stdin.close()
        process.stdout.close()


def _keep_log(said: IO[str], log: Path, addresses: list[str], settled: threading.Event) -> None:
    with log.open("w") as written:
        for line in said:
            written.write(line)
            written.flush()
            if found := _READY.search(line):
                addresses.append(found[1])
                settled.set()
    settled.set()


_READY = re.compile(r"(?:ready:|Uvicorn running on) (http://127\.0\.0\.1:\d+)")
