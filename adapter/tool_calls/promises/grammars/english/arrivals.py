"""Somebody comes to the line: who is brought there, who is there already, and who rings, speaks and takes over."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.english.words import (
    AT,
    CALL,
    DESK,
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
    TITLE,
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
    rf"find|invite|invit|patch|conference|raise|rais|summon|page|pag)(?:t?ing|ping|bing)? (?:{_NO_THINGS}\w+ "
    r"){1,7}?(?:(?:come|coming|in|on|over|back|up|down) )?(?:with you )?(?:to|on|onto|on to|into|in on|in to) "
    rf"{LINE}(?! (?:is|was|has)\b)",
    r"(?:going to|about to|me to|while i|and|try to|time to|gone to|off to|just to|out to|running to|popping to) "
    rf"{MAYBE}(?:get|bring|fetch|pull|put|have|loop|add|dial|patch|invite|summon|conference) (?:{_NO_THINGS}\w+ "
    rf"){{1,6}}?(?:in )?(?:on|to|onto|into) {LINE}(?= $| for you| now| with)",
    rf"(?:have|get|getting|bring|bringing|having) (?:{_NO_THINGS}\w+ ){{1,6}}?on with (?:us|you)(?= $| now| {SOON})",
    rf"{_I_}(?:\w+ )?(?:have|having|get|getting|ask|asking|asked|got|let|letting|invite|inviting|invited) "
    rf"(?:{_NO_THINGS}\w+ ){{1,6}}?(?:to )?(?:jump|hop|come|pop|dial|get|step|join|call)(?:ping)? (?:on|in)(?= $| "
    rf"with (?:us|you)| now| here| for| to help| {SOON})(?! for (?:an?|the|your|his|her)\b)",
    rf"(?:ve|have) (?:(?:just|now|already) )+(?:pulled|looped|patched|dialled|conferenced|roped|tagged) in {SOMEBODY}",
    rf"(?:i|we) (?:(?:now|finally) )*(?:have|ve|ve got|have got|ve now got)(?: now)? (?:{DETERMINER} )?(?:(?!at |in |"
    rf"on |for |with |from |to )\w+ ){{0,3}}?(?:{PERSON}|{DESK}) for you(?= $| now| on {LINE}| and| {SOON})",
    rf"{_I_}(?:get|getting|find|fetch|fetching|grab|ring|ringing) you {TITLE} \w+(?= $| now| from| on| for| and| "
    rf"right)|{_I_}(?:get|fetch|grab|ring) (?:{TITLE} )?\w+ for you (?:now )?(?:he|she) (?:s|is|ll|will|can)",
    rf"(?:ve|have) {MAYBE}(?:added|joined|connected|brought|dialled|dialed|invited|looped|patched|pulled|conferenced) "
    rf"(?:{_NO_THINGS}\w+ ){{1,5}}?(?:in )?(?:to|into|onto|on to) {LINE}",
    rf"(?:we|you) (?:re|are) now (?:being )?joined by (?:{SOMEBODY}|{TITLE} \w+)|{PERSON} (?:\w+ )?(?:is|s) (?:now |"
    rf"here )*with us (?:now|on {LINE})",
    r"for you to (?:speak|talk) (?:to|with) (?:\w+ ){1,6}?(?:right )?now",
    # "X for you", "X on".
    rf"{_I_}(?:get|fetch|bring|grab|find|getting|fetching|bringing|grabbing|finding|ring|ringing|buzz|reach|summon|"
    r"summoning|(?:track|flag|hunt)(?:ing|ging)? down|put|putting|stick|sticking|pop|popping) (?:you "
    rf")?{SOMEBODY}{AT} (?:(?:for you|on|now)(?: for you| now| here| with you| {SOON})*(?= $| and)|to (?:speak|talk) "
    r"(?:with|to) you|to take (?:over|this|your)|to help you right now|to pick up(?= $| the phone))",
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
    r"report|bill|invoice|receipt|photos?|luggage|bags?|items?|documents?|papers|dog|cat|key|card|money|plants)(?= "
    rf")(?! (?:manager|teams?|handler|executive|department|specialist|officer|desk|line)\b)) ?\w*|\w+{END})|"
    rf"(?:{SOMEBODY}|her|him) in(?= $| now| on| to| for| {SOON}))(?! (?:by|on (?:mon|tue|wed|thu|fri)))",
    rf"{_I_}(?:connect|add|join|invit)(?:ing|e)? (?!you |to |with )(?:\w+ ){{0,3}}?{PERSON} (?:\w+ )?(?:now{END}|"
    r"in(?= $| now)|to (?:the|this|our) (?:call|line|conversation))",
    rf"(?<=^ )(?:{_I_}|so i ll |(?:i m|i am|we re|we are) going to )(?:go and )?(?:get|fetch|grab|getting|fetching|"
    rf"grabbing) (?:(?:him|her)|(?:my|our|a|"
    rf"the) (?:\w+ )?(?:manager|supervisor|boss|colleague|foreman|nurse|owner|chef|matron|pharmacist|receptionist|"
    rf"principal|director|registrar|curator|secretary|vet|doctor))(?: now| for you| {SOON})*{END}",
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
    rf"here|take {CALL}|speak (?:to|with) you|talk to you|handle {CALL}|pick up(?= $| the phone| for you| {SOON}| "
    rf"{CALL})|help you {SOON}|help you(?= $| now)|join (?:us|you|in|{CALL})|join{END})(?! (?:on|tomorrow|at|by|when|"
    r"about|after|later|for|in the)\b(?! (?:the|this) (?:line|call|phone)\b))",
    rf"(?:let|letting|have|having|get|getting) you {MAYBE}(?:speak|talk|chat|on) {MAYBE}(?:to|with)(?! {_KIN}\b)",
    # Whom one rings.
    rf"(?:{SOMEBODY}{AT}|he|she|they|line|system) (?:is|s|are|re) {MAYBE}(?:dialling|dialing|ringing|paging|buzzing) "
    rf"(?!you )(?:\w+ ){{1,5}}?(?:for you|now)(?= $| now| at| {SOON})",
    r"(?:is|s|are) (?:now |just )*(?:dialling|dialing|ringing|paging) (?:\w+ ){1,5}?(?:extension|line|desk|phone) "
    r"for you",
    rf"{FIRST}(?:dialling|dialing|paging|buzzing|ringing) (?:the |our |for )?(?!(?:\w+ )?bell ){SOMEBODY}(?: (?:in|"
    rf"from|at|of) (?:\w+ ){{0,3}}?\w+)?(?: now| for you| {SOON})*{END}",
    rf"{FIRST}(?<= now )(?:ringing|calling|dialling|dialing|paging|connecting|transferring) (?:the |our |{TITLE} "
    rf")?{SOMEBODY}{AT}{END}",
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
_NEARLY = r"(?:(?:very )?nearly|almost|just about|practically|virtually|as good as)"
_COME = (
    # Whoever it is, by what they do.
    rf"{_NOT_ME}{WILL} {MAYBE}(?:be )?{MAYBE}(?:(?:take|taking) (?:over )?(?:(?:the rest of )?{CALL}|(?:it|this|"
    rf"things|over)(?: over)? from (?:here|me)|over {SOON}|over{END}|over (?:now )?from me)(?! (?:and|to) (?:e ?mail|"
    rf"send|write|post|call|contact|get back|text|process|finish)\b)|pick(?:ing)? up(?: {CALL})?(?= $| {SOON}| for y| "
    rf"and | as soon| any| where)|with you on (?:the|this) (?:line|call|phone)|answer(?:ing)? (?:you|{CALL})|"
    rf"join(?:ing)?(?: (?:us|you|in|{CALL}))?(?: here| both)?(?= $| {SOON}| on (?:the|this)| and| for this)|"
    rf"enter(?:ing)? {CALL}|(?:com|gett?|hopp?|jump|stepp?|walk|popp?)(?:e|ing)? (?:over |back |up |down )?(?:on|onto|"
    rf"on to|to|in|into|in to|in on) {LINE}|serv(?:e|ing)? you (?:on this|from here)|on (?:the|his|her|their) way "
    r"(?:over |down )?to (?:the|this|your) (?:line|phone|call)|tak(?:e|ing) you (?:now|from here)|carry(?:ing)? on "
    rf"with {CALL}|(?:handl|look|deal|manag)(?:e|ing)? (?:after |with )?{CALL} (?:now|from (?:here|now)|{SOON})|"
    rf"(?:carry|continue|proceed)(?:ing)? (?:on )?(?:this (?:call|conversation)|with you)(?= $| {SOON}| from)|"
    r"(?:attend(?:ing)? to|assist(?:ing)?|help(?:ing)?|look(?:ing)? after) you (?:in person |personally |now |"
    r"directly )*(?:on (?:this|the) (?:line|call)|from (?:here|this point)))(?! (?:on|at|next) (?:mon|tue|wed|thu|"
    r"fri|sat|sun))",
    rf"{_NOT_ME}{WILL} {MAYBE}(?:be )?{MAYBE}(?:on (?:(?:the|this|our) (?:line|call|conversation)(?= $| {SOON}| for "
    r"you| with you| ready| waiting| and (?:ready|will|can|has|knows|waiting)| to)|the (?:phone|telephone) (?:for "
    r"you|with you|shortly|in a))|(?:(?:speak|talk|chat)(?:ing)? (?:with|to) you|(?:have|having) a word with you)(?= "
    rf"{SOON}| $| from here| on this| directly| in person| personally)(?! (?:on|at) (?:mon|tue|wed|thu|fri|sat|sun|"
    r"the)))",
    # Almost there.
    rf"(?:{_THEY_ANSWER}{AT} (?:is|s|are|re) {_NEARLY} with you|{_THEM} (?:is|s|are|re) {_NEARLY} (?:on the line|"
    r"through to you|ready for you(?= $| now| to (?:take|speak|talk)|on)))",
    r"(?:is|s|are|re) (?:\w+ ){0,4}?(?:away from|on the point of) (?:picking up|answering|joining|taking (?:your|"
    r"this|the) call|coming on|being with you|speaking|talking|being (?:connected|put through|transferred))",
    rf"{_NOT_ME}(?:is|s|are) (?:now |just |already )*(?:lifting|picking up|reaching for|grabbing) (?:the|his|her|"
    rf"their) (?:receiver|phone|handset|headset)(?= $| now| {SOON}| for you| as)",
    rf"{_THEM} (?:is|s|are) (?:now |just |already )*(?:(?:dialling|dialing|hopping|jumping|joining) (?:in|on)|"
    r"(?:coming|stepping|popping) (?:on|through))(?: to (?:us|you))?(?= $| now| for you| to join| with us)",
    r"(?<=^ )(?:and |now |so )?(?!(?:it|that|this|everything|all|something|dinner|lunch|breakfast|help|food|light|"
    r"water|power|heating|winter|spring|summer|autumn|christmas|rain|snow|work|what|who|how|nothing|series|season|"
    rf"show|film|project|i|we|you) )(?:{TITLE} )?\w+ (?:is|s) (?:now |just )?coming (?:on|through)(?: for you| "
    rf"now)*{END}",
    rf"{_THEM} takes? (?:it|this|things|over|you)(?: over| on)? from (?:here|me|now)",
    rf"{_THEM} (?:has|have|is|s|are) (?:just |now |already )*(?:been|being) (?:assigned|given|handed|passed) (?:over "
    rf")?{CALL}",
    rf"{_THEM} (?:will|ll) {MAYBE}have you on {LINE}",
    rf"and (?:\w+ ){{0,4}}?(?:now )?(?:has|have|s got) (?:it|{CALL}) (?:now|from here){END}|call (?:now )?and (?:\w+ "
    rf"){{0,4}}?has it{END}",
    rf"(?:and|who) (?:will|ll) (?:be )?(?:pick(?:ing)? up|take {CALL}) {SOON}",
    r"(?:person|colleague|lady|gentleman|one|adviser|advisor|agent|specialist) (?:(?:who s|who is|who|now|currently|"
    rf"about to|will|ll|be) )*(?:(?:tak|pick|answer|handl|join|com)(?:e|ing)? (?:on|up|over|us|{CALL}) (?:next|now|"
    r"here|is|shortly|will|needs|knows))(?= )",
    rf"{_THEM} (?:is|s|are) (?:now |just )*coming (?:through|over|across|on|up)(?: the line)? (?:for|to) you(?= $| "
    r"now)",
    r"(?:this|here|that|it) (?:s |is )where (?:i|we) (?:leave you(?! (?:off|at)\b)|sign off|bow out|step (?:out|"
    r"aside|back)|drop (?:off|out)|hand (?:you over|over (?:to|$))|say goodbye)",
    r"leave (?:the (?:pair|two) of you|you two|you both|both of you) to (?:it|talk|chat|speak|sort|discuss)|"
    rf"(?:{I_DO} |and ){MAYBE}leave you to (?:speak|talk|chat) (?:to|with)(?! {_KIN}\b)",
    r"(?:you (?:two|both)|(?:two|both|pair) of you) (?:can|will|ll|are|re) (?:(?:now|be|about to|all) )*(?:talk|"
    rf"speak|chat|talking|speaking|connected|joined)(?= $| {SOON}| directly| now| to each)",
    r"you (?:re|are) (?:(?:all|now|just) )*(?:set|lined up|good) to (?:speak|talk) (?:to|with)(?! (?:us|me)\b)",
    rf"you (?:ll|will|re|are) {MAYBE}(?:be |about to be |going to be ){MAYBE}(?:picked up|answered|assisted|helped|"
    r"looked after|attended to|dealt with|handled|taken care of|joined|greeted|served) (?:(?:on|for) (?:this|the|the "
    rf"rest of (?:this|the)) (?:call|line) )?(?:by|from) (?!us |me ){_THEY_ANSWER}{AT} (?:{SOON}|on (?:this|the) "
    r"(?:line|call)|from here)|(?:looked after|helped|assisted|served|attended to) on this (?:call|line) (?:by|from "
    r"here)",
    r"(?:then|so|now|next|sentence|message|word|words) you (?:ll|will) (?:next |now |then )?be with "
    rf"{SOMEBODY}{AT}{END}|you (?:ll|will|re|are) {MAYBE}(?:be )?on with (?!us |me |it |the show)(?:her|him|them|mr|"
    rf"mrs|ms|dr|{SOMEBODY})",
    rf"{CALL} (?:is|s|should be|will be|ll be|must be) {MAYBE}ringing(?= $| on| at| in| through| with| out| now| over|"
    r" there)",
    rf"you (?:ll|will) (?:now |next |then )?hear (?!from)(?:(?:a|an|our|the|one of our) )?(?:\w+ ){{0,3}}?{PERSON}(?: "
    rf"s voice)? {SOON}",
    rf"you (?:ll )?hear next (?:is|will be) (?:the ring|ringing|the phone|the voice|{SOMEBODY})|next (?:thing|sound) "
    rf"you (?:ll |will )?hear (?:is|will be) (?:the ring|ringing|the phone|the voice|{SOMEBODY})",
    r"(?:silence|pause|click|ring|rings|beep|tone|music|wait)(?: \w+)? (?:and then|followed by|then|before) (?:you "
    rf"ll (?:have|hear|be with) )?(?:{SOMEBODY}(?: {SOON}|{END}| picks| answers| on)|our (?:\w+ ){{1,3}}?\w+{END})",
    r"is who you (?:re|are) (?:getting|going to|being (?:put|passed|connected|transferred))|(?:to|with) whom (?:i m|"
    r"you re|you are|i am|we re|your call is|you ll be) (?:now )?(?:being )?(?:put|passed|connect|transferr|hand|"
    r"pass|speak|talk)\w*",
    r"bring(?:ing)? you (?:both |two )?together (?:with|now)|match(?:ing)? you up (?:now|with (?:an?|our|the) (?:\w+ "
    rf"){{0,3}}?{PERSON}(?= now| {SOON}))",
    # Somebody, who would be nobody without the name.
    rf"{_THEM} (?:{WILL} {MAYBE}(?:be )?{MAYBE}(?:answer(?:ing)?(?= $| {SOON}| any| in)|(?:come|coming|hop|hopping|"
    rf"jump|jumping|get|getting) on(?= $| {SOON}| here| to| with| and)|greet(?:ing)? you|stepping in|(?:right )?on(?= "
    rf"{SOON}| in (?:three|two)| $)|right (?:with you|along)|with you as soon as (?:the|this) (?:music|tone|ringing|"
    r"message)|with you (?:in (?:just )?(?:a|one|two) (?:moment|second|sec|tick|jiffy|shakes?)|directly|momentarily|"
    rf"before you))|(?:has|have|s got|have got|ll have|will have|is having) you (?:now|from here|{SOON})|(?:is |s |"
    rf"are )?(?:now )?(?:joining|picking up|coming on|answering|stepping in|hopping on)(?: (?:{CALL}|the line|us|for "
    rf"you|here|for ya|with you|{SOON}))*{END}|(?:is |s |are |will be )?(?:now )?on (?:the line|the phone|the call) "
    r"for you|(?:is|s) (?:now )?on (?:the|this|our) (?:line|call)(?= $| now| and ready| ready| waiting)|(?:is |s |"
    r"are )?(?:free|ready|there|available) and (?:will|ll|is going to|can) (?:take|speak|help|pick)|(?:ve|have|s|"
    rf"has) {MAYBE}(?:picked up(?= $| at| in| and| now| the|for)|joined(?: us| you| {CALL})?(?= $| now| on {LINE}| "
    rf"and)|taken (?:over )?{CALL}|accepted {CALL}|come on(?= $| the line| now)))",
    rf"{_THEY_ANSWER}{AT} {WILL} {MAYBE}(?:be )?(?:{MAYBE}with you (?:{SOON}|on (?:the|this) (?:line|call|phone))|"
    rf"(?:assist|help|look after|serve?|attend to|see to|deal with)(?:ing)? you (?:(?:further|out|with (?:this|that)) "
    rf")*(?:{SOON}|from here)|answer(?:ing)? "
    rf"{SOON})",
    r"(?<! m )(?<! i )(?<! be )(?<! re )(?:takes?|taking|took|taken|accepts|accepting|accepted|grabbing|grabs|"
    rf"answering|getting|picking up) (?:over )?(?:your|this|the) (?:call|conversation)(?= $| {SOON}| off me| from me| "
    r"for me| in| and)",
    r"next (?:available|free) (?:\w+ ){1,4}?(?:will|ll|is going to|is about to) (?:be (?:with|right)|take|answer|"
    r"assist|help|speak|pick|join|get|attend|talk|handle)",
    rf"there (?:ll|will) {MAYBE}be {_THEY_ANSWER}{AT} (?:with you {SOON}|on {LINE})",
    rf"(?:from here(?: on)?|now) {SOMEBODY}{AT} takes over|{SOMEBODY}{AT} takes over (?:now|next|at this point|from "
    rf"(?:here|me|now|this point))",
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
    r"(?:mak|sett|start|open|do|creat)(?:e|t|s)?(?:ing)? (?:up )?(?:(?:this|it) )?(?:into )?an? (?:(?:three|3) way|"
    r"group|conference) (?:call|"
    r"conversation)|(?:set|sett|start|open)(?:ing)? (?:up )?an? (?:conference|group|joint) call (?:with (?:\w+ "
    r"){1,6}?)?(?:right )?(?:now|for you)(?= )|you (?:re|are) (?:now )?live with(?! (?:me|us)\b)",
    rf"you (?:re|are) (?:now )?with (?!our ){SOMEBODY} now{END}",
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
    r"shortly|momentarily|now|(?:right|straight) away|directly|any (?:moment|second|minute))",
    r"(?:stay|remain|wait|keep you|keeping you|on hold)(?:ing)? (?:\w+ ){0,4}?until (?:\w+ ){1,4}?(?:answers?|picks? "
    r"up|joins|comes on)(?! (?:my|our|this|that|with (?:a|an|the) (?!clerk|agent)))",
    r"(?:is|are|s) about to (?:speak|talk) (?:to|with) you(?! on\b)",
    r"(?:next|now) (?:you ll |you will )(?:be )?(?:speak|talk)(?:ing)?|next (?:voice|person) you ?(?:ll |will "
    r")?(?:hear|speak)",
    r"(?:after|when|once|as soon as) (?:the|this) (?:tone|beep|click|music|ring|ringing)(?: (?:stops|ends|sounds|"
    r"finishes))? you (?:ll|will|re|are) (?:\w+ )?(?:speaking|talking|connected|through|be (?:speaking|talking|"
    r"connected|through))",
    rf"you (?:should|ll|will|can|may) {MAYBE}hear (?!from ){SOMEBODY}{AT}(?: s voice)? {SOON}{END}",
    rf"you ll {MAYBE}hear (?:his|her|their|(?:\w+ ){{1,3}}?s) voice {SOON}",
    rf"you (?:ll|will) {SOON} be (?:speaking|talking|chatting|connected) (?:to|with)(?! (?:us|me)\b){NOWHERE}",
    rf"(?:{SOON}(?: now)?|after (?:a|the|this) (?:\w+ )?(?:wait|pause|silence|ring|beep|tone|music|announcement)) you "
    rf"(?:ll|will|re|are) {MAYBE}(?:be )?{MAYBE}(?:speak|speaking|talk|talking|chatting|through|connected|put through|"
    rf"transferred) (?:to|with)(?! (?:us|me)\b){NOWHERE}(?! (?:the |our |your )?(?:\w+ )?(?:wi|wifi|network|internet|"
    r"server|system|app|router|grid|mains) )",
    rf"{SOON}(?: now)? you (?:ll|will) {MAYBE}hear {TITLE} \w+(?! s (?!voice))",
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
    rf"$| {SOON}| upstairs| over| at| in| for| there| through| and| out)(?! (?:off|a|the bell)\b)",
    rf"you (?:ll|will|should|can) (?:now |just )?hear (?:it |the phone |the line )?ring(?:ing)?(?: now| {SOON})+{END}",
    rf"introduc(?:e|ing) you to (?:my|our|an?|one of our|the) (?:\w+ ){{0,3}}?(?:colleague|{PERSON}(?= now| {SOON}| "
    r"and then))",
    r"next voice (?:on the line |on this line |to speak )?(?:will|ll) be",
    # Who leaves the line.
    r"i (?:m|am) (?:now )?(?:off|out|leaving|dropping) (?:off |of )?(?:the|this) (?:line|call) now",
    rf"(?:{I_DO} {WORDS_BETWEEN}|while i |and i )(?:dropp?|hopp?|stepp?|bow|sign|jump|leav|gett?|com)(?:e|ing)? "
    r"(?:off|out|away|aside|the call|this call|the line)(?: (?:here|now|of|the|this|your|call|line))*(?= $| so| and| "
    r"as| while)(?! and (?:call|ring)\b)",
    r"(?:merg|bridg)(?:e|ing) (?:the|our|both|these)(?: two)? calls|(?:join|connect|link|bridg)ing (?:the|our|both|"
    r"these|your)(?: two)? (?:calls|lines)(?= $| now| together)|you are now leaving the (?:virtual )?assistant",
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
    r"(?<=^ )(?:and |so |now |then )*here (?:is|s) (?!(?:the|your|my|our|a|an|that|it|this|what|why|how|where|when|"
    r"who|hoping|wishing|another|one|some|something|everything|more|mine|yours|proof|looking|two|three|his|her) "
    r")\w+(?= $)",
    r"here comes (?!(?:the|your|my|our|a|an|that|it|trouble|summer|winter|spring|autumn|christmas|rain|dinner|lunch|"
    rf"what|why|how|one|another|everything|santa) )\w+(?: now)?{END}",
    rf"(?<=^ )(?:and |so |right )*(?:now|next)(?: as(?: \w+){{1,2}})? (?:for |to |it s )?(?:the|our|{TITLE}) "
    rf"(?:{DESK}|(?:\w+ ){{0,3}}?{PERSON}){END}",
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
