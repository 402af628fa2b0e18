"""From neutral commands to the frames of a WebSocket. Strict."""

import json
from collections.abc import Sequence

from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.errors import Unsupported
from adapter.platforms.conversation_relay.carrier import Carrier
from adapter.transfers.recognition import speech_tag


def frames(commands: Sequence[Command], carrier: Carrier) -> list[dict[str, object]]:
    """The frames that carry out commands, in order. Raises `Unsupported`."""
    return [frame for command in commands if (frame := _frame(command, carrier)) is not None]


def _frame(command: Command, carrier: Carrier) -> dict[str, object] | None:
    match command:
        case Say():
            return _text(command, carrier)
        case StopSpeaking():
            # There is no frame for it: the caller's voice or key stops a sentence, the next sentence one that is
            # preemptible.
            return None
        case ListenFor():
            tag = command.languages[0]
            return {"type": "language", "ttsLanguage": tag, "transcriptionLanguage": tag}
        case TransferCall(announcement=None):
            # It passes through the carrier's logs: a key says what for, and the number is in the next document.
            return {"type": "end", "handoffData": json.dumps({"transfer": command.transfer.key})}
        case EndCall():
            return {"type": "end"}
        case TransferCall():
            raise Unsupported(carrier.name, "an announcement within a transfer")
        case AnswerTool():
            raise Unsupported(carrier.name, "the result of a tool call")


def _text(said: Say, carrier: Carrier) -> dict[str, object]:
    frame: dict[str, object] = {
        "type": "text",
        "token": f"{said.text} " if said.more else said.text,
        "last": not said.more,
        "lang": speech_tag(said.language, said.voice),
        "interruptible": said.interruptible,
    }
    if carrier.preemptible and not said.interruptible:
        frame["preemptible"] = True
    return frame
