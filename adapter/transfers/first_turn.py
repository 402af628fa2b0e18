"""The first turn of a call, ahead of any call: what a model is going to be asked again and again, but for its end."""

from datetime import datetime

from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.offer import Offer
from adapter.transfers.plan import plan_sentence
from adapter.transfers.progress import Progress
from adapter.transfers.situation import situation_of


def first_turn(config: AssistantConfig, now: datetime, words: str = "") -> Offer:
    """The offer after the greeting and the caller's first words, "" for a caller who is yet to speak.

    Up to the caller's words its request is that of every call's first turn, byte by byte, in the default language and
    with what is open now: a server that has read the one has read most of the other.
    """
    situation = situation_of(config, CallInfo(id=""), (), Progress(), now)
    greeting = plan_sentence("greeting", situation).say
    said: Conversation = (AssistantMessage(text=greeting),) if greeting else ()
    return Offer(situation=situation, conversation=(*said, UserMessage(text=words)) if words else said)
