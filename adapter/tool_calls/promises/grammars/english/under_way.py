"""The transfer itself: it is under way, made and complete."""

from adapter.tool_calls.promises.grammars.english.verbs import MOVE, MOVED, MOVING, TRANSFER, TRANSFERRED, TRANSFERRING
from adapter.tool_calls.promises.grammars.english.words import (
    AT,
    END,
    FIRST,
    I_DO,
    MAYBE,
    NOWHERE,
    SOMEBODY,
    SOON,
    TO_WHOM,
    WHO,
    WORDS_BETWEEN,
    YOU,
)

# What a transfer is called besides.
_CHANGEOVER = (
    r"(?:transfer(?:r?al)?|hand ?over|handoff|hand off|switch ?over|switch|change ?over|cross ?over|relay|"
    r"redirection|connection|(?:handing|passing|switching|putting) (?:over|through|across))"
)

UNDER_WAY = (
    rf"(?:i|we) (?:have|ve|just) (?:(?:now|just|already) )*(?:requested|ordered|asked for|put in (?:a request )?for|"
    rf"submitted|queued|arranged|scheduled) (?:an?|the|your) (?:call |warm |live )?(?:transfer|hand ?over|handoff)(?: "
    rf"request)? (?:to|for|with) (?!tomorrow){SOMEBODY}{AT}(?: {SOON}| for you)*{END}",
    rf"{FIRST}(?:switch|chang|swapp)ing (?:the )?(?:lines?|calls?)(?: (?:now|over|for you|{SOON}))*{END}",
    rf"{FIRST}(?:(?:{TRANSFERRING}|handing|passing)(?: (?:now|over|off|back|straight|call|the call))* (?:to|through "
    r"to|with)|(?:call )?(?:transfer|connection|handover|hand over|handoff|over|off|through|up|down|across|back)(?: "
    rf"(?:over|through))? to){NOWHERE} (?!savings|your){SOMEBODY}(?: \w+){{0,4}}{END}",
    rf"{FIRST}(?:transferring|forwarding) to{NOWHERE}(?: \w+){{1,6}}{END}",
    rf"{I_DO} {MAYBE}(?:{TRANSFERRING}|redirecting) (?:over |through |on |straight )*to{NOWHERE} (?!savings|"
    rf"your){SOMEBODY}(?: {SOON}| for you)*{END}",
    rf"{FIRST}(?:switching|redirecting) (?:over |through |you )*to{NOWHERE} (?:a|an|our|the) {SOMEBODY}(?: {SOON}| "
    rf"for you)*{END}",
    rf"{FIRST}{MOVING} (?:you|ye) {MAYBE}(?:through|over|across|off|on)(?: (?:to|now|then){NOWHERE}(?: "
    rf"\w+){{0,6}})?{END}",
    rf"{FIRST}(?:{TRANSFERRING}|redirecting|putting through|handing over|passing over|linking|joining)(?: (?:now|"
    rf"over|through|call|calls|you|lines|the call|the line|the lines|{SOON}))*{END}",
    # The transfer itself.
    rf"(?:the|your|a|this|warm|live) {_CHANGEOVER} (?:of (?:your|the|this) call )?(?:over )?(?:to|with) (?!your|"
    rf"savings|checking){SOMEBODY}{AT} (?:(?:is|has|s|was|are) (?:just |now |already |all |been |being )*(?:in "
    r"progress|under ?way|happening|taking place|initiated|started|starting|set up|placed|made|done|complete|"
    r"completed|going through|in motion|on its way|gone through|what (?:i|we) (?:m|am|re|are) doing)|(?:will |should "
    r"|ll )?(?:only |just )?takes? (?:only |just |no more than |less than |about )*(?:an? (?:few |couple of "
    r")?)?(?:\w+ )?(?:moments?|seconds?|secs?|ticks?))",
    r"(?:transfer|hand ?over) (?:has been|is being|s been|is) (?:now |just )?(?:set up|initiated|placed|made|started|"
    rf"put through|set in motion) (?:to|with) (?!your|savings|checking){SOMEBODY}",
    r"(?:pass|put|transfer|connect|hand|send|mov|gett|bring)[a-z]* you (?:\w+ ){1,9}?(?:(?:which|that) (?:is what "
    r")?(?:i|we) (?:m|am|re|are) doing (?:right )?now|(?:so )?here (?:goes|we go|you go)(?= $))",
    rf"{FIRST}(?:\w+ )?{TRANSFERRING} this (?:call )?through to {SOMEBODY}",
    rf"(?:caller|customer|call) (?:to be|being) (?:{TRANSFERRED}|put through|passed|handed) (?:over |on |through "
    rf")?(?:to|with) {SOMEBODY}|(?:it|that) (?:s|is) (?:just |only )*(?:your|the|this) call (?:being "
    rf")?(?:{TRANSFERRED}|{MOVED}|going)(?= through| over| across| to)",
    rf"{FIRST}(?:the )?connection (?:is )?{MAYBE}(?:in progress|under ?way|being (?:made|established)){END}",
    rf"{I_DO} {MAYBE}(?:proceed|proceeding|going ahead|go ahead) with (?:the|your) connection(?: now| for you| "
    rf"{SOON})*{END}",
    r"(?:(?<=^ )|(?<=^ now )|the |your |this |a |call |warm |live |agent |human )(?:call |warm |live |direct |phone "
    r")*(?:transfer|hand ?over|handoff|redirection) (?:to (?!your)(?:\w+ ){1,8}?|of (?:your|the|this) call |for you "
    rf")?(?:(?:is|has been|s|has) )?{MAYBE}(?:in progress|under ?way|happening|initiated|starting|started|in motion|"
    r"being (?:initiated|set up|made|started|put through))(?! (?:of|from)\b)",
    rf"(?:transfer|hand ?over|handoff|connection|redirection) to {SOMEBODY} (?:(?:is|has been|s|has) "
    rf")?{MAYBE}(?:complete|completed|done|through|going through|live|made|established|being (?:made|established|"
    r"opened|set up|completed|built)|ready|successful)",
    rf"(?:{FIRST}|call |warm |live )(?:the |your )?(?:call )?(?:transfer|hand ?over|handoff|connection) (?:is |has "
    rf"been )?(?:complete|completed|done|made|established|live|confirmed|successful){END}",
    rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})(?:(?:start|initiat|begin|commenc|proceed|complet|trigger|execut|process)\w*|"
    r"going ahead|go ahead)(?: with)? (?:the |your |a |this |that )?(?:\w+ )?(?:transfer|hand ?over|handoff)(?= $| "
    rf"now| to {TO_WHOM}| to (?!savings|checking){SOMEBODY}(?: {SOON})*{END}| of (?:your|the|this) call| for you| "
    rf"process){NOWHERE}",
    rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})(?:mak|do|plac|arrang|set|perform|carry|establish|open|creat|build|"
    r"put)\w*(?: up| out| through)? (?:the |your |a |this |that )?(?:\w+ )?(?:transfer|hand ?over|handoff|"
    rf"connection) (?:to|with) (?!your|the printer){SOMEBODY}",
    rf"(?:(?:making|establishing|setting up|doing)|{I_DO} {MAYBE}(?:make|establish|do)) (?:the|your|that|this) "
    rf"(?:connection|(?:call )?transfer)(?: now| for you| {SOON})*{END}",
    rf"(?:{I_DO} {MAYBE}|{FIRST})(?:get|getting|set|setting|have|having) (?:the|that|this|your) (?:call )?(?:transfer|"
    rf"hand ?over|handoff) (?:going|started|rolling|moving|under ?way|in motion|set up|sorted)(?: now| for you| "
    rf"{SOON})*{END}",
    rf"{FIRST}(?:an? )?(?:three way|3 way|conference|joint|group) call (?:is )?(?:now )?(?:starting|beginning|coming "
    rf"up|being set up|set up)(?: now)? with (?:\w+ ){{1,4}}?{WHO}",
    rf"(?:join|link|bridg|pair|patch|merg)(?:e|ing)? (?:you two|the two of you|you both|both of you)(?: (?:up|together|"
    rf"now|{SOON}))*{END}",
    rf"{I_DO} {WORDS_BETWEEN}have you (?:over|through|across) (?:to|with){NOWHERE} {SOMEBODY}{AT} {SOON}",
    rf"(?:means|time for|now for|ready for) (?:an?|the|your) (?:quick |short |little |brief |small )?(?:hop|jump|skip|"
    rf"switch|transfer|hand ?over|handoff) (?:over |across |through )?to (?:the |our |one of our )?(?:\w+ ){{0,3}}?"
    rf"{WHO}(?: now)?{END}",
    rf"{FIRST}(?:call )?transfer (?:coming (?:right )?up|on its way)(?: now)?{END}",
    # What is done is told first.
    rf"(?:what|all|the (?:next|only|first) thing|next thing) (?:i|we) (?:m|am|re|are|ll|will|do|need to|have to|just) "
    rf"{MAYBE}(?:doing|do|going to do|about to do|have to do|need to do)?(?: now| next| here| right now)* ?is "
    rf"(?:to )?(?:{TRANSFER}|{TRANSFERRING}|{MOVE}|{MOVING}) {YOU} (?:now )?(?:through|over|across|to|with){NOWHERE}",
    rf"(?:{I_DO} {WORDS_BETWEEN}|{FIRST})(?:press|hitt?|push|click|tapp?)(?:ing)? (?:the )?(?:transfer|connect)(?: "
    rf"(?:button|key))?(?: (?:now|for you|{SOON}))*{END}",
    r"(?:press|hit|push)(?:ing)? (?:the )?transfer(?: button| key)?(?: now)? (?:and )?(?:here|there|off|away) (?:we|"
    r"you) "
    r"go",
)
