"""The demo's calls on a carrier of ConversationRelay: its simulator plays them to the real service."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from adapter.directory import Directory
from adapter.testing import PlayedCall


def _a_lost_card(call: PlayedCall) -> None:
    call.says("Guten Tag, ich habe meine Karte verloren")
    call.hears("Kartenservice")
    call.was_transferred_to("cards")


def _nobody_answers(call: PlayedCall) -> None:
    call.says("My card was swallowed by the machine")
    call.was_transferred_to("cards")
    call.comes_back()
    call.listens()


def _a_key(call: PlayedCall) -> None:
    call.presses("2")
    call.was_transferred_to("fraud")


@dataclass(frozen=True, kw_only=True)
class PlatformScene:
    """A call to play, and what is expected of it."""

    title: str
    play: Callable[[PlayedCall], None]


SCENES = (
    PlatformScene(title="A lost card, in German", play=_a_lost_card),
    PlatformScene(title="Nobody answers: the call comes back", play=_nobody_answers),
    PlatformScene(title="A key on the telephone's keypad", play=_a_key),
)


def play_scenes(
    url: str, platform: str, directory: Directory, console: Console, *, judged: bool, as_json: bool
) -> list[str]:
    """Plays the calls to a service, and shows each. The titles of those that went otherwise than expected."""
    failed: list[str] = []
    for scene in SCENES:
        console.print(f"[bold]{scene.title}[/]")
        with PlayedCall(url, platform=platform, directory=directory) as call:
            try:
                scene.play(call)
            except AssertionError as error:
                if judged:
                    failed.append(scene.title)
                    console.print(f"  [red]{escape(str(error).splitlines()[0])}[/]")
            console.print(escape(call.transcript))
            if as_json:
                print(json.dumps({"events": call.events, "actions": call.actions}, ensure_ascii=False), flush=True)
        console.print()
    return failed
