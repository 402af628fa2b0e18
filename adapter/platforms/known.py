"""Every platform that there is, by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from adapter.calls.platform import Platform
from adapter.directory import Capabilities
from adapter.errors import SettingsError
from adapter.platforms.conversation_relay import Telnyx, Twilio
from adapter.platforms.sipgate import Sipgate
from adapter.platforms.vapi import Vapi

PLATFORMS = (Sipgate, Vapi, Twilio, Telnyx)
"""Every platform that there is."""

CAPABILITIES: Mapping[str, Capabilities] = MappingProxyType(
    {known.capabilities.platform: known.capabilities for known in PLATFORMS}
)
"""What each platform can do, by its name."""


def platform_named(name: str) -> Platform:
    """A platform with its default settings. Raises `SettingsError` for a name that there is none of."""
    for known in PLATFORMS:
        if known.capabilities.platform == name:
            platform: Platform = known()
            return platform
    raise SettingsError(f"platform {name!r}: there is {', '.join(CAPABILITIES)}")
