"""How a transfer is promised in English."""

from adapter.tool_calls.promises.grammar import Grammar

_YOU = r"(?:you|your call|the call|this call)"

GRAMMAR = Grammar(
    promises=(
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
        r"(?:somebody|someone|colleague|agent|advis[eo]r|specialist|expert|team|department|desk|services) "
        r"(?:\w+ ){0,5}?(?:for you|on the (?:line|phone))",
    ),
    conditions=(r"if|whether|unless|until|once|when|whenever|before|after",),
    denials=(r"not|never|no|cannot|without|instead|unable|would|could|should|might|tried|trying",),
    now=(r"now|immediately|straight|away",),
)
