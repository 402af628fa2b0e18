"""Somebody is rung, fetched, located and welcomed, and holding is for somebody."""

from adapter.tool_calls.promises.grammars.english.names import NAME, ONE
from adapter.tool_calls.promises.grammars.english.words import (
    AT,
    CALL,
    END,
    FIRST,
    I_DO,
    LINE,
    SOMEBODY,
    SOON,
    WORDS_BETWEEN,
)

_I_ = rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})"
_SOMEONE = rf"(?:{SOMEBODY}{AT}|{NAME})"
_NOW = rf"(?: (?:now|here|then|for you|please|sir|madam|{SOON}))*{END}"
_TO_THE_CALL = rf"(?:{CALL}|{LINE})"
# Whose way to the call it is, and who is rung for it.
_FETCHED = (
    r"(?:called|rung|dial?led|fetched|paged|buzzed|summoned|brought|raised|hailed|located|tracked down|got hold of)"
)

SUMMONED = (
    rf"(?:welcome|welcoming) {_SOMEONE} (?:on )?(?:to|onto|on to) {_TO_THE_CALL}",
    rf"(?:{SOMEBODY}{AT}|{NAME}|he|she|they) (?:is|s|are|re) (?:now |just |already )*being (?:now |just )*{_FETCHED} "
    rf"(?:for you|over|{SOON})(?: for you| now| {SOON})*{END}",
    rf"{_SOMEONE} (?:(?:is|s|are|re) )?(?:now |already |just )*on (?:the|its|their|his|her) way (?:over |up |down )?to "
    rf"(?:join )?{_TO_THE_CALL}",
    rf"{FIRST}(?:please |kindly )?(?:hold|holding|hold on|hold the line|stay on|stay on the line|standing by|stand by) "
    rf"for (?!me |us ){_SOMEONE}{_NOW}",
    rf"wait(?:ing)? (?:on (?:the line|hold) )?for (?:{SOMEBODY}{AT}|{NAME}) to (?:come|get|hop|jump) (?:on|to) "
    rf"{LINE}{_NOW}",
    rf"{_I_}(?:get|getting|find|finding|fetch|fetching|grab|grabbing|bring|bringing) (?:you )?(?:someone|somebody|"
    r"(?:a|the|one of) (?:\w+ ){0,2}?(?:person|human|colleague|colleagues)) (?:here )?(?:who|that) (?:(?:does|has|do|"
    r"is able|is allowed|handles?|deals?|knows?|understands?|speaks?)(?! (?:it )?(?:tomorrow|next)\b)|can(?! (?:call|"
    r"ring|phone|email|write|visit|come)\b))",
    rf"{NAME} (?:will|ll) be right with you{_NOW}",
)
# What says enough to a caller who is asked to hold.
SUMMONED_WHILE_HOLDING = (
    rf"(?:(?<= i )|(?<= we )|(?<=^ )|{I_DO} {WORDS_BETWEEN})(?:now |just )*(?:locate|locating|(?:look|hunt|search|"
    r"check)(?:ing)? for|lin(?:e|ing) up|rustl(?:e|ing) up|round(?:ing)? up|chas(?:e|ing)(?: up| down)?|dig(?:ging)? "
    r"out|"
    rf"seek(?:ing)?(?: out)?|pin(?:ning)? down) (?!your ){ONE}(?: who can (?:help|assist)(?: you)?)?{_NOW}",
    rf"for (?!me |us )(?:\w+ ){{1,5}}?to (?:pick up|answer|join|come on|come to {LINE}|get on|get to {LINE}|take over|"
    rf"take (?:your|the|this) call)(?: {LINE}| the phone| you| us)*{END}",
)
