"""What a router that is no model replies: a tool call where it is sure, a question where it is not, a goodbye's end.

It reads only the request, as any model does, so what it decides can be compared with what another model decides.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from adapter.models.offered_tools import OfferedTools, offered_tools, title
from adapter.search import QUERY_LIMIT, shared_terms
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall
from adapter.tool_calls.history import utterances
from adapter.tool_calls.language import detect, language_change
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME

EARLIER_TURNS = 2
"""Turns before the last one that are read along with it."""


class Router(Protocol):
    """Chooses among the destinations of a request by what the caller said, oldest turn first."""

    @property
    def name(self) -> str:
        """The model's name in its replies."""
        ...

    def wish(self, turns: Sequence[str], offered: OfferedTools) -> str | None:
        """The key that fits clearly."""
        ...

    def likely(self, turns: Sequence[str], offered: OfferedTools) -> Sequence[str]:
        """Keys that may be meant, the likeliest first."""
        ...


def routed_reply(router: Router, tools: bytes, conversation: Conversation, tool_choice: object = "auto") -> ModelReply:
    """A router's reply to a request: JSON bytes of its tools, what was said, and the provider's `tool_choice`.

    One destination ahead of all others: its tool call. A goodbye: `hang_up`, where offered. Everything else, small talk
    included: a question in the caller's language.
    """
    offered = offered_tools(tools)
    if tool_choice == "none":
        return _question(router, conversation)
    turns = open_turns(conversation)
    if isinstance(tool_choice, Mapping):
        return _forced(router, _wanted_tool(tool_choice), turns, offered, conversation)
    if (reply := transfer_reply(router, offered, conversation)) is not None:
        return reply
    if tool_choice == "required":
        return _forced(router, None, turns, offered, conversation)
    if offered.hang_up and turns and _wants_nothing_more(turns[-1]) and not offered.search(turns[-1]):
        return _called(router, offered.call_of(HANG_UP_NAME, reason="the caller said goodbye"))
    return _question(router, conversation)


def transfer_reply(router: Router, offered: OfferedTools, conversation: Conversation) -> ModelReply | None:
    """The tool call of the destination that fits clearly; None where none does, and after a goodbye."""
    turns = open_turns(conversation)
    if not turns or says_goodbye(turns[-1]) or (wish := router.wish(turns, offered)) is None:
        return None
    return _transfer(router, wish, turns, offered, conversation)


def open_turns(conversation: Conversation) -> list[str]:
    """What the caller said since a transfer was last called, oldest first: what led to that one is dealt with.

    Notes in brackets, of keys pressed and the like, are no words of the caller.
    """
    turns: list[str] = []
    for message in conversation:
        if isinstance(message, AssistantMessage) and any(_names_a_destination(call) for call in message.tool_calls):
            turns.clear()
        else:
            turns.extend(utterances([message]))
    return turns


def heard_language(conversation: Conversation, languages: Sequence[str]) -> str | None:
    """The caller's language among `languages`: by the last turn, else by all turns, else by what was answered."""
    said = utterances(conversation)
    answered = [message.text for message in conversation if isinstance(message, AssistantMessage)]
    for text in reversed(said):
        if (found := language_change(text, languages)) is not None:
            return found
    texts = (" ".join(said), " ".join(answered))
    return next((found for text in texts if text and (found := detect(text, languages))), None)


def latest_first(turns: Sequence[str], count: int) -> str:
    """The last turns, the latest first: of a long text only the beginning is read."""
    return " ".join(reversed(turns[-count:]))


def _forced(
    router: Router, wanted: str | None, turns: Sequence[str], offered: OfferedTools, conversation: Conversation
) -> ModelReply:
    """The reply where a tool must be called, `wanted` or any: the likeliest choice, the first if nothing is likely."""
    if wanted == HANG_UP_NAME and offered.hang_up:
        return _called(router, offered.call_of(HANG_UP_NAME, reason="asked for by the request"))
    for key in (*router.likely(turns, offered), *offered.keys):
        if wanted in (None, offered.destinations[key].tool):
            return _transfer(router, key, turns, offered, conversation)
    return _question(router, conversation)


def _wanted_tool(tool_choice: Mapping[str, object]) -> str | None:
    """The name in `{"type": "function", …}` as either API writes it, None where any tool will do."""
    function = tool_choice.get("function")
    name = (function if isinstance(function, Mapping) else tool_choice).get("name")
    return name if isinstance(name, str) and name else None


