"""The JUnit file as an XML reader that is not Python's takes it: Chromium's."""

from collections.abc import Callable
from pathlib import Path

from adapter.evals.junit import junit_xml
from adapter.evals.metrics.summary import Summary
from adapter.evals.rows import Row
from tests.browsing import Browse, in_a_browser

pytestmark = in_a_browser


def test_the_file_is_read_whatever_was_said(tmp_path: Path, summary_of: Callable[..., Summary], browse: Browse) -> None:
    hostile = "".join(map(chr, range(0x20))) + "]]> <!-- & \ufffe \x7f\x85\u2028 \U0001f600"
    rows = [
        Row(
            id=f"{hostile}{number}",
            repeat=1,
            expect="cards",
            got=None,
            outcome="missed",
            kind="reply",
            reason="text",
            said=[{"role": "user", "content": hostile}],
        )
        for number in range(3)
    ]
    file = tmp_path / "junit.xml"
    file.write_bytes(junit_xml(rows, summary_of(rows).identity))
    (shown,) = browse(file, ("tell", "document.documentElement.outerHTML")).told
    assert shown.count("<testcase ") == len(rows)
    assert "This page contains the following errors" not in shown
    assert "\U0001f600" in shown
