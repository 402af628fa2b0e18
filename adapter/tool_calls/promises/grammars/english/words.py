"""Words of English that the promises of a transfer are made of: who speaks, who comes to the line, where it goes."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.english.first_names import FIRST_NAMES

DETERMINER = one_of("the our my a an one your his her their some that another this")
# The call and the caller. What is given to a caller is no transfer of one: "forwarding you the directions".
CALL = (
    r"(?:(?:your|the|this|our) (?:phone |telephone |video )?call(?! forwarding\b)|(?:your|the|this|our) conversation|"
    r"the (?:phone|receiver)(?! (?:number|bill|line|case|shop|contract)\b)|(?:the|this|your) line(?! (?:item|up)\b))"
)
YOU = (
    r"(?:(?:you|ya|ye|y all)(?: both| two)?(?! (?:the|a|an|our|your|my|his|her|its|their|some|any|two|three|both|"
    rf"another|no|details?|information|directions) )|us|both of (?:you|us)|the two of (?:you|us)|{CALL})"
)

# Who has no name but a calling.
TITLE = (
    r"(?:mr|mrs|ms|miss|dr|father|sister|brother|pastor|captain|sergeant|inspector|reverend|nurse|lady|sir|professor)"
)
# Places with a telephone and nothing else by that name.
DESK = (
    r"(?:(?:(?!(?:at|in|on|for|with|from|to|of|about|by|via) )\w+ ){0,3}?(?:department|desk|office|team|reception|"
    r"switchboard|helpdesk|ward|registry|counter|unit|laboratory|pharmacy))"
)
# Adverbs that may stand in between.
_MAYBE_WORDS = one_of(
    """
    now just right straight directly quickly immediately already also then simply briefly currently personally gladly
    happily certainly shortly being go ahead and over on off back along all up down please in finally at_this_moment
    today absolutely most real quick as_we_speak hereby presently promptly here indeed next still
    """
)
MAYBE = rf"(?:{_MAYBE_WORDS} ){{0,4}}"
SOON = (
    r"(?:(?:right )?now|(?:right|straight) away|at once|shortly|soon|momentarily|immediately|directly|presently|"
    r"next(?! (?:week|month|year|spring|summer|autumn|fall|winter|time|to|mon|tue|wed|thu|fri|sat|sun))|any "
    r"(?:second|moment|minute)|at this moment|(?:right )?this (?:very )?(?:instant|second|minute|moment)|as (?:we|i) "
    r"speak|"
    r"before you "
    r"(?:know it|can say)|in seconds|in (?:just )?(?:a|one|two|three|a few|a couple of|few|some|no|under a|less than "
    r"a) (?:(?:more|short|wee|brief|mere|half) "
    r")?(?:moments?|seconds?|minutes?|mins?|secs?|ticks?|jiffy|flash|shakes|mo|bit|time|instant|heartbeat|blink|"
    r"twinkling)|in (?:(?:about|around|roughly|approximately|only|just|maybe|another|under|less than|some) "
    r")*(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d|a (?:couple|matter) of|a few) (?:minutes?|mins?)|"
    r"(?:an? |a matter of |a couple of |a handful of )?(?:\w+ )?(?:seconds?|secs?)))"
)

# Who says what is done now.
_I = one_of(
    r"""
    i_ll we_ll i_will we_will i_shall we_shall i_m i_am we_re we_are let_me let_us let_s lemme allow_me_to
    permit_me_to going_to about_to ready_to time_to trying_to proceeding_to fixin_to fixing_to time_for_me_to
    i_can_now now_i_can gonna gotta while_i while_we my_pleasure_to i_ve we_ve i_have we_have go_ahead_and
    attempting_to preparing_to getting_set_to all_set_to starting_to going_ahead_and
    i we ill im ive weve lets (?:i|we)_(?:will|ll)_be_(?:happy|glad)_to happy_to
    glad_to pleased_to delighted_to (?:i|we)_d_(?:better|best)
    (?:going_to|(?:i|we)_ll|let_me)_(?:just_|now_)?try_(?:to|and) (?:i_m|i_am|we_re|we_are)_(?:finally|now)_able_to
    (?:give|allow)_me_a_\w+_to remains_(?:is_)?(?:for_me_)?to remains_is_for_me_to (?:leaves|left)_me_to and_am
    """
)
I_DO = rf"(?<!you )(?<!they )(?<!you re )(?<!you are )(?<!they re )(?<!d be )(?<!will be )(?<!ll be ){_I}"
# Between "I" and a verb. What somebody hopes, explains or can do is none of it.
WORDS_BETWEEN = (
    r"(?:(?!(?:not|never|t|can|cannot|could|may|might|must|would|should|how|he|she|they|it|you|your|them|him|her|"
    r"hope|think|see|saw|know|understand|believe|guess|suppose|was|were|had|did|wish|able|unable|before|after|until|"
    r"if|to|whether|unless|tried|try|d|want|wanted|need|needed|have|ask|asked|email|call|write|send|sent|where|when|"
    r"what|who|why|that|usually|normally|always|only|often|sometimes|generally|typically) )\w+ ){0,4}?"
)
# What somebody else is about to do, or does.
WILL = (
    r"(?:ll|will|shall|should|is|s|are|re|(?:(?:is|s|are|re) )?(?:going|about|stepping up|happy|ready|coming|set|due|"
    r"poised|waiting|all set|just about|getting ready|standing by) to|(?:is |s )?gonna)"
)

_PERSON = r"""
    somebody someone humans? beings? persons? staff people colleagues? agents? advis[eo]rs? specialists? experts?
    managers? supervisors? nurses? doctors? engineers? representatives? reps? operators? assistants? consultants?
    clerks? receptionists? boss interpreter translator mechanics? pharmacist vet dentist chef porter handlers?
    leader secretary members? analysts? officers? guys? lady gentleman fella chap mr mrs ms miss dr doctor professor
    coordinators? coach waiter owner director notary lawyers? attorneys? captain solicitor accountants? bookkeeper
    cashier broker banker underwriter adjuster assessor surveyor inspector planner architect registrar librarian
    curator warden ranger caretaker janitor concierge landlord landlady teacher headteacher principal dean counsell?or
    therapist physio\w* midwife matron surgeon radiographer hygienist carer plumber electrician fitter installer
    gardener groomer stylist hairdresser trainer instructor lifeguard steward sommelier butcher florist tailor
    dispatchers? controller crew skipper farmer agronomist attendants? associates? administrator admin
    (?:fore|sales|handy)man editor judge mayor councillor treasurer undertaker executive president chairman sergeant
    investigator auditor recruiter scheduler housekeeper pastor \w+(?:ologist|icians?|woman|worker|master) them him
    head \w{3,}[nrtghmdc]ists? appraiser barber baker brewer builder buyer roofer decorator glazier caterer designer
    developer photographer jeweller lecturer bursar chaplain vicar paramedic physician paralegal negotiator
    estimator valuer actuary auctioneer restorer superintendent custodian constable detective commissioner purser
    consul docent bartender barista liaison merchant trustee organi[sz]er locksmith optician counsel workers?
    caseworker teammates? mediator lads? lass(?:es)? blokes? girls folks chaps fellas gents? ladies master whiz wizard
    mistress tutors? keepers? conservators? nutritionist dietitians? masseuse masseur verger priest rector minister
    commander bosun pilot navigator \w+(?:smith|wright|keeper|monger) doorman bellman
