"""What promises a transfer to a caller who is asked to hold as well, and would say little without."""

from adapter.tool_calls.promises.grammars.english.names import NAME, ONE
from adapter.tool_calls.promises.grammars.english.words import (
    AT,
    CALL,
    DETERMINER,
    END,
    FIRST,
    I_DO,
    MAYBE,
    NOWHERE,
    PLACE,
    SOMEBODY,
    SOON,
    WHO,
    WORDS_BETWEEN,
    YOU,
)

# What one rings, asks or finds somebody for is no transfer then.
_FOR_NOTHING_ELSE = (
    r"(?! (?:\w+ ){0,6}?(?:to|and|so) (?:i can |we can )?(?:ask|check|confirm|find|see|tell|let|order|get|make|book|"
    r"look|verify|give|arrange|send|email|request|report|clarify|ring|call|phone|write|text|come|contact|approve|"
    r"sign|reserve|visit|fix|repair|bring|deliver|reply|pay)\b)"
)
_ING = (
    r"(?:transferr|connect|forward|redirect|rerout|rout|patch|conferenc|escalat|divert|relay|switch|mov|tak|bring|"
    r"pass|hand|send|gett|push|putt)ing"
)

HOLDING = (
    rf"(?<=^ ){NAME} for you(?: now| then)*{END}",
    rf"(?:get|getting|take|taking|send|sending|bring|bringing) you (?:to )?where(?:ver)? you (?:need|want|have) to "
    rf"(?:be|"
    rf"go){END}",
    rf"(?:have|need|want|got|going) to (?:just )?(?:get|fetch|grab|bring in|get hold of|find) (?:you )?{ONE}(?: for "
    rf"(?:this|that|you)|{SOON})*{_FOR_NOTHING_ELSE}",
    rf"{SOMEBODY}{AT} (?:is|s|are) (?:now |already |just )*waiting (?:there )?to (?:talk|speak) (?:to|with) you",
    rf"(?<=^ )for (?:(?:the|your|a) )?(?:call )?(?:transfer|connection|hand ?over|handoff){END}",
    rf"{I_DO} {WORDS_BETWEEN}(?:shout|shouting|holler|hollering|yell|yelling|call out|calling out) (?:for|over to) "
    rf"{SOMEBODY}{AT}{_FOR_NOTHING_ELSE}{END}",
    rf"(?<=^ )for the next (?:(?:free|available) )?one{END}",
    rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})(?:give|giving) {SOMEBODY}{AT} an? (?:quick )?(?:ring|shout|call|buzz|bell|"
    rf"tinkle)(?: (?:now|for you))*{_FOR_NOTHING_ELSE}{END}",
    rf"next stop (?:is|will be|s) {SOMEBODY}{AT}{END}",
    rf"{I_DO} {MAYBE}(?:give|giving) (?:it|this|the call|the phone|the line) (?:over |on )?to {SOMEBODY}{AT}{END}",
    rf"(?:{FIRST}(?:off|over|up|down|across|through|straight|next stop)) (?:to )?(?:{SOMEBODY}|with you)",
    # Here they are.
    rf"{I_DO} {WORDS_BETWEEN}have (?:one of our|{DETERMINER}) (?:\w+ ){{0,2}}?{WHO} for you(?= $| now)",
    rf"here (?:comes|is|s) (?!your |the |our |a |an |what |how |it |where |my |that |this )(?:\w+ ){{0,4}}\w+{END}",
    r"(?<! i )(?<! we )(?<!system )(?<!page )(?:is|are|s|will be|ll be|to be|should be) (?:(?:right|now|back|here) "
    r")?(?:with you|right there|there for you|about to join)(?! (?:in (?:the|your)|at|on|by|between) )",
    rf"(?<! i )(?<! we )(?<! it )(?:will|ll|s going to|is going to|are going to|wants to) {MAYBE}(?!take (?:\w+ "
    r")?(?:you|it) (?!from here|$))(?:help|assist|look after|speak (?:to|with)|talk (?:to|with)|handle|take|see to|"
    rf"serve|attend to|answer|sort|pick up) (?:\w+ )?(?:you|this|it|{CALL}|the phone|from here|over(?= $| from here| "
    r"now| the call| this call))(?! (?:on|at|in|when|by|to) )",
    r"(?:ringing|dialing|dialling|calling(?! (?:you|from|on|about|a|to|it)\b)|rung|dialled) (?:\w+ ){0,4}?(?:now|"
    rf"{WHO})(?! out){_FOR_NOTHING_ELSE}",
    r"(?:coming|on (?:his|her|their) way) (?:\w+ ){0,5}?to (?:talk|speak) (?:to|with) you",
    rf"(?:{SOMEBODY}|they|he|she|someone) (?:will|ll|is going to|are going to|s going to) {MAYBE}(?:pick|take) "
    rf"(?:this|it) (?:up|over){END}",
    rf"it (?:s|is) {MAYBE}(?:going|ringing|on its way|heading) (?:through|over|across) to (?!the (?:warehouse|courier|"
    rf"kitchen|bank|printer|driver)){SOMEBODY}(?: now| {SOON})*{END}",
    r"(?:the|your|this) (?:transfer|hand ?over|switch|connection) (?:will |should |ll )?(?:only |just )*takes?(?: "
    rf"(?:only|just|an?|few|couple|of|one|two|moments?|seconds?|secs?|ticks?))*{END}",
    rf"{I_DO} {WORDS_BETWEEN}(?:reach(?:ing)?(?: out)?|look(?:ing)?|find(?:ing)?|search(?:ing)?|call(?:ing)?|"
    r"ring(?:ing)?) (?:\w+ ){1,7}?(?:to|and) (?:connect|transfer|patch) you(?= $| to| with| through| now)",
    rf"(?:the|your|call) (?:transfer|hand ?over) (?:will|is about to|is going to) {MAYBE}(?:start|begin|happen|take "
    rf"place) {SOON}{END}",
    # Elliptical: "One moment, billing."
    rf"{FIRST}(?:{DETERMINER} )?(?:(?!\w+ing |under |via |about |outside |near |your |nothing |i |we |let |me |ask |"
    r"check |to |from |with |is |in |at |tap |choose |select |click |open |press |dial |call |visit |contact |email "
    rf")\w+ ){{0,2}}(?:{PLACE}|(?:control|post|mail|press|staff|duty|incident|dispatch) room|concierge|\w+ manager|"
    rf"receptionist|operator)(?: now| please| then| it is)*{END}",
    r"(?<=^ )(?:and )?for (?:the|our|my|mr|mrs|ms|dr) (?!moment|time|next|first|details)(?:\w+ ){0,3}(?!(?:e?mail|"
    r"confirmation|message|code|forms?|results?|page|system|letter|parcel|delivery|bus|train|download|update|receipt|"
    r"invoice|card|payment|door|light|link|file|search|computer|printer|screen|answer|reply|lift|doorbell|waiter|"
    rf"check|moment) )\w+{END}",
    rf"(?<=^ )(?:for|to) (?:mr|mrs|ms|dr|(?:{DETERMINER} (?:\w+ ){{0,3}}?)?{WHO})(?: s \w+)?(?: please| now| "
    rf"then)*{END}",
    rf"{I_DO} {WORDS_BETWEEN}(?:transfer|connect|switch|redirect|forward|put|pass|hand|send|move|take|get|bring) "
    rf"{YOU} (?:over |through |up |across |back )?(?:to|with|on to){NOWHERE} (?!the end|a different|another (?:date|"
    r"time|room|seat)|hold|sleep|work|know)\w+",
    # "I'd be happy to transfer you", "I have to put you through".
    r"(?:(?:d|would) (?:also |now |just |really )?(?:be (?:more than |very |only too )?(?:happy|glad|delighted|"
    rf"pleased)|love|like)|have|need|want|got) to {MAYBE}(?:(?:transfer|connect|redirect|patch) {YOU}(?= $| to| with| "
    rf"through| over| now| for)|(?:put|hand|pass|get|bring|send|forward|escalate) {YOU} (?:to|with|through|over|now|"
    rf"on to|for)){NOWHERE}",
    # "I can put you through now."
    rf"(?:i|we) can {MAYBE}(?:transfer|connect|put|pass|hand|get|switch) {YOU} {MAYBE}(?:to|with|through|over)(?: "
    rf"(?!or )\w+){{0,8}} now{END}",
    rf"{I_DO} {WORDS_BETWEEN}(?:refer|referring) {MAYBE}you {MAYBE}to{NOWHERE} (?:\w+ ){{0,4}}?(?:{PLACE}|extension|"
    r"operator|agent|colleague|manager|supervisor|representative|advis[eo]r)",
    rf"{I_DO} {WORDS_BETWEEN}(?:give|giving) you (?:our|the) (?:\w+ ){{0,2}}?{PLACE}(?= $| now| {SOON})",
    rf"(?:you|{CALL}) (?:re|are|is|s) {MAYBE}being (?:redirected|directed|switched|moved|passed|handed)(?= $| to| "
    rf"now){NOWHERE}",
    # "This" is the call.
    rf"{I_DO} {WORDS_BETWEEN}(?:(?:pass|rout|escalat|transferr|hand|redirect|mov|forward)ing|forward|pass|route|"
    rf"escalate|transfer|hand) (?:this|it) (?:over |on |straight |across |directly |up )*to {SOMEBODY}",
    r"(?<=^ )and you (?:re|are|ll be|will be) (?:with|through to|on with|speaking to|speaking with|talking to)(?! "
    rf"(?:us|me)\b){NOWHERE}",
    rf"you (?:re|are) {MAYBE}next (?:up |in turn )?(?:for|with) {SOMEBODY}(?= $| so| now)",
    r"you (?:re|are) (?:now |just |currently )*(?:waiting|holding) for (?:the|our) next (?:free |available "
    r")?(?!train|bus|tram|flight|ferry|delivery|update|invoice|bill)\w+",
    rf"(?:putt|plac|add|popp)ing you in(?:to)? it(?: now)?{END}",
    # Who connects, and who can speak.
    rf"{WHO} (?:will|ll|is going to) {MAYBE}(?:transfer|connect|put|patch) {YOU}(?= $| to| with| through| over| "
    rf"now){NOWHERE}",
    rf"can (?:speak|talk) (?:to|with) you {SOON}|can take {CALL} {SOON}",
    # Who is there, and who is fetched.
    rf"(?:requested|paged|paging|alerted|buzzed|buzzing) (?:\w+ ){{0,4}}?{WHO}(?! (?:for|to|know)\b)|(?:human|"
    rf"assistance|agent|transfer) (?:assistance )?requested|(?<=^ )(?:(?!your )\w+ ){{0,3}}extension{END}",
    rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})(?:get|find|grab|fetch|bring|summon|summoning|flag down|flagging down|track "
    rf"down|"
    r"tracking down|raise|raising|rouse|rousing|page|buzz|ring|call|ringing|getting|finding|fetching|bringing|"
    r"grabbing|contact|contacting|try|trying|"
    r"reach(?! out)) (?:you )?(?:a hold of |hold of |ahold of )?(?!your |up |the price)(?:(?!price |right |through |"
    rf"past |scheduled |booked )\w+ ){{0,3}}?{WHO}(?! (?:for (?!you)|s |booked|scheduled|sent|together|near|whether|"
    rf"if|about|opening|who has|out|on (?:mon|tue|wed|thu|fri))){_FOR_NOTHING_ELSE}",
    rf"{I_DO} {WORDS_BETWEEN}(?:get|fetch|grab|find|getting|fetching|grabbing) (?:(?!married |{DETERMINER} |it |more |"
    r"that |those |them a)(?:\w+ for you|(?:her|him|them)(?: now)?)|(?!it|that|this|these|those|some|more|in|on|up|"
    rf"to|back|there|going|ready|started|rid|notes|help)\w+){END}",
    r"you (?:\w+ )?(?:ll|will|re now|are now|re about to|are about to)(?: now)? (?:be )?(?:speaking|talking|speak|"
    rf"talk|connected|through) (?:to|with){NOWHERE} (?:our|the|a|an|one|someone|somebody|mr|mrs|ms|dr|\w+{END})|have "
    rf"you (?:over |through |across )?(?:with|to|on with) (?:\w+ ){{0,5}}?\w+{END}",
    rf"(?:{SOMEBODY}|they|he|she|someone) (?:(?:ll |will |should |are |is |s |re )?(?:be )?(?:pick|answer|greet)(?:s|"
    rf"ing)?(?: up)?(?= $| {SOON}| you| in turn)|(?:is|s) (?:\w+ )?(?:free|available|ready)(?= $| and| now| to "
    r"(?:take|speak|talk|help)))",
)
# Ask the caller to hold.
_A_MOMENT = r"(?:(?:just )?(?:a|one|half a|a wee|a quick|two|a few|a couple of|another|a little) (?:\w+ )?"
_A_MOMENT = rf"{_A_MOMENT}(?:moments?|seconds?|minutes?|secs?|ticks?|mo|mins?|bit|while|longer)|there|tight|fire)"
HOLDS = (
    r"(?:could|can|would|will|may i ask if you could) (?:you )?(?:please |kindly |just )*(?:mind )?(?:hold|holding|"
    r"wait|waiting)(?= $| please| for me)(?: for me)?",
    r"(?:please )?(?:do not|don t) (?:you )?(?:hang up|leave (?:the|this) line|ring off|go away|go anywhere|put "
    r"(?:down )?the (?:phone|receiver)(?: down)?|disconnect|go|drop off|(?:cut|end|drop|disconnect|break|close) "
    r"(?:the|this|your) (?:call|line|phone|connection))",
    r"(?<! i ll )(?<! we ll )(?:on (?=hold ))?(?:(?:if you (?:d|ll|will|would|could|can|just)|if you don t mind|"
    r"would you|could you|can you|will you|you can|(?:may|can|could|might) i ask you to|(?:i|we) (?:would|d|must|have "
    r"to|need to|ll|will) (?:like to )?(?:just )?ask you to|kindly) )?(?:mind "
    r")?(?:please )?(?:just )?(?!staying (?:on|on the line|with you) (?:until|till) )(?:hold|holding|stay|remain|keep|"
    r"hang|wait|stick|bear|sit|stand|staying) (?:right "
    rf")?(?:on the line|the line|on the phone|on the call|on this line|holding|on|{_A_MOMENT}|with (?:me|us)|around|"
    r"here(?! for)|please|put|where you are|connected|for (?:me|us|(?:just )?(?:a|one|two) (?:\w+ )?(?:moments?|"
    r"seconds?|minutes?|secs?|mo|ticks?))|while(?= i| we| you| your)|line|still|by|close)(?: please)?(?: (?:for|"
    r"just) (?:a|one|another|two) (?:\w+ )?(?:moments?|seconds?|minutes?|secs?|mo|ticks?))?(?: (?:until|till) (?:\w+ "
    r"){1,6}?(?:picks? up|answers?|comes on|is free|is available|joins|takes))?",
    r"(?:please|kindly) (?:hold|wait|be patient|stand by|stay on)(?! off\b)",
    r"stand by|(?<!in )(?<!for )(?<!about )(?<!around )(?<!under )(?<!just )(?<!me )(?:one|just a|a|half a|two|just "
    r"one) (?:wee |quick |little "
    r")?(?:moments?|seconds?|minutes?|sec|tick|secs|ticks|mo)(?: please)?(?! to\b)|bear with me|back in a tick|if "
    r"you don t mind|if you (?:d|would) be so (?:good|kind) as to (?:hold|wait|stay)",
    r"(?:give|gimme|spare) me (?:just )?(?:a|one|two|a few|half a) (?:\w+ )?(?:moments?|seconds?|minutes?|secs?|"
    r"ticks?|mo)(?! to\b)",
    r"(?:park|parking) you(?: here)?(?: (?:for )?(?:just )?(?:a|one|two|a few) (?:\w+ )?(?:moments?|seconds?|minutes?|"
    r"secs?|ticks?|mo))?",
)
