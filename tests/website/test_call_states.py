"""The picture of a call's states: drawn from its source, and true to the code, arrow by arrow."""

import re
from typing import get_args
from xml.etree import ElementTree

import pytest

from adapter.calls.state import Phase
from tests.calls.every_change import Changes, every_change
from tests.command import ROOT
from website.call_states import PICTURE, drawn, source

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ARROWS = {(arrow["from"], arrow["to"]) for arrow in source()["arrows"]}
RARE = set(re.findall(r"^\| `(\w+)` → `(\w+)` \|", PAGE, re.MULTILINE))


@pytest.fixture(scope="module")
def changes() -> Changes:
    """Of calls on a platform of each kind."""
    return every_change("sipgate", "vapi", "twilio")


def test_the_picture_is_the_one_that_its_source_gives() -> None:
    assert PICTURE.read_text("utf-8") == drawn(source()), "python -m website.call_states draws it"
    ElementTree.fromstring(PICTURE.read_text("utf-8"))


def test_the_states_are_those_of_the_code() -> None:
    assert set(source()["states"]) == set(get_args(Phase))


def test_every_change_of_the_code_is_an_arrow_or_in_the_table_and_the_other_way_round(changes: Changes) -> None:
    ends = {(state, "ended") for state in get_args(Phase)}  # "the caller hangs up, whatever the state"
    assert set() == ARROWS & RARE
    assert set(changes) - ends == (ARROWS | RARE) - ends


def test_from_every_state_the_call_can_end(changes: Changes) -> None:
    assert {before for before, after in changes if after == "ended"} == set(get_args(Phase)) - {"ended"}
    assert not [before for before, _ in changes if before == "ended"]


def test_what_is_drawn_lies_within_the_picture() -> None:
    width, height = source()["size"]
    for element in ElementTree.fromstring(PICTURE.read_text("utf-8")).iter():
        if element.tag.endswith("}text"):
            assert 0 < float(element.attrib["x"]) < width
            assert 0 < float(element.attrib["y"]) < height
