"""The capabilities of the platforms that there are."""

from collections.abc import Mapping
from types import MappingProxyType

from adapter.directory.capabilities import Capabilities

# sipgate AI Flow docs: events, actions speak, transfer, barge_in and configure_transcription.
SIPGATE = Capabilities(
    platform="sipgate",
    reports_speech_end=True,
    input_timeout=True,
    returns_failed_transfers=True,
    stops_speaking=True,
    uninterruptible=True,
    digits=True,
    max_languages=4,
    voice_providers=("azure", "eleven_labs"),
    caller_name=True,
    caller_number=True,
    extension_append=True,
    ring_seconds=(5, 120),
)

CAPABILITIES: Mapping[str, Capabilities] = MappingProxyType({known.platform: known for known in (SIPGATE,)})
"""By platform."""
