"""ConversationRelay: a WebSocket for a conversation, and documents for everything that happens around it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

import pydantic_core

from adapter.calls.commands import Command
from adapter.calls.events import Event
from adapter.calls.inquiries import told_to
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.state import Call, Told
from adapter.directory import Capabilities
from adapter.errors import EventError, SignatureError
from adapter.extras import require
from adapter.platforms.conversation_relay.addresses import Addresses, borne, place_of
from adapter.platforms.conversation_relay.carrier import TELNYX, TWILIO, Carrier
from adapter.platforms.conversation_relay.forms import Form, read_form
from adapter.platforms.conversation_relay.proofs import Proof, proof_of
from adapter.platforms.conversation_relay.read import frame_fields, read_request
from adapter.platforms.conversation_relay.write import frames

DOCUMENT = "application/xml"


class ConversationRelay:
    """The platform, as one of its carriers has it.

    `secrets` prove its requests, several while one is replaced; without any it believes whoever reaches it.
    `public_url` is the origin by which the carrier reaches us; left out, that of each request. Raises `OperatorError`.
    """

    carrier: ClassVar[Carrier]
    capabilities: ClassVar[Capabilities]

    def __init__(self, *, secrets: Sequence[str] = (), public_url: str | None = None) -> None:
        require(self.carrier.extra, f"the platform {self.carrier.name}")
        # an extra
        from adapter.platforms.conversation_relay.documents import document

        self._document: Callable[[Sequence[Command], Call, Told | None, Addresses, Carrier], str] = document
        self._proof: Proof | None = proof_of(self.carrier.name, secrets)
        self.public_url = public_url

    @property
    def verifies(self) -> bool:
        """Whether it has a secret."""
        return self._proof is not None

    def verify(self, request: PlatformRequest, now: datetime) -> None:
        """Checks the signature; of a WebSocket also that it bears a ticket, and that its first frame is of its call.

        A WebSocket's request has no body when it is opened, and afterwards a frame. Raises `SignatureError`.
        """
        url = Addresses.of(request, self.public_url).requested(request)
        if place_of(request) != "socket":
            if self._proof is not None:
                self._proof.check_request(url, request.body, _form(request), request.headers, now)
            return
        if self._proof is not None:
            self._proof.check_upgrade(url, request.headers)
        known = borne(request.url)
        if not request.body and not (known.call and known.token):
            raise SignatureError("no token in the address")
        if known.call and _names_another(request.body, known.call):
            raise SignatureError("the first frame is of another call", status=403)

    def read(self, request: PlatformRequest) -> Event:
        """The event in a request or a frame. Raises `EventError`, and nothing else, for what is none."""
        return read_request(request, self.carrier.name)

    def write(self, request: PlatformRequest, call: Call, commands: Sequence[Command]) -> PlatformAnswer:
        """To a request a document, always; else an array of frames, each of which is a message of the WebSocket.

        There is nothing to stop a sentence with, so that command is left out: a key or the caller's voice has stopped
        what can be interrupted, and where the carrier can (`preemptible`) our next sentence stops the others.
        """
        if place_of(request) == "socket":
            wire = frames(commands, self.carrier)
            if not wire:
                return PlatformAnswer()
            return PlatformAnswer(media_type="application/json", body=pydantic_core.to_json(wire))
        told = told_to(call, self.read(request))
        addresses = Addresses.of(request, self.public_url)
        text = self._document(commands, call, told, addresses, self.carrier)
        return PlatformAnswer(media_type=DOCUMENT, body=text.encode())


class Twilio(ConversationRelay):
    """Twilio's, whole: `secrets` are auth tokens."""

    carrier = TWILIO
    capabilities = TWILIO.capabilities


class Telnyx(ConversationRelay):
    """Telnyx's, as far as its pages go: `secrets` are public keys."""

    carrier = TELNYX
    capabilities = TELNYX.capabilities


def _form(request: PlatformRequest) -> Form:
    try:
        return read_form(request.body)
    except EventError:
        return Form([])


def _names_another(body: bytes, call: str) -> bool:
    """Whether a frame is a connection's first one and names another call than the connection does."""
    try:
        frame = frame_fields(body)
    except EventError:
        return False
    return frame["type"] == "setup" and bool(frame.get("callSid", call) != call)
