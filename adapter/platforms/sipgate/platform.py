"""sipgate AI Flow: events over HTTP or a WebSocket, each answered with actions."""

import hmac
from collections.abc import Sequence
from datetime import datetime

from adapter.calls.commands import Command
from adapter.calls.events import Event
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.directory import Capabilities
from adapter.errors import SignatureError
from adapter.platforms.sipgate.capabilities import SIPGATE
from adapter.platforms.sipgate.events import read_event
from adapter.platforms.sipgate.read import neutral
from adapter.platforms.sipgate.write import NumberFormat, answer_body

TOKEN_HEADER = "x-api-token"  # noqa: S105 - the header's name
"""The platform's header (sipgate AI Flow docs, authentication). One example of theirs shows X-API-Key; their own apps
check this one."""


class Sipgate:
    """The platform. With `token` every message has to bear it; the service has a check of its own, before the body."""

    capabilities: Capabilities = SIPGATE

    def __init__(self, *, number_format: NumberFormat = "e164", token: str | None = None) -> None:
        self.number_format: NumberFormat = number_format
        self._token = token.encode() if token else None

    @property
    def verifies(self) -> bool:
        """Whether it compares a token."""
        return self._token is not None

    def verify(self, request: PlatformRequest, now: datetime) -> None:  # noqa: ARG002 - a token does not grow old
        """Compares the token in constant time. Raises `SignatureError`."""
        if self._token is None:
            return
        given = request.headers.get(TOKEN_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._token):
            raise SignatureError("no or wrong token in the header X-API-TOKEN")

    def read(self, request: PlatformRequest) -> Event:
        """The event in a message. Raises `EventError`, and nothing else, for what is none."""
        return neutral(read_event(request.body))

    def write(self, request: PlatformRequest, call: Call, commands: Sequence[Command]) -> PlatformAnswer:  # noqa: ARG002
        """One action as an object, several as an array in order, 204 for none: any other 200 ends the listening."""
        if not commands:
            return PlatformAnswer(status=204)
        body = answer_body(commands, call.id, self.number_format)
        return PlatformAnswer(media_type="application/json", body=body)
