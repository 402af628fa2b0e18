"""The script of the pages, as a text: it parses, and it makes no markup of anything and asks for nothing."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

SCRIPT = (files("adapter.evals.report") / "templates" / "list.js").read_text("utf-8")


def test_it_parses(tmp_path: Path) -> None:
    copy = tmp_path / "list.js"
    copy.write_text(SCRIPT, "utf-8")
    node = Path(sys.executable).parent / "node"
    done = subprocess.run([node, "--check", copy], capture_output=True, text=True, timeout=60)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize(
    "name",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "eval",
        "Function(",
        "setAttribute",
    ],
)
def test_it_has_no_way_to_make_markup_or_code_of_a_text(name: str) -> None:
    assert name not in SCRIPT


@pytest.mark.parametrize(
    "name", ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(", "localStorage", "cookie"]
)
def test_it_asks_for_nothing_and_keeps_nothing(name: str) -> None:
    assert name not in SCRIPT


def test_its_lines_are_no_longer_than_those_of_other_sources() -> None:
    assert [line for line in SCRIPT.splitlines() if len(line) > 120] == []


def test_it_can_stand_within_a_page() -> None:
    assert not re.search(r"</script|<!--", SCRIPT, re.IGNORECASE)
