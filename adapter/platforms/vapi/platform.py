"""Vapi: server messages in, their answers out, and commands to a running call by its control URL."""

from collections.abc import Sequence
from datetime import datetime

from adapter.calls.commands import Command
from adapter.calls.events import Event
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.directory import Capabilities
from adapter.errors import EventError
from adapter.platforms.vapi.capabilities import VAPI
from adapter.platforms.vapi.control import DEFAULT_HOSTS, uncontrollable
from adapter.platforms.vapi.read import neutral
from adapter.platforms.vapi.verify import verify
from adapter.platforms.vapi.wire import Message, decoded, read_message
from adapter.platforms.vapi.write import answer_to


class Vapi:
    """The platform. It runs the model and speaks by itself; the choice of its model, or the question where to transfer
    a call, comes to us.

    `secret` is what its bearer token or `X-Vapi-Secret` must be, or the key of its HMAC. `control_hosts` are the hosts
    of control URLs, exact or as a suffix with its dot; plain http only on an exact one. `assistant_id` is the Vapi
    assistant that takes calls to a number without one; left out, those go where the directory's fallback leads.
    """

    capabilities: Capabilities = VAPI

    def __init__(
        self,
        *,
        secret: str | None = None,
        control_hosts: Sequence[str] = DEFAULT_HOSTS,
        assistant_id: str | None = None,
    ) -> None:
        self._secret = secret.encode() if secret else None
        self._control_hosts = frozenset(host.lower() for host in control_hosts)
        self._assistant_id = assistant_id or None

    @property
    def verifies(self) -> bool:
        """Whether it has a secret."""
        return self._secret is not None

    def verify(self, request: PlatformRequest, now: datetime) -> None:
        """Raises `SignatureError` for a message that bears neither the signature nor the secret."""
        if self._secret is not None:
            verify(request.headers, request.body, self._secret, now)

    def read(self, request: PlatformRequest) -> Event:
        """The event in a message. Raises `EventError`, and nothing else, for what is none."""
        return neutral(read_message(request.body), assistant_id=self._assistant_id, control_hosts=self._control_hosts)

    def write(self, request: PlatformRequest, call: Call, commands: Sequence[Command]) -> PlatformAnswer:  # noqa: ARG002
        """A destination or an error, a result for each tool call, `{}` for everything else; status 200 always."""
        message = _message(request)
        url = None if message is None else message.control_url
        allowed = url if uncontrollable(url, self._control_hosts) is None else None
        return answer_to(message, commands, assistant_id=self._assistant_id, control_url=allowed)


def _message(request: PlatformRequest) -> Message | None:
    """The message to be answered, None where no platform has sent one."""
    if not request.body:
        return None
    try:
        return decoded(request.body)
    except EventError:
        return None
