"""How a transfer is promised in English, and what takes a promise back: what it depends on, what denies it."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.english.arrivals import ARRIVALS
from adapter.tool_calls.promises.grammars.english.asides import ASIDES
from adapter.tool_calls.promises.grammars.english.certain import CERTAIN
from adapter.tool_calls.promises.grammars.english.clauses import CLAUSES
from adapter.tool_calls.promises.grammars.english.holding import HOLDING, HOLDS
from adapter.tool_calls.promises.grammars.english.summoned import SUMMONED, SUMMONED_WHILE_HOLDING
from adapter.tool_calls.promises.grammars.english.transfers import TRANSFERS
from adapter.tool_calls.promises.grammars.english.under_way import UNDER_WAY
from adapter.tool_calls.promises.grammars.english.words import WHO

# Who is waited for: "once they pick up" comes to pass.
_THEY_ANSWER = (
    r"(?! (?:they|he|she|someone|somebody|one|(?!you |i |we |it |this |that |your |everything )\w+|(?:an?|the|our|my|"
    rf"one of (?:our|the)|your) (?:\w+ ){{0,3}}?{WHO}) (?:\w+ )?(?:picks? up|pick up|answers?|answered|comes? on|"
    r"joins?|takes? (?:your|the|over)|(?:is|s|are|re|becomes?|gets?) (?:\w+ )?(?:free|available|there|on|ready for "
    r"you|on the line|joined))"
)
# "If she is free, I'll put you through" leaves it open, "once she is free" does not.
_IF_THEY_ARE_FREE = (
    rf" (?!it )(?:\w+|(?:an?|the|our|my|one of our|your) (?:\w+ ){{0,3}}?{WHO}) (?:is|s|are|re) (?:\w+ )?(?:free|"
    rf"available|"
    r"there|in|around|on duty) "
)
_NO_MATTER = (
    rf"{_THEY_ANSWER}| (?:i|we) (?:\w+ )?(?:finish|finished|stop|let go|hang up|get off|drop off|press|step)| (?:he|"
    r"she|they) (?:s|is|are|re|has|ve|have) (?:\w+ )?(?:finished|done|off|put|hung up|wrapped up|back at)| (?:we|you|"
    r"i) (?:do |should |happen to )?(?:get|got|are|were|re) (?:cut off|disconnected)| (?:the|this|our) (?:call|line|"
    r"connection) (?:drops|breaks|goes (?:quiet|silent)|cuts|is cut|gets cut|goes dead)| (?:nobody|no one|they don t|"
    r"he doesn t|she doesn t) (?:answers?|picks? up|answer|pick up)| (?:you know it|you can say|you know)| you hear "
    r"(?:the|nothing|no|some|a|silence|music)| it (?:goes|gets|is) (?:quiet|silent)| there s (?:a |some |no "
    r")?(?:silence|pause|music|sound)|(?: the| a| this)? (?:tone|beep|ring|ringing|click|music|chime)(?= )|the music)"
)
_CUT_OFF = (
    r"(?! (?:the|this|our) (?:call|line|connection) (?:drop|break|go (?:quiet|silent|dead)|cut|be cut|get cut)| (?:we|"
    r"you) (?:get|be|become) (?:cut off|disconnected)| it go (?:quiet|silent))"
)
_PICK_UP = r"(?! (?:they|he|she|someone|somebody|anyone|anybody) (?:\w+ )?(?:picks? up|answers?)\b)"
_LATER_CONTACT = (
    r"(?<!off )(?<!disconnected )(?:(?:they|who|he|she|someone|somebody|and) (?:ll |will |is going to |are going to "
    r")(?:\w+ )?(?:e mail|email|write|call|ring|phone|text|contact|get back|be in touch|reach out|reply|respond|"
    r"send(?! (?:someone|somebody|help|out|an? (?:\w+ )?(?:engineer|technician|plumber|nurse|ambulance|driver|"
    r"mechanic|crew|truck|van))\b))|get back to you|gets back to you|be in touch(?! with\b)|(?<!can t )(?<!won t "
    r")(?<!cannot )(?<!not )call you back(?! if\b)|"
    r"calls you back|by email|by e mail|by post|in writing|write to you|you ll get an email|and email)"
)
# "… when you called, so I am transferring you".
_I_DO_IT = (
    r"(?:(?:i m|i am|we re|we are) (?:\w+ ){0,2}?(?:transferr|connect|putt|pass|hand|gett|send|bring|forward|patch)ing|"
    r"let me (?:\w+ ){0,2}?(?:transfer|connect|put|pass|hand|get|send|bring|forward|patch)) (?:you|(?:your|this|the) "
    r"call) "
)
_NO_CONDITION = rf"(?! (?:\w+ ){{0,16}}?so (?:now )?{_I_DO_IT})"
_DEPENDS = (
    r"(?<!best )(?<!see )(?<!even )(?<!check )(?<!tell you )(?<!know )if(?! any(?:one|body)| you please| i "
    r"(?:understand|understood|heard|remember|recall|may $|m not mistaken)| there s nothing (?:else|"
    rf"more))(?:(?={_IF_THEY_ARE_FREE})|{_NO_MATTER})|(?<!you )(?<!check )(?<!see )(?<!know )whether(?! or not)|"
    rf"unless(?! i m (?:\w+ )*mistaken)|"
    rf"(?<!open )until(?! (?:tomorrow|(?:mon|tues|wednes|thurs|fri)day|next week) so (?:i|we) ){_NO_MATTER}|(?<!the "
    rf")(?<!main )till{_NO_MATTER}|(?<! at )once(?! again| upon| you (?:re|are) (?:connected|through|on)){_NO_MATTER}|"
    rf"whenever|(?<!that s )(?<!tell you )(?<!know )(?<!check )when(?! it comes to){_NO_MATTER}{_NO_CONDITION}",
    r"before(?= (?:i|we|you (?:re|are|can|get|speak|talk|go)|being|that|transferring|connecting|putting|"
    rf"handing)\b)(?! we (?:lose|waste)){_NO_MATTER}|(?<!look )(?<!looks )(?<!looking )(?<!looked )(?<!m )(?<!it s "
    r")after(?! (?:this|these|the next|my next) (?:\w+ )?(?:sentences?|words?|message|beep|tone|announcement|pause|"
    r"click|ring)| an? (?:short|brief|quick|little) (?:wait|pause|silence|hold)| hours| sales| school| care| $| "
    rf"\w+ing (?:\w+ ){{0,8}}?(?:i m|i am|we re|we are) (?:now )?\w+ing you| which| everything| all){_NO_MATTER}",
    rf"(?:let me|let s|ll|m|me) (?:just )?(?:see|check|checking|find out) (?:if|whether){_PICK_UP}|see if{_PICK_UP}|"
    r"even if (?:i|we) (?:\w+ )?(?:put|transfer|connect|pass|hand|forward)|(?:up)?on request|provided|as long as|so "
    rf"that (?:i|we)|in case{_NO_MATTER}|in that case(?= you)|(?:depending|depends|otherwise){_NO_CONDITION}|assuming|"
    rf"as soon as{_NO_MATTER}",
    r"(?<=^ )(?:how about(?! that )|what about|what if|am i|are (?:you|we|they)|is (?:he|she)|have you|has (?:he|she)|"
    r"did "
    r"you)(?= )",
    r"lights? (?:is|are|turns?|goes|should|on the)(?= )",
    r"but (?:(?:the|our|my|his|her) (?:\w+ ){0,2}?\w+|he|she|they|it) (?:(?:is|s|are|re|has|have|ve|only|already|"
    r"just|was) )*(?:closed|ill|sick|left|gone|shut|unavailable|on (?:leave|holiday|vacation)|in a meeting|off "
    r"today)(?= )",
    r"(?:please )?(?:log|sign) in(?:to)?(?= )|feel free|(?<!you )(?<!to )(?<!who )(?<!the )(?<! a )(?<!quick "
    r")(?<!short )(?<!little )(?<!brief )(?<!one )(?<!your "
    r")(?:choose|tap|select|click (?:on|the|here))(?= )|(?<=^ )go to(?= )",
    r"(?:and|but) (?:they|he|she) (?:says?|said|tells? me|told me|confirm(?:s|ed)?)(?= )",
    rf"wherever|(?<=^ )should{_CUT_OFF}|should{_CUT_OFF}(?= (?:you|the) )|(?<!ve )(?<!i )(?<!we )had you|would you|do "
    rf"you|shall i|should i|"
    r"which one|say the word|so i (?:can|know)|only if|in an emergency|(?<=^ )(?:out of hours|after hours|at night|"
    r"at weekends|at the weekend|on weekdays|for emergencies)",
    # When it is so as a rule, and whose bell it is.
    r"(?<=^ )(?:in the evenings?|overnight|by default|as a rule|at lunch ?times?|on (?:bank holidays|(?:sun|"
    r"satur)days))"
    r"(?= )|(?<=^ )if (?:nobody|no one|they don t|he doesn t|she doesn t) (?:answers?|picks? up) (?:your|the|this) call"
    r"(?= )|(?:press|push|test|wind|try) (?:the|your|a) (?:\w+ )?(?:bell|doorbell|button|buzzer|alarm|timer|clock)(?= "
    r")",
    r"first (?:your|the|a|an|i|we)(?! in)|(?:details|name|number|questions?|data) first|we first need|after that(?! "
    r"(?:you can|they|she|he)\b)|afterwards",
    r"(?<!can )(?<!not )(?<!will )(?<!ll )(?<!to )(?<!let me )(?<!who )(?<! i )(?<! t )(?<!no )(?<!any )(?<!do is "
    r")(?<! the )(?<! an )(?<! a )(?<! your "
    r")(?:tell|give|"
    r"send|spell|(?<!you )say|enter|confirm|press|read|answer|dial|choose|pick(?! up)|type|state|provide|quote|share|"
    r"repeat) (?!me (?:just )?(?:a|one|two) |you |(?:your|this|the) call |hi |hello )(?:\w+ ){0,10}?(?:and|then|so|"
    r"to) (?:\w+ )?(?:i|we|you|be|connect|transfer) ?(?:ll|will|can|to)?(?! (?:both|two)\b)",
    r"just (?:tell(?! (?:them|him|her)\b)|give (?!them |him |her |me (?:a|one|two))|say(?! hi| hello)|answer|let me "
    r"know)|need (?:\w+ ){1,8}?(?:to|for) (?:transfer|connect|put|the transfer|forward)",
    r"(?:to|in order to) (?:transfer|connect|put|forward) (?:\w+ )?(?:you|call) (?:\w+ ){0,6}?(?:i|we) (?:ll |will "
    r")?need",
    r"(?:but|though|only) (?:first|(?:i|we) (?:ll |will |just |still |first |do )*need (?!to (?:transfer|connect|put|"
    r"pass|hand|get you))|nobody|no one|there s (?:no|nobody)|(?:the line|it|she|he|they|\w+) (?:is|s|are|re) (?:n t|"
    r"not|busy|out(?! of)|away|engaged|closed)|isn|nothing|may i|could i|can i|the line)|and (?:nobody|no one) (?:is|"
    r"s)",
    r"(?:open|restart|reload|refresh|relaunch) (?:your|the|a) (?:\w+ )?(?:browser|page|app|laptop|computer|device|"
    r"router)",
    r"how (?:can|may|might) (?:i|we) help|what can (?:i|we) do for you|my name (?:is|s)(?! \w+ and i )|how (?:i|we) "
    r"(?:can|may) help|(?:digital|virtual|ai|automated|voice) assistant (?:of|for|at)(?! (?:\w+ ){1,4}?so i )|press "
    r"(?:one|two|three|four|five|six|zero|star|hash|\d)",
    r"on (?:his|her|their|the) way(?! (?:over |down |back )?(?:to|onto) (?:the |his |her |my |your |this )?(?:phone|"
    rf"line|desk|call))(?! (?:\w+ ){{0,8}}?{_I_DO_IT})",
    _LATER_CONTACT,
)
# A denial before "so I am transferring you" is the reason for it, one after "so they" or "who" is of somebody else.
_NO_REASON = (
    r"(?! (?:\w+ ){0,16}?(?:so|but|therefore|hence|that s why|which is why|and so) (?:now )?(?:i m|i ll|i am|i will|"
    r"we re|we ll|we are|we will|let me|let us|let s|allow me|please|you re|you are|you ll|im|ill|a colleague|"
    r"someone|(?:connect|putt|transferr|hand|pass)ing) (?!(?:told|afraid|sorry|not|unable|only|getting no|hearing) )|"
    r" (?:\w+ ){0,16}?(?:and|because|as|since) (?:now )?(?:(?:i m|i am|we re|we are) (?:\w+ ){0,2}?(?:transferr|"
    r"connect|putt|pass|hand|gett|send|bring|forward|patch)ing|(?:i ll|i will|we ll|we will|let me|(?:i m|we re) "
    r"(?:about|going) to) (?:\w+ ){0,2}?(?:transfer|connect|put|pass|hand|get|send|bring|forward|patch)) (?:you|"
    r"(?:your|this|the) call) (?!on hold|off ))"
)
_MAIN_CLAUSE = (
    r"(?<=^ )(?:(?!(?:so (?:that|they|you|he|she|it|everything|someone|we can (?!transfer|connect|put|pass|"
    r"forward)\w+)|because|since|as (?:i|they|that|it|he|she|we|only|nobody)|where (?:they|you)|(?:that|who|which) "
    r"(?:deals?|handles?|looks?|knows?|is|are|will|ll|can|usually|always|normally|could|would|may|might|should|"
    r"takes?|does|do|has|have|s)|and (?:they|then you|you|someone|somebody|hopefully)|and i hope|to (?:discuss|make|"
    r"get this|check|ensure|avoid|sort|clarify)|before you|even) )\w+ )*?"
)
# What a transfer is about, and what they there can do, may be of another day.
_NOT_ABOUT = (
    r"(?<=^ )(?:(?!(?:you|call) (?:(?!(?:tomorrow|tonight|later|on|next|this|in) )\w+ ){0,8}?(?:about|regarding|"
    r"concerning|(?:who|that) can|(?:who|that) deals?|who handles?|who (?:\w+ed|came|was|were|saw|rang|took|gave|"
    r"sold|sent|wrote|spoke)|you (?:spoke|talked|saw|met|dealt)|(?:so|where) (?:you|they|he|she|we) can|to (?:book|"
    r"arrange|plan|schedule|discuss|organi[sz]e|confirm|set up|make|change|cancel|move)) )\w+ )*?"
)
# What is done now is of no other day, whatever was then: "I'm putting you through to the lady who rang yesterday".
_NOT_NOW = (
    r"(?<=^ )(?:(?!(?:(?:i m|i am|we re|we are) (?:\w+ ){0,2}?(?:transferr|connect|putt|pass|hand|gett|send|bring|"
    r"forward|patch)ing|(?:i ll|i will|we ll|we will|let me|let s|going to) (?:\w+ ){0,2}?(?:transfer|connect|put|"
    r"pass|hand|get|send|bring|forward|patch)|(?<=^ )(?:transferr|connect|putt|pass|hand|gett|send|bring|forward|"
    r"patch)ing) (?:you|(?:your|this|the) call) |(?:your|this) call (?:is|s) (?:now )?being |you (?:re|are) (?:now "
    r")?being )\w+ )*?"
)
_DENIED = (
    rf"{_MAIN_CLAUSE}(?:not(?! only| (?!\w+ing )\w+ but| a problem| to worry| for profit)|never(?! mind| fear)|"
    r"no(?!(?: shows?| claims| frills| problem| worries| bother| trouble| need to| further| doubt| sooner| time)\b)|"
    r"nobody|nowhere|(?<!if there s )nothing(?! but)|none|cannot|unable|(?:can|won|wasn|weren|isn|aren|couldn|wouldn|"
    r"don|doesn|didn|haven|hasn|shouldn|needn|mustn) t(?! (?:worry|mind|keep you (?:any|wait|long|hang)\w*|be (?:cut "
    r"off|disconnected|long|a (?:moment|second|sec|tick|minute|jiffy)|kept waiting|alarmed|surprised)|(?:have|need) "
    r"to (?:repeat|explain|start)|panic)\b)|unfortunately|i m afraid(?! (?:i|we) (?:ll |will )?(?:have to|need to|"
    r"must) (?:\w+ )?(?:transfer|connect|put|pass|hand|bring|forward) you )|(?<!finally )(?<!now )able to|(?<!as "
    r")(?<!est "
    r")possible|possibly|would(?!(?: be (?:my|a) (?:\w+ )?pleasure to (?:\w+ ){1,12}?(?:now|immediately|(?:right|"
    r"straight) away)(?= $)| be (?:happy|glad|delighted|pleased|more than|very|only too)| love to| (?:now |"
    r"just )?like to (?:transfer|connect|put|pass|get|bring|hand|forward))\b)|(?<!as )(?<!all )could(?! you\b)|"
    r"should(?! (?:the|this|our) (?:call|line|connection) | we (?:get|be) (?:cut|disconnected)| (?:pick|answer|be "
    r"(?:with|on|ringing|connected|there|right)|now be|come on|hear)\b)|might(?! hear\b)|"
    r"may(?!(?: i thank| hear| take a| now)\b)|can(?!(?: (?:talk|speak) (?:directly|to each|now|in (?:just )?an?)| "
    r"tell you| confirm| (?:now |both )?hear you| assure you| promise you| you| now| go ahead| speak now| speak $| "
    r"talk $| (?:all|both) "
    r"(?:speak|talk)| (?:speak|talk) (?:to|with) you (?:right )?now| take your call (?:right )?now| (?:transfer|"
    rf"connect|put|pass|hand|get|switch) you (?:\w+ ){{1,10}}?now $))|must(?! (?:now |just |really )?(?:transfer|"
    rf"connect|put|pass|hand|bring|forward) you )|ought){_NO_REASON}",
    rf"before (?:the )?end of (?:the|this|next) (?:day|week|month|year)|{_MAIN_CLAUSE}(?:impossible|used to|usually|"
    r"normally|generally|typically|always|often|sometimes|on average|every(?! care)|between|(?:how|when|where) to|"
    r"several times|(?<!ring a couple )(?<!ring a )\w+ times|twice)",
    r"sorry (?:that )?(?:i|we|they|he|she|my colleague) (?:\w+ )?(?:put|transferred|connected|passed|sent|forwarded)",
    r"impossible|(?:not|t) (?:be |currently )?possible|neither",
    r"(?<=^ )(?:transferr|connect|forward|putt)ing (?:you|calls?|your call) (?:\w+ ){1,12}?(?:requires|costs)",
    rf"to the wrong (?:place|number|department|branch|extension|line|desk|team|person|one|office|people){_NO_REASON}",
    r"no need to (?:transfer|connect|put|speak|be|pass|forward|talk)|without (?:being |having |any |a )?(?:transfer|"
    r"connect|put|forward|pass|hand|your|the|consent|permission)\w*|instead of (?!guess|keep)|rather than (?!guess|"
    r"keep)|only allowed|let s not",
    r"(?:(?<!you )tried|thought about|thinking (?:of|about)|considered|try(?= it| again)|(?<!as )(?:i|we) (?:was|"
    rf"were)|(?:was|were) (?:\w+ )?(?:going|about|supposed|meant|due) to){_NO_REASON}",
    r"already (?:connected|with|speaking|talking)(?! (?:you|your)\b)",
    rf"(?<!where )(?<!wherever )(?:you|they|he|she) (?:d|have to|ll have to|need to|want(?:ed)? to)(?! "
    rf"wait){_NO_REASON}|(?:i|we) d(?! (?:be|"
    r"love|like|best|better|rather) )",
    r"(?:i|we) d be(?! (?:happy|glad|delighted|pleased|more than|very|only too)\b)|(?:i|we) d rather not (?:transfer|"
    r"put|connect)|(?:i|we) d (?:love|like)(?! to (?:\w+ )?(?:transfer|connect|put|pass|get|bring|hand|forward)\b)|"
    r"like to(?= know)|(?<!as you )wish(?:ed)?(?! you)|(?<!you )prefer|like to be",
    r"(?<=^ )(?:(?:our|all|most|other|new|hotel|many|the) )?(?:callers|customers|patients|guests|calls|members|"
    r"visitors)",
    r"(?:callers|customers|patients|guests) (?:are|will|get|can)|agents (?:join|take)|(?<!thanks )(?<!you )a lot",
    rf"{_NOT_NOW}(?<!to )(?<!with )(?:yesterday|(?<!you )(?<!wait )earlier(?! today i\b)|(?<!off )last (?:week|time|"
    rf"month|night|year|\w+day)|previously|ago){_NO_REASON}|(?:keeps?|kept)(?! (?:holding|listening)\b)(?= (?:on |"
    rf"getting |being )*(?:\w+(?:ing|ed)|put|sent) )|it was(?! received\b){_NO_REASON}|did|connect(?:ing|ed)? (?:your|"
    r"the) line (?:today|this|at|by|between|on)(?= )|(?:the|your) line (?:has been|is|was|will be|has now been) "
    r"(?:now |being )?connected(?= $)",
    rf"{_NOT_ABOUT}(?:tomorrow(?! s )|(?:on|next|this|by|for|until) (?:mon|tues|wednes|thurs|fri|satur|sun)day|by "
    r"(?:mistake|mail|email|e mail|post|text|noon|minibus|ambulance|helicopter|bus|taxi|car|train|van|courier|ferry|"
    r"boat|dial\w+)|later(?! on this call\b)|tonight(?! s )|this (?:afternoon|evening|week|month|year|weekend|spring|"
    r"summer|autumn)(?! s )|next (?:week|month|year|spring|summer|autumn|fall|winter|time)|in (?:\w+ "
    r"){1,3}?(?:hours?|days?|weeks?|months?)|in (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)|within (?:\w+ ){1,3}?(?:hours?|days?|weeks?)|on the (?:first|second|third|day|\w+th|"
    r"\d\w*)(?! (?:floor|line)\b))",
    r"at (?:noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half past|\d{1,2})(?= $| am|"
    r" pm| a m| p m| o| on| and| to| so| because| \d| sharp)",
    rf"you want{_NO_REASON}",
    r"during (?:\w+ )?hours|(?:at|for|during) (?:the|your|our|a|an|his|her) (?:\w+ )?(?:appointments?|meeting|"
    r"examination|operation|event|visit|check in|viewing|consultation|blood test|x ray|scan|check ?up|test|ceremony|"
    r"dinner|lunch|breakfast|interview|inspection)",
    r"(?<!it )lets you|allows? (?:you|callers) to|enables? you|back to you|(?:glad|happy) to be|(?:were|are|did) you|"
    r"so you want|(?<!need )(?<!have )to dial|in our app|any branch|in person at|look(?:ing)? forward",
    r"(?:order|parcel|package|delivery|food|pizza|refund|card|letter|drivers?|courier|taxi|cab|shuttle|truck|van|bus|"
    r"ambulance|results?|email|page|money|payment|document|quote|invoice|post|postman|dhl|carrier|appetite|business|"
    r"landlord|app|speed|pace|wind|kettle|heating|lights?|stock|item|goods|kit|replacement|luggage|bags?|keys?|room) "
    r"(?:\w+ )?(?:is|s|will|ll|should|are|has|have) (?:\w+ ){0,3}?(?:with you|there|right there|pick|picks|picking|"
    r"picked|come|coming|join|answered|on)",
    r"put your call down to|pick you up|(?:please|kindly) (?:put|ask|bring|get|make|transfer|forward|call|(?:hand|"
    r"pass|give) (?:the|your) (?:phone|receiver|handset)|have (?:your|the) (?:\w+ ){1,2}(?:come|speak|on|pick))",
    rf"{_MAIN_CLAUSE}(?:know|see|decides?|determines?|depends on|understand|find out|clear|sure|noted) (?:to "
    r")?(?:whom|who|where|which|what|how|that)(?! to do)(?! you (?:re|are) (?:coming|on the line|holding|about to) "
    r")(?! (?:s|is) (?:\w+ )?(?:free|available|around|in|on duty) "
    r"and (?:then )?(?:i ll|i will|put|connect|transfer|get|pass|bring|hand) )(?<!ll see that)(?<!make sure "
    rf"that){_NO_REASON}",
)
GRAMMAR = Grammar(
    promises=(*TRANSFERS, *UNDER_WAY, *ARRIVALS, *CLAUSES, *SUMMONED),
    promises_while_holding=(*HOLDING, *SUMMONED_WHILE_HOLDING),
    certain=CERTAIN,
    holds=HOLDS,
    conditions=_DEPENDS,
    denials=_DENIED,
    asides=ASIDES,
    now=(r"now|immediately|straight away|right away|at once",),
    tags=r"(?:okay|ok|o k|all ?right|yeah|eh)(?: then)?",
    closings=(
        r"anything (?:else|more|further)|something else|any (?:other|more|further) (?:questions?|requests?)|what "
        r"else|that(?: be)? (?:all|everything)(?! right)|are you (?:still )?there"
    ),
    closings_without=(
        r"or|put|transfer\w*|connect\w*|pass|speak|talk|shall|should|want|need to|know|tell|before i|before we|i need"
    ),
)
