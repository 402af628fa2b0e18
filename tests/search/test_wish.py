"""What is left of an utterance: the wish, without what is denied and without numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.search.lexical import QUERY_LIMIT
from adapter.search.wish import wish_of


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("not the cards, the loans", "the loans"),
        ("I want the loans, not the cards", "I want the loans"),
        ("not the cards but the loans", "but the loans"),
        ("not the cards the loans", "the loans"),
        ("It's not about my card, it's about a loan", "it's about a loan"),
        ("nicht die Karten, sondern der Kredit", "sondern der Kredit"),
        ("Es geht nicht um meine Karte, sondern um einen Kredit.", "sondern um einen Kredit."),
        ("nein nicht die Karten die Kredite", "nein die Kredite"),
        ("pas la carte, le crédit", "le crédit"),
        ("no la tarjeta, el préstamo", "el préstamo"),
        ("non la carta, il mutuo", "il mutuo"),
        ("nie o kartę, tylko o kredyt", "tylko o kredyt"),
        ("kart değil, kredi", "kredi"),
        ("kredi kartı değil kredi istiyorum", "kredi istiyorum"),
    ],
)
def test_what_a_caller_denies_is_no_part_of_the_wish(said: str, wish: str) -> None:
    assert wish_of(said) == wish


@pytest.mark.parametrize(
    "said",
    [
        "my card is not working",
        "I did not get the card",
        "ich habe die Karte nicht verloren, sie ist kaputt",
        "Ich kann nicht die App öffnen, mein Handy ist neu",
        "no funciona mi tarjeta, ayuda",
        "nie działa mi karta",
        "ma carte n'est pas arrivée",
        "la carta non funziona",
    ],
)
def test_what_does_not_work_is_no_denial(said: str) -> None:
    assert wish_of(said) == said


@pytest.mark.parametrize("said", ["not the cards", "nicht die Karten", "not the cards, please"])
def test_where_nothing_else_is_wished_the_words_stay(said: str) -> None:
    assert wish_of(said) == said


def test_long_numbers_are_left_out_and_small_ones_stay() -> None:
    assert wish_of("card 4921 1556-600 is gone for 24 hours") == "card is gone for 24 hours"
    assert wish_of("please call +49 (211) 5566-0 back") == "please call back"


@pytest.mark.parametrize(
    "said", ["", "   ", "4921155660", "...", "?!", "12 34 56", "äh", "hello", "ich habe eine Frage"]
)
def test_what_has_no_word_of_content_is_no_wish(said: str) -> None:
    assert wish_of(said) == ""


@given(st.text(max_size=3_000))
def test_any_text_gives_one_line_that_is_no_longer(said: str) -> None:
    wish = wish_of(said)
    assert len(wish) <= min(len(said), QUERY_LIMIT)
    assert wish == " ".join(wish.split())


@pytest.mark.parametrize("piece", ["not the ", "a'", "değil ", "1 ", "nicht um wegen ", ", nicht die ", "nie o "])
def test_a_hostile_text_takes_no_longer_than_it_is_long(piece: str) -> None:
    assert len(wish_of(piece * 100_000)) <= QUERY_LIMIT
