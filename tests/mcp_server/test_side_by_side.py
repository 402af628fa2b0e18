"""Tool calls that come at once are judged once, and together."""

import anyio
import pytest

from adapter.mcp_server.choice import Refusal
from adapter.mcp_server.side_by_side import SideBySide
from adapter.tool_calls.conversation import ToolCall

ONE, OTHER = (ToolCall(name=name, arguments="{}") for name in ("one", "other"))


class Judge:
    """Keeps what it was asked to judge."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, calls: list[ToolCall]) -> Refusal:
        self.asked.append([call.name for call in calls])
        return Refusal(reason="conflicting_calls", text=str(len(self.asked)))


@pytest.mark.anyio
async def test_calls_that_come_while_others_wait_are_judged_with_them_and_told_the_same() -> None:
    judge, go, told = Judge(), anyio.Event(), []
    replies = SideBySide(go.wait)

    async def ask(made: ToolCall, call_id: str = "") -> None:
        answer = await replies.told(call_id, made, judge)
        assert isinstance(answer, Refusal)
        told.append(answer.text)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask, ONE)
        tasks.start_soon(ask, OTHER)
        tasks.start_soon(ask, ONE, "another call")
        await anyio.wait_all_tasks_blocked()
        go.set()
    assert sorted(judge.asked) == [["one"], ["one", "other"]]
    assert sorted(told) == ["1", "1", "2"]
    await ask(OTHER)
    assert judge.asked[-1] == ["other"]


@pytest.mark.anyio
async def test_a_call_that_is_cancelled_has_not_been_made() -> None:
    judge, go = Judge(), anyio.Event()
    replies = SideBySide(go.wait)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(replies.told, "", ONE, judge)
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()
    go.set()
    await replies.told("", OTHER, judge)
    assert judge.asked == [["other"]]
