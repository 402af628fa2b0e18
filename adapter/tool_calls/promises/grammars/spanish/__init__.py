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
    tags=r"vale|si|ok|okay|okey|o k|eh|bueno|de acuerdo|esta bien|estamos",
    closings=(
        r"(?:algo|alguna cosa|nada|cosa) mas|(?:otra|alguna otra) (?:cosa|pregunta|duda|consulta)|algo mas|"
        r"mas (?:preguntas|dudas)|en que mas"
    ),
    closings_without=r"o|pas\w+|transf\w+|comuni\w+|pong\w+|hablar|saber|deci\w+|antes de que|conect\w+",
)
