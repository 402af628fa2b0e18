"""Leaks: cases that stand, or nearly stand, where a router may have learned them from.

A router that has seen a case answers it from memory: what is measured on it is too good, and the more so after tuning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapter.directory import Directory
from adapter.evals.cases import Case
from adapter.evals.cases.similarity import case_text, near_pairs, normal, words_of
from adapter.search import terms
from adapter.tool_calls.prompt import Prompt

LeakKind: TypeAlias = Literal["same", "near", "copied", "group"]
"""The same words; nearly the same; word for word within a longer text; the same group by its tag."""

_RUN = 4
"""Words in a row that are no coincidence, if they are also most of a text."""
_MOST = 75  # percent, of all words and of the content words: "I would like to" says nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Leak:
    """A case that was found again. `where` names the other case, or the place in a directory or prompt."""

    kind: LeakKind
    id: str
    where: str

    def __str__(self) -> str:
        said = {
            "same": "has the words of",
            "near": "has nearly the words of",
            "copied": "shares most words in a row with",
            "group": "is of one group with",
        }
        return f"case {self.id!r} {said[self.kind]} {self.where}"


def leaks(train: Sequence[Case], test: Sequence[Case]) -> tuple[Leak, ...]:
    """Cases of the test that training has too: each once, with the first and closest case that gives it away."""
    found: dict[str, Leak] = {}

    def add(kind: LeakKind, case: Case, source: Case) -> None:
        found.setdefault(case.id, Leak(kind=kind, id=case.id, where=f"case {source.id!r}"))

    same = _firsts((normal(case_text(case)), case) for case in train)
    groups = _firsts((name, case) for case in train for name in case.groups)
    for case in test:
        if source := same.get(normal(case_text(case))):
            add("same", case, source)
    both = [*train, *test]
    for low, high in near_pairs([case_text(case) for case in both]):
        if low < len(train) <= high:
            add("near", both[high], both[low])
    for case in test:
        for name in case.groups:
            if source := groups.get(name):
                add("group", case, source)
    return tuple(found[case.id] for case in test if case.id in found)


def leaks_into(texts: Mapping[str, str], cases: Sequence[Case]) -> tuple[Leak, ...]:
    """Cases that stand in texts that a router reads, such as descriptions; `texts` are by the names of their places.

    Found are cases with the same or nearly the same words as a whole text, and those of which most stands in it word
    for word; so are texts that stand in a case.
    """
    sources = [(where, _Words(text)) for where, text in texts.items() if words_of(text)]
    said = [_by_the_caller(case) for case in cases]
    pairs = near_pairs([*(source.text for _, source in sources), *said])
    alike = {(high - len(sources), low) for low, high in pairs if low < len(sources) <= high}
    found = []
    for number, case in enumerate(cases):
        words = _Words(said[number])
        for position, (where, source) in enumerate(sources):
            if kind := _kind(words, source, near=(number, position) in alike):
                found.append(Leak(kind=kind, id=case.id, where=where))
    return tuple(found)


def directory_texts(directory: Directory) -> dict[str, str]:
    """The texts of a directory that a router reads: descriptions and examples, by their places."""
    texts: dict[str, str] = {}
    for key, destination in directory.destinations.items():
        texts[f"destinations.{key}.description"] = destination.record.description or ""
        for number, example in enumerate(destination.policy.examples, 1):
            texts[f"destinations.{key}.policy.examples, number {number}"] = example
    return texts


def prompt_texts(prompt: Prompt) -> dict[str, str]:
    """The text of a prompt that a router reads, by its place."""
    return {f"prompt {prompt.identity}": prompt.body}


class _Words:
    """A text and its words, taken apart once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.normal = f" {' '.join(self.words)} "
        self.content = set(terms(text))

    def mostly_in(self, whole: "_Words") -> bool:
        """Whether most of the words stand in a row in another text."""
        shortest = max(_RUN, -(-len(self.words) * _MOST // 100))
        for start in range(len(self.words) - shortest + 1):
            for end in range(start + shortest, len(self.words) + 1):
                run = " ".join(self.words[start:end])
                if f" {run} " not in whole.normal:
                    break
                if self._most_content(run):
                    return True
        return False

    def _most_content(self, words: str) -> bool:
        return bool(self.content) and len(self.content.intersection(terms(words))) * 100 >= _MOST * len(self.content)


def _kind(said: _Words, source: _Words, *, near: bool) -> LeakKind | None:
    if said.words and said.words == source.words:
        return "same"
    if near:
        return "near"
    return "copied" if said.mostly_in(source) or source.mostly_in(said) else None


def _by_the_caller(case: Case) -> str:
    if case.messages is None:
        return case.text or ""
    return "\n".join(message.content for message in case.messages if message.role == "user")


def _firsts(items: Iterator[tuple[str, Case]]) -> dict[str, Case]:
    found: dict[str, Case] = {}
    for name, case in items:
        found.setdefault(name, case)
    return found
