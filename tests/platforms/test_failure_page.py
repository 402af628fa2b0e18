"""docs/failure.md says of each platform what its capabilities say."""

import re
from collections.abc import Callable

import pytest

from adapter.directory import Capabilities
from adapter.platforms import CAPABILITIES
from tests.command import ROOT

PAGE = (ROOT / "docs" / "failure.md").read_text("utf-8")


def ringing(platform: Capabilities) -> str:
    return "{} to {}".format(*platform.ring_seconds) if platform.ring_seconds else "-"


RINGING = "ring seconds"
ROWS: dict[str, Callable[[Capabilities], bool]] = {
    "a failed transfer comes back": lambda platform: platform.returns_failed_transfers,
    "the platform carries a `transferPlan` out itself": lambda platform: platform.transfer_plan,
    "the end of a sentence is reported": lambda platform: platform.reports_speech_end,
    "silence is reported": lambda platform: platform.input_timeout,
    "telephone keys are told": lambda platform: platform.digits,
    "an announcement cannot be cut off by the caller": lambda platform: platform.uninterruptible,
    "speech can be stopped": lambda platform: platform.stops_speaking,
}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|\n").split("|")]


def test_the_table_has_every_platform() -> None:
    head = re.search(r"^\| \| sipgate .*$", PAGE, re.MULTILINE)
    assert head is not None
    assert [name.lower() for name in cells(head[0])[1:]] == list(CAPABILITIES)


@pytest.mark.parametrize("row", [RINGING, *ROWS])
def test_a_row_says_what_the_platforms_can(row: str) -> None:
    line = re.search(rf"^\| {re.escape(row)} \|.*$", PAGE, re.MULTILINE)
    assert line is not None, row
    if row == RINGING:
        told = [ringing(platform) for platform in CAPABILITIES.values()]
    else:
        told = ["yes" if ROWS[row](platform) else "no" for platform in CAPABILITIES.values()]
    assert cells(line[0])[1:] == told
