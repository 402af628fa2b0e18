"""A carrier of ConversationRelay for tests: real requests and a real WebSocket, by the carriers' own packages."""

import json
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import httpx2
from tac.models.voice import InterruptMessage, PromptMessage, SetupMessage
from twilio.request_validator import RequestValidator
from websockets.asyncio.client import ClientConnection, connect

CALL = {
    "CallSid": "CA1",
    "AccountSid": "AC1",
    "From": "+4915112345678",
    "To": "+493023125000",
    "Direction": "inbound",
    "CallStatus": "in-progress",
}


class Document:
    """A document as the carrier reads it."""

    def __init__(self, response: httpx2.Response) -> None:
        assert response.status_code == 200, response.text
        assert response.headers["content-type"].startswith("application/xml")
        self.text = response.text
        (self.verb,) = ElementTree.fromstring(response.text)
        self.kind = self.verb.tag

    @property
    def socket(self) -> str:
        return self.verb[0].attrib["url"]

    @property
    def greeting(self) -> str:
        return self.verb[0].attrib.get("welcomeGreeting", "")

    @property
    def dialled(self) -> str:
        return self.verb[0].text or ""


class RelayClient:
    """One call. `origin` is the service's own; with a `token` everything is signed for the `public` one."""

    def __init__(self, client: httpx2.Client, *, token: str = "", public: str = "", **call: str) -> None:
        self.client = client
        self.origin = str(client.base_url).rstrip("/")
        self.token, self.public = token, public
        self.call = {**CALL, **call}

    def post(self, place: str, *, token: str | None = None, **fields: str) -> httpx2.Response:
        form = {**self.call, **fields}
        path = f"/conversation-relay/{place}"
        headers = {"content-type": "application/x-www-form-urlencoded"}
        signing = self.token if token is None else token
        if signing:
            headers["x-twilio-signature"] = RequestValidator(signing).compute_signature(f"{self.public}{path}", form)
        return self.client.post(path, content=urlencode(form), headers=headers)

    def voice(self) -> Document:
        return Document(self.post("voice", CallStatus="ringing"))

    def action(self, session: str = "VX1", **fields: str) -> Document:
        return Document(self.post("action", SessionId=session, **{"SessionStatus": "ended", **fields}))

    def back(self, status: str, leg: str = "CA2", **fields: str) -> Document:
        return Document(self.post("back", DialCallStatus=status, DialCallSid=leg, **fields))

    def connecting(self, url: str, *, token: str | None = None) -> connect:
        """Opens the WebSocket of a document; its public origin stands for this machine's."""
        signing = self.token if token is None else token
        headers = {"x-twilio-signature": RequestValidator(signing).compute_signature(url, {})} if signing else {}
        parts = urlsplit(url)
        return connect(
            f"ws{self.origin.removeprefix('http')}{parts.path}?{parts.query}",
            additional_headers=headers,
            close_timeout=0.5,
        )


class Session:
    """The frames of one WebSocket."""

    def __init__(self, connection: ClientConnection, call: str = "CA1") -> None:
        self.connection, self.call = connection, call

    async def setup(self, call: str | None = None) -> Self:
        known = {"callSid": call or self.call, "sessionId": "VX1", "accountSid": "AC1", "from": "+4915112345678"}
        await self.send(SetupMessage.model_validate({**known, "direction": "inbound"}))
        return self

    async def says(self, text: str) -> None:
        await self.send(PromptMessage.model_validate({"voicePrompt": text, "lang": "en-US", "last": True}))

    async def interrupts(self, heard: str) -> None:
        fields = {"utteranceUntilInterrupt": heard, "durationUntilInterruptMs": 460}
        await self.send(InterruptMessage.model_validate(fields))

    async def stops_speaking(self) -> None:
        await self.raw({"type": "info", "name": "agentSpeaking", "value": "off", "ts": 1})

    async def presses(self, digit: str) -> None:
        await self.raw({"type": "dtmf", "digit": digit})

    async def send(self, message: Any) -> None:
        await self.connection.send(message.model_dump_json(by_alias=True, exclude_none=True))

    async def raw(self, frame: object) -> None:
        await self.connection.send(frame if isinstance(frame, str) else json.dumps(frame))

    async def hears(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await self.connection.recv())
        return frame


def query_of(url: str) -> dict[str, str]:
    return {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
