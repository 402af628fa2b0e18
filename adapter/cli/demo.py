"""`transfer-adapter demo`: whole calls through the real service over real HTTP."""

import json
import socket
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import typer
from rich.console import Console
from rich.markup import escape

from adapter.assistant import Assistant
from adapter.calls.turn import Turn
from adapter.cli.options import DirectoryOption, ModelOption, PromptOption
from adapter.models.model import Model
from adapter.platforms import DEFAULT, Telnyx, Twilio
from adapter.tool_calls.decision import Transfer
from adapter.wiring import OFFLINE, build_config, build_model, model_name, read_settings, shipped_directory

CALLER, LINE = "+4915112345678", "+4921155660000"

Event = dict[str, object]

PLAYED: Final = (DEFAULT, Twilio.carrier.name, Telnyx.carrier.name)
"""The platforms whose calls can be played to a running service."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A call to play: what happens, and what the actions of all answers together must be.

    A number among the events is a pause in seconds.
    """

    title: str
    events: tuple[Event | float, ...]
    expected: tuple[str, ...]
    destination: str | None = None


def _says(text: str) -> Event:
    return {"type": "user_speak", "text": text}


_SHOWN = ("text", "languages", "target_phone_number", "caller_id_name", "caller_id_number", "timeout")

_START: Event = {"type": "session_start"}
_ENDED: Event = {"type": "assistant_speech_ended"}
_OVER: Event = {"type": "session_end"}

SCENES = (
    Scene(
        title="A lost card, in German",
        events=(_START, _ENDED, _says("Guten Tag, ich habe meine Karte verloren"), _ENDED, _ENDED),
        expected=("configure_transcription", "speak", "speak", "transfer"),
        destination="cards",
    ),
    Scene(
        title="A business customer, in English",
        events=(_START, _says("Hello, I would like an offer for my company"), _ENDED, _ENDED),
        expected=("configure_transcription", "speak", "speak", "transfer"),
        destination="sales",
    ),
    Scene(
        title="A destination that is connected without a word",
        events=(_START, _says("I want to sell some shares from my private banking portfolio")),
        expected=("configure_transcription", "speak", "transfer"),
        destination="private_banking",
    ),
    Scene(
        title="Small talk: nobody is transferred",
        events=(_START, _says("Lovely weather today, isn't it?"), _OVER),
        expected=("configure_transcription", "speak", "speak"),
    ),
    Scene(
        title="An unclear wish: a question, then the transfer",
        events=(
            _START,
            _says("Ich brauche Hilfe mit meiner Bank"),
            _ENDED,
            _says("Ich komme nicht mehr ins Online-Banking"),
            _ENDED,
        ),
        expected=("configure_transcription", "speak", "speak", "speak", "transfer"),
        destination="online_banking",
    ),
    Scene(
        title="Nobody answers: the call comes back",
        events=(_START, _says("My card was swallowed by the machine"), _ENDED, _START, _OVER),
        expected=("configure_transcription", "speak", "speak", "transfer", "speak"),
        destination="cards",
    ),
    Scene(
        title="A key on the telephone's keypad",
        # the first end of speech is that of the greeting, which the key interrupted
        events=(_START, {"type": "dtmf_received", "digit": "2"}, _ENDED, 0.6, _ENDED),
        expected=("configure_transcription", "speak", "barge_in", "speak", "transfer"),
        destination="fraud",
    ),
)


def demo(
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    platform: Annotated[
        str, typer.Option(metavar="|".join(PLAYED), help="The voice platform that plays the calls.")
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
        turns: list[Turn] = []
        assistant = Assistant(config, asked, on_turn=lambda _, turn, __: turns.append(turn))
        console.print(
            f"[bold]transfer-adapter demo[/] · {config.directory.fingerprint} · {config.prompt.identity} · {where}"
        )
        with _service(assistant, platform) as url:
            if platform == DEFAULT:
                console.print(f"service: {url}/webhook\n")
                failed = [scene.title for scene in SCENES if not _play(scene, url, turns, console, judged, as_json)]
                played = len(SCENES)
            else:
                # what only these calls need is not imported by the others
                from adapter.cli.demo_platform import SCENES as CALLS
                from adapter.cli.demo_platform import play_scenes

                console.print(f"service: {url}, played as {platform} plays it\n")
                failed = play_scenes(url, platform, config.directory, console, judged=judged, as_json=as_json)
                played = len(CALLS)
    if failed:
        console.print(f"[red]not as expected:[/] {', '.join(failed)}")
        raise typer.Exit(1)
    done = "as expected" if judged else "played"
    console.print(f"[green]{played} calls {done}.[/] Serve your own: transfer-adapter serve --directory FILE")


def _play(scene: Scene, url: str, turns: list[Turn], console: Console, judged: bool, as_json: bool) -> bool:
    console.print(f"[bold]{scene.title}[/]")
    session = {
        "id": str(uuid.uuid4()),
        "account_id": "demo",
        "phone_number": LINE,
        "direction": "inbound",
        "from_phone_number": CALLER,
        "to_phone_number": LINE,
    }
    taken: list[str] = []
    reached: list[str] = []
    for event in scene.events:
        if isinstance(event, float):
            time.sleep(event)
            continue
        turns.clear()
        actions = _post(f"{url}/webhook", {**event, "session": session})
        taken += [str(action["type"]) for action in actions]
        reached += [turn.decision.destination for turn in turns if isinstance(turn.decision, Transfer)]
        if as_json:
            print(
                json.dumps({"event": {**event, "session": session}, "actions": actions}, ensure_ascii=False), flush=True
            )
        _show(event, turns, actions, console)
    pressed = any(isinstance(event, dict) and event["type"] == "dtmf_received" for event in scene.events)
    right = tuple(taken) == scene.expected and (
        pressed or reached == ([scene.destination] if scene.destination else [])
    )
    if judged and not right:
        console.print(f"  [red]expected {scene.expected}, {scene.destination}; got {tuple(taken)}, {reached}[/]")
    console.print()
    return right or not judged


def _show(event: Event, turns: list[Turn], actions: list[dict[str, object]], console: Console) -> None:
    detail = event.get("text") or event.get("digit") or ""
    console.print(f"  [cyan]event[/]     {event['type']}  {escape(str(detail))}")
    for turn in turns:
        decision = turn.decision
        choice = f" → {decision.destination}" if isinstance(decision, Transfer) else ""
        console.print(f"  [magenta]decision[/]  {decision.kind}{choice}  ({decision.reason})")
    for action in actions:
        shown = {name: value for name, value in action.items() if name in _SHOWN}
        console.print(
            f"  [green]action[/]    {action['type']}  {escape(json.dumps(shown, ensure_ascii=False)) if shown else ''}"
        )
    if not actions:
        console.print("  [dim]204       go on listening[/]")


def _post(url: str, body: Event) -> list[dict[str, object]]:
    request = urllib.request.Request(  # noqa: S310 - our own service on loopback
        url, json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        if response.status == 204:
            return []
        answer = json.load(response)
    return answer if isinstance(answer, list) else [answer]


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
def _service(assistant: Assistant, platform: str) -> Iterator[str]:
    """The service on a free port of loopback, in a thread of its own."""
    import uvicorn

    from adapter.service.app import create_app

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    others = [] if platform == DEFAULT else [assistant.on(platform)]
    app = create_app(assistant, platforms=others)
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
