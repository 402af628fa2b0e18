"""How a transfer is promised in Italian."""

from adapter.tool_calls.promises.grammar import Grammar

GRAMMAR = Grammar(
    promises=(
        r"(?:chiamata|telefonata) (?:viene|sara|verra|sta per essere|e stata) (?:\w+ )?"
        r"(?:trasferita|inoltrata|passata|deviata)",
        r"(?:la|ti|le) (?:sto|stiamo) (?:\w+ )?(?:trasferendo|passando|collegando|inoltrando|mettendo in)",
        r"(?:sto|stiamo) (?:trasferendo|inoltrando|passando) la (?:sua )?(?:chiamata|telefonata)",
        r"(?:la|ti) (?:dirotto|trasferiro|passero al|passero a|mettero in|metto in linea)",
    ),
    conditions=(r"quando|appena|vuole|vuoi|desidera|preferisce",),
    own_conditions=(r"se",),
    denials=(r"non|mai|senza",),
    now=(r"ora|adesso|subito",),
)
