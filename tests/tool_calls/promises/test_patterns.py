"""Many patterns at once: what is found is what each of them finds by itself."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars import GRAMMARS
from adapter.tool_calls.promises.patterns import Patterns
from adapter.tool_calls.promises.words import folded, spaced, words_in

SOURCES = (
    r"(?:i ll|we ll) (?:\w+ ){0,2}?(?:put|pass) you(?! (?:on hold|down))",
    r"(?<!not )connecting you(?= $| now)",
    r"(?<=^ )(?:ok |so )*transfer to \w+",
    r"grüß \w+ (?:ü|ö)\w*",
    r"ok \w+ now",
    r"x{2,3}",
    r"no (?=more|less)\w+",
    r"pass(?: (?:you|hold|not connecting|on |down|x{2,3}|cards|(?:to|ok)(?! more)|ü\w*)){0,3}? ?now",
)
WORDS = [
    "i",
    "we",
    "ll",
    "put",
    "pass",
    "you",
    "on",
    "hold",
    "down",
    "not",
    "connecting",
    "now",
    "ok",
    "so",
    "transfer",
]
WORDS += ["to", "cards", "grüß", "dich", "übel", "x", "xx", "xxxx", "no", "more"]


def found_one_by_one(sources: Sequence[str], text: str) -> set[str]:
    """The matches by Python's own search."""
    return {match[0] for source in sources for match in re.finditer(f"(?<= )(?:{source})(?= )", text)}


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(spaced))
def test_patterns_are_found_where_each_finds_itself(text: str) -> None:
    alone = found_one_by_one(SOURCES, text)
    assert {match[0] for match in Patterns(SOURCES).matches(text)} == alone
    assert Patterns(SOURCES).found_in(text) == bool(alone)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" we ll now put you through ", True),
        (" i ll put you on hold ", False),
        (" so ok transfer to cards ", True),
        (" a transfer to cards ", False),
        (" not connecting you now ", False),
        (" connecting you ", True),
        (" grüß dich übel ", True),
        (" ok übel now ", True),
        (" xxxx ", False),
        (" no more ", True),
        ("  ", False),
    ],
)
def test_patterns_may_look_around_themselves(text: str, found: bool) -> None:
    assert Patterns(SOURCES).found_in(text) is found


def test_no_patterns_find_nothing() -> None:
    assert not Patterns(()).found_in(" connecting you ")
    assert list(Patterns(()).matches(" connecting you ")) == []


SAID = (
    "Okay, I'm putting you through to the pharmacy now, please hold the line.",
    "Einen Moment bitte, ich verbinde Sie mit der Werkstatt, bleiben Sie dran.",
    "Ne quittez pas, je vous passe le service des prêts.",
    "No cuelgue, le paso con un compañero de facturación.",
    "Resti in linea, le passo l'ufficio contratti.",
    "Proszę nie odkładać słuchawki, łączę z działem kart.",
    "Hattan ayrılmayın, sizi kart birimine bağlıyorum.",
    "Een ogenblik, ik verbind u door met de boekhouding.",
)


@pytest.mark.parametrize("grammar", GRAMMARS, ids=[str(number) for number in range(len(GRAMMARS))])
def test_every_pattern_of_the_grammars_is_found_as_it_finds_itself(grammar: Grammar) -> None:
    texts = [spaced(words_in(text)) for text in SAID]
    promises = (*grammar.promises, *grammar.promises_while_holding)
    back = (*grammar.conditions, *grammar.own_conditions, *grammar.denials)
    for sources, said in ((promises, [folded(text) for text in texts]), (back, texts)):
        together = Patterns(sources)
        alone = [re.compile(f"(?<= )(?:{source})(?= )") for source in sources]
        for text in said:
            expected = {match[0] for pattern in alone for match in pattern.finditer(text)}
            assert {match[0] for match in together.matches(text)} == expected, text
