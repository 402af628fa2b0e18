"""The README's table of costs is what RESULTS.md says."""

import pytest

from benchmarks.suite.processes import ROOT
from benchmarks.suite.readme import BEGIN, END, README, NoMarksError, table, with_table

RESULTS = (ROOT / "benchmarks" / "RESULTS.md").read_text("utf-8")


def test_the_readme_shows_what_the_results_say() -> None:
    readme = README.read_text("utf-8")
    assert with_table(readme, RESULTS) == readme, "make bench-readme"


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    found = with_table(f"before\n{BEGIN}\n| old |\n{END}\nafter\n", RESULTS)
    assert found == f"before\n{BEGIN}\n{table(RESULTS)}{END}\nafter\n"


@pytest.mark.parametrize("readme", ["", BEGIN, END, f"{END}{BEGIN}"])
def test_a_readme_without_both_marks_in_their_order_is_left_alone(readme: str) -> None:
    with pytest.raises(NoMarksError):
        with_table(readme, RESULTS)
