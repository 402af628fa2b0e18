"""What a platform cannot do of a file: few lines, and none that a finding contradicts."""

import pytest

from adapter.directory import Directory
from adapter.directory.field_support import field_support, unmet_lines
from adapter.directory.lint import lint
from adapter.platforms import CAPABILITIES

PLAN = {"mode": "warm-transfer-say-message", "message": "Hello."}


def directory(count: int = 2, **fields: object) -> Directory:
    def record(number: int) -> dict[str, object]:
        said = f"Matters of the kind {chr(97 + number) * 5}."
        return {"type": "number", "number": f"+4921155660{number:03}", "description": said, **fields}

    return Directory.parse({"destinations": {f"d{number}": record(number) for number in range(count)}})


def lines(file: Directory, platform: str = "sipgate") -> tuple[str, ...]:
    return unmet_lines(field_support(file, CAPABILITIES[platform]))


def test_fields_of_several_destinations_that_go_the_same_way_are_one_line() -> None:
    (mode, message) = lines(directory(transferPlan=PLAN))
    assert mode.startswith("d0, d1: transferPlan.mode: transferred blind")
    assert message.startswith("d0, d1: transferPlan.message: sipgate connects both parties at once")


def test_of_many_destinations_the_first_are_named() -> None:
    assert lines(directory(9, transferPlan=PLAN))[0].startswith("d0, d1, d2, d3, d4 and 4 more: transferPlan.mode: ")


def test_a_file_of_which_everything_is_done_has_no_line() -> None:
    assert lines(directory()) == ()


@pytest.mark.parametrize("platform", CAPABILITIES)
def test_a_caller_id_that_is_no_number_is_called_honoured_by_nobody_who_is_told_otherwise(platform: str) -> None:
    file, capabilities = directory(callerId="anonymous"), CAPABILITIES[platform]
    found = {finding.code for finding in lint(file, capabilities=capabilities)}
    rows = {row.field: row.status for row in field_support(file, capabilities)}
    assert ("caller_id_not_e164" in found) == (rows["callerId"] == "ignored")


@pytest.mark.parametrize("platform", CAPABILITIES)
def test_no_finding_asks_for_what_the_platform_ignores(platform: str) -> None:
    capabilities = CAPABILITIES[platform]
    data = {
        "caller_id_name": "n" * 60,
        "caller_id_number": "+4921155669",
        "speech": {"de": {"tts": {"provider": "azure", "language": "de-DE", "voice": "v"}}},
        "destinations": {"desk": {"type": "number", "number": "+4921155660001", "description": "Everything."}},
    }
    rows = {row.field: row.status for row in field_support(Directory.parse(data), capabilities)}
    for setting, code in (("caller_id_name", "long_caller_id_name"), ("caller_id_number", "no_caller_id_number")):
        without = {name: value for name, value in data.items() if name != "caller_id_number"}
        found = {finding.code for finding in lint(Directory.parse(without), capabilities=capabilities)}
        assert (code in found) == (rows[setting] != "ignored")
