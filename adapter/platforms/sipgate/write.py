"""From neutral commands to the platform's actions."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

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
    to_wire,
)
from adapter.transfers.plan import PlannedTransfer

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")

NumberFormat: TypeAlias = Literal["e164", "e164-no-plus"]
"""How numbers are written: older pages show a leading plus, newer ones leave it out."""

_UNINTERRUPTED = BargeInConfig(strategy="none")


def actions(commands: Iterable[Command], session_id: str, number_format: NumberFormat) -> list[Action]:
    """The actions that carry out commands, in order. Raises `Unsupported`."""
    return [_action(command, session_id, number_format) for command in commands]


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
