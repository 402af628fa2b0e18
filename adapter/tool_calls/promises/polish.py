"""How a transfer is promised in Polish."""

from adapter.tool_calls.promises.grammar import Grammar

GRAMMAR = Grammar(
    promises=(
        r"(?:rozmowa|polaczenie) (?:jest|zostaje|zostanie|zostala|zostalo|bedzie) (?:\w+ )?"
        r"(?:przelacz|przekier|przekaz)\w*",
        r"(?:lacze|laczymy|polacze|przelacze|przekieruje|przekierowuje) (?:\w+ )?(?:pana|pania|panstwa|rozmowe)",
        r"zostanie (?:pan|pani) (?:\w+ )?(?:polacz|przelacz|przekier)\w*",
    ),
    conditions=(r"jeśli|jeżeli|czy|gdy|gdyby|zanim|kiedy",),
    denials=(r"nigdy|bez",),
    now=(r"teraz|już|zaraz",),
)
