"""From neutral commands to the platform's answers, and to what is posted to a call's control URL."""

from collections.abc import Sequence

import pydantic_core

from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.calls.platform import PlatformAnswer, Post
from adapter.errors import Unsupported
from adapter.platforms.vapi.control import is_plain
from adapter.platforms.vapi.read import ASSISTANT_REQUEST, DESTINATION_REQUEST, TOOL_CALLS
from adapter.platforms.vapi.wire import Message

_LONGEST_E164 = 16
"""Characters, with the plus."""


def answer_to(
    message: Message | None, commands: Sequence[Command], *, assistant_id: str | None, control_url: str | None
) -> PlatformAnswer:
    """The answer to a message, always with status 200: any other is passed over, and the model goes on without a
    result. `control_url` is None where nothing may be posted. Raises `Unsupported`."""
    kind = None if message is None else message.type
    if kind in (ASSISTANT_REQUEST, DESTINATION_REQUEST):
        asked, beside = _asked(commands, kind)
        if not commands and kind == ASSISTANT_REQUEST and assistant_id is not None:
            asked = {"assistantId": assistant_id}
    else:
        results = [_result(command) for command in commands if isinstance(command, AnswerTool)]
        asked = {"results": results} if kind == TOOL_CALLS or results else {}
        beside = [command for command in commands if not isinstance(command, AnswerTool)]
    posts = tuple(_post(wire, control_url) for wire in _controls(beside))
    return PlatformAnswer(media_type="application/json", body=pydantic_core.to_json(asked), posts=posts)


def destination(command: TransferCall, *, announcement: str) -> dict[str, object]:
    """The whole record, with the announcement, "" for silence, in place of its message."""
    transfer = command.transfer
    record: dict[str, object] = {"type": "number", "number": transfer.number}
    if command.record is not None:
        record = command.record.to_wire()
    if transfer.extension:
        # policy.extension is append: its digits belong to the number, and are not to be dialled again as tones.
        record = {name: value for name, value in record.items() if name != "extension"}
        record["number"] = transfer.number + transfer.extension
        if len(transfer.number + transfer.extension) > _LONGEST_E164:
            record["numberE164CheckEnabled"] = False
    return {**record, "message": announcement}


def single_line(text: str) -> str:
    """The text on one line: a line break breaks the platform's reading of results."""
    return " ".join(text.split())


def _asked(commands: Sequence[Command], kind: str | None) -> tuple[dict[str, object], list[Command]]:
    """The answer to a request for a destination, and the commands that are not part of it."""
    answer: dict[str, object] = {}
    beside: list[Command] = []
    for command in commands:
        match command:
            case TransferCall():
                said = command.announcement.text if command.announcement is not None else ""
                answer = {"destination": destination(command, announcement=said)}
            case AnswerTool():
                answer = {"error": single_line(command.text)}
            case Say() if kind == ASSISTANT_REQUEST:
                answer = {"error": single_line(command.text)}
            case _:
                beside.append(command)
    return answer, beside


def _result(command: AnswerTool) -> dict[str, object]:
    text = "error" if command.failed else "result"
    return {"name": command.name, "toolCallId": command.call_id, text: single_line(command.text)}


def _controls(commands: Sequence[Command]) -> list[dict[str, object]]:
    """What is posted to the control URL. A goodbye and the end of the call are one message of the platform."""
    controls: list[dict[str, object]] = []
    for command in commands:
        match command:
            case TransferCall():
                controls.append(_transfer(command))
            case Say():
                controls.append({"type": "say", "content": command.text, "interruptionsEnabled": command.interruptible})
            case EndCall() if controls and controls[-1]["type"] == "say":
                controls[-1] |= {"endCallAfterSpoken": True}
            case EndCall():
                controls.append({"type": "end-call"})
            case StopSpeaking():
                raise Unsupported("vapi", "stopping what is being said")
            case ListenFor():
                raise Unsupported("vapi", "choosing the languages to listen for")
            case AnswerTool():
                raise Unsupported("vapi", "the result of a tool call outside of an answer")
    return controls


def _transfer(command: TransferCall) -> dict[str, object]:
    """The announcement stands in one place only, so that nobody hears it twice."""
    control: dict[str, object] = {"type": "transfer", "destination": destination(command, announcement="")}
    if command.announcement is not None:
        control["content"] = command.announcement.text
    return control


def _post(control: dict[str, object], control_url: str | None) -> Post:
    if control_url is None:
        raise Unsupported("vapi", "commanding a call without its control URL")
    headers = {"content-type": "application/json"}
    return Post(url=control_url, body=pydantic_core.to_json(control), headers=headers, plain=is_plain(control_url))
