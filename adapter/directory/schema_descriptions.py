"""What editors show of Vapi's fields: each with its shape, its unit and its bounds, and what becomes of it here."""

from collections.abc import Mapping
from typing import Final

_KIND: Final = "Which kind of object this is"
_NOT_ON_EVERY_PLATFORM: Final = "`transfer-adapter check` says whether your platform can do it."

_TOOL_MESSAGE: Final = {
    "content": "The sentence in one language, at most 1000 characters; contents win over it. May hold Liquid.",
    "contents": "The sentence in several languages, one text each. May hold Liquid.",
    "conditions": "Said only where all of these hold for the arguments of the tool call; an empty list always holds.",
}
_TOOL_MESSAGE_END: Final = {
    **_TOOL_MESSAGE,
    "role": "assistant (the default): said to the caller. system: told to the model.",
    "endCallAfterSpokenEnabled": "true: the call ends when it has been said. Default false.",
}

DESCRIPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "TransferDestinationNumber": {
        "type": "Always number: calls are transferred to telephone numbers only.",
        "number": 'The number to call: E.164, in quotes, such as "+4921155660001" (a plus sign, 2 to 15 digits); with'
        " numberE164CheckEnabled: false 3 to 40 letters and digits. The model never sees it.",
        "numberE164CheckEnabled": "false allows numbers that are not E.164: letters and digits, 3 to 40. Default true.",
        "extension": "1 to 10 characters, such as digits, * and #. Dialled only with policy.extension: append or send.",
        "callerId": "The number to show, at most 40 characters: E.164 or Liquid, such as {{customer.number}}. Left out:"
        " the customer's for inbound calls, the assistant's for outbound ones.",
        "message": "Said before connecting: a text, or an object with one for each language. Left out: the usual"
        ' sentence. "": nothing.',
        "transferPlan": "How to transfer. `transfer-adapter check` says what the platform can do of it.",
        "description": "When callers need this destination: the model chooses by it, and by nothing else as much. Write"
        " conditions, in any language; no telephone numbers.",
        "name": "A label for people; in a list the key is made from it.",
        "policy": "What this project adds to Vapi's record.",
    },
    "TransferPlan": {
        "mode": "How the transfer is carried out; needed as soon as there is a plan. Every platform has blind-transfer."
        f" {_NOT_ON_EVERY_PLATFORM}",
        "message": "Said to whoever answers, before the caller is connected: a text, or an object with one for each"
        f" language. {_NOT_ON_EVERY_PLATFORM}",
        "dialTimeout": "Seconds to ring, 1 to 600; a platform may take fewer.",
        "timeout": "The same, in seconds, 1 to 600, where there is no dialTimeout.",
        "fallbackPlan": "What happens when nobody answers.",
        "sipVerb": f"How a SIP call is transferred: refer, bye or dial. {_NOT_ON_EVERY_PLATFORM}",
        "holdAudioUrl": f"Address (URL) of the audio that the caller hears meanwhile. {_NOT_ON_EVERY_PLATFORM}",
        "transferCompleteAudioUrl": f"Address (URL) of the audio that is played when both are connected."
        f" {_NOT_ON_EVERY_PLATFORM}",
        "contextEngineeringPlan": "What the other party's assistant is told of the conversation: all of it, the last"
        f" messages, or nothing. {_NOT_ON_EVERY_PLATFORM}",
        "twiml": "A document of TwiML, at most 4096 characters, for the mode warm-transfer-twiml."
        f" {_NOT_ON_EVERY_PLATFORM}",
        "summaryPlan": f"How a summary for the other party is written. {_NOT_ON_EVERY_PLATFORM}",
        "sipHeadersInReferToEnabled": f"true: SIP headers go into Refer-To. Default false. {_NOT_ON_EVERY_PLATFORM}",
    },
    "TransferFallbackPlan": {
        "message": "Said to a caller whom nobody answered: a text, or an object with one for each language.",
        "endCallEnabled": "false: the caller may go on talking. true (the default): the call ends after the message.",
    },
    "ContextEngineeringPlanAll": {"type": f"{_KIND}: the whole conversation is told."},
    "ContextEngineeringPlanNone": {"type": f"{_KIND}: nothing is told."},
    "ContextEngineeringPlanLastNMessages": {
        "type": f"{_KIND}: the last messages are told.",
        "maxMessages": "How many messages, 0 or more.",
    },
    "SummaryPlan": {
        "messages": "The messages of the prompt that a summary is written with, kept as they are.",
        "enabled": "false: no summary. Default true.",
        "timeoutSeconds": "Seconds that writing it may take, 1 to 60; Vapi's default is 5.",
    },
    "CustomMessage": {
        "type": f"{_KIND}: a sentence in several languages.",
        "content": "One text for all languages, at most 1000 characters; contents win over it. May hold Liquid.",
        "contents": "A text for each language; the first one serves all others.",
    },
    "TextContent": {
        "type": f"{_KIND}: a text.",
        "text": "The sentence, spoken word for word. May hold Liquid, such as {{customer.number}}.",
        "language": "Its language: two letters, or yue, and no region: de, not de-DE. Quote it: a bare no is false.",
    },
    "Condition": {
        "operator": "How the argument is compared with the value: eq, neq, gt, gte, lt or lte.",
        "param": "The name of an argument of the tool call, at most 1000 characters.",
        "value": "What it is compared with, as text of at most 1000 characters.",
    },
    "ToolMessageStart": {
        "type": f"{_KIND}: said when the tool is called, where the destination has no message of its own.",
        **_TOOL_MESSAGE,
        "blocking": "true: the transfer waits until it has been said, which is so here in any case. Default false.",
    },
    "ToolMessageComplete": {"type": f"{_KIND}: for when the tool has succeeded.", **_TOOL_MESSAGE_END},
    "ToolMessageFailed": {"type": f"{_KIND}: for when the tool has failed.", **_TOOL_MESSAGE_END},
    "ToolMessageDelayed": {
        "type": f"{_KIND}: said when the tool takes long.",
        **_TOOL_MESSAGE,
        "timingMilliseconds": "After how many milliseconds it is said, 100 to 120,000.",
    },
    "TransferCallTool": {
        "type": "Always transferCall: this is Vapi's transfer tool as its API exports it.",
        "destinations": "The destinations, one or more; their keys come from their names.",
        "messages": "Sentences of the tool; request-start is said where a destination has no message.",
        "rejectionPlan": "When a transfer that the model asks for is not made.",
    },
    "RejectionPlan": {
        "conditions": "The transfer is not made where all of these hold; an empty list rejects nothing.",
    },
    "RegexCondition": {
        "type": f"{_KIND}: a pattern is looked for in a message.",
        "regex": 'The pattern as JavaScript has it, searched anywhere; "(?i)" in front ignores case. No look-around and'
        " no references back.",
        "target": "The message that is looked at. Left out: the last one.",
        "negate": "true: holds where the pattern is not found. Default false.",
    },
    "MessageTarget": {
        "role": "Whose messages are counted: user (the caller) or assistant. Left out: everybody's.",
        "position": "Which of them: 0 is the first, -1 (the default) the last.",
    },
    "LiquidCondition": {
        "type": f"{_KIND}: a template that must render to true.",
        "liquid": "Holds where this Liquid template renders exactly true. It has messages, now (milliseconds) and the"
        " call's variables.",
    },
    "GroupCondition": {
        "type": f"{_KIND}: several conditions.",
        "operator": "AND: all of them hold. OR: one is enough.",
        "conditions": "The conditions of the group; groups nest.",
    },
    "AzureTts": {
        "provider": "Always azure.",
        "language": "The language that the voice speaks, with its region, such as de-DE. Left out: the platform's.",
        "voice": "The voice by Azure's name, such as de-DE-KatjaNeural. Left out: the platform's.",
    },
    "ElevenLabsTts": {
        "provider": "Always eleven_labs.",
        "voice": "The voice by its id at ElevenLabs. Left out: the platform's.",
    },
}
"""By the name of the definition and of the field, as both stand in the schema."""

UNUSED: Final = "Exports have it; it is not used here."
OWN_MESSAGES: Final = "Messages of the transferCall tool: request-start is said where a destination has no message."
OWN_REJECTION_PLAN: Final = "When a transfer that the model asks for is not made, as in Vapi's transferCall tool."
OWN_DESTINATIONS: Final = "Where calls can be transferred to, one or more: by key, or as a list of Vapi's records."
