"""Playgrounds to be played with, and a browser to do it in."""

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from adapter.testing import Scenario, running_mock
from tests.browsing import Browse, running_browser
from tests.playground.page.served import Served, large_directory, served

BANK = Path(__file__).parents[3] / "examples" / "bank"
MORTGAGES = "      caller_id_name: Mortgages\n"
HOURS = ('hours: "Mo-Fr 09:00-17:00"', "timezone: Europe/Berlin", "closed: switchboard")
CASES = 40

THOUGHT = '{"choices":[{"message":{"content":"<think>A lost card.</think>Which card is it?"}}]}'
MODEL = Scenario.model_validate(
    {
        "rules": [
            {"match": {"words": "think"}, "reply": {"raw": {"body": THOUGHT}}},
            {
                "match": {"words": "promise"},
                "reply": [{"say": "I am putting you through to our loan team."}, {"call": "loans"}],
            },
            {"match": {"words": "loan team"}, "reply": {"call": "loans"}},
            {"match": {"words": "slow"}, "reply": {"say": "At last.", "delay_ms": 5_000}},
            {"match": {"words": "wrong key"}, "reply": {"fault": "401"}},
        ],
        "unmatched": "offline",
    }
)


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Served]:
    """The example bank, whose mortgage advisers are not there on Sundays, and the first of its cases."""
    directory, cases = tmp_path / "bank.yaml", tmp_path / "cases.jsonl"
    bank = (BANK / "directory.yaml").read_text("utf-8")
    assert MORTGAGES in bank
    directory.write_text(bank.replace(MORTGAGES, MORTGAGES + "".join(f"      {line}\n" for line in HOURS)), "utf-8")
    with (BANK / "cases.jsonl").open(encoding="utf-8") as lines:
        cases.write_text("".join(islice(lines, CASES)), "utf-8")
    with served(directory, cases) as page:
        yield page


@pytest.fixture
def playground_with_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The example bank with a model server, which does as it is told: think, promise, fail."""
    directory = Path(shutil.copy(BANK / "directory.yaml", tmp_path))
    with running_mock(MODEL) as mock:
        monkeypatch.setenv("OPENAI_BASE_URL", mock.base_url)
        with served(directory, tmp_path / "cases.jsonl", model="gpt-4.1-mini") as page:
            yield page


@pytest.fixture
def playground_with_token(tmp_path: Path) -> Iterator[Served]:
    """The example bank, for whoever knows the token."""
    with served(BANK / "directory.yaml", tmp_path / "cases.jsonl", token="secret") as page:
        yield page


@pytest.fixture
def large_playground(tmp_path: Path) -> Iterator[Served]:
    """A thousand destinations, and no case yet."""
    with served(large_directory(tmp_path, 1_000), tmp_path / "cases.jsonl") as page:
        yield page


@pytest.fixture(scope="session")
def browse() -> Iterator[Browse]:
    """Opens pages in a Chromium that is started once for all of them."""
    with running_browser() as browser:
        yield browser.browse
