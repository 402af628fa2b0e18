"""Which language a call is in, and how it is heard in the caller's words."""

from pathlib import Path

import pytest
import yaml

from adapter.tool_calls.language import call_language, detect

UTTERANCES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("utterances.yaml").read_text("utf-8"))
LANGUAGES = tuple(UTTERANCES)


@pytest.mark.parametrize(
    ("told", "heard", "language"),
    [("de", "fr", "de"), (None, "fr", "fr"), (None, None, "en"), ("", "fr", "fr"), ("de", None, "de")],
)
def test_the_model_is_believed_first_then_the_callers_words_then_the_setting(
    told: str | None, heard: str | None, language: str
) -> None:
    assert call_language(told, heard, "en") == language


def test_nine_of_ten_short_utterances_tell_their_language_and_hardly_any_another() -> None:
    heard = [(language, detect(text, LANGUAGES)) for language, texts in UTTERANCES.items() for text in texts]
    named = [(language, found) for language, found in heard if found is not None]
    assert len(named) >= 0.92 * len(heard)
    assert [pair for pair in named if pair[0] != pair[1]] == []


@pytest.mark.parametrize("text", ["", " \n", "ok", "1234567", "🙂", "\udc80"])
def test_what_is_no_language_names_none(text: str) -> None:
    assert detect(text, LANGUAGES) is None


def test_a_caller_who_speaks_none_of_the_languages_is_not_counted_as_speaking_the_nearest() -> None:
    assert detect("jeg har mistet mitt kort og trenger et nytt", ("en", "de")) is None
    assert detect("jeg har ikke fått noen faktura ennå", ("en", "nb")) == "nb"


@pytest.mark.parametrize(
    "text",
    [
        "ICH HABE MEINE KARTE VERLOREN",
        "ICH HABE MEINE KARTE VERLOREN und nun",
        "ich habe\nmeine Karte\nverloren",
        "ich habe meine Karte verloren und weiß nicht mehr, wo ich sie zuletzt gesehen habe " + "the lost card " * 500,
    ],
)
def test_capitals_line_breaks_and_what_comes_after_80_characters_do_not_matter(text: str) -> None:
    assert detect(text, ("en", "de")) == "de"
