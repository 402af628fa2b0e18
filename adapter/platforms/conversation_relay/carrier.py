"""The carriers that have ConversationRelay: what is different between them is a row of data, and the proof."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from adapter.directory import Capabilities
from adapter.extras import Extra


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """One carrier: what it can do, how its messages are known, and which attributes its documents take."""

    capabilities: Capabilities
    extra: Extra
    signature_header: str
    """Bears the proof of a request, and tells whose it is."""
    relay: Mapping[str, str]
    """Attributes of every `<ConversationRelay>`, beside those that depend on the call."""
    dial: Mapping[str, str]
    """The same of every `<Dial>`."""
    caller_name: str | None = None
    """The attribute of `<Dial>` that shows a name."""
    preemptible: bool = False
    """A sentence that may not be interrupted by the caller can be by the next one of ours."""
    names_inquiries: bool = False
    """Its requests say which session or dialled leg is over. Where they do not, our own addresses do."""

    @property
    def name(self) -> str:
        return self.capabilities.platform


VOICE_PROVIDERS: Mapping[str, str] = MappingProxyType({"eleven_labs": "ElevenLabs"})
"""What the carriers call the providers of a directory's `speech`. Those with voices of other names are left out."""

_RELAY = Capabilities(
    platform="conversation_relay",
    returns_failed_transfers=True,
    uninterruptible=True,
    digits=True,
    speaks_in_parts=True,
    asks_what_next=True,
    follows_language=True,
    max_languages=1,
    voice_providers=tuple(VOICE_PROVIDERS),
    caller_number=True,
    extension_append=True,
)
"""What both carriers can do."""

TWILIO = Carrier(
    capabilities=replace(
        _RELAY, platform="twilio", reports_speech_end=True, extension_tones=True, ring_seconds=(1, 600)
    ),
    extra="twilio",
    signature_header="x-twilio-signature",
    relay=MappingProxyType(
        {
            "interruptible": "any",
            # What is said or pressed while the assistant speaks is not reported unless that is asked for.
            "reportInputDuringAgentSpeech": "any",
            "dtmfDetection": "true",
            "events": "speaker-events tokens-played",
        }
    ),
    dial=MappingProxyType({"answerOnBridge": "true"}),
    preemptible=True,
    names_inquiries=True,
)
"""Twilio docs: TwiML Voice, ConversationRelay, Dial and Number; "Getting and sending WebSocket messages"."""

TELNYX = Carrier(
    capabilities=replace(_RELAY, platform="telnyx", caller_name=True, ring_seconds=(5, 120)),
    extra="telnyx",
    signature_header="telnyx-signature-ed25519",
    relay=MappingProxyType({"interruptible": "any", "dtmfDetection": "true"}),
    dial=MappingProxyType({}),
    caller_name="fromDisplayName",
)
"""Telnyx docs: TeXML, ConversationRelay and Dial. It documents no report of the end of a speech, no tones after answer
and no field that names a session; all of it is untried on a real account."""
