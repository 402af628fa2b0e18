"""Somebody is rung, fetched, located and welcomed, and holding is for somebody."""

from adapter.tool_calls.promises.grammars.english.names import NAME, ONE
from adapter.tool_calls.promises.grammars.english.words import (
    AT,
    CALL,
    END,
    FIRST,
    I_DO,
    LINE,
    MAYBE,
    SOMEBODY,
    SOON,
    WHO,
    WILL,
    WORDS_BETWEEN,
)

_I_ = rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})"
_SOMEONE = rf"(?:{SOMEBODY}{AT}|{NAME})"
_NOW = rf"(?: (?:now|here|then|for you|please|sir|madam|{SOON}))*{END}"
_TO_THE_CALL = rf"(?:{CALL}|{LINE})"
# Whose way to the call it is, and who is rung for it.
_FETCHED = (
    r"(?:called|rung|dial?led|fetched|paged|buzzed|summoned|brought|raised|hailed|located|tracked down|got hold of|"
    r"assigned|allocated|notified|alerted|informed|found|located)"
)

_REINS = r"tak(?:e|ing) (?:the (?:wheel|reins|helm|baton|mic|floor)|it away)"

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
    rf"{_I_}(?:lin(?:e|ing)|round(?:ing)?|rustl(?:e|ing)) up {SOMEBODY}{AT}(?: for you)? {SOON}{_NOW}",
    # Who comes is said last.
    rf"(?<=^ )(?:and |so |now |okay )*(?:(?:right )?with you|on {LINE}|joining (?:us|you)|(?:speaking|talking) (?:to|"
    rf"with) "
    rf"you|taking (?:over|{CALL})|picking up|answering|coming (?:up|on)|next (?:up|on {LINE}))(?: (?:now|next|"
    rf"{SOON}))* "
    rf"(?:will be|is|are|comes|ll be) (?:now )?{_SOMEONE}{END}",
    rf"{_I_}(?:get|getting|put|putting) an? (?:real |live )?(?:human|person|agent|supervisor) on (?:this|the case)"
    rf"{_NOW}",
    rf"{_I_}(?:call|bring|get)(?:t?ing)? in (?:some )?(?:backup|reinforcements?|the (?:cavalry|experts?|big guns|pros)|"
    r"a second pair of (?:ears|hands|eyes))",
    rf"{SOMEBODY}{AT} {WILL} {MAYBE}(?:be )?(?:attend(?:ing)?(?: to)?|receiv(?:e|ing)|entertain(?:ing)?) (?:{CALL}|you "
    rf"{SOON})",
    rf"and (?:get|bring|put|pull|have) (?:him|her|them) (?:on|in)(?: (?:here|now|with us|for you|{LINE}|{SOON}))*{END}",
    rf"{_SOMEONE} (?:has|have|is|s|was) (?:just |now |already |been |being )*(?:assigned|allocated|dispatched) to "
    rf"{CALL}",
    rf"you (?:re|are) {MAYBE}about to (?:now )?hear from (?!us ){_SOMEONE}{END}",
    rf"(?:i|we) (?:ve|have) (?:now |just |finally )*(?:found|located|reached|secured) (?:you )?(?!(?:\w+ ){{0,3}}?"
    rf"(?:specialist|expert|consultant|assistant)s? ){ONE}{_NOW}",
    rf"(?<=^ )(?:and |so |now )*in (?:comes|steps|jumps) {_SOMEONE}{END}",
    rf"(?:and )?(?:now )?without (?:any )?further ado (?:here (?:is|s|comes) )?{_SOMEONE}{END}",
    rf"(?<=^ )(?:and |so |okay )*(?:next up|up next|coming up next)(?: for you)?(?: is| comes| we have)? (?:{NAME}|"
    rf"(?:the|"
    rf"our) (?:\w+ ){{0,4}}?{WHO}){END}",
    rf"{_SOMEONE} {WILL} {MAYBE}(?:be )?(?:continue|continuing|carry on|carrying on|proceed|proceeding) (?:{CALL}|with "
    rf"(?:you|{CALL}))(?: with you)? (?:on {LINE}|from (?:here|me)|{SOON})|{_SOMEONE} {WILL} (?:\w+ )?now (?:be "
    rf")?(?:continue|"
    rf"continuing|"
    rf"carry on|proceed) (?:{CALL}|with you)",
    rf"{CALL} (?:{WILL} )?(?:now )?(?:continues?|goes on|carries on|carry on) (?:now )?with (?!me ){_SOMEONE} "
    rf"(?:{SOON}|"
    rf"from here)",
    rf"you (?:ll|will|re|are) (?:now |next |from here )+(?:be |being )?(?:helped|assisted|looked after|served|"
    rf"attended to|"
    rf"dealt with|handled|supported) (?:further )?by (?!me |us |our (?:digital|virtual)){ONE}",
    rf"(?:go ahead|speak now|please speak|(?:you )?(?:can|may) (?:now )?(?:speak|talk)(?: now)?)(?: please| now| "
    rf"caller)* "
    rf"{_SOMEONE} (?:is|s|are) (?:now )?(?:here|there|on|on {LINE}|listening|ready|with you){END}",
    rf"{_I_}(?:swap|trad|chang|switch)(?:e|p?ing)? (?:(?:places|seats|out|over) )?with (?:{ONE}|{NAME})(?! (?:number|"
    rf"seats?)\b)|{_I_}(?:swap|trad|chang)(?:e|p?ing)? places with {SOMEBODY}",
    rf"{_I_}(?:add|join|invit|includ|conferenc)(?:e|ing)? (?:{NAME}|(?:\w+ ){{0,4}}?{ONE}) {SOON}{END}",
    rf"(?<=^ )(?:and |then |so )*{SOON}(?: now)? (?:{SOMEBODY}{AT}|{NAME}) (?:will|ll|is going to|should) (?:say "
    rf"(?:hello|"
    rf"hi)|greet you|speak (?:to|with) you|answer(?= $| you| the phone)|pick up(?= $| the phone)|come on(?= $| {LINE})|"
    rf"take over(?= $)|take {CALL}|be on(?= $| {LINE}))",
    rf"{_SOMEONE} (?:is|s|are) (?:now |already |just )*(?:waiting|standing by|holding|ready) on {LINE}",
    rf"next you (?:ll|will) hear (?!from us ){_SOMEONE}{END}",
    rf"{_I_}(?:sett|open)?(?:set|ing) up an? (?:call|line) with {_SOMEONE} (?:right )?now",
    rf"you (?:ve|have) (?:got |now |now got )?(?!your ){_SOMEONE} on {LINE}(?: now| {SOON})*{END}",
    rf"while {_SOMEONE} (?:talks|speaks) (?:to|with) you",
    rf"{_I_}(?:let|letting) {_SOMEONE} (?:in )?(?:on|onto|on to|into|in on) {_TO_THE_CALL}",
    rf"{_I_}(?:arrang|organi[sz]|tak|get|hav|invit)(?:e|t?ing)? {_SOMEONE} (?:for you )?(?:on|onto|on to|into) {LINE}",
    rf"{_I_}pull(?:ing)? up an? (?:real |live )?(?:human|person|agent|supervisor|operator|colleague)(?: for "
    rf"you)?{_NOW}",
    rf"{_SOMEONE} (?:is|s|are) (?:now |just )*coming on (?:call|phone|line)(?: now)?{END}",
    rf"{_I_}conferenc(?:e|ing) (?:in )?(?!with ){_SOMEONE}(?: in)?{_NOW}",
    # Who has a name.
    rf"{NAME} {WILL} {MAYBE}(?:be )?(?:(?:assist|help|look(?:ing)? after|serv|attend(?:ing)? to)(?:e|ing)? you "
    rf"(?:{SOON}|"
    rf"from here)|(?:right )?with you {SOON})",
    rf"{_I_}(?:bring|loop|patch|pull|conferenc|dial|tag|link)(?:e|l?ing|ging)? (?:{NAME} in|in {NAME}){_NOW}",
    rf"{_I_}(?:pag|buzz|ring|dial|summon)(?:e|l?ing)? {NAME} (?:now|for you|{SOON}){END}",
    rf"(?:until|till) {NAME} (?:picks? up|answers|joins|comes on)(?= $| the| us| you)",
    # Who takes the reins.
    rf"(?:{I_DO} {WORDS_BETWEEN})(?:let|letting|have|having|ask|asking|asked|get|getting) {_SOMEONE} (?:to "
    rf")?(?:{_REINS}|"
    rf"(?:step|jump|hop) in)(?= $| on| now| from| here| with| so| and| {SOON})",
    rf"{_SOMEONE} (?:{WILL} {MAYBE}(?:be )?|is |s |are |now )+(?:tak|grabb?)(?:e|es|ing)? the (?:wheel|reins|helm|"
    rf"baton|"
    rf"mic|floor) (?:now|from (?:me|here)|on this call|{SOON})",
    rf"{_SOMEONE} (?:has|have|s|ve) {MAYBE}been {MAYBE}{_FETCHED} and {WILL} {MAYBE}(?:be )?(?:(?:on|on {LINE}|joining|"
    rf"picking up) {SOON}|joining (?:us|you|the call))",
    rf"{ONE} (?:has|have|s|ve) {MAYBE}been {MAYBE}{_FETCHED} and {WILL} {MAYBE}(?:be )?(?:right )?with you",
)
# What says enough to a caller who is asked to hold.
SUMMONED_WHILE_HOLDING = (
    rf"(?:(?<= i )|(?<= we )|(?<=^ )|{I_DO} {WORDS_BETWEEN})(?:now |just )*(?:locate|locating|(?:look|hunt|search|"
    r"check)(?:ing)? for|lin(?:e|ing) up|rustl(?:e|ing) up|round(?:ing)? up|chas(?:e|ing)(?: up| down)?|dig(?:ging)? "
    r"out|"
    rf"seek(?:ing)?(?: out)?|pin(?:ning)? down) (?!your ){ONE}(?: who can (?:help|assist)(?: you)?)?{_NOW}",
    rf"(?<=^ )(?:and )?for {NAME}{_NOW}",
    rf"for (?!me |us )(?:\w+ ){{1,5}}?to (?:pick up|answer|join|come on|come to {LINE}|get on|get to {LINE}|take over|"
    rf"take (?:your|the|this) call)(?: {LINE}| the phone| you| us)*{END}",
)
