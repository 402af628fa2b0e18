"""Voice platforms: what each of them sends and takes, in a folder of its own."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from adapter.calls.platform import Platform
from adapter.calls.simulator import CALLER, LINE, Simulator
from adapter.directory import Capabilities
from adapter.errors import SettingsError
from adapter.platforms.answer import answer
from adapter.platforms.conversation_relay import Telnyx, Twilio
from adapter.platforms.conversation_relay.simulator import RelaySimulator
from adapter.platforms.sipgate import Sipgate
from adapter.platforms.sipgate.simulator import SipgateSimulator
from adapter.platforms.vapi import Vapi
from adapter.platforms.vapi.simulator import VapiSimulator

__all__ = [
    "CAPABILITIES",
    "DEFAULT",
    "PLATFORMS",
    "Sipgate",
    "Telnyx",
    "Twilio",
    "Vapi",
    "answer",
    "platform_named",
    "simulator_for",
]

PLATFORMS = (Sipgate, Vapi, Twilio, Telnyx)
"""Every platform that there is."""

CAPABILITIES: Mapping[str, Capabilities] = MappingProxyType(
    {known.capabilities.platform: known.capabilities for known in PLATFORMS}
)
"""What each platform can do, by its name."""

DEFAULT = "sipgate"
"""The platform where none is named."""

_SIMULATORS: Mapping[str, Callable[..., Simulator]] = {
    "sipgate": SipgateSimulator,
    "vapi": VapiSimulator,
    "twilio": partial(RelaySimulator, Twilio.carrier),
    "telnyx": partial(RelaySimulator, Telnyx.carrier),
}


def platform_named(name: str) -> Platform:
    """A platform with its default settings. Raises `SettingsError` for a name that there is none of."""
    for known in PLATFORMS:
        if known.capabilities.platform == name:
            platform: Platform = known()
            return platform
    raise SettingsError(f"platform {name!r}: there is {', '.join(CAPABILITIES)}")


def simulator_for(platform: str = DEFAULT, *, caller: str = CALLER, line: str = LINE) -> Simulator:
    """The simulator of a platform, for one call from `caller` to `line`."""
    return _SIMULATORS[platform](caller=caller, line=line)
