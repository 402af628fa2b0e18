"""`check` on files with one fault of each kind finds each, once, with a mend."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from adapter.directory import lint
from tests.command import run

HERE = Path(__file__).parent
FILES = (HERE / "planted.yaml", HERE / "planted_hours.yaml", HERE / "planted_list.yaml")
NUMBERS = re.compile(r"55660|112345|612345|234567")


def planted(file: Path) -> set[str]:
    """The codes that the comments of a file name."""
    comments = re.findall(r"# ((?:[a-z0-9]+_[a-z0-9_]+)(?:, [a-z_]+)*)", file.read_text())
    return {code for comment in comments for code in comment.split(", ")} - {"test_planted_faults"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_planted_fault_is_found_once_with_its_mend(file: Path) -> None:
    done = run("check", file, "--json")
    assert done.returncode == 1
    findings = json.loads(done.stdout)["findings"]
    assert Counter(finding["code"] for finding in findings) == Counter(planted(file))
    assert all(finding["mend"] for finding in findings)
    assert not NUMBERS.search(done.stdout)


def test_every_fault_that_the_linter_knows_is_planted() -> None:
    source = "".join(path.read_text() for path in Path(lint.__file__).parent.glob("*.py"))
    kinds = {f"{kind}_number" for kind in ("premium", "shared_cost", "satellite", "unassigned")}
    known = set(re.findall(r'code="([a-z0-9_]+)"', source)) | kinds
    # To be too many takes more than a file that somebody could read.
    assert known - {"too_many_to_compare"} == set().union(*map(planted, FILES))
