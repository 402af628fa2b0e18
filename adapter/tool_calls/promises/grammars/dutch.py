"""How a transfer is promised in Dutch."""

from adapter.tool_calls.promises.grammar import Grammar

GRAMMAR = Grammar(
    promises=(
        r"(?:verbind|schakel) (?:u|je|jou) (?:\w+ )?(?:door|met)",
        r"zet (?:u|je|jou) (?:\w+ )?(?:door|over)",
        r"(?:u|je|gesprek|oproep) wordt (?:\w+ ){0,5}?(?:doorverbonden|doorgeschakeld|doorgezet)",
        r"(?:ga|zal) (?:u|je|jou) (?:\w+ ){0,6}?(?:doorverbinden|doorschakelen|doorzetten)",
    ),
    conditions=(r"als|voordat|zodra|wilt",),
    denials=(r"niet|geen|nooit|zonder",),
    now=(r"nu|meteen|direct",),
    tags=r"oke|okay|ok|goed|ja|hoor",
    closings=r"(?:nog )?iets anders|(?:verder|anders) (?:nog )?iets|nog iets|andere vragen|nog vragen",
    closings_without=r"of|verbind\w*|doorverbind\w*|spreken|zal|voordat",
)
