"""How a transfer is promised in French."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.french.doubts import ASIDES, CONDITIONS, CUT_OFF, DENIALS, HOLDS, NOW, TOLD
from adapter.tool_calls.promises.grammars.french.promises import PROMISES, PROMISES_WHILE_HOLDING

GRAMMAR = Grammar(
    promises=PROMISES,
    promises_while_holding=PROMISES_WHILE_HOLDING,
    holds=HOLDS,
    conditions=CONDITIONS,
    own_conditions=(
        r"(?<=^ )(?:est ce qu\w*|(?:puis|dois|pourrais) je (?:vous|te|le|la) \w+(?:er|ir|re))",
        rf"(?<!même ){TOLD}si(?! (?:{CUT_OFF}|j ai bien compris|je (?:vous )?comprends bien|je ne m abuse|je ne me "
        r"trompe|simple|"
        r"facile|urgent|grave|important|longtemps|compliqué))|même si (?:je|j|on|nous)",
    ),
    denials=DENIALS,
    asides=ASIDES,
    now=NOW,
    tags=r"d accord|ok|okay|o k|hein|entendu",
    closings=(
        r"autre chose|quelque chose d autre|d autres (?:\w+ )?(?:questions?|demandes?|souhaits?)|"
        r"une autre (?:question|demande)"
    ),
    closings_without=r"ou|passe\w*|transf\w+|mett\w+|parler|joindre|savoir|dire|avant que|avant de vous",
)
