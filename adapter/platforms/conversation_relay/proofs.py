"""How each carrier proves that a request is its own."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from adapter.errors import SettingsError, SignatureError
from adapter.extras import require
from adapter.platforms.conversation_relay.forms import Form

TOLERANCE = 300
"""Seconds by which the time of a signature may differ from ours (Telnyx docs, and its packages)."""


class Proof(Protocol):
    """A carrier's secret, and what it proves."""

    def check_request(self, url: str, body: bytes, form: Form, headers: Mapping[str, str], now: datetime) -> None:
        """Raises `SignatureError` for a request that the carrier has not signed, or too long ago."""
        ...

    def check_upgrade(self, url: str, headers: Mapping[str, str]) -> None:
        """The same for the upgrade to a WebSocket at an address of ours."""
        ...


class TwilioProof:
    """`X-Twilio-Signature`, by one of several auth tokens while they are replaced."""

    def __init__(self, tokens: Sequence[str]) -> None:
        # an extra
        from twilio.request_validator import HMAC_SHA1, HMAC_SHA256, RequestValidator, get_signature_algorithm

        self._validators = [RequestValidator(token) for token in tokens]
        self._algorithms = (HMAC_SHA1, HMAC_SHA256)
        self._algorithm_of = get_signature_algorithm

    def check_request(self, url: str, body: bytes, form: Form, headers: Mapping[str, str], now: datetime) -> None:  # noqa: ARG002 - it bears no time
        self._check(url, form, headers)

    def check_upgrade(self, url: str, headers: Mapping[str, str]) -> None:
        self._check(url, Form([]), headers)

    def _check(self, url: str, form: Form, headers: Mapping[str, str]) -> None:
        signature = headers.get("x-twilio-signature", "")
        if not signature:
            raise SignatureError("no signature in the header X-Twilio-Signature")
        algorithm = self._algorithm_of(headers.get("x-twilio-webhooks-signature-settings", ""))
        # the package would quote an algorithm that it does not know in a log line
        known = algorithm.upper() in self._algorithms
        try:
            valid = known and any(validator.validate(url, form, signature, algorithm) for validator in self._validators)
        except ValueError:  # an address that is none
            valid = False
        if not valid:
            raise SignatureError("wrong signature in the header X-Twilio-Signature", status=403)


class TelnyxProof:
    """`telnyx-signature-ed25519` over the time and the body, by one of several public keys while they are replaced.

    With the package that Telnyx's own verification is made of: that one asks the machine's clock, which is an argument
    here, and takes seconds to import.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        # an extra
        from nacl.exceptions import BadSignatureError
        from nacl.signing import VerifyKey

        self._bad = BadSignatureError
        try:
            self._checks = [VerifyKey(base64.b64decode(key, validate=True)).verify for key in keys]
        except (ValueError, TypeError):
            raise SettingsError(
                "ADAPTER_TELNYX_PUBLIC_KEY: a public key is 32 bytes in base64, as Telnyx's portal shows it"
            ) from None

    def check_request(self, url: str, body: bytes, form: Form, headers: Mapping[str, str], now: datetime) -> None:  # noqa: ARG002 - it covers time and body
        given, told = headers.get("telnyx-signature-ed25519", ""), headers.get("telnyx-timestamp", "")
        if not given or not told:
            raise SignatureError("no signature in the headers telnyx-signature-ed25519 and telnyx-timestamp")
        if not (told.isascii() and told.isdigit() and len(told) <= 12):
            raise SignatureError("the header telnyx-timestamp is no time", status=403)
        if abs(now.timestamp() - int(told)) > TOLERANCE:
            raise SignatureError("the signature is too old, or from the future", status=403)
        try:
            signature = base64.b64decode(given, validate=True)
        except (ValueError, binascii.Error):
            signature = b""
        if not any(self._signed(check, f"{told}|".encode() + body, signature) for check in self._checks):
            raise SignatureError("wrong signature in the header telnyx-signature-ed25519", status=403)

    def check_upgrade(self, url: str, headers: Mapping[str, str]) -> None:
        """Nothing: no signature of the upgrade is documented, so that the ticket in the address is its proof."""

    def _signed(self, check: Callable[[bytes, bytes], object], message: bytes, signature: bytes) -> bool:
        try:
            check(message, signature)
        except (self._bad, ValueError, TypeError):
            return False
        return True


def proof_of(carrier: str, secrets: Sequence[str]) -> Proof | None:
    """The proof of a carrier, None without its secret. Raises `OperatorError` where it cannot be used."""
    if not secrets:
        return None
    if carrier == "twilio":
        require("twilio", "ADAPTER_TWILIO_AUTH_TOKEN")
        return TwilioProof(secrets)
    require("telnyx", "ADAPTER_TELNYX_PUBLIC_KEY")
    return TelnyxProof(secrets)
