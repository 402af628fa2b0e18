"""The languages that a platform's speech recogniser is told to listen for."""

from collections.abc import Mapping, Sequence

from adapter.directory import AzureTts, Voice
from adapter.vapi.texts import base


def recognised_languages(languages: Sequence[str], voices: Mapping[str, Voice], limit: int) -> tuple[str, ...]:
    """BCP-47 tags, at most `limit`: a language's configured voice tells its region, else the likeliest one."""
    tags = dict.fromkeys(speech_tag(language, voices.get(language)) for language in languages)
    return tuple(tags)[:limit]


def speech_tag(language: str, voice: Voice | None) -> str:
    """A language's BCP-47 tag with a region: that of its voice, else the likeliest one."""
    if voice is not None and isinstance(voice.tts, AzureTts) and voice.tts.language:
        return voice.tts.language
    # Its tables take a tenth of the time of a command, and only calls need them.
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        likely = Language.get(language).maximize()
    except LanguageTagError:
        return language
    return f"{likely.language}-{likely.territory}" if likely.territory else base(language)
