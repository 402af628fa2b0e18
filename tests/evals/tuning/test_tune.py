"""`adapter.evals.tune` as a notebook and a script call it."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapter import evals
from adapter.errors import OperatorError, TuningError
from adapter.evals.cases import dump_case
from adapter.evals.tuning.tuner import Tuning
from adapter.testing import MockModel, ScriptedModel
from adapter.testing.scenario import parse_scenario
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from tests.evals.tuning.places import DIRECTORY, GOOD, cases

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(files: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a directory, prompts and cases."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (files / "cases.jsonl").write_text("".join(f"{dump_case(case)}\n" for case in cases()))
    monkeypatch.chdir(files)
    return files


def router() -> MockModel:
    return MockModel(parse_scenario("unmatched: offline"), name="router")


def reflector(rules: str = GOOD) -> MockModel:
    return MockModel(parse_scenario(rules), name="reflector")


async def tuned(folder: Path, **arguments: object) -> Tuning:
    given = {"model": router(), "reflection_model": reflector(), "parts": ["descriptions"], "turns": 3000, **arguments}
    return await evals.tune(folder / "directory.yaml", folder / "cases.jsonl", **given)  # type: ignore[arg-type]


async def test_one_call_finds_a_proven_gain_and_writes_it(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    tuning = await tuned(
        folder,
        out="tuning",
        on_start=lambda job: heard.append(f"{len(job.splits.test)} held out, at most {job.budget.turns} turns"),
        on_row=lambda row: heard.append(row.id),
    )
    assert tuning.ships
    assert tuning.found.best["cards"] == "Lost, stolen or broken plastic."
    assert tuning.written == (Path("tuning/directory.yaml"), Path("tuning/directory.diff"))
    assert "Lost, stolen or broken plastic." in Path("tuning/directory.yaml").read_text()
    assert (folder / "directory.yaml").read_text() == DIRECTORY
    assert heard[0] == f"{len(tuning.splits.test)} held out, at most 3000 turns"
    # turns of the search that were needed twice are counted and not taken again
    assert 0 < len(heard) - 1 <= tuning.budget.spent_turns
    told = json.loads(Path("tuning/tuning.json").read_text("utf-8"))
    assert (told["model"], told["reflection_model"], told["ships"]) == ("router", "reflector", True)
    assert evals.compare("tuning/before", "tuning/after").judgement == "better"
    assert capfd.readouterr() == ("", "")


async def test_without_a_folder_nothing_is_written(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    tuning = await tuned(folder)
    assert (tuning.ships, tuning.written) == (True, ())
    assert sorted(folder.rglob("*")) == before


async def test_a_search_that_is_cancelled_asks_for_nothing_more(folder: Path) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
    answer, asked = asyncio.Event(), asyncio.Event()
    ended: list[str] = []

    async def stalls(request: ModelRequest) -> ModelReply:
        asked.set()
        try:
            await answer.wait()
        except asyncio.CancelledError:
            ended.append("the request")
            raise
        raise AssertionError("nobody waits for an answer")

    asks = router()
    search = asyncio.create_task(tuned(folder, model=asks, reflection_model=ScriptedModel([stalls]), out="tuning"))
    await asked.wait()
    so_far = len(asks.requests)
    search.cancel()
    with pytest.raises(asyncio.CancelledError):
        await search
    try:
        async with asyncio.timeout(60):  # the thread may still be importing the search's package
            await asyncio.to_thread(lambda: None)  # its turn comes when the search has left the only thread
    finally:
        answer.set()
    assert ended == ["the request"]
    assert len(asks.requests) == so_far
    assert list(Path("tuning").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ({"money": 1.0}, "money"),
        ({"turns": 0}, "turns"),
        ({"minibatch": 0}, "minibatch"),
        ({"repeats": 101}, "repeats"),
        ({"model": "offline", "reflection_model": None, "parts": ["prompt"]}, "parts"),
    ],
)
async def test_arguments_that_make_no_sense_are_named_before_anything_is_asked(
    folder: Path, arguments: dict[str, object], argument: str
) -> None:
    with pytest.raises(evals.ArgumentError) as raised:
        await tuned(folder, out="tuning", **arguments)
    assert raised.value.argument == argument
    assert not Path("tuning").exists()


async def test_a_folder_that_holds_the_directory_is_refused(folder: Path) -> None:
    with pytest.raises(OperatorError, match=r"directory\.yaml is in it and would be written over"):
        await tuned(folder, out=folder)


async def test_a_model_that_fails_ends_the_search_with_its_error(folder: Path) -> None:
    with pytest.raises(TuningError, match="the reflecting model reflector fails: model_auth"):
        await tuned(folder, reflection_model=reflector('rules: [{reply: {fault: "401"}}]'))
