"""The threat model names the tests that show what it says."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_attacker_is_shown_by_tests_that_exist() -> None:
    rows = [line.split("|") for line in (ROOT / "docs" / "security.md").read_text().splitlines() if line[:1] == "|"]
    for row in rows[2:]:
        shown = re.findall(r"`(tests/[^`]+)`", row[4])
        assert shown, row[1]
        assert all((ROOT / path).exists() for path in shown), row[1]
