"""The document that build servers read."""

from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapter.evals.junit import junit_xml
from adapter.evals.metrics.summary import Summary
from adapter.evals.rows import Row, WrittenCall, WrittenReply

Summarise = Callable[..., Summary]

RIGHT = Row(id="a", repeat=1, expect=None, got=None, outcome="right", kind="reply", reason="text", seconds=0.25)
WRONG = Row(
    id="b",
    repeat=1,
    expect=["cards", "fraud"],
    got="loans",
    outcome="wrong_destination",
    kind="transfer",
    reason="tool_call",
    said=[{"role": "user", "content": "my <card> & money are gone"}],
    replies=[WrittenReply(text="Hm.", tool_calls=[WrittenCall(name="transfer_to_loans", arguments='{"reason":"x"}')])],
    seconds=0.5,
)
ERROR = Row(
    id="c",
    repeat=1,
    expect="cards",
    got=None,
    outcome="timeout",
    kind="failed",
    reason="model_timeout",
    error="model_timeout",
)


def test_a_row_is_a_test_case_and_what_is_not_right_says_why(summary_of: Summarise) -> None:
    rows = [RIGHT, WRONG, ERROR]
    root = ET.fromstring(junit_xml(rows, summary_of(rows).identity))
    (suite,) = root
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
        "skipped": "0",
        "time": "0.750",
    }
    right, wrong, error = suite.findall("testcase")
    assert (right.get("classname"), right.get("name"), right.get("time"), list(right)) == ("cases", "a", "0.250", [])
    (failure,) = wrong
    assert (failure.tag, failure.get("type")) == ("failure", "wrong_destination")
    assert failure.get("message") == "wrong_destination: expected cards or fraud, got loans (transfer, tool_call)"
    assert (failure.text or "").splitlines() == [
        "user: my <card> & money are gone",
        'model: Hm. transfer_to_loans({"reason":"x"})',
    ]
    (fault,) = error
    assert (fault.tag, fault.get("type"), fault.text) == ("error", "timeout", "error: model_timeout")


def test_the_document_names_what_was_evaluated(summary_of: Summarise) -> None:
    identity = summary_of([RIGHT]).identity
    found = {
        entry.get("name"): entry.get("value") for entry in ET.fromstring(junit_xml([RIGHT], identity)).iter("property")
    }
    assert found["prompt"] == identity.prompt
    assert found["directory"] == identity.directory


def test_the_moment_is_written_as_the_schemas_of_build_servers_want_it(summary_of: Summarise) -> None:
    identity = summary_of([RIGHT]).identity
    berlin = identity.model_copy(update={"started": datetime(2026, 6, 17, 12, 0, 5, 42, ZoneInfo("Europe/Berlin"))})
    suite = ET.fromstring(junit_xml([RIGHT], berlin)).find("testsuite")
    assert suite is not None
    assert suite.get("timestamp") == "2026-06-17T10:00:05"


def test_repeats_are_told_apart(summary_of: Summarise) -> None:
    rows = [RIGHT, RIGHT.model_copy(update={"repeat": 2})]
    root = ET.fromstring(junit_xml(rows, summary_of(rows).identity))
    assert [case.get("name") for case in root.iter("testcase")] == ["a [1]", "a [2]"]


@given(text=st.text(st.characters(), max_size=50))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_document_is_xml_whatever_was_said(text: str, summary_of: Summarise) -> None:
    row = WRONG.model_copy(
        update={"id": text, "said": [{"role": "user", "content": text}], "replies": [WrittenReply(text=text)]}
    )
    root = ET.fromstring(junit_xml([row], summary_of([row]).identity))
    assert len(list(root.iter("failure"))) == 1
