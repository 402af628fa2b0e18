"""Requests signed as the carriers sign them: by Twilio's own package, and by the one that Telnyx's is made of."""

import base64
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from nacl.signing import SigningKey
from twilio.request_validator import RequestValidator

from adapter.calls.platform import PlatformRequest

ORIGIN = "https://calls.example"
_ROOM = "/conversation-relay"
VOICE = PlatformRequest(
    body=b"CallSid=CA1&From=%2B4915112345678&To=%2B493023125000",
    endpoint=f"{_ROOM}/voice",
    url=f"http://x{_ROOM}/voice",
)
SOCKET = PlatformRequest(body=b"", endpoint=_ROOM, url=f"ws://x{_ROOM}?call=CA1&token=twilio.n")
BARE = PlatformRequest(body=b"", endpoint=_ROOM, url=f"ws://x{_ROOM}")
"""An upgrade without a token."""


def changed(request: PlatformRequest) -> PlatformRequest:
    """The same request with another body, after it was signed."""
    return replace(request, body=b"CallSid=CA2")


def twilio_signed(
    request: PlatformRequest, token: str, *, origin: str = ORIGIN, algorithm: str | None = None
) -> PlatformRequest:
    """Signed over the address as Twilio sees it: that of a WebSocket begins with wss and has no fields beside it."""
    parts = urlsplit(request.url)
    socket = parts.scheme.startswith("ws")
    url = (
        f"{origin.replace('http', 'ws', 1) if socket else origin}{parts.path}{'?' if parts.query else ''}{parts.query}"
    )
    form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    headers = {"x-twilio-signature": RequestValidator(token).compute_signature(url, form, algorithm)}
    if algorithm:
        headers["x-twilio-webhooks-signature-settings"] = f"key=webhooks_sharedkey_1,algorithm={algorithm}"
    return replace(request, headers=headers)


def telnyx_key(seed: bytes) -> tuple[SigningKey, str]:
    """A key, and its public half as the portal shows it."""
    key = SigningKey(seed.ljust(32, b"\0"))
    return key, base64.b64encode(bytes(key.verify_key)).decode()


def telnyx_signed(request: PlatformRequest, key: SigningKey, at: float) -> PlatformRequest:
    """Signed at a moment, over that and the body."""
    told = str(int(at))
    signature = base64.b64encode(key.sign(f"{told}|".encode() + request.body).signature).decode()
    return replace(request, headers={"telnyx-signature-ed25519": signature, "telnyx-timestamp": told})
