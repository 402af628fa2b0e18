"""A platform of another make, for tests: its own JSON, no report of the end of a speech, and no transfer comes back."""

import json
from collections.abc import Sequence
from datetime import datetime

from adapter.calls.commands import Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.calls.events import CallEnded, CallerSaid, CallStarted, Event, KeyPressed, Unrecognised
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.directory import Capabilities
from adapter.errors import EventError, SignatureError, Unsupported
from adapter.transfers.call_info import CallInfo

KEYS = frozenset("0123456789*#")


class Dialect:
    """`{"line": "c1", "what": "heard", "words": "…"}` in, `{"do": [{"say": "…"}, {"dial": "…"}]}` out."""

    capabilities = Capabilities(platform="dialect", stops_speaking=True, digits=True, uninterruptible=True)

    def __init__(self, secret: str | None = None) -> None:
        self._secret = secret

    @property
    def verifies(self) -> bool:
        return self._secret is not None

    def verify(self, request: PlatformRequest, now: datetime) -> None:
        if self._secret is not None and request.headers.get("secret") != self._secret:
            raise SignatureError("no or wrong secret")

    def read(self, request: PlatformRequest) -> Event:
        try:
            message = json.loads(request.body)
            call = CallInfo(id=message["line"], from_number=message.get("from"))
            if not isinstance(call.id, str) or not call.id:
                raise EventError("line: an id is needed")
            match message.get("what"):
                case "begin":
                    return CallStarted(call=call)
                case "heard":
                    text = message.get("words", "")
                    return CallerSaid(call=call, text=str(text), interrupted=bool(message.get("cut")))
                case "key":
                    digit = message.get("digit")
                    return KeyPressed(call=call, digit=digit if digit in KEYS else None)
                case "over":
                    return CallEnded(call=call)
                case kind:
                    return Unrecognised(call=call, kind=str(kind))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise EventError("no message of the dialect") from error

    def write(self, request: PlatformRequest, call: Call, commands: Sequence[Command]) -> PlatformAnswer:
        todo = [self._written(command) for command in commands]
        return PlatformAnswer(media_type="application/json", body=json.dumps({"do": todo}).encode())

    def _written(self, command: Command) -> dict[str, object]:
        match command:
            case Say():
                return {"say": command.text, "whole": not command.interruptible}
            case StopSpeaking():
                return {"hush": True}
            case TransferCall(announcement=None):
                return {"dial": command.transfer.number, "show": command.transfer.caller_id_number}
            case EndCall():
                return {"bye": True}
            case ListenFor():
                raise Unsupported("dialect", "choosing the languages")
            case _:
                raise Unsupported("dialect", type(command).__name__)
