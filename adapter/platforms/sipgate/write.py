"""From neutral commands to the platform's actions."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import pydantic_core

from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.errors import Unsupported
from adapter.platforms.sipgate.actions import (
    Action,
    BargeInAction,
    BargeInConfig,
    ConfigureTranscriptionAction,
    HangupAction,
    SpeakAction,
    TransferAction,
    to_body,
    to_wire,
    without_fraction,
)
from adapter.platforms.sipgate.session import MAX_SESSION_ID
from adapter.transfers.plan import PlannedTransfer

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")

NumberFormat: TypeAlias = Literal["e164", "e164-no-plus"]
"""How numbers are written: older pages show a leading plus, newer ones leave it out."""

_UNINTERRUPTED = BargeInConfig(strategy="none")


def actions(commands: Iterable[Command], session_id: str, number_format: NumberFormat) -> list[Action]:
    """The actions that carry out commands, in order. Raises `Unsupported`."""
    return [_action(command, session_id, number_format) for command in commands]


def answer_body(commands: Sequence[Command], session_id: str, number_format: NumberFormat) -> bytes:
    """The JSON of the actions that carry out commands: one as an object, several as an array.

    Raises `Unsupported`, and `ValueError` for what the platform would not take.
    """
    if len(commands) == 1 and isinstance(command := commands[0], Say):
        body = _sentence(command, session_id)
        if body is not None:
            return body
    return to_body(actions(commands, session_id, number_format))


def _sentence(said: Say, session_id: str) -> bytes | None:
    """A single sentence as a `SpeakAction` writes it, without one: nearly every answer is this, and to check and write
    the action takes a fifteenth of a turn. None where the check would refuse it."""
    seconds = said.listen_seconds
    fits = 0 < len(session_id) <= MAX_SESSION_ID and said.text.strip() and 0 < seconds < math.inf
    if not fits:
        return None
    action: dict[str, object] = {"type": "speak", "session_id": session_id, "text": said.text}
    if said.voice is not None and said.voice.tts is not None:
        action["tts"] = said.voice.tts
    if not said.interruptible:
        action["barge_in"] = _UNINTERRUPTED
    action["user_input_timeout_seconds"] = without_fraction(float(seconds))
    return pydantic_core.to_json(action, by_alias=False, exclude_none=True)


def wire_actions(commands: Sequence[Command], session_id: str, number_format: NumberFormat) -> list[dict[str, object]]:
    """The same, JSON-ready."""
    return [to_wire(action) for action in actions(commands, session_id, number_format)]


def _action(command: Command, session_id: str, number_format: NumberFormat) -> Action:
    match command:
        case Say():
            return SpeakAction(
                session_id=session_id,
                text=command.text,
                tts=command.voice.tts if command.voice else None,
                barge_in=None if command.interruptible else _UNINTERRUPTED,
                user_input_timeout_seconds=command.listen_seconds,
            )
        case StopSpeaking():
            return BargeInAction(session_id=session_id)
        case TransferCall(announcement=None):
            return transfer_action(command.transfer, session_id, number_format)
        case TransferCall():
            raise Unsupported("sipgate", "an announcement within a transfer")
        case EndCall():
            return HangupAction(session_id=session_id)
        case ListenFor():
            return ConfigureTranscriptionAction(session_id=session_id, languages=command.languages)
        case AnswerTool():
            raise Unsupported("sipgate", "the result of a tool call")


def transfer_action(transfer: PlannedTransfer, session_id: str, number_format: NumberFormat) -> TransferAction:
    """The transfer action; the digits of an extension follow the number."""
    return TransferAction(
        session_id=session_id,
        target_phone_number=_written(transfer.number, number_format) + (transfer.extension or ""),
        caller_id_name=transfer.caller_id_name,
        caller_id_number=_written(transfer.caller_id_number, number_format),
        timeout=transfer.ring_seconds,
    )


def _written(number: str, number_format: NumberFormat) -> str:
    # What is no E.164 number means something else without its plus: +00… would become an exit code.
    return number.removeprefix("+") if number_format == "e164-no-plus" and _E164.fullmatch(number) else number
