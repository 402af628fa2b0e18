"""The sentences of benchmarks/promises that the grammars were written with: what was found stays found."""

from pathlib import Path

import pytest
import yaml

from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import claims_of

FOLDER = Path(__file__).parents[3] / "benchmarks" / "promises"
CLAIMS = claims_of(default_prompt())


@pytest.mark.parametrize("language", default_prompt().languages)
def test_promises_are_found_and_near_misses_spoken(language: str) -> None:
    sentences = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    promises, near_misses = (sentences[kind][::2] for kind in ("promises", "near_misses"))
    missed = [text for text in promises if not promises_transfer(text, CLAIMS)]
    alarms = [text for text in near_misses if promises_transfer(text, CLAIMS)]
    assert (len(promises) >= 50, len(near_misses) >= 100) == (True, True)
    assert len(missed) <= 0.05 * len(promises), missed
    assert len(alarms) <= 1, alarms
