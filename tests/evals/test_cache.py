"""The reply cache: what is asked twice, what is kept, and in what kind of file."""

import asyncio
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from adapter import Directory
from adapter.errors import CasesError, ModelOverloaded, ReplyCacheError
from adapter.evals.cache import UnaskedModel
from adapter.evals.cases import Case
from adapter.evals.runner import Plan, evaluate
from adapter.models.reply_cache import FORMAT, ReplyCache
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig

pytestmark = pytest.mark.anyio

HELLO = Case(id="hello", text="hello", expect=None)
CARD = Case(id="card", text="my card is gone", expect="cards")
RICH = ModelReply(
    text="Moment — ä",
    tool_calls=(ToolCall(name="transfer_to_cards", arguments='{"reason":"x"}', id="call_1"),),
    finish="tool_calls",
    model="m-1",
    usage=Usage(input_tokens=100, output_tokens=5, cached_tokens=50),
)


def plan_of(directory: Directory, *cases: Case, repeats: int = 1, concurrency: int = 8) -> Plan:
    return Plan(config=AssistantConfig(directory=directory), cases=cases, repeats=repeats, concurrency=concurrency)


async def test_a_second_run_asks_nothing_and_gives_the_same_rows(bank: Directory, tmp_path: Path) -> None:
    plan = plan_of(bank, CARD, HELLO, concurrency=1)
    with ReplyCache(tmp_path, api="chat") as cache, ScriptedModel([RICH, says("Yes?")]) as model:
        first = await evaluate(plan, model, cache=cache)
    with ReplyCache(tmp_path, api="chat") as cache:
        assert await evaluate(plan, UnaskedModel("scripted"), cache=cache) == first
    assert first[0].seconds > 0
    assert (first[0].input_tokens, first[0].model) == (100, "m-1")


async def test_what_differs_in_anything_that_counts_is_asked_anew(bank: Directory, tmp_path: Path) -> None:
    plan = plan_of(bank, HELLO)
    with ReplyCache(tmp_path, api="chat") as cache:
        await evaluate(plan, ScriptedModel([says("Yes?")]), cache=cache)
        for other in (plan_of(bank, Case(id="x", text="hello!", expect=None)), plan_of(bank, HELLO, repeats=2)):
            with pytest.raises(CasesError):
                await evaluate(other, UnaskedModel("scripted"), cache=cache)
        with pytest.raises(CasesError):
            await evaluate(plan, UnaskedModel("another"), cache=cache)
        single = Plan(config=AssistantConfig(directory=bank, exposure="single"), cases=[HELLO])
        with pytest.raises(CasesError):
            await evaluate(single, UnaskedModel("scripted"), cache=cache)
    for other_cache in (
        ReplyCache(tmp_path, api="responses"),
        ReplyCache(tmp_path, api="chat", base_url="http://127.0.0.1:1/v1"),
    ):
        with other_cache as cache, pytest.raises(CasesError):
            await evaluate(plan, UnaskedModel("scripted"), cache=cache)


async def test_what_is_lacking_offline_is_named_by_its_cases(bank: Directory, tmp_path: Path) -> None:
    with ReplyCache(tmp_path, api="chat") as cache:
        await evaluate(plan_of(bank, HELLO), ScriptedModel([says("Yes?")]), cache=cache)
        with pytest.raises(CasesError, match=r"1 of 2 cases are not in the request cache: card$"):
            await evaluate(plan_of(bank, HELLO, CARD), UnaskedModel("scripted"), cache=cache)


async def test_an_error_is_not_kept(bank: Directory, tmp_path: Path) -> None:
    with ReplyCache(tmp_path, api="chat") as cache:
        model = ScriptedModel([ModelOverloaded("busy"), says("Yes?")])
        outcomes = [(await evaluate(plan_of(bank, HELLO), model, cache=cache))[0].outcome for _ in range(3)]
    assert outcomes == ["provider_error", "right", "right"]
    model.assert_complete()


async def test_the_same_question_asked_at_once_is_asked_once(bank: Directory, tmp_path: Path) -> None:
    asked, released = asyncio.Event(), asyncio.Event()

    async def waits(request: ModelRequest) -> ModelReply:
        asked.set()
        await released.wait()
        return calls("cards")

    twins = [CARD, Case(id="twin", text=CARD.text, expect="cards")]
    with ReplyCache(tmp_path, api="chat") as cache, ScriptedModel([waits]) as model:
        running = asyncio.ensure_future(evaluate(plan_of(bank, *twins), model, cache=cache))
        await asked.wait()
        released.set()
        assert [row.got for row in await running] == ["cards", "cards"]