"""
_PLACE = r"""
    teams? department desk office reception services? support ward pharmacy kitchen workshop garage clinic branch
    counter registry surgery lab laboratory radiology billing sales accounts accounting claims bookings?
    reservations returns dispatch customs housekeeping switchboard hotline helpline headquarters hall court
    archives? library baggage warranty parts mortgages? loans fraud pensions payroll legal complaints cancellations
    retention permits parking tax housing lettings dental maternity emergency unit section division cent(?:re|er)
    line extension spa restaurant bar shop store bay payments refunds collections hr resources enrol?ments?
    enrollments? admissions registrations? intake scheduling triage outpatients oncology cardiology purchasing
    marketing communications logistics warehouse depot yard studio production security facilities maintenance
    repairs? engineering operations control compliance underwriting treasury finance leasing rentals? showroom
    delivery shipping ticketing tickets memberships? subscriptions events catering cellar bakery planning licensing
    council benefits probate immigration visas? embassy dispensary cards lending squad committee authority bureau
    agency station lodge marina kennels nursery faults outages tech care relations affairs management crew lot
    ombudsman property tills? (?<=debt_)collection (?<=accounts_)(?:payable|receivable) aftersales p(?:a)?ediatrics
    (?<=insurance_)side (?<=business_)side (?<=commercial_)side (?<=legal_)side (?<=technical_)side (?<=accounts_)side
    (?<=finance_)side (?<=team_)leads? (?<=my_)seniors? insurance banking physiotherapy imaging bursary faculty
    \w{3,}(?:ology|iatrics|aedics)
