"""The call or its caller goes somewhere: what is done to them, and what happens to them."""

from adapter.tool_calls.promises.grammars.english.names import ONE
from adapter.tool_calls.promises.grammars.english.verbs import MOVE, MOVED, MOVING, TRANSFER, TRANSFERRED, TRANSFERRING
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
    QUEUE,
    SOMEBODY,
    SOON,
    TITLE,
    TO_WHOM,
    WHO,
    WORDS_BETWEEN,
    YOU,
)

# With these a name will do: "passing you to Tom".
_HAND = r"(?:pass|hand|turn|bounc|punt|toss|flick|chuck|kick|bump|lob|fling|ping|zap|steer|pop|stick|whisk)"
_HANDING, _HANDED = rf"{_HAND}p?ing", r"(?:passed|handed|turned|bounced|punted|bumped|popped)"
_WAY = r"(?:(?:right|straight|directly|back|safely|up|down|now|all the way|away|in|on|off|out|ahead|round|around) )*"
_OVER = (
    rf"(?:through(?! (?:{DETERMINER}|it|all|as|what|how|\w+ing) )|thru|over(?! (?:the|a|this|your) )|across|along|"
    rf"upstairs|downstairs|on with|tae|{QUEUE})"
)
_URGENT = r"(?:emergency|service|support|breakdown|crisis|duty|on call|out of hours|hotline)"
_TO = (
    rf"(?:{_WAY}(?:{_OVER}|(?:to|towards?|with|onto|into|on to|on with|in with|up with|in touch with|in contact with|"
    rf"in line for){NOWHERE} {SOMEBODY}|(?:to|onto|on to) (?:our|the) (?:\w+ ){{0,3}}?{_URGENT} number|(?:on to|onto) "
    rf"{TO_WHOM}|(?:to|with) (?:her|him|them)(?= $| now| right| {SOON}| and| so)){NOWHERE})"
)
_NO_VERB_AFTER = (
    r"(?! (?:takes?|took|would|will|is|was|isn|can|costs?|means|requires?|won|doesn|did|usually|may|might)\b)"
)
_NOT_OF = (
    r"(?<!without )(?<!(?<!care )of )(?<!before )(?<!for )(?<!by )(?<!from )(?<!than )(?<!not )(?<!is )(?<!app "
    r")(?<!service )(?<!they re )(?<! t )(?<!avoid )(?<!tried )(?<!mind )(?<!stop )(?<!stopped )"
)
# Through or over which nobody is led to somebody else.
_EXPLAINING = (
    r"(?:walk|talk|guide?|lead|runn?|step|read|think|help|live?|coach|invite?|have?|carry|look|ask|drive?|fly|check|"
    r"welcome?|show|tell|want|call|email|teach|see|roll|love?|take?)"
)
_BE = r"(?:be |been |being |getting |get |got |due to be |set to be ){0,2}"
_ARE = r"(?:are|re|is|s|will|ll|shall|has|have|ve|gets?|should) (?:about to |going to |in the process of )?"

