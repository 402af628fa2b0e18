"""What tests count is printed once, added up over the processes that ran them."""

import pytest

pytestmark = pytest.mark.commands

pytest_plugins = ["pytester"]

CONFTEST = """
import pytest
from tests.figures import Figures

figures = Figures()

def pytest_configure(config):
    config.pluginmanager.register(figures)
"""
COUNTING = """
import pytest
from conftest import figures

@pytest.mark.parametrize("number", range(8))
def test_it(number):
    figures.seen.update(["spans", f"of {number % 2}"])
    if number == 3:
        figures.lines.append("three")
"""


@pytest.mark.parametrize("processes", [0, 2])
def test_figures_of_all_processes_are_added_up(pytester: pytest.Pytester, processes: int) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(COUNTING)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-n", str(processes))
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines(
        ["*= figures =*", "three", "looked through for configured numbers: 4 of 0, 4 of 1, 8 spans"]
    )


def test_nothing_is_printed_where_nothing_was_counted(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("def test_it(): pass")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.stdout.no_fnmatch_line("*figures*")