"""
# "Maria's picking up" and "Maria's line" are hers, "Maria's coat" is none of anybody's calls.
_NAMED = (
    rf"{FIRST_NAMES}(?! s (?!(?:picking|joining|coming|taking|answering|here|there|on|ready|free|available|getting|"
    rf"hopping|"
    r"jumping|now|just|going|about|already|extension|line|phone|desk|all|way|voice|teams?|office|colleague|assistant|"
    r"department|got|been|the|your|with|listening|waiting|next) ))"
)
# What looks ahead is not asked of all patterns at once, where long lists of words would take up the room.
PERSON = rf"(?:(?=(?:{one_of(_PERSON)}s?|{_NAMED}) )\w+)"
PLACE = rf"(?:(?={one_of(_PLACE)} )\w+)"
# What belongs to somebody is not them: "the manager's notes", "the office address".
_NO_THING_OF = (
    r"(?! (?:s )?(?:(?:direct|phone|mobile|contact|opening|office|e|web|home|own|next|new|latest|full|visiting|"
    r"waiting) )?(?:numbers?|address(?:es)?|hours?|times?|websites?|pages?|portal|apps?|forms?|emails?|mail|inbox|"
    r"mailbox|voicemail|logins?|fees?|bills|(?<=s )bill|details?|schedule|calendar|diary|notes?|letters?|reports?|"
    r"results?|figures?|system|printer|chat|bots?|menus?|appointments?|names?|instructions|opinion|approval|permission|"
    r"signature|consent|issues?|problems?|questions?|query|queries|topic|matters?|feedback|decision|answer|reply|"
    r"advice|messages?|log|code|quote|estimate|prices?|plan|policy|contract|prescriptions?|records) )"
)
WHO = rf"(?:(?:(?=(?:{one_of(_PERSON)}s?|{one_of(_PLACE)}|{_NAMED}) )\w+|(?:tier|level) \w+){_NO_THING_OF})"
# Somebody, with what may stand before: "one of our friendly agents", "the seat reservations team".
SOMEBODY = (
    r"(?:(?:one|any|some|member|part|parts|head|department|office) of )?(?:(?!(?:and|or|because|so|if|while|when|is|"
    r"are|was|were|will|ll|can|that|who|which|you|i|we|they|he|she|to|it(?! (?:help|desk|support|team|department|"
    r"service)\b)|not|about|by|then|for|has|had|have|ve|m|re|let|please|with|under|until|how|of|online|wrong|digital|"
    rf"virtual|automated|bank) )\w+ ){{0,6}}?(?:one of (?:\w+ ){{0,3}}?)?{WHO}"
)
# With what may stand behind: "… from accounts", "… at the hire desk".
AT = (
    r"(?: (?:(?:in|from|at|of|on|over|down|up|with|for|s|named|called) (?:\w+ ){0,5}?)?(?!(?:who|that|to|and|or|not|"
    r"together|ready|out|through|over|up|off|back|down) )\w+)?"
)
TO_WHOM = rf"(?:{DETERMINER}|mr|mrs|ms|dr|them|him|her)"

LINE = (
    r"(?:(?:the|this|our|this very) (?:phone|line|telephone|call|conversation)(?! (?:bill|history|log|notes|number)\b)|"
    r"(?:this|our) chat(?! (?:teams?|agents?|bot|line|support|history|room|window|log)\b))"
)
QUEUE = (
    r"(?:(?:in(?:to)?|at the (?:front|top|head) of|(?:next|first|second|third|fourth|fifth|sixth) in) (?:the |a |our "
    r"|their |that |this )?(?:(?:call|phone|telephone|support|service|priority|waiting|hold|short|brief|(?:\w+ "
    r"){1,3}s) )?(?:queue|line|holding line)|in(?:to)? (?:the|our) (?:(?!(?:tickets?|ferry|taxi|bus|train|checkout|"
    r"passport|entry|print|of|for) )\w+ ){1,3}queue|(?:to|into|up) (?:the )?(?:(?:top|front|head) of )?(?:(?:the|our|"
    r"a) )?(?:(?:call|priority|support|(?:\w+ ){1,3}s) )?queue)(?! (?:for|of) (?:an?|the|your|my|this) (?:\w+ "
    r"){0,2}?(?:refund|upgrade|flat|house|home|model|delivery|promotion|course|place|tickets?|transplant|operation|"
    r"phone|plot|job|discount|show|table|match|concert|raise|vaccine|test|tour|ride|boat|lift|seat|meal|drink|loan|"
    r"grant) (?!(?:team|desk|counter|office|line|officer|advis[eo]r|specialist|manager|department|agent|clerk) ))"
)

_NAMES_OF_NOBODY = one_of(
    r"""
    websites? sites? web pages? link form app portal tariffs? plans? package list hold mute questions? steps?
    process menu emails? verification faqs? address platform chat rate waiting mailing program(?:me)? checks? video
    screen system database server contract paperless
    (?<!control_)(?<!press_)(?<!mail_)(?<!post_)(?<!emergency_)(?<!through_to_the_)(?<!through_to_)(?<!connect_you_to_the_)room
    seat flight
    date slot language mode payment instal\w+ set_?up (?<=through_)security
    security_(?:questions?|codes?|checks?|details) account details basics options booking order file documents?
    record(?:er|ing) voicemail mailbox wi wifi network internet savings table door (?<!lost_)property
    (?<!care_)(?<!nursing_)home(?!_(?:insurance|loans?|lending|care|delivery)) house class course
    session lesson discount refund wherever automated virtual
    whoever(?!_is_(?:on|free|available|responsible|closest|next|there))
    (?<!through_to_the_)(?<!through_to_our_)hotel speed
    by_minibus airport gate bed bluetooth grid mains fib(?:re|er) broadband electricity gas sewer water
    roaming router printer modem digital ai bots? chatbot robot online guide article tutorial brochure leaflet deal
    offer upgrade monthly annual subscription row shift next_point chapter topic spreadsheet inbox cloud device speaker
    tablet laptop computer scheme bus train road motorway accommodation venue (?<!ferry_)terminal finish weekend
    beginning premium gold silver beginners evening morning afternoon tour round job spanish english french
    """
)
_RESPONSIBLE = (
    r"(?! (?:s )?(?:\w+ )?(?:team|department|dept|desk|office|services?|hotline|reservations|people|staff|unit|line|"
    r"queue|specialists?|clerks?|experts?|support|advis[eo]rs?|managers?|agents?|colleagues?|counter|folks|guys|crew|"
    r"gang|lot|reception|receptionist|owner|engineers?|technicians?|officers?|extension|coordinator|helpline|"
    r"enquiries|restaurant(?! s )|management|kitchen|bar|spa|concierge|speaking|speaker|faults?|board|operator|lead|"
    r"room|maintenance|repairs|sales|claims|loans|collections|renewals|lending|disputes|enforcement|operations|"
    rf"cancellations|admissions)| (?:\w+ )?{PERSON})"
)
# Where nobody is to talk to, unless it is what somebody is responsible for: "the seat reservations team".
NOWHERE = (
    r"(?! (?:(?:on|onto|to|over|into|through|straight|right|directly|with|at|the|our|your|a|an|this|that|his|her|my|"
    r"new|own|other|next|first|another|some|from|back|off|now|just|please) ){0,6}(?:(?!(?:somebody|someone|person|"
    r"human|colleague|agent|advis[eo]r|specialist|expert|manager|team|who|that|for|about|in|at|regarding|so|and|"
    r"because|as|since|while|to|with|on|of|by|then|s|m|ll|re|i|we|without|where|which|whose|than|instead|until) )\w+ "
    rf"){{0,3}}{_NAMES_OF_NOBODY}(?= ){_RESPONSIBLE})"
)

# At the start of what is said.
_FILLERS = one_of(
    """
    ok okay sure alright all_right right great perfect thanks thank_you now well yes certainly of_course done and so
    good gladly absolutely please then call currently just immediately understood i_m we_re very sure_thing hang_on
    righto right_o no_problem no_worries lovely brilliant cheers aye yep sir madam ma_am got_it will_do fine there here
    we_are away still
    """
)
FIRST = rf"(?<=^ )(?:{_FILLERS} ){{0,4}}"
END = r"(?= $)"
