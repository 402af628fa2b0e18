"""The instructions of a container file, and what its build stage does, done in a plain folder: no engine is needed."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """One instruction, such as `RUN` with what follows it."""

    name: str
    value: str


def stages(text: str) -> list[list[Instruction]]:
    """The instructions of each stage, without the arguments that come before the first one."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    found: list[list[Instruction]] = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _, value = line.partition(" ")
        if name == "FROM":
            found.append([])
        if found:
            found[-1].append(Instruction(name=name, value=" ".join(value.split())))
    return found


def variables(stage: list[Instruction]) -> dict[str, str]:
    """What `ENV` and `ARG` set."""
    words = [word for part in stage if part.name in ("ENV", "ARG") for word in shlex.split(part.value)]
    return dict(word.split("=", 1) for word in words)


def only(stage: list[Instruction], name: str) -> str:
    """The value of an instruction that a stage has once."""
    (value,) = [part.value for part in stage if part.name == name]
    return value


def words(stage: list[Instruction], name: str) -> list[str]:
    """The words of an instruction in its form without a shell."""
    found = json.loads(re.sub(r"^.*?(?=\[)", "", only(stage, name)))
    assert isinstance(found, list)
    return found


def build(stage: list[Instruction], checkout: Path, folder: Path, environment: Mapping[str, str]) -> None:
    """Copies what is copied and runs what is run, in order, but for the installation of the installer itself."""
    known = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/nonexistent"),
        **variables(stage),
        **environment,
    }
    for part in stage:
        if part.name == "COPY":
            *sources, target = shlex.split(part.value)
            for source in sources:
                _copy(checkout / source, folder / target)
        elif part.name == "RUN" and not part.value.startswith("pip install"):
            done = subprocess.run(part.value, shell=True, capture_output=True, text=True, cwd=folder, env=known)
            assert done.returncode == 0, f"{part.value}\n{done.stdout}{done.stderr}"


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)
