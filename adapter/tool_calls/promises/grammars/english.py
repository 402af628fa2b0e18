"""How a transfer is promised in English."""

from adapter.tool_calls.promises.grammar import Grammar, one_of

_CALL = r"(?:your|the|this|our) (?:phone |telephone )?(?:call|line|conversation|phone|receiver)"
_YOU = rf"(?:you|us|you both|(?:the )?(?:both|two) of (?:you|us)|{_CALL})"
_THE = one_of("the our my a an one your his her their some that another this")
_MAYBE_WORDS = one_of(
    """
    now just right straight directly quickly immediately already also then simply briefly currently personally gladly
    happily certainly shortly being go ahead and over on off back along all up down please in finally at_this_moment
    today
    """
)
_MAYBE = rf"(?:{_MAYBE_WORDS} ){{0,4}}"
_I = one_of(
    """
    i_ll we_ll i_will we_will i_shall we_shall i_m i_am we_re we_are let_me let_us let_s allow_me_to permit_me_to
    going_to
    about_to ready_to glad_to happy_to time_to trying_to proceeding_to have_to need_to want_to fixin_to fixing_to
    i_can_now
    now_i_can gonna gotta while_i while_we my_pleasure_to i_ve we_ve i_have we_have go_ahead_and going_ahead_and i we
    """
)
_WILL = one_of("ll will is s are re is_going_to s_going_to are_going_to are_about_to is_about_to to")
_PERSON = one_of(
    """
    somebody someone humans? person persons? colleagues? agents? advis[eo]rs? specialists? experts? managers?
    supervisors?
    nurses? doctors? technicians? engineers? representatives? reps? operators? assistants? consultants? clerks?
    receptionist boss interpreter translator mechanic pharmacist vet dentist chef porter handler leader secretary member
    analyst officer guys? people mr mrs ms miss dr doctor professor them him her coordinator coach waiter owner director
    notary lawyer attorney captain
    """
)
_PLACE = one_of(
    """
    team department desk office reception services? support concierge ward pharmacy kitchen workshop garage clinic
    branch
    counter registry surgery lab laboratory radiology billing sales accounts claims bookings? reservations returns
    dispatch
    customs housekeeping switchboard hotline helpline helpdesk headquarters town_hall city_hall court archive library
    box_office lost_property baggage warranty parts mortgages? loans fraud pensions payroll legal complaints
    cancellations
    retention permits parking tax housing lettings dental maternity emergency unit section division centre center line
    extension room_service spa restaurant bar tier_\\w+ level_\\w+ shop store bay
    """
)
_WHO = rf"(?:{_PERSON}|{_PLACE})"
_LINE = r"(?:(?:the|this|our|your) (?:phone|line|telephone|call|conversation))"
_SOON = (
    r"(?:(?:right )?now|right away|shortly|soon|momentarily|immediately|next|any (?:second|moment|minute)|"
    r"at this moment|"
    r"in (?:just )?(?:a|one|two|a few|a couple of|few|some|no) (?:more )?(?:moments?|seconds?|minutes?|secs?|tick|"
    r"jiffy|flash|time))"
)
_ONLY = (
    r"(?:re ?)?(?:transfer|connect|forward|redirect|reroute|route|patch|switch|link|conference|escalate|divert|relay)"
)
_ONLY_ING = (
    r"(?:re ?)?(?:transferr|connect|forward|redirect|rerout|rout|patch|switch|link|conferenc|escalat|divert|relay)ing"
)
_QUEUE = r"in(?:to)? (?:the |a |our )?(?:queue|line)"
_ONLY_ED = (
    r"(?:(?:re ?)?(?:transferred|connected|forwarded|redirected|rerouted|routed|patched|switched|linked|escalated|"
    r"diverted|relayed|directed)|put (?:on )?(?:through|on to|onto)|passed (?:on|over|along|to|through|across|back)|"
    r"handed (?:over|off|on|to)|sent (?:over|through|across|on|to)|moved (?:over|through|to)|brought through|"
    r"(?:taken|brought|moved|led|guided|shifted|assigned|referred) (?:over |through |on |on over )?to|"
    rf"(?:placed|put) {_QUEUE}|queued)(?! from| to me)"
)
_MOVE = one_of(
    """
    put pass hand turn send move bring get pop ring see take shift throw push ship direct swing shoot walk drop place
    stick
    slot give leave set hook join pair match return release entrust assign pull bounce kick chuck flick zap beam punt
    toss
    lob ping fling shuttle whisk steer escort
    """
)
_MOVE_ING = (
    r"(?:(?:put|get|pop|set|drop|slot|chuck|zap|whisk|swing|ring|bring|see|throw|push|kick|flick|ping|fling|pass|"
    r"hand|turn|"
    r"send|direct|shoot|walk|stick|return|entrust|assign|pull|beam|punt|toss|lob|steer|escort|hook|join|pair|match|"
    r"ship|"
    r"shift|bounc|releas|mov|tak|plac|giv|leav|shuttl)(?:t|p|b)?ing)"
)
_NAMES_OF_NOBODY = one_of(
    """
    website site web page link form app portal tariff plans? package list hold mute questions? steps? process menu
    emails?
    verification faqs? address platform chat rate waiting mailing program(?:me)? checks? video screen system database
    server
    contract paperless room seat flight date slot language mode payment instal\\w+ set_?up security account details
    basics
    options booking order file documents? record(?:er|ing) voicemail mailbox wi wifi network internet savings table door
    property home house class course group session lesson discount refund whoever wherever automated virtual hotel
    by_minibus airport gate bed
    """
)
# Where nobody is to talk to, unless it is what somebody is responsible for: "the seat reservations team".
_NOWHERE = (
    r"(?! (?:(?:on|onto|to|over|into|through|straight|right|directly|with|at|the|our|your|a|an|this|that|his|her|my|"
    r"new|"
    r"own|other|next|first|another|some) ){0,6}(?:\w+ )?"
    rf"{_NAMES_OF_NOBODY}(?= )(?! (?:team|department|desk|office|services?|hotline|reservations|people|staff|unit|line|"
    r"specialists?|clerks?|experts?|support|advis[eo]rs?|managers?|agents?|colleagues?|counter|folks|guys|crew|gang)))"
)
_TO_WHOM = rf"(?:{_THE}|mr|mrs|ms|dr|them|him|her|{_WHO})"
_TO = (
    rf"(?:(?:(?:right|straight|directly|back|safely|up|down|now|all the way) )*(?:through(?! (?:{_THE}|it|all|"
    rf"\w+ing))|thru|"
    rf"over|across|onto|on to|upstairs|downstairs|along|in touch|on with|to {_TO_WHOM}|(?:back|off) to|{_QUEUE}|"
    rf"in(?:to)? (?:his|her|their) line|"
    rf"(?:up )?with {_TO_WHOM}|in contact|down to){_NOWHERE})"
)
_NO_VERB_AFTER = r"(?! (?:takes?|would|will|is|was|isn|can|costs?|means|requires?|won|doesn|did|usually))"
_NOT_OF = r"(?<!without )(?<!of )(?<!before )(?<!for )(?<!by )(?<!from )(?<!than )"
# Through which nobody is led to somebody else.
_EXPLAINING = r"(?:walk|talk|guide|lead|run|step|read|think|help|live|coach)"
_FILLERS = one_of(
    """
    ok okay sure alright all_right right great perfect thanks thank_you now well yes certainly of_course done and so
    good
    gladly absolutely please then call currently just immediately understood i_m we_re very_well sure_thing hang_on
    """
)
_FIRST = rf"(?<=^ )(?:{_FILLERS} ){{0,4}}"

