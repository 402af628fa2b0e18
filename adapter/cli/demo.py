"""`transfer-adapter demo`: whole calls through the real service over real HTTP."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Final, Literal

import typer
from rich.console import Console

from adapter.assistant import Assistant
from adapter.calls.platform import Platform
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.cli.options import DirectoryOption, ModelOption, PromptOption
from adapter.gateway.relay import Gateway
from adapter.models.model import Model
from adapter.platforms import CAPABILITIES, DEFAULT, Vapi, platform_named
from adapter.wiring import OFFLINE, build_config, build_model, model_name, read_settings, shipped_directory

GATEWAY: Final = "gateway"
PLAYED: Final = (*CAPABILITIES, GATEWAY)
"""Whose calls can be played to a running service: those of each platform, and of one that asks the gateway."""
_VAPI: Final = Vapi.capabilities.platform


def demo(
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    platform: Annotated[
        str,
        typer.Option(
            metavar="|".join(PLAYED),
            help="The voice platform that plays the calls; gateway: one that runs the conversation itself and asks "
            "/v1/chat/completions.",
        ),
    ] = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line per event instead.")] = False,
) -> None:
    """Play whole calls through the real service over real HTTP and show events, decisions and actions.

    Without a key and a base URL the real openai client talks to a mock server on loopback. With `OPENAI_API_KEY` or
    `OPENAI_BASE_URL` set it talks to that model; what comes out is then shown, not judged.
    """
    if platform not in PLAYED:
        raise typer.BadParameter(f"there is {', '.join(PLAYED)}", param_hint="--platform")
    settings = read_settings(directory=directory or shipped_directory(), prompt=prompt, model=model)
    config = build_config(settings)
    judged = model_name(settings) == OFFLINE and settings.directory == shipped_directory()
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    with _model(model_name(settings) == OFFLINE, lambda: build_model(settings)) as (asked, where):
        seen = _Seen()
        assistant = Assistant(config, asked, on_turn=seen.on_turn, on_step=seen.on_step)
        console.print(
            f"[bold]transfer-adapter demo[/] · {config.directory.fingerprint} · {config.prompt.identity} · {where}"
        )
        failed, played = _played(platform, assistant, seen, console, judged=judged, as_json=as_json)
    if failed:
        console.print(f"[red]not as expected:[/] {', '.join(failed)}")
        raise typer.Exit(1)
    done = "as expected" if judged else "played"
    console.print(f"[green]{played} calls {done}.[/] Serve your own: transfer-adapter serve --directory FILE")


class _Seen:
    """What the service's assistant has decided, as it tells it."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.steps: list[Step] = []

    def on_turn(self, _: Call, turn: Turn, __: Step | None) -> None:
        self.turns.append(turn)

    def on_step(self, step: Step) -> None:
        self.steps.append(step)


def _played(
    platform: str, assistant: Assistant, seen: _Seen, console: Console, *, judged: bool, as_json: bool
) -> tuple[list[str], int]:
    """The titles of the calls that went otherwise than expected, and how many were played."""
    # what only the calls of one platform need is not imported by the others
    directory = assistant.config.directory
    if platform == DEFAULT:
        from adapter.cli import demo_webhook

        with _service(assistant) as url:
            console.print(f"service: {url}/webhook\n")
            failed = demo_webhook.play_scenes(url, seen.turns, console, judged=judged, as_json=as_json)
        return failed, len(demo_webhook.SCENES)
    if platform == GATEWAY:
        from adapter.cli import demo_gateway
        from adapter.cli.gateway_call import WatchedUpstream

        upstream = WatchedUpstream.of(assistant)
        gateway = Gateway(
            assistant.config, upstream, now=assistant.handler.now, seconds=assistant.handler.model_timeout
        )
        with _service(assistant, gateway=gateway) as url:
            console.print(f"service: {url}/v1, asked as a platform with a transferCall tool asks it\n")
            failed = demo_gateway.play_scenes(url, upstream, directory, console, judged=judged, as_json=as_json)
        return failed, len(demo_gateway.SCENES)
    if platform == _VAPI:
        from adapter.cli import demo_vapi

        with _service(assistant, Vapi(control_hosts=demo_vapi.CONTROL_HOSTS)) as url:
            console.print(f"service: {url}/vapi, with control URLs on this machine\n")
            shown = demo_vapi.Shown(turns=seen.turns, steps=seen.steps, console=console, as_json=as_json)
            failed = demo_vapi.play_scenes(url, directory, shown, judged=judged)
        return failed, len(demo_vapi.SCENES)
    from adapter.cli import demo_carrier

    with _service(assistant, platform_named(platform)) as url:
        console.print(f"service: {url}, played as {platform} plays it\n")
        failed = demo_carrier.play_scenes(url, platform, directory, console, judged=judged, as_json=as_json)
    return failed, len(demo_carrier.SCENES)


@contextmanager
def _model(offline: bool, build: Callable[[], Model]) -> Iterator[tuple[Model, str]]:
    """The model to ask: the real client against a mock server on loopback, or the one of the settings."""
    if not offline:
        model = build()
        yield model, f"model {model.name}"
        return
    # what only the demo needs is not imported by the other commands
    from adapter.models.openai import OpenAIModel
    from adapter.testing import running_mock

    with running_mock() as server:
        yield OpenAIModel(OFFLINE, base_url=server.base_url, api_key="demo"), f"offline model at {server.base_url}"


@contextmanager
def _service(
    assistant: Assistant, platform: Platform | None = None, *, gateway: Gateway | None = None
) -> Iterator[str]:
    """The service on a free port of loopback, in a thread of its own."""
    import uvicorn

    from adapter.service.app import create_app

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    others = [] if platform is None else [assistant.on(platform)]
    app = create_app(assistant, platforms=others, gateway=gateway)
    sockets: Literal["auto", "none"] = "auto" if others else "none"
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws=sockets)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
