"""Voice platforms: what each of them sends and takes, in a folder of its own."""

from typing import TYPE_CHECKING

from adapter.lazy import lazy_names
from adapter.platforms.answer import answer

if TYPE_CHECKING:
    from adapter.platforms.conversation_relay import Telnyx, Twilio
    from adapter.platforms.known import CAPABILITIES, PLATFORMS, platform_named
    from adapter.platforms.simulators import simulator_for
    from adapter.platforms.sipgate import Sipgate
    from adapter.platforms.vapi import Vapi

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

DEFAULT = "sipgate"
"""The platform where none is named."""

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "CAPABILITIES": "adapter.platforms.known",
        "PLATFORMS": "adapter.platforms.known",
        "Sipgate": "adapter.platforms.sipgate",
        "Telnyx": "adapter.platforms.conversation_relay",
        "Twilio": "adapter.platforms.conversation_relay",
        "Vapi": "adapter.platforms.vapi",
        "platform_named": "adapter.platforms.known",
        "simulator_for": "adapter.platforms.simulators",
    },
)
