"""Whether a message comes from the platform: an HMAC over it, a bearer token, or the older secret in a header."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from adapter.errors import SignatureError

SIGNATURE_HEADER = "x-signature"
TIMESTAMP_HEADER = "x-timestamp"
SECRET_HEADER = "x-vapi-secret"  # noqa: S105 - the header's name
"""The defaults of Vapi's HMAC credential (HmacAuthenticationPlan), and the header of a server's inline secret."""

TOLERANCE = 300.0
"""Seconds that a signature may be old, or ahead of our clock."""
_LONGEST_TIMESTAMP = 16
_MILLISECONDS_FROM = 100_000_000_000
"""The docs do not say the unit. So many seconds are the year 5138, so many milliseconds were in 1973."""


def verify(headers: Mapping[str, str], body: bytes, secret: bytes, now: datetime) -> None:
    """Raises `SignatureError` for a message that the platform has not sent. A signature goes before a token."""
    if SIGNATURE_HEADER in headers:
        _verify_signature(headers, body, secret, now)
        return
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    offered = (bearer.strip() if scheme.lower() == "bearer" else "", headers.get(SECRET_HEADER, ""))
    if not any([_same(given, secret) for given in offered]):  # noqa: C419 - always both, in the same time
        raise SignatureError("no or wrong secret: a bearer token, or the header X-Vapi-Secret")


def _verify_signature(headers: Mapping[str, str], body: bytes, secret: bytes, now: datetime) -> None:
    written = headers.get(TIMESTAMP_HEADER, "").strip()
    signed = written.encode("latin-1", "replace") + b"." + body
    wanted = hmac.new(secret, signed, hashlib.sha256).hexdigest().encode()
    given = headers[SIGNATURE_HEADER].strip().lower().encode("utf-8", "replace")
    if not hmac.compare_digest(given, wanted):
        raise SignatureError("the signature in X-Signature is not that of X-Timestamp and the body", status=403)
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_TIMESTAMP):
        raise SignatureError("X-Timestamp is no moment in seconds or milliseconds", status=403)
    moment = float(written)
    if moment >= _MILLISECONDS_FROM:
        moment /= 1000
    if abs(now.timestamp() - moment) > TOLERANCE:
        raise SignatureError("the signature is too old, or the clocks differ", status=403)


def _same(given: str, secret: bytes) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret)
