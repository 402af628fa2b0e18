"""The report as a browser sees it. Needs Chromium (Debian: `apt-get install chromium`)."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.junit import junit_xml
from adapter.evals.metrics.summary import Summary
from adapter.evals.report import Story, comparison_html, report_html
from adapter.evals.rows import Outcome, Row

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]

WIDTHS = (1200, 390)

PROBE = """
<script>
addEventListener("load", () => {
  const of = (selector) => [...document.querySelectorAll(selector)];
  const seen = (element) => { const box = element.getBoundingClientRect(); return box.width > 20 && box.height > 5; };
  document.title = "probe " + JSON.stringify({
    plots: of(".plot svg").filter(seen).length,
    drawn: of(".plot polyline").filter((line) => line.getTotalLength() > 10).length,
    whiskers: of(".track").filter(seen).length,
    heated: of(".heat td.hit").filter((cell) => getComputedStyle(cell).backgroundColor != "rgba(0, 0, 0, 0)").length,
    fetched: performance.getEntriesByType("resource").map((entry) => entry.name),
    opened: of("details[open] .two").filter(seen).length,
    overflow: document.documentElement.scrollWidth > innerWidth,
  });
});
</script>
"""


def rows() -> list[Row]:
    outcomes: tuple[Outcome, ...] = ("right", "right", "right", "missed", "wrong_destination", "provider_error")
    return [
        Row(
            id=f"case-{number}",
            repeat=repeat,
            expect="cards",
            got="cards" if outcome == "right" else None,
            outcome=outcome,
            kind="transfer",
            reason="tool_call",
            tags=["en"],
            said=[{"role": "user", "content": "<b>my card is gone</b> " * 9}],
            seconds=number / 10,
        )
        for number, outcome in enumerate(outcomes)
        for repeat in (1, 2)
    ]


def browsed(page: Path, width: int, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """What Chromium makes of a file: its document on stdout, its console on stderr."""
    assert CHROMIUM is not None
    return subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            f"--user-data-dir={tmp_path / f'config-{width}'}",
            f"--window-size={width},2000",
            "--enable-logging=stderr",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def opened(page: Path, width: int, tmp_path: Path) -> tuple[dict[str, object], str]:
    """What the page tells of itself after it was laid out, and what the browser's console said."""
    # The probe needs a script, which the page itself forbids.
    html = re.sub(r"<meta http-equiv[^>]*>", "", page.read_text("utf-8"))
    probed = page.with_name(f"probed-{width}.html")
    probed.write_text(html.replace("</head>", f"{PROBE}</head>"), "utf-8")
    done = browsed(probed, width, tmp_path)
    told = re.search(r"<title>probe (.*?)</title>", done.stdout)
    assert told is not None
    found: dict[str, object] = json.loads(told[1].replace("&quot;", '"').replace("&gt;", ">").replace("&amp;", "&"))
    return found, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_plots_are_seen_and_nothing_is_fetched_or_complained_about(
    width: int, tmp_path: Path, summary_of: Callable[..., Summary]
) -> None:
    page = tmp_path / "report.html"
    page.write_text(report_html(summary_of(rows()), rows()), "utf-8")
    told, console = opened(page, width, tmp_path)
    assert console == ""
    assert told["fetched"] == []
    assert (told["plots"], told["drawn"]) == (2, 2)
    assert told["whiskers"] == 10
    assert told["heated"] == 1
    assert not told["overflow"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_comparison_shows_the_difference_and_both_replies(width: int, tmp_path: Path) -> None:
    before = tuple(rows())
    after = tuple(row.model_copy(update={"outcome": "missed", "got": None}) for row in before)
    page = tmp_path / "comparison.html"
    comparison = compare_results(Results(name="a", rows=before), Results(name="b", rows=after))
    story = Story(title="Proven better", lines=[("search", "long " * 80)], diff=f"+ {'description' * 40}")
    page.write_text(comparison_html(comparison, story=story), "utf-8")
    told, console = opened(page, width, tmp_path)
    assert console == ""
    assert told["fetched"] == []
    # the difference with and without the cases at which the provider failed, and the rates of A and B
    assert told["whiskers"] == 4
    assert told["opened"] == 3
    assert not told["overflow"]


def test_an_xml_reader_that_is_not_pythons_takes_the_junit_file_whatever_was_said(
    tmp_path: Path, summary_of: Callable[..., Summary]
) -> None:
    hostile = "".join(map(chr, range(0x20))) + "]]> <!-- & \ufffe \x7f\x85\u2028 \U0001f600"
    failed = [
        row.model_copy(update={"id": f"{hostile}{row.id}", "said": [{"role": "user", "content": hostile}]})
        for row in rows()
    ]
    file = tmp_path / "junit.xml"
    file.write_bytes(junit_xml(failed, summary_of(failed).identity))
    shown = browsed(file, WIDTHS[0], tmp_path).stdout
    assert shown.count("<testcase ") == len(failed)
    assert "This page contains the following errors" not in shown
    assert "\U0001f600" in shown
