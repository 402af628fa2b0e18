"""The demo's calls by the gateway: a platform with a transfer tool of its own plays them to the real service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx2
from rich.console import Console
from rich.markup import escape

from adapter.cli.gateway_call import GatewayCall, Unexpected, WatchedUpstream
from adapter.directory import Directory

TIMEOUT: Final = 30.0


def _a_question_first(call: GatewayCall) -> None:
    call.says("Ich brauche Hilfe mit meiner Bank")
    call.spoke()
    call.says("Ich komme nicht mehr ins Online-Banking")
    call.was_transferred_to("online_banking")


def _a_transfer_that_fails(call: GatewayCall) -> None:
    call.says("My card was swallowed by the machine")
    call.was_transferred_to("cards")
    call.fails("Transfer failed: no answer")
    call.is_not_offered("cards")
    call.says("Then I would like to talk to a person at the front desk")
    call.is_not_offered("cards")
    call.was_transferred_to("switchboard")


@dataclass(frozen=True, kw_only=True)
class GatewayScene:
    """A call to play, and what is expected of it."""

    title: str
    play: Callable[[GatewayCall], None]


SCENES: Final = (
    GatewayScene(title="A question first, then the transfer by the platform's own tool", play=_a_question_first),
    GatewayScene(title="A transfer that fails is not offered again", play=_a_transfer_that_fails),
)


def play_scenes(
    url: str, upstream: WatchedUpstream, directory: Directory, console: Console, *, judged: bool, as_json: bool
) -> list[str]:
    """Plays the calls to a gateway, and shows each. The titles of those that went otherwise than expected."""
    failed: list[str] = []
    # to read the certificates that are believed takes longer than the calls, and loopback has none
    with httpx2.Client(timeout=TIMEOUT, verify=False) as client:
        for scene in SCENES:
            console.print(f"[bold]{scene.title}[/]")
            call = GatewayCall(
                client=client, url=url, upstream=upstream, directory=directory, console=console, as_json=as_json
            )
            call.begins()
            try:
                scene.play(call)
            except Unexpected as unexpected:
                if judged:
                    failed.append(scene.title)
                console.print(f"  [{'red' if judged else 'dim'}]{escape(str(unexpected))}[/]")
            console.print()
    return failed
