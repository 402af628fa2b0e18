"""The question whether a destination is the right one: how it is asked, and how it is found again in what was said.

It is found in the conversation and kept nowhere else: whoever has the conversation knows that it is open, in whichever
process the answer lands, as often as it comes.
"""

from collections.abc import Iterator

from adapter.tool_calls.confirmation import OpenQuestion, answer_to
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message
from adapter.tool_calls.history import utterances
from adapter.tool_calls.language_names import folded_words
from adapter.tool_calls.tools import Toolset
from adapter.transfers.sentences import sentence
from adapter.transfers.situation import Situation
from adapter.transfers.spoken_names import Words, spoken_name
from adapter.vapi.texts import joined


def question_text(key: str, situation: Situation, language: str) -> str:
    """The sentence that asks for a destination."""
    config = situation.config
    name = spoken_name(config.directory.destinations[key])
    asked = sentence("confirm", config, situation.call, situation.now, language, variables={"destination": name})
    return f"{asked[:1].upper()}{asked[1:]}"


def open_question(conversation: Conversation, toolset: Toolset, situation: Situation) -> OpenQuestion | None:
    """The question for an offered destination that the assistant asked last, with the caller's answer to it.

    A caller who has interrupted it after the name has heard what it is about.
    """
    for spoken in range(len(conversation) - 1, -1, -1):
        if _speaks(conversation[spoken]):
            break
    else:
        return None
    answers = utterances(conversation[spoken + 1 :])
    heard = folded_words(conversation[spoken].text)
    if not answers or not heard:
        return None
    destinations = situation.config.directory.destinations
    named = situation.config.spoken_names.among(heard)
    for key in sorted(named & toolset.keys, key=toolset.offered.index):
        for language in _languages(situation):
            if _is_of(heard, folded_words(question_text(key, situation, language))):
                called = spoken_name(destinations[key])
                answer, rest = answer_to(" ".join(answers), situation.config.prompt, language, called)
                return OpenQuestion(destination=key, answer=answer, rest=rest)
    return None


def _speaks(message: Message) -> bool:
    """Whether the assistant has said or done something: a transfer that was announced ends every question."""
    return isinstance(message, AssistantMessage) and bool(message.text.strip() or message.tool_calls)


def _languages(situation: Situation) -> Iterator[str]:
    """The call's language first: the caller may have changed it with the answer."""
    yield from joined((situation.language,), situation.config.languages)


def _is_of(heard: Words, question: Words) -> bool:
    """Whether the question, whose name was heard, is what was said last, whole or as far as it was heard."""
    return heard[-len(question) :] == question or question[: len(heard)] == heard
