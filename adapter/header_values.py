"""Settings that are compared with headers, or sent in them: secrets and origins."""

import re

from adapter.errors import SettingsError

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


def check_secret(value: str) -> None:
    """Raises `SettingsError`, without quoting it, for a secret that no header can carry: nobody could ever send it."""
    if value != value.strip() or not value.isprintable():
        raise SettingsError("a secret is not blank, has no white space at its ends, and no line break in it")


def origins_of(value: str) -> tuple[str, ...]:
    """The origins in a comma-separated list, as a browser sends them. Raises `SettingsError` for what is none."""
    origins = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    if not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise SettingsError("an origin is a scheme and a host, such as https://desk.example or http://localhost:3000")
    return origins
