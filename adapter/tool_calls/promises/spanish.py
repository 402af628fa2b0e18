"""How a transfer is promised in Spanish."""

from adapter.tool_calls.promises.grammar import Grammar

GRAMMAR = Grammar(
    promises=(
        r"llamada (?:esta siendo|sera|va a ser|ha sido) (?:\w+ )?(?:transferida|redirigida|desviada|derivada)",
        r"(?:le|lo|la|te) (?:estoy|estamos) (?:transfiriendo|comunicando con|pasando con|poniendo con|conectando)",
        r"(?:le|lo|la|te) (?:voy a|vamos a) (?:transferir|pasar con|poner con|conectar|comunicar con|"
        r"redirigir|derivar)",
        r"(?:le|lo|la|te) he (?:transferido|pasado con|comunicado con|puesto con|redirigido)",
    ),
    conditions=(r"cuando|antes|quiere|quieren|desea|prefiere",),
    denials=(r"nunca|sin",),
    now=(r"ahora|ya|enseguida|inmediatamente",),
)
