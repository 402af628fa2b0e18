"""Sentences of voice assistants of many kinds in English, each set written before the grammar was looked at again."""

from pathlib import Path

import pytest
import yaml

from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import claims_of

CLAIMS = claims_of(default_prompt())
SETS = sorted(Path(__file__).with_name("english").glob("*.yaml"))


def _sentences(path: Path, kind: str) -> list[str]:
    sentences: list[str] = yaml.safe_load(path.read_text("utf-8"))[kind]
    return sentences


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_promise_is_found(path: Path) -> None:
    missed = [text for text in _sentences(path, "promises") if not promises_transfer(text, CLAIMS)]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_what_only_looks_like_a_promise_is_spoken(path: Path) -> None:
    alarms = [text for text in _sentences(path, "near_misses") if promises_transfer(text, CLAIMS)]
    assert not alarms, "\n".join(alarms)


def test_no_sentence_is_of_both_kinds_or_there_twice() -> None:
    every = [text for path in SETS for kind in ("promises", "near_misses") for text in _sentences(path, kind)]
    assert len(every) == len(set(every)) >= 300
