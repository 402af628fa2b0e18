"""How a transfer is promised, by verbs, persons and tenses of eight languages, beside the phrases of a prompt.

All of it is matched against words without case and accents, a space around each.
"""

import re
from collections.abc import Iterator

_YOU = r"(?:you|your call|the call|this call)"
_GERMAN_DONE = r"(?:weiter)?(?:verbunden|geleitet|vermittelt)|durchgestellt|umgeleitet|ubergeben"
_PATTERNS = (
    # English
    rf"(?:transferring|connecting|forwarding|redirecting|routing|patching|switching) {_YOU}",
    rf"(?:putting|passing|handing) {_YOU} (?:through|over|on|across|to)",
    r"(?:ll|will|ill|going to|about to|let me|allow me to|while i|while we) (?:\w+ )?"
    rf"(?:(?:transfer|connect|forward|redirect|route|patch|switch) {_YOU}"
    rf"|(?:put|hand|pass) {_YOU} (?:through|over|across|onto|on to|to|in touch with))",
    r"(?:you|call) (?:are|re|is|s) (?:now |being ){1,2}"
    r"(?:transferred|connected|forwarded|redirected|routed|put through)",
    r"(?:you|call) (?:will|ll|has|have) (?:now |been |be ){1,3}"
    r"(?:transferred|connected|forwarded|redirected|routed|put through|passed on|handed over)",
    rf"(?:i|we|ve) (?:have |just |now ){{0,3}}(?:transferred|connected|forwarded|redirected|passed|routed) {_YOU}",
    r"(?:let me|while i|ll|will|going to) (?:get|fetch|bring) (?:\w+ ){0,5}?"
    r"(?:somebody|someone|colleague|agent|advis[eo]r|specialist|expert|team|department|desk|services) (?:\w+ ){0,5}?"
    r"(?:for you|on the (?:line|phone))",
    # German
    r"werde (?:sie|dich|ihren anruf|den anruf) (?:\w+ ){0,8}?"
    r"(?:verbinden|durchstellen|weiterleiten|vermitteln|ubergeben|umleiten|weiterverbinden|weitervermitteln)",
    rf"(?:(?:anruf|gesprach) wird|sie werden) (?:\w+ ){{0,8}}?(?:{_GERMAN_DONE})",
    rf"habe (?:sie|ihren anruf|den anruf) (?:\w+ ){{0,8}}?(?:{_GERMAN_DONE})",
    r"hole (?:\w+ ){0,2}?(?:jemand|jemanden|einen kollegen|eine kollegin|einen mitarbeiter|eine mitarbeiterin)",
    # French
    r"appel (?:va etre|est|sera|a ete|est en train d etre|est en cours de) (?:\w+ )?"
    r"(?:transfere|redirige|bascule|achemine|transfert)",
    r"vous (?:allez etre|serez) (?:\w+ )?(?:transferee?|redirigee?|basculee?|mise? en "
    r"(?:relation|contact|communication))",
    r"vous (?:bascule|aiguille|redirige|dirige|oriente) (?:\w+ )?(?:vers|sur)",
    r"je vais (?:vous )?(?:basculer|rediriger|aiguiller|transferer)",
    r"vous ai (?:transferee?|redirigee?|mise? en (?:relation|contact|communication))",
    # Spanish
    r"llamada (?:esta siendo|sera|va a ser|ha sido) (?:\w+ )?(?:transferida|redirigida|desviada|derivada)",
    r"(?:le|lo|la|te) (?:estoy|estamos) (?:transfiriendo|comunicando con|pasando con|poniendo con|conectando)",
    r"(?:le|lo|la|te) (?:voy a|vamos a) (?:transferir|pasar con|poner con|conectar|comunicar con|redirigir|derivar)",
    r"(?:le|lo|la|te) he (?:transferido|pasado con|comunicado con|puesto con|redirigido)",
    # Italian
    r"(?:chiamata|telefonata) (?:viene|sara|verra|sta per essere|e stata) (?:\w+ )?"
    r"(?:trasferita|inoltrata|passata|deviata)",
    r"(?:la|ti|le) (?:sto|stiamo) (?:\w+ )?(?:trasferendo|passando|collegando|inoltrando|mettendo in)",
    r"(?:sto|stiamo) (?:trasferendo|inoltrando|passando) la (?:sua )?(?:chiamata|telefonata)",
    r"(?:la|ti) (?:dirotto|trasferiro|passero al|passero a|mettero in|metto in linea)",
    # Polish
    r"(?:rozmowa|polaczenie) (?:jest|zostaje|zostanie|zostala|zostalo|bedzie) (?:\w+ )?"
    r"(?:przelacz|przekier|przekaz)\w*",
    r"(?:lacze|laczymy|polacze|przelacze|przekieruje|przekierowuje) (?:\w+ )?(?:pana|pania|panstwa|rozmowe)",
    r"zostanie (?:pan|pani) (?:\w+ )?(?:polacz|przelacz|przekier)\w*",
    # Turkish
    r"(?:sizi|aramanizi|cagrinizi|gorusmenizi) (?:\w+ ){0,6}?"
    r"(?:bagl|aktar|yonlendir)(?:iyorum|iyoruz|ayacagim|acagim|ecegim|adim|dim)",
    r"(?:aramaniz|cagriniz|gorusmeniz) (?:\w+ ){0,6}?(?:aktaril|yonlendiril|baglan)(?:iyor|acak|ecek|di)",
    # Dutch
    r"(?:verbind|schakel) (?:u|je|jou) (?:\w+ )?(?:door|met)",
    r"zet (?:u|je|jou) (?:\w+ )?(?:door|over)",
    r"(?:u|je|gesprek|oproep) wordt (?:\w+ ){0,5}?(?:doorverbonden|doorgeschakeld|doorgezet)",
    r"(?:ga|zal) (?:u|je|jou) (?:\w+ ){0,6}?(?:doorverbinden|doorschakelen|doorzetten)",
)
_PROMISE = re.compile(" (?:" + "|".join(_PATTERNS) + ")(?= )")


def promising_phrases(spaced: str) -> Iterator[tuple[int, str]]:
    """Where a clause promises a transfer, and with which words, a space around them."""
    for match in _PROMISE.finditer(spaced):
        yield match.start(), f"{match[0]} "
