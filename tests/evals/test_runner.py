"""Asking cases: order, repeats, errors, the moment at which calls take place."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter import Directory, OfflineModel
from adapter.errors import CasesError, ModelServerError
from adapter.evals.cases import Case, CaseMessage
from adapter.evals.rows import Row
from adapter.evals.runner import Plan, closed_at, evaluate
from adapter.testing import MockModel, ScriptedModel, calls, says
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from tests.large import large_directory

pytestmark = pytest.mark.anyio

SUNDAY = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)


def utterances(*texts: str, expect: str | None = None) -> list[Case]:
    return [Case(id=f"c{number}", text=text, expect=expect) for number, text in enumerate(texts, 1)]


async def test_rows_come_in_the_order_of_the_cases_however_fast_each_is(bank: Directory) -> None:
    second_asked = asyncio.Event()

    async def waits(request: ModelRequest) -> ModelReply:
        await second_asked.wait()
        return calls("cards")

    async def sets(request: ModelRequest) -> ModelReply:
        second_asked.set()
        return says("Good morning.")

    seen: list[Row] = []
    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("card gone", "hello"))
    rows = await evaluate(plan, ScriptedModel([waits, sets]), on_row=seen.append)
    assert [row.id for row in rows] == ["c1", "c2"]
    assert [row.id for row in seen] == ["c2", "c1"]
    assert [row.got for row in rows] == ["cards", None]


async def test_no_more_cases_than_allowed_are_asked_at_once(bank: Directory) -> None:
    under_way = most = 0

    async def counts(request: ModelRequest) -> ModelReply:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _ in range(5):
            await asyncio.sleep(0)
        under_way -= 1
        return says("Yes?")

    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances(*["hello"] * 12), concurrency=3)
    await evaluate(plan, ScriptedModel([counts] * 12))
    assert most == 3


async def test_each_repeat_is_a_row(bank: Directory) -> None:
    plan = Plan(
        config=AssistantConfig(directory=bank), cases=utterances("card gone", expect="cards"), repeats=3, concurrency=1
    )
    rows = await evaluate(plan, ScriptedModel([calls("cards"), says("What is it about?"), calls("fraud")]))
    assert [(row.repeat, row.outcome) for row in rows] == [(1, "right"), (2, "missed"), (3, "wrong_destination")]


async def test_a_model_that_fails_stops_nothing(bank: Directory) -> None:
    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("hello", "hi"), concurrency=1)
    rows = await evaluate(plan, ScriptedModel([ModelServerError("down"), says("Yes?")]))
    assert [(row.outcome, row.error) for row in rows] == [("provider_error", "model_server_error"), ("right", None)]


async def test_a_mistake_of_ours_is_no_row(bank: Directory) -> None:
    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("hello", "hi"), concurrency=1)
    with pytest.raises(UnexpectedRequest):
        await evaluate(plan, ScriptedModel([says("Yes?")]))


async def test_a_model_that_never_answers_is_a_timeout(bank: Directory) -> None:
    async def never(request: ModelRequest) -> ModelReply:
        await asyncio.Event().wait()
        raise AssertionError

    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("hello"), seconds=0.01)
    (row,) = await evaluate(plan, ScriptedModel([never]))
    assert (row.outcome, row.error) == ("timeout", "model_timeout")
    assert row.seconds > 0


async def test_the_model_reads_the_dialogue_as_it_would_in_a_call(bank: Directory) -> None:
    dialogue = [
        CaseMessage(role="user", content="hi"),
        CaseMessage(role="assistant", content="Yes?"),
        CaseMessage(role="user", content="my card is gone"),
    ]
    model = ScriptedModel([calls("cards")])
    plan = Plan(config=AssistantConfig(directory=bank), cases=[Case(id="d", messages=dialogue, expect="cards")])
    (row,) = await evaluate(plan, model)
    assert [(message.role, message.text) for message in model.requests[0].conversation] == [
        ("user", "hi"),
        ("assistant", "Yes?"),
        ("user", "my card is gone"),
    ]
    assert row.said == [message.model_dump() for message in dialogue]


async def test_tokens_of_both_requests_count_and_the_server_is_named(bank: Directory) -> None:
    first = ModelReply(model="m-1", usage=Usage(input_tokens=10, output_tokens=1, cached_tokens=4))
    second = ModelReply(text="Yes?", model="m-1", usage=Usage(input_tokens=20, output_tokens=2))
    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("hello"))
    (row,) = await evaluate(plan, ScriptedModel([first, second]))
    assert (row.input_tokens, row.cached_tokens, row.output_tokens, row.model) == (30, 4, 3, "m-1")
    assert row.first == "empty"


async def test_a_row_names_the_language_that_the_caller_is_answered_in(bank: Directory) -> None:
    plan = Plan(
        config=AssistantConfig(directory=bank),
        cases=utterances("my card", "meine Karte ist leider verschwunden", "card"),
        concurrency=1,
    )
    model = ScriptedModel([calls("cards", language="de"), says("Worum geht es?"), says("What is it about?")])
    rows = await evaluate(plan, model)
    # what the model names, else what the caller's words say, else the default
    assert [row.language for row in rows] == ["de", "de", "en"]


async def test_no_configured_number_is_in_a_row(bank: Directory) -> None:
    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("connect me with +49 211 55660001 please"))
    (row,) = await evaluate(plan, ScriptedModel([says("It is 0211 55660001, good day.")] * 2))
    assert "55660001" not in row.model_dump_json()


async def test_an_expectation_that_no_destination_can_meet_is_refused_before_anything_is_asked(bank: Directory) -> None:
    cases = [Case(id="a", text="hi", expect="card"), Case(id="b", text="hi", expect=["cards", "cards_old"])]
    with pytest.raises(CasesError, match="case a: expect: card: no such destination in directory") as raised:
        await evaluate(Plan(config=AssistantConfig(directory=bank), cases=cases), ScriptedModel())
    assert "case b" not in str(raised.value)


async def test_the_cases_of_another_directory_are_named_and_counted_not_listed(bank: Directory) -> None:
    cases = [Case(id=f"c{number}", text="hi", expect="card") for number in range(300)]
    with pytest.raises(CasesError) as raised:
        await evaluate(Plan(config=AssistantConfig(directory=bank), cases=cases), ScriptedModel())
    lines = str(raised.value).splitlines()
    assert lines[0].startswith("300 of 300 cases expect keys that directory+")
    assert lines[1:-1] == ["  card (300 cases): now cards?"]


async def test_what_is_closed_depends_on_the_moment_that_was_named(directory_of: Callable[..., Directory]) -> None:
    hours = {"policy": {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}}
    config = AssistantConfig(directory=directory_of(cards=hours, loans={}))
    open_plan = Plan(config=config, cases=utterances("cards", expect="cards"))
    closed_plan = Plan(config=config, cases=open_plan.cases, at=SUNDAY)
    assert (closed_at(open_plan), closed_at(closed_plan)) == ((), ("cards",))
    (row,) = await evaluate(open_plan, ScriptedModel([calls("cards")]))
    assert row.outcome == "right"
    (row,) = await evaluate(closed_plan, ScriptedModel([calls("cards")] * 2))
    assert row.outcome == "unknown_tool"


async def test_the_offline_model_gives_the_same_rows_every_time(bank: Directory) -> None:
    plan = Plan(
        config=AssistantConfig(directory=bank), cases=utterances("my card is gone", "hello", "a loan for my car")
    )
    one, other = [await evaluate(plan, OfflineModel()) for _ in range(2)]
    assert [row.model_copy(update={"seconds": 0.0}) for row in one] == [
        row.model_copy(update={"seconds": 0.0}) for row in other
    ]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("429", "provider_error"),
        ("500", "provider_error"),
        ("401", "provider_error"),
        ("truncated-json", "provider_error"),
        ("reset", "provider_error"),
        ("stall", "timeout"),
        ("unknown-tool", "unknown_tool"),
        ("unknown-key", "unknown_tool"),
        ("two-calls", "multiple_calls"),
        ("empty-reply", "refusal"),
        ("empty-choices", "refusal"),
        ("content-filter", "right"),
    ],
)
async def test_faults_of_servers_and_models_are_told_apart(
    bank: Directory, tmp_path: Path, fault: str, outcome: str
) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(f'rules:\n  - reply: {{fault: "{fault}"}}\n')
    plan = Plan(config=AssistantConfig(directory=bank), cases=utterances("hello"))
    (row,) = await evaluate(plan, MockModel(path, timeout=0.01))
    assert row.outcome == outcome


async def test_a_row_says_whether_a_right_key_was_in_the_first_shortlist() -> None:
    cases = [
        *utterances("my boat in Passau needs repairs", expect="repairs_boats_passau"),
        *utterances("my boat in Passau needs repairs", expect="inspections_boats_ulm"),
        *utterances("what is the time"),
    ]
    plan = Plan(config=AssistantConfig(directory=large_directory(1_000)), cases=cases, concurrency=1)
    rows = await evaluate(plan, ScriptedModel(then=says("One moment.")))
    assert [row.offered for row in rows] == [True, False, None]
