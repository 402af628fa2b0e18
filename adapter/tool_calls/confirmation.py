"""What a caller answers to "Card services, is that right?": yes, no, or something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from adapter.search import terms
from adapter.tool_calls.language_names import folded_words
from adapter.tool_calls.prompt import Prompt, WordList, default_prompt, words_of

Answer: TypeAlias = Literal["yes", "no", "other"]

MAX_CHARACTERS: Final = 400
"""Of an answer no more is looked at for a yes or a no: who says more has something to say."""

_Kind: TypeAlias = Literal["yes", "no", "courtesy"]
_Phrases: TypeAlias = Mapping[str, tuple[tuple[tuple[str, ...], _Kind], ...]]

# Of phrases as long as each other the first counts: what may be a no is none of the politeness around a yes.
_LISTS: Final[tuple[tuple[WordList, _Kind], ...]] = (
    ("denials", "no"),
    ("affirmations", "yes"),
    ("acknowledgements", "courtesy"),
    ("goodbyes", "courtesy"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenQuestion:
    """The question by which the assistant spoke last, for a destination, and what the caller has answered.

    `rest` is what was said beside yes and no, "" for nothing that a wish could be in.
    """

    destination: str
    answer: Answer
    rest: str = ""


def answer_to(text: str, prompt: Prompt, language: str, name: str) -> tuple[Answer, str]:
    """Whether an answer says yes or no, and what else it says. `name` is what was asked about, and says nothing new.

    The words are those of the question's language; where these have neither, of every language: "no" is "well" in
    Polish. They count before the first word of a wish, and a no before a yes; behind it only a yes alone does: "my card
    does not work" is no answer.
    """
    said = text[:MAX_CHARACTERS]
    answer, rest = _answer(said, _phrases(prompt, language), name)
    if answer == "other":
        answer, rest = _answer(said, _phrases(prompt, None), name)
    if len(text) > MAX_CHARACTERS:
        rest = text
    return answer, rest


def _answer(text: str, phrases: _Phrases, name: str) -> tuple[Answer, str]:
    chunks = text.split()
    words = [(word, place) for place, chunk in enumerate(chunks) for word in folded_words(chunk)]
    known = {**phrases}
    if called := folded_words(name):
        known[called[0]] = (*known.get(called[0], ()), (called, "courtesy"))
    leading: set[_Kind] = set()
    later: set[_Kind] = set()
    begins: int | None = None
    at = 0
    while at < len(words):
        standing = _standing(words, at, known)
        if standing is not None:
            (leading if begins is None else later).add(standing[1])
            at += len(standing[0])
            continue
        place = words[at][1]
        if begins is None and terms(chunks[place]):
            begins = place
        at += 1
    rest = "" if begins is None else " ".join(chunks[begins:])
    if "no" in leading:
        return "no", rest
    agreed = "yes" in leading or ("yes" in later and "no" not in later)
    return ("yes" if agreed and "?" not in text else "other"), rest


def _standing(words: list[tuple[str, int]], at: int, known: _Phrases) -> tuple[tuple[str, ...], _Kind] | None:
    """The longest phrase that stands there."""
    fitting = [
        (phrase, kind)
        for phrase, kind in known.get(words[at][0], ())
        if tuple(word for word, _ in words[at : at + len(phrase)]) == phrase
    ]
    return max(fitting, key=lambda found: len(found[0]), default=None)


@lru_cache(maxsize=64)
def _phrases(prompt: Prompt, language: str | None) -> _Phrases:
    """The phrases of a language, of all without one, by their first word."""
    by_first: dict[str, list[tuple[tuple[str, ...], _Kind]]] = {}
    for phrase, kind in _listed(prompt, language):
        if words := folded_words(phrase):
            by_first.setdefault(words[0], []).append((words, kind))
    return {word: tuple(found) for word, found in by_first.items()}


def _listed(prompt: Prompt, language: str | None) -> Iterator[tuple[str, _Kind]]:
    for name, kind in _LISTS:
        if language is None:
            phrases = words_of(prompt, name)
        else:
            phrases = prompt.words(name, language) or default_prompt().words(name, language)
        for phrase in phrases:
            yield phrase, kind
