"""Yes and no to a question, in every language of the shipped prompt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.confirmation import answer_to
from adapter.tool_calls.prompt import default_prompt, load_prompt

NAME = "Card services"

YES = {
    "en": ["yes", "Yes, please.", "that's right", "yeah exactly", "correct", "yes, card services", "sure, no problem"],
    "de": ["ja", "Ja genau.", "stimmt", "genau, bitte", "richtig", "ja, das ist richtig", "jawohl, danke"],
    "fr": ["oui", "Oui, c'est ça.", "exactement", "tout à fait", "oui merci", "d'accord"],
    "es": ["sí", "Sí, eso es.", "correcto", "claro que sí", "exacto", "si si"],
    "it": ["sì", "Sì, grazie.", "esatto", "proprio così", "va bene", "certo"],
    "pl": ["tak", "Tak, dokładnie.", "zgadza się", "no tak", "oczywiście", "no dobrze"],
    "tr": ["evet", "Evet, doğru.", "aynen öyle", "tabii ki", "tamam", "kesinlikle"],
}
NO = {
    "en": ["no", "No, thank you.", "oh no, wrong", "not really", "I don't know", "well, not sure", "yes no"],
    "de": ["nein", "Nein danke.", "nee", "ach nein", "das ist falsch", "ja nein"],
    "fr": ["non", "Non merci.", "ah non", "pas du tout"],
    "es": ["no", "No, gracias.", "pues no", "mejor no"],
    "it": ["no", "No, grazie.", "ah no", "non proprio"],
    "pl": ["nie", "Nie, dziękuję.", "no nie", "jednak nie"],
    "tr": ["hayır", "Hayır, teşekkürler.", "yok", "değil"],
}
OTHER = ["", "what?", "right?", "my card does not work", "mein Konto ist nicht gedeckt", "who is this", "..."]


def answer(text: str, language: str) -> str:
    return answer_to(text, default_prompt(), language, NAME)[0]


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in YES.items() for text in texts])
def test_yes_is_heard(language: str, text: str) -> None:
    assert answer(text, language) == "yes"


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in NO.items() for text in texts])
def test_no_is_heard(language: str, text: str) -> None:
    assert answer(text, language) == "no"


@pytest.mark.parametrize("text", OTHER)
def test_what_is_neither_is_something_else(text: str) -> None:
    assert answer(text, "en") == "other"


@pytest.mark.parametrize("language", default_prompt().languages)
def test_yes_and_no_in_another_language_than_the_question_are_understood(language: str) -> None:
    others = set(default_prompt().languages) - {language}
    assert all(answer(YES[other][0], language) == "yes" for other in others)
    assert all(answer(NO[other][0], language) == "no" for other in others)


def test_what_is_said_behind_an_answer_is_a_wish() -> None:
    assert answer_to("nein, die Kredite", default_prompt(), "de", NAME) == ("no", "Kredite")
    assert answer_to("yes, my card doesn't work", default_prompt(), "en", NAME) == ("yes", "card doesn't work")
    assert answer_to("ja genau, danke", default_prompt(), "de", NAME) == ("yes", "")


def test_a_prompt_without_such_words_listens_for_the_shipped_ones() -> None:
    old = load_prompt("receptionist@v2")
    assert answer_to("that's it", old, "en", NAME) == ("yes", "")
    assert answer_to("nein", old, "de", NAME) == ("no", "")


@given(text=st.text(max_size=2_000), language=st.sampled_from(default_prompt().languages), name=st.text(max_size=40))
def test_every_answer_is_one_of_three(text: str, language: str, name: str) -> None:
    found, rest = answer_to(text, default_prompt(), language, name)
    assert found in ("yes", "no", "other")
    assert len(rest) <= len(text)


def test_a_long_answer_takes_little_time_and_is_read_whole_for_a_wish() -> None:
    text = "yes " * 50_000
    found, rest = answer_to(text, default_prompt(), "en", NAME)
    assert (found, rest) == ("yes", text)
