"""Sentences of voice assistants of many kinds in English, each set written before the grammar was looked at again."""

from pathlib import Path

import pytest
import yaml

from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import claims_of

CLAIMS = claims_of(default_prompt())
SETS = sorted(Path(__file__).with_name("english").glob("*.yaml"))


def _sentences(kind: str) -> list[str]:
    return [text for path in SETS for text in yaml.safe_load(path.read_text("utf-8"))[kind]]


@pytest.mark.parametrize("text", _sentences("promises"))
def test_a_promise_is_found(text: str) -> None:
    assert promises_transfer(text, CLAIMS)


@pytest.mark.parametrize("text", _sentences("near_misses"))
def test_what_only_looks_like_a_promise_is_spoken(text: str) -> None:
    assert not promises_transfer(text, CLAIMS)


def test_no_sentence_is_of_both_kinds_or_there_twice() -> None:
    every = [*_sentences("promises"), *_sentences("near_misses")]
    assert len(every) == len(set(every)) >= 300