_A_QUEUE = (
    rf"(?:the|our|a) (?:(?:call|phone|telephone|waiting|support) )?(?:queue|line)(?= $| now| {SOON}| (?:for|to|at|"
    r"with) (?:(?:our|the|an?) )?(?:\w+ ){0,4}?(?:support|help|advice|service|benefits|claims|enquiries|(?!tickets|"
    rf"seats){WHO}))"
)
_DONE_TO_YOU = (
    # The verbs of transferring.
    rf"{_NOT_OF}{TRANSFERRING} {MAYBE}{YOU}{NOWHERE}{_NO_VERB_AFTER}",
    rf"(?:process|pleasure|middle|act|verge|point|midst) of (?:{TRANSFERRING} {MAYBE}{YOU}|{MOVING} {MAYBE}{YOU} "
    rf"{MAYBE}{_TO}){NOWHERE}",
    rf"{I_DO} {WORDS_BETWEEN}{TRANSFER} {MAYBE}{YOU}{NOWHERE}",
    rf"(?:and|then|so|second|moment|minute|sec) (?:i |we )?(?:will |ll |am |m )?{MAYBE}(?:{TRANSFER}|put|pass|hand) "
    rf"(?:you|{CALL}|them|him|her)(?: both)?(?= $| with| to| through| over| on| as soon| once| when| {SOON}){NOWHERE}",
    rf"{I_DO} {MAYBE}(?:direct|refer|referring|directing) {MAYBE}{CALL}",
    rf"{I_DO} {MAYBE}(?:{TRANSFER}|{TRANSFERRING})(?: {SOON})?{END}",
    rf"(?:ve|have|has|just) {MAYBE}{TRANSFERRED} {YOU}{NOWHERE}",
    rf"(?:i|we|and) {MAYBE}(?:{TRANSFERRED}|put) (?!{CALL} down){YOU} (?:through |over |on )?(?:to|with|through)(?! "
    rf"as\b){NOWHERE}",
    # Verbs of moving, and where to.
    rf"(?:{_NOT_OF}{MOVING}|{I_DO} {WORDS_BETWEEN}(?!see (?:you|{CALL}) (?:with|in|on|to) ){MOVE}|(?:ve|have|just|"
    rf"gone and|i now) {MAYBE}{MOVED}) {MAYBE}{YOU} {MAYBE}(?:(?:off|out of|from) (?:the )?(?:hold|queue|line|menu|"
    rf"here) "
    rf"(?:and )?)?{_TO}{_NO_VERB_AFTER}",
    rf"(?:{_NOT_OF}{_HANDING}|{I_DO} {WORDS_BETWEEN}(?:{_HAND}e?|{_HANDED})) {MAYBE}(?:you|{CALL}) {_WAY}to{NOWHERE}",
    rf"(?!{_EXPLAINING})\w+ing {MAYBE}(?:you|{CALL}) {MAYBE}(?:through|over|across)(?= $| to| now| right| "
    rf"straight){NOWHERE}",
    rf"{I_DO} {MAYBE}(?!{_EXPLAINING})\w+ {YOU} (?:\w+ )?(?:over|across|through|off|up|down|on) to{NOWHERE}",
    rf"{I_DO} {WORDS_BETWEEN}(?:runn?|walk|trot|wheel|carry|lead|roll|march|driv)(?:e|ing)? (?:you|{CALL}) (?:\w+ )?"
    rf"(?:over|across|along|down|up|back|through) to {SOMEBODY}{AT}(?: now| {SOON})*{END}",
    rf"{I_DO} {WORDS_BETWEEN}(?!add|adding|limit|keep|log|restrict|compare|link|attach|record|end|ending|charge|"
    rf"bill)\w+ (?:this|your|the) call (?:over |on |up |down )?to (?:mr|mrs|ms|miss|dr|{SOMEBODY}){NOWHERE}",
    # The call is handed over, the phone is given away.
    rf"{I_DO} {MAYBE}(?:hand|pass|turn|switch)(?:ing)? (?:things |the conversation |(?:this|the) call )?(?:over|off|"
    rf"across) to{NOWHERE}(?! (?:the police|{DETERMINER} \w+ screen)\b)",
    rf"(?:{I_DO} {WORDS_BETWEEN}(?:give|pass|hand|giving|passing|handing)) (?:him|her) (?:over |straight )*to you(?= "
    rf"$| {SOON})",
    rf"(?:{I_DO} {WORDS_BETWEEN}(?:give|pass|hand|leave)|(?:giv|pass|hand|leav)ing) (?:over )?(?:the|my) (?:phone|"
    r"receiver|line|call|baton|torch|ball|reins|mic|floor|handset) (?:over )?(?:to|with)(?! (?:your|you)\b)",
    r"(?:putt|plac|press)ing (?:the|this) (?:phone|receiver|handset) (?:in|into) (?:his|her|their|(?:\w+ ){1,3}?s) "
    r"hands?",
    r"transfer (?:has |s )?(?:gone|went) through (?:and|so) i (?:ll |m |will |am )?(?:say|leav|ring|dropp?|hang|"
    r"sign)\w*",
    rf"{WHO}(?: \w+){{0,3}} (?:and |so )?i (?:m|am|ll|will) {MAYBE}(?:send|putt?|popp?|pass|hand|transferr?|"
    rf"connect)(?:ing)? (?:you|{CALL}) (?:there|across|through|over) (?:now|{SOON}|this (?:very )?(?:instant|minute|"
    rf"second|moment)){END}",
    rf"(?:{I_DO} {WORDS_BETWEEN}(?:give|pass|hand)|(?:giv|pass|hand)ing) (?!you |me |it )(?:\w+ ){{1,4}}?the (?:phone|"
    r"receiver|call|handset)(?= $| now| and| so| from)",
    rf"(?:{I_DO} {WORDS_BETWEEN}|and )(?:send|steer|direct|swing|point|nudge)(?:ing)? (?:you|{CALL}) (?:over |"
    r"straight )?(?:his|her|their|(?:\w+ ){1,3}?s) way",
    rf"{I_DO} {WORDS_BETWEEN}(?:give|giving) you (?:now )?(?:(?:mr|mrs|ms|miss|dr) \w+|(?:my|our|the) (?:\w+ "
    rf"){{0,2}}?{PERSON}|someone|somebody)(?= $| now| from| in| who| {SOON})",
    rf"{I_DO} {MAYBE}(?:leave|leaving|put|putting|place|placing) you in (?:the )?(?:(?:very|good|capable|safe|best|"
    r"expert) )*hands (?:of|with)",
    rf"(?:{I_DO} {MAYBE}(?:leave|leaving) you (?:now )?(?:to|with)|off you go to|away to|you (?:re|are) {MAYBE}on "
    r"your way (?:over |up |down |through )?to|consider yourself on the way to|(?:your|this) call (?:is|s|sits|"
    rf"rests) {MAYBE}(?:live )?(?:with|in the hands of)|you ll (?:now )?be in the hands of) (?!\w+ing ){SOMEBODY}",
    rf"the call is now with (?!\w+ing ){SOMEBODY}|{I_DO} {MAYBE}(?:pass|hand|passing|handing) (?:you|{CALL}) (?:on|"
    rf"along|over|across)(?: now| {SOON})*{END}",
    rf"(?:arranged|arranging|arrange) for (?:you|{CALL}) to be {MAYBE}(?:{TRANSFERRED}|{MOVED})",
    # "I have to put you through now."
    rf"would be (?:my|a) (?:\w+ )?pleasure to (?:{TRANSFER}|{MOVE}) {YOU}(?: \w+){{0,8}} (?:now|immediately|(?:right|"
    rf"straight) away){END}",
    r"(?:i|we) (?:ll |will |re |m |am |do |ll just )?(?:have to|need to|want to|(?:would|d) (?:like|be (?:happy|glad|"
    rf"delighted|pleased)) to|ve got to|must|(?:required|obliged|obligated|instructed) to|going to (?:have|need) to) "
    rf"{MAYBE}(?:{TRANSFER} {YOU}|{MOVE} {YOU} "
    rf"{MAYBE}(?:through|over|across|on|to)) (?:\w+ ){{0,7}}?(?:now|right away|immediately|straight away|at once|at "
    rf"this point)",
    rf"(?:that s|that is|is|they re|they are|she s|he s) (?:exactly |just |precisely )?whom? (?:i|we) (?:m|am|re|are) "
    rf"{MAYBE}(?:gett|fetch|call|ring|bring|connect|transferr|putt|send|pass|grabb)ing(?: (?:you|through|over|on|to|"
    rf"with|for you|now|{SOON}))*{END}",
)
_IT_HAPPENS = (
    rf"(?:you|{CALL}) {_ARE}{MAYBE}{_BE}{MAYBE}(?:{TRANSFERRED}|put (?:on )?(?:through(?! as\b)|on to|onto|on with)|"
    rf"{MOVED} (?:straight |right |back )?(?:on(?= to| $)|over|along|through|across|off|up|down|tae)|{_HANDED} (?:on "
    rf")?to){NOWHERE}(?! (?:from|to me|me|us|with other|by accident)\b)",
    rf"(?:you|{CALL}) {_ARE}{MAYBE}{_BE}{MAYBE}(?:{MOVED} (?:\w+ )?(?:(?:to|with|in with|on with|by)(?! "
    rf"me\b){NOWHERE} {SOMEBODY}|{QUEUE})|queued|placed on hold for)",
    rf"{CALL} (?:was just|is|s|will|ll|gets|has|have) {MAYBE}(?:about to be |going to be |in the process of being "
    rf")?{_BE}{MAYBE}(?:answered|taken|handled|attended|attended to|picked up|taken over|assigned|referred|passed|"
    rf"dealt with|continued|"
    r"accepted|transferred|received) (?:\w+ )?(?:by|to|now)(?! (?:me|us)\b)",
    rf"(?:get|getting|have|having) you {MAYBE}(?:speaking|talking|chatting) (?:to|with)",
    rf"{I_DO} {WORDS_BETWEEN}(?:get|getting|have|having) (?:(?:you|{CALL}|that call) )(?:all )?(?:{TRANSFERRED}|(?:put|"
    rf"passed|sent|moved|brought|switched|patched) (?:through|over|across)|handed (?:over|off)|redirected)(?: (?:over|"
    rf"across|now|for you|{SOON}))*{END}",
    rf"(?:link|hook|join|pair|patch|match)(?:ing)? you (?:two |both )?up (?:now|{SOON}){END}",
    rf"{CALL} (?:is|s) (?:now |just )*(?:about to be|being|going to be|just being) (?:answered|picked up|taken)(?: "
    rf"{SOON}| now)*{END}",
    rf"{FIRST}(?:call connected|connected now){END}",
    rf"(?:let s|{I_DO} {WORDS_BETWEEN})(?: ?get|getting|take|taking|send|sending|bring|bringing) you (?:to "
    rf")?where(?:ver)? "
    rf"you (?:need|want|have) to (?:be|go) (?:the|our|with|over to) (?:\w+ ){{0,5}}?{WHO}{END}",
    rf"(?:get|getting|have|having) you {MAYBE}(?:{TRANSFERRED}|put|{MOVED}) (?:over |through |across |straight "
    rf")*(?:to|with){NOWHERE} {SOMEBODY}",
    rf"(?:re|are|ll be|be) {MAYBE}(?:going|heading) {MAYBE}(?:through|over|across|in|up|down|off|on) (?:to|tae)(?<! m "
    rf"going \w\w\w\w to){NOWHERE}",
    rf"you (?:re|are|ll be) {MAYBE}(?:going|heading) {MAYBE}through(?= $| now)",
    rf"{FIRST}(?:going|heading|straight|off|up|down) {MAYBE}(?:through|over|across) to{NOWHERE}",
    rf"{FIRST}going (?:live |straight |direct )to (?:our|the) {SOMEBODY}(?: for you| now| {SOON})*{END}",
    r"(?:have|get|getting|having) you (?:all )?(?:connected|through|transferred|put through|over|across|talking|"
    rf"speaking) {SOON}{END}",
    rf"{I_DO} {MAYBE}(?:leave|leaving) you (?:now )?with (?!(?:that|this|it|them|some|no|these|one|music|thoughts|"
    r"words|details|instructions|options|questions|information|homework|directions|links|love|only|nothing) "
    rf")(?:{TITLE} )?\w+(?= $| now| from| who)",
    rf"you (?:re|are) {MAYBE}(?:through|connected){NOWHERE}(?: to (?:\w+ ){{1,5}}?(?={SOON}))?(?= $| now)",
    rf"{CALL} (?:now )?(?:goes|moves|passes) (?:through |over |straight |on |now |directly )*to (?:{SOMEBODY}{AT} "
    rf"{SOON}|{SOMEBODY} now)",
    r"you (?:re|are) (?:now )?off (?:over |up |down |through )?to (?:(?!for )\w+ ){1,4}?(?:team|department|desk|"
    r"helpline|hotline)(?= $| now| then| so)",
    rf"(?:that|this|it|which) (?:is|s) where (?:i|we) (?:m|am|re|are|ll be|will be) {MAYBE}(?:{MOVING}|"
    rf"{TRANSFERRING}) (?:you|{CALL})(?= $| now| to{NOWHERE}| this (?:very )?(?:moment|minute|second)| {SOON})",
    r"(?:(?<=^ )|(?<=^ and ))(?:done|all done|there|there we go|there you go) you (?:re|are) (?:now )?(?:through|"
    rf"connected) (?:to|with)(?! (?:us|me)\b){NOWHERE}",
    rf"{FIRST}over to (?!(?:you|me|us|it|work|bed|that|this|the|your|our|page|step|online|settings) )\w+(?: now| for "
    rf"you)*{END}",
    r"(?:connect|link|join|bring)ing both (?:of you|parties|callers|sides|lines|ends)|bring(?:ing)? (?:everyone|us "
    r"all|you all|you both|all of (?:us|you)) together on (?:one|the|a|this)",
    rf"{FIRST}(?:over|across|straight) to (?:her|him|them)(?: you go| now)?{END}",
    rf"(?:putt|plac)ing (?:you|{CALL}) (?:on|onto|on to) (?:\w+ ){{1,4}}?(?:extension|desk phone|phone|office "
    r"line)(?= $| now)",
    rf"you (?:re|are) {MAYBE}(?:going|heading|headed) (?:straight |right )?to (?:our|the) (?:\w+ ){{0,2}}?(?:team|"
    rf"desk|department|queue)(?: now| {SOON})",
    rf"you (?:re|are) {MAYBE}(?:going|heading|headed) (?:straight|right|directly|back) to (?:the (?:person|people|"
    rf"lady|man|gentleman|team|one) (?:who|that)|(?:our|the|one of our) {SOMEBODY}(?: now| {SOON}|{END}))|where you "
    rf"(?:re|are) (?:going|headed|heading) (?:right now|now|next) is (?:the|our) {SOMEBODY}|(?:you|{CALL}) (?:re|are|"
    r"is|s) (?:now )?going there (?:right )?now",
    rf"in you go to (?:{SOMEBODY}|(?:our|the) (?:\w+ ){{1,3}}queue)|you (?:re|are) {MAYBE}going (?:straight |right "
    rf")?back to (?!the |your |a |an |our |square |basics |work |school |bed |sleep )\w+ now{END}|(?:over|across|"
    r"through|off) (?:i|we) (?:now )?(?:send|put|pass|hand) you",
    r"(?:when|once|after) you (?:\w+ )?hear (?:the|a) (?:beep|tone|click|music|ring) you (?:re|are|ll be|will be) "
    r"(?:now )?(?:through|connected|on|with)(?! (?:us|me)\b)",
    rf"(?:get|getting|have|having) you (?:all )?(?:set|hooked|fixed|lined|linked|paired) up with {ONE}(?: on {LINE}| "
    rf"now|"
    rf" {SOON})*{END}",
    rf"(?:we|i|let s|let us)(?: ll| will| are| re| m)? (?:now )?go(?:ing)? (?:live|over|across|straight) (?:now )?to "
    rf"{SOMEBODY}",
    r"you (?:re|are) (?:now )?leaving (?:me|this bot|(?:the|our|this) (?:automated|virtual|digital|voice) \w+)(?: "
    r"\w+)? "
    rf"and (?:now )?(?:joining|going|moving|heading|coming) (?:over )?(?:to )?(?:\w+ ){{0,3}}?{WHO}",
    rf"(?:bring|gett?|putt?|connect|link|join)(?:ing)? (?:{SOMEBODY} and you|you and {SOMEBODY}{AT}) together(?: on "
    rf"{LINE}|"
    rf" now| {SOON})*{END}",
    rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})(?:{TRANSFER}|{TRANSFERRING}) (?:this|it|everything|things) (?:over |on |"
    rf"straight "
    r")?to (?:(?:an?|our|one of our|the) )?(?:(?:real|live|actual) )*(?:human(?: being| agent| colleague)?|person|"
    r"operator|"
    rf"(?<=live )agent)(?: now| {SOON}| for you)*{END}",
    rf"{I_DO} {MAYBE}(?:three|3) way (?:in )?(?:the|our|your) (?:\w+ ){{0,3}}?\w+{END}|{I_DO} {WORDS_BETWEEN}(?:do|"
    rf"doing) "
    rf"an? (?:conference|(?:three|3) way)(?: call)? with (?:\w+ ){{1,5}}?(?:now|for you){_NO_VERB_AFTER}",
    rf"and (?:putt|popp)ing you (?:on|through|over|across)(?: now| {SOON})*{END}",
    rf"{FIRST}(?:the )?(?:line|floor|phone) is (?:now )?(?:all )?yours(?: now)?{END}",
    # Somebody else does it.
    rf"(?:{SOMEBODY}{AT}|he|she|they|system|computer|line) (?:is|s|are|re) {MAYBE}(?:{TRANSFERRING}|(?:putt|pass|"
    rf"switch)ing) (?:you|{CALL}) (?:\w+ )?(?:to|through(?= $| to| now)|over to|across to|now)(?= ){NOWHERE}(?! "
    r"(?:the |our |a |an )?(?:\w+ )?(?:hospital|clinic|ward|theatre|gate|terminal|bed|prison|school|flight)(?! "
    r"(?:\w+ )?(?:desk|team|office|reception|switchboard)))",
    rf"(?:{SOMEBODY}{AT}|he|she|they|the (?:system|computer|line)) (?:will|ll|is|s|are|re|is going to) "
    rf"{MAYBE}(?:{TRANSFER}|{TRANSFERRING}|put|putting) {YOU} (?:\w+ ){{0,7}}?{SOON}",
    rf"(?:put|putting|place|placing) you on (?:a )?(?:\w+ )?hold (?:and|while i|to|then) {MAYBE}(?:get|fetch|find|"
    rf"grab) (?:the|an?|my|our|one of \w+) (?:\w+ ){{0,2}}?{PERSON}(?={END}| now| for you| on {LINE})",
    # The queue.
    rf"you (?:re|are|have|ve) (?:(?:now|just) )+(?:enter(?:ing|ed)|join(?:ing|ed)) {_A_QUEUE}|{FIRST}queued (?:for|to|"
    rf"with|at) (?:our|the) {SOMEBODY}",
    r"(?:have|ve|got|have got|saved|kept|holding|given|secured|got|get) (?:you )?(?:now )?(?:a|your|the next) "
    rf"(?:place|spot|slot|position) in {_A_QUEUE}|(?:have|ve) (?:\w+ ){{0,4}}?a place in {_A_QUEUE}",
    rf"{I_DO} {WORDS_BETWEEN}(?:put|putting|place|placing) you on (?:a (?:short|brief) )?hold (?:(?:until|till) "
    r"(?:the |our |my )?(?:\w+ ){1,4}?(?:picks? up|answers?|comes on|joins|is free|is available)(?! (?:my|your|"
    rf"the)\b)|for (?:the|our|a|an) (?:next )?(?:available |free )?(?:\w+ ){{0,2}}?{PERSON}(?= $| {SOON}))",
    rf"(?:{CALL}|you) (?:is|s|are|re) (?:\w+ )?(?:next|first|second|third|number \w+) to be (?:answered|taken|"
    r"connected|put through)",
    rf"{I_DO} {WORDS_BETWEEN}queue(?:d|ing)? (?:you|{CALL}) (?:up )?(?:with|for|at|to)",
    rf"(?:you|ve|have|{CALL}) (?:re|are|s|is|ll be|will be|been|ve been) {MAYBE}(?:put |placed |added |held |waiting |"
    rf"number \w+ |the )?(?:next |first |second |third |now )?{QUEUE}",
    rf"(?:i|we|ve|have|m|re|am|are|ll|will) {MAYBE}(?:{MOVED}|{MOVING}|place|pop|add|slot|stick|queue|queue?ing) "
    rf"you (?:up )?(?:\w+ )?{QUEUE}",
    rf"(?:i|we) (?:have|ve|ve got|have got) you (?:\w+ ){{0,2}}?{QUEUE}",
    r"(?:callers?|people|person|one|couple|ones) ahead of you",
    rf"{CALL} (?:is|s) {MAYBE}waiting (?:at|with|for) {SOMEBODY}",
    rf"(?:get|getting|have|having) (?:that call|{CALL}) {MAYBE}(?:{TRANSFERRED}|put|{MOVED}) (?:over |through |"
    rf"across |straight |up )*(?:to|with|through){NOWHERE}",
    # The call is on its way.
    rf"{CALL} (?:(?:has|s|is|have) )?{MAYBE}(?:landed|arrived|gone|landing|arriving|gone live|going live|gone through|"
    rf"connecting) (?:through |over )?(?:(?:with|at|to|in) )?(?!voicemail|the wrong){SOMEBODY}",
    rf"{CALL} (?:(?:is|s) )?{MAYBE}(?:making|working|finding|on) its way {MAYBE}(?:through|over|up|down|to|"
    rf"across){NOWHERE}|{CALL} (?:has )?{MAYBE}(?:left (?:me|my \w+|here)|left) (?:\w+ ){{0,3}}?and (?:is|s) (?:now "
    rf")?(?:with|at) {SOMEBODY}",
    rf"(?<!t )(?:letting go of|let go of|releasing|release) {CALL} (?:now|over to|to|so|and)(?= )",
    rf"(?:giv|lend)ing you (?:over |across |up |straight |directly )*to{NOWHERE} (?!understand|the (?:end|full|first|"
    rf"last|\d)|until|midnight|noon)\w+|{I_DO} {WORDS_BETWEEN}give you (?:over|across) to{NOWHERE}",
    rf"{FIRST}(?:so )?(?:it s |it is |next |now )?(?:straight |right |on |off |over |directly |now |next )*to "
    rf"{SOMEBODY}{AT} (?:next|now|then|it is|we go|you go){END}|so it s (?:straight|right|on|off|over|directly) to "
    rf"{SOMEBODY}",
    rf"{CALL} (?:is|s|will|ll|now) {MAYBE}(?:be )?{MAYBE}(?:going|go|goes|on its way|passing|heading|moving|off) "
    rf"(?:\w+ )?(?:through|to|over|up|down){NOWHERE}",
    r"line to (?:\w+ ){1,6}?is (?:now )?(?:being (?:opened|connected|set up)|opening|open for you|open(?= $))|"
    r"open(?:ing|ed)? (?:up )?(?:a|the|your) line to",
    rf"(?:onwards?|straight|over|off|up|down|through|away) to {SOMEBODY} with you|(?:off|over|away|through|across) "
    rf"(?:you|we) (?:(?<!off we )go|pop|head|trot)(?: now)?(?= $)|(?:off|over|away|through|across) (?:you|we) (?:go|"
    rf"pop|head|trot)(?: now)?(?= to{NOWHERE})",
    r"(?:to|over|up|down|off|through|onto|into) (?:\w+ ){0,6}?you (?:now )?go(?! (?:online|there|to the website)\b)",
    r"that s you (?:now |just |all |straight |going |being put )*(?:through|away|connected|in|off|over|on|up|"
    r"down)(?= $| to| with| now| the)",
    r"(?:consider|find) yourself (?:connected|transferred|through|put through|handed over|on|with|speaking|talking)",
    rf"{FIRST}(?:your |the |this )?call (?:is |has been |is being |being |now |was )*(?:{TRANSFERRED}|redirected|"
    rf"handed over)(?= $| to| now){NOWHERE}",
)
TRANSFERS = (*_DONE_TO_YOU, *_IT_HAPPENS)
