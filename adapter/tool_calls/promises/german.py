"""How a transfer is promised in German."""

from adapter.tool_calls.promises.grammar import Grammar

_DONE = r"(?:weiter)?(?:verbunden|geleitet|vermittelt)|durchgestellt|umgeleitet|ubergeben"

GRAMMAR = Grammar(
    promises=(
        r"werde (?:sie|dich|ihren anruf|den anruf) (?:\w+ ){0,8}?"
        r"(?:verbinden|durchstellen|weiterleiten|vermitteln|ubergeben|umleiten|weiterverbinden|weitervermitteln)",
        rf"(?:(?:anruf|gesprach) wird|sie werden) (?:\w+ ){{0,8}}?(?:{_DONE})",
        rf"habe (?:sie|ihren anruf|den anruf) (?:\w+ ){{0,8}}?(?:{_DONE})",
        r"hole (?:\w+ ){0,2}?(?:jemand|jemanden|einen kollegen|eine kollegin|einen mitarbeiter|eine mitarbeiterin)",
    ),
    conditions=(r"wenn|falls|ob|bevor|sobald|nachdem|möchten|möchtest|wünschen",),
    denials=(r"nicht|nie|niemals|kein|keine|keinen|ohne|statt|könnte|sollte|würde",),
    now=(r"jetzt|nun|gleich|sofort",),
)
