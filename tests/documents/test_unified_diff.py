"""Diffs that `git apply` and `patch` take, whatever the lines of a file end with."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapter.documents.unified_diff import unified_diff

LINES = st.lists(st.sampled_from(["a", "b", "# c", "", "x\u2028y", "\x0b", "é", "-- d", "tab\t"]), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n"])
LAST = st.booleans()


def content(lines: list[str], end: str, ended: bool) -> bytes:
    return (end.join(lines) + (end if ended and lines else "")).encode()


def applied(diff: str, folder: Path, tool: str) -> None:
    command = {"git": ["git", "apply", "--whitespace=nowarn", "-"], "patch": ["patch", "-p1", "--fuzz=0", "--binary"]}
    done = subprocess.run(command[tool], cwd=folder, input=diff.encode(), capture_output=True, check=False)
    assert done.returncode == 0, (diff, done.stdout, done.stderr)


@pytest.mark.parametrize("tool", ["git", "patch"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(before=st.builds(content, LINES, ENDS, LAST), after=st.builds(content, LINES, ENDS, LAST))
def test_what_is_applied_is_the_new_file_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, tool: str, before: bytes, after: bytes
) -> None:
    folder = tmp_path_factory.mktemp("diff")
    (folder / "a file.yaml").write_bytes(before)
    diff = unified_diff(before, after, old="a file.yaml", new="a file.yaml")
    assert (diff == "") == (before == after)
    if diff and after and before:  # an empty file is another thing to either of them: made, or taken away
        applied(diff, folder, tool)
        assert (folder / "a file.yaml").read_bytes() == after


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_another_version_is_a_file_beside_the_one_that_it_was_made_from(tmp_path: Path, tool: str) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "v1.md").write_text("one\ntwo\n")
    diff = unified_diff(b"one\ntwo\n", b"one\nthree", old="prompts/v1.md", new="prompts/v2.md")
    applied(diff, tmp_path, tool)
    assert (tmp_path / "prompts" / "v1.md").read_text() == "one\ntwo\n"
    assert (tmp_path / "prompts" / "v2.md").read_text() == "one\nthree"


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_a_file_of_which_there_is_nothing_is_made(tmp_path: Path, tool: str) -> None:
    applied(unified_diff(None, b"one\n", old="new file.md", new="new file.md"), tmp_path, tool)
    assert (tmp_path / "new file.md").read_text() == "one\n"
