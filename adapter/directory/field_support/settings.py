"""Settings of the whole directory: caller ID, fallback, voices, and what a transferCall tool has."""

from collections.abc import Iterator, Mapping

from adapter.directory.capabilities import Capabilities
from adapter.directory.directory import Directory
from adapter.directory.field_support.verdict import Verdict
from adapter.directory.voices import Voice
from adapter.vapi import ToolMessage

_MESSAGES: Mapping[str, Verdict] = {
    "request-start": ("honoured", "spoken where a destination has no message of its own"),
    "request-complete": ("ignored", "after a transfer that succeeds {platform} sends nothing more to speak in"),
    "request-failed": ("ignored", "what a caller hears who comes back is in a destination's fallbackPlan"),
    "request-response-delayed": ("ignored", "the sentence that fills a pause is in the prompt file"),
}


def verdicts(directory: Directory, capabilities: Capabilities) -> Iterator[tuple[str, Verdict]]:
    """Each setting that the file has, and what becomes of it."""
    if directory.caller_id_name is not None:
        shown: Verdict = ("honoured", "shown to whoever answers, unless a destination has its own")
        yield "caller_id_name", shown if capabilities.caller_name else ("ignored", "{platform} shows no name")
    if directory.caller_id_number is not None:
        sent: Verdict = ("honoured", "shown where neither party's number is usable")
        ours = capabilities.caller_number and not capabilities.transfer_plan
        yield (
            "caller_id_number",
            sent if ours else ("ignored", "{platform} shows a number of its own choice"),
        )
    if directory.fallback is not None:
        back = "; with it every call may come back" if capabilities.returns_failed_transfers else ""
        yield "fallback", ("honoured", f"destination {directory.fallback}{back}")
    if directory.countries is not None:
        yield "countries", ("honoured", f"checked when the file is read: {', '.join(directory.countries)}")
    for tag, voice in directory.voices.items():
        yield f"speech.{tag}", _speech(voice, capabilities)
    if capabilities.follows_language and len(directory.languages) > 1:
        yield "languages", ("translated", "{platform} recognises one at a time: the one that was spoken last")
    elif capabilities.max_languages is not None and len(directory.languages) > capabilities.max_languages:
        yield "languages", ("ignored", f"{{platform}} listens for {capabilities.max_languages} of them, the first ones")
    for index, message in enumerate(directory.messages):
        yield from _tool_message(f"messages[{index}]", message)
    if directory.rejection_plan is not None:
        yield (
            "rejectionPlan",
            (
                "honoured",
                "a transfer that it rejects is not made; it is for calls and /v1/decide, which know what was said",
            ),
        )


def _speech(voice: Voice, capabilities: Capabilities) -> Verdict:
    provider = voice.tts.provider if voice.tts is not None else None
    if not capabilities.voice_providers:
        return "ignored", "every sentence is spoken in the voice that is set up at {platform}"
    if provider is None:
        return "honoured", "sentences in that language are spoken in the voice that is set up at {platform}"
    if provider not in capabilities.voice_providers:
        known = " and ".join(capabilities.voice_providers)
        return "ignored", f"{{platform}} has voices of {known} only, so the one that is set up there speaks"
    return "honoured", "every sentence in that language is spoken in this voice"


def _tool_message(field: str, message: ToolMessage) -> Iterator[tuple[str, Verdict]]:
    yield field, _MESSAGES[message.type]
    if "blocking" in message.model_fields_set:
        yield f"{field}.blocking", ("ignored", "a transfer always waits until its announcement was heard")
