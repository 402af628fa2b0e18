"""Playgrounds to be played with: the service with its page, on a free port of loopback."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from adapter.playground.mount import mount
from adapter.playground.playground import Playground

from adapter.service.app import app_of
from adapter.wiring import read_settings
from tests.browsing import Browse, running_browser
from tests.serving import serving

BANK = Path(__file__).parents[3] / "examples" / "bank"
MORTGAGES = "      caller_id_name: Mortgages\n"
HOURS = ('hours: "Mo-Fr 09:00-17:00"', "timezone: Europe/Berlin", "closed: switchboard")
CASES = 40


@dataclass(frozen=True, kw_only=True)
class Served:
    """A page that is served, and the files that it is about."""

    url: str
    directory: Path
    cases: Path


@pytest.fixture
def serve_page(tmp_path: Path) -> Iterator[Callable[[Path, Path], Served]]:
    """Serves the page for a directory file and cases, until the test is over."""
    with ExitStack() as stack:

        def start(directory: Path, cases: Path) -> Served:
            settings = read_settings(directory=directory, model="offline", store="memory://")
            app = app_of(settings)
            mount(app, Playground(settings, (directory,), cases))
            return Served(url=stack.enter_context(serving(app)), directory=directory, cases=cases)

        yield start


@pytest.fixture
def playground(tmp_path: Path, serve_page: Callable[[Path, Path], Served]) -> Served:
    """The example bank, whose mortgage advisers are not there on Sundays, and the first of its cases."""
    directory, cases = tmp_path / "bank.yaml", tmp_path / "cases.jsonl"
    bank = (BANK / "directory.yaml").read_text("utf-8")
    assert MORTGAGES in bank
    directory.write_text(bank.replace(MORTGAGES, MORTGAGES + "".join(f"      {line}\n" for line in HOURS)), "utf-8")
    with (BANK / "cases.jsonl").open(encoding="utf-8") as lines:
        cases.write_text("".join(islice(lines, CASES)), "utf-8")
    return serve_page(directory, cases)


@pytest.fixture
def large_playground(tmp_path: Path, serve_page: Callable[[Path, Path], Served]) -> Served:
    """A thousand destinations, and no case yet."""
    return serve_page(large_directory(tmp_path, 1_000), tmp_path / "cases.jsonl")


def large_directory(folder: Path, count: int) -> Path:
    """A directory file of departments that differ by their numbers and what they are about."""
    lines = ["fallback: department_0000", "destinations:"]
    for number in range(count):
        lines += [
            f"  department_{number:04d}:",
            "    type: number",
            f'    number: "+4921155{number:05d}"',
            f"    description: Department {number:04d}, for whatever is about subject {number * 7919 % 10_007}.",
        ]
    path = folder / "large.yaml"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path


@pytest.fixture(scope="session")
def browse() -> Iterator[Browse]:
    """Opens pages in a Chromium that is started once for all of them."""
    with running_browser() as browser:
        yield browser.browse
