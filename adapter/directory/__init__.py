"""Destinations and our policy for them: loading one file, checking it, and saying what of it can be done.

What `check` and `schema` print is in `field_support`, `lint` and `schema`.
"""

from adapter.directory.capabilities import Capabilities
from adapter.directory.directory import Destination, Directory
from adapter.directory.numbers import ConfiguredNumbers
from adapter.directory.policy import KEY, MAX_KEY, Policy
from adapter.directory.ringing import RING_SECONDS, ring_seconds
from adapter.directory.voices import AzureTts, ElevenLabsTts, Tts, Voice

__all__ = [
    "KEY",
    "MAX_KEY",
    "RING_SECONDS",
    "AzureTts",
    "Capabilities",
    "ConfiguredNumbers",
    "Destination",
    "Directory",
    "ElevenLabsTts",
    "Policy",
    "Tts",
    "Voice",
    "ring_seconds",
]