def _transfer(
    router: Router, key: str, turns: Sequence[str], offered: OfferedTools, conversation: Conversation
) -> ModelReply:
    offer = offered.destinations[key]
    words = shared_terms(latest_first(turns, 1 + EARLIER_TURNS), f"{title(key)}. {offer.when}")
    reason = f"the caller said: {', '.join(words)}" if words else "nearest description"
    return _called(router, offered.call_of(key, reason=reason, language=heard_language(conversation, offer.languages)))


def _called(router: Router, call: ToolCall) -> ModelReply:
    return ModelReply(tool_calls=(call,), finish="tool_calls", model=router.name)


def _question(router: Router, conversation: Conversation) -> ModelReply:
    prompt = default_prompt()
    language = heard_language(conversation, prompt.languages) or "en"
    return ModelReply(text=prompt.sentence("clarify", language), finish="stop", model=router.name)


def _names_a_destination(call: ToolCall) -> bool:
    return call.name.startswith(EACH_PREFIX) or (call.name == SINGLE_NAME and '"destination"' in call.arguments)


def says_goodbye(text: str) -> bool:
    """Whether an utterance has a goodbye in it."""
    spaced = _spaced(_words(text))
    return any(phrase in spaced for phrase in _GOODBYES)


def _wants_nothing_more(text: str) -> bool:
    """A goodbye anywhere; or nothing beside "that is all", thanks and no."""
    words = _words(text)
    spaced = _spaced(words)
    rest = set(words)
    for phrase in _ENOUGH:
        if phrase in spaced:
            rest -= set(phrase.split())
    declined = bool(rest & _NO and rest & _THANKS) or rest < set(words)
    return says_goodbye(text) or (declined and rest <= _NO | _THANKS | _COURTESIES)


def _spaced(words: Sequence[str]) -> str:
    """The words with a space around each, so that whole phrases can be looked for in them."""
    return f" {' '.join(words)} "


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text[-QUERY_LIMIT:].casefold())


def _phrases(lines: str) -> tuple[str, ...]:
    return tuple(_spaced(_words(phrase)) for line in lines.splitlines() for phrase in line.split(",") if phrase.strip())


# A greeting that is also a goodbye (Italian "ciao", Turkish "iyi günler") stands here only with the thanks before it.
_GOODBYES = _phrases("""
    bye, bye bye, goodbye, good bye, see you later, see you soon, have a nice day, have a good day, have a great day
    auf wiederhören, auf wiedersehen, auf wiederschauen, wiederhören, tschüss, tschüß, tschüs, tschö, schönen tag noch
    au revoir, bonne journée, bonne soirée, adiós, hasta luego, hasta pronto, que tenga un buen día
    arrivederci, arrivederla, buona giornata, grazie ciao, ciao ciao, do widzenia, do usłyszenia, miłego dnia
    hoşça kal, hoşçakal, hoşça kalın, güle güle, görüşürüz, teşekkürler iyi günler, teşekkür ederim iyi günler
    tot ziens, tot horens, doei, fijne dag, fijne dag nog, adeus, até logo, até à próxima, tchau
    hej då, farvel, ha det bra, näkemiin, kuulemiin, na shledanou, nashledanou, dovidenia, viszontlátásra
    la revedere, do viđenja, doviđenja, nasvidenje, довиждане, до побачення, до свидания, αντίο
""")
_ENOUGH = _phrases("""
    that's all, that is all, that was all, that will be all, that's it, nothing else, nothing more
    das war alles, das ist alles, das wäre alles, das war's, das wars, das wär's, sonst nichts, nichts mehr
    c'est tout, rien d'autre, eso es todo, nada más, è tutto, nient'altro, to wszystko, nic więcej, hepsi bu, bu kadar
    dat is alles, dat was alles, é tudo, é só isso
""")
_NO = frozenset({"no", "nope", "nein", "nee", "non", "nie", "não", "hayır", "nej"})
_THANKS = frozenset({"thanks", "thank", "danke", "dankeschön", "dank", "bedankt", "merci", "gracias", "grazie", "tack"})
_THANKS |= {"dziękuję", "dzięki", "teşekkürler", "teşekkür", "obrigado", "obrigada"}
_COURTESIES = frozenset({"you", "very", "much", "schön", "vielen", "u", "je", "wel", "beaucoup", "muchas", "mille"})
_COURTESIES |= {"bardzo", "ederim", "muito", "so", "now", "for", "then", "mehr", "schon"}
