"""A playground over real HTTP, with a directory and cases of its own that tests may change."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest

from adapter.playground.mount import mount
from adapter.playground.playground import Playground
from adapter.service.app import app_of
from adapter.wiring import read_settings
from tests.conftest import EXAMPLES
from tests.playground.browser import Browser
from tests.serving import serving

Serve = Callable[..., httpx2.Client]


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example bank's directory and cases, where they can be written to."""
    folder = tmp_path_factory.mktemp("bank")
    for name in ("directory.yaml", "cases.jsonl"):
        shutil.copy(EXAMPLES / "bank" / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Serves a playground of directory files: `serve(path, cases=…, model=…)`, by default with the offline model."""
    with ExitStack() as stack:

        def start(*directories: Path, cases: Path | None = None, **settings: Any) -> httpx2.Client:
            told = read_settings(**{"directory": directories[0], "model": "offline", "warm_up": False, **settings})
            app = app_of(told)
            mount(app, Playground(told, directories, cases))
            url = stack.enter_context(serving(app))
            return stack.enter_context(httpx2.Client(base_url=url, timeout=30))

        yield start


@pytest.fixture(scope="module")
def client(serve: Serve, bank_folder: Path) -> httpx2.Client:
    """A playground of the bank and its cases."""
    return serve(bank_folder / "directory.yaml", cases=bank_folder / "cases.jsonl")


@pytest.fixture
def browser(client: httpx2.Client) -> Browser:
    """Somebody who has begun a call on a working day."""
    browser = Browser(client)
    browser.begin(at="2026-06-02 11:00")
    return browser
