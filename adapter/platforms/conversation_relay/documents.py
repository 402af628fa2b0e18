"""From neutral commands to the document that a carrier carries out: TwiML, which Telnyx takes as TeXML."""

from collections.abc import Sequence

from twilio.twiml.voice_response import ConversationRelay, VoiceResponse

from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, TransferCall
from adapter.calls.state import Call, Told
from adapter.directory import ElevenLabsTts, Voice
from adapter.errors import Unsupported
from adapter.platforms.conversation_relay.addresses import Addresses, mark_of
from adapter.platforms.conversation_relay.carrier import VOICE_PROVIDERS, Carrier
from adapter.transfers.caller_id import ANONYMOUS

_WAIT = "wwww"
"""Two seconds before an extension's tones: whoever answers by machine begins to listen then."""

_MAX_NAME = 128
"""Characters of a name that is shown (Telnyx docs, TeXML Dial)."""


def document(commands: Sequence[Command], call: Call, told: Told | None, addresses: Addresses, carrier: Carrier) -> str:
    """The document for a call: a transfer, the end, or a connection whose first sentence is ours. Raises `Unsupported`.

    `told` is what the call keeps of it: the ticket that opens the connection, and the transfer's number in the call.
    """
    for command in commands:
        match command:
            case TransferCall(announcement=None):
                return _dial(command, call.transfers if told is None else told.transfer, addresses, carrier)
            case EndCall():
                return _hangup()
            case TransferCall():
                raise Unsupported(carrier.name, "an announcement within a transfer")
            case AnswerTool():
                raise Unsupported(carrier.name, "the result of a tool call")
            case _:
                pass
    if call.phase == "ended":
        return _hangup()
    return _connect(commands, call, "" if told is None else told.ticket, addresses, carrier)


def _hangup() -> str:
    response = VoiceResponse()
    response.hangup()
    return str(response)


def _dial(command: TransferCall, number: int, addresses: Addresses, carrier: Carrier) -> str:
    sent = command.transfer
    attributes: dict[str, object] = {**carrier.dial}
    if sent.ring_seconds is not None:
        attributes["timeout"] = sent.ring_seconds
    if sent.caller_id_number != ANONYMOUS:
        attributes["callerId"] = sent.caller_id_number
    if carrier.caller_name is not None:
        attributes[carrier.caller_name] = sent.caller_id_name[:_MAX_NAME]
    over = {} if carrier.names_inquiries else {"over": f"transfer-{number}"}
    response = VoiceResponse()
    dial = response.dial(action=addresses.post("back", **over), method="POST", **attributes)
    if command.tones and not carrier.capabilities.extension_tones:
        raise Unsupported(carrier.name, "tones after somebody has answered")
    tones = {"sendDigits": f"{_WAIT}{command.tones}"} if command.tones else {}
    dial.number(sent.number + (sent.extension or ""), **tones)
    return str(response)


def _connect(commands: Sequence[Command], call: Call, ticket: str, addresses: Addresses, carrier: Carrier) -> str:
    said = [command for command in commands if isinstance(command, Say)]
    attributes: dict[str, object] = {**carrier.relay}
    if said:
        attributes["welcomeGreeting"] = " ".join(sentence.text for sentence in said)
        attributes["welcomeGreetingInterruptible"] = "any" if said[-1].interruptible else "none"
    listening = next((command for command in commands if isinstance(command, ListenFor)), None)
    if listening is not None:
        attributes["language"] = listening.languages[0]
    over = {} if carrier.names_inquiries else {"over": mark_of(ticket)}
    response = VoiceResponse()
    connect = response.connect(action=addresses.post("action", **over), method="POST")
    relay = connect.conversation_relay(url=addresses.socket(call.id, ticket), **attributes)
    if listening is not None:
        voices = listening.voices or (None,) * len(listening.languages)
        for tag, voice in zip(listening.languages, voices, strict=True):
            _language(relay, tag, voice)
    return str(response)


def _language(relay: ConversationRelay, tag: str, voice: Voice | None) -> None:
    tts = voice.tts if voice is not None else None
    spoken: dict[str, str] = {}
    if isinstance(tts, ElevenLabsTts):
        spoken["ttsProvider"] = VOICE_PROVIDERS[tts.provider]
        if tts.voice is not None:
            spoken["voice"] = tts.voice
    relay.language(code=tag, **spoken)
