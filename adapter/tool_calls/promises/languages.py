"""The grammars ready to be looked for."""

from functools import lru_cache

from adapter.tool_calls.promises.grammar import Grammar, Language, Questions, Signs
from adapter.tool_calls.promises.patterns import Patterns


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """All of them, ready."""
    return tuple(_ready(grammar) for grammar in _grammars())


def _grammars() -> tuple[Grammar, ...]:
    # Their patterns take a twentieth of a second to put together, which nobody should wait for who judges no words.
    from adapter.tool_calls.promises.grammars import GRAMMARS

    return GRAMMARS


def _ready(grammar: Grammar) -> Language:
    """A grammar with a set of its own: what one set remembers of texts multiplies with every language in it."""
    promises = Patterns((*grammar.promises, *grammar.promises_while_holding))
    return Language(
        promises=promises.part(range(len(grammar.promises))),
        promises_while_holding=promises,
        certain=Patterns(grammar.certain),
        signs=Signs(
            hold=Patterns(grammar.holds),
            condition=Patterns((*grammar.conditions, *grammar.own_conditions)),
            denial=Patterns(grammar.denials),
            aside=Patterns(grammar.asides),
            now=Patterns(grammar.now),
        ),
    )


@lru_cache(maxsize=1)
def any_language() -> Signs:
    """What takes a promise back in any of the languages, for the phrases of a prompt: theirs is not known."""
    grammars = _grammars()
    return Signs(
        hold=Patterns(pattern for grammar in grammars for pattern in grammar.holds),
        condition=Patterns(pattern for grammar in grammars for pattern in grammar.conditions),
        denial=Patterns(pattern for grammar in grammars for pattern in grammar.denials),
        aside=Patterns(()),
        now=Patterns(pattern for grammar in grammars for pattern in grammar.now),
    )


@lru_cache(maxsize=1)
def any_questions() -> Questions:
    """The questions in any of the languages that take no promise back."""
    grammars = _grammars()
    return Questions(
        tag=Patterns(rf"(?<=^ )(?:{grammar.tags})(?= $)" for grammar in grammars),
        closing=Patterns(_closing(grammar) for grammar in grammars),
    )


def _closing(grammar: Grammar) -> str:
    word = rf"(?!(?:{grammar.closings_without}) )\w+"
    return rf"(?<=^ )(?:{word} ){{0,9}}?(?:{grammar.closings})(?: {word}){{0,9}}(?= $)"
