"""What a model server says when it refuses: cut, masked, and without the words of the call that it repeats."""

import re
from typing import Final

from adapter.models.masking import KEY, Mask
from adapter.models.refused_fields import words_of
from adapter.tool_calls.conversation import AssistantMessage
from adapter.tool_calls.request import ModelRequest

LONGEST: Final = 200
"""Characters of a server's words: the reason stands at their beginning."""
REPEATED: Final = "[…]"

_SHORTEST_KEY: Final = 8
_STARRED: Final = re.compile(r"(?<!\S)(?=\S*\*\*)\S+")
"""A key of which a server shows the ends only: still a part of it."""
_RUN: Final = 3
"""Words in a row that tell a repetition from chance."""
_SHORTEST: Final = 4
"""Letters of an utterance: shorter ones ("no") are in every sentence."""
_WORD: Final = re.compile(r"\w+")


def server_words(body: object, request: ModelRequest | None = None, *, key: str = "") -> str:
    """The words in the body of an error, at most `LONGEST` characters, "" where there are none.

    Keys, telephone numbers and addresses are masked, and what stands in the call's conversation is left out: a server
    may repeat what it was sent.
    """
    words = " ".join(words_of(body).split())[: 20 * LONGEST]
    words = _STARRED.sub(KEY, words.replace(key, KEY) if len(key) >= _SHORTEST_KEY else words)
    mask = Mask(request.toolset.directory.numbers if request else None, (key,))
    masked = mask.text(_without_the_calls(words, request) if request else words)
    return masked if len(masked) <= LONGEST else masked[: LONGEST - 1] + "…"


def _without_the_calls(words: str, request: ModelRequest) -> str:
    """The words without any run of three that was said in the call, and without an utterance as a whole."""
    said = [text for message in request.conversation for text in _texts(message)]
    runs: set[tuple[str, ...]] = set()
    for text in said:
        spoken = tuple(word.lower() for word in _WORD.findall(text))
        if len("".join(spoken)) >= _SHORTEST:
            runs.update(spoken[at : at + _RUN] for at in range(max(1, len(spoken) - _RUN + 1)))
    found = list(_WORD.finditer(words))
    repeated: set[int] = set()
    for at in range(len(found)):
        for length in range(1, _RUN + 1):
            if tuple(match[0].lower() for match in found[at : at + length]) in runs and len(found) >= at + length:
                repeated.update(range(at, at + length))
    pieces: list[str] = []
    end = 0
    for at, match in enumerate(found):
        if at in repeated:
            pieces += [
                words[end : match.start()] if at - 1 not in repeated else "",
                "" if at - 1 in repeated else REPEATED,
            ]
        else:
            pieces += [words[end : match.start()], match[0]]
        end = match.end()
    return "".join(pieces) + words[end:]


def _texts(message: object) -> list[str]:
    arguments = [call.arguments for call in message.tool_calls] if isinstance(message, AssistantMessage) else []
    return [str(getattr(message, "text", "")), *arguments]
