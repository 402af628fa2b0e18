"""A race goes to each contestant in turn, and a process's CPU clock is read from outside."""

import os
import sys
import time
from collections.abc import Callable

import pytest

from benchmarks.suite.processes import MEASURED, CannotError, cpu_seconds, environment, running
from benchmarks.suite.race import race


def test_each_round_comes_to_all_forwards_and_backwards_and_takes_their_mean() -> None:
    came: list[str] = []
    values = {"one": iter(range(100)), "two": iter(range(100, 200))}

    def visit(name: str) -> Callable[[], float]:
        def come() -> float:
            came.append(name)
            return float(next(values[name]))

        return come

    taken = race("it", {name: visit(name) for name in values}, rounds=2, visits=2)
    assert came == ["one", "two", "two", "one"] * 2
    assert taken == {"one": [0.5, 2.5], "two": [100.5, 102.5]}


@pytest.mark.skipif(sys.platform != "linux", reason="the clock's number is Linux's")
def test_the_clock_of_a_process_is_the_one_that_it_reads_itself() -> None:
    before = time.process_time()
    read = cpu_seconds(os.getpid())
    assert before <= read <= time.process_time()


def test_a_measured_process_gets_nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody's")
    monkeypatch.setenv("ADAPTER_TOKEN", "somebody's")
    assert not [name for name in environment() if name.startswith(("ADAPTER_", "OPENAI_"))]
    assert environment(MEASURED, ADAPTER_MODEL="m")["ADAPTER_MODEL"] == "m"


def test_a_process_works_as_it_is_told_until_its_input_ends() -> None:
    with running("yardstick.py") as worker:
        assert worker.ready() is None
        assert worker.ask(3) is None
        assert worker.ask("collect") is None


def test_a_checkout_that_cannot_do_it_says_why(tmp_path: os.PathLike[str]) -> None:
    arguments = ("turn", "http://127.0.0.1:9/v1", f"{os.fspath(tmp_path)}/none.json", "each")
    with running("ours.py", *arguments) as worker, pytest.raises(CannotError, match=r"none\.json"):
        worker.ready()
