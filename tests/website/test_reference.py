"""The generated pages name everything that there is in the code, and say of each what it is."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import get_args

import pytest

import adapter.errors
from adapter.cli.app import COMMANDS
from adapter.errors import AdapterError
from adapter.evals.rows import OUTCOMES
from adapter.tool_calls.decision import Reason, Repair
from adapter.wiring import Settings
from tests.command import ROOT, run
from tests.test_package import PLACES
from website import api, commands, errors, outcomes, routes, settings
from website.literals import commented


def rows(page: str) -> dict[str, list[str]]:
    """The rows of all tables by their first cell."""
    found = [re.split(r"(?<!\\\\)\|", line)[1:-1] for line in page.splitlines() if line.startswith("| `")]
    return {first.strip().strip("`"): [cell.strip() for cell in more] for first, *more in found}


def flat(alias: object) -> Iterator[str]:
    for part in [alias] if isinstance(alias, str) else get_args(alias):
        yield from [part] if isinstance(part, str) else flat(part)


def test_every_setting_is_told_with_its_default_and_what_it_is() -> None:
    told = rows(settings.page())
    assert len(told) == len(Settings.model_fields)
    assert all(what for *_, what in told.values())
    assert told["ADAPTER_MAX_TOKENS"][:2] == ["whole number, from 16, to 100000", "`200`"]
    assert told["ADAPTER_TEMPERATURE"][0] == "number, from 0, to 2"
    assert told["ADAPTER_MODEL_EXTRA"][0] == "object"
    assert told["ADAPTER_TOKEN"][0] == "secret"
    assert "ADAPTER_EXPOSURE" in told


def test_every_command_is_told_with_the_options_of_its_help() -> None:
    page = commands.page()
    for command in COMMANDS:
        assert f"## transfer-adapter {command.name}\n" in page
    (serve,) = re.findall(r"## transfer-adapter serve\n.*?(?=\n## )", page, re.DOTALL)
    for option in re.findall(r"--[a-z]+", run("serve", "--help").stdout):
        assert option == "--help" or f"`{option}" in serve or option in ("--host",)
    assert "Needs the extra `service`." in serve
    assert rows(serve)["--port"][1] == "`8080`"


def test_every_route_is_told_also_those_in_no_document() -> None:
    told = rows(routes.page())
    assert {"POST /webhook", "POST /vapi", "POST /conversation-relay/voice", "POST /v1/decide"} <= set(told)
    assert {"WebSocket /webhook", "WebSocket /conversation-relay", "POST /login", "GET /docs", "GET /models"} <= set(
        told
    )
    assert told["POST /v1/decide"] == ["One decision for a conversation, by the model"]


def test_every_reason_repair_and_outcome_is_told_with_its_meaning() -> None:
    told = rows(outcomes.page())
    reasons = {reason for reason in flat(Reason) if not reason.startswith("model_")}
    assert reasons | set(flat(Repair)) | set(OUTCOMES) <= set(told)
    assert all(meaning for (meaning,) in told.values())


def test_every_error_is_told_with_what_it_says_of_itself() -> None:
    page = errors.page()
    classes = [
        kind for kind in vars(adapter.errors).values() if isinstance(kind, type) and issubclass(kind, AdapterError)
    ]
    assert len(classes) > 25
    for kind in classes:
        assert f"`{kind.__name__}`" in page or f"## {kind.__name__}\n" in page
    told = rows(page)
    assert told["ModelReplyTooLarge"][:2] == ["`ModelReplyUnreadable`", "`model_reply_unreadable`"]
    assert all(cells[-1] for cells in told.values())


def test_the_api_has_every_documented_place_and_name() -> None:
    told = dict(api.places(ROOT))
    assert set(PLACES) <= set(told)
    for place, names in PLACES.items():
        assert set(names) <= set(told[place]), place
    assert {"run", "compare", "tune"} <= set(told["adapter.evals"])
    assert told["adapter.testing"]


def test_a_member_without_a_meaning_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("made_up")
    source = 'Kind: TypeAlias = Literal[\n    "one",  # the first\n    "two",\n]\n'
    monkeypatch.setattr("inspect.getsource", lambda _: source)
    with pytest.raises(ValueError, match=r"made_up\.Kind: a member"):
        commented(module, "Kind")
    with pytest.raises(ValueError, match="no Literal Other"):
        commented(module, "Other")
