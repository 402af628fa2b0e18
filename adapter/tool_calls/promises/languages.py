"""The languages in which a promise is found by its grammar: those of the shipped prompt, and Dutch."""

from adapter.tool_calls.promises import dutch, english, french, german, italian, polish, spanish, turkish
from adapter.tool_calls.promises.grammar import Grammar

GRAMMARS: tuple[Grammar, ...] = (
    english.GRAMMAR,
    german.GRAMMAR,
    french.GRAMMAR,
    spanish.GRAMMAR,
    italian.GRAMMAR,
    polish.GRAMMAR,
    turkish.GRAMMAR,
    dutch.GRAMMAR,
)
