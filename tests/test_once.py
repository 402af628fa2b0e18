"""Attributes that are made when they are first asked for."""

from dataclasses import dataclass, field, replace

from adapter.once import made_once


@dataclass(frozen=True, eq=False)
class Words:
    said: str
    asked: list[str] = field(default_factory=list)

    @made_once
    def length(self) -> int:
        """How long the words are."""
        self.asked.append(self.said)
        return len(self.said)


def test_it_is_made_when_it_is_asked_for_and_once() -> None:
    words = Words("hello")
    assert words.asked == []
    assert (words.length, words.length) == (5, 5)
    assert words.asked == ["hello"]


def test_each_value_has_its_own_also_one_that_replaces_another() -> None:
    words = Words("hello")
    assert words.length == 5
    assert replace(words, said="bye").length == 3


def test_the_class_tells_what_it_is() -> None:
    assert Words.length.__doc__ == "How long the words are."
