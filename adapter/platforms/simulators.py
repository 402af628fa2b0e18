"""The simulator of each platform, by its name."""

from collections.abc import Callable, Mapping
from functools import partial

from adapter.calls.simulator import CALLER, LINE, Simulator
from adapter.platforms import DEFAULT
from adapter.platforms.conversation_relay import Telnyx, Twilio
from adapter.platforms.conversation_relay.simulator import RelaySimulator
from adapter.platforms.sipgate.simulator import SipgateSimulator
from adapter.platforms.vapi.simulator import VapiSimulator

_SIMULATORS: Mapping[str, Callable[..., Simulator]] = {
    "sipgate": SipgateSimulator,
    "vapi": VapiSimulator,
    "twilio": partial(RelaySimulator, Twilio.carrier),
    "telnyx": partial(RelaySimulator, Telnyx.carrier),
}


def simulator_for(platform: str = DEFAULT, *, caller: str = CALLER, line: str = LINE) -> Simulator:
    """The simulator of a platform, for one call from `caller` to `line`."""
    return _SIMULATORS[platform](caller=caller, line=line)
