"""What promises a transfer as a clause of its own, and would say little as a part of one."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.english.first_names import FIRST_NAMES
from adapter.tool_calls.promises.grammars.english.names import HUMAN, NAME, NAMED, ONE
from adapter.tool_calls.promises.grammars.english.words import (
    DESK,
    END,
    FIRST,
    I_DO,
    LINE,
    MAYBE,
    PERSON,
    SOMEBODY,
    SOON,
    TITLE,
    WHO,
    WORDS_BETWEEN,
)

# Where calls go, and where nobody goes on foot.
_OFFICE = one_of(
    r"""
    teams? department helpdesk helpline hotline switchboard billing accounts accounting claims sales support dispatch
    complaints cancellations payroll pensions mortgages? lettings collections customs registry admissions enrol?lments?
    enrol?ments? repairs maintenance housekeeping compliance underwriting finance hr resources fraud warranty outages
    faults retention scheduling triage renewals purchasing licensing (?<=service_)desk (?<=help_)desk
    (?<=support_)desk (?<=claims_)desk (?<=customer_)services? (?<=guest_)services? (?<=technical_)services?
    """
)
_DESK = one_of(
    """
    (?<=front_)desk (?<=information_)desk (?<=hire_)desk (?<=ticket_)desk (?<=booking_)desk (?<=returns_)desk
    (?<=enquiry_)desk (?<=enquiries_)desk (?<=reception_)desk (?<=loans_)desk (?<=box_)office (?<=front_)office
    (?<=main_)office (?<=booking_)office reception services? ward radiology oncology outpatients operator concierge
    dispatcher
    """
)
_CALLED = rf"(?:(?:(?={_OFFICE} )|(?={_DESK} ))\w+)"
_NO_QUESTION = r"(?!(?:wh\w+|how|such|your|no|not|it|is|in|on|at|for|from|of|with|via|near|outside|i|we|they|ask) )"
_NOW = rf"(?: (?:now|here|then|for you|please|sir|madam|{SOON}))*{END}"
_I_ = rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})"
_NOISE = r"(?:clicks?|beeps?|tones?|music|pause|silence|rings?|ringing|bleeps?|chimes?|tune|jingle)"

CLAUSES = (
    # Who is got for somebody.
    rf"{_I_}(?:get|getting|fetch|fetching|find|finding|grab|grabbing|bring|bringing) (?:you )(?:{NAME}|{SOMEBODY}) "
    rf"(?:up |back )?(?:on|onto|on to|to) {LINE}{_NOW}",
    rf"{_I_}(?:get|getting|fetch|fetching|find|finding|grab|grabbing|ring|ringing|raise|raising) {NAME}(?: now| over| "
    rf"{SOON})* for you{_NOW}",
    rf"(?:{_I_}(?:summon|hail)(?:ing)?|{_I_}(?:call|bring|get)(?:t?ing)? in|{FIRST}calling (?:up|over)) (?:{ONE}|"
    rf"{NAME}){_NOW}",
    rf"{_I_}(?:now )?request(?:ing|ed)? (?:you )?(?!(?:\w+ ){{0,3}}?(?:specialists?|experts?|consultants?) ){ONE}(?: "
    rf"(?:on|to) {LINE})?{_NOW}",
    rf"{_I_}(?:now )?(?:request|requesting|requested|invite|inviting|invited|call(?:ing|ed)?|beckon\w*|summon\w*) "
    rf"(?:{ONE}|"
    rf"{NAME}|{SOMEBODY}) to (?:join|come on(?:to)?) (?:us|you|(?:this|the|our|your) (?:call|line|conversation))(?: "
    rf"on "
    rf"{LINE})?{_NOW}",
    rf"(?:let s|{_I_})(?: just)? ?(?:get|getting|have|having) you {MAYBE}(?:sorted|sorted out|fixed up|squared away|"
    rf"hooked up|taken care of|looked after) (?:with|by) (?:{ONE}|{NAME}|(?:the|our) (?:\w+ ){{0,3}}?(?={_OFFICE} "
    rf")\w+){_NOW}",
    # Here they are.
    rf"here (?:is|s|comes|are|come) (?:our |my colleague |then )?{TITLE} (?!\w+ s )\w+(?: (?!s |in |on |at )\w+)?(?: "
    rf"(?:from|in|at) (?:\w+ ){{0,3}}?{WHO})?(?: (?:go ahead|on {LINE}))?{_NOW}",
    rf"here (?:is|s|comes) (?:our )?{NAME}(?: go ahead)?{_NOW}",
    rf"(?:{NAME}|(?={FIRST_NAMES} )\w+|(?:the|our|your|my) (?:\w+ ){{0,3}}?(?:{PERSON}|team)|he|she) (?:is|s|are) "
    rf"(?:now )?all yours{_NOW}",
    r"(?:go ahead|speak now|off you go|go on)(?: please| now| caller)* (?:they|he|she) can (?:now |both )?hear "
    rf"you{_NOW}",
    # Where the call goes, without a verb.
    rf"{FIRST}(?:{_NO_QUESTION}\w+ ){{0,3}}?(?:{_CALLED}|(?={HUMAN} )\w+) it is{_NOW}",
    rf"(?<=^ )(?:(?:ok|okay|right|all right|alright|well|righto) then|right you are|very (?:good|well)|right ?oh?|"
    rf"there "
    rf"you go|there we go|here (?:we|you) go|here goes|in you go|off you go)(?: sir| madam| ma am| love| dear)* (?:the "
    rf"|our )?(?:(?!(?:my|that|this|as|all|check|call|contact|email|open|try|let|visit|meet|see|tell|say|write|and|to|"
    rf"{SOON}) ){_NO_QUESTION}\w+ ){{0,2}}?{_CALLED}{_NOW}",
    rf"{FIRST}in you go(?: now| then)*{END}",
    rf"{FIRST}(?:i m |i ll be |we re |and )?(?:now )?(?:handing|passing) (?:(?:things|the call|this call|you) )?(?:off|"
    rf"over|across){_NOW}",
    rf"(?<=^ )(?:(?:so|and|okay|ok|right|then|now|next|all right) )*on to (?:the|our) (?!next )(?:\w+ )?{DESK}{_NOW}",
    rf"{FIRST}(?:getting|fetching|bringing|ringing|raising|giving) you (?:the |our )?(?:\w+ )?{_CALLED}{_NOW}",
    rf"{_I_}(?:go and |go )?(?:fetch|fetching|get|getting|grab|grabbing) {NAMED}(?: from (?:\w+ ){{1,3}}?\w+)?{_NOW}",
    rf"(?:wait(?:ing)? for|after) (?:the|a) (?:\w+ )?{_NOISE} (?:and )?then (?:you (?:can )?)?(?:talk|speak) (?:to|"
    rf"with) "
    rf"{SOMEBODY}",
    # Where it goes, and to whom.
    rf"{_I_}(?:send|pass|hand|turn|mov|bring|tak|giv|shift|switch)e?(?:ing)? you (?:(?:over|on|straight|back|across|"
    rf"now|"
    rf"up|down) )*to {NAMED}(?= $| now| from| who| because| as| so| and| since| for|{_NOW})",
    rf"{_I_}(?:link|hook|team|pair|match|join|partner|buddy)(?:e|ing)? you (?:right |straight |now )*up (?:now )?with "
    rf"(?:{NAME}|{ONE}(?: (?:from|in|at) (?:\w+ ){{0,3}}?{WHO})?){_NOW}",
    rf"{_I_}(?:get|send|bring|tak|mov|steer|direct)e?(?:t?ing)? you (?:over |straight |through |across |back )*to the "
    r"(?:(?:very )?(?:right|correct|proper|best)) (?:place|spot|team|person|people|department|desk|extension|colleague|"
    rf"advis[eo]r|agent|specialist|expert|hands)(?: for (?:that|this))?{_NOW}",
    rf"(?:your|this|the|that) (?:phone )?call (?:now )?(?:goes|passes|heads|rings|comes) (?:(?:straight|right|directly|"
    rf"over|on|through|up|down|across|back|now) )*to (?!(?:an? |the |our )?(?:answering|automated)\b)(?:the |our |one "
    rf"of "
    rf"our )?(?:(?!(?:and|or|to|if|answering) )\w+ ){{0,3}}?(?:{_CALLED}|desk|office|(?={HUMAN} )\w+|{NAMED}){_NOW}",
    rf"(?:that|the|this|your) call (?:is|s) (?:now |already )*(?:with|in the hands of) (?:{SOMEBODY}|{NAME}) (?:now|"
    rf"at "
    rf"this moment){END}",
    rf"you (?:re|are) (?:now )?with (?:{SOMEBODY}|{NAME}) next{END}",
    rf"{_I_}(?:mov|bump|putt?|popp?|push|shift|send|tak|plac|jump)e?(?:ing|ed)? (?:you|your call) (?:right |straight |"
    rf"up "
    r")*(?:to|at) the (?:very )?(?:front|top|head) of (?:the|our) (?:(?:call|phone|priority|support|waiting) )?(?:line|"
    rf"queue)(?: (?:for|at|to|with) (?!(?:\w+ )*(?:tickets?|boarding|seats|check in) )(?:\w+ ){{0,3}}?{WHO})?{_NOW}",
    # Who takes the call.
    rf"(?:first|next) (?:(?:available|free) )?(?:\w+ ){{0,2}}?{PERSON} (?:(?:will|ll|now) )*(?:gets?|takes?|has|picks? "
    rf"up|answers?) (?:you|your call|this call|the call){_NOW}",
    rf"(?:{NAME}|(?:the|our|my|an?) (?:\w+ ){{0,3}}?(?!(?:captain|skipper|crew|porter|attendant) ){PERSON})(?: "
    rf"(?!(?:who|that|if|when) )\w+){{0,6}}? takes you (?:now|next|{SOON}){END}",
    r"(?:your|this|the) call (?:will|ll|is|shall|is going to) (?:now )?(?:be |being )?(?:answered|taken|handled|dealt "
    r"with|connected) in (?:the |strict |exactly the |sequence |turn )*(?:order|turn|sequence)(?= $| it| in which| "
    r"they| "
    r"that| of| received| now)",
    # Who has been told.
    rf"(?:the |our )?(?:\w+ ){{0,2}}?(?:(?={_OFFICE} )\w+) (?:is|are|s) (?:now |already )*expecting (?:you|your "
    rf"call){_NOW}",
    rf"(?:{_DESK}|{HUMAN}) (?:is|are|s) (?:now |already )*expecting your call now{END}",
    rf"(?:ve|have|just) (?:just |already |now )*(?:let (?:the |our )?(?:\w+ ){{0,2}}?(?:(?={_OFFICE} )\w+) know|"
    rf"(?:told|"
    rf"warned|alerted) (?:the |our )?(?:\w+ ){{0,2}}?(?:(?={_OFFICE} )\w+)) (?:that )?you (?:re|are) coming(?: over| "
    rf"through| across| their way)?{_NOW}",
    rf"(?:ve|have|just) (?:just |already |now )*(?:let (?:them|him|her|{SOMEBODY}|{NAME}) know|(?:told|warned|"
    rf"alerted) "
    rf"(?:them|him|her|{SOMEBODY}|{NAME})) (?:that )?you (?:re|are) (?:(?:now )?on the line|coming through|about to "
    rf"(?:come|be put) through|holding){_NOW}",
    # What is heard until they answer.
    r"(?<=^ )(?:(?:all done|done|okay|ok|right|good|there|there you go|now|and|so|next|in a moment) )*you (?:should|ll|"
    r"will|might|may) (?:now |just |soon |already |next |then )*hear (?:it|the phone|the line|their phone|the "
    r"extension) "
    rf"ring(?:ing)?(?: (?:out|(?:for )?an? (?:few|couple of) (?:times|seconds|rings)|once or twice|once|twice|at the "
    rf"other end|for a (?:bit|moment|second)))?{_NOW}",
    rf"you (?:should|ll|will|might|may) (?:now |just |first |soon )*hear (?:\w+ ){{0,4}}?{_NOISE} (?:\w+ "
    rf"){{0,3}}?(?:and "
    rf"then|then|followed by|and after that|and) (?:(?:it s|you ll have|you ll get|you have|comes|you re with|that s) "
    rf")?(?:{NAME}|(?:our|the|an?|one of our) (?:(?!(?:s|of|for) )\w+ ){{0,3}}?{WHO}){_NOW}",
    rf"(?:a|one|the) (?:(?:quick|little|short|small|brief) )?{_NOISE} (?:(?!from )\w+ ){{0,3}}?(?:and then|and|then|"
    rf"followed "
    rf"by) (?:(?:it "
    rf"s|you ll have|you ll get|you ll hear|you have|comes|you re with|you ll be with) )?(?:{NAME}|(?:our|an?|one of "
    rf"our|the) (?:(?!(?:s|of|for) )\w+ ){{0,3}}?{WHO}){_NOW}",
)
