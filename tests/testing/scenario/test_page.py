"""The page on testing tells of every field of a scenario and of every fault, and what it says of faults is so."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from adapter.errors import ModelError
from adapter.testing import MockModel
from adapter.testing.scenario.faults import FaultName
from adapter.testing.scenario.file import parse_scenario
from adapter.testing.scenario.rules import Match, Rule, Scenario, System, Words
from adapter.testing.scenario.scripted_reply import (
    FAULTS_WITH_A_REPLY,
    Latency,
    RawResponse,
    ScriptedReply,
    TokenUsage,
    companion_fields,
)
from adapter.tool_calls.request import ModelRequest

PAGE = (Path(__file__).parents[3] / "docs" / "testing.md").read_text("utf-8")
REFERENCE = PAGE.partition("### What a scenario can say")[2].partition("### Faults")[0]
ROWS = {
    row[0].strip("`"): row[1:]
    for row in (
        [cell.strip() for cell in line.strip("|").split(" |")]
        for line in PAGE.partition("### Faults")[2].partition("### The server")[0].splitlines()
        if line.startswith("| `")
    )
}


@pytest.mark.parametrize(
    "part", [Scenario, Rule, Match, System, Words, ScriptedReply, RawResponse, Latency, TokenUsage]
)
def test_every_field_is_told_of(part: type[Scenario]) -> None:
    beside_faults_only = {"retry_after", "slow_ms"}
    missing = [name for name in part.model_fields if not re.search(rf"[`{{ ]{name}\b", REFERENCE)]
    assert set(missing) <= beside_faults_only
    assert all(f"`{name}`" in PAGE for name in missing)


def test_every_fault_has_its_row() -> None:
    assert list(ROWS) == list(get_args(FaultName))


@pytest.mark.parametrize("fault", get_args(FaultName))
def test_what_can_stand_beside_a_fault_is_what_its_row_says(fault: FaultName) -> None:
    told = ROWS[fault][2]
    if told == "the same":
        told = ROWS["unknown-key"][2]
    assert ("any reply" in told) == (fault in FAULTS_WITH_A_REPLY)
    named = set(re.findall(r"`(\w+)`", told))
    assert named == set(companion_fields(fault, None)) - ({"usage"} if fault in FAULTS_WITH_A_REPLY else set())


@pytest.mark.anyio
@pytest.mark.parametrize("fault", get_args(FaultName))
async def test_a_fault_is_for_our_client_what_its_row_says(
    asking: Callable[..., ModelRequest], fault: FaultName
) -> None:
    errors = re.findall(r"`(Model\w+)`", ROWS[fault][1])
    always = errors and ROWS[fault][1] == f"`{errors[0]}`"
    told = errors if always else [*errors, None]
    for stream in (False, True):
        scenario = parse_scenario(f"rules: [{{reply: {{fault: {fault}}}}}]")
        raised = None
        try:
            await MockModel(scenario, timeout=0, stream=stream).reply(asking("I lost my card"))
        except ModelError as error:
            raised = type(error).__name__
        assert raised in told


def test_the_table_at_the_top_leads_to_headings_of_the_page() -> None:
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"(?m)^#+ (.*)$", PAGE)}
    links = re.findall(r"\]\(#([^)]+)\)", PAGE)
    assert len(links) > 5
    assert set(links) <= anchors
