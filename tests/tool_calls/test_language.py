"""Which language a call is in, and how it is heard in the caller's words."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.function_words import plain_language
from adapter.tool_calls.language import MIN_WORDS, call_language, detect, evident_language, language_change
from adapter.tool_calls.language_names import folded_words, named_language, wished_language

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


@pytest.mark.parametrize(("spoken", "texts"), UTTERANCES.items())
def test_no_utterance_changes_a_call_to_a_language_that_is_not_spoken(spoken: str, texts: list[str]) -> None:
    heard = {language_change(text, LANGUAGES) for text in texts}
    assert heard <= {spoken, None}
    assert {language_change(" ".join(text.split()[: MIN_WORDS - 1]), LANGUAGES) for text in texts} == {None}


@pytest.mark.parametrize(
    "text", ["Rückruf", "Termin?", "una pregunta", "Credit card", "le contrat", "Kredi kartı", "A B C", "7 8 9 merci"]
)
def test_one_or_two_words_never_change_a_calls_language(text: str) -> None:
    assert language_change(text, LANGUAGES) is None


@pytest.mark.parametrize(("spoken", "texts"), UTTERANCES.items())
def test_that_a_call_has_a_language_hides_no_change_to_another(spoken: str, texts: list[str]) -> None:
    others = [language for language in LANGUAGES if language != spoken]
    for text in texts:
        found = evident_language(text, LANGUAGES)
        assert {evident_language(text, LANGUAGES, own=other) for other in others} == {found}, text
        assert evident_language(text, LANGUAGES, own=spoken) in (found, spoken), text


def test_words_that_are_plainly_of_the_calls_language_are_not_shown_to_the_detector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("adapter.tool_calls.language.detect", asked)
    assert evident_language("I have lost my card and I need a new one", LANGUAGES, own="en") == "en"
    assert evident_language("ich habe meine Karte verloren", ("en-GB", "de-AT"), own="de-AT") == "de-AT"
    for text in ("ich habe meine Karte verloren", "Garantie und Support von About You", "the card is mine"):
        with pytest.raises(AssertionError):
            evident_language(text, LANGUAGES, own="en")
    with pytest.raises(AssertionError):  # a language that the call cannot be in
        evident_language("jeg har mistet mitt kort og jeg trenger et nytt", ("en", "de"), own="scandinavian")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I don't know my card", "en"),
        ("my my my karte", None),  # one word, however often
        ("the card is mine", None),
        ("the account, my", None),  # three words
        ("my card and meine Karte", None),
        ("in was am so on an", None),  # words of several languages
        ("l d s m y c", None),  # letters
        ("Độ rộng của thể và my", None),  # Vietnamese, without its accents "the" and "do"
        ("BEFORE トリガーの WHEN 条件では NEW", None),
        ("això és per la meva targeta que no funciona", None),
        ("za karticu na racun ne radi ale nie", None),
        ("", None),
    ],
)
def test_words_tell_a_language_by_two_that_only_it_has_and_none_of_another(text: str, language: str | None) -> None:
    assert plain_language(text) == language


WISHES = {
    "en": ["English please", "Sorry, do you speak English?", "Sprechen Sie Englisch?", "Parlez-vous anglais ?"],
    "de": ["Auf Deutsch, bitte", "can we continue in German my card is gone", "Gibt es jemanden, der Deutsch spricht?"],
    "fr": ["Français", "on peut parler français", "J'aimerais parler français, c'est pour un prêt"],
    "es": ["¿Podemos hablar en español?", "Spanish, please", "I don't speak German, do you speak Spanish?"],
    "it": ["in italiano per favore", "parla italiano?", "Italienisch wäre besser bitte"],
    "pl": ["Po polsku proszę", "czy możemy rozmawiać po polsku"],
    "tr": ["Türkçe lütfen", "Türkçe konuşabilir miyiz"],
}


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in WISHES for text in WISHES[language]])
def test_an_explicit_wish_changes_the_language_however_short_it_is(language: str, text: str) -> None:
    assert language_change(text, ("en", "de", "fr", "es", "it", "pl", "tr")) == language


@pytest.mark.parametrize(
    "text",
    [
        "I don't speak German",
        "my Spanish colleague",
        "they sent me the contract in French",
        "Ich spreche kein Englisch",
        "meine Frau spricht nur Italienisch",
        "no hablo inglés",
        "je ne parle pas anglais",
        "nail polish",
        "",
    ],
)
def test_the_name_of_a_language_alone_is_no_wish(text: str) -> None:
    assert wished_language(text, LANGUAGES) is None


def test_only_a_configured_language_can_be_wished_for() -> None:
    assert language_change("In English, please", ("de", "fr")) is None
    assert language_change("In English, please", ("de", "en-GB")) == "en-GB"


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("German", "de"), ("DE", "de"), ("de-DE", "de"), ("de_AT", "de"), ("Deutsch", "de"), ("allemand", "de"),
        ("ger", "de"), ("German (Germany)", "de"), ("Norwegian", "nb"), ("English", "en-US"), ("en", "en-US"),
        ("English or German", None), ("Klingon", None), ("", None), ("French", None),
    ],
)  # fmt: skip
def test_a_language_may_be_named_by_its_tag_its_code_or_its_name(told: str, language: str | None) -> None:
    assert named_language(told, ("de", "en-US", "nb")) == language


@given(st.text(st.characters(max_codepoint=127)))
def test_the_words_of_a_text_are_the_same_whether_or_not_another_one_has_an_accent(text: str) -> None:
    assert folded_words(f"{text} à") == (*folded_words(text), "a")
