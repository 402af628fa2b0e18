"""Which languages the speech recogniser is told to listen for."""

import pytest

from adapter.directory import AzureTts, ElevenLabsTts, Voice
from adapter.transfers.recognition import recognised_languages


def azure(language: str | None) -> Voice:
    return Voice(tts=AzureTts(language=language))


@pytest.mark.parametrize(
    ("languages", "speech", "tags"),
    [
        ((), {}, ()),
        (("de", "en"), {}, ("de-DE", "en-US")),
        (("pt", "zh", "uk"), {}, ("pt-BR", "zh-CN", "uk-UA")),
        # A configured voice tells the region.
        (("de", "en"), {"de": azure("de-AT"), "en": azure("en-GB")}, ("de-AT", "en-GB")),
        (("de",), {"de": azure(None)}, ("de-DE",)),
        (("de",), {"de": Voice(tts=ElevenLabsTts(voice="x"))}, ("de-DE",)),
        (("de",), {"de": Voice()}, ("de-DE",)),
        # A tag with a region keeps it.
        (("de-CH", "en_AU"), {}, ("de-CH", "en-AU")),
        # The same language twice is one.
        (("de", "de-DE"), {}, ("de-DE",)),
        # What nobody knows is passed on.
        (("not a tag",), {}, ("not a tag",)),
    ],
)
def test_the_recogniser_gets_languages_with_their_regions(
    languages: tuple[str, ...], speech: dict[str, Voice], tags: tuple[str, ...]
) -> None:
    assert recognised_languages(languages, speech, 4) == tags


def test_a_recogniser_that_takes_four_languages_gets_the_first() -> None:
    assert recognised_languages(("de", "en", "fr", "es", "it"), {}, 4) == ("de-DE", "en-US", "fr-FR", "es-ES")
