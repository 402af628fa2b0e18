"""The sentences that mean no destination: as many as they should be, in every language, and of no trade."""

from adapter.search.none_of_these import none_by_language, none_of_these
from adapter.tool_calls.prompt import default_prompt


def test_every_language_of_the_shipped_prompt_has_some() -> None:
    assert set(none_by_language()) == set(default_prompt().languages)
    assert all(len(sentences) >= 10 for sentences in none_by_language().values())


def test_there_are_about_a_hundred_and_none_twice() -> None:
    sentences = none_of_these()
    assert 90 <= len(sentences) <= 130
    assert len(set(sentences)) == len(sentences)
    assert all(isinstance(sentence, str) and sentence.strip() == sentence for sentence in sentences)