_TRANSFERRING = (
    # The verbs of transferring, with the caller or the call.
    rf"{_NOT_OF}{_ONLY_ING} {_MAYBE}{_YOU}{_NOWHERE}{_NO_VERB_AFTER}",
    rf"{_I} (?:\w+ ){{0,4}}?{_ONLY} {_MAYBE}{_YOU}{_NOWHERE}",
    rf"(?:and|then) (?:i )?(?:will|ll|i) {_MAYBE}(?:{_ONLY}|put|pass|hand) (?:you|{_CALL}|them|him|her)"
    r"(?= $| with| to| through| over| on)",
    rf"{_I} {_MAYBE}direct {_MAYBE}{_CALL}",
    rf"(?:i|we|ve|have) {_MAYBE}(?:transferred|forwarded|redirected|routed|connected|rerouted|patched|put|passed|"
    rf"handed|"
    rf"sent|escalated|switched) {_YOU} (?:through|over|on|across|to|with|in the queue|up){_NOWHERE}",
    rf"{_I} {_MAYBE}(?:transfer|connect|forward|transferring|connecting|forwarding)(?: {_SOON})?(?= $)",
    # Verbs of moving, with the caller or the call, and where to.
    rf"{_NOT_OF}{_MOVE_ING} {_MAYBE}{_YOU} {_MAYBE}{_TO}{_NO_VERB_AFTER}",
    rf"(?:{_I}|and|then) {_MAYBE}{_MOVE} {_MAYBE}{_YOU} {_MAYBE}{_TO}",
    rf"(?!{_EXPLAINING})\w+ing {_MAYBE}(?:you|{_CALL}) {_MAYBE}(?:through|over|across)(?= $| to| now| right| straight)"
    rf"{_NOWHERE}",
    rf"{_I} {_MAYBE}(?!{_EXPLAINING})\w+ {_YOU} (?:\w+ )?(?:over|across|through|back|off) to{_NOWHERE}",
    rf"{_I} {_MAYBE}(?:put|putting|get|getting) (?:that|this|it) through(?: to {_THE}(?: \w+){{1,3}})?(?= $)",
    rf"{_I} {_MAYBE}(?:hand|pass|switch|handing|passing|switching) (?:things |it |this )?(?:over|off|"
    rf"across) to{_NOWHERE}",
    r"(?:giv|pass|hand)\w* (?:over )?the (?:phone|receiver|line|call|baton|reins|mic) (?:over )?to",
    rf"(?:giv|hand|turn)ing (?:this|it|things) over to|(?:give|allow|grant) me (?:\w+ ){{0,4}}?to {_ONLY} {_YOU}",
    rf"{_I} {_MAYBE}(?:leave|leaving|put|putting) you in (?:the )?(?:(?:very|good|capable|safe|"
    rf"expert) )*hands (?:of|with)",
)
_BEING_TRANSFERRED = (
    rf"(?:you|{_CALL}) (?:are|re|is|s|will|ll|has|have|ve|should|gets?) {_MAYBE}(?:be |been |being |getting )?"
    rf"{_MAYBE}{_ONLY_ED}{_NOWHERE}",
    rf"(?:about|going|and will) (?:to )?be {_MAYBE}{_ONLY_ED}{_NOWHERE}",
    rf"(?:get|getting|have|having) (?:you|{_CALL}) {_MAYBE}{_ONLY_ED}{_NOWHERE}",
    rf"(?:get|getting|have|having) (?:that|this|it) {_ONLY_ED}(?: (?:for you|{_SOON}|over|through))*(?= $)",
    rf"(?:got|have|get|getting) you {_MAYBE}(?:queued|lined up|connected|{_QUEUE})(?= $| with| to| for| up)",
    rf"you (?:re |are |ll be )?{_MAYBE}(?:going|go|heading) {_MAYBE}(?:through|over|across) to",
    rf"{_FIRST}going {_MAYBE}(?:through|over|across) to",
    rf"(?:you|we) (?:re|are) {_MAYBE}(?:through|connected)(?= $| now)",
    rf"you (?:re|are|ll be) {_MAYBE}(?:next |first |second |third |number \w+ |placed )?{_QUEUE}",
    rf"{_CALL} (?:is|s|will|ll|gets) {_MAYBE}(?:be |being )?{_MAYBE}(?:answered|taken|handled|picked up|taken over|"
    r"assigned|passed|dealt with|continued) (?:\w+ )?(?:by|to)",
    rf"{_CALL} (?:is |s |will |will be )?{_MAYBE}(?:going|go|goes|on its way) (?:\w+ )?(?:through|to|over|up)",
    r"line to (?:\w+ ){1,5}is (?:now )?being (?:opened|connected|set up)|open(?:ing)? (?:a|the) line to",
    rf"you (?:re|are) {_MAYBE}on your way to (?:{_THE} )?(?:\w+ ){{0,3}}?{_WHO}",
    rf"(?:your|this) call is {_MAYBE}(?:with|in the hands of) (?:{_THE} )?(?:\w+ ){{0,3}}?{_WHO}|over you go",
    rf"(?:you re|you are) {_MAYBE}(?:all )?(?:set|ready|about) to be {_ONLY_ED}",
    rf"off you go to (?:{_THE} )?(?:\w+ ){{0,3}}?{_WHO}",
)
_BROUGHT_TO_THE_LINE = (
    r"(?:get|bring|pull|fetch|grab|ring|have|put|loop|call(?! forwarding)|ask|add|dial|find)(?:t?ing|ping|bing)? "
    r"(?:\w+ ){1,7}?"
    rf"(?:(?:come|coming|in|on|over|back|up|down) )?(?:to|on|onto|on to|into|in on|in to) {_LINE}"
    r"(?! (?:is|was|has|bill))",
    rf"{_I} {_MAYBE}(?:get|fetch|bring|grab|find|put)(?:t?ing|ing|bing)? (?:you )?(?:(?!to )\w+ ){{0,4}}?{_WHO} "
    r"(?:\w+ ){0,5}?(?:for you(?! (?:to|by|on|tomorrow|at))|on(?: for you)?(?= $)|to speak (?:with|to) you|"
    r"to talk to you|to take (?:over|this|your)|to help you right now|to pick up)",
    rf"getting you (?:one|a human|{_PERSON})(?: {_SOON})?(?= $)",
    rf"{_I} {_MAYBE}(?:put|putting|bring|bringing|getting|get) (?:(?!you|it|that|this|the heating)\w+ ){{1,4}}?on"
    r"(?: for you)?(?= $)",
    rf"{_I} {_MAYBE}(?:put|putting) on (?:{_PERSON}|{_THE} \w+)(?! (?:hold|list|record))",
    rf"{_I} {_MAYBE}(?:patch|loop|conferenc|dial|bring|link|call|tag|tagg)(?:ing|e)? in {_TO_WHOM}",
    rf"{_I} {_MAYBE}(?:let|have|letting|having|ask|asking|asked) (?:\w+ ){{1,6}}?(?:to )?(?:take over|take this|"
    rf"take it from here|take {_CALL}|speak (?:to|with) you|talk to you|handle {_CALL}|pick up|help you {_SOON}|join)"
    r"(?! (?:on|tomorrow|at|by))",
    rf"(?:let|letting|have|having|get|getting) you {_MAYBE}(?:speak|talk|speaking|talking) {_MAYBE}(?:to|with)",
    rf"{_I} {_MAYBE}(?:dial|dialing|dialling|ring|ringing) (?:through (?:to )?)?(?!it|up|back|you)(?:\w+ ){{1,5}}?"
    r"(?:for you|now)(?= $| and)",
    r"(?:ring|ringing|dial|dialing|dialling) through to",
    rf"(?:{_I} {_MAYBE}(?:give|giving)|(?<=^ )giving) you (?:{_THE} )?(?:\w+ ){{0,2}}?{_WHO}(?: now| here)?(?= $)",
    rf"(?:is|s|are|re) {_MAYBE}being {_MAYBE}(?:put on|put through|patched in|brought on)(?= $| {_SOON})",
    rf"{_WHO} (?:is|s|are|re) {_MAYBE}being {_MAYBE}(?:connected|called|rung|added|patched|fetched|dialled|dialed)"
    r"(?= $| in| to| now| for| on)",
)
_COMING_TO_THE_LINE = (
    rf"(?<! i )(?<! we )(?<! you ){_WILL} {_MAYBE}(?:be )?(?:tak(?:e|ing) (?:over )?(?:{_CALL}|it from here|"
    rf"over from here|over now)|take over(?= $)|pick(?:ing)? up(?: {_CALL})?(?= $| {_SOON}| for)|(?:right |"
    rf"here )?with you on "
    rf"(?:the|this) (?:line|call|phone)|join(?:ing)? (?:us|you|{_CALL}|the line)|join(?= $)|(?:come|coming|get|"
    rf"getting|hop|"
    rf"hopping|jump|jumping|step|stepping) (?:on|onto|on to|to|in|into) {_LINE}|answer(?:ing)? (?:you|{_CALL})|"
    rf"(?:be )?on {_LINE}(?= $| now| for| with)|(?:speak|talk|chat)(?:ing)? (?:with|to) you {_SOON})"
    r"(?! (?:on|at|next) (?:mon|tue|wed|thu|fri|sat|sun))",
    rf"(?:takes?|taking|took) (?:over )?(?:{_CALL}|over|it from here|over from here)(?: {_SOON})?"
    r"(?= $| for me| from here| from me)",
    rf"(?:i|we) (?:have|ve) (?:got |reached |found )?(?:\w+ ){{0,4}}?{_WHO} (?:\w+ ){{0,3}}?(?:here|on {_LINE}|"
    r"ready for you)(?= $| for you| now| and)",
    rf"you {_MAYBE}(?:ll|will|re|are)(?: about to| going to)? {_MAYBE}(?:be )?{_MAYBE}(?:speak|speaking|talk|talking|"
    rf"chatting|through|with|on|hear|hearing|joined|greeted|met|helped|answered|looked after) (?:\w+ ){{0,8}}?{_SOON}",
    rf"{_SOON} you (?:ll|will|re) {_MAYBE}(?:be )?(?:speak|speaking|talk|talking|through|with|connected|hear)",
    r"(?:next|now) (?:you ll |you will )(?:hear|speak|talk)|next (?:voice|person) you ?(?:ll |will )?(?:hear|speak)",
    rf"you (?:ll|will) {_MAYBE}have (?:\w+ ){{1,6}}?on {_LINE}",
    rf"(?:has|have|s) {_MAYBE}(?:joined|picked up|answered|taken over|accepted)(?: {_CALL}| us| the line)?(?= $|"
    rf" and| now)",
    rf"next available {_WHO} (?:will|is|s)|you (?:ll|will) {_MAYBE}(?:reach|"
    rf"get to) (?:{_THE} )?(?:\w+ ){{0,3}}?{_WHO} {_SOON}",
    r"dropping off (?:the|this) call|leaving the call now|merg(?:e|ing) (?:the|our|both) calls",
    r"(?:send|sending|pointing|steering) you (?:right )?(?:their|his|her) way",
    rf"you (?:re|are) {_MAYBE}(?:about|going) to (?:be )?(?:speak|talk|speaking|talking) (?:to|with)",
    rf"here (?:is|s) (?:{_THE} )?(?:\w+ ){{0,3}}?{_WHO} for you|here comes (?:one|{_PERSON})|{_WHO} (?:is |"
    rf"s )?coming right up",
    rf"have (?:\w+ ){{0,3}}{_WHO} with you(?= $| {_SOON})",
    r"step aside|you are now leaving the (?:virtual )?assistant",
)
_UNDER_WAY = (
    rf"{_FIRST}(?:{_ONLY_ING}|handing|sending|passing|putting|dialing|dialling)(?: (?:you|it|now|over|off))*{_NOWHERE}"
    r"(?: (?:to|through|over|with|via)(?: \w+){1,6}| now| over| through)(?= $)",
    rf"{_FIRST}(?:dialing|dialling|ringing) (?!it |up )(?:\w+ ){{0,6}}\w+(?= $)",
    rf"{_FIRST}(?:connecting|transferring|forwarding|redirecting)(?= $)",
    rf"{_FIRST}(?:call )?(?:transfer|connection|handover|hand over|forwarding|call forwarding) (?:over )?to "
    r"(?:\w+ ){0,5}\w+(?= $)",
    rf"{_FIRST}(?:over|off) to (?:{_THE} )?(?:\w+ ){{0,4}}?{_WHO}(?: \w+){{0,3}}(?= $)",
    r"(?:transfer|handover|redirection)(?: to (?:\w+ ){1,5}?)?(?: (?:of|for) (?:the|your) call)?(?: (?:is|has been))?"
    r"(?: (?:now|already|currently))? (?:in progress|going through|happening|initiated|under ?way|"
    r"starting now)(?! (?:of|from))",
    r"(?:start|initiate|make|begin|commence|place|placed|started|initiated|do|proceed with|carry out|perform|"
    r"arrange|set up|"
    r"establish|go ahead with|going ahead with|starting|initiating|making|beginning|commencing|placing|doing|"
    r"proceeding with|"
    r"carrying out|performing|arranging|setting up|establishing) (?:the |your |a |this |that )?(?:call |warm |live |"
    r"direct )?"
    r"(?:transfer|handover|handoff|connection(?! (?:problem|lost)))(?! (?:of|from|order|fee|form|to your|"
    r"to a savings))",
)
_SAID_TO_WHO_HOLDS = (
    rf"(?:off|over|next stop) (?:to )?(?:{_THE} )?(?:\w+ ){{0,4}}?(?:{_WHO}|we go|you go)",
    r"here (?:comes|is|s|they come|he comes|she comes)(?: \w+){1,6}",
    r"(?<! i )(?<! we )(?:is|are|s|will be|ll be|to be) (?:\w+ )?(?:with you|right there|there for you|about to join)",
    rf"(?<! i )(?<! we )(?:will|ll|s going to|is going to|are going to|wants to) {_MAYBE}(?:help|assist|look after|"
    rf"speak|talk|"
    r"handle|take|see to|serve|attend|answer|sort|pick) (?:\w+ ){0,3}?(?:you|this|it|up|over|call|from here)",
    rf"(?:ringing|dialing|dialling|calling) (?:\w+ ){{0,4}}?(?:now|{_WHO})",
    r"(?:it|line|phone|extension) (?:s|is) (?:now )?ringing|goes straight to",
    rf"{_FIRST}(?:{_THE} )?(?:(?!\w+ing )\w+ ){{0,2}}{_PLACE}(?= $)",
    rf"putting through(?= $)|{_ONLY_ING}{_NOWHERE} {_MAYBE}(?:to|through|over|with)(?: \w+){{1,6}}",
    rf"(?:i|we) (?:have|ve got|got|ve|found) (?:\w+ ){{0,4}}?{_PERSON} (?:\w+ ){{0,4}}?"
    r"(?:for you|here|ready|free|available|on|waiting)",
    rf"{_WHO} (?:is |s )?coming (?:right )?up",
    r"(?<=^ )for (?:the|our|mr|mrs|ms|dr) (?!moment|time|next|first|details)(?:\w+ ){0,2}\w+(?= $)",
    rf"(?<=^ )(?:for|to) {_THE} (?:\w+ ){{0,3}}?{_WHO}(?= $)",
    r"you can (?:now )?(?:speak|talk|go ahead)|escalating (?:this|it|things) to",
    rf"(?:requested|paged|alerted|notified|letting) (?:\w+ ){{0,3}}?{_WHO}|(?:\w+ ){{0,3}}extension(?= $)",
    rf"{_I} {_MAYBE}(?:get|find|grab|fetch|bring|ring|call|ringing|getting|fetching|bringing) (?:you )?"
    rf"(?:(?!your |the price)\w+ ){{0,3}}?{_WHO}(?! (?:s|for|whether|if|about))",
    rf"{_I} {_MAYBE}(?:get|fetch|grab|find|getting|fetching|grabbing) (?!{_THE} |it |more |that |"
    rf"those )\w+ for you(?= $)",
)
_HOLDS = (
    r"(?:please )?(?:do not|don t) (?:you )?(?:hang up|go away|go anywhere|put (?:down )?the (?:phone|"
    r"receiver)(?: down)?|"
    r"disconnect|go)",
    r"(?:please )?(?:just )?(?:hold|stay|remain|keep|hang|wait|stick|bear|sit) (?:right )?(?:on the line|the line|"
    r"on the phone|holding|on|there|with me|tight|around|here|please|a moment|a second|a sec|one moment|for (?:a|"
    r"one|just a) "
    r"\w+|while(?= i| we| you| your)|line)",
    r"please (?:hold|wait|be patient|stand by|stay on)",
    r"stand by|(?<!in )(?<!for )(?<!just )(?:one|just a|a) (?:moment|second|minute|sec|tick)(?: please)?|"
    r"(?:thank you|thanks) for (?:holding|waiting|your patience)",
)
_DEPENDS = (
    r"(?<!best )if|whether|unless|until|till|once|when|whenever|before|after|provided|as long as|so that|in case|"
    r"as soon as(?! (?:they|he|she|one|someone|somebody|it) (?:is|are|becomes?))|depending|depends|otherwise|assuming|"
    r"wherever|(?<=^ )should|should (?:you|the)|had you|would you|do you|shall i|should i|which one|say the word|"
    r"so i (?:can|know)",
    r"first (?:your|the|a|an|i|we)|(?:details|name|number|questions?|data) first|we first need|after that|afterwards",
    r"(?:tell|give|send|spell|say|enter|confirm|press|read|answer|dial|choose|pick|type|state|provide) (?:\w+ ){0,10}?"
    r"(?:and|then|so|to) (?:\w+ )?(?:i|we|you|be|connect|transfer) ?(?:ll|will|can|to)?",
    r"just (?:tell|give|say|answer|let)|need (?:\w+ ){1,8}?(?:to|for) (?:transfer|connect|put|the transfer|forward)",
    r"(?:to|in order to) (?:transfer|connect|put|forward) (?:\w+ )?(?:you|call) (?:\w+ ){0,6}?(?:i|we) (?:ll |"
    r"will )?need",
)
_DENIED = (
    r"not|never|no|nobody|nothing|none|cannot|without|instead|rather than|unable|unfortunately|only allowed|able to",
    r"(?<!who )(?<!that )(?:would|could|should|might|may|can|must)|tried|thought about|thinking (?:of|about)|"
    r"considered",
    r"already (?:connected|with|speaking|talking)|try(?= that| it| again| one)|(?:i|we) (?:was|were)",
    r"(?:i|we|you|they) (?:d|have to|ll have to|need to|want(?:ed)? to)|like to(?= know)|wished?|prefer|like to be",
    r"(?:can|won|wasn|weren|isn|aren|couldn|wouldn|don|doesn|didn|haven|hasn|shouldn|needn|mustn) t|let s not|no need",
    r"possible|possibly|impossible|used to|usually|normally|generally|typically|always|often|sometimes|on average|"
    r"every|"
    r"between|callers|customers|patients|guests|agents (?:join|take)|several times|\w+ times|twice|a lot",
    r"yesterday|earlier|last (?:week|time|month|night|year|\w+day)|previously|ago|tomorrow|keep|kept|it was|did",
    r"(?:on|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day|by (?:mistake|mail|email|e mail|post|text|noon|minibus|"
    r"dial\w+)",
    r"back to you|call you back|(?:glad|happy) to be|(?:were|are|did) you|so you want|you want|to dial|in our app|"
    r"any branch",
    r"(?:know|see|decide|understand|find out|clear|sure|noted) (?:to )?(?:whom|who|where|which|what|how|that)",
)

GRAMMAR = Grammar(
    promises=(
        *_TRANSFERRING,
        *_BEING_TRANSFERRED,
        *_BROUGHT_TO_THE_LINE,
        *_COMING_TO_THE_LINE,
        *_UNDER_WAY,
    ),
    promises_while_holding=_SAID_TO_WHO_HOLDS,
    holds=_HOLDS,
    conditions=_DEPENDS,
    denials=_DENIED,
    now=(r"now|immediately|straight away|right away|at once",),
)
