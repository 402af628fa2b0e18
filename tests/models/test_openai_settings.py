"""Where key and address come from, what is refused at once, and what a transport of one's own is for."""

import asyncio
import os
from typing import Any

import httpx2
import pytest

from adapter.directory import Directory
from adapter.errors import SettingsError
from adapter.models.model import Model
from adapter.models.openai import OpenAIModel
from adapter.testing.mock_server.app import create_app
from adapter.testing.scenario import parse_scenario
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset

KEY = "sk-secret1"
REQUEST = ModelRequest(
    toolset=Toolset(Directory.parse([{"type": "number", "number": "+4921155660001", "description": "Everything."}])),
    system="You are a receptionist.",
    conversation=(UserMessage(text="Hello?"),),
)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("OPENAI_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def asked_with(**options: Any) -> httpx2.Request:
    """The request that a model with these options sends, wherever that is: the mock answers without a network."""

    async def ask() -> httpx2.Request:
        asked: list[httpx2.Request] = []

        async def note(request: httpx2.Request) -> None:
            asked.append(request)

        transport = httpx2.ASGITransport(create_app(parse_scenario("rules: [{reply: {say: Hello.}}]")))
        async with httpx2.AsyncClient(transport=transport, event_hooks={"request": [note]}) as client:
            model: Model = OpenAIModel("m", http_client=client, **options)
            assert (await model.reply(REQUEST)).text == "Hello."
            await model.aclose()
            assert not client.is_closed, "a transport that was passed in belongs to whoever made it"
        return asked[0]

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "base_url", ["http://model.invalid/v1", "http://model.invalid/v1/", " http://model.invalid/v1\n"]
)
def test_key_and_address_are_the_openai_packages_own_variables(base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    request = asked_with()
    assert str(request.url) == "http://model.invalid/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_arguments_count_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://other.invalid/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    request = asked_with(base_url="http://model.invalid/v1", api_key=KEY)
    assert request.url.host == "model.invalid"
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_a_key_alone_means_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    request = asked_with(api_key=KEY, api="responses")
    assert str(request.url) == "https://api.openai.com/v1/responses"


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert asked_with(base_url="http://model.invalid/v1").url.host == "model.invalid"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "set OPENAI_API_KEY, or OPENAI_BASE_URL"),
        ({"base_url": " ", "api_key": ""}, "set OPENAI_API_KEY, or OPENAI_BASE_URL"),
        ({"base_url": "127.0.0.1:8000/v1"}, "OPENAI_BASE_URL: not an address"),
        ({"base_url": "localhost:8000"}, "OPENAI_BASE_URL: not an address"),
        ({"base_url": "ftp://model.invalid"}, "OPENAI_BASE_URL: not an address"),
        ({"base_url": "http://"}, "OPENAI_BASE_URL: not an address"),
        ({"base_url": "http://model.invalid/v1?version=1"}, "OPENAI_BASE_URL: not an address"),
        ({"base_url": "http://[::1"}, "OPENAI_BASE_URL: not an address"),
        ({"base_url": "http://user:sk-secret1@model.invalid"}, "OPENAI_BASE_URL: holds a user name or password"),
        ({"api_key": "sk-secret1 sk-secret1"}, "OPENAI_API_KEY: a key has only visible ASCII"),
        ({"api_key": "sk-secret1–"}, "OPENAI_API_KEY: a key has only visible ASCII"),
        ({"api_key": KEY, "timeout": 0}, "timeout above 0"),
        ({"api_key": KEY, "timeout": float("nan")}, "timeout above 0"),
        ({"api_key": KEY, "attempts": 0}, "at least one attempt"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_once_and_by_name(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        OpenAIModel("m", **options)
    assert "secret" not in str(raised.value)


def test_a_model_goes_by_the_name_of_its_provider() -> None:
    model = OpenAIModel("gpt-4.1-mini", api_key=KEY)
    assert model.name == "gpt-4.1-mini"
    assert "gpt-4.1-mini" in repr(model)
