"""What a carrier takes in documents and frames, by its reference: for the simulator, which refuses everything else."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from adapter.platforms.conversation_relay.carrier import Carrier

_TELNYX_RELAY = frozenset(
    {
        "url",
        "welcomeGreeting",
        "voice",
        "language",
        "transcriptionProvider",
        "interruptible",
        "welcomeGreetingInterruptible",
        "dtmfDetection",
    }
)
_RELAY = _TELNYX_RELAY | {"reportInputDuringAgentSpeech", "events", "ttsProvider"}
_TELNYX_DIAL = frozenset({"action", "method", "timeout", "timeLimit", "callerId", "fromDisplayName"})
_DIAL = frozenset({"action", "method", "timeout", "callerId", "answerOnBridge"})
_LANGUAGE = frozenset({"code", "ttsProvider", "voice", "transcriptionProvider", "speechModel"})

_FRAMES: Mapping[str, Mapping[str, type]] = {
    "text": {"token": str, "last": bool, "lang": str, "interruptible": bool, "preemptible": bool},
    "language": {"ttsLanguage": str, "transcriptionLanguage": str},
    "end": {"handoffData": str},
}


def check_document(response: Element, carrier: Carrier) -> None:
    """Raises `ValueError` for a document that the carrier would not carry out as it is meant."""
    whole = carrier.names_inquiries
    verbs: Mapping[tuple[str, ...], frozenset[str]] = {
        ("Connect",): frozenset({"action", "method"}),
        ("Connect", "ConversationRelay"): _RELAY if whole else _TELNYX_RELAY,
        ("Connect", "ConversationRelay", "Language"): _LANGUAGE,
        ("Dial",): _DIAL if whole else _TELNYX_DIAL,
        ("Dial", "Number"): frozenset({"sendDigits"} if carrier.capabilities.extension_tones else ()),
        ("Hangup",): frozenset(),
    }
    if response.tag != "Response" or len(response) != 1:
        raise ValueError("a document is a Response with one verb")
    _check_element(response[0], (response[0].tag,), verbs)


def _check_element(element: Element, path: tuple[str, ...], verbs: Mapping[tuple[str, ...], frozenset[str]]) -> None:
    if path not in verbs:
        raise ValueError(f"<{path[-1]}> does not belong here")
    unknown = element.attrib.keys() - verbs[path]
    if unknown:
        raise ValueError(f"<{path[-1]}> has no attribute {', '.join(sorted(unknown))}")
    for child in element:
        _check_element(child, (*path, child.tag), verbs)


def check_frame(frame: Mapping[str, Any], carrier: Carrier) -> None:
    """Raises `ValueError` for a frame that the carrier would drop."""
    known = _FRAMES.get(str(frame.get("type")))
    if known is None:
        raise ValueError("a frame of a kind that there is none of")
    for name, value in frame.items():
        if name != "type" and (name not in known or not isinstance(value, known[name])):
            raise ValueError(f"{frame['type']}: {name} is not taken like that")
    if "preemptible" in frame and not carrier.preemptible:
        raise ValueError("text: preemptible is not documented for this carrier")
    if frame["type"] == "text" and "last" not in frame:
        raise ValueError("text: without last the caller may hear nothing")
    if frame["type"] == "text" and not frame["last"] and not frame["token"].strip():
        raise ValueError("text: a part without words")
