"""The demo's calls on the default platform: events by HTTP, as it sends them, to the real service."""

import json
import time
import urllib.request
import uuid
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from adapter.calls.turn import Turn
from adapter.tool_calls.decision import Transfer

CALLER, LINE = "+4915112345678", "+4921155660000"

Event = dict[str, object]


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


def play_scenes(url: str, turns: list[Turn], console: Console, *, judged: bool, as_json: bool) -> list[str]:
    """Plays the calls to a service, and shows each. The titles of those that went otherwise than expected.

    `turns` is where the service's assistant puts its turns.
    """
    return [scene.title for scene in SCENES if not _play(scene, url, turns, console, judged, as_json)]


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
