"""What promises a transfer whatever the rest of the sentence depends on or denies: it is being done as it is told."""

from adapter.tool_calls.promises.grammars.english.names import NAME
from adapter.tool_calls.promises.grammars.english.verbs import MOVED, MOVING, TRANSFERRED, TRANSFERRING
from adapter.tool_calls.promises.grammars.english.words import AT, CALL, END, LINE, MAYBE, NOWHERE, SOMEBODY, YOU

_NOW = r"(?:right )?now"
_OVER = r"(?:over|across|through|along|straight|on)"
# No verb, which would tell something of the transfer, and no day.
_WORD = (
    r"(?!(?:if|when|once|or|to|tomorrow|later|is|was|are|isn|wasn|would|will|won|can|could|may|might|must|not|takes?|"
    r"took|"
    r"costs?|requires?|means|makes?|needs?|seems|happens|usually|only) )\w+"
)
_TO = rf"(?: {_OVER})*(?: (?:to|with){NOWHERE}(?: {_WORD}){{1,6}})?"
# "If you agree, I'm connecting you now" leaves it to the caller, "…, so I'm connecting you now" does not.
_SO = (
    r"(?:(?:so|but|for now|anyway|in any case|either way|no worries|do not worry|don t worry|all right|right) )+(?:i|"
    r"we) "
    r"(?:m|am|re|are) "
)

CERTAIN = (
    rf"(?<=^ )(?:{_SO})?{MAYBE}(?:{TRANSFERRING} {YOU}{_TO}|(?:{MOVING} {YOU} {_OVER})(?: to{NOWHERE}(?: "
    rf"{_WORD}){{1,6}})?|(?:{TRANSFERRING}|putting through)) {_NOW}{END}",
    rf"(?<=^ )(?:so )?(?:{TRANSFERRING} {YOU}{_TO}|{MOVING} {YOU} {_OVER}){END}",
    rf"(?<=^ )(?:(?:so|but|and|yes|yes and|because) )*(?:{SOMEBODY}{AT}|{NAME}|one) (?:is|are|s) (?:(?:joining|picking "
    rf"up|coming on|answering)(?: us| you| {CALL}| {LINE})?|on {LINE}) {_NOW}{END}",
    rf"(?:{TRANSFERRED}|put|{MOVED}) (?:you|{CALL}) (?:\w+ ){{0,12}}?(?:so|which is (?:exactly |just )?what) (?:i|we) "
    rf"(?:m|am|re|are) (?:now )?doing(?: it| that| so| just that)?(?: for you)? {_NOW}{END}",
)
