"""What the platform can do (sipgate AI Flow docs: events, and the actions that answer them)."""

from adapter.directory import Capabilities

SIPGATE = Capabilities(
    platform="sipgate",
    reports_speech_end=True,
    input_timeout=True,
    returns_failed_transfers=True,
    stops_speaking=True,
    uninterruptible=True,
    digits=True,
    session_fields=("account_id",),
    max_languages=4,
    voice_providers=("azure", "eleven_labs"),
    caller_name=True,
    caller_number=True,
    extension_append=True,
    ring_seconds=(5, 120),
)
