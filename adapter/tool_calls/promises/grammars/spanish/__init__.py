"""How a transfer is promised in Spanish: what happens to the call and the caller, who comes to the line, what a caller
who is asked to hold understands, and what takes a promise back."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.spanish.calls import CALLS
from adapter.tool_calls.promises.grammars.spanish.holding import WHILE_HOLDING
from adapter.tool_calls.promises.grammars.spanish.people import COMING
from adapter.tool_calls.promises.grammars.spanish.signs import CONDITIONS, DENIALS, HOLDS, NOW, OWN_CONDITIONS

GRAMMAR = Grammar(
    promises=(*CALLS, *COMING),
    promises_while_holding=WHILE_HOLDING,
    holds=HOLDS,
    conditions=CONDITIONS,
    own_conditions=OWN_CONDITIONS,
    denials=DENIALS,
    now=NOW,
)
