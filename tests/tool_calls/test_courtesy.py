"""Thanks, assent and goodbye, in whatever language, against what a caller wants."""

import pytest

from adapter.tool_calls.courtesy import MAX_WORDS, has_phrase, is_courtesy
from adapter.tool_calls.prompt import default_prompt, words_of

COURTESIES = words_of(default_prompt(), "acknowledgements") + words_of(default_prompt(), "goodbyes")
DENIALS = words_of(default_prompt(), "denials")


@pytest.mark.parametrize(
    "text",
    [
        "Okay great, thank you very much!", "Perfect. Cheers, bye bye", "Yes please, that's very kind",
        "Thank you so much for your help, have a nice day", "I see, I'll wait",
        "Wunderbar, vielen Dank", "Ja super, ich warte", "Danke Ihnen, schönen Tag noch, tschüss",
        "Merci infiniment, bonne journée", "D'accord, j'attends", "Ça marche, au revoir",
        "Genial, mil gracias, hasta luego", "Muy amable, igualmente", "Vale, espero",
        "Va bene, grazie mille", "Perfetto, la ringrazio, buona giornata",
        "Świetnie, bardzo dziękuję", "Dobrze, poczekam, do widzenia",
        "Tamam, çok teşekkür ederim", "Peki, bekliyorum, iyi günler", "MERCI", "ok thanks, ciao",
    ],
)  # fmt: skip
def test_courtesies_of_any_language_want_nothing(text: str) -> None:
    assert is_courtesy(text, COURTESIES)
    assert not has_phrase(text, DENIALS)


@pytest.mark.parametrize(
    "text",
    [
        "No thank you", "Thanks, but no", "Okay, but who is that?", "Great. And what are your hours", "Thank you?",
        "Nein danke", "Danke, aber ich wollte zur Kreditabteilung", "Ja, und wie lange dauert das?",
        "Non merci", "Merci, mais plutôt la fraude", "No gracias", "Gracias, pero mejor mañana",
        "No, grazie", "Grazie, ma aspetti", "Nie, dziękuję", "Dziękuję, jednak nie", "Hayır teşekkürler",
        "Tamam ama istemiyorum",
        "cards", "", "...", "ok " * (MAX_WORDS + 1),
    ],
)  # fmt: skip
def test_a_denial_a_question_or_another_wish_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text, COURTESIES)


@pytest.mark.parametrize("language", default_prompt().languages)
def test_no_denial_is_a_courtesy_in_any_language(language: str) -> None:
    for denial in default_prompt().words("denials", language):
        assert not is_courtesy(denial, COURTESIES), denial


def test_a_phrase_counts_as_whole_words_without_case_and_accents() -> None:
    assert has_phrase("Auf wiederhoren!", ["auf Wiederhören"])
    assert not has_phrase("I was notified", ["no", "not"])
    assert not has_phrase("", ["no"])
    assert not has_phrase("no", [])
