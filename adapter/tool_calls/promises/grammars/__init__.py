"""The languages in which a promise is found by its grammar: those of the shipped prompt, and Dutch.

Each file, or folder of files, has the words of its language first, from them the frames in which one promises, and last
what takes a promise back. `benchmarks/promises.py` says how well they do, on sentences that nobody has looked at.
"""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars import dutch, english, french, german, italian, polish, spanish, turkish

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
