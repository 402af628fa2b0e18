"""What is said behind a promise of somebody else, why, or what about, and so takes nothing back in English."""

# What makes it another day's, or depends on something, ends such a part.
_DAY = (
    r"(?<!for )(?<!from )(?<!of )(?:tomorrow|tonight|later|afterwards|(?:on|next|this|by|until) (?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day|this (?:afternoon|evening|week|weekend|month|year)|next (?:week|month|year|time)|in "
    r"(?:\w+ ){1,3}?(?:hours?|days?|weeks?|months?)|within (?:\w+ ){1,3}?(?:hours?|days?|weeks?)|at (?:noon|midnight|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half past|\d{1,2})|during) "
)
_ASKED = (
    r"(?<!see )(?<!check )(?<!find out )(?<!ask )(?<!know )(?<!tell you )(?<!say )(?<!decide )(?<!decides "
    r")(?<!discuss )(?<!explain )(?<!clarify )(?<!work out )(?<!sure )(?<!confirm )"
)
_IF = (
    rf"(?:{_ASKED}(?:if|whether|when)|unless|until|till|once|whenever|before|after|provided|as (?:soon|long) as|in "
    r"case|depend(?:s|ing)|otherwise|assuming|first|press|tap) "
)
_CONTACT = (
    r"(?:(?:ll|will|can|to|they|and) (?:\w+ )?(?:e ?mail|write|call|ring|phone|text|contact|get back|be in touch|"
    r"reach out|reply|respond|send)|call you|calls you|gets back|write) "
)
_GOES_ON = r"(?:but|or) |(?:and|so) (?:i|we|nobody|no one) "
_IMPOSSIBLE = (
    r"(?:is|s|isn|was|wasn|would|wouldn|won|will) (?:t |not |be |currently )*(?:im)?possible |requires |costs "
)
_THEN = r"(?:yesterday|earlier|previously|ago|last (?:week|time|month|night|year|\w+day)) "
_WORD = rf"(?!{_THEN}|{_GOES_ON}|{_IMPOSSIBLE}|{_IF}|{_CONTACT})\w+"
_ON = rf"(?: {_WORD})*"
_TODAY = rf"(?: (?!{_DAY}){_WORD})*"
_BY_ITSELF = (
    r"(?<!after )(?<!before )(?<!once )(?<!if )(?<!when )(?<!whenever )(?<!until )(?<!till )(?<!unless )(?<!soon as "
    r")(?<!long as )(?<!case )(?<!provided )(?<!assuming )(?<!but )(?<!or )(?<!and )(?<!time )(?<!call )(?<!calls "
    r")(?<!ring )(?<!phone )(?<!to )(?<!contact )(?<!text )(?<!mail )(?<!email )"
)
_WHOSE = r"(?:your|the|our|an?|his|her|their|this|that|\w+ s|any)"

ASIDES = (
    # Of whom, with and without a pronoun.
    rf"(?!\w+ {_CONTACT})(?:who|whom|whose|that|which|where|why|what|how|whatever|whoever){_TODAY}",
    rf"{_BY_ITSELF}(?!\w+ {_CONTACT})(?:you|i|we|they|he|she)(?! (?:m|ll|re|will|am|are) (?:\w+ )?(?:not|never|"
    rf"no)\b){_TODAY}",
    rf"(?:able|authori[sz]ed|allowed|trained|qualified) to{_TODAY}",
    r"(?:for|from|about|with) (?:(?!nobody|no|anyone)\w+ ){1,4}?(?:i|we|you|they|he|she|it|the system) (?:can|could|"
    rf"cannot|can t|do|did|don|didn|have|haven|would|should|must){_TODAY}",
    # Why, and about what.
    rf"(?:because|since|seeing (?:as|that)|given that|(?<!soon )(?<!long )as(?! (?:soon|long|we speak|i speak) )){_ON}",
    r"(?:about|regarding|concerning|on account of|(?:in|with) (?:relation|reference|regard|regards|respect) to) "
    rf"(?!(?:this|that|it|them) ){_WORD}{_ON}",
    rf"for (?:{_WHOSE} )?(?:\w+ ){{0,3}}?(?:appointments?|stay|show|tables?|check ?(?:in|out|up)|bookings?|order|"
    r"delivery|prescription|reservations?|lunch|dinner|breakfast|supper|brunch|flight|visit|meeting|event|concert|"
    r"match|party|viewing|lesson|class|course|trip|tour|room|rehearsal|service|parcel|wedding|performance|game|"
    rf"session|pick ?ups?|collection|tickets?|seats?|repair|the \d+\w*){_ON}",
    r"for (?:your|his|her|their|\w+ s) (?:\w+ ){0,3}?(?:scan|x ray|operation|surgery|interview|inspection|test|"
    rf"exam(?:ination)?|consultation|procedure|treatment|results?){_ON}",
    # What for.
    rf"so (?:that )?(?!\w+ {_CONTACT})(?:you|they|he|she|it|nobody|no one|nothing|everything|someone|we (?:don|can|"
    rf"won|do)){_TODAY}",
    rf"(?:in order|so as) (?:not )?to{_TODAY}",
    r"to (?:see|find out|check|ask|look|discuss|avoid|ensure|make sure|sort|clarify|clear|work out|go over|go "
    rf"through|have|get (?:this|that|it)|resolve|understand|learn|hear|explain|confirm){_TODAY}",
    # What comes of it.
    rf"and (?!\w+ {_CONTACT})(?:they|it|he|she|you|that|there|someone|somebody|this){_TODAY}",
    r"and not (?:just |merely )?(?:to|in|with|the|an?|another|one|our|some)(?: \w+){1,4}",
    rf"(?:rather than|instead of) \w+{_TODAY}",
    rf"without (?:any|further|having|making|asking|letting|you){_TODAY}",
    r"as (?:quickly|fast|swiftly|promptly|soon) as possible",
)
