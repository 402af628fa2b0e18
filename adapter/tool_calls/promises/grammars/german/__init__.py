"""How a transfer is promised in German."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.german.coming import SAID_TO_WHO_HOLDS, SOMEBODY_COMES, SOMEBODY_TAKES_OVER
from adapter.tool_calls.promises.grammars.german.connecting import I_CONNECT, IT_IS_MADE, YOU_ARE_CONNECTED
from adapter.tool_calls.promises.grammars.german.taken_back import DENIED, DEPENDS, HOLD

GRAMMAR = Grammar(
    promises=(*I_CONNECT, *YOU_ARE_CONNECTED, *IT_IS_MADE, *SOMEBODY_TAKES_OVER, *SOMEBODY_COMES),
    promises_while_holding=SAID_TO_WHO_HOLDS,
    holds=HOLD,
    conditions=DEPENDS,
    denials=DENIED,
    now=(r"jetzt|nun|sofort",),
    tags=r"okay|ok|o k|ja|gell|gelle|gelt|ne|nicht wahr|gut|in ordnung|alles klar",
    closings=(
        r"(?:sonst|ansonsten|ausserdem) (?:noch )?(?:etwas|was|irgend\w+|fragen|wunsche?)|noch (?:irgend)?(?:etwas|"
        r"was)|(?:noch|weitere|andere) (?:\w+ )?(?:fragen?|wunsche?|anliegen)|womit (?:kann|"
        r"darf) ich (?:\w+ )?(?:sonst )?noch"
    ),
    closings_without=r"oder|soll\w*|verb\w+|\w*stell\w*|\w*leit\w*|sprechen|reden|wissen|bevor|vorher|zuvor|mit wem",
)