async def test_when_the_first_of_two_equal_questions_fails_the_second_is_asked(bank: Directory, tmp_path: Path) -> None:
    twins = [HELLO, Case(id="twin", text=HELLO.text, expect=None)]
    with ReplyCache(tmp_path, api="chat") as cache, ScriptedModel([ModelOverloaded("busy"), says("Yes?")]) as model:
        rows = await evaluate(plan_of(bank, *twins), model, cache=cache)
    assert sorted(row.outcome for row in rows) == ["provider_error", "right"]


async def test_what_is_kept_is_private_and_stays_out_of_git(bank: Directory, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cache"
    with ReplyCache(folder, api="chat") as cache:
        await evaluate(plan_of(bank, HELLO), ScriptedModel([says("Yes?")]), cache=cache)
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.glob("*.json")] == [0o600]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".gitignore").read_text() == "*\n"
    assert not list(folder.glob("*.tmp"))


async def test_no_request_is_kept(bank: Directory, tmp_path: Path) -> None:
    with ReplyCache(tmp_path, api="chat") as cache:
        await evaluate(plan_of(bank, CARD), ScriptedModel([says("Yes?")]), cache=cache)
    (file,) = tmp_path.glob("*.json")
    assert "my card is gone" not in file.read_text()
    assert set(json.loads(file.read_text())) == {"format", "reply", "seconds"}


async def test_two_runs_can_use_one_file_at_once(bank: Directory, tmp_path: Path) -> None:
    with ReplyCache(tmp_path, api="chat") as one, ReplyCache(tmp_path, api="chat") as other:
        await evaluate(plan_of(bank, HELLO), ScriptedModel([says("Yes?")]), cache=one)
        await evaluate(plan_of(bank, CARD), ScriptedModel([calls("cards")]), cache=other)
        rows = await evaluate(plan_of(bank, HELLO, CARD), UnaskedModel("scripted"), cache=one)
    assert [row.right for row in rows] == [True, True]


@pytest.mark.parametrize("attempt", range(5))
def test_runs_that_begin_a_file_together_lose_nothing(bank: Directory, tmp_path: Path, attempt: int) -> None:
    cases = [Case(id=f"c{number}", text=f"hello {number}", expect=None) for number in range(6)]
    together = Barrier(len(cases))

    def evaluated(case: Case) -> None:
        together.wait()
        with ReplyCache(tmp_path, api="chat") as cache:
            asyncio.run(evaluate(plan_of(bank, case), ScriptedModel([says("Yes?")]), cache=cache))

    with ThreadPoolExecutor(len(cases)) as threads:
        list(threads.map(evaluated, cases))
    with ReplyCache(tmp_path, api="chat") as cache:
        assert len(asyncio.run(evaluate(plan_of(bank, *cases), UnaskedModel("scripted"), cache=cache))) == len(cases)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'{{"format": {FORMAT + 1}, "answer": "Yes?"}}', f"has the format {FORMAT + 1}, this reads format {FORMAT}"),
        (f'{{"format": {FORMAT}, "answer": "Yes?"}}', "holds no kept reply"),
        ("this is no JSON", "holds no kept reply"),
        ("", "holds no kept reply"),
    ],
)
async def test_a_file_of_another_format_or_of_somebody_else_is_named_and_left_alone(
    bank: Directory, tmp_path: Path, content: str, said: str
) -> None:
    with ReplyCache(tmp_path, api="chat") as cache:
        await evaluate(plan_of(bank, HELLO), ScriptedModel([says("Yes?")]), cache=cache)
        (file,) = tmp_path.glob("*.json")
        file.write_text(content)
        with pytest.raises(ReplyCacheError, match=rf"{file.name}: {said}: delete the cache or name another folder$"):
            await evaluate(plan_of(bank, HELLO), ScriptedModel(), cache=cache)
        assert file.read_text() == content


async def test_a_reply_that_cannot_be_written_is_named(bank: Directory, tmp_path: Path) -> None:
    with ReplyCache(tmp_path / "cache", api="chat") as cache:
        (tmp_path / "cache").rename(tmp_path / "elsewhere")
        with pytest.raises(ReplyCacheError, match=r"\.json: cannot be written: No such file"):
            await evaluate(plan_of(bank, HELLO), ScriptedModel([says("Yes?")]), cache=cache)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReplyCacheError, match="cannot be used as a reply cache: Not a directory"):
        ReplyCache(tmp_path / "file" / "cache", api="chat")
