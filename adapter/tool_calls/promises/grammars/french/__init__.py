"""How a transfer is promised in French."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.french.doubts import CONDITIONS, DENIALS, HOLDS, NOW
from adapter.tool_calls.promises.grammars.french.promises import PROMISES, PROMISES_WHILE_HOLDING

GRAMMAR = Grammar(
    promises=PROMISES,
    promises_while_holding=PROMISES_WHILE_HOLDING,
    holds=HOLDS,
    conditions=CONDITIONS,
    own_conditions=(
        r"(?<!même )si|même si (?:je|j|on|nous)",
        r"(?<=^ )(?:est ce qu\w*|(?:puis|dois|pourrais) je (?:vous|te|le|la) \w+(?:er|ir|re))",
    ),
    denials=DENIALS,
    now=NOW,
    tags=r"d accord|ok|okay|o k|hein|entendu",
    closings=(
        r"autre chose|quelque chose d autre|d autres (?:\w+ )?(?:questions?|demandes?|souhaits?)|"
        r"une autre (?:question|demande)"
    ),
    closings_without=r"ou|passe\w*|transf\w+|mett\w+|parler|joindre|savoir|dire|avant que|avant de vous",
)
