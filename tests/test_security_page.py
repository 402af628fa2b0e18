"""The threat model and the table of what is stored name the tests that show what they say."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_attacker_and_every_limit_is_shown_by_tests_that_exist() -> None:
    lines = (ROOT / "docs" / "security.md").read_text().splitlines()
    rows = [line.split("|") for line in lines if line[:1] == "|" and not line.endswith(("| shown by |", "---|"))]
    assert rows
    for row in rows:
        shown = re.findall(r"`(tests/[^`]+)`", row[4])
        assert shown, row[1]
        assert all((ROOT / path).exists() for path in shown), row[1]
