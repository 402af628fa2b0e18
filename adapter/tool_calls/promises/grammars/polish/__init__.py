"""How a transfer is promised in Polish."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.polish.doubts import CONDITIONS, DENIALS, HOLDS, NOW, OWN_CONDITIONS
from adapter.tool_calls.promises.grammars.polish.promises import PROMISES, PROMISES_WHILE_HOLDING

GRAMMAR = Grammar(
    promises=PROMISES,
    promises_while_holding=PROMISES_WHILE_HOLDING,
    holds=HOLDS,
    conditions=CONDITIONS,
    own_conditions=OWN_CONDITIONS,
    denials=DENIALS,
    now=NOW,
    tags=r"dobrze|dobra|okej|okay|ok|o k|w porzadku|zgoda",
    closings=(
        r"cos jeszcze|jeszcze (?:w )?(?:czyms|cos)|w czyms (?:jeszcze|innym)|jeszcze (?:jakies )?(?:pytania?|"
        r"zyczenia?)|cos innego"
    ),
    closings_without=r"czy mam|albo|lub|laczy\w*|polacz\w*|przelacz\w*|przekier\w*|rozmawiac|wiedziec|zanim",
)
