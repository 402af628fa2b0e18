"""`adapter.evals.run` as a notebook and a script call it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from adapter import evals
from adapter.errors import CasesError, ModelServerError, NoAnswersError, OperatorError, SettingsError
from adapter.evals.metrics.summary import load_summary
from adapter.evals.rows import load_rows
from adapter.testing import ScriptedModel, calls, running_mock, says
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.wiring import read_settings

pytestmark = pytest.mark.anyio

BANK = Path(__file__).parents[2] / "examples" / "bank" / "directory.yaml"
CASES: list[dict[str, object]] = [
    {"id": "lost", "text": "ich habe meine Karte verloren", "expect": "cards", "must": True, "tags": ["de"]},
    {"id": "rain", "text": "lovely weather today", "expect": None, "tags": ["en"]},
    {"id": "hacked", "text": "my card was swallowed by the machine", "expect": "fraud", "tags": ["en"]},
]


def written(folder: Path, cases: Sequence[object] = CASES) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases))
    return path


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_importing_the_room_imports_neither_models_nor_statistics() -> None:
    asked = (
        "import sys, adapter.evals; print([name for name in ('pydantic', 'openai', 'liquid') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_every_public_name_is_there() -> None:
    assert all(getattr(evals, name) is not None for name in evals.__all__)
    assert set(evals.__all__) <= set(dir(evals))
    with pytest.raises(AttributeError, match="no attribute 'evaluate'"):
        evals.evaluate  # noqa: B018


async def test_one_call_gives_rows_and_figures_and_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    evaluation = await evals.run(BANK, written(tmp_path), model="offline")
    assert [(row.id, row.outcome) for row in evaluation.rows] == [
        ("lost", "right"),
        ("rain", "right"),
        ("hacked", "wrong_destination"),
    ]
    assert (evaluation.summary.accuracy, evaluation.summary.identity.model) == (2 / 3, "offline")
    assert evaluation.passed
    assert capfd.readouterr() == ("", "")
    assert {file.name for file in tmp_path.iterdir()} == {"cases.jsonl"}


async def test_the_folder_holds_what_was_given(tmp_path: Path) -> None:
    evaluation = await evals.run(str(BANK), str(written(tmp_path)), model="offline", out="out")
    assert evaluation.out == Path("out")
    assert load_rows(Path("out")) == evaluation.rows
    assert load_summary(Path("out")) == evaluation.summary


async def test_a_model_of_ones_own_is_asked_in_the_callers_loop_and_left_open(tmp_path: Path) -> None:
    loops = []

    class Own(ScriptedModel):
        async def aclose(self) -> None:
            raise AssertionError("closed by somebody who did not open it")

    async def answer(request: ModelRequest) -> ModelReply:
        loops.append(asyncio.get_running_loop())
        return says("Good morning.") if "weather" in request.conversation[-1].text else calls("fraud")

    for _ in range(2):  # asked every time: what it says does not follow from its name
        evaluation = await evals.run(BANK, written(tmp_path), model=Own([answer] * 3))
        assert [row.got for row in evaluation.rows] == ["fraud", None, "fraud"]
    assert loops == [asyncio.get_running_loop()] * 6
    assert evaluation.summary.identity.model == "scripted"
    assert {file.name for file in tmp_path.iterdir()} == {"cases.jsonl"}


async def test_settings_are_those_of_the_service_and_what_stands_beside_them_wins(tmp_path: Path) -> None:
    settings = read_settings(
        directory=tmp_path / "none.yaml", prompt="receptionist@v1", exposure="single", fallback_model="offline"
    )
    evaluation = await evals.run(BANK, written(tmp_path), settings=settings, model=ScriptedModel(then=says("Yes?")))
    identity = evaluation.summary.identity
    assert identity.prompt.startswith("receptionist@v1+")
    assert (identity.exposure, identity.directory.partition("+")[0]) == ("single", "directory")


async def test_callbacks_hear_what_is_about_to_be_asked_and_every_row(tmp_path: Path) -> None:
    heard: list[str] = []
    evaluation = await evals.run(
        BANK,
        written(tmp_path),
        model="offline",
        tags=["en"],
        repeats=2,
        on_start=lambda job: heard.append(f"{job.turns} turns of {job.inputs.model.name}"),
        on_row=lambda row: heard.append(row.id),
    )
    assert heard[0] == "4 turns of offline"
    assert sorted(heard[1:]) == ["hacked", "hacked", "rain", "rain"]
    assert evaluation.summary.identity.tags == ["en"]


async def test_thresholds_are_judged_in_their_order(tmp_path: Path) -> None:
    wanted = [
        evals.Threshold(metric="accuracy", side="min", wanted=0.2),
        evals.Threshold(metric="accuracy", side="min", wanted=0.6),
    ]
    evaluation = await evals.run(BANK, written(tmp_path), model="offline", thresholds=wanted, must=True)
    assert [verdict.met for verdict in evaluation.verdicts] == [True, False, True]
    assert not evaluation.passed


async def test_a_model_that_fails_now_and_then_gives_rows_and_no_error(tmp_path: Path) -> None:
    failing = ScriptedModel([says("Hello.")], then=ModelServerError("503"))
    evaluation = await evals.run(BANK, written(tmp_path), model=failing, concurrency=1)
    assert evaluation.summary.outcomes["provider_error"] == 2


async def test_a_model_that_answers_nothing_is_an_error_and_leaves_no_folder(tmp_path: Path) -> None:
    failing = ScriptedModel(then=ModelServerError("503"))
    with pytest.raises(NoAnswersError, match="stopped after 3 errors: the model's server has answered nothing"):
        await evals.run(BANK, written(tmp_path), model=failing, out=tmp_path / "deep" / "out")
    assert not (tmp_path / "deep").exists()


async def test_what_was_in_a_result_folder_stays_where_nothing_new_is_answered(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "summary.json").write_text("an earlier one")
    with pytest.raises(NoAnswersError):
        await evals.run(
            BANK, written(tmp_path), model=ScriptedModel(then=ModelServerError("503")), out=tmp_path / "out"
        )
    assert (tmp_path / "out" / "summary.json").read_text() == "an earlier one"


async def test_the_same_call_goes_on_where_it_was_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_mock() as mock:
        monkeypatch.setenv("OPENAI_BASE_URL", mock.base_url)
        asking: asyncio.Task[evals.Evaluation]

        def stop(row: evals.Row) -> None:
            asking.cancel()

        asking = asyncio.create_task(
            evals.run(BANK, written(tmp_path), model="m", cache="kept", concurrency=1, out="out", on_row=stop)
        )
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert list((tmp_path / "out").iterdir()) == []
        evaluation = await evals.run(BANK, written(tmp_path), model="m", cache="kept")
        assert len(mock.requests) == 3
        again = await evals.run(BANK, written(tmp_path), model="m", cache="kept", offline_only=True)
        assert again.rows == evaluation.rows
        with pytest.raises(CasesError, match="3 of 3 cases are not in the request cache"):
            await evals.run(BANK, written(tmp_path), model="m", cache="kept", offline_only=True, repeats=2)


@pytest.mark.parametrize(
    ("arguments", "argument", "said"),
    [
        ({"repeats": 0}, "repeats", "0 is not between 1 and 100"),
        ({"concurrency": 1001}, "concurrency", "1001 is not between 1 and 1000"),
        ({"at": datetime(2026, 6, 17, 10)}, "at", "no time zone"),  # noqa: DTZ001 - on purpose
        ({"thresholds": [evals.Threshold(metric="acuracy", side="min", wanted=0.9)]}, "thresholds", "no such metric"),
        ({"offline_only": True, "cache": None, "model": "m"}, "offline_only", "needs a cache"),
        ({"offline_only": True, "model": ScriptedModel()}, "offline_only", "needs a cache"),
        ({"cases": None}, "cases", "which case file"),
    ],
)
async def test_arguments_that_make_no_sense_are_named_before_anything_is_asked(
    tmp_path: Path, arguments: dict[str, object], argument: str, said: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_bytes(BANK.read_bytes())
    given = {"cases": written(tmp_path), "model": ScriptedModel(), "out": "out", **arguments}
    with pytest.raises(ValueError, match=said) as raised:
        await evals.run(own, **given)  # type: ignore[arg-type]
    assert isinstance(raised.value, evals.ArgumentError)
    assert raised.value.argument == argument
    assert not (tmp_path / "out").exists()


async def test_files_that_are_wrong_are_errors_of_the_operator(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no case is tagged fr; there are de, en"):
        await evals.run(BANK, written(tmp_path), model="offline", tags=["fr"])
    with pytest.raises(OperatorError, match=r"none\.jsonl: there is no such file"):
        await evals.run(BANK, tmp_path / "none.jsonl", model="offline")
