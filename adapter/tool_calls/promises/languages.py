"""The grammars ready to be looked for, all of them at once."""

from functools import lru_cache

from adapter.tool_calls.promises.grammar import Language, Signs
from adapter.tool_calls.promises.grammars import GRAMMARS
from adapter.tool_calls.promises.patterns import Patterns


@lru_cache(maxsize=1)
def may_promise() -> Patterns:
    """What promises in any of the languages, also to a caller who is asked to hold."""
    return Patterns(it for grammar in GRAMMARS for it in (*grammar.promises, *grammar.promises_while_holding))


@lru_cache(maxsize=1)
def may_hold() -> Patterns:
    """What asks to hold in any of the languages."""
    return Patterns(pattern for grammar in GRAMMARS for pattern in grammar.holds)


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """All of them, ready. What promises and what asks to hold is looked for in all of them at once."""
    promises = may_promise()
    found = []
    first = first_hold = 0
    for grammar in GRAMMARS:
        holding = first + len(grammar.promises)
        end, end_hold = holding + len(grammar.promises_while_holding), first_hold + len(grammar.holds)
        signs = Signs(
            hold=may_hold().part(range(first_hold, end_hold)),
            condition=Patterns((*grammar.conditions, *grammar.own_conditions)),
            denial=Patterns(grammar.denials),
            now=Patterns(grammar.now),
        )
        found.append(
            Language(
                promises=promises.part(range(first, holding)),
                promises_while_holding=promises.part(range(first, end)),
                signs=signs,
            )
        )
        first, first_hold = end, end_hold
    return tuple(found)


@lru_cache(maxsize=1)
def any_language() -> Signs:
    """What takes a promise back in any of the languages, for the phrases of a prompt: theirs is not known."""
    return Signs(
        hold=may_hold(),
        condition=Patterns(pattern for grammar in GRAMMARS for pattern in grammar.conditions),
        denial=Patterns(pattern for grammar in GRAMMARS for pattern in grammar.denials),
        now=Patterns(pattern for grammar in GRAMMARS for pattern in grammar.now),
    )
