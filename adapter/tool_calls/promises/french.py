"""How a transfer is promised in French."""

from adapter.tool_calls.promises.grammar import Grammar

GRAMMAR = Grammar(
    promises=(
        r"appel (?:va etre|est|sera|a ete|est en train d etre|est en cours de) (?:\w+ )?"
        r"(?:transfere|redirige|bascule|achemine|transfert)",
        r"vous (?:allez etre|serez) (?:\w+ )?(?:transferee?|redirigee?|basculee?|mise? en "
        r"(?:relation|contact|communication))",
        r"vous (?:bascule|aiguille|redirige|dirige|oriente) (?:\w+ )?(?:vers|sur)",
        r"je vais (?:vous )?(?:basculer|rediriger|aiguiller|transferer)",
        r"vous ai (?:transferee?|redirigee?|mise? en (?:relation|contact|communication))",
    ),
    conditions=(r"si|avant|quand|dès|lorsque|souhaitez|voulez",),
    denials=(r"ne|pas|jamais|sans",),
    now=(r"maintenant|immédiatement|suite",),
)
