"""A destination that cannot be served is left out with a warning; the others work."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adapter import Toolset, TransferTools
from adapter.directory import Directory
from adapter.directory.lint import lint
from adapter.errors import DirectoryError

DESK: dict[str, Any] = {"type": "number", "number": "+4921155660010", "name": "Desk", "description": "Anything."}
SIP: dict[str, Any] = {"type": "sip", "sipUri": "sip:cards@example.com", "name": "Cards"}

BROKEN = {
    "sip": SIP,
    "assistant": {"type": "assistant", "assistantName": "Billing", "name": "Cards"},
    "step": {"type": "step", "stepName": "Billing", "name": "Cards"},
    "placeholder": {**DESK, "name": "Cards", "number": "+49{{cards_number}}"},
    "environment": {**DESK, "name": "Cards", "number": "${CARDS_NUMBER}"},
    "spaces": {**DESK, "name": "Cards", "number": "+49 211 556 600-01"},
    "national": {**DESK, "name": "Cards", "number": "0211 55660001"},
    "empty": {**DESK, "name": "Cards", "number": ""},
    "unchecked": {**DESK, "name": "Cards", "number": "not a number", "numberE164CheckEnabled": False},
}

SHAPES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "list": lambda broken: [DESK, broken],
    "tool": lambda broken: {"type": "transferCall", "destinations": [DESK, broken]},
    "mapping": lambda broken: {"fallback": "desk", "destinations": {"desk": DESK, "cards": broken}},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", BROKEN)
def test_the_others_work_and_a_warning_names_the_one_that_cannot(kind: str, shape: str) -> None:
    directory = Directory.parse(SHAPES[shape](BROKEN[kind]))

    assert list(directory.destinations) == ["desk"]
    assert directory.withdrawn == ("cards",)
    (notice,) = directory.notices
    assert notice.key == "cards"
    assert notice.field in ("type", "number")
    assert notice.message.endswith("; until then this destination is withdrawn")
    assert "55660" not in str(notice)
    (finding,) = (finding for finding in lint(directory) if finding.code == "withdrawn_destination")
    assert finding.keys == ("cards",)
    assert finding.severity == "warning"
    assert "cards" not in json.dumps(Toolset(directory).tools("chat"))


def test_the_same_holds_for_a_file_and_the_library(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps([DESK, SIP]))

    assert list(Directory.load(path).destinations) == list(TransferTools(path).directory.destinations) == ["desk"]
    assert list(TransferTools([DESK, SIP]).directory.destinations) == ["desk"]


@pytest.mark.parametrize("kind", BROKEN)
def test_a_directory_in_which_nothing_remains_is_an_error(kind: str) -> None:
    with pytest.raises(DirectoryError) as raised:
        Directory.parse([BROKEN[kind], {**BROKEN[kind], "name": "Others"}])
    assert [problem.key for problem in raised.value.problems] == ["cards", "others"]
    assert all("nothing else is left to offer" in problem.message for problem in raised.value.problems)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_fallback_that_cannot_be_served_is_an_error(kind: str) -> None:
    with pytest.raises(DirectoryError) as raised:
        Directory.parse({"fallback": "cards", "destinations": {"desk": DESK, "cards": BROKEN[kind]}})
    (problem,) = raised.value.problems
    assert problem.key == "cards"
    assert problem.message.endswith("it cannot be left out, because it is the fallback")


def test_a_way_out_of_hours_that_leads_to_it_counts_as_left_out() -> None:
    policy = {"hours": "Mo-Fr 08:00-18:00", "timezone": "Europe/Berlin", "closed": "cards"}
    directory = Directory.parse({"destinations": {"desk": {**DESK, "policy": policy}, "cards": SIP}})

    assert directory.destinations["desk"].policy.closed is None
    assert [(notice.key, notice.field) for notice in directory.notices] == [
        ("desk", "policy.closed"),
        ("cards", "type"),
    ]


def test_what_else_is_wrong_with_it_stays_an_error() -> None:
    with pytest.raises(DirectoryError) as raised:
        Directory.parse([DESK, {**BROKEN["placeholder"], "desciption": "x", "policy": {"digit": "12"}}])
    assert [problem.field for problem in raised.value.problems] == ["number", "desciption", "policy.digit"]


def test_a_key_that_an_edit_of_the_description_would_change_is_named() -> None:
    nameless = {"type": "number", "number": "+4921155660001", "description": "Lost or stolen cards."}
    findings = lint(Directory.parse([DESK, nameless, {"type": "number", "number": "+4921155660002"}]))

    (finding,) = (finding for finding in findings if finding.code == "derived_key")
    assert finding.keys == ("lost_stolen_cards",)
    assert "renames the tool" in finding.message
    assert "transfer-adapter import" in finding.mend
    assert not [
        found for found in lint(Directory.parse({"destinations": {"cards": nameless}})) if found.code == "derived_key"
    ]
