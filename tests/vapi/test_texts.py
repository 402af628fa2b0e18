"""Which sentence of a message is spoken in which language."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.vapi import CustomMessage, ToolMessageStart
from adapter.vapi.texts import Message, base, best_match, languages_in, normal_tag, text_in


def custom(content: str | None = None, **texts: str) -> CustomMessage:
    return CustomMessage.model_validate(
        {
            "type": "custom-message",
            **({} if content is None else {"content": content}),
            "contents": [{"type": "text", "language": language, "text": text} for language, text in texts.items()],
        }
    )


@pytest.mark.parametrize(
    ("tag", "normal", "base_language"),
    [
        ("de", "de", "de"),
        ("de-AT", "de-at", "de"),
        ("de_DE", "de-de", "de"),
        (" DE ", "de", "de"),
        ("zh-Hant-TW", "zh-hant-tw", "zh"),
        ("", "", ""),
        ("-", "", ""),
    ],
)
def test_tags_are_compared_in_one_form(tag: str, normal: str, base_language: str) -> None:
    assert normal_tag(tag) == normal
    assert base(tag) == base_language


@pytest.mark.parametrize(
    ("wanted", "available", "match"),
    [
        ("de", ["en", "de"], "de"),
        ("de-AT", ["de", "de-AT"], "de-AT"),
        ("de_at", ["de", "de-AT"], "de-AT"),
        ("de-AT", ["de-DE", "de"], "de"),
        ("de-AT", ["de-DE", "en"], "de-DE"),
        ("de", ["de-CH", "de-DE"], "de-CH"),
        ("DE", ["de"], "de"),
        ("fr", ["en", "de"], None),
        ("d", ["de"], None),
        ("", ["de", ""], None),
        ("de", [], None),
    ],
)
def test_the_best_match_is_the_same_tag_else_its_base_else_the_first_of_that_base(
    wanted: str, available: list[str], match: str | None
) -> None:
    assert best_match(wanted, available) == match
    assert best_match(wanted, iter(available)) == match


BOTH = custom("Content.", en="English.", de="Deutsch.")


@pytest.mark.parametrize(
    ("message", "language", "text"),
    [
        ("Plain.", "de", "Plain."),
        ("", "de", ""),
        (BOTH, "de", "Deutsch."),
        (BOTH, "de-AT", "Deutsch."),
        (BOTH, "fr", "English."),
        (BOTH, "", "English."),
        (custom("Content."), "de", "Content."),
        (custom(""), "de", ""),
        (custom(), "de", None),
        (custom(de=""), "de", ""),
        (custom(de="", en="English."), "fr", ""),
        (ToolMessageStart(type="request-start", content="Start."), "de", "Start."),
        (ToolMessageStart(type="request-start"), "de", None),
    ],
)
def test_the_text_is_in_the_language_else_its_base_else_the_first_else_the_content(
    message: Message, language: str, text: str | None
) -> None:
    assert text_in(message, language) == text


def test_of_two_texts_in_one_language_the_first_is_spoken() -> None:
    contents: list[dict[str, Any]] = [{"type": "text", "language": "de", "text": text} for text in ("Eins.", "Zwei.")]
    message = CustomMessage.model_validate({"type": "custom-message", "contents": contents})
    assert text_in(message, "de") == "Eins."
    assert languages_in(message) == ("de",)


def test_languages_are_those_with_a_text_of_their_own() -> None:
    assert languages_in(BOTH) == ("en", "de")
    assert languages_in(custom("Content.")) == ()
    assert languages_in("Plain.") == ()
    assert languages_in(None) == ()


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=4))
def test_a_match_is_always_one_that_is_available_and_in_the_same_language(wanted: str, available: list[str]) -> None:
    match = best_match(wanted, available)
    assert match is None or (match in available and base(match) == base(wanted))
    assert best_match(wanted, [wanted, *available]) == (wanted if normal_tag(wanted) else None)
