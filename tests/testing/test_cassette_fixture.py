"""The fixture `transfer_cassette` as users meet it: recorded once, replayed beside the test, strict at both ends."""

from pathlib import Path

import pytest

from adapter.testing import running_mock
from adapter.testing.cassette_fixture import cassette_path
from adapter.testing.cassettes.cassette import Cassette, recorded_request
from adapter.testing.cassettes.format import RecordedReply, read_cassette

pytestmark = pytest.mark.commands

pytest_plugins = ["pytester"]

TEST = """
import httpx2

def test_it(transfer_cassette):
    answer = httpx2.post(f"{transfer_cassette.base_url}/responses", json={"model": "offline", "input": "hello"})
    assert answer.json()["object"] == "response"
"""
INI = "[pytest]\nfilterwarnings = error\naddopts = -p no:cacheprovider -p adapter.testing.pytest_plugin\n"
FILE = "cassettes/test_recorded/test_it.yaml"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A user's project with one test and its cassette, in a pytest with no plugin but this one.

    It runs in processes of its own: what pytester imports in ours and forgets again would be there twice.
    """
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeini(INI)
    pytester.makepyfile(test_recorded=TEST)
    cassette = Cassette(pytester.path / FILE, record="missing")
    asked = recorded_request("POST", "/responses", content=b'{"model":"offline","input":"hello"}', mask=cassette.mask)
    cassette.add(asked, RecordedReply(status=200, body={"object": "response"}), cassette.arrival())
    return pytester


def test_what_was_recorded_is_replayed_from_the_file_beside_the_test(project: pytest.Pytester) -> None:
    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_what_is_missing_is_asked_of_the_endpoint_that_is_named_or_of_the_environments(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_mock() as upstream:
        (project.path / FILE).unlink()
        project.runpytest_subprocess(
            "--model-record", "missing", "--model-upstream", upstream.base_url
        ).assert_outcomes(passed=1)
        assert len(read_cassette(project.path / FILE)) == len(upstream.requests) == 1
        monkeypatch.setenv("OPENAI_BASE_URL", upstream.base_url)
        project.runpytest_subprocess("--model-record", "missing").assert_outcomes(passed=1)
        assert len(upstream.requests) == 1
        project.runpytest_subprocess("--model-record", "all").assert_outcomes(passed=1)
        assert len(upstream.requests) == 2


def test_the_numbers_of_the_configured_directory_are_masked_too(project: pytest.Pytester) -> None:
    desk = '{destinations: {desk: {type: number, number: "+4911211", description: All about it.}}}'
    (project.path / "directory.yaml").write_text(desk)
    project.makeini(f"{INI}transfer_directory = directory.yaml\n")
    project.makepyfile(test_recorded=TEST.replace("hello", "dial 11211"))
    with running_mock() as upstream:
        result = project.runpytest_subprocess("--model-record", "all", "--model-upstream", upstream.base_url)
    result.assert_outcomes(passed=1)
    assert "dial [number]" in (project.path / FILE).read_text()
    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_test_without_a_cassette_fails_and_says_how_to_record_one(project: pytest.Pytester) -> None:
    (project.path / FILE).unlink()
    result = project.runpytest_subprocess("-rN")  # no summary: pytest shortens it, and in CI it does not
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            f"*{FILE}: there is no such cassette: record it with"
            ' pytest "test_recorded.py::test_it" --model-record missing'
        ]
    )
    assert result.stdout.str().count("there is no such cassette") == 1


def test_a_changed_request_fails_with_the_difference_even_where_the_test_does_not_look(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(test_recorded=TEST.replace('"hello"', '"hello!"').replace("    assert", "    # "))
    result = project.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(['-    "input": "hello",', '+    "input": "hello!",'])
    result.stdout.fnmatch_lines(
        [
            "*record it with --model-record missing, or everything anew with --model-record all.",
            'pytest "test_recorded.py::test_it" --model-record missing',
        ]
    )


def test_the_client_reads_the_option_of_pytest_too(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_recorded=TEST.replace('"hello"', '"hello!"').replace("    assert", "    print(answer.text) #")
    )
    done = project.runpytest_subprocess("-rP").stdout.str()
    assert "--model-record missing" in done
    assert " --record" not in done


def test_a_recorded_interaction_that_is_not_asked_for_fails_the_test(project: pytest.Pytester) -> None:
    project.makepyfile(test_recorded="def test_it(transfer_cassette):\n    pass\n")
    result = project.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{FILE}: 1 of 1 interaction not asked for: 1. Where*anew with --model-record all"])


def test_a_test_that_fails_for_a_reason_of_its_own_fails_once(project: pytest.Pytester) -> None:
    project.makepyfile(test_recorded="def test_it(transfer_cassette):\n    assert False\n")
    project.runpytest_subprocess().assert_outcomes(failed=1)


@pytest.mark.parametrize(
    ("nodeid", "name"),
    [
        ("tests/test_a.py::test_x", "test_x"),
        ("tests/test_a.py::TestX::test_y", "TestX.test_y"),
        ("tests/test_a.py::test_x[de-loans]", "test_x-de-loans"),
        ("tests/test_a.py::test_x[a/b: c]", "test_x-a-b-c-"),
        ("tests/test_a.py::test_x[" + "a" * 200 + "]", "test_x-" + "a" * 93 + "-"),
    ],
)
def test_a_cassette_is_named_by_its_test(nodeid: str, name: str) -> None:
    path = cassette_path(Path("/p/tests/test_a.py"), nodeid)
    assert path.parent == Path("/p/tests/cassettes/test_a")
    assert path.stem == name or (path.stem.startswith(name) and name.endswith("-"))


def test_parameters_that_cannot_stand_in_a_name_still_tell_tests_apart() -> None:
    paths = {cassette_path(Path("t.py"), f"t.py::test_x[{value}]") for value in ("a b", "a/b", "a:b", "a-b", "a  b")}
    assert len(paths) == 5
