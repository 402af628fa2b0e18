"""The service as callers meet it: uvicorn on a free port of loopback."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest

from adapter import Assistant, Directory
from adapter.models.model import Model
from adapter.service.app import create_app
from adapter.service.warm_up import WarmUp
from adapter.testing import ScriptedModel
from tests.serving import serving


@contextmanager
def service_of(
    assistant: Assistant, token: str | None = None, warm_up: WarmUp | None = None
) -> Iterator[httpx2.Client]:
    """A client of the service of an assistant."""
    with (
        serving(create_app(assistant, token=token, warm_up=warm_up)) as url,
        httpx2.Client(base_url=url, timeout=20) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def serve_assistant() -> Iterator[Callable[[Assistant], httpx2.Client]]:
    """Serves an assistant to all tests of a module: `serve_assistant(assistant)` gives a client for it."""
    with ExitStack() as stack:
        yield lambda assistant: stack.enter_context(service_of(assistant))


@pytest.fixture
def serve(bank: Directory) -> Iterator[Callable[..., httpx2.Client]]:
    """Starts the service: `serve(model, directory=…, token=…, respond_within=…)` gives a client for it."""
    with ExitStack() as stack:

        def start(
            model: Model | None = None,
            *,
            directory: Directory | None = None,
            token: str | None = None,
            respond_within: float = 3.0,
            model_timeout: float = 15.0,
        ) -> httpx2.Client:
            assistant = Assistant(
                directory or bank,
                model or ScriptedModel(),
                respond_within=respond_within,
                model_timeout=model_timeout,
            )
            return stack.enter_context(service_of(assistant, token))

        yield start
