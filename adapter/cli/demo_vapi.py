"""The demo's calls on Vapi: its simulator plays them to the real service, and a control URL on loopback takes posts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pydantic_core
from rich.console import Console
from rich.markup import escape

from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import Due
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.directory import Directory
from adapter.platforms import Vapi
from adapter.testing import PlayedCall
from adapter.testing.transcript import Decided
from adapter.testing.vapi_target import VapiTarget

CONTROL_HOSTS: Final = ("127.0.0.1",)
_RECORD: Final = ("number", "message", "callerId")


def _a_lost_card(call: PlayedCall) -> None:
    call.says("Guten Tag, ich habe meine Karte verloren")
    call.hears("Kartenservice")
    call.was_transferred_to("cards")


def _an_unclear_wish(call: PlayedCall) -> None:
    call.says("Ich brauche Hilfe mit meiner Bank", "Ich komme nicht mehr ins Online-Banking")
    call.was_transferred_to("online_banking")


def _a_tool(call: PlayedCall) -> None:
    call.calls_tool("transfer_to_fraud", reason="a payment that was not the caller's", language="en")
    call.was_transferred_to("fraud")


def _no_such_tool(call: PlayedCall) -> None:
    call.calls_tool("transfer_to_the_moon", reason="wants to go far away")
    call.was_not_transferred()


def _a_goodbye(call: PlayedCall) -> None:
    call.calls_tool("hang_up", reason="the caller said goodbye")
    call.was_hung_up()


@dataclass(frozen=True, kw_only=True)
class VapiScene:
    """A call to play, and what is expected of it: the types of the posts among it."""

    title: str
    play: Callable[[PlayedCall], None]
    posts: tuple[str, ...] = ()


SCENES: Final = (
    VapiScene(title="A lost card, in German: Vapi asks where to transfer", play=_a_lost_card),
    VapiScene(title="An unclear wish: a question, then the transfer", play=_an_unclear_wish),
    VapiScene(title="Vapi's model calls our tool: the control URL gets the record", play=_a_tool, posts=("transfer",)),
    VapiScene(title="A tool that nobody offered: its model is told, nobody is moved", play=_no_such_tool),
    VapiScene(title="A goodbye by our tool", play=_a_goodbye, posts=("say",)),
)


@dataclass(kw_only=True)
class Shown:
    """Where it is shown, and where the service's assistant puts what it decides."""

    turns: list[Turn]
    steps: list[Step]
    console: Console
    as_json: bool

    def take_decided(self) -> list[Decided]:
        """What was decided since this was last asked."""
        news = [Decided(turn=turn) for turn in self.turns] + [Decided(step=step) for step in self.steps]
        self.turns.clear()
        self.steps.clear()
        return [decided for decided in news if decided.decision is not None]


def play_scenes(url: str, directory: Directory, shown: Shown, *, judged: bool) -> list[str]:
    """Plays the calls to a service, and shows each. The titles of those that went otherwise than expected."""
    failed: list[str] = []
    for scene in SCENES:
        shown.console.print(f"[bold]{scene.title}[/]")
        target = _ShownTarget(VapiTarget(url, directory=directory), shown)
        with PlayedCall(target, platform=Vapi.capabilities.platform) as call:
            try:
                scene.play(call)
            except AssertionError as error:
                wrong = str(error).splitlines()[0]
            else:
                got = tuple(target.posted)
                wrong = "" if got == scene.posts else f"expected the posts {scene.posts}, got {got}"
        if wrong:
            shown.console.print(f"  [{'red' if judged else 'dim'}]{escape(wrong)}[/]")
            failed += [scene.title] if judged else []
        shown.console.print()
    return failed


class _ShownTarget:
    """A running service whose every answer is shown, with what was decided and posted for it."""

    clock = None

    def __init__(self, target: VapiTarget, shown: Shown) -> None:
        self.directory = target.directory
        self.posted: list[str] = []
        self._target = target
        self._shown = shown

    async def answer(self, due: Due, call_id: str) -> PlatformAnswer:
        """Sends a message, and shows what comes of it."""
        given = await self._target.answer(due, call_id)
        posts: list[Any] = [pydantic_core.from_json(post.body) for post in given.posts]
        self.posted += [str(post["type"]) for post in posts]
        decided = self._shown.take_decided()
        self._show(due, decided, posts, pydantic_core.from_json(given.body))
        return given

    def decided(self, call_id: str) -> list[Decided]:  # noqa: ARG002 - they have been shown
        return []

    async def aclose(self) -> None:
        await self._target.aclose()

    def _show(self, due: Due, decided: list[Decided], posts: list[Any], answer: Any) -> None:
        show = self._shown.console.print
        if self._shown.as_json:
            line = {"event": due.wire, "decisions": [one.line for one in decided], "posts": posts, "answer": answer}
            print(json.dumps(line, ensure_ascii=False), flush=True)
        who, what = due.note or ("platform", str(due.wire.get("status", "")))
        show(f"  [cyan]event[/]     {due.wire['type']}  {who}: {escape(what)}")
        for one in decided:
            show(f"  [magenta]decision[/]  {escape(one.line)}")
        for post in posts:
            show(f"  [yellow]post[/]      {post['type']}  {escape(_text(post))}")
        show(f"  [green]answer[/]    {escape(_text(answer))}" if answer else "  [dim]answer    {}[/]")


def _text(wire: Mapping[str, Any]) -> str:
    """A message on one line, of a destination's record only what is said and dialled."""
    shown = {name: value for name, value in wire.items() if name != "type"}
    if isinstance(record := shown.get("destination"), dict):
        shown["destination"] = {name: record[name] for name in _RECORD if name in record}
    return json.dumps(shown, ensure_ascii=False)
