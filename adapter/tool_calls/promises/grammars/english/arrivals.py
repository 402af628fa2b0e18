"""Somebody comes to the line: who is brought there, who is there already, and who rings, speaks and takes over."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.english.words import (
    AT,
    CALL,
    DETERMINER,
    END,
    FIRST,
    I_DO,
    LINE,
    MAYBE,
    NOWHERE,
    PERSON,
    SOMEBODY,
    SOON,
    TO_WHOM,
    WHO,
    WILL,
    WORDS_BETWEEN,
)

_NOT_ME = (
    r"(?<! i )(?<! we )(?<! you )(?<! it )(?<! this )(?<! that )(?<! there )(?<! let )(?<! me )(?<! owner )(?<! "
    r"tenant )"
)
# What else one puts on a line or adds to a call.
_NO_THINGS = (
    r"(?!(?:it|that|this|notes?|comments?|hold|block|check|lock|flag|static|noise|interference|echo|fault|problem|"
    r"issue|delay|calling|data(?! team| protection)|roaming|voicemail|app|ticket|code|text|number|details|"
    r"information|info|your(?! (?:\w+ ){0,2}?(?:manager|advis[eo]r|worker|agent|banker|doctor|nurse|teacher|"
    r"solicitor|lawyer|broker|officer|consultant|representative|rep|coordinator) )|how|what|when|you(?! (?:and|with|"
    r"both|two)|(?<=for you) on (?:the|this) (?:phone|line)\b)|kettle|music|everything|something|nothing|order|"
    r"payment|parcel|keys) )"
)
# Who answers telephones. Whoever repairs, drives or delivers may be with you at the door.
_WHO_ANSWERS = one_of(
    r"""
    somebody someone humans? person people colleagues? agents? advis[eo]rs? specialists? experts? managers?
    supervisors? nurses? doctor representatives? reps? operators? assistants? consultants? clerks? receptionists?
    members? officers? analyst interpreter pharmacist solicitor lawyer attorney coordinator dispatcher counsell?or
    registrar librarian accountant concierge boss teams? department desk reception support office switchboard
    helpdesk billing sales accounts claims reservations bookings? associate executive professional staff
    """
)
_THEY_ANSWER = rf"(?:(?!(?:your|to|is|order) )\w+ ){{0,5}}?{_WHO_ANSWERS}"
_KIN = (
    r"(?:your|the) (?:wife|husband|partner|family|mother|father|son|daughter|mum|mom|dad|neighbou?r|landlord|doctor|"
    r"bank)"
)
_I_ = rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})"

_BROUGHT = (
    # To the line, onto the call.
    r"(?<!please )(?<!to )(?<!you )(?<!ll get )(?:get|bring|pull|fetch|grab|ring|have|put|loop|call|ask|add|dial|"
    rf"find|invite|invit|patch|conference|raise|rais)(?:t?ing|ping|bing)? (?:{_NO_THINGS}\w+ ){{1,7}}?(?:(?:come|"
    rf"coming|in|on|over|back|up|down) )?(?:with you )?(?:to|on|onto|on to|into|in on|in to) {LINE}(?! (?:is|was|"
    r"has)\b)",
    rf"(?:going to|about to|me to|while i|and|try to|time to) {MAYBE}(?:get|bring|fetch|pull|put|have) "
    rf"(?:{_NO_THINGS}\w+ ){{1,6}}?(?:on|to|onto|into) {LINE}(?= $| for you| now| with)",
    # "X for you", "X on".
    rf"{_I_}(?:get|fetch|bring|grab|find|getting|fetching|bringing|grabbing|finding|ring|ringing|buzz|reach|put|"
    rf"putting|stick|sticking|pop|popping) (?:you )?{SOMEBODY}{AT} (?:(?:for you|on|now)(?: for you| now| here| with "
    rf"you| {SOON})*(?= $| and)|to (?:speak|talk) (?:with|to) you|to take (?:over|this|your)|to help you right now|to "
    r"pick up(?= $| the phone))",
    rf"{_I_}(?:get|find|grab|getting|finding|grabbing|fetching) you (?:(?:a|an|my|one|some|the|someone|somebody) "
    r")?(?:\w+ )?(?:human|person|being|supervisor|manager|agent|colleague|someone|somebody|operator|advis[eo]r|"
    rf"representative|one)(?= $| from| in| at| who| right now| now| {SOON})",
    rf"{_I_}(?:get|find|grab) (?:someone|somebody|a (?:human|person|colleague|manager)|an agent) (?:who|that|to) "
    r"(?:can |will |ll )?(?:help|take|sort|assist|deal)(?! (?:\w+ )*(?:tomorrow|out to)\b)",
    rf"{_I_}(?:put|putting|stick|sticking|pop|popping|get|getting|bring|bringing) (?!it |that |this |you |some |the |"
    r"a |an |my |your |music |everything |dinner |lunch )(?:our )?\w+ on(?: for you| now| here| with you| "
    rf"{SOON})*(?= $| and)",
    rf"{_I_}(?:patch|loop|conferenc|tag|bring|pull|dial|link)(?:ing|ging|e|ling)? (?:in (?:{TO_WHOM}(?! (?:\w+ "
    r")?(?:order|prescription|parcel|form|code|number|car|harvest|details|data|information|account|file|numbers|"
    r"report|bill|invoice|receipt|photos?|luggage|bags?|items?|documents?|papers|dog|cat|key|card|money|plants)(?! "
    rf"(?:manager|teams?|handler|executive|department|specialist|officer|desk|line)\b)) ?\w*|\w+{END})|(?:{SOMEBODY}|"
    rf"her|him) in(?= $| now| on| to| for| {SOON}))(?! (?:by|on (?:mon|tue|wed|thu|fri)))",
    rf"{_I_}(?:connect|add|join|invit)(?:ing|e)? (?!you |to |with )(?:\w+ ){{0,3}}?{PERSON} (?:\w+ )?(?:now{END}|"
    r"in(?= $| now)|to (?:the|this|our) (?:call|line|conversation))",
    rf"(?<=^ )(?:{_I_}|so i ll )(?:go and )?(?:get|fetch|grab|getting|fetching|grabbing) (?:(?:him|her)|(?:my|our|a|"
    rf"the) (?:\w+ )?(?:manager|supervisor|boss|colleague|foreman))(?: now| for you| {SOON})*{END}",
    rf"(?:{I_DO}) (?:\w+ ){{1,6}}?and (?:bring|patch|loop|pull|conference) in {SOMEBODY}",
    rf"(?:{I_DO}) (?:just |quickly )?(?:go and |go )(?:get|fetch|find) (?:you )?(?:him|her|(?:mr|mrs|ms|miss|dr) \w+|"
    rf"(?:my|our|the|a|an|one) (?:\w+ ){{0,3}}?{PERSON}){END}",
    # Of whom one is wanted.
    r"(?:human being|human|person|agent|operator|supervisor|manager|someone|colleague) (?:\w+ ){0,3}?(?:i|we) (?:m|"
    r"ll|am|will|re) (?:now |just |going to )*(?:get|find|fetch|grab|bring)(?:ting|ing|bing)? (?:you one|one for "
    r"you)(?= $| now| right)",
    rf"{_I_}(?:dial|dialing|dialling|ringing|ring) (?!your |my )(?:\w+ ){{1,5}}?extension(?= $| and| now| for| in| at)",
    # Who is let take over.
    rf"(?:{I_DO} {WORDS_BETWEEN})(?:let|have|letting|having|ask|asking|asked|get|getting) (?:{_NO_THINGS}\w+ "
    r"){1,6}?(?:to )?(?:take over(?= $| from| now| this| the call)|take this(?= $| call| one| from)|take it from "
    rf"here|take {CALL}|speak (?:to|with) you|talk to you|handle {CALL}|pick up(?= $| the phone| for you| {SOON})|"
    rf"help you {SOON}|help you(?= $| now)|join (?:us|you|in|{CALL})|join{END})(?! (?:on|tomorrow|at|by|when|about|"
    r"after|later|for|in the)\b(?! (?:the|this) (?:line|call|phone)\b))",
    rf"(?:let|letting|have|having|get|getting) you {MAYBE}(?:speak|talk|chat|on) {MAYBE}(?:to|with)(?! {_KIN}\b)",
    # Whom one rings.
    rf"(?:{_I_}|and )(?:dial|dialing|dialling|dialled|dialed|ring|ringing|rung|buzz|buzzing|try|trying)(?: through(?: "
    r"to)?)? (?!it |up |back |you |again |a )(?:(?!card|code|password|number|payment|page|link|date|size|search|"
    r"login|printer|door|key|taxi|cab|ambulance|police|bell|doorbell|restaurant|hotel|and|to|out)\w+ ){1,6}?(?:for "
    r"you|now|through)(?= $| and| now)",
    r"(?:ve|have) (?:\w+ )?(?:got|gotten|rung|dialled) through to|(?:gone and|ve|have) dial?led (?:\w+ ){1,6}?for you",
    rf"(?<!payment )(?<!order )(?<!refund )(?<!it )(?<!that )(?:is|s|are|re) {MAYBE}being {MAYBE}(?:put on|put "
    r"through(?! (?:the|on|at)\b)|patched (?:in|through)|brought (?:on|in)(?: now)?(?= $| to the (?:call|line)| "
    r"onto)|conferenced in|(?:called|fetched|added|brought|connected|invited|pulled|looped|dial?led) (?:to|in to|"
    rf"into|on|onto|on to) {LINE}|(?:rung|fetched|dial?led|paged)(?= $| now| for you)|connected(?= $| now$| for you))",
)
_THEM = rf"(?:{SOMEBODY}{AT}|he|she|they|who)"
_COME = (
    # Whoever it is, by what they do.
    rf"{_NOT_ME}{WILL} {MAYBE}(?:be )?{MAYBE}(?:(?:take|taking) (?:over )?(?:{CALL}|(?:it|this|things|over) from "
    rf"(?:here|me)|over {SOON}|over{END}|over (?:now )?from me)(?! (?:and|to) (?:e ?mail|send|write|post|call|contact|"
    rf"get back|text|process|finish)\b)|pick(?:ing)? up(?: {CALL})?(?= $| {SOON}| for y| and | as soon| any| where)|"
    rf"with you on (?:the|this) (?:line|call|phone)|answer(?:ing)? (?:you|{CALL})|join(?:ing)?(?: (?:us|you|in|"
    rf"{CALL}))?(?: here| both)?(?= $| {SOON}| on (?:the|this)| and| for this)|enter(?:ing)? {CALL}|(?:com|gett?|"
    r"hopp?|jump|stepp?|walk|popp?)(?:e|ing)? (?:over |back |up |down )?(?:on|onto|on to|to|in|into|in to|in on) "
    rf"{LINE}|serv(?:e|ing)? you (?:on this|from here)|on (?:the|his|her|their) way (?:over |down )?to (?:the|this|"
    rf"your) (?:line|phone|call)|tak(?:e|ing) you (?:now|from here)|carry(?:ing)? on with {CALL}|(?:handl|look|deal|"
    rf"manag)(?:e|ing)? (?:after |with )?{CALL} (?:now|from (?:here|now)|{SOON})|(?:carry|continue|proceed)(?:ing)? "
    rf"(?:on )?(?:this (?:call|conversation)|with you)(?= $| {SOON}| from)|(?:attend(?:ing)? to|assist(?:ing)?|"
    r"help(?:ing)?|look(?:ing)? after) you (?:in person |personally |now |directly )*(?:on (?:this|the) (?:line|"
    r"call)|from (?:here|this point)))(?! (?:on|at|next) (?:mon|tue|wed|thu|fri|sat|sun))",
    rf"{_NOT_ME}{WILL} {MAYBE}(?:be )?{MAYBE}(?:on (?:(?:the|this|our) (?:line|call|conversation)(?= $| {SOON}| for "
    r"you| with you| ready| waiting| and (?:ready|will|can|has|knows|waiting)| to)|the (?:phone|telephone) (?:for "
    r"you|with you|shortly|in a))|(?:(?:speak|talk|chat)(?:ing)? (?:with|to) you|(?:have|having) a word with you)(?= "
    rf"{SOON}| $| from here| on this| directly| in person| personally)(?! (?:on|at) (?:mon|tue|wed|thu|fri|sat|sun|"
    r"the)))",
    # Somebody, who would be nobody without the name.
    rf"{_THEM} (?:{WILL} {MAYBE}(?:be )?{MAYBE}(?:answer(?:ing)?(?= $| {SOON}| any| in)|(?:come|coming|hop|hopping|"
    rf"jump|jumping|get|getting) on(?= $| {SOON}| here| to| with| and)|greet(?:ing)? you|stepping in|(?:right )?on(?= "
    rf"{SOON}| in (?:three|two)| $)|right with you|with you as soon as (?:the|this) (?:music|tone|ringing|message)|"
    r"with you (?:in (?:just )?(?:a|one|two) (?:moment|second|sec|tick|jiffy|shakes?)|directly|momentarily|before "
    rf"you))|(?:has|have|s got|have got|ll have|will have|is having) you (?:now|from here|{SOON})|(?:is |s |are "
    rf")?(?:now )?(?:joining|picking up|coming on|answering|stepping in|hopping on)(?: (?:{CALL}|the line|us|for you|"
    rf"here|for ya|with you|{SOON}))*{END}|(?:is |s |are |will be )?(?:now )?on (?:the line|the phone|the call) for "
    r"you|(?:is|s) (?:now )?on (?:the|this|our) (?:line|call)(?= $| now| and ready| ready| waiting)|(?:is |s |are "
    r")?(?:free|ready|there|available) and (?:will|ll|is going to|can) (?:take|speak|help|pick)|(?:ve|have|s|has) "
    rf"{MAYBE}(?:picked up(?= $| at| in| and| now| the|for)|joined(?: us| you| {CALL})?(?= $| now| on {LINE}| and)|"
    rf"taken (?:over )?{CALL}|accepted {CALL}|come on(?= $| the line| now)))",
    rf"{_THEY_ANSWER}{AT} {WILL} {MAYBE}(?:be )?(?:{MAYBE}with you (?:{SOON}|on (?:the|this) (?:line|call|phone))|"
    rf"(?:assist|help|look after|serve?|attend to|see to|deal with)(?:ing)? you (?:{SOON}|from here)|answer(?:ing)? "
    rf"{SOON})",
    r"(?<! m )(?<! i )(?<! be )(?<! re )(?:takes?|taking|took|taken|accepts|accepting|accepted|grabbing|grabs|"
    rf"answering|getting|picking up) (?:over )?(?:your|this|the) (?:call|conversation)(?= $| {SOON}| off me| from me| "
    r"for me| in| and)",
    r"next (?:available|free) (?:\w+ ){1,4}?(?:will|ll|is going to|is about to) (?:be (?:with|right)|take|answer|"
    r"assist|help|speak|pick|join|get|attend|talk|handle)",
    rf"there (?:ll|will) {MAYBE}be {_THEY_ANSWER}{AT} (?:with you {SOON}|on {LINE})",
    rf"(?:from here(?: on)?|now) {SOMEBODY}{AT} takes over|{SOMEBODY}{AT} takes over (?:now|from (?:here|me|now))",
    rf"(?:about to|going to|ll|will) {MAYBE}join (?:us|you|{CALL}) (?:has|knows|is|already)(?: \w+)*",
    rf"whom? (?:i|we) (?:m|am|re|are|ll|will) {MAYBE}(?:bring|putt?|gett?|call|fetch|pull|patch|ring)(?:ing)? (?:on|"
    rf"in|up|to {LINE}|for you|{SOON})(?: for you| now| {SOON})*{END}",
    # Is on the line already.
    rf"(?:i|we) (?:have|ve|ve got|have got|got|ve reached|ve found|ve now got) (?:{DETERMINER} )?(?!great|"
    rf"branch){SOMEBODY}{AT} (?:here (?:with me|for you|beside me)|(?:right )?on (?:{LINE}|the other (?:line|end|"
    r"side))|ready (?:for you|to (?:talk|speak|help|take))|standing by|waiting for you|picking up|on for you|free "
    r"and)(?! (?:with (?:a|another)|tomorrow)\b)",
    rf"i (?:have|ve got|ve) (?:a |one |an |our |my )?(?:\w+ ){{0,2}}?{PERSON} here(?= $| for you| now| and (?:they|he|"
    r"she|i|we))",
    r"(?<=^ )(?:(?!i |we |you |it )\w+ ){1,7}?(?:(?:is|s) )?on the line (?:now )?for you",
    r"(?:i|we) (?:have|ve got|ve now got|now have|have now got) (?!you |a |an |the |it |that |this |your |no |"
    r"another |some |any |static |customers |callers |people |him |her )\w+(?: \w+)? on (?:the|this) (?:line|"
    r"phone)(?= $| now| for you| with)",
    r"(?:is|s|are) (?:here|there|on|listening)(?: now)?(?: so)?(?: please)? go ahead(?= $| please| and (?:speak|talk))",
    r"(?:introduce|introducing) you to (?:\w+ ){1,5}?on (?:the|this) (?:line|call)",
    r"(?:mak|sett|start|open|do|creat)(?:e|t|s)?(?:ing)? (?:up )?(?:this )?(?:into )?an? (?:three|3) way (?:call|"
    r"conversation)|you (?:re|are) (?:now )?live with(?! (?:me|us)\b)",
    # With whom the caller will speak.
    rf"(?:{SOON} |then |and )?you {MAYBE}(?:ll|will|re|are)(?: about to| going to)? {MAYBE}(?:be )?{MAYBE}(?:speak|"
    r"speaking|talk|talking|chatting|through|connected(?! to (?:the |our |your )?(?:\w+ )?(?:wi|wifi|network|"
    rf"internet|server|system|app|router|grid|mains) )) (?:to|with) (?!us |me )(?:\w+ ){{0,8}}?{SOON}(?! (?:week|"
    r"month)\b)",
    r"you (?:re|are|ll|will) now (?:be )?(?:speak|speaking|talk|talking|with|through|on|live)(?: to| "
    rf"with)?{NOWHERE}(?! (?:us|me|the (?:wrong|right)|your|our|a (?:digital|virtual)))",
    r"you (?:ll|will) (?:now |next |then )?be (?:speaking|talking|chatting) (?:to|with) (?:a|an) (?:real|live|human) "
    r"\w+",
    rf"(?:will|ll) {MAYBE}be (?:chatting|speaking|talking|greeted|answered|joined|assisted|helped)(?: (?:by|from) "
    rf"(?:\w+ ){{0,5}}?\w+)? {SOON}",
    r"(?!it |that |this |heating |lights? |power |water )\w+ (?:is |s )?(?:now )?coming on (?:now|here|with you|to "
    r"(?:speak|help|talk|continue|take|assist))",
    r"(?<=^ )(?:and )?(?!i |we |it |that |this |everything |all |something |dinner |lunch |breakfast |help |food |"
    r"housekeeping )\w+ (?:will|ll) be (?:right )?with you (?:in (?:just )?(?:a|one) (?:moment|second|minute|sec)|"
    r"shortly|momentarily|now)",
    r"(?:stay|remain|wait)(?:ing)? (?:\w+ ){0,4}?until (?:\w+ ){1,4}?(?:answers?|picks? up|joins|comes on)",
    r"(?:is|are|s) about to (?:speak|talk) (?:to|with) you(?! on\b)",
    r"(?:next|now) (?:you ll |you will )(?:be )?(?:speak|talk)(?:ing)?|next (?:voice|person) you ?(?:ll |will "
    r")?(?:hear|speak)",
    r"(?:after|when|once|as soon as) (?:the|this) (?:tone|beep|click|music|ring|ringing)(?: (?:stops|ends|sounds|"
    r"finishes))? you (?:ll|will|re|are) (?:\w+ )?(?:speaking|talking|connected|through|be (?:speaking|talking|"
    r"connected|through))",
    rf"you ll {MAYBE}hear (?:his|her|their|(?:\w+ ){{1,3}}?s) voice {SOON}",
    rf"you (?:ll|will) {SOON} be (?:speaking|talking|chatting|connected) (?:to|with)(?! (?:us|me)\b){NOWHERE}",
    rf"{SOON} you (?:ll|will) {MAYBE}hear (?:a|an|our|the|one of our) (?:\w+ ){{0,3}}?{PERSON}(?= $| on {LINE})",
    r"(?:there(?: you go| we go)?|done) you (?:re|are) (?:now )?on the line (?:with|to)(?! (?:me|us)\b)",
    rf"who you (?:ll|will|re going to|are going to) {MAYBE}(?:be )?(?:hear|speak|talk|hearing|speaking|talking|"
    rf"chatting)(?: to| with)? {SOON}{END}",
    r"from (?:this point|here)(?: on| onwards?)? you (?:ll|will) be (?:dealing|speaking|talking|chatting) (?:to|"
    r"with)(?! (?:us|me)\b)",
    r"(?:moment|second|minute|sec|tick|beep|click|ring|ringing) and you (?:re|are|ll be|will be) (?:with|through|on "
    r"with|speaking|talking|on)(?= )",
    # What is heard until somebody answers.
    r"you (?:ll|will|re going to|may|might|should)(?: now| just| first| then)* hear (?:\w+ ){0,5}?(?:rings?|ringing|"
    r"ringtone|click|tone|beep|music|tune)(?: \w+){0,9}? (?:answers?|picks?|pick|greets?|speaks?|greet|be with you|"
    r"comes on|come on|it s (?!over|time|done|your)|(?:will|ll) (?:be|answer|pick|greet|take|speak|help|come|join))",
    rf"you (?:ll|will) {MAYBE}(?:have|get|reach|get to|get through to|be through to|be with) (?!a call "
    rf"){SOMEBODY}{AT} (?:on {LINE}|with you {SOON}|{SOON})",
    rf"you (?:re|are) {MAYBE}(?:about|going) to (?:be )?(?:speak|talk|speaking|talking) (?:to|with)(?! {_KIN}\b)",
    r"it (?:s|is|should be|must be|ll be|will be) (?:now |already |just |currently |still )*ringing(?: (?:now|"
    rf"through|for you|over|out|there|upstairs|downstairs|already|on|away|{SOON}))*(?= $| at| in(?! my)| over| and| "
    r"on| for| to)",
    rf"(?:{WHO}|(?<!my )phone|number|(?!it s)\w+ s)(?: \w+)? (?:is |s |are )?(?:now |already |currently )*ringing(?= "
    rf"$| {SOON}| upstairs| over| at| in| for| there| through| and)(?! (?:off|a|the bell)\b)",
    # Who leaves the line.
    rf"(?:{I_DO} {WORDS_BETWEEN}|while i |and i )(?:dropp?|hopp?|stepp?|bow|sign|jump|leav|gett?|com)(?:e|ing)? "
    r"(?:off|out|away|aside|the call|this call|the line)(?: (?:here|now|of|the|this|your|call|line))*(?= $| so| and| "
    r"as| while)(?! and (?:call|ring)\b)",
    r"merg(?:e|ing) (?:the|our|both|these) calls|joining the (?:calls|lines)|you are now leaving the (?:virtual "
    r")?assistant",
    # Here they are.
    r"here (?:is|s) (?!the |a |an |your |what |how |it |my |our |that |this |where |why |some )\w+ (?:he|she) (?:is|"
    r"s|ll|will|can|knows|has)\b",
    rf"{_I_}(?:get|getting) you (?:the|our) (?:\w+ ){{0,2}}?(?:department|(?:cash|front|help|service|information|"
    rf"customs|claims|returns) desk|reception|switchboard|administration)(?= $| madam| sir| now| {SOON})",
    rf"here (?:is|s|comes|are|come) (?!mr |mrs |ms |dr |miss ){SOMEBODY}(?: now| for you| then| on the line| "
    rf"{SOON})*{END}",
    rf"here you (?:go|are) (?:my|our|one of our|mr|mrs|ms|dr) (?:\w+ ){{0,3}}?{WHO}(?: (?:from|in|at|of)(?: "
    rf"\w+){{1,4}})?{END}",
    rf"here (?:is|s) (?!a |the |your |what |how |our |another |some )(?:\w+ ){{1,2}}from (?:\w+ ){{0,4}}\w+{END}",
    rf"here (?:comes|come) (?:mr|mrs|ms|dr|one|{PERSON}|(?:our|the|a|an|my|one of our) (?:\w+ ){{0,2}}?(?:{PERSON}|"
    rf"team|head))|here (?:he|she) (?:is|comes)(?: now| for you)*{END}|here they (?:come|are)(?: now| for you)*{END}",
    rf"{FIRST}(?:{DETERMINER} )?(?:(?!your |i |we |is )\w+ ){{0,2}}?{WHO} coming (?:right |straight )?up{END}",
    rf"{FIRST}(?:(?!nothing |i |we |it |is |s |a |an |one |some |your |and |table)\w+ ){{0,3}}?{WHO} for (?:you|"
    r"ya)(?= $| madam| sir| now| caller| then| go)",
    rf"{I_DO} {WORDS_BETWEEN}have {SOMEBODY}{AT} (?:on )?with you(?= $| {SOON}| on the)",
    rf"{WHO} (?:is |s |are )?(?:now )?(?:picking|taking) this up(?= $| now| from here)|{WHO} (?:now )?(?:has|have|s "
    r"got|have got) (?:your|the|this) call(?= $| now)",
    rf"(?:{I_DO} |and ){MAYBE}(?:ringing|patching|putting) (?:him|her|them) (?:through|over|on)(?: to you)?(?= $| now|"
    rf" {SOON}){END}",
    r"(?:he|she) (?:s|is) (?:all )?(?:ready|yours)(?: for you)? now",
    r"wait(?:ing)? for (?:\w+ ){1,4}?to (?:pick up(?! the|your)|join(?= $| us)|answer(?= $| the phone| now)|come on)",
)
ARRIVALS = (*_BROUGHT, *_COME)
