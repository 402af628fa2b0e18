"""Where handoff notes may go and what they may be signed with, checked before the first call."""

import base64
import binascii
import ipaddress
from typing import Final
from urllib.parse import urlsplit

from adapter.errors import SettingsError

MARK: Final = "whsec_"
"""What every secret of the scheme begins with."""
MIN_BYTES: Final = 24
"""The least that the standard-webhooks scheme allows of a key; `MAX_BYTES` is the most."""
MAX_BYTES: Final = 64
MAX_URL: Final = 2048


def check_address(url: str) -> None:
    """Raises `SettingsError`, without quoting it, for a URL that no note is sent to: words of callers go there."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", 0, urlsplit("")
    plain = parts.scheme == "http" and _is_loopback(host)
    if (
        not host
        or port == 0
        or not (parts.scheme == "https" or plain)
        or not (url.isascii() and url.isprintable() and " " not in url)
        or len(url) > MAX_URL
    ):
        raise SettingsError("an https:// URL, or http:// on this machine, such as https://desk.example/handoff")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise SettingsError("a URL without user, password and fragment: notes are signed, and need none of them")


def check_signing_secret(secret: str) -> None:
    """Raises `SettingsError`, without quoting it, for what is no secret of the standard-webhooks scheme."""
    try:
        key = base64.b64decode(secret.removeprefix(MARK), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(MARK) or not MIN_BYTES <= len(key) <= MAX_BYTES:
        raise SettingsError(f"{MARK} and {MIN_BYTES} to {MAX_BYTES} bytes in base64: whsec_$(openssl rand -base64 32)")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
