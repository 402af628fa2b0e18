"""`vapi-tools`: what is printed is a Vapi assistant's function tools, as Vapi's own package reads them."""

import json
from pathlib import Path
from typing import Any

import pytest
from vapi import types as sdk
from vapi.core.unchecked_base_model import construct_type

from adapter import Directory
from tests.command import run

BANK = "examples/bank/directory.yaml"
URL = "https://calls.example"


def printed(*arguments: str, env: dict[str, str] | None = None) -> list[dict[str, Any]]:
    done = run("vapi-tools", *arguments, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    tools: list[dict[str, Any]] = json.loads(done.stdout)
    return tools


def test_every_tool_is_a_function_tool_of_vapi_whose_calls_come_here(bank: Directory) -> None:
    tools = printed("-d", BANK, env={"ADAPTER_PUBLIC_URL": URL})
    names = []
    for tool in tools:
        read = construct_type(type_=sdk.CreateFunctionToolDto, object_=tool)
        assert not read.model_extra
        assert not read.function.model_extra
        assert not read.function.parameters.model_extra
        for schema in read.function.parameters.properties.values():
            assert not schema.model_extra
        assert read.server.url == f"{URL}/vapi"
        (message,) = read.messages
        assert isinstance(message, sdk.ToolMessageStart)
        assert message.content == ""
        names.append(read.function.name)
    assert names == [*(f"transfer_to_{key}" for key in bank.destinations), "hang_up"]


def test_the_origin_may_be_an_option_and_the_exposure_is_as_everywhere() -> None:
    single, hang_up = printed("-d", BANK, "--public-url", URL, "--exposure", "single")
    assert single["function"]["name"] == "transfer_call"
    assert single["server"]["url"] == hang_up["server"]["url"] == f"{URL}/vapi"


def test_no_number_is_in_it(bank: Directory) -> None:
    done = run("vapi-tools", "-d", BANK, "--public-url", URL)
    assert done.stdout
    assert not bank.numbers.found_in(done.stdout)


@pytest.mark.parametrize("url", [None, "calls.example", "https://calls.example/path"])
def test_without_an_origin_it_says_which_setting_is_missing_or_wrong(url: str | None) -> None:
    done = run("vapi-tools", "-d", BANK, *(["--public-url", url] if url else []))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "ADAPTER_PUBLIC_URL" in done.stderr
    assert "such as https://" in done.stderr or "https://calls.example" in done.stderr


def test_without_a_directory_it_asks_for_one(tmp_path: Path) -> None:
    done = run("vapi-tools", "--public-url", URL)
    assert done.returncode == 1
    assert "which directory file?" in done.stderr
    assert run("vapi-tools", "-d", str(tmp_path / "none.yaml")).returncode == 1


def test_help_teaches_what_to_do_with_it() -> None:
    shown = run("vapi-tools", "--help")
    assert shown.returncode == 0
    for word in ("model.tools", "ADAPTER_VAPI_SECRET", "ADAPTER_PUBLIC_URL", "transferCall"):
        assert word in shown.stdout
