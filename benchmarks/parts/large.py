"""Large directories: what it takes to load one."""

import json
from functools import partial
from pathlib import Path

import yaml

from benchmarks.suite.figures import Figure, figures
from benchmarks.suite.processes import running
from benchmarks.suite.race import race
from benchmarks.suite.run import Part, Run

MANY = 10_000


def measure(run: Run) -> list[Figure]:
    size = MANY if run.size != "smallest" else 100
    as_json = run.directory(size)
    as_yaml = as_json.with_suffix(".yaml")
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    as_yaml.write_text(yaml.dump(json.loads(as_json.read_text()), Dumper=dumper, sort_keys=False))
    contestants = {
        f"load of {MANY:,} destinations, {kind}": partial(seconds, path, size)
        for kind, path in {"JSON": as_json, "YAML": as_yaml}.items()
    }
    return figures("s CPU", race("load", contestants, rounds=run.rounds if run.full else 1), {})


def seconds(path: Path, size: int) -> float:
    """In a process that has just begun."""
    with running("directory_load.py", path) as worker:
        told = worker.ready()
    assert told["destinations"] == size, told
    return float(told["seconds"])


PART = Part(
    name="large",
    title="Large directories",
    says=(
        f"{MANY:,} destinations with a description each: CPU until `Directory.load` has read and checked the file. How"
        " a turn is with so many is told above, with the turns."
    ),
    measure=measure,
)
