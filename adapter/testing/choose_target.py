"""Which target a played call has: by what it was given, and by the platform that plays it."""

from typing import Final

from adapter.assistant import Assistant
from adapter.directory import Directory
from adapter.platforms import CAPABILITIES, DEFAULT, Telnyx, Twilio, Vapi
from adapter.testing.call_target import CallTarget, HttpTarget, InProcessTarget
from adapter.testing.relay_target import RelayTarget
from adapter.testing.vapi_target import VapiTarget

_CARRIERS = (Twilio.carrier.name, Telnyx.carrier.name)

TOKENS: Final = {DEFAULT: "ADAPTER_TOKEN", Vapi.capabilities.platform: "ADAPTER_VAPI_SECRET"}
"""The variables that hold what a platform sends to a running service as it is; the others sign."""


def platform_of(to: Assistant | CallTarget | str) -> str:
    """The platform of an assistant; a simulator of one's own plays those that are not ours."""
    named = to.platform.capabilities.platform if isinstance(to, Assistant) else DEFAULT
    return named if named in CAPABILITIES else DEFAULT


def target_of(
    to: Assistant | CallTarget | str, token: str | None, directory: Directory | None, platform: str
) -> CallTarget:
    """The target of a call. Raises `ValueError` for a token that goes nowhere."""
    if isinstance(to, str):
        return service_target(to, platform, token=token, directory=directory)
    if token is not None:
        raise ValueError("a token is for a running service, by its URL")
    return InProcessTarget(to) if isinstance(to, Assistant) else to


def service_target(
    url: str, platform: str, *, token: str | None, directory: Directory | None, keep_alive: bool = True
) -> CallTarget:
    """A running service, asked as a platform asks it. `token` is what that platform proves its messages with."""
    if platform in _CARRIERS:
        if token is not None:
            raise ValueError("a carrier has no token: make a RelayTarget with what signs its requests")
        return RelayTarget(url, directory=directory)
    if platform == Vapi.capabilities.platform:
        return VapiTarget(url, secret=token, directory=directory, keep_alive=keep_alive)
    return HttpTarget(url, token=token, directory=directory, keep_alive=keep_alive)
